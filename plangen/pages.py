"""DOCX bytes as a reader sees them: LibreOffice renders, pdfplumber reads glyphs and rules."""

import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from itertools import dropwhile, groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber
from PIL import Image, ImageChops

from plangen.libreoffice import convert

_PT_A_MM = 72 / 25.4
_DPI = 300
_SAME_LINE_MM = 0.3
_RADICAL = re.compile("[\u2e80-\u2fdf]")
"""A radical for the character that looks like it, as Chromium prints 工 and 人 from some fonts."""
LEFT_MM, TOP_MM, RIGHT_MM, BOTTOM_MM = 28, 37, 184, 262
"""The type area, by the standard and not by what the writer believes."""
CHAR_MM = 156 / 28
LINE_MM = 225 / 22


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character; mm from the page's left to its advance box and from the top to its baseline."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """pt."""
    font: str
    color: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PageLine:
    """The glyphs on one baseline, from left to right, blanks at the ends left out."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        """Mm from the page's top."""
        return self.glyphs[0].baseline

    @property
    def indent(self) -> float:
        """字 from the left of the type area to the first glyph."""
        return (self.glyphs[0].left - LEFT_MM) / CHAR_MM

    @property
    def right_indent(self) -> float:
        """字 from the last glyph to the right of the type area."""
        return (RIGHT_MM - self.glyphs[-1].right) / CHAR_MM

    @property
    def off_centre(self) -> float:
        """字 from the middle of the type area to the middle of the line."""
        return (self.indent - self.right_indent) / 2

    @property
    def look(self) -> set[tuple[str, float]]:
        """Which fonts it is set in, and at what size in pt."""
        return {(glyph.font, glyph.size) for glyph in self.glyphs}

    def at(self, text: str) -> float:
        """字 from the left of the type area to where a text begins."""
        return (self.glyphs[self.text.index(text)].left - LEFT_MM) / CHAR_MM


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A horizontal rule; mm from the page's top left."""

    left: float
    right: float
    middle: float
    thickness: float
    color: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page."""

    width: float
    height: float
    lines: tuple[PageLine, ...]
    rules: tuple[DrawnLine, ...]
    pdf: bytes = field(repr=False)
    """The file that it is a page of."""
    number: int
    """Its place in the file, from 0."""

    @property
    def image(self) -> Image.Image:
        """The page as printed, in grey; of 9 MB, so that it is drawn when asked for."""
        return _drawn(self.pdf, self.number)

    def line(self, beginning: str) -> PageLine:
        """The first line that begins with a text, however its characters are spaced."""
        return next(line for line in self.lines if _closed(line.text).startswith(beginning))

    def text_lines(self) -> list[PageLine]:
        """The lines within the type area."""
        return [line for line in self.lines if TOP_MM < line.baseline < BOTTOM_MM]

    def ink(self, top: float, bottom: float, left: float = 0, right: float = 0) -> "InkBox":
        """What is printed in a part within the page, in mm; right 0 is just before its edge.

        Raises ValueError when nothing is printed there.
        """
        edges = (left, top, right or self.width - 1, bottom)
        x0, y0, x1, y1 = (round(edge * _DPI / 25.4) for edge in edges)
        part = self.image.crop((x0, y0, x1, y1))
        box = ImageChops.invert(part).getbbox()
        if box is None:
            raise ValueError("nothing is printed there")
        inside = [pixels / _DPI * 25.4 for pixels in box]
        return InkBox(left + inside[0], top + inside[1], left + inside[2], top + inside[3])


class InkBox(NamedTuple):
    """The outermost edges of what is printed, mm from the page's left and top."""

    left: float
    top: float
    right: float
    bottom: float


