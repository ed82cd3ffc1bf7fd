"""A column of the bureau's own wherever a plan uses it: in tasks, and in tables of tasks."""

from collections.abc import Iterator
from typing import Any

from plangen.editing.values import drop
from plangen.findings.finding import CannotGoOn
from plangen.source.tree import Mapping, Node, Scalar, Sequence


def rename_own(root: Mapping, old: str, new: str) -> None:
    """Call a column by another name wherever it is used; comments stay."""
    for holder in _holders(root):
        values = holder.entries.get("fields")
        if isinstance(values, Mapping) and old in values.entries:
            if new in values.entries:
                raise CannotGoOn(f"有的条目里已经写了“{new}”；换一个名称")
            values.entries[new] = values.entries.pop(old)
        for scalar in _uses(holder.entries.get("tasks"), old):
            scalar.value = new


def forget_own(root: Mapping, name: str) -> int:
    """Take a column out of all that uses it; how many tasks had filled it. Raises CannotGoOn."""
    count = 0
    for holder in list(_holders(root)):
        values = holder.entries.get("fields")
        if isinstance(values, Mapping) and name in values.entries:
            drop(values, name)
            count += 1
            if not values.entries:
                drop(holder, "fields")
        table = holder.entries.get("tasks")
        if isinstance(table, Mapping):
            _forget_in_table(table, name)
    return count


def _holders(node: Node) -> Iterator[Mapping]:
    """Every mapping of a tree."""
    ahead = [node]
    while ahead:
        inner = ahead.pop()
        if isinstance(inner, Mapping):
            yield inner
            ahead += inner.entries.values()
        elif isinstance(inner, Sequence):
            ahead += inner.entries


def _uses(table: Node | None, name: str) -> Iterator[Scalar]:
    """Where a table of tasks names a column."""
    if not isinstance(table, Mapping):
        return
    for key in ("columns", "merge", "group_by"):
        for entry in _entries(table.entries.get(key)):
            scalar = _named(entry)
            if scalar is not None and scalar.value == name:
                yield scalar


def _entries(node: Node | None) -> list[Node]:
    if isinstance(node, Sequence):
        return node.entries
    return [node] if node is not None else []


def _named(entry: Node) -> Scalar | None:
    """The text by which an entry names a column."""
    inner = entry.entries.get("column") if isinstance(entry, Mapping) else entry
    return inner if isinstance(inner, Scalar) else None


def _forget_in_table(table: Mapping, name: str) -> None:
    for key in ("columns", "merge", "group_by"):
        node: Any = table.entries.get(key)
        left = []
        for entry in _entries(node):
            scalar = _named(entry)
            if scalar is None or scalar.value != name:
                left.append(entry)
        if node is None or len(left) == len(_entries(node)):
            continue
        if left:
            node.entries[:] = left
        elif key == "columns":
            raise CannotGoOn(f"有一张任务表只有“{name}”这一列；先给它添别的列")
        else:
            drop(table, key)
