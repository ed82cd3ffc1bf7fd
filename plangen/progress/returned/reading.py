"""A returned file → its sheets: XLSX, XLS, ODS, CSV and web pages, told apart by their bytes."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final

from python_calamine import CalamineWorkbook, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from plangen.docx_file.archive import Unusable
from plangen.docx_file.stream import Block, StreamCell, StreamParagraph
from plangen.findings.finding import CannotGoOn
from plangen.importing.sources.child import NoAnswer, in_child
from plangen.importing.sources.csv_table import csv_grid
from plangen.importing.sources.formats import TYPED_AGAIN, SourceFormat, format_of
from plangen.importing.sources.html import read_html, read_mht
from plangen.importing.sources.ods import ods_sheets
from plangen.importing.sources.values import NumberFormats
from plangen.importing.sources.workbook import aside, merged_ranges, shown_grid
from plangen.progress.returned.book import ReturnedBook, ReturnedSheet
from plangen.progress.returned.odd_cells import broken_cells, with_strikes
from plangen.progress.returned.old_errors import errors_of
from plangen.progress.returned.parts import refuse_large, with_slashes
from plangen.readers.register.sheet import MergedCells, filled_down
from plangen.readers.register.xlsx_view import (
    TooFar,
    WorkbookView,
    refuse_false_counts,
)
from plangen.typography import UNSEEN
from plangen.writers.xlsx.checklist_sheet import HIDDEN

_MAX_XLS: Final = 20_000_000
_LONGEST: Final = 30.0
"""Seconds in which an old workbook is read."""
_PROPERTIES: Final = 64 * 1024
"""Bytes of a file's properties that are looked at."""
_HEAD: Final = 4096
"""Bytes in which a flat OpenDocument says that it is one."""
_SAVED: Final = re.compile(rb"<(?:dcterms:modified|dc:date)\b[^>]*>(\d{4}-\d\d-\d\dT[\d:]{8})(Z?)")
_OWN: Final = re.compile(rb'name="plangen-(\w+)"[^>]*>\s*<vt:\w+>([^<]*)<')
_QUESTION_MARKS: Final = 20
"""Pairs of them in a text without any other character: what was Chinese is lost."""
_CHINA: Final = timedelta(hours=8)
"""What China's time is ahead of that which Excel writes."""
_SAVE: Final = "请对方在 Excel 或 WPS 里打开发下去的清单，填好存成 .xlsx 再报"
_CUT: Final = "文件不完整或坏了，多半是没有传完；请对方重新发一次"
_NO_XLS: Final = f"旧格式的表格打不开，可能加了密码或坏了；{_SAVE}"
_OTHER: Final = f"不是表格；{_SAVE}"
_UNREAD: Final = f"这种表格（.slk、.dif、.fods）读不了；{_SAVE}"
_UNREAD_HEADS: Final = (b"ID;P", b"TABLE\n0,1", b"TABLE\r\n0,1")
"""What begins tables of other programs, texts that would be taken for CSV."""
_FLAT: Final = b"<office:document "
_TABLES: Final = (
    *(SourceFormat.XLSX, SourceFormat.XLS, SourceFormat.ODS, SourceFormat.CSV),
    *(SourceFormat.HTML, SourceFormat.MHT, SourceFormat.TEXT),
)


def read_returned(data: bytes, suffix: str) -> ReturnedBook:
    """Read a returned file by what it holds; `suffix` is the end of its name in lower case.

    Raises CannotGoOn, in one line of Chinese that says what to do, for what cannot be read.
    """
    if data.startswith(b"PK") and not zipfile.is_zipfile(BytesIO(data)):
        raise Unusable(_CUT)
    try:
        data = with_slashes(data)
        kind = format_of(data, suffix)
    except CannotGoOn as trouble:
        raise Unusable(_returning(str(trouble))) from trouble
    if kind not in _TABLES:
        raise Unusable(_OTHER)
    if data.startswith(_UNREAD_HEADS) or _FLAT in data[:_HEAD]:
        raise Unusable(_UNREAD)
    try:
        book = _book(data, kind)
    except CannotGoOn as trouble:
        raise Unusable(_returning(str(trouble))) from trouble
    except Exception as fault:  # whatever a damaged file makes a library raise
        raise Unusable(_CUT) from fault
    if all(sheet.blank for sheet in book.sheets if not sheet.hidden):
        raise Unusable(f"文件里什么也没有；{_SAVE}")
    return book


