"""A DOCX as one stream of paragraphs and tables in reading order: what stands there, without looks.

Changes are read as accepted: insertions are text, deletions are not. A text box comes after the
paragraph that it is anchored in. Headers, footers and notes stand aside and are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from plangen.docx_file.archive import Unusable
from plangen.docx_file.effective import Properties, Styles, is_on, outline_of
from plangen.docx_file.numbers import Numbering
from plangen.docx_file.package import Element, find, local, open_package, outermost_boxes, value, w

MAX_BLOCKS: Final = 100_000
"""The most paragraphs and tables of one file."""
_DEEPEST: Final = 40
_AROUND: Final = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice")
"""What may stand around paragraphs, tables, rows and cells."""
_INSIDE: Final = (
    *("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "hyperlink", "fldSimple"),
    *("oMathPara", "oMath", "ruby", "rubyBase", "dir", "bdo"),
)
"""What of a paragraph is looked into for runs; what is deleted or moved away is not."""
_CHARS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class StreamParagraph:
    """A paragraph that shows text."""

    text: str
    """As typed, blanks at the ends left out; line breaks are `\\n`."""
    number: str | None = ""
    """The automatic number as shown, such as `（一）`; empty without one, None where it cannot be
    told."""
    style: str = ""
    """The name of its style, such as `heading 1`."""
    outline: int = 0
    """Its level in the navigation pane from 1; 0 for text."""
    starts_page: bool = False
    """Whether a page break, or a section's, stands right before it."""
    page: int = 0
    """The page on which it begins, from 1; 0 where the format knows no pages."""

    @property
    def shown(self) -> str:
        """The text with its number, as a reader sees it."""
        return f"{self.number or ''}{self.text}"


@dataclass(frozen=True, slots=True)
class StreamCell:
    """A cell of a table; merged cells are one, at their top left."""

    column: int
    """The column of the table's grid in which it begins, from 0."""
    columns: int
    """How many columns it takes."""
    rows: int
    """How many rows it takes."""
    content: "tuple[Block, ...]"

    @property
    def text(self) -> str:
        """The text of its paragraphs, a line each; tables within it left out."""
        paragraphs = [block for block in self.content if isinstance(block, StreamParagraph)]
        return "\n".join(paragraph.shown for paragraph in paragraphs)


@dataclass(frozen=True, slots=True)
class StreamTable:
    """A table, row by row; a row has no cell where one from above reaches into it."""

    rows: tuple[tuple[StreamCell, ...], ...]


Block: TypeAlias = "StreamParagraph | StreamTable"


def read_stream(data: bytes) -> Iterator[Block]:
    """The paragraphs and tables of a DOCX.

    Raises Unusable, in one line, for what is no DOCX, is damaged or is hostile.
    """
    package = open_package(data)
    styles = Styles(package)
    body = package.document.find(w("body"))
    return _Reader(styles, Numbering(package, styles), body).blocks(body)


@dataclass(slots=True)
class _Text:
    """The text of a paragraph as it is gathered."""

    pieces: list[str] = field(default_factory=list)
    breaks_before: bool = False
    breaks_after: bool = False

    def __str__(self) -> str:
        return "".join(self.pieces)

    def break_page(self) -> None:
        """Take a page break, which stands before the text or in it."""
        if str(self).strip():
            self.breaks_after = True
        else:
            self.breaks_before = True