def render(
    *documents: bytes, seen: Callable[[int, int], None] | None = None
) -> Iterator[tuple[Page, ...]]:
    """The pages of each DOCX in turn, all rendered in one run of LibreOffice.

    `seen` is told the number of each page as it is read, and how many its document has.

    Raises FileNotFoundError without LibreOffice, CalledProcessError or TimeoutExpired when it
    cannot render one of them.
    """
    with tempfile.TemporaryDirectory() as folder:
        for pdf in _convert(documents, Path(folder)):
            yield tuple(read_pages(pdf, seen))


def _convert(documents: Sequence[bytes], folder: Path) -> list[Path]:
    sources = [folder / f"{number}.docx" for number in range(len(documents))]
    for source, document in zip(sources, documents, strict=True):
        source.write_bytes(document)
    convert(sources, "pdf", folder)
    return [source.with_suffix(".pdf") for source in sources]


def read_pages(pdf: Path, seen: Callable[[int, int], None] | None = None) -> Iterator[Page]:
    """The pages of a PDF; `seen` as in `render`."""
    data = pdf.read_bytes()
    with pdfplumber.open(BytesIO(data)) as opened:
        for number, page in enumerate(opened.pages):
            if seen:
                seen(number + 1, len(opened.pages))
            yield Page(
                width=float(page.width) / _PT_A_MM,
                height=float(page.height) / _PT_A_MM,
                lines=tuple(_lines(page)),
                rules=tuple(sorted(_rules(page), key=lambda rule: rule.middle)),
                pdf=data,
                number=number,
            )


@lru_cache(maxsize=4)
def _drawn(pdf: bytes, number: int) -> Image.Image:
    with pdfplumber.open(BytesIO(pdf), pages=[number + 1]) as opened:
        return opened.pages[0].to_image(resolution=_DPI).original.convert("L")


def _lines(page: Any) -> Iterator[PageLine]:
    glyphs = [_glyph(char, float(page.height)) for char in page.chars if char["upright"]]
    glyphs.sort(key=lambda glyph: glyph.baseline)
    for _, group in groupby(zip(glyphs, _line_numbers(glyphs), strict=True), lambda pair: pair[1]):
        line = sorted((glyph for glyph, _ in group), key=lambda glyph: glyph.left)
        while line and not line[-1].text.strip():
            line.pop()
        inked = tuple(dropwhile(lambda glyph: not glyph.text.strip(), line))
        if inked:
            yield PageLine(inked)


def _line_numbers(glyphs: list[Glyph]) -> Iterator[int]:
    """Number the lines of glyphs that come in the order of their baselines."""
    number = 0
    for before, glyph in pairwise(glyphs[:1] + glyphs):
        if glyph.baseline - before.baseline > _SAME_LINE_MM:
            number += 1
        yield number


def _glyph(char: dict[str, Any], page_height: float) -> Glyph:
    return Glyph(
        text=_RADICAL.sub(_plain, char["text"]),
        left=char["x0"] / _PT_A_MM,
        right=char["x1"] / _PT_A_MM,
        baseline=(page_height - char["matrix"][5]) / _PT_A_MM,
        size=round(char["size"], 1),
        font=char["fontname"].rpartition("+")[2].removesuffix("-Identity-H"),
        color=tuple(char["non_stroking_color"] or ()),
    )


def _rules(page: Any) -> Iterator[DrawnLine]:
    for shape in (*page.lines, *page.rects, *page.curves):
        thickness = shape["height"] or shape["linewidth"]
        if shape["width"] > 20 * _PT_A_MM and thickness < 1.5 * _PT_A_MM:
            color = shape["non_stroking_color" if shape["fill"] else "stroking_color"]
            yield DrawnLine(
                left=shape["x0"] / _PT_A_MM,
                right=shape["x1"] / _PT_A_MM,
                middle=(shape["top"] + shape["bottom"]) / 2 / _PT_A_MM,
                thickness=thickness / _PT_A_MM,
                color=tuple(color or ()),
            )


def _plain(radical: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", radical[0])


def _closed(text: str) -> str:
    return "".join(text.split())
