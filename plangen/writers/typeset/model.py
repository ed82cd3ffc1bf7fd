"""Pages set by the project itself: lines of text and rules where they are printed.

Lengths are pt, from the page's or the block's top left.
"""

from dataclasses import dataclass
from typing import Final

from plangen.document.model import Edit

MM: Final = 72 / 25.4
"""pt a mm."""
BORDER: Final = 0.5
"""The rules of a table."""
BASELINE: Final = 0.8
"""Where the baseline stands in a line, in its height, as readers place it whatever the font."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a stretch of text looks."""

    face: str = "body_font"
    """Field of `gbt9704.Style`."""
    size: float = 16.0
    red: bool = False
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class SetRun:
    """A stretch of a line: full-width characters alone, or narrow ones (digits, Latin) alone."""

    text: str
    x: float
    """From the block's left."""
    width: float
    """From its first character to the end of its last one."""
    spacing: float
    """What is added after each character."""
    ink: Ink
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of text; blank when it has no runs."""

    runs: tuple[SetRun, ...] = ()

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class SetBlock:
    """Lines one below the other: what of a paragraph, a title or a cell stands on one page."""

    kind: str
    """title, h1 to h4, p, roster, cell, number …: what it is, not how it looks."""
    of: str
    """The part of the plan that it prints; see `Document`."""
    left: float
    top: float
    width: float
    height: float
    lines: tuple[SetLine, ...]
    pitch: float
    first: float = 0
    """From the top to the first line."""
    turned: bool = False
    """Whether it is read with the paper turned a quarter to the left."""


@dataclass(frozen=True, slots=True)
class SetRule:
    """A rule: what it covers."""

    left: float
    top: float
    width: float
    height: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page of A4."""

    turned: bool
    blocks: tuple[SetBlock, ...]
    rules: tuple[SetRule, ...] = ()
