"""The order of a list that two sides changed: what both insert, move and take away all applies."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def numbered(entries: Iterable[T]) -> list[tuple[T, int]]:
    """Each entry with how many like it stand before it, so that no two are the same."""
    seen: Counter[T] = Counter()
    found = []
    for each in entries:
        found.append((each, seen[each]))
        seen[each] += 1
    return found


def merged_list(base: Collection[T], ours: Collection[T], theirs: Collection[T]) -> list[T]:
    """A list with the additions and removals of both sides; no entry stands in any of them twice.

    Order is that of `merged_order`.
    """
    before, here, there = set(base), set(ours), set(theirs)
    members = (here & there) | (here - before) | (there - before)
    return merged_order(base, ours, theirs, members)


def merged_order(
    base: Collection[T], ours: Collection[T], theirs: Collection[T], members: Collection[T]
) -> list[T]:
    """The members in an order that keeps what either side moved or inserted after its neighbour.

    Where both insert at one spot, ours stand before theirs. What both moved stands where ours has
    it. Every member stands in ours or in theirs.
    """
    base, ours, theirs = (
        [each for each in side if each in members] for side in (base, ours, theirs)
    )
    moved_here, moved_there = (
        (set(base) & set(side)).difference(_unmoved(base, side)) for side in (ours, theirs)
    )
    moved = moved_here | moved_there
    core = _unmoved(*([each for each in side if each not in moved] for side in (ours, theirs)))
    settled = set(core)
    our_own = {each for each in ours if each not in settled} - (moved_there - moved_here)
    their_own = set(theirs) - settled - our_own
    after: dict[T | None, list[T]] = {each: [] for each in (None, *core)}
    for side, own in ((ours, our_own), (theirs, their_own)):
        last: T | None = None
        for each in side:
            if each in settled:
                last = each
            elif each in own:
                after[last].append(each)
    return [*after[None], *(each for mark in core for each in (mark, *after[mark]))]


def _unmoved(one: Collection[T], other: Collection[T]) -> list[T]:
    """The longest list of entries that stand in this order in both (no entry stands twice)."""
    position = {each: number for number, each in enumerate(one)}
    ends: list[int] = []
    chains: list[tuple[T, int]] = []
    """An entry and the index of the one before it in its chain."""
    last: list[int] = []
    for each in other:
        if each in position:
            length = bisect_left(ends, position[each])
            chains.append((each, last[length - 1] if length else -1))
            ends[length : length + 1] = [position[each]]
            last[length : length + 1] = [len(chains) - 1]
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        each, at = chains[at]
        found.append(each)
    return found[::-1]
