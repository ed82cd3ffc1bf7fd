"""Cells of an XLSX that show something else than their values: failing formulas, struck texts."""

import zipfile
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from plangen.progress.returned.book import NO_RESULT, ReturnedSheet
from plangen.readers.register.xlsx_view import elements, place_of

_STRUCK: Final = "（划掉了）"


def with_strikes(sheet: ReturnedSheet, struck: Collection[tuple[int, int]]) -> ReturnedSheet:
    """A sheet that says of the texts that somebody has struck through that they are."""
    if not struck:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for row, column in struck:
        place = row - sheet.first, column - sheet.left
        if 0 <= place[0] < len(rows) and 0 <= place[1] < len(rows[place[0]]):
            text = rows[place[0]][place[1]]
            rows[place[0]][place[1]] = text and f"{text}{_STRUCK}"
    return replace(sheet, rows=tuple(map(tuple, rows)))


def broken_cells(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """What stands in the cells that the library takes for empty: #REF!, formulas without result."""
    cells: dict[tuple[int, int], str] = {}
    for cell in elements(archive, part, "{*}c"):
        value, kind = cell.findtext("{*}v", ""), cell.get("t")
        if kind == "e":
            cells[place_of(cell)] = value
        elif not value and kind != "str" and cell.find("{*}f") is not None:
            cells[place_of(cell)] = NO_RESULT
    return cells
