"""The fields of one record merged: key by key, a list as what was added and removed.

goals: base [a, b], ours [a, b, c], theirs [b] → [b, c].
text: base 甲, ours 乙, theirs 丙 → Conflict(乙, 丙).
"""

from dataclasses import dataclass, replace

from plangen.merge.entries import Path, Record, Sides, as_words
from plangen.merge.order import merged_list, merged_order, numbered
from plangen.source.tree import Conflict, Mapping, Node, Notes, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Clash:
    """Where two edits cannot both be kept, and why."""

    record: Record
    path: Path
    """The field of it; empty for the record itself."""
    why: str


class FieldMerge:
    """Merges the fields of one record, and notes what clashes."""

    def __init__(self, record: Record, clashes: list[Clash]) -> None:
        self.record = record
        self.clashes = clashes

    def merge(self, sides: Sides, path: Path = ()) -> Node | None:
        """The merged field; None where it is gone. `path` are the keys to it from the record."""
        base, ours, theirs = sides
        if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
            return self._mapping(base, ours, theirs, path)
        lists = all(map(_is_list, sides))
        if lists and not _noted_and_gone(sides):
            return _merged_words(sides)
        strictly = lists or ours is None or theirs is None
        if same(ours, theirs) or _unchanged(base, theirs, strictly=strictly):
            merged = ours
        elif _unchanged(base, ours, strictly=strictly):
            merged = theirs
        else:
            self.clashes.append(Clash(self.record, path, why(ours, theirs)))
            return Conflict(ours, theirs)
        return merged and replace(merged, notes=merged_notes(sides))

    def _mapping(self, base: Node | None, ours: Mapping, theirs: Mapping, path: Path) -> Mapping:
        was: dict[str, Node] = {}
        if isinstance(base, Mapping):
            was = base.entries
        here, there = ours.entries, theirs.entries
        values = {}
        for key in {**here, **there}:
            sides = (was.get(key), here.get(key), there.get(key))
            if merged := self.merge(sides, (*path, key)):
                values[key] = merged
        order = merged_order(was, here, there, values)
        return Mapping({key: values[key] for key in order}, merged_notes((base, ours, theirs)))


def _unchanged(base: Node | None, side: Node | None, *, strictly: bool) -> bool:
    """Whether a side left a field as it was; `strictly` its comments and the order of keys too."""
    if strictly:
        return base == side
    return same(base, side)


def why(ours: object, theirs: object) -> str:
    """What the two sides did, in Chinese; at least one of them still has it."""
    if not theirs:
        return "对方删去了，我方改了"
    if not ours:
        return "我方删去了，对方改了"
    return "两边都改了，改得不一样"


def same(one: Node | None, other: Node | None) -> bool:
    """Whether two fields are equal, comments and the order of keys aside."""
    match one, other:
        case Scalar(), Scalar():
            return one.value.strip() == other.value.strip()
        case Mapping(), Mapping():
            if one.entries.keys() != other.entries.keys():
                return False
            return all(same(value, other.entries[key]) for key, value in one.entries.items())
        case Sequence(), Sequence():
            if type(one) is not type(other) or len(one.entries) != len(other.entries):
                return False
            return all(map(same, one.entries, other.entries))
        case _:
            return one is other


def merged_notes(sides: Sides) -> Notes:
    """The merged comments of a node; none is lost that neither side took away."""
    base, ours, theirs = sides
    if ours is None or theirs is None:
        return _notes(ours or theirs)
    was, here, there = _notes(base), ours.notes, theirs.notes
    return Notes(
        merged_lines(was.before, here.before, there.before),
        _beside(was.beside, here.beside, there.beside),
        merged_lines(was.after, here.after, there.after),
    )


def _notes(node: Node | None) -> Notes:
    if node is None:
        return Notes()
    return node.notes


def merged_lines(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """Lines of comments with what both sides added and removed."""
    if theirs in (base, ours):
        return ours
    return [line for line, _ in merged_list(numbered(base), numbered(ours), numbered(theirs))]


def _beside(base: str, ours: str, theirs: str) -> str:
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    return f"{ours} {theirs}".strip()


def _is_list(node: Node | None) -> bool:
    return node is None or type(node) is Sequence


def _merged_words(sides: Sides) -> Sequence | None:
    """A merged list of words; None where the two sides together have emptied it."""
    was, here, there = map(_words, sides)
    entries: list[Node] = []
    for key in merged_list(was, here, there):
        word = here.get(key) or there[key]
        notes = merged_notes((was.get(key), here.get(key), there.get(key)))
        entries.append(replace(word, notes=notes))
    if not entries and not any(map(_is_empty, sides[1:])):
        return None
    return Sequence(entries, merged_notes(sides))


def _is_empty(node: Node | None) -> bool:
    """Whether a side has the list, with no word in it."""
    return node is not None and not as_words(node)


def _noted_and_gone(sides: Sides) -> bool:
    """Whether one side removed a word, or the whole list, on which the other commented."""
    base, ours, theirs = sides
    if base and not (ours and theirs) and (ours or theirs or base).notes != base.notes:
        return True
    was, here, there = map(_words, sides)
    for side, other in ((here, there), (there, here)):
        for key in was.keys() & side.keys() - other.keys():
            if was[key] != side[key]:
                return True
    return False


def _words(node: Node | None) -> dict[tuple[str, int], Scalar]:
    """The words of a list, each with the number of equal ones before it."""
    if not isinstance(node, Sequence):
        return {}
    scalars = [entry for entry in node.entries if isinstance(entry, Scalar)]
    return dict(zip(numbered([scalar.value for scalar in scalars]), scalars, strict=True))
