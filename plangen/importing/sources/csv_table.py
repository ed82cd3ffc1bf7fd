"""A CSV file → its table."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Final

from plangen.docx_file.archive import Unusable
from plangen.docx_file.stream import Block
from plangen.importing.sources.decoding import decoded
from plangen.importing.sources.grid import refuse_too_many, sheet_blocks

_DELIMITERS: Final = (",", "\t", ";", "，", "；")
_LINES: Final = 50
"""Lines by which it is told what parts the cells."""


def read_csv(data: bytes, cautions: list[str]) -> Iterator[Block]:
    """The blocks of a CSV file. Raises Unusable where a quotation mark has no pair."""
    return sheet_blocks(csv_grid(data, cautions), ())


def csv_grid(data: bytes, cautions: list[str]) -> list[list[str]]:
    """The cells of a CSV file, row by row. Raises Unusable as `read_csv` does."""
    text = decoded(data, cautions)
    grid: list[list[str]] = []
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    filled, line = 0, 1
    try:
        for row in rows:
            grid.append(row)
            filled += len(row)
            refuse_too_many(filled)
            line = rows.line_num + 1
    except csv.Error as fault:
        raise Unusable(
            f"从第{line}行起读不下去，多半是英文引号没有配对；"
            "补上或删去引号，或在 Excel 里打开，另存为 .xlsx"
        ) from fault
    return grid


def _delimiter(text: str) -> str:
    """What parts the cells: what most lines have equally often."""
    lines = text.split("\n")[:_LINES]
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines if delimiter in line)
        alike = counts.most_common(1)[0][1] if counts else 0
        if alike > most:
            best, most = delimiter, alike
    return best
