"""What changed in a section, an item and its tasks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plangen.comparison.model import Change, Kind, reworded
from plangen.comparison.pairing import HALF, closest, like, same_ids
from plangen.comparison.responsible import Who, calling_changes, responsible_changes
from plangen.comparison.tables import task_table_changes
from plangen.comparison.targets import (
    MILESTONES,
    deadline_changes,
    milestone_changes,
    target_changes,
)
from plangen.comparison.wording import plain
from plangen.plan import KINDS, Item, Section, Task

_RUN_IN: Final = {True: "标题后接排", False: "另起一段"}
_PRINTED: Final = {"none": "不印", "block": "每项一行", "inline": "句末括注"}


@dataclass(frozen=True, slots=True)
class Between:
    """What holds for all pairs of two plans."""

    who: Who
    years: int
    """How many years lie between them."""
    goals: Mapping[str, str]
    """The new ids of old goals."""
    goal_names: tuple[Mapping[str, str], Mapping[str, str]]
    """Short names by id, of the goals of the old plan and of the new one."""


def section_changes(old: Section, new: Section) -> Iterator[Change]:
    """What changed in a section itself."""
    yield from reworded("标题", old.title, new.title)
    yield from reworded("正文", old.text, new.text)
    yield from reworded("各条的责任", old.closing, new.closing)
    if old.run_in != new.run_in:
        yield Change(Kind.PRINTING, "正文位置", _RUN_IN[old.run_in], _RUN_IN[new.run_in])
    yield from task_table_changes(old.table, new.table)


def item_changes(old: Item, new: Item, between: Between) -> Iterator[Change]:
    """What changed in an item, its place aside."""
    yield from _renamed(old, new, between)
    if old.kind != new.kind:
        yield Change(Kind.MOVED, "类别", KINDS[old.kind], KINDS[new.kind])
    yield from reworded("标题", old.title, new.title)
    yield from reworded("正文", old.text, new.text)
    yield from _terms(old, new, between)
    yield from _goals(old, new, between)
    if old.print_responsible != new.print_responsible:
        before, after = _PRINTED[old.print_responsible], _PRINTED[new.print_responsible]
        yield Change(Kind.PRINTING, "责任印法", before, after)
    if not _responsible(old, new, between):
        if old.bracket != new.bracket:
            yield Change(Kind.PRINTING, "责任括注", old.bracket or "", new.bracket or "")
        if old.closing != new.closing:
            yield Change(Kind.PRINTING, "责任行", old.closing or "", new.closing or "")
    if "none" not in (old.print_responsible, new.print_responsible):
        yield from calling_changes(old.responsible, new.responsible, between.who)
    yield from _tasks(old, new, between)


def _renamed(old: Item | Task, new: Item | Task, between: Between) -> Iterator[Change]:
    """Another id, where ids mean something."""
    before, after = _own_id(old), _own_id(new)
    if between.who.by_id and before != after:
        yield Change(Kind.RENUMBERED, "编号", before, after)


def _own_id(duty: Item | Task) -> str:
    """The id of an item or a task; one made from the words is none of its own."""
    if duty.derived:
        return ""
    return str(duty.id or "")


def _terms(old: Item | Task, new: Item | Task, between: Between) -> Iterator[Change]:
    """What items and tasks both have: targets, deadline, responsibility, evidence."""
    yield from target_changes(old.targets, new.targets)
    dated = [*deadline_changes(old.deadline, new.deadline, between.years)]
    yield from dated or milestone_changes(old.milestones, new.milestones, between.years)
    yield from _responsible(old, new, between)
    if old.evidence != new.evidence:
        yield Change(Kind.EVIDENCE, "佐证材料", old.evidence or "", new.evidence or "")
    before, after = dict(old.fields), dict(new.fields)
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield Change(Kind.FIELDS, name, before.get(name, ""), after.get(name, ""))


def _responsible(old: Item | Task, new: Item | Task, between: Between) -> list[Change]:
    return [*responsible_changes(old.responsible, new.responsible, between.who)]


def _goals(old: Item, new: Item, between: Between) -> Iterator[Change]:
    if [between.goals.get(goal) for goal in old.goals] != [*new.goals]:
        old_names, new_names = between.goal_names
        before, after = _listed(old.goals, old_names), _listed(new.goals, new_names)
        yield Change(Kind.GOALS, "服务的目标", before, after)


def _listed(goals: Iterable[str], names: Mapping[str, str]) -> str:
    return "；".join(names.get(goal, goal) for goal in goals)


def _tasks(old: Item | Task, new: Item | Task, between: Between) -> Iterator[Change]:
    """What changed of the tasks of an item, or of the subtasks of a task."""
    if not old.tasks and not new.tasks:
        return
    pairs = paired_tasks(old.tasks, new.tasks, by_id=between.who.by_id)
    is_reordered = [*pairs.values()] != sorted(pairs.values())
    old_of = {b: a for a, b in pairs.items()}
    for b, task in enumerate(new.tasks):
        if b not in old_of:
            yield Change(Kind.TASK_ADDED, "任务", "", task.do, task=task.do, task_id=task.id or "")
            continue
        a = old_of[b]
        changes = [*_task(old, old.tasks[a], new, task, between)]
        if is_reordered and a != b:
            changes.append(Change(Kind.MOVED, "任务次序", str(a + 1), str(b + 1)))
        for change in changes:
            yield replace(change, task=task.do, task_id=task.id or "")
        yield from _tasks(old.tasks[a], task, between)
    for a, task in enumerate(old.tasks):
        if a not in pairs:
            yield Change(Kind.TASK_REMOVED, "任务", task.do, "", task=task.do)


def _task(
    old_above: Item | Task, old: Task, new_above: Item | Task, new: Task, between: Between
) -> Iterator[Change]:
    """What changed in a task; a change that it inherits from above stands there alone."""
    yield from _renamed(old, new, between)
    yield from reworded("任务", old.do, new.do)
    inherited = set()
    if old.responsible == old_above.responsible and new.responsible == new_above.responsible:
        inherited.add(Kind.RESPONSIBLE)
    if old.deadline == old_above.deadline and new.deadline == new_above.deadline:
        inherited.add(Kind.DEADLINE)
    for change in _terms(old, new, between):
        if change.kind not in inherited or change.label == MILESTONES:
            yield change


def paired_tasks(old: Sequence[Task], new: Sequence[Task], *, by_id: bool) -> dict[int, int]:
    """New tasks by old ones, as places in the lists: by id, then by wording."""

    def alike(a: int, b: int) -> float:
        if old[a].do == new[b].do:
            return 1
        return like(plain(old[a].do), plain(new[b].do))

    pairs = same_ids(old, new) if by_id else {}
    rest = sorted(set(range(len(old))) - pairs.keys())
    free = sorted(set(range(len(new))) - {*pairs.values()})
    pairs |= closest(rest, free, alike, HALF)
    return dict(sorted(pairs.items()))
