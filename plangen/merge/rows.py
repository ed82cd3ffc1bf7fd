"""A table's row as cells named by their columns, so that a column that one side adds fits."""

from plangen.merge.entries import FileRecord, Record, Sides
from plangen.source.tree import Mapping, Node, Scalar, Sequence


def cells(record: Record) -> Sides | None:
    """The row in the base, ours and theirs, each cell by its column; None for no row.

    By the number of the cell where a row does not have one cell for each column.
    """
    sides = [side for side in record.sides if side]
    if not all(isinstance(side.node, Sequence) for side in sides):
        return None
    by_name = all(map(_one_each, sides))
    return (
        _cells(record.base, by_name=by_name),
        _cells(record.ours, by_name=by_name),
        _cells(record.theirs, by_name=by_name),
    )


def as_row(own: Mapping, columns: list[Record]) -> Sequence:
    """The cells in the order of the columns; an empty one where a side added the column."""
    names = [column.name for column in columns]
    row: list[Node] = list(own.entries.values())
    if own.entries and own.entries.keys() <= set(names):
        row = [own.entries.get(name) or Scalar("") for name in names]
    return Sequence(row, own.notes)


def _one_each(side: FileRecord) -> bool:
    names = _columns(side)
    cells = side.node.entries if isinstance(side.node, Sequence) else []
    return len(set(names)) == len(names) == len(cells)


def _columns(side: FileRecord) -> list[str]:
    """The names of the columns above a row, as `as_row` has them."""
    above = side.parent.children if side.parent else []
    path = (*side.path[:-1], "columns")
    return [child.record.name for child in above if child.path == path]


def _cells(side: FileRecord | None, *, by_name: bool) -> Mapping | None:
    if side is None or not isinstance(side.node, Sequence):
        return None
    names = _columns(side) if by_name else map(str, range(len(side.node.entries)))
    return Mapping(dict(zip(names, side.node.entries, strict=True)), side.node.notes)
