"""What moved, as against what only has another numeral because something came or went before it.

Old A B C D, new D A B C: the longest run in the old order is A B C, so D moved, and A, B and C are
only renumbered.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from plangen.comparison.model import Change, Kind
from plangen.comparison.tree import ROOT
from plangen.plan import Item, Section

_NUMBERED = {True: "编序号", False: "不编序号"}


def stayed(places: Sequence[int]) -> set[int]:
    """The largest set of these places that rise from left to right: [3, 0, 1, 2] → {0, 1, 2}."""
    ends: list[int] = []
    """At n, the smallest last place of a rising run of n + 1 places."""
    before: dict[int, int | None] = {}
    """The place before each in its run."""
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at:] = [place, *ends[at + 1 :]]
    kept = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def moved(
    pairs: Mapping[int, int], old: Sequence[int], new: Sequence[int], sections: Mapping[int, int]
) -> set[int]:
    """The old places of what stands under another heading, or in another order under the same.

    `pairs` are new places by old ones, of sections or of items; `old` and `new` give the section
    that each stands in; `sections` are the pairs of sections.
    """
    around = {**sections, ROOT: ROOT}
    under: dict[int, list[int]] = {}
    for a in sorted(pairs):
        if around.get(old[a]) == new[pairs[a]]:
            under.setdefault(old[a], []).append(a)
    kept: set[int] = set()
    for group in under.values():
        kept |= stayed([pairs[a] for a in group])
    return {a for a, b in pairs.items() if b not in kept}


def place_changes(old: Item | Section, new: Item | Section, *, moved: bool) -> Iterator[Change]:
    """A move, another numeral, or a numeral that came or went."""
    if moved:
        yield Change(Kind.MOVED, "位置", old.clause, new.clause)
    if bool(old.number) != bool(new.number):
        before, after = _NUMBERED[bool(old.number)], _NUMBERED[bool(new.number)]
        yield Change(Kind.PRINTING, "序号", before, after)
    elif not moved:
        yield from _renumbered(old, new)


def _renumbered(old: Item | Section, new: Item | Section) -> Iterator[Change]:
    """Another clause, or another numeral or level in the same clause."""
    sides = ((old.clause, new.clause), (old.number, new.number), (str(old.level), str(new.level)))
    for before, after in sides:
        if before != after:
            yield Change(Kind.RENUMBERED, "序号", before, after)
            return
