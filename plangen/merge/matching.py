"""The records of three files matched: by id, by name, by a move, by likeness.

base [{id: a, text: 甲}, {do: 督导检查}, {do: 报送总结}], ours [{do: 督导检查}, {id: b, text: 甲},
{do: 报送年度总结}] → 督导检查 by name; a and b, 报送总结 and 报送年度总结 by likeness.
Names and likeness are only compared within one list, from the root downwards; a move is what one
list lost and another list of its kind gained under one name.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from rapidfuzz import fuzz

from plangen.merge.entries import KINDS, FileRecord, Record, as_words, word
from plangen.merge.order import numbered

_ALIKE = 60
"""How alike two records must be, of 100, for one to be the other reworded."""
_ENOUGH = 2000
"""So many characters are compared of long records."""
Key: TypeAlias = tuple[str, ...]
Pairs: TypeAlias = list[tuple[FileRecord, FileRecord]]


def matched(
    base: list[FileRecord], ours: list[FileRecord], theirs: list[FileRecord]
) -> list[Record]:
    """Every record of the three files, the root first; sets `record` of each FileRecord."""
    our_pairs = _pairs(base, ours, taken={each.id for each in theirs})
    their_pairs = _pairs(base, theirs, taken={each.id for each in ours})
    records = [Record(entry, our_pairs.get(entry), their_pairs.get(entry)) for entry in base]
    paired = {*our_pairs.values(), *their_pairs.values()}
    our_new = [entry for entry in ours if entry not in paired]
    their_new = [entry for entry in theirs if entry not in paired]
    added = _Pairing(our_new, their_new)
    added.by_id()
    added.downwards([(rec.ours, rec.theirs) for rec in records if rec.ours and rec.theirs])
    records += [Record(None, entry, added.pairs.get(entry)) for entry in our_new]
    records += [Record(None, None, entry) for entry in their_new if entry in added.new]
    for record in records:
        for side in record.sides:
            if side:
                side.record = record
    return records


def _pairs(
    base: list[FileRecord], side: list[FileRecord], taken: Collection[str]
) -> dict[FileRecord, FileRecord]:
    """Each entry of the base with what it has become on one side, where that still has it.

    `taken` are the ids of the other side: an entry may get a new id only where no other file
    uses that id for another record.
    """
    pairing = _Pairing(base, side)
    pairing.by_id()
    pairing.join([(base[0], side[0])])
    pairing.downwards()
    pairing.moved()
    pairing.downwards()
    held = {*taken, *(each.id for each in base)} - {""}
    pairing.downwards(list(pairing.pairs.items()), reworded_but=held)
    return pairing.pairs


class _Pairing:
    """The entries of two files, and the pairs among them so far."""

    def __init__(self, old: Iterable[FileRecord], new: Iterable[FileRecord]) -> None:
        self.old = dict.fromkeys(old)
        self.new = dict.fromkeys(new)
        self.pairs: dict[FileRecord, FileRecord] = {}
        self.waiting: deque[tuple[FileRecord, FileRecord]] = deque()

    def join(self, pairs: Pairs) -> None:
        """Record pairs; their children are compared next."""
        for old, new in pairs:
            del self.old[old], self.new[new]
            self.pairs[old] = new
        self.waiting += pairs

    def by_id(self) -> None:
        """Pair entries of one id, wherever they stand."""
        self.join(_same(self.old, self.new, lambda each: (each.kind, each.id) if each.id else ()))

    def moved(self) -> None:
        """Pair by name what one list lost and another of its kind gained."""
        movable = KINDS.values()
        self._named(self.old, self.new, lambda each: _key(each) if each.kind in movable else ())

    def downwards(
        self, among: Pairs | None = None, reworded_but: Collection[str] | None = None
    ) -> None:
        """Pair the children of these pairs by name, then theirs, and so on down.

        Given `reworded_but`, also by likeness, except entries with one of these ids.
        """
        self.waiting += among or []
        while self.waiting:
            above, beyond = self.waiting.popleft()
            old = [each for each in above.children if each in self.old]
            new = [each for each in beyond.children if each in self.new]
            if old and new:
                self._named(old, new, _key)
            if old and new and reworded_but is not None:
                left = [each for each in new if each in self.new and each.id not in reworded_but]
                self.join(_alike([each for each in old if each in self.old], left))

    def _named(
        self, old: Iterable[FileRecord], new: Iterable[FileRecord], key: Callable[[FileRecord], Key]
    ) -> None:
        self.join([pair for pair in _same(old, new, key) if not all(each.id for each in pair)])


def _key(entry: FileRecord) -> Key:
    """What distinguishes an entry without an id in its list."""
    if rule := word(entry.node, "rule"):
        return (entry.kind, rule, word(entry.node, "word"))
    name = next((each for key in _NAMES if (each := word(entry.node, key))), "")
    return (entry.kind, name or as_words(entry.node))


_NAMES = ("title", "do", "name", "column", "role", "text")


def _same(
    old: Iterable[FileRecord], new: Iterable[FileRecord], key: Callable[[FileRecord], Key]
) -> Pairs:
    """The entries of one key in pairs: the first with the first, the second with the second."""
    old_by_key = dict(zip(numbered(map(key, old)), old, strict=True))
    new_by_key = dict(zip(numbered(map(key, new)), new, strict=True))
    shared = [name for name in old_by_key if name[0] and name in new_by_key]
    return [(old_by_key[name], new_by_key[name]) for name in shared]


def _alike(old: list[FileRecord], new: list[FileRecord]) -> Pairs:
    """Pairs of entries that are alike enough, the most alike first."""
    scores = []
    for row, before in enumerate(old):
        for column, after in enumerate(new):
            score = _likeness(before, after) if before.kind == after.kind else 0
            if score >= _ALIKE:
                scores.append((-score, abs(row - column), row, column))
    rows, columns, pairs = set[int](), set[int](), []
    for _, _, row, column in sorted(scores):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((old[row], new[column]))
    return pairs


def _likeness(one: FileRecord, other: FileRecord) -> float:
    """The likeness of two entries, 0 to 100; above 100 where both hold items with the same ids."""
    if shared := len(_ids_in(one) & _ids_in(other)):
        return 100 + shared
    return fuzz.ratio(as_words(one.node)[:_ENOUGH], as_words(other.node)[:_ENOUGH])


def _ids_in(entry: FileRecord) -> set[str]:
    """The ids of the entries within an entry, at any depth."""
    ids = {child.id for child in entry.children} - {""}
    return ids.union(*map(_ids_in, entry.children))
