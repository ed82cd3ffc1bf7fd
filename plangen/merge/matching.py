"""Which records of three files are the same one: by id, by name, by a move, by likeness."""

from collections import deque
from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from rapidfuzz import fuzz

from plangen.merge.entries import KINDS, FileRecord, Record, as_words, word
from plangen.merge.order import numbered

_ALIKE = 60
"""How alike, of 100, two records must be for one to be the other reworded."""
_ENOUGH = 2000
"""So many characters tell whether two records are alike."""
Key: TypeAlias = tuple[str, ...]
Pairs: TypeAlias = list[tuple[FileRecord, FileRecord]]


def matched(
    base: list[FileRecord], ours: list[FileRecord], theirs: list[FileRecord]
) -> list[Record]:
    """Every record of the three files, the root first; sets the `record` of each entry."""
    our_pairs = _pairs(base, ours, taken={each.id for each in theirs})
    their_pairs = _pairs(base, theirs, taken={each.id for each in ours})
    records = [Record(each, our_pairs.get(each), their_pairs.get(each)) for each in base]
    known = {*our_pairs.values(), *their_pairs.values()}
    mine, other = ([each for each in side if each not in known] for side in (ours, theirs))
    added = _Pairing(mine, other)
    added.by_id()
    added.downwards([(one.ours, one.theirs) for one in records if one.ours and one.theirs])
    records += [Record(None, each, added.pairs.get(each)) for each in mine]
    records += [Record(None, None, each) for each in other if each in added.new]
    for record in records:
        for each in record.sides:
            if each:
                each.record = record
    return records


def _pairs(
    base: list[FileRecord], side: list[FileRecord], taken: Collection[str]
) -> dict[FileRecord, FileRecord]:
    """Each entry of the base that a side still has, with what it has become.

    An entry gets a new id only where no other file has that id for another one.
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
    """Entries of two files, and which of them have been found to be the same."""

    def __init__(self, old: Iterable[FileRecord], new: Iterable[FileRecord]) -> None:
        self.old = dict.fromkeys(old)
        self.new = dict.fromkeys(new)
        self.pairs: dict[FileRecord, FileRecord] = {}
        self.waiting: deque[tuple[FileRecord, FileRecord]] = deque()

    def join(self, pairs: Pairs) -> None:
        """Note that they are the same; what is in them is looked at next."""
        for old, new in pairs:
            del self.old[old], self.new[new]
            self.pairs[old] = new
        self.waiting += pairs

    def by_id(self) -> None:
        """Join what has the same id, wherever it stands."""
        self.join(_same(self.old, self.new, lambda each: (each.kind, each.id) if each.id else ()))

    def moved(self) -> None:
        """Join what one list lost and another of its kind gained, by its name."""
        movable = KINDS.values()
        self._named(self.old, self.new, lambda each: _key(each) if each.kind in movable else ())

    def downwards(
        self, among: Pairs | None = None, reworded_but: Collection[str] | None = None
    ) -> None:
        """Join by name, then by likeness, what is in each of these pairs and in those joined.

        By likeness only if asked, and never what has one of the ids `reworded_but`.
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
    """What tells an entry from the others of its list, where it has no id."""
    if rule := word(entry.node, "rule"):
        return (entry.kind, rule, word(entry.node, "word"))
    name = next((each for key in _NAMES if (each := word(entry.node, key))), "")
    return (entry.kind, name or as_words(entry.node))


_NAMES = ("title", "do", "name", "role")


def _same(
    old: Iterable[FileRecord], new: Iterable[FileRecord], key: Callable[[FileRecord], Key]
) -> Pairs:
    """The entries with the same key; the first with the first, the second with the second."""
    here, there = (dict(zip(numbered(map(key, side)), side, strict=True)) for side in (old, new))
    return [(each, there[name]) for name, each in here.items() if name[0] and name in there]


def _alike(old: list[FileRecord], new: list[FileRecord]) -> Pairs:
    """The entries that are most alike and enough so, the surest first."""
    scores = sorted(
        (-score, abs(row - column), row, column)
        for row, one in enumerate(old)
        for column, other in enumerate(new)
        if one.kind == other.kind and (score := _likeness(one, other)) >= _ALIKE
    )
    rows, columns, pairs = set[int](), set[int](), []
    for _, _, row, column in scores:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((old[row], new[column]))
    return pairs


def _likeness(one: FileRecord, other: FileRecord) -> float:
    """How alike two entries are, of 100; more where both hold items with the same ids."""
    if shared := len(_ids_in(one) & _ids_in(other)):
        return 100 + shared
    return fuzz.ratio(as_words(one.node)[:_ENOUGH], as_words(other.node)[:_ENOUGH])


def _ids_in(entry: FileRecord) -> set[str]:
    """The ids of what is in an entry, at any depth."""
    found = {child.id for child in entry.children} - {""}
    return found.union(*map(_ids_in, entry.children))
