"""What a returned file holds: its sheets as grids of texts, and what it says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

NO_RESULT: Final = "公式没有结果"
"""What a formula shows here that no program has computed; one that fails shows its #REF!."""


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """The cells of a sheet as a person sees them; merged cells have their text in every row."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False
    first: int = 1
    """The number of the first row."""
    left: int = 1
    """The number of the first column."""

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(any(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class ReturnedBook:
    """A returned file that could be read."""

    sheets: tuple[ReturnedSheet, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    """What its hidden sheet, or else its properties, say: series, year, id, name, revision."""
    saved: str = ""
    """When it was last saved, as it says itself: 2026-07-05T08:00:00; empty where it does not."""
    aside: tuple[str, ...] = ()
    """Comments and text boxes, which nobody reads: 批注“已办”."""
