"""What two people changed differently: values to be shown side by side and decided one by one."""

from collections.abc import Iterator
from collections.abc import Sequence as Sides
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from plangen.editing.tree_paths import scalar_text
from plangen.source.schema_nodes import SchemaNode, plan_place
from plangen.source.tree import Conflict, Mapping, Node, Scalar, Sequence, SourceFile

GONE: Final = "（删去了）"
"""What stands for a side that took the thing away."""
_NAMES: Final = ("title", "do", "name", "role", "text", "id")
_LONGEST: Final = 20


@dataclass(frozen=True, slots=True)
class SaveConflict:
    """One thing that two people changed differently."""

    place: str
    """What it is, from the outermost part: 加强宣传教育 › 加强学习 › 完成时限."""
    base: str
    """What it was before both edits; empty where it was not there."""
    mine: str
    theirs: str


def whole_file(base: str, mine: str, theirs: str) -> SaveConflict:
    """The conflict of files of which no merge can be made, as when one has YAML errors."""
    return SaveConflict("整个文件", base, mine, theirs)


class _Place(NamedTuple):
    """Where in the merged tree a conflict stands."""

    words: str
    path: tuple[Any, ...]
    """The keys that lead to it, and the records and conflicts in lists."""
    schema: SchemaNode
    conflict: Conflict


def conflicts_in(merged: Mapping, base: Mapping) -> Iterator[SaveConflict]:
    """The conflicts of a merged tree, in its order; `base` is the tree before both edits."""
    for group in _groups(merged):
        mine, theirs = None, None
        for place in group:
            mine = mine or place.conflict.ours
            theirs = theirs or place.conflict.theirs
        first = group[0]
        before = _in_base(first.path, mine or theirs, base)
        sides = []
        for node in (before, mine, theirs):
            sides.append(GONE if node is None else _shown(node, first.schema))
        if before is None:
            sides[0] = ""
        yield SaveConflict(first.words, *sides)


def settled(file: SourceFile, sides: Sides[str]) -> SourceFile:
    """The file with a side taken of each conflict."""
    chosen = deepcopy(file)
    for group, side in zip([*_groups(chosen.root)], sides, strict=True):
        for place in group:
            place.conflict.notes.before = [side]
    chosen.root = _without_conflicts(chosen.root)
    return chosen


def _groups(root: Mapping) -> Iterator[list[_Place]]:
    """The conflicts, each alone; those of one record that stands in two places are one."""
    left = [*_walk(root, plan_place(), [], ())]
    while left:
        group = [left.pop(0)]
        for other in [*left]:
            if _is_torn(group[0].conflict, other.conflict):
                group.append(other)
                left.remove(other)
        yield group


def _is_torn(first: Conflict, other: Conflict) -> bool:
    """Whether two conflicts are one record, moved to two places."""
    sides = (first.ours, other.theirs) if first.theirs is None else (first.theirs, other.ours)
    if None in sides or (first.ours and first.theirs) or (other.ours and other.theirs):
        return False
    name = _name(sides[0])
    return bool(name) and name == _name(sides[1])


def _walk(
    node: Node, schema: SchemaNode, names: list[str], path: tuple[Any, ...]
) -> Iterator[_Place]:
    if isinstance(node, Conflict):
        side = node.ours or node.theirs
        if isinstance(side, Mapping):
            names = [*names, _begun(_name(side))]
        yield _Place(" › ".join(filter(None, names)), path, schema, node)
    elif isinstance(node, Mapping):
        for key, inner in node.entries.items():
            below = schema.at(key)
            title = str(below.part.get("title", key))
            if isinstance(inner, Sequence) and below.entry.type == "object":
                title = ""
            yield from _walk(inner, below, [*names, title], (*path, key))
    elif isinstance(node, Sequence):
        for inner in node.entries:
            yield from _walk(inner, schema.entry, [*names, _begun(_name(inner))], (*path, inner))


def _name(node: Node | None) -> str:
    for key in _NAMES:
        if isinstance(node, Mapping) and (name := scalar_text(node, key)):
            return name
    return node.value if isinstance(node, Scalar) else ""


def _begun(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


def _in_base(path: tuple[Any, ...], side: Node | None, base: Mapping) -> Node | None:
    """What stood in the base where a conflict stands, its records known by id or name."""
    node: Node | None = base
    for step in path:
        if isinstance(step, str):
            node = node.entries.get(step) if isinstance(node, Mapping) else None
        elif isinstance(step, Conflict):
            node = _alike(node, side)
        else:
            node = _alike(node, step) or _anywhere(base, step)
    return node


def _alike(entries: Node | None, wanted: Node | None) -> Node | None:
    """The entry of a list that has the id of another, or its name."""
    if not isinstance(entries, Sequence):
        return None
    for key in ("id", *_NAMES):
        for entry in entries.entries:
            if scalar_text(wanted, key) and scalar_text(wanted, key) == scalar_text(entry, key):
                return entry
    return None


def _anywhere(node: Node, wanted: Node) -> Node | None:
    """The record with the same id, wherever it stood."""
    identity = scalar_text(wanted, "id")
    if not identity:
        return None
    if scalar_text(node, "id") == identity:
        return node
    inner: list[Node] = []
    if isinstance(node, Mapping):
        inner = [*node.entries.values()]
    elif isinstance(node, Sequence):
        inner = node.entries
    for child in inner:
        if found := _anywhere(child, wanted):
            return found
    return None


def _shown(node: Node, schema: SchemaNode) -> str:
    """A value in words; of a record each field with its title, but for what no clerk writes."""
    if isinstance(node, Scalar):
        return node.value
    lines = []
    if isinstance(node, Sequence):
        for entry in node.entries:
            lines.append(_shown(entry, schema.entry))
    elif isinstance(node, Mapping):
        for key, inner in node.entries.items():
            below = schema.at(key)
            if key not in ("id", "kind"):
                lines.append(f"{below.part.get('title', key)}：{_shown(inner, below)}")
    return "\n".join(lines)


def _without_conflicts(node: Any) -> Any:
    """A tree with every conflict settled for the side that it was marked with; None for nothing."""
    if isinstance(node, Conflict):
        return node.ours if node.notes.before == ["mine"] else node.theirs
    if isinstance(node, Mapping):
        entries = {key: _without_conflicts(inner) for key, inner in node.entries.items()}
        node.entries = {key: inner for key, inner in entries.items() if inner is not None}
    elif isinstance(node, Sequence):
        settled_entries = [_without_conflicts(inner) for inner in node.entries]
        node.entries = [inner for inner in settled_entries if inner is not None]
    return node
