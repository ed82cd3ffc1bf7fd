"""The fields of one record merged: key by key, a list as what was added and removed.

goals: base [a, b], ours [a, b, c], theirs [b] → [b, c].
text: base 甲, ours 乙, theirs 丙 → Conflict(乙, 丙).
"""

from dataclasses import dataclass, replace
from operator import eq

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
        alike = same if ours and theirs and not lists else eq
        if same(ours, theirs) or alike(base, theirs):
            merged = ours
        elif alike(base, ours):
            merged = theirs
        else:
            self.clashes.append(Clash(self.record, path, why(ours, theirs)))
            return Conflict(ours, theirs)
        return merged and replace(merged, notes=merged_notes(sides))

    def _mapping(self, base: Node | None, ours: Mapping, theirs: Mapping, path: Path) -> Mapping:
        was = base.entries if isinstance(base, Mapping) else {}
        here, there = ours.entries, theirs.entries
        values = {
            key: merged
            for key in {**here, **there}
            if (merged := self.merge((was.get(key), here.get(key), there.get(key)), (*path, key)))
        }
        order = merged_order(was, here, there, values)
        return Mapping({key: values[key] for key in order}, merged_notes((base, ours, theirs)))


def why(ours: object, theirs: object) -> str:
    """What the two sides did, in Chinese; at least one of them still has it."""
    if ours and theirs:
        return "两边都改了，改得不一样"
    return "对方删去了，我方改了" if ours else "我方删去了，对方改了"


def same(one: Node | None, other: Node | None) -> bool:
    """Whether two fields are equal, comments and the order of keys aside."""
    match one, other:
        case Scalar(), Scalar():
            return one.value.strip() == other.value.strip()
        case Mapping(), Mapping():
            return one.entries.keys() == other.entries.keys() and all(
                same(value, other.entries[key]) for key, value in one.entries.items()
            )
        case Sequence(), Sequence():
            return (
                type(one) is type(other)
                and len(one.entries) == len(other.entries)
                and all(map(same, one.entries, other.entries))
            )
        case _:
            return one is other


def merged_notes(sides: Sides) -> Notes:
    """The merged comments of a node; none is lost that neither side took away."""
    base, ours, theirs = sides
    if ours is None or theirs is None:
        kept = ours or theirs
        return kept.notes if kept else Notes()
    was, here, there = base.notes if base else Notes(), ours.notes, theirs.notes
    return Notes(
        merged_lines(was.before, here.before, there.before),
        _beside(was.beside, here.beside, there.beside),
        merged_lines(was.after, here.after, there.after),
    )


def merged_lines(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """Lines of comments with what both sides added and removed."""
    if theirs in (base, ours):
        return ours
    return [line for line, _ in merged_list(numbered(base), numbered(ours), numbered(theirs))]


def _beside(base: str, ours: str, theirs: str) -> str:
    if theirs in (base, ours):
        return ours
    return theirs if ours == base else f"{ours} {theirs}".strip()


def _is_list(node: Node | None) -> bool:
    return node is None or type(node) is Sequence


def _merged_words(sides: Sides) -> Sequence | None:
    """A merged list of words; None where the two sides together have emptied it."""
    was, here, there = map(_words, sides)
    entries: list[Node] = []
    for key in merged_list(was, here, there):
        word = here[key] if key in here else there[key]
        notes = merged_notes((was.get(key), here.get(key), there.get(key)))
        entries.append(replace(word, notes=notes))
    emptied = any(side and not as_words(side) for side in sides[1:])
    return Sequence(entries, merged_notes(sides)) if entries or emptied else None


def _noted_and_gone(sides: Sides) -> bool:
    """Whether one side removed a word, or the whole list, on which the other commented."""
    base, ours, theirs = sides
    if base and not (ours and theirs) and (ours or theirs or base).notes != base.notes:
        return True
    was, here, there = map(_words, sides)
    return any(
        was[key] != side[key]
        for side, other in ((here, there), (there, here))
        for key in was.keys() & side.keys() - other.keys()
    )


def _words(node: Node | None) -> dict[tuple[str, int], Scalar]:
    words = node.entries if isinstance(node, Sequence) else []
    scalars = [each for each in words if isinstance(each, Scalar)]
    return dict(zip(numbered([each.value for each in scalars]), scalars, strict=True))
