"""Items, sections and annexes of two plans in pairs, and the things within them.

Items pair by id first; those left, by meaning; sections by their titles and the items that they
share; all else by likeness, the likest first:
old [督导检查, 总结], new [检查督导, 年终总结] → {0: 0, 1: 1}.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from rapidfuzz.fuzz import ratio

from plangen.comparison.meaning import SURE, Meaning
from plangen.comparison.tree import ROOT, Tree
from plangen.comparison.wording import plain
from plangen.plan import Annex, Item, Section, Task

HALF: Final = 0.5
"""How alike sections, annexes, tasks and targets must be to be the same, from 0 to 1."""
SECTION: Final = 0.3
"""How alike sections must be, half by their titles, half by the items that they share."""
KIN: Final = 0.3
"""The weight of both holding goals, both measures or both requirements."""


@dataclass(frozen=True, slots=True)
class Match:
    """The partner of an old item."""

    new: int
    likeness: float = 1.0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Matches:
    """The pairs of items, by their places in the two trees."""

    pairs: Mapping[int, Match]
    split: Mapping[int, int]
    """New items without a partner, each with the old one that it is a part of."""
    merged: Mapping[int, int]
    """Old items without a partner, each with the new one that it went into."""


def match_items(old: Tree, new: Tree, *, by_id: bool) -> Matches:
    """Pair the items of two plans: by id where that means the same in both, then by meaning."""
    known = same_ids(old.items, new.items) if by_id else {}
    free = (
        sorted(set(range(len(old.items))) - known.keys()),
        sorted(set(range(len(new.items))) - {*known.values()}),
    )
    pairs = {a: Match(b) for a, b in known.items()}
    if not any(free):
        return Matches(pairs, {}, {})
    return _by_meaning(old, new, free, pairs)


def _by_meaning(
    old: Tree, new: Tree, free: tuple[list[int], list[int]], pairs: dict[int, Match]
) -> Matches:
    def sections(items: dict[int, int]) -> tuple[list[int], list[int]]:
        paired = match_sections(old, new, items)
        return [paired.get(home, ROOT) for home in old.homes], new.homes

    forth = {a: match.new for a, match in pairs.items()}
    meaning = Meaning(old.items, new.items)
    for a, (b, score) in meaning.pairs(free, forth, sections).items():
        wordings = (plain(old.items[a].wording), plain(new.items[b].wording))
        pairs[a] = Match(b, ratio(*wordings) / 100, score >= SURE)
        forth[a] = b
    back = {b: a for a, b in forth.items()}
    split = dict(meaning.parts(1, sorted(set(free[1]) - back.keys()), forth))
    merged = dict(meaning.parts(0, sorted(set(free[0]) - forth.keys()), back))
    return Matches(pairs, split, merged)


def same_ids(old: Sequence[Item | Task], new: Sequence[Item | Task]) -> dict[int, int]:
    """The places of new items or tasks by those of old ones with the same id.

    An id made from the words is none.
    """
    places = {entry.id: place for place, entry in enumerate(new) if not entry.derived}
    pairs = {}
    for a, entry in enumerate(old):
        if not entry.derived and entry.id in places:
            pairs[a] = places[entry.id]
    return pairs


def match_sections(old: Tree, new: Tree, items: Mapping[int, int]) -> dict[int, int]:
    """Pair the sections by their titles and by the items, or the text, that they share."""
    shared: Counter[tuple[int, int]] = Counter()
    for a, b in items.items():
        around_new = new.within(new.homes[b])
        for section in old.within(old.homes[a]):
            shared.update(product([section], around_new))
    old_sizes, new_sizes = _sizes(old), _sizes(new)

    def alike(a: int, b: int) -> float:
        before, after = old.sections[a], new.sections[b]
        title = like(before.title, after.title)
        if count := old_sizes[a] + new_sizes[b]:
            within = 2 * shared[a, b] / count
        else:
            within = like(before.text or "", after.text or "")
        if within == 0 and title < HALF:
            return 0
        return (title + within + KIN * (_kinds(before) == _kinds(after))) / 2

    return closest(range(len(old.sections)), range(len(new.sections)), alike, SECTION)


def _kinds(section: Section) -> set[str]:
    return {item.kind for item in section.items}


def _sizes(tree: Tree) -> Counter[int]:
    """How many items stand in each section, at any depth."""
    sizes: Counter[int] = Counter()
    for home in tree.homes:
        sizes.update(tree.within(home))
    return sizes


def match_annexes(old: Sequence[Annex], new: Sequence[Annex]) -> dict[int, int]:
    """Pair the annexes by their titles and their contents."""

    def alike(a: int, b: int) -> float:
        title = like(old[a].title, new[b].title)
        return max(title, (title + like(_contents(old[a]), _contents(new[b]))) / 2)

    return closest(range(len(old)), range(len(new)), alike, HALF)


def _contents(annex: Annex) -> str:
    contents = [annex.text or ""]
    if annex.table:
        for row in annex.table.rows:
            contents += [cell.text for cell in row]
    if annex.tasks:
        contents += [column.column for column in annex.tasks.columns]
    for role in annex.roster:
        contents += [role.role, *role.names]
    return "\n".join(contents)


def like(one: str, other: str) -> float:
    """The likeness of two texts, 0 to 1; 0 where both are empty."""
    if not one and not other:
        return 0
    return ratio(one, other) / 100


def closest(
    old: Iterable[int], new: Iterable[int], alike: Callable[[int, int], float], least: float
) -> dict[int, int]:
    """Pair the most alike first; among equals, what stands closest.

    `old` and `new` are places in lists, `alike` gives the likeness of two, `least` what it must be.
    """
    columns = list(new)
    scores = [(-alike(a, b), abs(a - b), a, b) for a in old for b in columns]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, a, b in sorted(scores):
        if -score < least:
            break
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return pairs
