"""The tree of the merged file, built record by record from the root; clashes become conflicts."""

from collections.abc import Iterable
from dataclasses import replace

from plangen.merge.entries import FileRecord, Path, Place, Record, Slot, own_fields, without_records
from plangen.merge.fields import Clash, FieldMerge, why
from plangen.merge.rows import as_row, cells
from plangen.merge.standing import Standing, kept
from plangen.source.tree import Conflict, Mapping, Node, Sequence


class TangledError(Exception):
    """The moves leave a record no place: each side put it into what the other removed."""


class Weaver:
    """Builds the merged file's tree."""

    def __init__(self, records: list[Record]) -> None:
        self.records = records
        self.standing = Standing(records)
        self.clashes: list[Clash] = []
        """In the merged file's order."""
        self.woven: dict[Record, Node | None] = {}
        self.reached: set[Record] = set()
        self.filled: set[Place] = set()

    def weave(self) -> Mapping:
        """The merged root; raises TangledError."""
        root = self._record(self.records[0])
        lost = any(kept(record) and record not in self.reached for record in self.records)
        gone = any(not kept(holder) for holder in self.standing.lists)
        if lost or gone or not isinstance(root, Mapping):
            raise TangledError
        return root

    def _record(self, record: Record) -> Node:
        if record not in self.woven:
            self.woven[record] = None
            self.reached.add(record)
            if record.stays:
                self.woven[record] = self._whole(record)
            else:
                self.woven[record] = self._left(record)
            if reason := self.standing.torn(record):
                self.clashes.append(Clash(record, (), reason))
        if (node := self.woven[record]) is None:
            raise TangledError
        return node

    def _left(self, record: Record) -> Conflict:
        """A record that one side took away and the other edited, as a conflict."""
        self.clashes.append(Clash(record, (), why(record.ours, record.theirs)))
        return Conflict(self._alone(record.ours), self._alone(record.theirs))

    def _whole(self, record: Record) -> Node:
        rows = cells(record)
        own = FieldMerge(record, self.clashes).merge(rows or own_fields(record))
        if rows and isinstance(own, Mapping):
            return as_row(own, self._columns(record))
        filled = self._filled(own, record, ())
        for path in self.standing.lists.get(record, ()):
            if (record, path) not in self.filled:
                filled = filled or Mapping({})
                self._attach(filled, (record, path))
        return filled or Mapping({})

    def _columns(self, row: Record) -> list[Record]:
        """The columns of the table that a row stands in now."""
        [(holder, path), *_] = self.standing.places[row]
        return self.standing.order((holder, (*path[:-1], "columns")))

    def _filled(self, node: Node | None, record: Record, path: Path) -> Node | None:
        """A record's own fields with its lists filled in; None where all that it held is gone."""
        match node:
            case Slot():
                self.filled.add((record, path))
                entries = self._list((record, path))
                if not entries:
                    return None
                return Sequence(entries, node.notes)
            case Mapping():
                values = {}
                for key, value in node.entries.items():
                    values[key] = self._filled(value, record, (*path, key))
                return _mapping(values, node)
            case Conflict():
                ours = self._as_in(record.ours, node.ours, path)
                theirs = self._as_in(record.theirs, node.theirs, path)
                return Conflict(ours, theirs)
        return node

    def _attach(self, node: Node, place: Place) -> None:
        """Add a list that is kept though one side took away the mapping around it."""
        path = place[1]
        for key in path[:-1]:
            if isinstance(node, Mapping):
                node = node.entries.setdefault(key, Mapping({}))
        if isinstance(node, Mapping):
            left = node.entries.get(path[-1], Sequence([]))
            if isinstance(left, Sequence):
                entries = [*left.entries, *self._list(place)]
                node.entries[path[-1]] = replace(left, entries=entries)

    def _list(self, place: Place) -> list[Node]:
        return [self._entry(record, place) for record in self.standing.order(place)]

    def _entry(self, record: Record, place: Place) -> Node:
        """A record in a list; each of two places is one side of a conflict."""
        node = self._record(record)
        places = self.standing.places[record]
        if len(places) == 1:
            return node
        if place == places[0]:
            return Conflict(_side(node, ours=True), None)
        return Conflict(None, _side(node, ours=False))

    def _as_in(self, entry: FileRecord | None, node: Node | None, path: Path) -> Node | None:
        """A part of a record as one side has it, without what stands elsewhere now."""
        if entry is None:
            return None
        match node:
            case Slot():
                inner = [self._inner(child) for child in entry.children if child.path == path]
                return Sequence(_present(inner), node.notes)
            case Mapping():
                values = {}
                for key, value in node.entries.items():
                    values[key] = self._as_in(entry, value, (*path, key))
                return _mapping(values, node)
        return node

    def _inner(self, child: FileRecord) -> Node | None:
        """An entry within what the other side took away; None where it stands elsewhere now."""
        record = child.record
        if child.alone:
            return self._alone(child)
        if not self.standing.torn(record):
            return None
        return _side(self._record(record), ours=child is record.ours)

    def _alone(self, entry: FileRecord | None) -> Node | None:
        """A record that only this side still has; None where it has it not."""
        if entry is None:
            return None
        self.reached.add(entry.record)
        return self._as_in(entry, without_records(entry.node), ()) or Mapping({})


def _mapping(values: dict[str, Node | None], old: Mapping) -> Mapping | None:
    """The mapping with its remaining values; None where it had some and none remains."""
    left = {key: value for key, value in values.items() if value is not None}
    if values and not left:
        return None
    return Mapping(left, old.notes)


def _present(nodes: Iterable[Node | None]) -> list[Node]:
    return [node for node in nodes if node is not None]


def _side(node: Node | None, *, ours: bool) -> Node | None:
    """A node with every conflict in it settled for one side."""
    match node:
        case Conflict():
            if ours:
                return node.ours
            return node.theirs
        case Mapping():
            values = {key: _side(value, ours=ours) for key, value in node.entries.items()}
            return _mapping(values, node)
        case Sequence():
            entries = [_side(entry, ours=ours) for entry in node.entries]
            return replace(node, entries=_present(entries))
    return node
