"""The table that a plan prints held against the table of its source, cell by cell."""

from collections.abc import Iterator
from typing import TypeAlias

from plangen.importing.tables import TaskGrid
from plangen.plan import Plan, Section, TaskTable
from plangen.task_tables import MadeTable, TableCell, made_table
from plangen.typography import blankless

PrintedRow: TypeAlias = list[str | None]
"""A text a column, blanks aside; None where a cell reaches down from above. A row from edge to edge
is one text."""


def columns_unlike(
    plan: Plan, table: TaskTable | None, grid: TaskGrid, section: Section | None = None
) -> set[int]:
    """The columns of a table that a plan's own prints in other words or cells.

    All of them where it has another number of rows.
    """
    width = len(grid.columns)
    everything = set(range(width))
    if table is None or len(table.columns) != width:
        return everything
    printed = list(_printed(made_table(plan, table, section), width))
    wanted = list(_wanted(grid))
    if list(map(len, printed)) != list(map(len, wanted)):
        return everything
    differing = set()
    for made, row in zip(printed, wanted, strict=True):
        for place in range(len(row)):
            if made[place] != row[place]:
                differing.add(place)
    return differing


def _printed(made: MadeTable, width: int) -> Iterator[PrintedRow]:
    """The rows of a table that was made: a text a column, None where a cell reaches down."""
    reaching = [0] * width
    for row in made.rows:
        if row and row[0].columns == width > 1:
            yield [blankless(row[0].text)]
            continue
        yield _row(row, reaching)


def _row(cells: tuple[TableCell, ...], reaching: list[int]) -> PrintedRow:
    """A row; `reaching` says how far down the cells above reach into each column."""
    waiting = iter(cells)
    texts: PrintedRow = []
    for place, left in enumerate(reaching):
        if left:
            reaching[place] -= 1
            texts.append(None)
            continue
        cell = next(waiting)
        reaching[place] = cell.rows - 1
        texts.append(blankless(cell.text))
    return texts


def _wanted(grid: TaskGrid) -> Iterator[PrintedRow]:
    """The rows of a source's table in the same form."""
    before = ""
    for row in grid.rows:
        if row.heading != before:
            before = row.heading
            yield [blankless(before)]
        texts: PrintedRow = list(map(blankless, row.texts))
        for place, reached in enumerate(row.reached):
            if reached and row.texts[place]:
                texts[place] = None
        yield texts
