"""A table's row as cells named by their columns, so that a column that one side adds fits."""

from collections.abc import Callable

from plangen.merge.entries import FileRecord, Record, Sides
from plangen.source.tree import Mapping, Node, Scalar, Sequence


def cells(record: Record) -> Sides | None:
    """The row in the base, ours and theirs, each cell by its column; None for no row.

    By the number of the cell where a row does not have one cell for each column.
    """
    sides = [side for side in record.sides if side]
    if not all(isinstance(side.node, Sequence) for side in sides):
        return None
    name = _numbers
    if all(map(_one_each, sides)):
        name = _columns
    return _cells(record.base, name), _cells(record.ours, name), _cells(record.theirs, name)


def as_row(own: Mapping, columns: list[Record]) -> Sequence:
    """The cells in the order of the columns; an empty one where a side added the column."""
    names = [column.name for column in columns]
    row: list[Node] = list(own.entries.values())
    if own.entries and own.entries.keys() <= set(names):
        row = [own.entries.get(name) or Scalar("") for name in names]
    return Sequence(row, own.notes)


def _one_each(side: FileRecord) -> bool:
    """Whether a row has one cell for each column, all of different names."""
    names = _columns(side)
    return len(set(names)) == len(names) == len(_numbers(side))


def _columns(side: FileRecord) -> list[str]:
    """The names of the columns above a row, as `as_row` has them."""
    if side.parent is None:
        return []
    path = (*side.path[:-1], "columns")
    return [child.record.name for child in side.parent.children if child.path == path]


def _numbers(side: FileRecord) -> list[str]:
    """A number in place of a name for each cell of a row."""
    if not isinstance(side.node, Sequence):
        return []
    return [*map(str, range(len(side.node.entries)))]


def _cells(side: FileRecord | None, name: Callable[[FileRecord], list[str]]) -> Mapping | None:
    """A row as a mapping; `name` gives the keys of its cells."""
    if side is None or not isinstance(side.node, Sequence):
        return None
    return Mapping(dict(zip(name(side), side.node.entries, strict=True)), side.node.notes)
