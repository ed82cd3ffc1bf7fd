"""A change that all items under a heading share is reported once, at the heading.

Before: 一、重点任务 with （一）, （二）, （三）, each 责任科室：医政科 → 疾控科.
After: 一、重点任务 with 各项责任科室：医政科 → 疾控科; the three items no more mention it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from plangen.comparison.model import Change, Comparison, Counterparts, Kind
from plangen.plan import Annex, Item

LIFTED: Final = frozenset({Kind.RESPONSIBLE, Kind.DEADLINE})
"""What items mostly inherit from the defaults of their section."""
_FEWEST: Final = 3
"""So many items must share a change."""


def lifted(entries: Iterable[Counterparts]) -> Iterator[Counterparts]:
    """The entries; what all items right under a heading share is moved to the heading.

    Only duties that are in both plans count; where one of them stands in another section, nothing
    is moved.
    """
    heading: Counterparts | None = None
    for are_items, run in groupby(entries, lambda entry: isinstance(entry.subject, Item)):
        group = [*run]
        if are_items:
            yield from _with_heading(heading, group)
            heading = None
        else:
            yield from filter(None, [heading, *group[:-1]])
            heading = group[-1]
    if heading:
        yield heading


def _with_heading(
    heading: Counterparts | None, items: list[Counterparts]
) -> Iterator[Counterparts]:
    """The heading and the items after it; what the items share stands at the heading."""
    if heading is None:
        yield from items
        return
    common = _common(heading, items)
    yield replace(heading, changes=(*heading.changes, *common))
    for item in items:
        yield _without(item, common)


def printed_alike(comparison: Comparison) -> Comparison:
    """The comparison, how its items are printed said once where many have changed alike."""
    printing: Counter[Change] = Counter()
    for entry in comparison.items:
        printing.update(change for change in entry.changes if change.kind is Kind.PRINTING)
    common = [change for change, count in printing.items() if count >= _FEWEST]
    if not common:
        return comparison
    once = [replace(change, label=f"各项{change.label}") for change in common]
    entries = tuple(_without(entry, common) for entry in comparison.entries)
    return replace(comparison, entries=entries, changes=(*comparison.changes, *once))


def _without(entry: Counterparts, common: Collection[Change]) -> Counterparts:
    """An entry without the changes that it has in common with others."""
    left = [change for change in entry.changes if change not in common]
    return replace(entry, changes=tuple(left))


def _common(heading: Counterparts, items: list[Counterparts]) -> list[Change]:
    """The changes of who and when that all duties in both plans share."""
    kept = [entry for entry in items if entry.old and entry.new and entry.is_duty]
    if len(kept) < _FEWEST:
        return []
    shared = [change for change in kept[0].changes if change.kind in LIFTED and not change.task]
    for entry in kept:
        if not _number(entry).startswith(_number(heading)):
            return []
        shared = [change for change in shared if change in entry.changes]
    return shared


def _number(entry: Counterparts) -> str:
    """Its number in the new plan, which begins with that of the section it stands in."""
    if entry.new is None or isinstance(entry.new, Annex):
        return ""
    return entry.new.clause
