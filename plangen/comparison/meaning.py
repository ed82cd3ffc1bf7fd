"""Items of two plans paired by meaning, where ids do not pair them.

1. Likeness: the cosine of two wordings, each counted as characters and pairs of characters, years
   aside. A rare character weighs more than one that every item has (inverse document frequency);
   the title, or the first clause, counts three times.
2. Surroundings: twice over, pairs gain where the last round paired their sections, or the goals
   that they serve, or the measures that serve them.
3. Assignment: of all ways to pair the items one to one, the one with the highest sum of scores
   that reach the threshold (Jonker-Volgenant).

Old: （一）加强药品监管。（二）开展入户宣传。  New: （一）组织入户走访宣传。（二）规范药品管理。
Likeness: 加强药品监管-规范药品管理 0.36, 开展入户宣传-组织入户走访宣传 0.47, the others 0.
Pairs: old （一）-new （二）, old （二）-new （一）.
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
"""The score that a pair must reach. In two real plans of different bureaus, paired by hand, the
weakest true pair reaches 0.31, the best false one 0.26."""
SURE: Final = 0.45
"""Below this a pair is doubtful: kept only where each is the other's first choice, and marked for a
reader to check. With half the words of five plans replaced, no pair above it was wrong."""
FIRST: Final = 0.15
"""The score that a pair must reach in the first round, by wording alone."""
ROUNDS: Final = 2
"""How often the surroundings are weighed anew."""
LEAST: Final = 0.1
"""The least likeness of the wordings, whatever the surroundings."""
CONTAINED: Final = 0.6
"""The share of an unpaired item that must stand in another for a split or a merger. Half of it will
do where the other has this share of its tasks too."""
OTHER_KIND: Final = 0.2
"""Subtracted where the kinds differ, as of a goal and a measure: those must be very alike."""
SAME_SECTION: Final = 0.1
SAME_SERVICE: Final = 0.15
SAME_ID: Final = 0.05
"""Added for the surroundings; little for an id, which two series may share by chance."""
SAME_ORDER: Final = 0.02
"""Added for the same relative place, so that of equal items the first pairs with the first."""

_SLOTS: Final = 4096
"""The columns of the count table: characters and pairs of characters are hashed into them."""
_CLAUSE: Final = re.compile(r"[，。；（\n]")
_MARKS: Final = re.compile(r"[\W_]")

Matrix = Any
"""A numpy array."""
Sections = Callable[[dict[int, int]], tuple[Sequence[int], Sequence[int]]]
"""Pairs of items → for each old and for each new item the number of its section's pair; below 0
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
        """The best partner of each old item, with the score of the pair.

        `free` are the old and the new items without a partner, `known` the pairs by id; all are
        places in the lists of items.
        """
        if not all(free):
            return {}
        among_free = np.ix_(*free)
        alike = self._alike() - OTHER_KIND * self._differ("kind")
        alike += SAME_ORDER * (1 - _apart(len(self._old), len(self._new)))
        assigned = [*_assigned(alike[among_free], free, FIRST)]
        for _ in range(ROUNDS):
            pairs = known | {old: new for old, new, _ in assigned}
            around = (
                SAME_SECTION * _same(*sections(pairs))
                + SAME_SERVICE * self._serve_alike(pairs)
                + SAME_ID * (1 - self._differ("id"))
            )
            scores = _without_doubtful(np.where(alike < LEAST, 0, alike + around))
            assigned = [*_assigned(scores[among_free], free, THRESHOLD)]
        return {old: (new, score) for old, new, score in assigned}

    def parts(
        self, side: int, left: list[int], partners: Mapping[int, int]
    ) -> Iterator[tuple[int, int]]:
        """Unpaired items that are parts of an item of the other plan, each with that whole.

        `side` is theirs (0 old, 1 new), `left` the unpaired items, `partners` the paired items of
        the other side with their partners. Where the whole's own partner contains the item too,
        the item repeats it and is no part. New 建站 and 管站, old 建站并管好站, paired with 建站
        → (管站, 建站并管好站).
        """
        if not left or not partners:
            return
        own, others, wholes = self._counts[side], self._counts[1 - side], [*partners]
        shares = _shares(own[left], others[wholes], self._weights)
        repeated = _shares(own[left], own[[*partners.values()]], self._weights)
        shares[repeated >= CONTAINED] = 0
        items = (self._old, self._new)
        for part, row in zip(left, shares, strict=True):
            best = int(row.argmax())
            tasks, whole_tasks = items[side][part].tasks, items[1 - side][wholes[best]].tasks
            share = row[best]
            if share >= CONTAINED or (share >= CONTAINED / 2 and _carried(tasks, whole_tasks)):
                yield part, wholes[best]

    def _alike(self) -> Matrix:
        """The cosines of the wordings, old items × new items."""
        sides = []
        for counts in self._counts:
            weighed = np.log1p(counts) * self._weights
            length = np.linalg.norm(weighed, axis=1, keepdims=True)
            sides.append(weighed / np.maximum(length, 1e-6))
        return sides[0] @ sides[1].T

    def _differ(self, attribute: str) -> Matrix:
        """1 where an attribute of the old item differs from that of the new one, else 0."""
        old = np.array([getattr(item, attribute) for item in self._old])
        new = np.array([getattr(item, attribute) for item in self._new])
        return (old[:, None] != new[None, :]).astype(np.float32)

    def _serve_alike(self, pairs: dict[int, int]) -> Matrix:
        """The share of their goals, or of the measures serving them, that these pairs unite.

        Each item is a row of marks, one for each new item that it is linked with.
        """
        old_links, new_links = _links(self._old), _links(self._new)
        old_marks = np.zeros((len(old_links), len(self._new)), np.float32)
        new_marks = np.zeros((len(new_links), len(self._new)), np.float32)
        for row, linked in enumerate(old_links):
            old_marks[row, [pairs[item] for item in linked if item in pairs]] = 1
        for row, linked in enumerate(new_links):
            new_marks[row, linked] = 1
        old_counts, new_counts = np.array([*map(len, old_links)]), np.array([*map(len, new_links)])
        both = np.maximum(old_counts[:, None] + new_counts[None, :], 1)
        return 2 * old_marks @ new_marks.T / both


