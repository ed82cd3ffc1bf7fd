"""The cells of a sheet → its title, its table and the notes under it."""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from plangen.docx_file.archive import Unusable
from plangen.docx_file.stream import Block, StreamCell, StreamTable
from plangen.importing.sources.blocks import paragraphs
from plangen.readers.register.sheet import MergedCells

MAX_CELLS: Final = 200_000
"""The most cells with text of one file."""
_NOTE: Final = re.compile(r"[（(]?(?:备?注|说明|填表)")

Grid = Sequence[Sequence[str]]
"""The texts of a sheet's cells, row by row; merged cells have theirs at the top left."""


def sheet_blocks(grid: Grid, merged: Sequence[MergedCells]) -> Iterator[Block]:
    """The blocks of a sheet: rows of one cell above the table are its title, below it its notes.

    The merged ranges count rows and columns of the grid from 1. Blank rows are left out.
    """
    rows: list[int] = []
    wide: list[int] = []
    for row, texts in enumerate(grid):
        filled = sum(map(bool, map(str.strip, texts)))
        rows += [row] * (filled > 0)
        wide += [row] * (filled > 1)
    if not wide:
        wide = [len(grid)]
    tops = {cells.top - 1 for cells in merged if cells.bottom > cells.top}
    first = min([wide[0], *tops.intersection(rows)])
    last = wide[-1]
    for cells in sorted(merged):
        if cells.top - 1 <= last:
            last = max(last, cells.bottom - 1)
    body = [row for row in rows if first <= row <= last]
    notes = [row for row in rows if row > last]
    while notes and not _is_note(grid[notes[0]], notes[0], merged):
        body.append(notes.pop(0))
    yield from _lines(grid, [row for row in rows if row < first])
    if body:
        yield _table(grid, body, merged)
    yield from _lines(grid, notes)


def refuse_too_many(cells: int) -> None:
    """Raise Unusable for more cells than any task table has."""
    if cells > MAX_CELLS:
        raise Unusable(f"表里有内容的单元格超过 {MAX_CELLS} 个，不像是任务表；只留下要导入的表再试")


def _is_note(row: Sequence[str], index: int, merged: Sequence[MergedCells]) -> bool:
    if _NOTE.match("".join(row).strip()):
        return True
    return any(cells.top - 1 == index and cells.right >= len(row) for cells in merged)


def _lines(grid: Grid, rows: list[int]) -> Iterator[Block]:
    for row in rows:
        for text in grid[row]:
            yield from paragraphs(text.split("\n"))


def _table(grid: Grid, rows: list[int], merged: Sequence[MergedCells]) -> StreamTable:
    """The rows of a grid as a table, columns without text at the right left out."""
    width = max(len(grid[row]) - _blank_at_end(grid[row]) for row in rows)
    kept = set(rows)
    covered: set[tuple[int, int]] = set()
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for cells in merged:
        top, left = cells.top - 1, cells.left - 1
        reached = [row for row in range(top, min(cells.bottom, len(grid))) if row in kept]
        columns = range(left, min(cells.right, max(width, left + 1)))
        covered.update(product(reached, columns))
        if reached and len(columns):
            covered.discard((reached[0], left))
            spans[reached[0], left] = len(reached), len(columns)
    table = []
    for row in rows:
        line = []
        for column in range(width):
            if (row, column) not in covered:
                height, columns_taken = spans.get((row, column), (1, 1))
                text = grid[row][column] if column < len(grid[row]) else ""
                content = tuple(paragraphs(text.split("\n")))
                line.append(StreamCell(column, columns_taken, height, content))
        table.append(tuple(line))
    return StreamTable(tuple(table))


def _blank_at_end(row: Sequence[str]) -> int:
    blank = 0
    for text in reversed(row):
        if text.strip():
            break
        blank += 1
    return blank
