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
        return spot.clause if spot else ""

    def _as_yaml(self, node: Node | None) -> YamlNode:
        match node:
            case Mapping():
                pairs = [
                    (ScalarNode("", key), self._as_yaml(each)) for key, each in node.entries.items()
                ]
                made: YamlNode = MappingNode("", pairs)
            case Sequence():
                made = SequenceNode("", [self._as_yaml(each) for each in node.entries])
            case Scalar():
                made = ScalarNode("", node.value)
            case Conflict() | None:
                made = ScalarNode("", "")
        self._yaml[id(node)] = made
        return made


def as_text(clash: Clash, spots: Spots) -> str:
    """Where two edits clash and why, in one line."""
    entry = clash.record.ours or clash.record.theirs
    words = [".".join(clash.path)] if clash.path else []
    while entry and entry.parent:
        words.insert(0, _name(entry, spots.place(entry)))
        entry = None if spots.place(entry) else entry.parent
    return f"{' 的 '.join(words)}：{clash.why}"


def _begun(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


def _name(entry: FileRecord, place: str) -> str:
    name = (
        entry.id
        or _begun(entry.name)
        or str(entry.parent.children.index(entry) + 1 if entry.parent else "")
    )
    return f"{place} {name}" if place else f"{'.'.join(entry.path)}“{name}”"
