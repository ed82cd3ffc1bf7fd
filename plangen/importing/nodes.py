"""Plain values made nodes of a plan file's tree, questions kept as comments above them.

{"year": Questioned(2026, "原文没有写年度")} becomes

# 待定：原文没有写年度
year: 2026
"""

from collections.abc import Mapping as Record
from collections.abc import Sequence as List
from dataclasses import dataclass
from typing import Any

from plangen.source.tree import Mapping, Node, Notes, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Questioned:
    """A value that a person must decide, and the question."""

    value: Any
    question: str


def node(value: Any) -> Node:
    """A node of a plain value: text, figures, lists, records; keys without a value are left out.

    A Scalar stays, even an empty one.
    """
    if isinstance(value, Questioned):
        made = node(value.value)
        made.notes.before.insert(0, f"# 待定：{value.question}")
        return made
    if isinstance(value, Scalar):
        return value
    if isinstance(value, Record):
        return Mapping(_entries(value))
    if isinstance(value, List) and not isinstance(value, str):
        return Sequence(list(map(node, value)))
    return _scalar(value)


def _entries(record: Record[str, Any]) -> dict[str, Node]:
    entries = {}
    for key, value in record.items():
        if not _is_empty(value.value if isinstance(value, Questioned) else value):
            entries[key] = node(value)
    return entries


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def _scalar(value: Any) -> Scalar:
    if isinstance(value, bool):
        return Scalar("true" if value else "false")
    text = str(value)
    return Scalar(text, lines="\n" in text, notes=Notes())
