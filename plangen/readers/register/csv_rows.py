"""A CSV file's bytes, as Excel, WPS or a program saves them → its rows."""

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

from plangen.findings.finding import Finding, Mark, Severity
from plangen.readers.decoding import encoding_of
from plangen.readers.register.table import (
    NAME,
    RegisterTable,
    Row,
    TableReading,
    say_no_header,
    text,
)
from plangen.readers.register.units import UnitRow
from plangen.scalar import Text

_DELIMITERS = (",", "\t", ";", "，", "；")
_HEAD = 64 * 1024
"""Bytes in which the header is looked for."""
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_csv(data: bytes, reading: TableReading) -> list[UnitRow] | None:
    """The units; None when the file cannot be read at all, which the findings then say."""
    start = Text("", 1, 1)
    if data.startswith(_EXCEL):
        hint = "是 .xlsx 的，把文件名的 .csv 改成 .xlsx；不是的，在 Excel 里另存为 .xlsx"
        reading.say(start, "unreadable-file", "这是 Excel 文件，不是 CSV", hint)
        return None
    encoding, findings = encoding_of(data, reading.file)
    if encoding is None:
        reading.findings += [each for each in findings if each.severity is Severity.ERROR]
        return None
    table = RegisterTable(_rows(data, encoding, reading), reading)
    units = table.units() if table.found else None
    if units is None and not reading.broken:
        say_no_header(table.above, reading)
    return None if reading.broken else units


def _rows(data: bytes, encoding: str, reading: TableReading) -> Iterator[Row]:
    lines = TextIOWrapper(BytesIO(data), encoding, newline="")
    number = 1
    try:
        for row in csv.reader(lines, delimiter=_delimiter(data, encoding)):
            yield row
            number += 1
    except csv.Error:
        reading.broken = True
        message = f"从第{number}行起读不下去，多半是英文引号没有配对"
        hint = "补上或删去引号；或在 Excel 里打开，另存为 .xlsx"
        reading.findings.append(
            Finding(Mark(reading.file, number), "unreadable-file", message, hint)
        )


def _delimiter(data: bytes, encoding: str) -> str:
    """What parts the cells: that by which a row has a cell 名称."""
    lines = data[:_HEAD].decode(encoding, errors="ignore").splitlines()
    return next((each for each in _DELIMITERS if _has_header(lines, each)), ",")


def _has_header(lines: list[str], delimiter: str) -> bool:
    return any(
        NAME in ("".join(text(cell.strip('"')).split()) for cell in line.split(delimiter))
        for line in lines
        if NAME[0] in line
    )
