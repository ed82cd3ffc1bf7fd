"""A web page → its paragraphs and tables; what only lays it out is taken away."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from itertools import chain
from typing import Any, Final, TypeAlias

from lxml import etree, html  # type: ignore[import-untyped]

from plangen.docx_file.archive import Unusable
from plangen.docx_file.stream import MAX_BLOCKS, Block, StreamCell, StreamParagraph, StreamTable
from plangen.importing.sources.decoding import decoded

HtmlElement: TypeAlias = Any
"""An lxml element."""

_INLINE: Final = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|rp|rt"
    "|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr|.*:.*"
)
"""What goes on within a line, Word's own `o:p` too; other elements stand on lines of their own."""
_DROPPED: Final = re.compile(
    "head|script|style|nav|noscript|template|title|link|meta|base|svg|object|embed|iframe"
    "|audio|video|canvas|map|select|button|input|textarea"
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_DECLARED: Final = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE
)
_HEAD: Final = 4096
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\n]+")
_WIDEST: Final = 1000
"""Columns that a cell may take; browsers stop there too."""
_DEEPEST: Final = 150
_TOO_DEEP: Final = "网页套了太多层，读不下去；请在浏览器里打开，复制到 Word 里存成 .docx"
_LINE_END: Final = re.compile(r"(?<=[^\x00-\xff])[ \t]*\n[ \t\n]*(?=[^\x00-\xff])")
"""A line of the file that ends between two Chinese characters: no blank is meant."""


def read_html(data: bytes, cautions: list[str]) -> Iterator[Block]:
    """The paragraphs and tables of a web page. Raises Unusable for a hostile one."""
    declared = _DECLARED.search(data[:_HEAD])
    name = declared[1].decode("ascii") if declared else ""
    return html_blocks(decoded(data, cautions, name), cautions)


def read_mht(data: bytes, cautions: list[str]) -> Iterator[Block]:
    """The blocks of a page that a browser, Word or WPS saved as one file (MHT)."""
    for part in message_from_bytes(data).walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            name = part.get_content_charset() or ""
            yield from html_blocks(decoded(content, cautions, name), cautions)


def html_blocks(text: str, cautions: list[str]) -> Iterator[Block]:
    """The paragraphs and tables of a page's text."""
    page = _parsed(text)
    if page is not None:
        reader = _PageReader()
        yield from reader.blocks(page)
        cautions += reader.cautions()


def _parsed(text: str) -> HtmlElement | None:
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    if parser.error_log.filter_from_level(etree.ErrorLevels.FATAL):
        raise Unusable(_TOO_DEEP)
    return page


