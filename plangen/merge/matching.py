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
    our_pairs = _pairs(base, ours, taken=_ids(theirs))
    their_pairs = _pairs(base, theirs, taken=_ids(ours))
    records = [Record(entry, our_pairs.get(entry), their_pairs.get(entry)) for entry in base]
    our_new = _without(ours, our_pairs.values())
    their_new = _without(theirs, their_pairs.values())
    added = _Pairing(our_new, their_new)
    added.by_id()
    added.downwards([(rec.ours, rec.theirs) for rec in records if rec.ours and rec.theirs])
    for entry in our_new:
        records.append(Record(None, entry, added.pairs.get(entry)))
    for entry in their_new:
        if entry in added.new:
            records.append(Record(None, None, entry))
    for record in records:
        for side in record.sides:
            if side:
                side.record = record
    return records


def _ids(records: Iterable[FileRecord]) -> set[str]:
    """The ids of those that have one."""
    return {record.id for record in records} - {""}


def _without(entries: Iterable[FileRecord], paired: Iterable[FileRecord]) -> list[FileRecord]:
    """The entries, in their order, without those that have a partner."""
    left = dict.fromkeys(entries)
    for entry in paired:
        left.pop(entry, None)
    return [*left]


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
    pairing.downwards([*pairing.pairs.items()], reworded_but={*taken} | _ids(base))
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
        self.join(_same(self.old, self.new, _id_key))

    def moved(self) -> None:
        """Pair by name what one list lost and another of its kind gained."""
        self._named(self.old, self.new, _key_of_movable)

    def downwards(
        self, among: Pairs | None = None, reworded_but: Collection[str] | None = None
    ) -> None:
        """Pair the children of these pairs by name, then theirs, and so on down.

        Given `reworded_but`, also by likeness, except entries with one of these ids.
        """
        self.waiting += among or []
        while self.waiting:
            above, beyond = self.waiting.popleft()
            self._named(self._free_old(above), self._free_new(beyond), _key)
            if reworded_but is not None:
                new = [child for child in self._free_new(beyond) if child.id not in reworded_but]
                self.join(_alike(self._free_old(above), new))

    def _free_old(self, above: FileRecord) -> list[FileRecord]:
        return [child for child in above.children if child in self.old]

    def _free_new(self, above: FileRecord) -> list[FileRecord]:
        return [child for child in above.children if child in self.new]

    def _named(
        self, old: Iterable[FileRecord], new: Iterable[FileRecord], key: Callable[[FileRecord], Key]
    ) -> None:
        """Join what has one name, but for two records with ids: those are two by their ids."""
        self.join([(a, b) for a, b in _same(old, new, key) if not (a.id and b.id)])


def _id_key(entry: FileRecord) -> Key:
    """The kind and the id; nothing without an id."""
    if not entry.id:
        return ()
    return entry.kind, entry.id


def _key_of_movable(entry: FileRecord) -> Key:
    """The key of an entry that may stand in another list; nothing for the others."""
    if entry.kind not in KINDS.values():
        return ()
    return _key(entry)


def _key(entry: FileRecord) -> Key:
    """What distinguishes an entry without an id in its list."""
    if rule := word(entry.node, "rule"):
        return entry.kind, rule, word(entry.node, "word")
    for key in _NAMES:
        if name := word(entry.node, key):
            return entry.kind, name
    return entry.kind, as_words(entry.node)


_NAMES = ("title", "do", "name", "column", "role", "text")


def _same(
    old: Iterable[FileRecord], new: Iterable[FileRecord], key: Callable[[FileRecord], Key]
) -> Pairs:
    """The entries of one key in pairs: the first with the first, the second with the second."""
    old_by_key = dict(zip(numbered(map(key, old)), old, strict=True))
    new_by_key = dict(zip(numbered(map(key, new)), new, strict=True))
    pairs = []
    for name, entry in old_by_key.items():
        if name[0] and name in new_by_key:
            pairs.append((entry, new_by_key[name]))
    return pairs


def _alike(old: list[FileRecord], new: list[FileRecord]) -> Pairs:
    """Pairs of entries that are alike enough, the most alike first."""
    scores = []
    for row, before in enumerate(old):
        for column, after in enumerate(new):
            score = _likeness(before, after)
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
    """The likeness of two entries, 0 to 100; above 100 where both hold items with the same ids.

    Entries of two kinds are not alike at all.
    """
    if one.kind != other.kind:
        return 0
    if shared := len(_ids_in(one) & _ids_in(other)):
        return 100 + shared
    return fuzz.ratio(as_words(one.node)[:_ENOUGH], as_words(other.node)[:_ENOUGH])


def _ids_in(entry: FileRecord) -> set[str]:
    """The ids of the entries within an entry, at any depth."""
    return _ids(entry.children).union(*map(_ids_in, entry.children))
