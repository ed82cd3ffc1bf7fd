"""The order of a list that two sides changed: insertions, moves and removals of both apply.

base [a, b, c, d], ours [a, x, b, c, d] (x inserted), theirs [d, a, c] (d moved, b removed)
→ [d, a, x, c].
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def numbered(entries: Iterable[T]) -> list[tuple[T, int]]:
    """Each entry with the number of equal ones before it, so that no two are equal.

    [甲, 乙, 甲] → [(甲, 0), (乙, 0), (甲, 1)].
    """
    seen: Counter[T] = Counter()
    pairs = []
    for entry in entries:
        pairs.append((entry, seen[entry]))
        seen[entry] += 1
    return pairs


def merged_list(base: Collection[T], ours: Collection[T], theirs: Collection[T]) -> list[T]:
    """A list with the additions and removals of both sides; no list has an entry twice.

    Order is that of `merged_order`.
    """
    before, here, there = set(base), set(ours), set(theirs)
    members = (here & there) | (here - before) | (there - before)
    return merged_order(base, ours, theirs, members)


def merged_order(
    base: Collection[T], ours: Collection[T], theirs: Collection[T], members: Collection[T]
) -> list[T]:
    """The members in an order that keeps each move and insertion behind its neighbour.

    Where both insert at one spot, ours come first; what both moved stands where ours has it. Every
    member stands in ours or in theirs.
    """
    base, ours, theirs = _among(members, base), _among(members, ours), _among(members, theirs)
    moved_here, moved_there = _moved(base, ours), _moved(base, theirs)
    fixed = set(members) - moved_here - moved_there
    core = _unmoved(_among(fixed, ours), _among(fixed, theirs))
    """What neither side moved, in an order that both have."""
    settled = set(core)
    our_own = set(ours) - settled - (moved_there - moved_here)
    their_own = set(theirs) - settled - our_own
    after: dict[T | None, list[T]] = {entry: [] for entry in (None, *core)}
    """Behind each entry of the core, what was moved or inserted there; None is the start."""
    for side, own in ((ours, our_own), (theirs, their_own)):
        last: T | None = None
        for entry in side:
            if entry in settled:
                last = entry
            elif entry in own:
                after[last].append(entry)
    merged = after[None]
    for entry in core:
        merged += [entry, *after[entry]]
    return merged


def _among(members: Collection[T], side: Iterable[T]) -> list[T]:
    return [entry for entry in side if entry in members]


def _moved(base: Collection[T], side: Collection[T]) -> set[T]:
    return (set(base) & set(side)).difference(_unmoved(base, side))


def _unmoved(one: Collection[T], other: Collection[T]) -> list[T]:
    """The longest list of entries that stand in this order in both; neither has an entry twice.

    [a, b, c, d] and [d, a, c] → [a, c].
    """
    position = {entry: number for number, entry in enumerate(one)}
    ends: list[int] = []
    """At n, the smallest last position of a rising chain of n + 1 entries."""
    chains: list[tuple[T, int]] = []
    """An entry and the index of the one before it in its chain; -1 for none."""
    last: list[int] = []
    """The index in `chains` of each chain's last entry, as in `ends`."""
    for entry in other:
        if entry in position:
            length = bisect_left(ends, position[entry])
            chains.append((entry, last[length - 1] if length else -1))
            ends[length : length + 1] = [position[entry]]
            last[length : length + 1] = [len(chains) - 1]
    longest = []
    at = last[-1] if last else -1
    while at >= 0:
        entry, at = chains[at]
        longest.append(entry)
    return longest[::-1]
