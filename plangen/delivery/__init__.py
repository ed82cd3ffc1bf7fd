"""Delivers the checklists of a plan: a set of files for everybody, and an index of who got what."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, tee

from plangen.assignments import find
from plangen.checklists import Audience, Checklist, ChecklistLine, Cover, checklists, cover
from plangen.checklists.asking import EVERYTHING, Asking
from plangen.checklists.together import PlanLists, together
from plangen.delivery.addressees import lists_of, run_cover
from plangen.delivery.batch import (
    LINES,
    SIZE,
    Batch,
    BatchResult,
    Make,
    Wanted,
    done_before,
    run_batch,
)
from plangen.delivery.changes import KnownLines, gone_since, naming_gone, told
from plangen.delivery.ending import finish, sweep
from plangen.delivery.executors import default_jobs, results, workers
from plangen.delivery.folder import open_folder
from plangen.delivery.naming import safe, stems
from plangen.delivery.record import LastRun, Status, take_in
from plangen.delivery.run import (
    FORMATS,
    DeliveryRun,
    Destination,
    Destinations,
    Key,
    Order,
    key_of,
    plan_key,
)
from plangen.delivery.storage import RUN, Folder
from plangen.delivery.troubles import troubles
from plangen.findings.finding import CannotGoOn
from plangen.plan import Group, Plan, Register, Unit, leaves
from plangen.tasks import task_rows

__all__ = ["FORMATS", "Order", "Outcome", "choose", "default_folder", "deliver"]

Tell = Callable[[int, int], None]
"""Is told how many checklists are ready, and of how many."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was delivered."""

    where: str
    changes: Mapping[Status, int]
    """How many checklists are new, changed, the same, gone."""
    written: int
    """How many files were written."""
    shared: tuple[str, ...] = ()
    """The open groups whose members share a checklist, by their ids."""
    edited: tuple[str, ...] = ()
    """Files left as they are, because somebody has edited them."""
    stray: tuple[str, ...] = ()
    """Files of checklists that are no more, not removed for the same reason."""

    @property
    def lists(self) -> int:
        """How many checklists there are."""
        return sum(number for change, number in self.changes.items() if change is not Status.GONE)


def choose(registers: Iterable[Register], names: Sequence[str]) -> frozenset[Key] | None:
    """Units, the units of groups, departments and lead officials by their names.

    None, which is everybody, when there are no names. Raises CannotGoOn for a name that none of
    the registers knows.
    """
    chosen: set[Key] = set()
    for name in names:
        troubles: list[CannotGoOn] = []
        known = False
        for register in registers:
            try:
                chosen.update(_called(register, name))
                known = True
            except CannotGoOn as trouble:
                troubles.append(trouble)
        if not known:
            raise troubles[0]
    return frozenset(chosen) or None


def _called(register: Register, name: str) -> Iterator[Key]:
    """The keys of a name: a department, a lead official, else a unit or the units of a group."""
    keys: dict[tuple[Audience, str], None] = {}  # in order, each once
    for department in register.departments:
        if name in (department.id, department.name):
            keys[Audience.DEPARTMENT, department.id] = None
        if name == department.lead_official:
            keys[Audience.OFFICIAL, name] = None
    for audience, key in keys or map(_key_of_leaf, leaves(find(register, name))):
        yield audience.value, key


def _key_of_leaf(leaf: Unit | Group) -> tuple[Audience, str]:
    return (Audience.UNIT if isinstance(leaf, Unit) else Audience.GROUP), leaf.id


def default_folder(plans: Sequence[Plan], root: str, asking: Asking = EVERYTHING) -> str:
    """Where the checklists of plans go unless told: <root>/<year>/<their title>."""
    face = run_cover(plans, [()] * len(plans), asking)
    return f"{root.rstrip('/')}/{face.year}/{safe(face.title, 100)}"


def deliver(order: Order, tell: Tell = lambda done, total: None) -> Outcome:
    """Write the files that are not there as they should be, and the index.

    Raises CannotGoOn when it has to stop: every file that is there is whole then, and the same
    order with `resume` goes on where it stopped.
    """
    with troubles(order.where):
        folder = open_folder(order.where)
        with folder.locked():
            return _delivered(_begun(order, folder), tell)


def _delivered(run: DeliveryRun, tell: Tell) -> Outcome:
    order = run.order
    wanted = sum(run.wants(destination.key) for destination in run.destinations)
    if not wanted and order.asking.period:
        label = order.asking.period.label
        raise CannotGoOn(f"到{label}为止，没有该完成而没有销号的任务，不用发清单")
    if not wanted and order.chosen:
        raise CannotGoOn("选中的单位在这份方案里没有任务，没有清单可以生成")
    make = _make(run)
    sweep(run)
    changes: Counter[Status] = Counter()
    written = 0
    edited: list[str] = []
    with workers(order.jobs or default_jobs(wanted), order.scheduler) as (executor, at_a_time):
        for result in _results(run, make, partial(results, executor, at_a_time, run_batch)):
            changes.update(result.changes)
            written += result.written
            edited += result.edited
            tell(changes.total(), wanted)
    changes[Status.GONE] = finish(run)
    return Outcome(
        order.where,
        changes,
        written,
        tuple(_open_groups(run)),
        tuple(sorted(edited)),
        tuple(chain.from_iterable(run.stray.values())),
    )


