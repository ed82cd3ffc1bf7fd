"""Task tables that stand in a text → parts of it that print as the same tables.

Under 二、重点任务 a table 序号 | 工作任务 | 责任单位 | 完成时限 becomes a part without a title: a
row is an item, with who and by when, and the part prints as a table where the source's stood.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from plangen.importing.heads import HeadMeaning
from plangen.importing.lines import Line
from plangen.importing.nodes import Questioned
from plangen.importing.registering import Registry
from plangen.importing.table_columns import (
    PlacedColumn,
    fields_of,
    group_of,
    placed_columns,
    table_of,
)
from plangen.importing.table_rows import ROLES, RowWriter, enter_bodies
from plangen.importing.tables import TaskGrid, task_grid

Record = dict[str, Any]

AsText = Mapping[int, set[int] | None]
"""For a table, by its place in the source, the columns whose words are kept as they are; None for a
table that no plan would print again."""
_WHO_OR_WHEN: Final = (*ROLES, HeadMeaning.PERSON, HeadMeaning.OFFICIAL, HeadMeaning.DEADLINE)


class BodyTables:
    """Makes parts of the task tables in a text."""

    def __init__(self, registry: Registry, year: int, as_text: AsText) -> None:
        self._registry = registry
        self._year = year
        self._as_text = as_text
        self._tables: list[tuple[TaskGrid, list[PlacedColumn]]] = []
        self.grids: dict[int, TaskGrid] = {}
        """The tables that became parts, by their places, in the order in which they stand."""
        self.left: list[Line] = []
        """What of them the parts have no place for."""

    @property
    def fields(self) -> list[Record]:
        """The bureau's own columns of all of them."""
        return fields_of(self._tables)

    def first(self, lines: Sequence[Line]) -> int | None:
        """Where the first table stands among lines that becomes a part."""
        for at, line in enumerate(lines):
            if line.table and assigned_grid(line) and self._as_text.get(line.index, ()) is not None:
                return at
        return None

    def entries(self, line: Line) -> list[Record]:
        """The part that a table becomes, the title above its heads and the notes below as texts."""
        grid = assigned_grid(line)
        placed = placed_columns(grid, self._as_text.get(line.index) or ()) if grid else None
        if grid is None or placed is None:
            return []
        enter_bodies(grid.rows, placed, self._registry)
        self._tables.append((grid, placed))
        self.grids[line.index] = grid
        self.left += [Line(line.index, words) for words in grid.left]
        group = group_of(grid)
        part: Record = {"kind": "part", "numbered": False, "numbering": "none"}
        part["tasks"] = Questioned(table_of(grid, placed, group), _question(grid, placed))
        part["items"] = RowWriter(placed, self._registry, self._year, group=group).items(grid)
        return [*_texts(grid.titles), part, *_texts(grid.notes)]


def assigned_grid(line: Line) -> TaskGrid | None:
    """The task table in a line, where it says who does what or by when; None for another table."""
    grid = task_grid(line.table) if line.table else None
    if grid is None or not grid.columns_of(*_WHO_OR_WHEN) or placed_columns(grid, ()) is None:
        return None
    return grid


def _texts(texts: Iterable[str]) -> list[Record]:
    return [{"kind": "text", "numbered": False, "text": text} for text in texts]


def _question(grid: TaskGrid, placed: Sequence[PlacedColumn]) -> str:
    """What a person should look at: how many tasks there are, and which columns say nothing."""
    own = [entry.prints for entry in placed if entry.is_field and entry.meaning not in _WHO_OR_WHEN]
    kept = f"“{'”“'.join(own)}”是自定栏目，照原文留着；" if own else ""
    return f"原文这张表读成了{len(grid.rows)}条，还印成表；{kept}核对"