class _Reader:
    """Walks the text once, in reading order, counting the numbers."""

    def __init__(self, styles: Styles, numbering: Numbering, body: Element) -> None:
        self._styles = styles
        self._numbering = numbering
        self._sections = body.iter(w("sectPr"))
        """What sets the sections; each says how it begins, and stands where it ends."""
        next(self._sections, None)
        self._breaks = False
        """Whether a page begins with the next paragraph."""
        self._carried = ""
        """The text of a paragraph whose end is deleted: it is the beginning of the next."""
        self._left = MAX_BLOCKS

    def blocks(self, element: Element, depth: int = 0) -> Iterator[Block]:
        """The paragraphs and tables in an element."""
        for child in _unwrapped(element, "p", "tbl"):
            self._left -= 1
            if self._left < 0:
                raise Unusable(f"文件超过 {MAX_BLOCKS} 段，不是正常的公文；核对文件的来源")
            if local(child) == "p":
                yield from self._paragraph(child, depth)
            elif depth < _DEEPEST:
                yield self._table(child, depth + 1)

    def _paragraph(self, p: Element, depth: int) -> Iterator[Block]:
        own = self._styles.flat(p.find(w("pPr")))
        key = own.get("pStyle.val", "")
        by_style, base = self._styles.paragraph(key)
        properties = {**by_style, **own}
        text = _Text()
        self._gather(p, base, text)
        whole = f"{self._carried}{text}".strip()
        if _is_end_deleted(p):
            self._carried = whole
            return
        self._carried = ""
        number = self._numbering.label(properties)
        starts = self._breaks or text.breaks_before or is_on(properties, "pageBreakBefore")
        self._breaks = text.breaks_after or self._begins_section(p) or (starts and not whole)
        if whole:
            outline = outline_of(properties)
            yield StreamParagraph(whole, number, self._styles.name(key), outline, starts)
        for box in outermost_boxes(p) if depth < _DEEPEST else ():
            yield from self.blocks(box, depth + 1)

    def _begins_section(self, p: Element) -> bool:
        """Whether a section ends with a paragraph and the next begins a page."""
        if find(p, "pPr", "sectPr") is None:
            return False
        return value(next(self._sections, None), "type") != "continuous"

    def _gather(self, element: Element, base: Properties, text: _Text) -> None:
        for child in element:
            name = local(child)
            if name == "r":
                self._run(child, base, text)
            elif name in _INSIDE:
                self._gather(child, base, text)

    def _run(self, run: Element, base: Properties, text: _Text) -> None:
        own = self._styles.flat(run.find(w("rPr")))
        style = self._styles.character(own.get("rStyle.val", ""))
        if is_on({**base, **style, **own}, "vanish"):
            return
        for child in run:
            name = local(child)
            if name == "t":
                text.pieces.append(child.text or "")
            elif name == "br" and child.get(w("type")) == "page":
                text.break_page()
            elif name in _INSIDE:
                self._gather(child, base, text)
            else:
                text.pieces.append(_CHARS.get(name, ""))

    def _table(self, table: Element, depth: int) -> StreamTable:
        rows: list[list[StreamCell]] = []
        open_cells: dict[int, tuple[int, int]] = {}
        for row in _unwrapped(table, "tr"):
            if find(row, "trPr", "del") is not None:
                continue
            cells: list[StreamCell] = []
            column = _count(value(row, "trPr", "gridBefore"), 0)
            for tc in _unwrapped(row, "tc"):
                if find(tc, "tcPr", "cellDel") is not None:
                    continue
                columns = _count(value(tc, "tcPr", "gridSpan"), 1)
                if _goes_on(tc, "hMerge") and cells:
                    cells[-1] = replace(cells[-1], columns=cells[-1].columns + columns)
                elif _goes_on(tc, "vMerge") and column in open_cells:
                    above, index = open_cells[column]
                    cell = rows[above][index]
                    rows[above][index] = replace(cell, rows=len(rows) - above + 1)
                else:
                    open_cells[column] = len(rows), len(cells)
                    content = tuple(self.blocks(tc, depth))
                    cells.append(StreamCell(column, columns, 1, content))
                column += columns
            rows.append(cells)
        return StreamTable(tuple(map(tuple, rows)))


def _unwrapped(element: Element, *names: str) -> Iterator[Element]:
    """The children of some names, and those within what only stands around them."""
    for child in element:
        name = local(child)
        if name in names:
            yield child
        elif name in _AROUND:
            yield from _unwrapped(child, *names)


def _is_end_deleted(p: Element) -> bool:
    """Whether the end of a paragraph is deleted or moved away, so that the next goes on with it."""
    mark = find(p, "pPr", "rPr")
    return mark is not None and any(mark.find(w(name)) is not None for name in ("del", "moveFrom"))


def _goes_on(tc: Element, merge: str) -> bool:
    """Whether a cell is merged with the one before it."""
    merged = find(tc, "tcPr", merge)
    return merged is not None and merged.get(w("val"), "continue") == "continue"


def _count(text: str, least: int) -> int:
    """A number of columns; hostile ones are cut."""
    return max(least, int(text)) if text.isascii() and text.isdigit() and len(text) < 4 else least
