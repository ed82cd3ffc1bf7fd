"""Where two edits clash, cited as people do: 二（三） methadone-retention 的 text."""

from typing import TYPE_CHECKING, Final

from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.nodes import Node as YamlNode

from plangen.merge.entries import FileRecord
from plangen.merge.fields import Clash
from plangen.readers.numbering import number
from plangen.source.tree import Conflict, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from plangen.readers.reading import ClauseNumber

_LONGEST: Final = 20
"""Characters by which a record without an id or a title is called."""


class Spots:
    """The clause numbers of the sections and items of a file."""

    def __init__(self, root: Node) -> None:
        self._yaml: dict[int, YamlNode] = {}
        self._spots: dict[int, ClauseNumber] = number(self._as_yaml(root))

    def place(self, entry: FileRecord) -> str:
        """The clause of an entry, 二（三）; empty where it has none."""
        spot = self._spots.get(id(self._yaml.get(id(entry.node))))
        if spot is None:
            return ""
        return spot.clause

    def _as_yaml(self, node: Node | None) -> YamlNode:
        match node:
            case Mapping():
                pairs = []
                for key, value in node.entries.items():
                    pairs.append((ScalarNode("", key), self._as_yaml(value)))
                made: YamlNode = MappingNode("", pairs)
            case Sequence():
                made = SequenceNode("", [*map(self._as_yaml, node.entries)])
            case Scalar():
                made = ScalarNode("", node.value)
            case Conflict() | None:
                made = ScalarNode("", "")
        self._yaml[id(node)] = made
        return made


def as_text(clash: Clash, spots: Spots) -> str:
    """Where two edits clash and why, in one line: the records from outside in, then the field."""
    words = [".".join(clash.path)]
    entry = clash.record.ours or clash.record.theirs
    while entry and entry.parent:
        clause = spots.place(entry)
        words.insert(0, _name(entry, clause))
        if clause:
            break
        entry = entry.parent
    return f"{' 的 '.join(filter(None, words))}：{clash.why}"


def _name(entry: FileRecord, clause: str) -> str:
    name = entry.id or _begun(entry.name) or _number(entry)
    if clause:
        return f"{clause} {name}"
    return f"{'.'.join(entry.path)}“{name}”"


def _number(entry: FileRecord) -> str:
    """Its number among all that its parent holds, from 1."""
    if entry.parent is None:
        return ""
    return str(entry.parent.children.index(entry) + 1)


def _begun(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