def _returning(message: str) -> str:
    """A reader's message with what is done to a returned file, which nobody imports."""
    return (
        message.replace(TYPED_AGAIN, _SAVE)
        .replace("再导入", "再报")
        .replace("要导入的表", "清单")
        .replace("或另存为 .docx", "表格另存为 .xlsx 再报")
    )


def _book(data: bytes, kind: SourceFormat) -> ReturnedBook:
    match kind:
        case SourceFormat.XLSX:
            return _xlsx(data)
        case SourceFormat.XLS:
            return _xls(data)
        case SourceFormat.ODS:
            return _ods(data)
        case SourceFormat.HTML:
            return ReturnedBook((_of_blocks(list(read_html(data, []))),))
        case SourceFormat.MHT:
            return ReturnedBook((_of_blocks(list(read_mht(data, []))),))
        case _:
            return ReturnedBook((ReturnedSheet("", _texts(_csv(data))),))


def _csv(data: bytes) -> list[list[str]]:
    """The cells of a CSV file; refused where saving it has turned every character into a ?."""
    if data.isascii() and data.count(b"??") > _QUESTION_MARKS:
        raise Unusable(f"汉字都成了问号，是存 CSV 时选错了编码；{_SAVE}")
    return csv_grid(data, [])


def _texts(grid: Sequence[Sequence[object]]) -> tuple[tuple[str, ...], ...]:
    rows = []
    for row in grid:
        rows.append(tuple(map(_seen, row)))
    return tuple(rows)


def _seen(cell: object) -> str:
    """What is seen of a cell: what is copied from chats has characters of no width."""
    text = str(cell)
    return (text if text.isprintable() else UNSEEN.sub("", text)).strip()


def _xlsx(data: bytes) -> ReturnedBook:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        refuse_large(archive)
        refuse_false_counts(archive)
        view, formats = WorkbookView(archive), NumberFormats(archive)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = []
        for sheet in book.sheets_metadata:
            if sheet.typ is SheetTypeEnum.WorkSheet:
                seen, part = view.sheet(sheet.name), view.part(sheet.name)
                codes, broken = formats.of_sheet(part), {}
                if seen.computed and sheet.visible is Visible.Visible:
                    broken = broken_cells(archive, part)
                look = _sheet(book, sheet.name, sheet.visible, seen.merged, codes, broken)
                sheets.append(with_strikes(look, seen.struck))
        facts = _facts(sheets) or _own_properties(archive)
        saved = _saved(archive, "docProps/core.xml")
        return ReturnedBook(tuple(sheets), facts, saved, tuple(aside(archive)))
    except TooFar as far:
        raise Unusable(
            f"表里有内容的地方到了第{far.row}行、第{far.column}列，太大；"
            "请对方删去清单以外的行和列再报"
        ) from far


def _xls(data: bytes) -> ReturnedBook:
    if len(data) > _MAX_XLS:
        raise Unusable(f"文件超过 {_MAX_XLS // 1_000_000} MB，太大；{_SAVE}")
    try:
        return in_child(_old_workbook, data, _LONGEST)
    except NoAnswer as fault:
        raise Unusable(_NO_XLS) from fault


def _old_workbook(data: bytes) -> ReturnedBook:
    """An old workbook; a damaged one may hold the library for ever."""
    sheets = []
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        broken = errors_of(data)
        for sheet in book.sheets_metadata:
            if sheet.typ is SheetTypeEnum.WorkSheet:
                merged, errors = _old_merged(book, sheet.name), broken.get(sheet.name, {})
                sheets.append(_sheet(book, sheet.name, sheet.visible, merged, {}, errors))
    except CannotGoOn:
        raise
    except Exception as fault:  # whatever a damaged file makes a library raise
        raise Unusable(_NO_XLS) from fault
    return ReturnedBook(tuple(sheets), _facts(sheets))


