"""A DOCX as text, a paragraph or a row of a table a line, so that git can compare it by line."""

from collections.abc import Iterator
from typing import Final

from plangen.docx_file.effective import Styles
from plangen.docx_file.numbers import Numbering
from plangen.docx_file.package import Element, local, open_package, outermost_boxes, w

_DEEPEST: Final = 40
_INSIDE: Final = (
    *("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "hyperlink", "fldSimple"),
    "r",
)
"""What of a paragraph is looked into for text; what is deleted or moved away is not."""
_AROUND: Final = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice")
"""What may stand around paragraphs and tables."""
_MARKS: Final = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}


def docx_text(data: bytes) -> str:
    """The text as Word numbers it, headings behind a # a level; headers and footers left out.

    Raises Unusable, in one line, for what is no DOCX, is damaged or is hostile.
    """
    package = open_package(data)
    styles = Styles(package)
    reader = _Reader(styles, Numbering(package, styles))
    return "".join(f"{line}\n" for line in reader.lines(package.document.find(w("body"))))


class _Reader:
    """Walks the text once, in reading order, counting the numbers."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def lines(self, element: Element, depth: int = 0) -> Iterator[str]:
        """The lines of the paragraphs and tables in an element."""
        for child in element if depth < _DEEPEST else ():
            match local(child):
                case "p":
                    yield from self._paragraph(child, depth)
                case "tbl":
                    yield from (self._row(row, depth) for row in _own(child, "tr", "tbl"))
                case name if name in _AROUND:
                    yield from self.lines(child, depth + 1)

    def _row(self, row: Element, depth: int) -> str:
        cells = ("／".join(self.lines(cell, depth + 1)) for cell in _own(row, "tc", "tr"))
        return "│".join(cells)

    def _paragraph(self, p: Element, depth: int) -> Iterator[str]:
        text = "".join(_texts(p, depth)).strip()
        if text:
            own = self._styles.flat(p.find(w("pPr")))
            by_style, _ = self._styles.paragraph(own.get("pStyle.val", ""))
            properties = {**by_style, **own}
            level = properties.get("outlineLvl.val", "9")
            mark = f"{'#' * (int(level) + 1)} " if level in tuple("012345678") else ""
            yield f"{mark}{self._numbering.label(properties) or ''}{text}"
        for box in outermost_boxes(p):
            yield from self.lines(box, depth + 1)


def _texts(element: Element, depth: int) -> Iterator[str]:
    """The pieces of a paragraph's text, those of its boxes left out."""
    for child in element if depth < _DEEPEST else ():
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in _INSIDE:
            yield from _texts(child, depth + 1)
        else:
            yield _MARKS.get(name, "")


def _own(element: Element, name: str, around: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, but for those of tables in its cells."""
    for child in element.iter(w(name)):
        if next(child.iterancestors(w(around))) is element:
            yield child
