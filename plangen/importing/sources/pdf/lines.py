"""The glyphs of a PDF page → lines of text, each with where it stands; lengths in pt."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Final, TypeAlias

PdfGlyph: TypeAlias = dict[str, Any]
"""A glyph as pdfplumber gives it."""

_SAME_LINE: Final = 0.4
"""Of the larger size, what baselines of one line may differ: a raised figure is in its line."""
_BLANK: Final = 0.2
"""Of the size, the gap that parts two words in Latin letters."""
_WIDE_BLANK: Final = 0.85
"""Of the size, the gap that is a Chinese blank."""
_TAB: Final = 1.6
_DOUBLE: Final = 0.15
"""Of the size, how near the same glyph stands again where it is printed twice to look bold."""
_UNIT: Final = r"[“‘（《〈【〔]*(?:[A-Za-z0-9.%:/-]+|.)[，。、；：？！”’）》〉】〕%]*"
_FIRST_TOKEN: Final = re.compile(
    rf"{_UNIT}(?:(?:(?<=[，。、；：）])(?=\d)|(?=[“‘])|(?<=[A-Za-z0-9])(?=[（《]))(?:{_UNIT}))*"
)
"""What must stand on one line at its beginning: a word, a bracket with what it begins, and what a
typesetter does not part from it, as in `目“回` or `造，2025`."""
_BEFORE_HANG: Final = re.compile(r"(?:^[^：]{1,6}：|(?:^|(?<=：))\d{1,2}[.．、])\s*(?=\S)")
"""What lines below may be aligned after, as in `附件：1.任务表`: the colon, and the number."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of text on a page."""

    text: str
    """Blanks at the ends left out; a gap is a blank, a wide one a tab."""
    page: int
    """From 1."""
    left: float
    right: float
    baseline: float
    """From the page's top."""
    size: float
    """Of most of its glyphs."""
    token: float
    """The width of what stands first and cannot be parted."""
    hangs: tuple[float, ...]
    """Where text begins after its number or after a colon: lines below may be aligned to it."""

    @property
    def middle(self) -> float:
        """Midway between its ends."""
        return (self.left + self.right) / 2


def lines_of(glyphs: Iterable[PdfGlyph], page: int, height: float) -> list[PdfLine]:
    """The lines of some glyphs of a page of that height, from the top down."""
    lines = []
    for row in _rows(list(glyphs), height):
        line = _line(row, page, height)
        if line is not None:
            lines.append(line)
    return lines


def _rows(glyphs: list[PdfGlyph], height: float) -> Iterator[list[PdfGlyph]]:
    glyphs.sort(key=lambda glyph: _baseline(glyph, height))
    row: list[PdfGlyph] = []
    for before, glyph in pairwise([*glyphs[:1], *glyphs]):
        far = _baseline(glyph, height) - _baseline(before, height)
        if row and far > _SAME_LINE * max(before["size"], glyph["size"]):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _baseline(glyph: PdfGlyph, height: float) -> float:
    return float(height - glyph["matrix"][5])


def _line(row: list[PdfGlyph], page: int, height: float) -> PdfLine | None:
    row.sort(key=lambda glyph: glyph["x0"])
    inked = [glyph for glyph in row if glyph["text"].strip()]
    if not inked:
        return None
    shown = _once(row[row.index(inked[0]) : len(row) - row[::-1].index(inked[-1])])
    starts: list[float] = []
    text = ""
    for before, glyph in pairwise([shown[0], *shown]):
        if starts:
            blank = _between(before, glyph, text)
            text += blank
            starts += [before["x1"]] * len(blank)
        text += glyph["text"]
        starts += [glyph["x0"]] * len(glyph["text"])
    starts.append(shown[-1]["x1"])
    token = _FIRST_TOKEN.match(text)
    return PdfLine(
        text=text,
        page=page,
        left=shown[0]["x0"],
        right=shown[-1]["x1"],
        baseline=median(_baseline(glyph, height) for glyph in inked),
        size=median(glyph["size"] for glyph in inked),
        token=starts[token.end()] - starts[0] if token else 0.0,
        hangs=tuple(starts[mark.end()] for mark in _BEFORE_HANG.finditer(text)),
    )


def _once(row: list[PdfGlyph]) -> list[PdfGlyph]:
    """Glyphs that stand one upon the other, each once."""
    shown = row[:1]
    for glyph in row[1:]:
        near = abs(glyph["x0"] - shown[-1]["x0"]) < _DOUBLE * glyph["size"]
        if not (near and glyph["text"] == shown[-1]["text"]):
            shown.append(glyph)
    return shown


def _between(before: PdfGlyph, glyph: PdfGlyph, text: str) -> str:
    """The blank that a gap between two glyphs is."""
    if text[-1:].isspace() or glyph["text"].isspace():
        return ""
    gap = (glyph["x0"] - before["x1"]) / max(1.0, glyph["size"])
    if gap >= _TAB:
        return "\t"
    if gap >= _WIDE_BLANK:
        return "\u3000"
    return " " if gap > _BLANK and text[-1:].isascii() and glyph["text"].isascii() else ""
