"""Next year's plan out of this year's: what can be rolled on is, the rest becomes questions."""

from plangen.draft.drafting import Draft, draft

__all__ = ["Draft", "draft"]
