"""A workbook → the tables of its visible sheets."""

import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from plangen.docx_file.archive import Unusable
from plangen.docx_file.stream import Block, StreamParagraph
from plangen.importing.sources.blocks import shortened
from plangen.importing.sources.child import NoAnswer, in_child
from plangen.importing.sources.grid import refuse_too_many, sheet_blocks
from plangen.importing.sources.values import NumberFormats, shown
from plangen.readers.register.sheet import PLAIN, MergedCells, SheetView
from plangen.readers.register.xlsx_view import (
    Broken,
    TooFar,
    WorkbookView,
    elements,
    refuse_false_counts,
)

SHEET_STYLE: Final = "工作表"
"""The style of a paragraph that is the name of a sheet."""
_MAX_UNPACKED: Final = 512 * 1024 * 1024
_MAX_XLS: Final = 20_000_000
_LONGEST: Final = 30.0
"""Seconds in which an old workbook is read."""
_NO_XLS: Final = "旧格式的表格打不开，可能加了密码或坏了"
_SAVE: Final = "在 Excel 或 WPS 里打开，另存为“Excel 工作簿（.xlsx）”再导入"
_ASIDE: Final = re.compile(r"xl/(?:drawings/|comments/)?(comment|drawing)s?\d*\.xml")
_KINDS: Final = {"comment": "批注", "drawing": "文本框"}
_UNNAMED: Final = ("sheet", "工作表")
"""What the names of sheets begin with that nobody has named."""
_FAULTS: Final = (
    *(CalamineError, Broken, zipfile.BadZipFile, zlib.error),
    *(RuntimeError, OSError, ValueError, EOFError),
)


def read_xlsx(data: bytes, cautions: list[str]) -> Iterable[Block]:
    """The blocks of an XLSX. Raises Unusable for a hostile or a damaged one."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
            raise Unusable("文件解开以后太大，不像是任务表；核对文件")
        refuse_false_counts(archive)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        blocks = _blocks(book, cautions, _XlsxLook(archive))
        for text in aside(archive):
            cautions.append(f"{text}没有放进表")
        return blocks
    except TooFar as far:
        raise Unusable(
            f"表里有内容的地方到了第{far.row}行、第{far.column}列，太大；"
            "多半是远处有多余的内容：选中任务表以外的行和列，删除后保存"
        ) from far
    except _FAULTS as fault:
        raise Unusable(f"文件坏了，读不出其中的表；{_SAVE}") from fault


def read_xls(data: bytes, cautions: list[str]) -> Iterable[Block]:
    """The blocks of an old workbook (XLS, ET). Raises Unusable where it cannot be read."""
    if len(data) > _MAX_XLS:
        raise Unusable(f"文件超过 {_MAX_XLS // 1_000_000} MB，太大；{_SAVE}")
    try:
        blocks, said = in_child(_old_workbook, data, _LONGEST)
    except NoAnswer as fault:
        raise Unusable(f"{_NO_XLS}；{_SAVE}") from fault
    cautions += said
    return blocks


def _old_workbook(data: bytes) -> tuple[list[Block], list[str]]:
    """The blocks and cautions of an old workbook; a damaged one may hold the library for ever."""
    cautions: list[str] = []
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return _blocks(book, cautions, _PlainLook()), cautions
    except _FAULTS as fault:
        raise Unusable(f"{_NO_XLS}；{_SAVE}") from fault


class _PlainLook:
    """What is known of sheets beside the values of their cells: nothing."""

    def sheet(self, _name: str) -> SheetView:
        return PLAIN

    def codes(self, _name: str) -> dict[tuple[int, int], str]:
        return {}


class _XlsxLook(_PlainLook):
    """The look of an XLSX: merged ranges, hidden rows, struck cells, number formats."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._view = WorkbookView(archive)
        self._formats = NumberFormats(archive)

    def sheet(self, name: str) -> SheetView:
        return self._view.sheet(name)

    def codes(self, name: str) -> dict[tuple[int, int], str]:
        return self._formats.of_sheet(self._view.part(name))