def _carried(part: Sequence[Task], whole: Sequence[Task]) -> bool:
    """Whether another item has the tasks of this one, perhaps in other words."""
    if not part or not whole:
        return False
    best = [max(ratio(own.do, task.do) for task in whole) for own in part]
    return sum(best) / len(best) >= 100 * CONTAINED


def _weighty(item: Item) -> tuple[str, ...]:
    """The wording, and twice more its title or first clause."""
    wording = plain(item.wording)
    opening = item.title or _CLAUSE.split(wording, maxsplit=1)[0]
    return wording, opening, opening


def _table(texts: list[tuple[str, ...]]) -> Matrix:
    """How often each text has each character and each pair of them, punctuation aside."""
    table = np.zeros((len(texts), _SLOTS), np.float32)
    for row, parts in zip(table, texts, strict=True):
        for part in parts:
            codes = np.frombuffer(_MARKS.sub("", part).encode("utf-32-le"), np.uint32)
            both = codes[:-1] * np.uint32(40503) + codes[1:] * np.uint32(7919)
            row += np.bincount(np.concatenate([codes, both]) % _SLOTS, minlength=_SLOTS)
    return table


def _weights(tables: list[Matrix]) -> Matrix:
    """The weight of each character or pair: its inverse document frequency.

    The frequency is that of the plan where it is commoner.
    """
    most = max(map(len, tables))
    common = np.maximum(*((table > 0).sum(axis=0) for table in tables))
    return np.log((1 + most) / np.maximum(common, 1)).astype(np.float32)


def _same(old: Sequence[int], new: Sequence[int]) -> Matrix:
    rows, columns = np.array(old)[:, None], np.array(new)[None, :]
    return ((rows == columns) & (rows >= 0)).astype(np.float32)


def _apart(old: int, new: int) -> Matrix:
    """The distance of relative places in two lists of these lengths, 0 to 1."""
    rows, columns = np.arange(old) / max(old, 1), np.arange(new) / max(new, 1)
    return np.abs(rows[:, None] - columns[None, :]).astype(np.float32)


def _links(items: Sequence[Item]) -> list[list[int]]:
    """For each item the places of the goals that it serves, and of the items that serve it."""
    places = {item.id: place for place, item in enumerate(items)}
    links: list[list[int]] = [[] for _ in items]
    for place, item in enumerate(items):
        for goal in item.goals:
            if goal in places:
                links[place].append(places[goal])
                links[places[goal]].append(place)
    return links


def _without_doubtful(scores: Matrix) -> Matrix:
    """The scores, 0 for pairs below SURE in which either is not the other's first choice."""
    kept = np.minimum(scores.max(axis=0)[None, :], SURE) <= scores
    kept &= np.minimum(scores.max(axis=1)[:, None], SURE) <= scores
    return np.where(kept, scores, 0)


def _assigned(
    scores: Matrix, free: tuple[list[int], list[int]], threshold: float
) -> Iterator[tuple[int, int, float]]:
    """The assignment with the highest sum of scores that reach the threshold: old, new, score."""
    costs = 1 - scores.astype(np.float64)
    _, partners, _ = lap.lapjv(costs, extend_cost=True, cost_limit=1 - threshold)
    for row, column in enumerate(partners):
        if column >= 0:
            yield free[0][row], free[1][column], float(scores[row, column])


def _shares(parts: Matrix, wholes: Matrix, weights: Matrix) -> Matrix:
    """The share of each part that stands in each whole, by weight, 0 to 1."""
    weighed = (parts > 0) * weights
    contained = weighed @ (wholes > 0).T.astype(np.float32)
    return contained / np.maximum(weighed.sum(axis=1, keepdims=True), 1e-6)
