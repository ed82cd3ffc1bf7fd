"""A PDF → its stream, page by page; what has no text layer is told."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final

from plangen.docx_file.archive import MAX_BYTES, Unusable, too_large
from plangen.docx_file.stream import Block, StreamParagraph
from plangen.importing.sources.pdf.furniture import without_furniture
from plangen.importing.sources.pdf.lines import PdfLine, lines_of
from plangen.importing.sources.pdf.paragraphs import (
    ParagraphBuilder,
    TextArea,
    area_of,
    begins_page_on_purpose,
    usual_size,
)
from plangen.importing.sources.pdf.tables import RuledTable, continued, ruled_tables

MAX_PAGES: Final = 300
_MAX_GLYPHS: Final = 40_000
"""Of one page."""
_MAX_EDGES: Final = 20_000
"""Of one page: more lines are a drawing, not tables."""
_FEWEST_GLYPHS: Final = 10
"""Glyphs of a page below which a picture on it is a scan."""
_CID: Final = "(cid:"
_MOST_UNKNOWN: Final = 0.05
_MISSING: Final = (
    '没有读 PDF 的组件；运行 pip install "plangen[pdf]"，或在 WPS 里把 PDF 转成 .docx 再导入'
)
_SCAN: Final = (
    "PDF 里没有文字，是扫描件，读不了；请找原来的 Word 文件，"
    "或先用 WPS、扫描软件识别成文字，核对以后再导入"
)
_LOCKED: Final = "PDF 加了密码，打不开；去掉密码再导入，或找原来的 Word 文件"
_BROKEN: Final = "PDF 坏了，读不下去；重新导出一份，或找原来的 Word 文件"
_GARBLED: Final = "PDF 的字体没有写明是什么字，读出来是乱码；请找原来的 Word 文件"


@dataclass(frozen=True, slots=True)
class _PdfPage:
    """What is read of a page."""

    size: tuple[float, float]
    lines: list[PdfLine]
    tables: list[RuledTable]


def read_pdf(data: bytes, cautions: list[str]) -> Iterator[Block]:
    """The stream of a PDF. Raises Unusable for a scan, a locked or a damaged one."""
    if len(data) > MAX_BYTES:
        raise too_large()
    pages = _pages(data, cautions)
    lines = without_furniture([page.lines for page in pages], cautions)
    pages = [replace(page, lines=kept) for page, kept in zip(pages, lines, strict=True)]
    return _assembled(pages)


def _pages(data: bytes, cautions: list[str]) -> list[_PdfPage]:
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as missing:
        raise Unusable(_MISSING) from missing
    damage = _Damage()
    log = logging.getLogger("pdfminer")
    log.addHandler(damage)
    try:
        with pdfplumber.open(BytesIO(data)) as opened:
            pages = _read(opened, cautions)
    except Unusable:
        raise
    except Exception as fault:  # over a damaged file pdfminer raises anything
        causes = (fault, *fault.args)
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in causes)
        raise Unusable(_LOCKED if locked else _BROKEN) from fault
    finally:
        log.removeHandler(damage)
    if damage.is_found:
        cautions.append("PDF 有一处坏了，可能少了字；请与原件核对")
    return pages


class _Damage(logging.Handler):
    """Keeps what pdfminer logs off the terminal, and whether it says that data are lost."""

    is_found = False

    def emit(self, record: logging.LogRecord) -> None:
        self.is_found = self.is_found or "Data-loss" in record.getMessage()


def _read(opened: Any, cautions: list[str]) -> list[_PdfPage]:
    pages: list[_PdfPage] = []
    scans: list[int] = []
    glyphs = unknown = 0
    for number, page in enumerate(opened.pages, 1):
        if number > MAX_PAGES:
            raise Unusable(f"PDF 超过 {MAX_PAGES} 页，不像是一份公文；只留下要导入的页再试")
        if len(page.chars) > _MAX_GLYPHS or len(page.edges) > _MAX_EDGES:
            raise Unusable(f"PDF 第{number}页的内容太多，不像是公文；核对文件")
        if len(page.chars) < _FEWEST_GLYPHS and page.images:
            scans.append(number)
        glyphs += len(page.chars)
        unknown += sum(glyph["text"].startswith(_CID) for glyph in page.chars)
        tables, rest = ruled_tables(page, number)
        lines = lines_of(rest, number, float(page.height))
        pages.append(_PdfPage((float(page.width), float(page.height)), lines, tables))
        page.close()
    if scans and not any(page.lines or page.tables for page in pages):
        raise Unusable(_SCAN)
    if unknown > _MOST_UNKNOWN * glyphs:
        raise Unusable(_GARBLED)
    if unknown:
        cautions.append(f"有 {unknown} 个字读不出是什么字，写成“(cid:…)”；请照着原件改")
    for number in scans:
        cautions.append(f"第{number}页是图片，没有文字，没有读；请照着打进来")
    return pages


def _assembled(pages: list[_PdfPage]) -> Iterator[Block]:
    """The blocks of all pages; a table at a page's end goes on in one at the next page's top."""
    areas = _areas(pages)
    made: list[StreamParagraph] = []
    builder = ParagraphBuilder(TextArea(0, 0, 0, 0, 0), made)
    waiting: RuledTable | None = None
    above: _PdfPage | None = None
    for page in pages:
        area = areas.get(page.size)
        if area is not None and builder.area != area:
            builder.end()
            builder.area = area
        if above is not None and begins_page_on_purpose(above.lines, areas.get(above.size)):
            builder.end()
            builder.starts_page = True
        for part in _in_order(page):
            if isinstance(part, PdfLine):
                if waiting:
                    yield waiting.table
                    waiting = None
                builder.take(part)
                continue
            builder.end()
            yield from made
            made.clear()
            joined = continued(waiting, part) if waiting else None
            if waiting and joined is None:
                yield waiting.table
            waiting = joined or part
        above = page
    builder.end()
    if waiting:
        yield waiting.table
    yield from made


def _areas(pages: list[_PdfPage]) -> dict[tuple[float, float], TextArea]:
    """The text area of the pages of each size."""
    alike: dict[tuple[float, float], list[list[PdfLine]]] = defaultdict(list)
    for page in pages:
        if page.lines:
            alike[page.size].append(page.lines)
    size = usual_size(line for page in pages for line in page.lines)
    return {paper: area_of(lines, paper[0], size) for paper, lines in alike.items()}


def _in_order(page: _PdfPage) -> list[PdfLine | RuledTable]:
    """The lines and tables of a page, from the top down."""
    parts: list[tuple[float, PdfLine | RuledTable]] = []
    for line in page.lines:
        parts.append((line.baseline, line))
    for table in page.tables:
        parts.append((table.top, table))
    parts.sort(key=lambda part: part[0])
    return [part for _, part in parts]