def _blocks(book: CalamineWorkbook, cautions: list[str], look: _PlainLook) -> list[Block]:
    sheets: list[tuple[str, list[Block]]] = []
    for sheet in book.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            cautions.append(f"工作表“{sheet.name}”是图表或宏，没有读")
        elif sheet.visible is not Visible.Visible:
            cautions.append(f"隐藏的工作表“{sheet.name}”没有读；要用的，取消隐藏再导入")
        else:
            seen = look.sheet(sheet.name)
            blocks = _sheet(book.get_sheet_by_name(sheet.name), seen, look.codes(sheet.name))
            if blocks:
                sheets.append((sheet.name, blocks))
                cautions += _said(sheet.name, seen)
    made: list[Block] = []
    for name, blocks in sheets:
        if len(sheets) > 1 and not name.lower().startswith(_UNNAMED):
            made.append(StreamParagraph(name, style=SHEET_STYLE))
        made += blocks
    return made


def _sheet(cells: CalamineSheet, seen: SheetView, codes: dict[tuple[int, int], str]) -> list[Block]:
    top, left = cells.start or (0, 0)
    grid = shown_grid(cells, codes)
    merged = [*seen.merged, *merged_ranges(cells)] if seen is PLAIN else seen.merged
    return list(sheet_blocks(grid, [_moved(range_, top, left) for range_ in merged]))


def shown_grid(cells: CalamineSheet, codes: Mapping[tuple[int, int], str]) -> list[list[str]]:
    """The texts of a sheet's cells as a reader sees them, from its first cell with contents.

    `codes` are the number formats by row and column from 1. Raises CannotGoOn where too many cells
    are filled.
    """
    top, left = cells.start or (0, 0)
    grid: list[list[str]] = []
    filled = 0
    for row, values in enumerate(cells.iter_rows(), top + 1):
        texts = list(map(shown, values))
        for place, value in enumerate(values if codes else ()):
            code = codes.get((row, left + 1 + place))
            if code:
                texts[place] = shown(value, code)
        grid.append(texts)
        filled += len(values) - values.count("")
        refuse_too_many(filled)
    return grid


def merged_ranges(cells: CalamineSheet) -> Iterator[MergedCells]:
    """The merged cells that a workbook itself tells of, by row and column from 1."""
    for (top, left), (bottom, right) in cells.merged_cell_ranges or ():
        yield MergedCells(top + 1, left + 1, bottom + 1, right + 1)


def _moved(cells: MergedCells, top: int, left: int) -> MergedCells:
    """A merged range of a sheet as one of the part of it that holds text."""
    first_row, first_column = max(1, cells.top - top), max(1, cells.left - left)
    return MergedCells(first_row, first_column, cells.bottom - top, cells.right - left)


def aside(archive: zipfile.ZipFile) -> Iterator[str]:
    """What stands beside the cells, text boxes and comments: 批注“已办”."""
    for name in archive.namelist():
        kind = _ASIDE.match(name)
        texts = []
        for element in elements(archive, name, "{*}t") if kind else ():
            texts.append(element.text or "")
        text = "".join(texts).strip()
        if kind and text:
            yield f"{_KINDS[kind[1]]}“{shortened(text)}”"


def _said(name: str, seen: SheetView) -> Iterator[str]:
    if seen.hidden:
        yield f"工作表“{name}”第 {_numbers(seen.hidden)} 行是隐藏的，也读进来了；不要的请删去"
    if seen.struck:
        rows = _numbers({row for row, _ in seen.struck})
        yield f"工作表“{name}”第 {rows} 行有带删除线的文字，也读进来了；不要的请删去"


def _numbers(rows: Collection[int]) -> str:
    """The numbers of rows; of many the first ten, and how many there are."""
    first = "、".join(map(str, sorted(rows)[:10]))
    return first if len(rows) <= 10 else f"{first} 等 {len(rows)}"
