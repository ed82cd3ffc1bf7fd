"""An Excel workbook's bytes → the rows of its first sheet that is a register."""

import re
import zipfile
import zlib
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from plangen.readers.register.table import RegisterTable, TableReading, say_no_header
from plangen.readers.register.units import UnitRow
from plangen.scalar import Text

MAX_UNPACKED = 512 * 1024 * 1024
MAX_CELLS = 10_000_000
"""A sheet is held as one rectangle in memory: some 400 MB at this size."""
_CELL = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^>]*?\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
_PIECE = 1024 * 1024
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_SAVE = "在 Excel 或 WPS 里打开，另存为“Excel 工作簿（.xlsx）”"


def read_xlsx(data: bytes, reading: TableReading) -> list[UnitRow] | None:
    """The units; None when the file cannot be read at all, which the findings then say."""
    trouble = _trouble(data)
    if trouble is None:
        try:
            return _units(CalamineWorkbook.from_filelike(BytesIO(data)), reading)
        except CalamineError:
            trouble = (
                "unreadable-file",
                "文件坏了，读不出其中的表",
                f"{_SAVE}；打不开的，找原来的文件",
            )
    reading.say(Text("", 1, 1), *trouble)
    return None


def _units(book: CalamineWorkbook, reading: TableReading) -> list[UnitRow] | None:
    above = []
    for sheet in book.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        found = book.get_sheet_by_name(sheet.name)
        first = found.start[1] + 1 if found.start else 1
        table = RegisterTable(found.iter_rows(), reading, first)
        if table.found:
            return table.units()
        above += table.above
    say_no_header(above, reading)
    return None


def _trouble(data: bytes) -> tuple[str, str, str] | None:
    """What keeps a file from being read as a workbook: code, what is wrong, how to mend it."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        message, hint = "文件加了密码，打不开", "在 Excel 里打开，去掉密码后另存"
        return "unreadable-file", message, hint
    if data.startswith(_OLE):
        return "unreadable-file", "这是旧格式的 Excel 文件（.xls），不是 .xlsx", _SAVE
    try:
        return _oversize(zipfile.ZipFile(BytesIO(data)))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError, EOFError):
        return "unreadable-file", "这不是 Excel 文件（.xlsx），或者文件坏了", _SAVE


def _oversize(archive: zipfile.ZipFile) -> tuple[str, str, str] | None:
    """Say so when the workbook would fill the memory: one stray cell at the far corner does."""
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return "too-large", "文件解开以后太大，不像是一份名册，没有读", "确认选对了文件"
    for entry in entries:
        name = entry.filename.lower()
        if "sheet" in name and name.endswith(".xml"):
            rows, columns = _extent(archive, entry)
            if rows * columns > MAX_CELLS:
                message = f"表里有内容的地方到了第{rows}行、第{columns}列，太大，没有读"
                hint = "多半是远处有多余的内容：选中名册以外的行和列，删除后保存"
                return "too-large", message, hint
    return None


def _extent(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and the last column of a sheet that hold a cell."""
    letters, last, kept = {b""}, 0, b""
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            found = _CELL.findall(kept + piece)
            letters.update({column for column, _ in found})
            last = max(last, max((int(row) for _, row in found), default=0))
            kept = piece[-200:]
    return last, max(map(_number, letters))


def _number(letters: bytes) -> int:
    """A=1, Z=26, AA=27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
