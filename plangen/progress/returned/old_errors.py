"""The errors (#REF!) that formulas of an old workbook (XLS, ET) show: its library leaves them out.

What is read is [MS-CFB], the file system within the file, as far as its large streams go, and of
[MS-XLS] the records BoundSheet8, Formula and BoolErr.
"""

import struct
from collections.abc import Iterator
from typing import Final

_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_STREAMS: Final = ("Workbook", "Book")
_ENTRY: Final = 128
"""Bytes of an entry of the directory."""
_FORMULA, _EOF, _SHEET, _BOOL_ERR, _BOF = 0x0006, 0x000A, 0x0085, 0x0205, 0x0809
_FORMULA_ERROR: Final = 2
"""The first byte of a formula's result that is an error, its last two then being FF."""


def errors_of(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """What the failing formulas of each sheet show, by row and column from 1.

    Empty where the file is laid out as this does not read it.
    """
    try:
        return _errors(_stream(data))
    except (struct.error, IndexError, ValueError):
        return {}


def _errors(stream: bytes) -> dict[str, dict[tuple[int, int], str]]:
    sheets: dict[str, dict[tuple[int, int], str]] = {}
    for kind, body in _records(stream, 0):
        if kind == _SHEET:
            (start,) = struct.unpack_from("<I", body)
            wide = body[7] & 1
            name = body[8 : 8 + body[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1")
            sheets[name] = dict(_failing(stream, start))
    return sheets


def _failing(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, body in _records(stream, start):
        if kind == _BOOL_ERR and body[7]:
            error = body[6]
        elif kind == _FORMULA and body[6] == _FORMULA_ERROR and body[12:14] == b"\xff\xff":
            error = body[8]
        else:
            continue
        row, column = struct.unpack_from("<HH", body)
        yield (row + 1, column + 1), _ERRORS.get(error, "#N/A")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of a substream, those of charts within it left out."""
    depth = 0
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, start)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, stream[start + 4 : start + 4 + size]
        if not depth:
            return
        start += 4 + size


def _stream(data: bytes) -> bytes:
    """The stream that holds the workbook; empty where it is none of the large ones."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    table = _table(data, size)
    (directory,) = struct.unpack_from("<I", data, 48)
    (smallest,) = struct.unpack_from("<I", data, 56)
    entries = _chain(data, size, table, directory)
    for start in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        entry = entries[start : start + _ENTRY]
        (length,) = struct.unpack_from("<H", entry, 64)
        name = entry[: max(0, length - 2)].decode("utf-16-le", "replace")
        first, count = struct.unpack_from("<II", entry, 116)
        if name in _STREAMS and count >= smallest:
            return _chain(data, size, table, first)[:count]
    return b""


def _table(data: bytes, size: int) -> list[int]:
    """The table that tells of each sector which one follows it."""
    places = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    seen = set()
    while _sector(data, size, more) and more not in seen:
        seen.add(more)
        *others, more = struct.unpack(f"<{size // 4}I", _sector(data, size, more))
        places += others
    table: list[int] = []
    for place in places:
        sector = _sector(data, size, place)
        table += struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
    return table


def _chain(data: bytes, size: int, table: list[int], place: int) -> bytes:
    """The sectors that follow one another from a place on."""
    pieces: list[bytes] = []
    while place < len(table) and len(pieces) <= len(table):
        pieces.append(_sector(data, size, place))
        place = table[place]
    return b"".join(pieces)


def _sector(data: bytes, size: int, place: int) -> bytes:
    """A sector; empty for a number that is none."""
    return data[(place + 1) * size : (place + 2) * size]
