"""An Excel workbook's bytes → the rows of its first sheet that is a register."""

import zipfile
import zlib
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from plangen.readers.register.table import RegisterTable, TableReading, say_no_header
from plangen.readers.register.units import RegisterSource
from plangen.readers.register.xlsx_view import (
    Broken,
    TooFar,
    WorkbookView,
    refuse_false_counts,
)
from plangen.scalar import Text

MAX_UNPACKED = 512 * 1024 * 1024
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_SAVE = "在 Excel 或 WPS 里打开，另存为“Excel 工作簿（.xlsx）”"
_NO_XLSX = "unreadable-file", "这不是 Excel 文件（.xlsx），或者文件坏了", _SAVE
_BROKEN = "unreadable-file", "文件坏了，读不出其中的表", f"{_SAVE}；打不开的，找原来的文件"
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError, EOFError)


def read_xlsx(data: bytes, reading: TableReading) -> RegisterSource | None:
    """What the file says; None when the file cannot be read at all, which the findings then say."""
    trouble = _foreign(data)
    if trouble is None:
        try:
            return _source(data, reading)
        except TooFar as far:
            message = f"表里有内容的地方到了第{far.row}行、第{far.column}列，太大，没有读"
            hint = "多半是远处有多余的内容：选中名册以外的行和列，删除后保存"
            trouble = "too-large", message, hint
        except (CalamineError, Broken):
            trouble = _BROKEN
        except _ZIP_FAULTS:
            trouble = _NO_XLSX
    reading.say(Text("", 1, 1), *trouble)
    return None


def _foreign(data: bytes) -> tuple[str, str, str] | None:
    """Why a file is no workbook of ours: code, what is wrong, how to mend it."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        message, hint = "文件加了密码，打不开", "在 Excel 里打开，去掉密码后另存"
        return "unreadable-file", message, hint
    if data.startswith(_OLE):
        return "unreadable-file", "这是旧格式的 Excel 文件（.xls），不是 .xlsx", _SAVE
    return None


def _source(data: bytes, reading: TableReading) -> RegisterSource | None:
    archive = zipfile.ZipFile(BytesIO(data))
    if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
        message = "文件解开以后太大，不像是一份名册，没有读"
        reading.say(Text("", 1, 1), "too-large", message, "确认选对了文件")
        return None
    refuse_false_counts(archive)
    book, view = CalamineWorkbook.from_filelike(BytesIO(data)), WorkbookView(archive)
    above: list[tuple[int, list[str]]] = []
    hidden: list[str] = []
    for sheet in book.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible is not SheetVisibleEnum.Visible:
            hidden.append(sheet.name)
            continue
        table = _table(book, view, sheet.name, reading)
        if table.found:
            return table.source()
        above += table.above
    if not _say_hidden(book, view, hidden, reading):
        say_no_header(above, reading)
    return None


def _table(
    book: CalamineWorkbook, view: WorkbookView, name: str, reading: TableReading
) -> RegisterTable:
    """A sheet; the view looks how large it is before the library makes room for it."""
    seen = view.sheet(name)
    cells = book.get_sheet_by_name(name)
    first = cells.start[1] + 1 if cells.start else 1
    return RegisterTable(cells.iter_rows(), reading, first, seen)


def _say_hidden(
    book: CalamineWorkbook, view: WorkbookView, hidden: list[str], reading: TableReading
) -> bool:
    """Whether a sheet that nobody sees is the register, which is then said."""
    for name in hidden:
        if _table(book, view, name, reading).found:
            message = f"名册在隐藏的工作表“{name}”里，打开文件的人看不见，没有读"
            hint = "取消隐藏这张表；不用它的，在看得见的表里填上名册"
            reading.say(Text("", 1, 1), "unreadable-file", message, hint)
            return True
    return False
