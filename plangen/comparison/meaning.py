"""Items of two plans paired by what they say, where ids do not tell.

How alike two items are is measured by the characters and pairs of characters that their wordings
share, years aside; a rare one weighs more than one that every item has, and the title or first
clause counts three times. Further looks add what the one before tells of what is around: whether
their sections belong together, and whether they serve, or are served by, the same. Taken is the
best assignment over the whole.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import lap
import numpy as np
from rapidfuzz.fuzz import ratio

from plangen.comparison.wording import plain
from plangen.plan import Item, Task

THRESHOLD: Final = 0.28
"""What a pair must reach. Of two real plans of different bureaus, that a reader had paired by hand,
the weakest true pair reaches 0.31, the best of what is left over 0.26."""
SURE: Final = 0.45
"""A pair below this is one that a reader had better look at, and only one where each is the other's
first choice. With half the words of five plans put for others, no pair above it was wrong."""
FIRST: Final = 0.15
"""What a pair must reach at the first look, by wording alone."""
LOOKS: Final = 2
"""How often the surroundings are looked at anew."""
LEAST: Final = 0.1
"""What the wordings must have in common, whatever the surroundings."""
CONTAINED: Final = 0.6
"""So much of an item left over stands in another: it was split off that, or went into it. Half
of it will do where the other has so much of its tasks too."""
OTHER_KIND: Final = 0.2
"""Taken off where a goal became a measure or the like: those must be very alike."""
SAME_SECTION: Final = 0.1
SAME_SERVICE: Final = 0.15
SAME_ID: Final = 0.05
"""Added for surroundings; an id that two series share may be chance."""
SAME_ORDER: Final = 0.02
"""Added for standing as far down; of items that say the same the first pairs with the first."""

_SLOTS: Final = 4096
"""What characters and pairs of characters are counted in."""
_CLAUSE: Final = re.compile(r"[，。；（\n]")
_MARKS: Final = re.compile(r"[\W_]")

Matrix = Any
"""A numpy array."""
Sections = Callable[[dict[int, int]], tuple[Sequence[int], Sequence[int]]]
"""Pairs of items → for each old and for each new item the number of its section's pair, below 0
where the section has no partner."""


class Meaning:
    """The items of two plans, known by their places in the plans."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        self._old, self._new = old, new
        self._counts = [_table([_weighty(item) for item in items]) for items in (old, new)]
        self._weights = _weights(self._counts)

    def pairs(
        self, free: tuple[list[int], list[int]], known: dict[int, int], sections: Sections
    ) -> dict[int, tuple[int, float]]:
        """The best partners for the old and new items that are free, each with its score."""
        if not all(free):
            return {}
        at = np.ix_(*free)
        first = self._alike() - OTHER_KIND * self._differ("kind")
        first += SAME_ORDER * (1 - _apart(len(self._old), len(self._new)))
        found = [*_assigned(first[at], free, FIRST)]
        for _ in range(LOOKS):
            pairs = known | {old: new for old, new, _ in found}
            around = (
                SAME_SECTION * _same(*sections(pairs))
                + SAME_SERVICE * self._serve_alike(pairs)
                + SAME_ID * (1 - self._differ("id"))
            )
            scores = _chosen(np.where(first < LEAST, 0, first + around))
            found = [*_assigned(scores[at], free, THRESHOLD)]
        return {old: (new, score) for old, new, score in found}

    def parts(
        self, side: int, left: list[int], partners: Mapping[int, int]
    ) -> Iterator[tuple[int, int]]:
        """Of one side (0 old, 1 new) the items left over that are parts of the other's.

        Each comes with the whole, which has a partner of its own; where that says the same, the
        item is no part but a repetition.
        """
        if not left or not partners:
            return
        mine, others, wholes = self._counts[side], self._counts[1 - side], [*partners]
        there = _shares(mine[left], others[wholes], self._weights)
        here = _shares(mine[left], mine[[*partners.values()]], self._weights)
        there[here >= CONTAINED] = 0
        items = (self._old, self._new)
        for part, row in zip(left, there, strict=True):
            best = int(row.argmax())
            tasks = items[side][part].tasks, items[1 - side][wholes[best]].tasks
            if row[best] >= CONTAINED or (row[best] >= CONTAINED / 2 and _carried(*tasks)):
                yield part, wholes[best]

    def _alike(self) -> Matrix:
        """The cosines of the wordings."""
        sides = []
        for counts in self._counts:
            weighed = np.log1p(counts) * self._weights
            length = np.linalg.norm(weighed, axis=1, keepdims=True)
            sides.append(weighed / np.maximum(length, 1e-6))
        return sides[0] @ sides[1].T

    def _differ(self, attribute: str) -> Matrix:
        old, new = (
            np.array([getattr(item, attribute) for item in items])
            for items in (self._old, self._new)
        )
        return (old[:, None] != new[None, :]).astype(np.float32)

    def _serve_alike(self, pairs: dict[int, int]) -> Matrix:
        """The share of what two items serve, or are served by, that is the same by these pairs."""
        links = [_links(items) for items in (self._old, self._new)]
        marks = [np.zeros((len(each), len(self._new)), np.float32) for each in links]
        for row, linked in enumerate(links[0]):
            marks[0][row, [pairs[one] for one in linked if one in pairs]] = 1
        for row, linked in enumerate(links[1]):
            marks[1][row, linked] = 1
        old, new = (np.array([len(linked) for linked in each]) for each in links)
        return 2 * marks[0] @ marks[1].T / np.maximum(old[:, None] + new[None, :], 1)


