"""The records of a plan file: each section, item, task, unit or row as an entry of its list."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeGuard

from plangen.source.tree import Conflict, Mapping, Node, Scalar, Sequence

Path: TypeAlias = tuple[str, ...]
Place: TypeAlias = "tuple[Record, Path]"
"""A list: the record that holds it, and the keys that lead to it from there."""
Sides: TypeAlias = tuple[Node | None, Node | None, Node | None]
"""A node in the base, ours and theirs; None where a side lacks it."""

KINDS: Final = {
    "sections": "section",
    "parts": "section",
    "goals": "item",
    "measures": "item",
    "requirements": "item",
    "items": "item",
    "sentences": "sentence",
    "milestones": "milestone",
    "tasks": "task",
    "targets": "target",
}
"""The kind of record in each list; a record may move to any list of its kind in the file."""
_MIXED: Final = ("sentences", "columns")
"""Lists whose entries may be words or mappings; each is a record, whichever it is."""
_NAMES: Final = ("id", "title", "do", "name", "column", "role", "rule", "text")
"""The keys whose value names a record, the best first."""


class Slot(Sequence):
    """Stands for a list of records in the record that holds it; they are merged one by one."""


@dataclass(eq=False, slots=True)
class FileRecord:
    """A record of one file; the root is one too."""

    node: Node
    parent: "FileRecord | None" = None
    path: Path = ()
    """The keys from the parent to the list that it stands in."""
    children: "list[FileRecord]" = field(default_factory=list)
    record: "Record" = field(init=False)
    """The record of the three files that it is a side of."""

    @property
    def kind(self) -> str:
        """Only entries of one kind can be the same record."""
        if self.path[-1:] == ("items",) and word(self.node, "kind") == "part":
            return "section"
        if not self.path:
            return ""
        return KINDS.get(self.path[-1], ".".join(self.path))

    @property
    def place(self) -> "Place | None":
        """The list that it stands in; None for the root."""
        if self.parent is None:
            return None
        return self.parent.record, self.path

    @property
    def id(self) -> str:
        """Its id, or nothing."""
        return word(self.node, "id")

    @property
    def name(self) -> str:
        """Its name for people: id, title, wording …"""
        if isinstance(self.node, Scalar):
            return as_words(self.node)
        for key in _NAMES:
            if name := word(self.node, key):
                return name
        return ""

    @property
    def alone(self) -> bool:
        """Whether only one side still has the record."""
        return not (self.record.ours and self.record.theirs)


@dataclass(eq=False, slots=True)
class Record:
    """One record in the three files, as far as each has it."""

    base: FileRecord | None = None
    ours: FileRecord | None = None
    theirs: FileRecord | None = None

    @property
    def sides(self) -> tuple[FileRecord | None, FileRecord | None, FileRecord | None]:
        """The base, ours, theirs."""
        return self.base, self.ours, self.theirs

    @property
    def name(self) -> str:
        """Its name before either side changed it."""
        first = self.base or self.ours or self.theirs
        if first is None:
            return ""
        return first.name

    @property
    def stays(self) -> bool:
        """Whether no side took it away."""
        return not self.base or bool(self.ours and self.theirs)


def entries(root: Mapping) -> list[FileRecord]:
    """Every record of a file in its order, the root first."""
    first = FileRecord(root)
    return [first, *_below(first, root, ())]


def _below(entry: FileRecord, node: Node, path: Path) -> Iterator[FileRecord]:
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            yield from _below(entry, value, (*path, key))
    elif _holds_records(node, path):
        for member in node.entries:
            child = FileRecord(member, entry, path)
            entry.children.append(child)
            yield child
            if isinstance(member, Mapping):
                yield from _below(child, member, ())


def _holds_records(node: Node, path: Path) -> TypeGuard[Sequence]:
    if not isinstance(node, Sequence):
        return False
    return path[-1] in _MIXED or not all(isinstance(member, Scalar) for member in node.entries)


def without_records(node: Node, path: Path = ()) -> Node:
    """A record's own fields; a slot stands for each of its lists of records.

    A row of a table is a record that holds none, though a cell of it may be a mapping.
    """
    if isinstance(node, Mapping):
        own = {key: without_records(value, (*path, key)) for key, value in node.entries.items()}
        return Mapping(own, node.notes)
    if path and _holds_records(node, path):
        return Slot([], node.notes)
    return node


def own_fields(record: Record) -> Sides:
    """A record's own fields on each side."""
    return _own(record.base), _own(record.ours), _own(record.theirs)


def _own(side: FileRecord | None) -> Node | None:
    if side is None:
        return None
    return without_records(side.node)


def word(node: Node | None, key: str) -> str:
    """The text at a key of a mapping; nothing where there is none."""
    if not isinstance(node, Mapping):
        return ""
    scalar = node.entries.get(key)
    if not isinstance(scalar, Scalar):
        return ""
    return scalar.value.strip()


def as_words(node: Node | None) -> str:
    """The whole text of a node, for comparing."""
    match node:
        case Scalar():
            return node.value.strip()
        case Sequence():
            return "\n".join(map(as_words, node.entries))
        case Mapping():
            return "\n".join(map(as_words, node.entries.values()))
        case Conflict() | None:
            return ""
