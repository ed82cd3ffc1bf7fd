"""Items of two plans paired by meaning, where ids do not pair them.

1. Likeness: the cosine of two wordings, years aside (`likeness`); the title, or the first clause,
   counts three times.
2. Surroundings: twice over, pairs gain where the last round paired their sections, or the goals
   that they serve, or the measures that serve them.
3. Assignment: of all ways to pair the items one to one, the one with the highest sum of scores
   that reach the threshold (`best_pairs`).

Old: （一）加强药品监管。（二）开展入户宣传。  New: （一）组织入户走访宣传。（二）规范药品管理。
Likeness: 加强药品监管-规范药品管理 0.36, 开展入户宣传-组织入户走访宣传 0.47, the others 0.
Pairs: old （一）-new （二）, old （二）-new （一）.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress, count, repeat
from operator import ge
from typing import Final, TypeAlias

from rapidfuzz.fuzz import ratio

from plangen.comparison.best_pairs import best_pairs
from plangen.comparison.likeness import ONE, Likeness
from plangen.comparison.wording import plain
from plangen.plan import Item, Task

THRESHOLD: Final = 0.28
"""The score that a pair must reach. In two real plans of different bureaus, paired by hand, the
weakest true pair reaches 0.31, and no false one is left that would be assigned."""
SURE: Final = 0.45
"""Below this a pair is doubtful: kept only where each is the other's first choice, and marked for a
reader to check. With half the words of five plans replaced, no pair above it was wrong."""
FIRST: Final = 0.2
"""The score that a pair must reach in the first round, by wording alone."""
ROUNDS: Final = 2
"""How often the surroundings are weighed anew."""
LEAST: Final = 0.08
"""The least likeness of the wordings, whatever the surroundings."""
CONTAINED: Final = 0.6
"""The share of an unpaired item that must stand in another for a split or a merger. Half of it will
do where the other has this share of its tasks too."""
CHOICES: Final = 40
"""How many partners of an old item are weighed, the best, so that a thousand items that all say the
same are paired in seconds."""
OTHER_KIND: Final = 0.2
"""Subtracted where the kinds differ, as of a goal and a measure: those must be very alike."""
SAME_SECTION: Final = 0.1
SAME_SERVICE: Final = 0.15
SAME_ID: Final = 0.05
"""Added for the surroundings; little for an id, which two series may share by chance."""
SAME_ORDER: Final = 0.02
"""Added for the same relative place, so that of equal items the first pairs with the first."""

_CLAUSE: Final = re.compile(r"[，。；（\n]")

Sections = Callable[[dict[int, int]], tuple[Sequence[int], Sequence[int]]]
"""Pairs of items → for each old and for each new item the number of its section's pair; below 0
where the section has no partner."""
Scores: TypeAlias = list[dict[int, int]]
"""For each old item the scores of new ones, ONE for 1; those left out are too low to matter."""


class Meaning:
    """The items of two plans, known by their places in the plans."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        self._old, self._new = old, new
        self._wordings = Likeness([*map(_weighty, old)], [*map(_weighty, new)])

    def pairs(
        self, free: tuple[list[int], list[int]], known: dict[int, int], sections: Sections
    ) -> dict[int, tuple[int, float]]:
        """The best partner of each old item, with the score of the pair.

        `free` are the old and the new items without a partner, `known` the pairs by id; all are
        places in the lists of items.
        """
        if not all(free):
            return {}
        alike = _Alike(self._old, self._new, self._wordings)
        assigned = _assigned(alike.likely, free, FIRST)
        for _ in range(ROUNDS):
            scores = alike.with_bonuses(self._bonuses(known | assigned, sections))
            assigned = _assigned(_without_doubtful(scores), free, THRESHOLD)
        best = {}
        for old, new in assigned.items():
            best[old] = new, scores[old][new] / ONE
        return best

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
        wholes, other = [*partners], 1 - side
        shares = self._wordings.shares(side, left, other, wholes)
        repeated = self._wordings.shares(side, left, side, [*partners.values()])
        items = (self._old, self._new)
        for part, row, again in zip(left, shares, repeated, strict=True):
            share, whole = _largest(row, again, wholes)
            tasks, whole_tasks = items[side][part].tasks, items[other][whole].tasks
            if share >= CONTAINED or (share >= CONTAINED / 2 and _carried(tasks, whole_tasks)):
                yield part, whole

    def _bonuses(self, pairs: dict[int, int], sections: Sections) -> Iterator[dict[int, int]]:
        """For each old item what these pairs add to its scores with the new items around."""
        old_sections, new_sections = sections(pairs)
        within: dict[int, list[int]] = defaultdict(list)
        for new, section in enumerate(new_sections):
            within[section].append(new)
        ids = {item.id: new for new, item in enumerate(self._new)}
        services = self._services(pairs)
        for item, section, shares in zip(self._old, old_sections, services, strict=True):
            bonus: dict[int, int] = defaultdict(int)
            if section >= 0:
                bonus.update(dict.fromkeys(within[section], _whole(SAME_SECTION)))
            for new, share in shares.items():
                bonus[new] += _whole(SAME_SERVICE * share)
            if item.id in ids:
                bonus[ids[item.id]] += _whole(SAME_ID)
            yield bonus

    def _services(self, pairs: dict[int, int]) -> Iterator[dict[int, float]]:
        """For each old item the share of its links that these pairs unite with a new item's.

        An item is linked with the goals that it serves, a goal with what serves it.
        """
        old_links, new_links = _links(self._old), _links(self._new)
        for links in old_links:
            united: Counter[int] = Counter()
            for linked in links:
                if linked in pairs:
                    united.update(new_links[pairs[linked]])
            shares = {}
            for new, number in united.items():
                shares[new] = 2 * number / (len(links) + len(new_links[new]))
            yield shares