def _carried(part: Sequence[Task], whole: Sequence[Task]) -> bool:
    """Whether another item has the tasks of this one, if in other words."""
    best = [max((ratio(one.do, other.do) for other in whole), default=0) for one in part]
    return bool(best) and sum(best) / len(best) >= 100 * CONTAINED


def _weighty(item: Item) -> tuple[str, ...]:
    """The wording, and what of it counts twice more: the title, or the first clause."""
    wording = plain(item.wording)
    opening = item.title or _CLAUSE.split(wording, maxsplit=1)[0]
    return wording, opening, opening


def _table(texts: list[tuple[str, ...]]) -> Matrix:
    """How often each text has each character and each pair of characters, marks aside."""
    table = np.zeros((len(texts), _SLOTS), np.float32)
    for row, parts in zip(table, texts, strict=True):
        for part in parts:
            codes = np.frombuffer(_MARKS.sub("", part).encode("utf-32-le"), np.uint32)
            both = codes[:-1] * np.uint32(40503) + codes[1:] * np.uint32(7919)
            row += np.bincount(np.concatenate([codes, both]) % _SLOTS, minlength=_SLOTS)
    return table


def _weights(tables: list[Matrix]) -> Matrix:
    """What each character or pair weighs: the rarer in the plan that has it oftener, the more."""
    most = max(map(len, tables))
    common = np.maximum(*((table > 0).sum(axis=0) for table in tables))
    return np.log((1 + most) / np.maximum(common, 1)).astype(np.float32)


def _same(old: Sequence[int], new: Sequence[int]) -> Matrix:
    rows, columns = np.array(old)[:, None], np.array(new)[None, :]
    return ((rows == columns) & (rows >= 0)).astype(np.float32)


def _apart(old: int, new: int) -> Matrix:
    """How far from each other places in two lists are, as shares of the whole."""
    rows, columns = np.arange(old) / max(old, 1), np.arange(new) / max(new, 1)
    return np.abs(rows[:, None] - columns[None, :]).astype(np.float32)


def _links(items: Sequence[Item]) -> list[list[int]]:
    """For each item the places of the goals that it serves, and of those that serve it."""
    places = {item.id: place for place, item in enumerate(items)}
    links: list[list[int]] = [[] for _ in items]
    for place, item in enumerate(items):
        for goal in filter(places.__contains__, item.goals):
            links[place].append(places[goal])
            links[places[goal]].append(place)
    return links


def _chosen(scores: Matrix) -> Matrix:
    """Without the weak pairs in which either is not the other's first choice."""
    first = np.minimum(scores.max(axis=0)[None, :], SURE) <= scores
    first &= np.minimum(scores.max(axis=1)[:, None], SURE) <= scores
    return np.where(first, scores, 0)


def _assigned(
    scores: Matrix, free: tuple[list[int], list[int]], threshold: float
) -> Iterator[tuple[int, int, float]]:
    """The assignment with the highest sum of scores, of pairs that reach the threshold."""
    costs = 1 - scores.astype(np.float64)
    _, partners, _ = lap.lapjv(costs, extend_cost=True, cost_limit=1 - threshold)
    for row, column in enumerate(partners):
        if column >= 0:
            yield free[0][row], free[1][column], float(scores[row, column])


def _shares(parts: Matrix, wholes: Matrix, weights: Matrix) -> Matrix:
    """How much of each part stands in each whole, by weight."""
    weighed = (parts > 0) * weights
    found = weighed @ (wholes > 0).T.astype(np.float32)
    return found / np.maximum(weighed.sum(axis=1, keepdims=True), 1e-6)