def _open_groups(run: DeliveryRun) -> Iterator[str]:
    for destination in run.destinations:
        if destination.audience == Audience.GROUP and run.wants(destination.key):
            yield destination.id


def _begun(order: Order, folder: Folder) -> DeliveryRun:
    rows = [task_rows(plan, order.workdays) for plan in order.plans]
    face = run_cover(order.plans, rows, order.asking, order.since)
    lists, named = tee(lists_of(order, rows))
    destinations = Destinations(
        Destination(checklist.audience.value, checklist.id, stem)
        for checklist, stem in zip(lists, stems(named, face.title), strict=True)
    )
    take_in(folder)
    if not order.resume:
        folder.clear(RUN)
    return DeliveryRun(
        order,
        face,
        rows,
        folder,
        destinations,
        LastRun(folder),
        known=KnownLines(folder),
        news=_news(order),
        since=_since(order),
    )


def _news(order: Order) -> Mapping[str, Mapping[str, str]]:
    """What is new of each plan's tasks since an earlier one."""
    if not order.since:
        return {}
    from plangen.comparison import compare
    from plangen.comparison.report.notes import notes

    news = {}
    for plan in order.plans:
        if plan_key(plan) in order.since:
            news[plan_key(plan)] = notes(compare(order.since[plan_key(plan)], plan))
    return news


def _since(order: Order) -> Mapping[Key, tuple[ChecklistLine, ...]]:
    """The lines that everybody had by earlier plans."""
    if not order.since:
        return {}
    had = []
    for plan in order.plans:
        had.append(PlanLists(cover(plan), str(plan.name), _earlier_lists(order, plan)))
    whole = together(had) if len(had) > 1 else had[0].lists
    return {key_of(checklist): checklist.lines for checklist in whole}


def _earlier_lists(order: Order, plan: Plan) -> Iterator[Checklist]:
    """The lists by the plan that one is compared with; without lines where it is with none."""
    earlier = order.since.get(plan_key(plan))
    for checklist in checklists(earlier or plan, task_rows(earlier or plan, order.workdays)):
        yield checklist if earlier else replace(checklist, lines=())


def _make(run: DeliveryRun) -> Make:
    """What the batches share; the DOCX that all are filled in from is laid out here."""
    order = run.order
    specimen = _specimen(order, run.cover) if "docx" in order.formats else b""
    return Make(
        order.where,
        run.cover,
        order.plan.style,
        specimen,
        order.formats,
        order.overwrite,
        order.workdays,
    )


def _specimen(order: Order, face: Cover) -> bytes:
    from plangen.compose import compose_checklist
    from plangen.writers.docx import write
    from plangen.writers.docx.checklist import FIELDS, LINES

    document = compose_checklist(order.plan, FIELDS, LINES, order.templates, face=face)
    return write(document, order.plan.style)


def _results(
    run: DeliveryRun, make: Make, do: Callable[[Iterable[Batch]], Iterator[BatchResult]]
) -> Iterator[BatchResult]:
    """What comes of every batch; those that an interrupted run has done are not done again."""
    done: list[BatchResult] = []  # by the interrupted run, and not yet yielded

    def left() -> Iterator[Batch]:
        for batch in _batches(run, make):
            run.batches += 1
            result = done_before(run.folder, batch) if run.order.resume else None
            if result is None:
                yield batch
            else:
                done.append(result)

    for result in do(left()):
        yield result
        while done:
            yield done.pop()
    yield from done


def _batches(run: DeliveryRun, make: Make) -> Iterator[Batch]:
    """Cut the work: a department's checklist may be as long as those of a hundred units."""
    pending: list[Wanted] = []
    number = lines = 0
    for wanted in _wanted(run):
        pending.append(wanted)
        lines += len(wanted.checklist.lines)
        if len(pending) == SIZE or lines >= LINES:
            yield Batch(number, make, tuple(pending))
            pending, lines, number = [], 0, number + 1
    if pending:
        yield Batch(number, make, tuple(pending))


def _wanted(run: DeliveryRun) -> Iterator[Wanted]:
    lists = lists_of(run.order, run.rows, run.news)
    for checklist, destination in zip(lists, run.destinations, strict=True):
        if run.wants(destination.key):
            before = run.record.entry(*destination.key)
            written = run.record.written(destination.stem)
            changes = told(checklist, before, run.known)
            run.known.add(checklist.lines)
            whole = _naming_since(run, changes.checklist, destination.key)
            yield Wanted(whole, destination.stem, before, written, changes.dropped, changes.said)


def _naming_since(run: DeliveryRun, checklist: Checklist, key: Key) -> Checklist:
    """The list with the tasks that are no more since the plan that is compared."""
    had = run.since.get(key, ())
    label = "本次取消" if run.cover.news == "较上次" else "今年取消"
    return naming_gone(checklist, gone_since(had, checklist), label) if had else checklist
