"""A change as stretches of one line of text, each with its look.

指标 维持率：≥85% → ≥90%（提高） after its label: ≥85% (old), → (=), ≥90% (new), （提高） (=).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from plangen.comparison.report.lines import ChangeLine
from plangen.comparison.wording import TextPiece

Look = Literal["=", "-", "+", "old", "new"]
"""Unchanged, struck out, put in; an old value, a new value."""
_KEPT: Final = 12
"""So many characters are shown before and after an edit."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one look."""

    text: str
    look: Look


def spans(line: ChangeLine) -> list[list[Span]]:
    """A change after its label, in one row, or in two where the sides are long."""
    old, new = Span(flat(line.before), "old"), Span(flat(line.after), "new")
    if line.pieces:
        rows = [[Span(_on_one_line(piece.text), piece.sign) for piece in elided(line.pieces)]]
    elif line.stacked:
        rows = [[Span("原：", "="), old], [Span("现：", "="), new]]
    elif line.before and line.after:
        rows = [[old, Span(" → ", "="), new]]
    else:
        rows = [[old, new]]
    if line.note:
        rows[-1].append(Span(f"（{line.note}）", "="))
    return [[*filter(_says_something, row)] for row in rows]


def _says_something(span: Span) -> bool:
    return span.text != ""


def elided(pieces: Iterable[TextPiece]) -> Iterator[TextPiece]:
    """The pieces, with the far part of each long stretch that stayed left out."""
    kept = list(pieces)
    for place, piece in enumerate(kept):
        head = _KEPT if place else 0
        tail = _KEPT if place < len(kept) - 1 else 0
        if piece.sign == "=" and len(piece.text) > head + tail + 1:
            end = piece.text[len(piece.text) - tail :]
            yield TextPiece(f"{piece.text[:head]}…{end}", "=")
        else:
            yield piece


def flat(text: str) -> str:
    """A text of several paragraphs on one line."""
    return _on_one_line(text.strip("\n"))


def _on_one_line(text: str) -> str:
    return text.replace("\n", "↵")
