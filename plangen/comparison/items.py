"""What changed in a section, an item and its tasks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plangen.comparison.model import Change, Kind
from plangen.comparison.pairing import HALF, closest, like, same_ids
from plangen.comparison.responsible import Who, responsible_changes
from plangen.comparison.targets import deadline_changes, target_changes
from plangen.comparison.wording import plain
from plangen.plan import KINDS, Item, Section, Task

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


def item_changes(old: Item, new: Item, between: Between) -> Iterator[Change]:
    """What changed in an item, its place aside."""
    if between.who.by_id and old.id != new.id:
        yield Change(Kind.RENUMBERED, "编号", old.id, new.id)
    if old.kind != new.kind:
        yield Change(Kind.MOVED, "类别", KINDS[old.kind], KINDS[new.kind])
    yield from reworded("标题", old.title, new.title)
    yield from reworded("正文", old.text, new.text)
    yield from _terms(old, new, between)
    yield from _goals(old, new, between)
    if old.print_responsible != new.print_responsible:
        before, after = _PRINTED[old.print_responsible], _PRINTED[new.print_responsible]
        yield Change(Kind.PRINTING, "责任印法", before, after)
    yield from _tasks(old, new, between)


def reworded(label: str, old: str | None, new: str | None) -> Iterator[Change]:
    """A change of wording, where there is one."""
    if (old or "") != (new or ""):
        yield Change(Kind.REWORDED, label, old or "", new or "")


def _terms(old: Item | Task, new: Item | Task, between: Between) -> Iterator[Change]:
    """What items and tasks both have: targets, deadline, responsibility, evidence."""
    yield from target_changes(old.targets, new.targets)
    yield from deadline_changes(old.deadline, new.deadline, between.years)
    yield from responsible_changes(old.responsible, new.responsible, between.who)
    if old.evidence != new.evidence:
        yield Change(Kind.EVIDENCE, "佐证材料", old.evidence or "", new.evidence or "")


def _goals(old: Item, new: Item, between: Between) -> Iterator[Change]:
    if [between.goals.get(goal) for goal in old.goals] != [*new.goals]:
        old_names, new_names = between.goal_names
        before = "；".join(old_names.get(goal, goal) for goal in old.goals)
        after = "；".join(new_names.get(goal, goal) for goal in new.goals)
        yield Change(Kind.GOALS, "服务的目标", before, after)


def _tasks(old: Item, new: Item, between: Between) -> Iterator[Change]:
    if not old.tasks and not new.tasks:
        return
    pairs = _paired(old.tasks, new.tasks, by_id=between.who.by_id)
    moved = [*pairs.values()] != sorted(pairs.values())
    old_of = {b: a for a, b in pairs.items()}
    for b, task in enumerate(new.tasks):
        if b in old_of:
            a = old_of[b]
            changes = [*_task(old, old.tasks[a], new, task, between)]
            if moved and a != b:
                changes.append(Change(Kind.MOVED, "任务次序", str(a + 1), str(b + 1)))
        else:
            changes = [Change(Kind.TASK_ADDED, "任务", "", task.do)]
        key = task.id or f"{new.id}/{b + 1}"
        yield from (replace(change, task=task.do, task_id=key) for change in changes)
    for a, task in enumerate(old.tasks):
        if a not in pairs:
            yield Change(Kind.TASK_REMOVED, "任务", task.do, "", task=task.do)


def _task(
    old_item: Item, old: Task, new_item: Item, new: Task, between: Between
) -> Iterator[Change]:
    """What changed in a task; a change that it inherits from its item stands at the item."""
    if between.who.by_id and old.id != new.id:
        yield Change(Kind.RENUMBERED, "编号", old.id or "", new.id or "")
    yield from reworded("任务", old.do, new.do)
    inherited = set()
    if old.responsible == old_item.responsible and new.responsible == new_item.responsible:
        inherited.add(Kind.RESPONSIBLE)
    if old.deadline == old_item.deadline and new.deadline == new_item.deadline:
        inherited.add(Kind.DEADLINE)
    yield from (change for change in _terms(old, new, between) if change.kind not in inherited)


def _paired(old: Sequence[Task], new: Sequence[Task], *, by_id: bool) -> dict[int, int]:
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
