"""Which records of three files the merged one keeps, in which list each, and in what order."""

from collections import defaultdict
from typing import TypeAlias

from plangen.layout.merging.entries import Entry, Path, Record, without_records
from plangen.layout.merging.fields import same
from plangen.layout.merging.order import merged_order

Place: TypeAlias = tuple[Record, Path]
"""A list: the record that holds it, and the keys that lead to it from there."""


class Standing:
    """Where each record stands in the merged file."""

    def __init__(self, records: list[Record]) -> None:
        self.places = {record: _places(record) for record in records[1:]}
        """Two where each side moved it elsewhere; none where it is gone or within what is."""
        self.lists: dict[Record, dict[Path, list[Record]]] = defaultdict(dict)
        """Of each record its lists with all that is in them, in no order yet."""
        for record, places in self.places.items():
            for holder, path in places:
                self.lists[holder].setdefault(path, []).append(record)

    def order(self, place: Place) -> list[Record]:
        """The records of a list in their order."""
        holder, path = place
        base, ours, theirs = (
            [child.record for child in side.children if child.path == path] if side else []
            for side in holder.sides
        )
        return merged_order(base, ours, theirs, set(self.lists[holder].get(path, ())))


def kept(record: Record) -> bool:
    """Whether it is still there: what one side took away and the other edited is, in conflict."""
    left = record.ours or record.theirs
    return record.stays or (left is not None and _edited(left))


def _places(record: Record) -> list[Place]:
    """A place that one side chose; where its list is gone, the other's."""
    base, ours, theirs = (side and side.place for side in record.sides)
    if not kept(record):
        return []
    there = [place for place in (ours, theirs) if place and place[0].stays]
    if base not in (ours, theirs) and ours != theirs:
        return there
    chosen = theirs if base == ours else ours
    return [chosen] if chosen in there else there[:1]


def _edited(entry: Entry) -> bool:
    """Whether a side has changed what the other took away, or put something new into it."""
    base = entry.record.base
    return (
        base is None
        or _moved(entry)
        or not same(without_records(base.node), without_records(entry.node))
        or any(_moved(child) or (child.alone and _edited(child)) for child in entry.children)
    )


def _moved(entry: Entry) -> bool:
    base = entry.record.base
    return base is not None and base.place != entry.place
