"""The columns of a table, of a table of tasks and of the bureau's own, edited one by one.

A column of a table is a cell of each of its rows: [甲, 乙] with one put in between → [甲, "", 乙].
A column of the bureau's own has a value in whatever task fills it, and maybe a place in a table of
tasks: both follow its name.
"""

from collections.abc import Mapping as Mappings
from dataclasses import dataclass, field
from typing import Any, Final

from plangen.editing.fields import COLUMN_LISTS, schema_at
from plangen.editing.own_columns import forget_own, rename_own
from plangen.editing.parts import PlanPart
from plangen.editing.table_grid import TableGrid
from plangen.editing.tree_paths import node_at, scalar_text
from plangen.editing.values import Value, drop, tidy, tree_of
from plangen.findings.finding import CannotGoOn
from plangen.source.tree import Mapping, Node, Scalar, Sequence

_DOES: Final = ("add", "change", "move", "delete")


@dataclass(frozen=True, slots=True)
class ColumnEdit:
    """What is done to one column."""

    do: str
    """add, change, move or delete."""
    at: int
    """The column, from 0; of a new one the place that it is to have."""
    to: int = 0
    """The place that a column is moved to."""
    values: Mappings[str, Value] = field(default_factory=dict)
    """What a new or changed column says."""


def edit_columns(root: Mapping, part: PlanPart, name: str, edit: ColumnEdit) -> list[str]:
    """Edit a column of a field of a part; what else changed, in words. Raises CannotGoOn."""
    if name not in COLUMN_LISTS or edit.do not in _DOES:
        raise CannotGoOn("这里没有这个操作；刷新后再做")
    columns = _columns(node_at(root, part.path), name, edit)
    count = len(columns.entries)
    last = count if edit.do == "add" else count - 1
    if not (0 <= edit.at <= last and 0 <= edit.to <= max(last, 0)):
        raise CannotGoOn("这一栏已经不在了；刷新后再改")
    if edit.do == "delete" and count == 1 and name != "fields":
        raise CannotGoOn("这是最后一列，至少要留一列")
    changed = columns.entries[edit.at] if edit.do == "change" else None
    made = _made(columns, edit, part, name, changed) if edit.do in ("add", "change") else None
    told = _follow(root, node_at(root, part.path), name, columns, edit)
    _apply(columns.entries, edit, made)
    if not columns.entries:
        drop(root, "fields")
    return told


def _columns(holder: Mapping, name: str, edit: ColumnEdit) -> Sequence:
    """The list of columns; an annex without a table gets one with its first column."""
    node: Any = holder
    for key in name.split("."):
        inner = node.entries.get(key)
        if inner is None and edit.do == "add":
            inner = node.entries[key] = _new(key)
        node = inner
    if not isinstance(node, Sequence):
        raise CannotGoOn("这一栏已经不在了；刷新后再改")
    return node


def _new(key: str) -> Node:
    """What is to hold the first column: a table has a row, too."""
    if key == "table":
        return Mapping({"columns": Sequence([]), "rows": Sequence([Sequence([])])})
    return Mapping({"columns": Sequence([])}) if key == "tasks" else Sequence([])


def _follow(
    root: Mapping, holder: Mapping, name: str, columns: Sequence, edit: ColumnEdit
) -> list[str]:
    """Change what belongs to the columns elsewhere: cells of rows, values of tasks."""
    if name == "table.columns":
        table: Any = holder.entries["table"]
        grid = TableGrid(table.entries.get("rows") or Sequence([]), len(columns.entries))
        if edit.do == "add":
            grid.insert(edit.at)
        elif edit.do == "delete":
            grid.delete(edit.at)
        elif edit.do == "move":
            grid.move(edit.at, edit.to)
    if name != "fields" or edit.do in ("add", "move"):
        return []
    old, new = column_name(columns.entries[edit.at]), str(edit.values.get("name") or "")
    if edit.do == "delete":
        count = forget_own(root, old)
        return [f"{count} 处写的“{old}”一并删去了；要反悔，按“撤销”"] if count else []
    if new != old:
        rename_own(root, old, new)
    return []


def column_name(column: Node) -> str:
    """What a column is called: by its name, or by what a table of tasks shows in it."""
    if isinstance(column, Scalar):
        return column.value
    return scalar_text(column, "name") or scalar_text(column, "column")


def _apply(entries: list[Node], edit: ColumnEdit, made: Node | None) -> None:
    if edit.do == "move":
        entries.insert(edit.to, entries.pop(edit.at))
    elif edit.do == "add" and made is not None:
        entries.insert(edit.at, made)
    elif made is not None:
        entries[edit.at] = made
    else:
        del entries[edit.at]


def _made(columns: Sequence, edit: ColumnEdit, part: PlanPart, name: str, old: Node | None) -> Node:
    """A column as it says; one of a table may be without a name, and prints no head."""
    schema = schema_at(part, name).entry
    values: dict[str, Value] = tidy(dict(edit.values), schema) or {}
    if name == "table.columns":
        values = {"name": "", **values}
    needed = "column" if name == "tasks.columns" else "name"
    if needed not in values:
        raise CannotGoOn("栏目要有名称")
    others = [column_name(entry) for entry in columns.entries if entry is not old]
    if name == "fields" and values["name"] in others:
        raise CannotGoOn(f"已经有“{values['name']}”这一栏")
    said: Value = values[needed] if name == "tasks.columns" and len(values) == 1 else values
    return tree_of(said, schema, old)
