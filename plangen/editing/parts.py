"""The parts of a plan file: what a workbench lists, opens and moves, each by a stable key.

sections[1].measures[0] with id study   @study
its second task, without an id          @study/tasks/1
sections[0]                             sections/0
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plangen.readers.numbering import number
from plangen.readers.reading import ClauseNumber
from plangen.source.editing import mappings, value
from plangen.source.schema_nodes import SchemaNode, plan_place

Path: TypeAlias = tuple[str | int, ...]
"""The keys and indices that lead from the root of a file to a part."""
ROOT: Final = "plan"
"""The key of the plan itself."""
ITEMS: Final = ("goal", "measure", "requirement", "text")
"""The kinds of items."""
DUTIES: Final = (*ITEMS[:3], "task", "sentence")
"""The kinds that may bear an id of their own."""
_LISTS: Final = {
    "sections": "section",
    "parts": "section",
    "goals": "goal",
    "measures": "measure",
    "requirements": "requirement",
    "tasks": "task",
    "sentences": "sentence",
    "annexes": "annex",
    "departments": "department",
    "units": "unit",
    "groups": "group",
    "targets": "target",
    "milestones": "milestone",
    "roster": "role",
    "rows": "row",
    "columns": "column",
    "fields": "field",
    "waive": "waiver",
}
"""The kind of the entries of each list; those of `items` say their own."""
_ROWS: Final = ("target", "milestone", "role", "row", "column", "field", "waiver")
"""The kinds that are rows of a field of what holds them."""
_WORDS: Final = ("sentences", "rows")
"""The lists whose entries are parts though they be no mappings."""
_NAMES: Final = ("title", "do", "name", "role", "text", "id")


@dataclass(frozen=True, eq=False)
class PlanPart:
    """One part of a plan file."""

    key: str
    path: Path
    kind: str
    """section, goal, measure, requirement, text, task, sentence, annex, unit …"""
    node: Node = field(repr=False)
    schema: SchemaNode = field(repr=False)
    parent: "PlanPart | None" = field(default=None, repr=False)
    number: str = ""
    """Its numeral as printed."""
    clause: str = ""
    """How people cite it, 二（三）1; of a part without a number, that of what holds it."""

    @property
    def list_name(self) -> str:
        """The key of the list that it is an entry of; empty for a part that is none."""
        if self.path and isinstance(self.path[-1], int):
            return str(self.path[-2])
        return ""

    @property
    def index(self) -> int:
        """Its place among the entries of its list, from 0."""
        last = self.path[-1] if self.path else 0
        return last if isinstance(last, int) else 0

    @property
    def opens(self) -> bool:
        """Whether it has fields of its own; else it is a row of a field of what holds it."""
        return self.kind not in _ROWS

    @cached_property
    def name(self) -> str:
        """What it is called: its title, what to do, or its words; of a row those of its cells."""
        if isinstance(self.node, ScalarNode):
            return str(self.node.value)
        if isinstance(self.node, SequenceNode):
            cells = [value(cell, "text") or cell for cell in self.node.value]
            return " ".join(str(cell.value) for cell in cells if isinstance(cell, ScalarNode))
        for key in _NAMES:
            if name := self.word(key):
                return name
        return ""

    def word(self, key: str) -> str:
        """The text at one of its keys; empty where there is none."""
        node = value(self.node, key)
        return " ".join(str(node.value).split()) if isinstance(node, ScalarNode) else ""

    def is_in(self, other: "PlanPart") -> bool:
        """Whether it is another part, or stands in it."""
        return self.path[: len(other.path)] == other.path

    @property
    def start(self) -> tuple[int, int]:
        """The row and column where it begins, from 0."""
        mark: Any = self.node.start_mark
        return mark.line, mark.column

    @property
    def end(self) -> tuple[int, int]:
        """The row and column where what follows it begins, from 0."""
        mark: Any = self.node.end_mark
        return mark.line, mark.column


class PlanParts(Mapping[str, PlanPart]):
    """Every part of a plan file by its key, in the file's order."""

    def __init__(self, root: MappingNode) -> None:
        self._clauses = number(root)
        self._ids = Counter(_ids(root))
        plan = PlanPart(ROOT, (), "plan", root, plan_place())
        self._parts = {ROOT: plan}
        self._by_path: dict[Path, PlanPart] = {(): plan}
        self._enter_all(root, plan_place(), plan, ())

    def __getitem__(self, key: str) -> PlanPart:
        return self._parts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def at(self, path: Path) -> PlanPart:
        """The innermost part at a path, or around it."""
        while path not in self._by_path:
            path = path[:-1]
        return self._by_path[path]

    def entries(self, part: PlanPart) -> list[PlanPart]:
        """The parts that a part holds itself, in the file's order."""
        return [entry for entry in self.values() if entry.parent is part]

    def around(self, row: int, column: int) -> PlanPart:
        """The innermost part with fields of its own around a place, counted from 0."""
        found = self._parts[ROOT]
        for part in self.values():
            if part.opens and part.start <= (row, column) < part.end:
                found = part
        return found

    def _enter_all(self, node: Any, schema: SchemaNode, parent: PlanPart, path: Path) -> None:
        """Enter what a mapping holds; `path` leads to it."""
        for key_node, child in node.value:
            key = key_node.value
            inner, below = (*path, key), schema.at(key)
            if isinstance(child, SequenceNode):
                self._enter_list(child, below, parent, inner)
            elif not isinstance(child, MappingNode):
                continue
            elif not path and key in ("issue", "register"):
                part = PlanPart(key, inner, key, child, below, parent)
                self._enter(part)
            else:
                self._enter_all(child, below, parent, inner)

    def _enter_list(self, node: Any, schema: SchemaNode, parent: PlanPart, path: Path) -> None:
        for index, entry in enumerate(node.value):
            kind = _kind(entry, path, parent)
            if kind:
                spot = self._clauses.get(id(entry), ClauseNumber("", parent.clause, 0))
                key = self._key(entry, kind, parent, (*path, index))
                self._enter(
                    PlanPart(
                        key,
                        (*path, index),
                        kind,
                        entry,
                        schema.entry,
                        parent,
                        spot.number,
                        spot.clause,
                    )
                )

    def _enter(self, part: PlanPart) -> None:
        self._parts[part.key] = self._by_path[part.path] = part
        if isinstance(part.node, MappingNode):
            self._enter_all(part.node, part.schema, part, part.path)

    def _key(self, entry: Node, kind: str, parent: PlanPart, path: Path) -> str:
        """The key of an entry: its id where it is the only one that bears it, else its place."""
        identity = getattr(value(entry, "id"), "value", "")
        if kind in DUTIES and isinstance(identity, str) and self._ids[identity] == 1:
            return f"@{identity}"
        steps = map(str, path[len(parent.path) :])
        return "/".join([*([parent.key] if parent.path else []), *steps])


def _kind(entry: Node, path: Path, parent: PlanPart) -> str:
    name = path[-1]
    if not isinstance(entry, MappingNode) and name not in _WORDS:
        return ""
    if name == "items":
        said = getattr(value(entry, "kind"), "value", "")
        return "section" if said == "part" else said if said in ITEMS else "text"
    if name in ("departments", "units", "groups") and parent.kind != "register":
        return ""
    return _LISTS.get(str(name), "")


def _ids(root: Node) -> Iterator[str]:
    """The ids of a file, but for those of its register, whose names are their own."""
    register = value(root, "register")
    own = {id(mapping) for mapping in mappings(register)} if register is not None else set()
    for mapping in mappings(root):
        identity = value(mapping, "id")
        if id(mapping) not in own and isinstance(identity, ScalarNode):
            yield identity.value
