"""What became of every item under a heading is said once, at the heading."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from plangen.comparison.model import Change, Counterparts, Kind
from plangen.plan import Item

LIFTED: Final = frozenset({Kind.RESPONSIBLE, Kind.DEADLINE})
"""What items mostly have from the defaults of their part."""
_FEWEST: Final = 3


def lifted(entries: Iterable[Counterparts]) -> Iterator[Counterparts]:
    """The entries, what all the old items right under a heading have in common moved up to it."""
    head: Counterparts | None = None
    for are_items, run in groupby(entries, lambda entry: isinstance(entry.subject, Item)):
        found = [*run]
        common = _common(found) if are_items and head else ()
        if head:
            yield replace(head, changes=(*head.changes, *common)) if common else head
        if are_items:
            yield from (_without(entry, common) if common else entry for entry in found)
            head = None
        else:
            yield from found[:-1]
            head = found[-1]
    if head:
        yield head


def _common(items: list[Counterparts]) -> tuple[Change, ...]:
    stayed = [entry for entry in items if entry.old and entry.new]
    if len(stayed) < _FEWEST:
        return ()
    first, *others = ([change for change in entry.changes if _can_be(change)] for entry in stayed)
    return tuple(change for change in first if all(change in each for each in others))


def _can_be(change: Change) -> bool:
    return change.kind in LIFTED and not change.task


def _without(entry: Counterparts, common: tuple[Change, ...]) -> Counterparts:
    return replace(entry, changes=tuple(each for each in entry.changes if each not in common))
