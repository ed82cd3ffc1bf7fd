"""A CSV file's bytes, as Excel, WPS or a program saves them → its rows."""

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

from plangen.findings.finding import Finding, Mark, Severity
from plangen.readers.decoding import encoding_of
from plangen.readers.register.sheet import NAME, Row
from plangen.readers.register.table import RegisterTable, TableReading, say_no_header, text
from plangen.readers.register.units import RegisterSource
from plangen.scalar import Text

_DELIMITERS = (",", "\t", ";", "，", "；")
_HEAD = 64 * 1024
"""Bytes in which the header is looked for."""
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_csv(data: bytes, reading: TableReading) -> RegisterSource | None:
    """What the file says; None when the file cannot be read at all, which the findings then say."""
    start = Text("", 1, 1)
    if data.startswith(_EXCEL):
        hint = "是 .xlsx 的，把文件名的 .csv 改成 .xlsx；不是的，在 Excel 里另存为 .xlsx"
        reading.say(start, "unreadable-file", "这是 Excel 文件，不是 CSV", hint)
        return None
    encoding, findings = encoding_of(data, reading.file)
    if encoding is None:
        reading.findings += filter(_is_error, findings)
        return None
    table = RegisterTable(_rows(data, encoding, reading), reading)
    source = table.source() if table.found else None
    if source is None and not reading.broken:
        say_no_header(table.above, reading)
    return None if reading.broken else source


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _rows(data: bytes, encoding: str, reading: TableReading) -> Iterator[Row]:
    """The rows up to the first that a quotation mark without its pair leads astray."""
    lines = TextIOWrapper(BytesIO(data), encoding, newline="")
    delimiter = _delimiter(data, encoding)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number, read = 1, 0
    try:
        for row in rows:
            if rows.line_num > read + 1 and _swallows(row, delimiter):
                _say_unclosed(number, reading)
                return
            yield row
            number, read = number + 1, rows.line_num
    except csv.Error:
        _say_unclosed(number, reading)


def _swallows(row: list[str], delimiter: str) -> bool:
    """Whether a cell of several lines holds what parts cells: then it holds rows of its own.

    The " before 联系人3 is never closed in `丙院,"联系人3` and the line `丁院,联系人4"` below it:
    the cell reads 联系人3 and, on a line of its own, 丁院,联系人4.
    """
    return any(len(cell.splitlines()) > 1 and delimiter in cell for cell in row)


def _say_unclosed(number: int, reading: TableReading) -> None:
    reading.broken = True
    message = f"从第{number}行起读不下去，多半是英文引号没有配对"
    hint = "补上或删去引号；或在 Excel 里打开，另存为 .xlsx"
    reading.findings.append(Finding(Mark(reading.file, number), "unreadable-file", message, hint))


def _delimiter(data: bytes, encoding: str) -> str:
    """What parts the cells: that by which a row has a cell 名称."""
    lines = data[:_HEAD].decode(encoding, errors="ignore").splitlines()
    for delimiter in _DELIMITERS:
        if _has_header(lines, delimiter):
            return delimiter
    return ","


def _has_header(lines: list[str], delimiter: str) -> bool:
    for line in lines:
        if NAME[0] in line:
            cells = line.split(delimiter)
            if NAME in ("".join(text(cell.strip('"')).split()) for cell in cells):
                return True
    return False
