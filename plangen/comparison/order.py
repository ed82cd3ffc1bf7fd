"""What moved, as against what only has another numeral because of what came or went before it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from plangen.comparison.model import Change, Kind
from plangen.comparison.tree import ROOT
from plangen.plan import Item, Section


def stayed(places: Sequence[int]) -> set[int]:
    """The most of these places that kept their order: a longest increasing run, gaps allowed."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
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
    """Paired sections or items, by their old places, that stand under another heading.

    Or in another order among those that stayed under it. `old` and `new` say what each stands in.
    """
    around = {**sections, ROOT: ROOT}
    under: dict[int, list[int]] = {}
    for a in sorted(pairs):
        if around.get(old[a]) == new[pairs[a]]:
            under.setdefault(old[a], []).append(a)
    kept = {b for group in under.values() for b in stayed([pairs[a] for a in group])}
    return {a for a, b in pairs.items() if b not in kept}


def place_changes(old: Item | Section, new: Item | Section, *, moved: bool) -> Iterator[Change]:
    """What changed of a numeral or a place."""
    if moved:
        yield Change(Kind.MOVED, "位置", old.clause, new.clause)
    if bool(old.number) != bool(new.number):
        before, after = ("编序号" if each.number else "不编序号" for each in (old, new))
        yield Change(Kind.PRINTING, "序号", before, after)
    elif not moved:
        yield from _renumbered(old, new)


def _renumbered(old: Item | Section, new: Item | Section) -> Iterator[Change]:
    """Another place; where it is the same, another numeral or level."""
    sides = ((old.clause, new.clause), (old.number, new.number), (str(old.level), str(new.level)))
    if found := next(((before, after) for before, after in sides if before != after), None):
        yield Change(Kind.RENUMBERED, "序号", *found)
