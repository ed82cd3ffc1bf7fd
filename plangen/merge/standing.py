"""The records that the merged file keeps, the list of each, and the order in it.

Ours moved item a to section 二, theirs removed section 二: a stands in two places, once where ours
has it and once where theirs left it, each one side of a conflict.
"""

from collections import defaultdict

from plangen.merge.entries import FileRecord, Path, Place, Record, without_records
from plangen.merge.order import merged_order


class Standing:
    """The place of each record in the merged file."""

    def __init__(self, records: list[Record]) -> None:
        self.places = {record: _places(record) for record in records[1:]}
        """One; both sides' where they disagree; none for what is gone."""
        self.lists: dict[Record, dict[Path, list[Record]]] = defaultdict(dict)
        """The lists of each record with all that is in them, in no order yet."""
        for record, places in self.places.items():
            for holder, path in places:
                self.lists[holder].setdefault(path, []).append(record)

    def torn(self, record: Record) -> str:
        """Why a record stands in two places, in Chinese; empty where it stands in one."""
        stay = [holder.stays for holder, _ in self.places.get(record, ())]
        match stay:
            case [True, True] | [False, False]:
                return "两边把它移到了不同的地方"
            case [False, True]:
                return "我方把它移进了对方删去的部分"
            case [True, False]:
                return "对方把它移进了我方删去的部分"
        return ""

    def order(self, place: Place) -> list[Record]:
        """The records of a list in their order."""
        holder, path = place
        base, ours, theirs = (_listed(side, path) for side in holder.sides)
        return merged_order(base, ours, theirs, set(self.lists[holder].get(path, ())))


def _listed(side: FileRecord | None, path: Path) -> list[Record]:
    """The records in a list of one side."""
    if side is None:
        return []
    return [child.record for child in side.children if child.path == path]


def kept(record: Record) -> bool:
    """Whether a record is kept; what one side took away and the other edited is, in conflict."""
    left = record.ours or record.theirs
    return record.stays or (left is not None and _edited(left))


def _places(record: Record) -> list[Place]:
    """The place that a side chose; both, where they chose differently or one of them is gone."""
    if not kept(record):
        return []
    base = record.base and record.base.place
    stands = [side.place for side in record.sides[1:] if side and side.place]
    chosen = {*stands} - {base} or {*stands}
    if len(chosen) == 1 and all(holder.stays for holder, _ in chosen):
        return [*chosen]
    if len(stands) != 2:
        return []
    return stands


def _edited(entry: FileRecord) -> bool:
    """Whether one side edited what the other took away, or put something into it."""
    base = entry.record.base
    if base is None or _moved(entry):
        return True
    if without_records(base.node) != without_records(entry.node):
        return True
    return any(_moved(child) or (child.alone and _edited(child)) for child in entry.children)


def _moved(entry: FileRecord) -> bool:
    """Whether a side moved it, or added it."""
    return entry.record.base is None or entry.record.base.place != entry.place
