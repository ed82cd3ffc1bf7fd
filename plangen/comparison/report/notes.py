"""较上年, 较上次: what changed of each task, in a few words for a column of a checklist.

A task with its target 维持率≥85% → ≥90% and 县中医院 gone from its units gets:
指标由≥85%提高到≥90%；责任单位减少县中医院.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plangen.comparison.model import Change, Comparison, Counterparts, Kind
from plangen.comparison.report.lines import begun, only_years, way
from plangen.comparison.tree import all_tasks
from plangen.plan import Group, Item, Plan, Task, Unit, name_of_earlier

_NEW: Final = (Kind.TASK_ADDED, Kind.ADDED)
_PASSED_ON: Final = ("责任科室", "配合科室", "责任人", "责任领导")
_INHERITED: Final = {Kind.DEADLINE: "deadline", Kind.RESPONSIBLE: "responsible"}


def notes(comparison: Comparison) -> dict[str, str]:
    """The note on each task of the new plan that changed, by the task's id.

    A note holds for everybody whose checklist has the task.
    """
    changes: dict[str, list[Change]] = defaultdict(list)
    for entry in comparison.items:
        for task_id, change in _by_task(entry):
            changes[task_id].append(change)
    plans = _Plans(comparison.old, comparison.new)
    notes = {}
    for task_id, own in changes.items():
        if note := "；".join(_phrases(own, plans)):
            notes[task_id] = note
    return notes


class _Plans:
    """What the phrases need of the two plans."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self.names = (_names(old), _names(new))
        """Names by id, of the units and groups of each."""
        self.earlier = name_of_earlier(old, new)
        """上年, 上次."""


def _names(plan: Plan) -> dict[str, str]:
    """The names of units and groups by id."""
    everybody: tuple[Unit | Group, ...] = (*plan.register.units, *plan.register.groups)
    return {str(unit.id): str(unit.name) for unit in everybody}


def _by_task(entry: Counterparts) -> Iterator[tuple[str, Change]]:
    """Each change with the id of every task whose note mentions it."""
    if isinstance(entry.new, Item):
        for change in entry.changes:
            for task_id in _concerned(change, entry.new):
                yield task_id, change
    elif isinstance(entry.kin, Item):
        for change in entry.changes:
            yield entry.kin.id, change


def _concerned(change: Change, item: Item) -> Iterator[str]:
    """The ids of the tasks that a change of an item, or of a task of it, is about."""
    if not change.task:
        yield item.id
        yield from _passed_on(change, item)
    elif change.task_id:
        for task in all_tasks(item):
            if task.id == change.task_id:
                yield change.task_id
                yield from _passed_on(change, task)


def _passed_on(change: Change, above: Item | Task) -> Iterator[str]:
    """The ids of the tasks of an item or a task that a change of it changes too."""
    for task in above.tasks:
        if _holds(change, above, task):
            yield str(task.id)
            yield from _passed_on(change, task)


def _holds(change: Change, above: Item | Task, task: Task) -> bool:
    """Whether a change of an item or a task changes this task of it too.

    All its tasks together reach its targets; evidence and own columns hold for a task that has
    none of its own.
    """
    match change.kind:
        case Kind.ADDED | Kind.SPLIT | Kind.TASK_ADDED | Kind.TARGET:
            return True
        case Kind.EVIDENCE:
            return not task.evidence
        case Kind.FIELDS:
            return change.label not in dict(task.fields)
    inherited = _INHERITED.get(change.kind)
    return inherited is not None and getattr(task, inherited) == getattr(above, inherited)


def _phrases(changes: Sequence[Change], plans: _Plans) -> Iterable[str]:
    """The changes of a task in words, each once; of a new task only that it is new."""
    targets = 0
    for change in changes:
        if change.kind is Kind.SPLIT:
            return [f"由{plans.earlier}“{begun(change.before)}”拆出"]
        if change.kind in _NEW:
            return ["新增"]
        targets += change.kind is Kind.TARGET
    phrases = [_phrase(change, plans, only_target=targets == 1) for change in changes]
    return dict.fromkeys(filter(None, phrases))


def _phrase(change: Change, plans: _Plans, *, only_target: bool) -> str:
    match change.kind:
        case Kind.MERGED:
            return f"并入了{plans.earlier}“{begun(change.before)}”"
        case Kind.REWORDED:
            if only_years(change):
                return "仅改年份"
            return "文字有改动"
        case Kind.TARGET:
            return _target(change, only_target=only_target)
        case Kind.DEADLINE:
            return _from_to(change, "时限")
        case Kind.RESPONSIBLE:
            return _responsible(change, plans.names)
        case Kind.EVIDENCE:
            return _from_to(change, "佐证材料")
        case Kind.FIELDS:
            return _from_to(change, change.label)
    return ""


def _target(change: Change, *, only_target: bool) -> str:
    """指标由≥85%提高到≥90%; with the target's name where several changed."""
    if not change.before:
        return f"新增指标：{change.after}"
    if not change.after:
        return f"取消指标：{change.before}"
    name = change.label
    if name and name in change.before and name in change.after:
        before, after = _unnamed(change.before, name), _unnamed(change.after, name)
        return _from_to(change, "指标" if only_target else name, before, after)
    return _from_to(change, "指标")


def _unnamed(words: str, name: str) -> str:
    """力争维持率=90% without its name and = is 力争90%."""
    head, _, figure = words.partition(name)
    return f"{head}{figure.removeprefix('=')}"


def _from_to(change: Change, label: str, before: str = "", after: str = "") -> str:
    before, after = before or change.before, after or change.after
    if not before:
        return f"新定{label}：{after}"
    if not after:
        return f"取消{label}：{before}"
    turned = f"{way(change)}到" if change.direction else "改为"
    return f"{label}由{before}{turned}{after}"


def _responsible(change: Change, names: tuple[dict[str, str], dict[str, str]]) -> str:
    """责任单位增加甲，减少乙; a role that one person holds goes from one to the next."""
    if not change.affected:
        if change.label in _PASSED_ON:
            return _from_to(change, change.label)
        return ""
    left = _listed_among(change.affected, names[0], change.before)
    joined = _listed_among(change.affected, names[1], change.after)
    phrases = (joined and f"增加{joined}", left and f"减少{left}")
    return change.label + "，".join(filter(None, phrases))


def _listed_among(ids: Iterable[str], names: dict[str, str], listed: str) -> str:
    """The names of these ids that stand in a list 甲、乙、丙."""
    names_listed = listed.split("、")
    return "、".join(names[key] for key in ids if names.get(key) in names_listed)