class _Alike:
    """How alike old and new items are by wording, kind and place."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item], wordings: Likeness) -> None:
        self._offsets = _offsets(old, new)
        self._old_places, self._new_places = _places(len(old)), _places(len(new))
        self._cosines = [*wordings.cosines()]
        self.likely: Scores = [*map(self._likely, range(len(old)))]

    def with_bonuses(self, bonuses: Iterator[dict[int, int]]) -> Scores:
        """The scores: how alike old and new items are, and a bonus for what is around both."""
        rows: Scores = []
        least, enough = _whole(LEAST), _whole(THRESHOLD)
        for old, (likely, bonus) in enumerate(zip(self.likely, bonuses, strict=True)):
            scores = {new: alike for new, alike in likely.items() if alike >= enough}
            for new, more in bonus.items():
                alike = self._alike(old, new)
                if alike >= least:
                    scores[new] = alike + more
            rows.append(scores)
        return rows

    def _likely(self, old: int) -> dict[int, int]:
        """The new items that may be partners by wording alone."""
        offsets, own, places = self._offsets[old], self._old_places[old], self._new_places
        row = self._cosines[old].tolist()
        least, likely = _whole(FIRST), {}
        for new in compress(count(), map(ge, row, repeat(least - _whole(SAME_ORDER)))):
            alike = row[new] + offsets[new]
            if alike >= least:
                likely[new] = alike - abs(own - places[new])
        return likely

    def _alike(self, old: int, new: int) -> int:
        apart = abs(self._old_places[old] - self._new_places[new])
        return self._cosines[old][new] + self._offsets[old][new] - apart


def _whole(score: float) -> int:
    return round(score * ONE)


def _places(size: int) -> list[int]:
    """The relative places in a list of this size, from 0 to SAME_ORDER."""
    return [_whole(SAME_ORDER * place / size) for place in range(size)]


def _offsets(old: Sequence[Item], new: Sequence[Item]) -> list[list[int]]:
    """For each old item what is added to its cosines with new ones, wherever these stand."""
    by_kind: dict[str, list[int]] = {}
    for kind in {item.kind for item in old}:
        by_kind[kind] = [_whole(SAME_ORDER - OTHER_KIND * (item.kind != kind)) for item in new]
    return [by_kind[item.kind] for item in old]


def _largest(
    shares: Sequence[int], repeated: Sequence[int], wholes: list[int]
) -> tuple[float, int]:
    """The largest share, and the whole that it stands in, unless that one's partner repeats it."""
    largest, best = 0, wholes[0]
    for share, again, whole in zip(shares, repeated, wholes, strict=True):
        if share > largest and again < CONTAINED * ONE:
            largest, best = share, whole
    return largest / ONE, best


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


def _without_doubtful(scores: Scores) -> Scores:
    """The scores without pairs below SURE in which either is not the other's first choice."""
    best: dict[int, int] = {}
    for row in scores:
        for new, score in row.items():
            if score > best.get(new, 0):
                best[new] = score
    rows: Scores = []
    for row in scores:
        least = min(max(row.values(), default=0), _whole(SURE))
        rows.append({})
        for new, score in row.items():
            if score >= least and (score == best[new] or score >= _whole(SURE)):
                rows[-1][new] = score
    return rows


def _assigned(
    scores: Scores, free: tuple[list[int], list[int]], threshold: float
) -> dict[int, int]:
    """The assignment of free items with the highest sum of what scores have above the threshold."""
    least, new_free = _whole(threshold), set(free[1])
    gains: Scores = []
    for old in free[0]:
        row = {}
        for new, score in scores[old].items():
            if score > least and new in new_free:
                row[new] = score - least
        gains.append(_choices(row))
    assigned = {}
    for place, new in best_pairs(gains).items():
        assigned[free[0][place]] = new
    return assigned


def _choices(row: dict[int, int]) -> dict[int, int]:
    """The best partners of one old item; of equal ones the first."""
    if len(row) <= CHOICES:
        return row
    best = sorted(row, key=row.__getitem__, reverse=True)
    return {new: row[new] for new in best[:CHOICES]}
