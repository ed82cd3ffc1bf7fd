"""What a misspelt word was most likely meant to be."""

import re
from collections.abc import Iterable


def nearest(word: str, words: Iterable[str], cutoff: float = 0.6) -> str:
    """The known word nearest to a word, or "" when none is as alike as `cutoff` (0 to 1)."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(words), n=1, cutoff=cutoff)), "")


def did_you_mean(meant: str) -> str:
    """Ask whether a word was meant; nothing where none is near."""
    return f"是不是想写“{meant}”？" if meant else ""


def meant_by(hint: str) -> str:
    """The word that a hint asks whether it was meant; empty where it asks about none."""
    match = re.match("是不是想写“([^”]+)”？", hint)
    return match[1] if match else ""
