"""The end of a run: files of those who have no checklist now, the index and the record."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from plangen.checklists import Audience
from plangen.delivery.changes import digests_of, taken_away
from plangen.delivery.record import (
    Delivered,
    Status,
    digest,
    done_path,
    get_batch,
    writing_record,
)
from plangen.delivery.run import DeliveryRun, key_of
from plangen.delivery.storage import RUN
from plangen.findings.finding import CannotGoOn
from plangen.writers.xlsx.index import IndexEntry, write_index

if TYPE_CHECKING:
    from plangen.plan import Unit

INDEX = "index.xlsx"


def sweep(run: DeliveryRun) -> None:
    """Remove the files of those that have no checklist now, or have it elsewhere."""
    old = {entry.stem for entry in run.record}
    old.difference_update(destination.stem for destination in run.destinations)
    for entry in run.record:
        if entry.stem in old and run.wants(key_of(entry)):
            stray = tuple(path for path in entry.paths if not _removed(run, entry, path))
            if stray:
                run.stray[key_of(entry)] = stray


def _removed(run: DeliveryRun, entry: Delivered, path: str) -> bool:
    """Remove a file unless somebody has edited it; returns whether it is gone."""
    data = run.folder.read(path)
    if data is None:
        return True
    if digest(data) not in run.record.written(entry.stem).get(path.rpartition(".")[2], ()):
        return False
    run.folder.remove(path)
    return True


def finish(run: DeliveryRun) -> int:
    """Write the record and the index; returns how many checklists are no more.

    The record is in force when the index stands: until then, the run can go on.
    """
    total = gone = 0
    named: dict[str, None] = {}
    with writing_record(run.folder) as keep:
        for entry in _entries(run):
            total += 1
            if entry.change is Status.GONE:
                gone += 1
            else:
                keep(replace(entry, change=Status.SAME, kept=(), said=""))
                named |= dict.fromkeys(digests_of(entry))
        before = _named_before(run)
        run.known.write(run.folder, named | before)
        _put_index(run, total)
    if before.keys() - named.keys():  # until now a run that goes on may have to say them
        run.known.write(run.folder, named)
    run.folder.clear(RUN)
    return gone


def _named_before(run: DeliveryRun) -> dict[str, None]:
    """The digests of the lines that the record before this run names."""
    digests: dict[str, None] = {}
    for entry in run.record:
        digests |= dict.fromkeys(digests_of(entry))
    return digests


def _put_index(run: DeliveryRun, total: int) -> None:
    cover, style = run.cover, run.order.plan.style
    index = write_index(cover.title, _index_entries(run), total, cover.dated, style)
    if run.folder.read(INDEX) != index:
        run.folder.put_all({INDEX: index})


def _entries(run: DeliveryRun) -> Iterator[Delivered]:
    """The entry of everybody as things stand now, then of those who have no checklist any more."""
    made = _made(run)
    for destination in run.destinations:
        if run.wants(destination.key):
            yield next(made)
        elif before := run.record.entry(*destination.key):
            yield replace(before, change=Status.LEFT, kept=(), said="")
    yield from _gone(run)


def _made(run: DeliveryRun) -> Iterator[Delivered]:
    for number in range(run.batches):
        record = get_batch(run.folder, done_path(number))
        if record is None:
            raise CannotGoOn(f"{run.order.where}/{RUN} 在生成时被人动过；再运行一次")
        yield from record.entries


def _gone(run: DeliveryRun) -> Iterator[Delivered]:
    gone = {key_of(entry) for entry in run.record if not entry.unfinished}
    gone.difference_update(destination.key for destination in run.destinations)
    change = Status.GONE if run.order.chosen is None else Status.LEFT
    for entry in run.record:
        if not entry.unfinished and key_of(entry) in gone:
            yield replace(entry, change=change, kept=(), said=taken_away(entry, run.known))


def _index_entries(run: DeliveryRun) -> Iterator[IndexEntry]:
    units: dict[str, Unit] = {}
    for plan in run.order.plans:
        for unit in plan.register.units:
            if unit.parent or unit.contact or unit.phone:  # the index says no more of the others
                units.setdefault(str(unit.id), unit)
    for entry in _entries(run):
        known = units.get(entry.id) if entry.audience == Audience.UNIT else None
        gone = entry.change is Status.GONE
        files = run.stray.get(key_of(entry), ()) if gone else tuple(entry.paths)
        yield IndexEntry(
            audience=entry.audience,
            id=entry.id,
            name=entry.name,
            above=known.parent.name if known and known.parent else "",
            contact=(known and known.contact) or "",
            phone=(known and known.phone) or "",
            tasks=entry.tasks,
            change=f"{entry.change}，未覆盖" if entry.kept else entry.change.value,
            said=entry.said,
            files=files,
        )