@dataclass(slots=True)
class _PageReader:
    """Walks a page once, in reading order."""

    hidden: int = 0
    """Elements with text that the page does not show."""
    pictures: int = 0
    left: int = MAX_BLOCKS
    """Paragraphs and columns of cells that may still come."""
    depth: int = 0
    line: list[str] = field(default_factory=list)
    """What has been read of the paragraph that is not at its end."""

    def cautions(self) -> Iterator[str]:
        """What was left aside."""
        if self.hidden:
            yield f"网页里有 {self.hidden} 处不显示的内容，没有读"
        if self.pictures:
            yield f"网页里有 {self.pictures} 张图片，图里的文字没有读；有用的请照着打进来"

    def blocks(self, element: HtmlElement, heading: int = 0) -> Iterator[Block]:
        """The paragraphs and tables in an element, its tail left out."""
        outer, self.line = self.line, []
        yield from self._inside(element, heading)
        yield from self._ended(heading)
        self.line = outer

    def _inside(self, element: HtmlElement, heading: int) -> Iterator[Block]:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unusable(_TOO_DEEP)
        self._text(element.text, element)
        for child in element:
            yield from self._child(child, heading)
            self._text(child.tail, element)
        self.depth -= 1

    def _child(self, child: HtmlElement, heading: int) -> Iterator[Block]:
        tag = str(child.tag)
        if _DROPPED.fullmatch(tag):
            return
        if "hidden" in child.attrib or _HIDDEN.search(child.get("style", "")):
            self.hidden += bool(child.text_content().strip())
        elif tag == "img":
            self.pictures += 1
        elif tag == "br":
            yield from self._ended(heading)
        elif tag == "table":
            yield from self._ended(heading)
            yield from self._table(child)
        elif _INLINE.fullmatch(tag):
            yield from self._inside(child, heading)
        else:
            yield from self._ended(heading)
            yield from self._own_lines(child, _HEADINGS.get(tag, heading))

    def _own_lines(self, child: HtmlElement, heading: int) -> Iterator[Block]:
        number = _list_number(child)
        for block in self.blocks(child, heading):
            if number and isinstance(block, StreamParagraph):
                block = StreamParagraph(block.text, number, block.style, block.outline)
                number = ""
            yield block

    def _text(self, text: str | None, element: HtmlElement) -> None:
        if not text:
            return
        if element.tag == "pre" or next(element.iterancestors("pre"), None) is not None:
            self.line.append(text)
        else:
            self.line.append(_BLANKS.sub(" ", _LINE_END.sub("", text)))

    def _ended(self, heading: int) -> Iterator[Block]:
        """The paragraphs that end here: several where line ends are kept, as in `pre`."""
        lines, self.line = "".join(self.line).split("\n"), []
        style = f"heading {heading}" if heading else ""
        for line in lines:
            if line.strip():
                self._count()
                yield StreamParagraph(line.strip(), "", style, heading)

    def _count(self, blocks: int = 1) -> None:
        self.left -= blocks
        if self.left < 0:
            raise Unusable(f"网页超过 {MAX_BLOCKS} 段，不像是一份公文；核对文件")

    def _table(self, table: HtmlElement) -> Iterator[Block]:
        """A table; the content of one that only lays the page out."""
        caption = table.find("caption")
        if caption is not None:
            yield from self.blocks(caption)
        rows = [self._cells(row) for row in _rows(table)]
        if _is_layout(rows):
            for row in rows:
                for cell in row:
                    yield from cell.content
        elif rows:
            self._count()
            yield StreamTable(_placed(rows))

    def _cells(self, row: HtmlElement) -> list[StreamCell]:
        cells = []
        for cell in row:
            if cell.tag in ("td", "th"):
                columns, rows = max(1, _span(cell, "colspan")), _span(cell, "rowspan")
                self._count(columns)
                cells.append(StreamCell(0, columns, rows, tuple(self.blocks(cell))))
        return cells


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _is_layout(rows: list[list[StreamCell]]) -> bool:
    """Whether a table has one column, or tables in its cells: it holds a page, not figures."""
    if max(map(len, rows), default=0) <= 1:
        return True
    return any(StreamTable in map(type, cell.content) for cell in chain.from_iterable(rows))


def _placed(rows: list[list[StreamCell]]) -> tuple[tuple[StreamCell, ...], ...]:
    """Cells in the columns where they stand, beside those that reach down from above.

    A span that reaches below the table ends with it.
    """
    reaching: dict[int, int] = {}
    placed = []
    for index, row in enumerate(rows):
        column = 0
        cells = []
        for cell in row:
            while reaching.get(column, 0) > index:
                column += 1
            below = len(rows) - index
            height = min(cell.rows or below, below)
            for taken in range(column, column + cell.columns):
                reaching[taken] = index + height
            cells.append(StreamCell(column, cell.columns, height, cell.content))
            column += cell.columns
        placed.append(tuple(cells))
    return tuple(placed)


def _span(cell: HtmlElement, name: str) -> int:
    """How many rows or columns a cell takes; 0 rows are all that are left."""
    said = cell.get(name, "1").strip()
    return min(int(said), _WIDEST) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _list_number(item: HtmlElement) -> str:
    """The number that a browser shows before an entry of a numbered list."""
    numbered = item.getparent()
    if item.tag != "li" or numbered is None or numbered.tag != "ol":
        return ""
    if "list-style" in numbered.get("style", ""):
        return ""
    before = len(list(item.itersiblings("li", preceding=True)))
    start = numbered.get("start", "1")
    return f"{before + (int(start) if start.isascii() and start.isdigit() else 1)}."