def _old_merged(book: CalamineWorkbook, name: str) -> tuple[MergedCells, ...]:
    return tuple(merged_ranges(book.get_sheet_by_name(name)))


def _sheet(
    book: CalamineWorkbook,
    name: str,
    visible: Visible,
    merged: Sequence[MergedCells],
    codes: Mapping[tuple[int, int], str],
    broken: Mapping[tuple[int, int], str],
) -> ReturnedSheet:
    cells = book.get_sheet_by_name(name)
    top, left = cells.start or (0, 0)
    grid = shown_grid(cells, codes)
    for (row, column), text in broken.items():
        if top < row <= top + len(grid) and left < column <= left + len(grid[row - top - 1]):
            grid[row - top - 1][column - left - 1] = text
    moved = []
    for cells_merged in merged:
        if cells_merged.top > top and cells_merged.left > left:
            moved.append(
                cells_merged._replace(top=cells_merged.top - top, bottom=cells_merged.bottom - top)
            )
    rows = _texts(tuple(filled_down(grid, moved, left + 1)))
    return ReturnedSheet(name, rows, visible is not Visible.Visible, top + 1, left + 1)


def _ods(data: bytes) -> ReturnedBook:
    sheets = []
    for sheet in ods_sheets(data):
        rows = _texts(tuple(filled_down(sheet.grid, sheet.merged, 1)))
        sheets.append(ReturnedSheet(sheet.name, rows, sheet.hidden))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ReturnedBook(tuple(sheets), _facts(sheets), _saved(archive, "meta.xml"))


def _facts(sheets: Sequence[ReturnedSheet]) -> dict[str, str]:
    """What the hidden sheet says: a key and its value a row."""
    facts = {}
    for sheet in sheets:
        if sheet.name == HIDDEN:
            for row in sheet.rows:
                if len(row) > 1 and row[0]:
                    facts[row[0]] = row[1]
    return facts


def _own_properties(archive: zipfile.ZipFile) -> dict[str, str]:
    """The same from the file's properties, which stay when somebody deletes the hidden sheet."""
    facts = {}
    for key, value in _OWN.findall(_part(archive, "docProps/custom.xml")):
        facts[key.decode()] = value.decode("utf-8", "replace")
    return facts


def _saved(archive: zipfile.ZipFile, part: str) -> str:
    """The time of saving, in China's time; empty where the file does not say it."""
    match = _SAVED.search(_part(archive, part))
    if match is None:
        return ""
    try:
        saved = datetime.fromisoformat(match[1].decode())
        return (saved + _CHINA if match[2] else saved).isoformat()
    except (ValueError, OverflowError):
        return ""


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as stream:
        return stream.read(_PROPERTIES)


def _of_blocks(blocks: Sequence[Block]) -> ReturnedSheet:
    rows: list[tuple[str, ...]] = []
    for block in blocks:
        if isinstance(block, StreamParagraph):
            rows.append((_seen(block.text),))
        else:
            rows += _of_table(block.rows)
    return ReturnedSheet("", tuple(rows))


def _of_table(table: Sequence[Sequence[StreamCell]]) -> Iterator[tuple[str, ...]]:
    """The rows of a table; a cell that reaches down has its text in every row."""
    reaching: dict[int, tuple[int, str]] = {}
    for index, cells in enumerate(table):
        row: dict[int, str] = {}
        for column, (last, text) in reaching.items():
            if last >= index:
                row[column] = text
        for cell in cells:
            row[cell.column] = cell.text
            reaching[cell.column] = (index + cell.rows - 1, cell.text)
        texts = []
        for column in range(max(row, default=-1) + 1):
            texts.append(_seen(row.get(column, "")))
        yield tuple(texts)
