"""A plan file as a tree with its comments, for formatting and merging."""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(slots=True)
class Notes:
    """The comments that go with a node; each line from its #, without the indentation.

    An empty line stands for a blank one that follows a comment.
    """

    before: list[str] = field(default_factory=list)
    """Lines of their own above it."""
    beside: str = ""
    """On the line where it begins, after it: of a key, of a list's entry, of a scalar in a list."""
    after: list[str] = field(default_factory=list)
    """Lines of their own after its last entry, at its entries' depth; of mappings and lists."""


@dataclass(slots=True)
class Scalar:
    """A piece of text, as YAML reads it, folds and quotes undone; a blank line parts paragraphs."""

    value: str
    lines: bool = False
    """Whether its line breaks are its own (a block scalar |); else it is one line."""
    notes: Notes = field(default_factory=Notes)


@dataclass(slots=True)
class Sequence:
    """A list."""

    entries: "list[Node]"
    notes: Notes = field(default_factory=Notes)


@dataclass(slots=True)
class Mapping:
    """A mapping; its keys in the file's order."""

    entries: "dict[str, Node]"
    notes: Notes = field(default_factory=Notes)


@dataclass(slots=True)
class Conflict:
    """Two edits of one thing that cannot both be kept; written between conflict markers."""

    ours: "Node | None"
    """None where our side took it away."""
    theirs: "Node | None"
    notes: Notes = field(default_factory=Notes)


Node: TypeAlias = Scalar | Sequence | Mapping | Conflict


@dataclass(slots=True)
class SourceFile:
    """A whole file: its root, and the comments after everything; those at its head are `before`."""

    root: Mapping
    tail: list[str] = field(default_factory=list)
