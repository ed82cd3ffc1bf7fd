"""A sheet as a person sees it: merged cells filled down, hidden rows and struck cells known."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

Row = Sequence[object]

CODE: Final = "编码"
NAME: Final = "名称"
PARENT: Final = "上级"
"""Columns that findings name."""


class MergedCells(NamedTuple):
    """A range of cells that are seen as one; rows and columns from 1, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


class SheetView(NamedTuple):
    """What is seen of a sheet beside the values of its cells; rows and columns from 1."""

    hidden: frozenset[int] = frozenset()
    """The rows that are hidden or filtered out."""
    struck: frozenset[tuple[int, int]] = frozenset()
    """The cells, by row and column, whose text is struck through."""
    merged: tuple[MergedCells, ...] = ()
    computed: bool = False
    """Whether a cell may hold a formula or an error."""


PLAIN: Final = SheetView()
"""What a CSV file looks like."""


def filled_down(rows: Iterable[Row], merged: Iterable[MergedCells], first: int) -> Iterator[Row]:
    """Rows whose merged cells have the value of the topmost in every row they reach over.

    `first` is the number of the column in which the rows begin. With B2:B4 merged, the rows
    甲 医院, 乙 – and 丙 – from row 2 on become 甲 医院, 乙 医院, 丙 医院.
    """
    ends: dict[tuple[int, int], int] = {}
    for cells in merged:
        if cells.bottom > cells.top:
            ends[cells.top, cells.left - first] = cells.bottom
    columns = {index for _, index in ends}
    open_cells: dict[int, tuple[int, object]] = {}
    for number, row in enumerate(rows, 1):
        filled = list(row) if columns else row
        for index in columns:
            if (number, index) in ends and 0 <= index < len(row):
                open_cells[index] = ends[number, index], row[index]
            elif index in open_cells:
                bottom, value = open_cells[index]
                if number > bottom:
                    del open_cells[index]
                elif index < len(row):
                    filled[index] = value  # type: ignore[index]
        yield filled
