"""The cells of a table by row and column, with those that reach over several.

A column put into the middle of a cell makes it wider; one taken out of it makes it narrower.
"""

from dataclasses import dataclass
from typing import Any

from plangen.editing.tree_paths import scalar_text
from plangen.findings.finding import CannotGoOn
from plangen.source.tree import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell, and the columns that it takes."""

    node: Node
    first: int
    width: int

    def covers(self, column: int) -> bool:
        """Whether it stands in a column."""
        return self.first <= column < self.first + self.width

    def parted_by(self, place: int) -> bool:
        """Whether a place between two columns, the one before column `place`, is within it."""
        return self.first < place < self.first + self.width


class TableGrid:
    """The rows of a table as a grid; what is done to it is done to the rows' tree."""

    def __init__(self, rows: Any, width: int) -> None:
        """Find the columns of each cell; raises CannotGoOn for a row that does not fill them."""
        self._rows: list[Sequence] = list(rows.entries)
        self._cells: list[list[GridCell]] = []
        """By row, the cells that begin in it and those that reach into it from above."""
        reaching: list[tuple[GridCell, int]] = []
        for number, row in enumerate(self._rows, 1):
            above = [cell for cell, left in reaching if left > 0]
            placed = _placed(row, above, width)
            if placed is None:
                raise CannotGoOn(f"第 {number} 行的格数和列数不一样；先把这一行补齐")
            reaching = [(cell, left - 1) for cell, left in reaching if left > 1]
            reaching += [(cell, _span(cell.node, "rows") - 1) for cell in placed]
            self._cells.append([*placed, *above])

    def insert(self, place: int) -> None:
        """Put an empty column before column `place`."""
        for row, cells in zip(self._rows, self._cells, strict=True):
            parted = [cell for cell in cells if cell.parted_by(place)]
            own = _own(row, cells)
            if not parted:
                before = sum(cell.first < place for cell in own)
                row.entries.insert(before, Scalar(""))
            elif parted[0] in own:
                _set_width(row, parted[0], parted[0].width + 1)

    def delete(self, column: int) -> None:
        """Take a column away, with what stands in it alone."""
        for row, cells in zip(self._rows, self._cells, strict=True):
            for cell in _own(row, cells):
                if cell.covers(column) and cell.width > 1:
                    _set_width(row, cell, cell.width - 1)
                elif cell.covers(column):
                    del row.entries[_index(row, cell.node)]
            if not row.entries:
                raise CannotGoOn("有一行只剩被上面盖住的格了；先把跨行的格拆开，再删这一列")

    def move(self, column: int, to: int) -> None:
        """Put a column where another stands."""
        low, high = min(column, to), max(column, to)
        order = list(range(low, high + 1))
        order.insert(to - low, order.pop(column - low))
        places = {old: low + place for place, old in enumerate(order)}
        for row, cells in zip(self._rows, self._cells, strict=True):
            for cell in cells:
                if cell.width > 1 and cell.first <= high and cell.first + cell.width > low:
                    raise CannotGoOn("有跨列的格挡着，这一列挪不过去；先把跨列的格拆开")
            own = _own(row, cells)
            own.sort(key=lambda cell: places.get(cell.first, cell.first))
            row.entries[:] = [cell.node for cell in own]


def _placed(row: Sequence, above: list[GridCell], width: int) -> list[GridCell] | None:
    """The cells that begin in a row; None where they do not fill what is left of its columns."""
    free = [column for column in range(width) if not any(cell.covers(column) for cell in above)]
    placed = []
    for node in row.entries:
        taken, free = free[: _span(node, "columns")], free[_span(node, "columns") :]
        if len(taken) < _span(node, "columns") or taken[-1] - taken[0] >= len(taken):
            return None
        placed.append(GridCell(node, taken[0], len(taken)))
    return None if free else placed


def _own(row: Sequence, cells: list[GridCell]) -> list[GridCell]:
    """The cells that begin in a row, in its order."""
    return cells[: len(row.entries)]


def _span(node: Node, key: str) -> int:
    """How many rows or columns a cell reaches over."""
    said = scalar_text(node, key)
    return int(said) if said.isdecimal() and int(said) > 0 else 1


def _index(row: Sequence, node: Node) -> int:
    return [*map(id, row.entries)].index(id(node))


def _set_width(row: Sequence, cell: GridCell, width: int) -> None:
    node = cell.node
    if not isinstance(node, Mapping):
        return
    node.entries["columns"] = Scalar(str(width))
    if width == 1:
        del node.entries["columns"]
    text = node.entries.get("text")
    if list(node.entries) == ["text"] and isinstance(text, Scalar):
        row.entries[_index(row, node)] = text
