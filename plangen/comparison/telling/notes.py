"""较上年: what changed of each task since last year, in a few words for a column of a checklist."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plangen.comparison.model import Change, Comparison, Counterparts, Kind
from plangen.comparison.telling.lines import begun, only_years, way
from plangen.plan import Item, Plan, Task

Names = tuple[dict[str, str], dict[str, str]]
"""Of the units and groups of the old and of the new plan, by id."""

_NEW: Final = (Kind.TASK_ADDED, Kind.ADDED, Kind.SPLIT)
_PASSED_ON: Final = ("责任科室", "责任人", "责任领导")
_INHERITED: Final = {Kind.DEADLINE: "deadline", Kind.RESPONSIBLE: "responsible"}


def notes(comparison: Comparison) -> dict[str, str]:
    """By the id of a task of the new plan, what is new of it; nothing of what did not change.

    A note holds for everybody whose checklist has the task.
    """
    found: dict[str, list[Change]] = defaultdict(list)
    for entry in comparison.items:
        for key, change in _placed(entry):
            found[key].append(change)
    names = (_names(comparison.old), _names(comparison.new))
    said = {key: "；".join(_said(changes, names)) for key, changes in found.items()}
    return {key: words for key, words in said.items() if words}


def _names(plan: Plan) -> dict[str, str]:
    """The names of units and groups by id."""
    units = {str(one.id): str(one.name) for one in plan.register.units}
    return units | {str(one.id): str(one.name) for one in plan.register.groups}


def _placed(entry: Counterparts) -> Iterator[tuple[str, Change]]:
    """Each change with the ids of the tasks that it is told of."""
    if not isinstance(entry.new, Item):
        if isinstance(entry.kin, Item):
            yield from ((entry.kin.id, change) for change in entry.changes)
        return
    item = entry.new
    for change in entry.changes:
        if change.task:
            if change.task_id:
                yield change.task_id, change
            continue
        yield item.id, change
        for number, task in enumerate(item.tasks, 1):
            if _holds(change, item, task):
                yield task.id or f"{item.id}/{number}", change


def _holds(change: Change, item: Item, task: Task) -> bool:
    """Whether a change of an item is one of a task of it too."""
    if change.kind in (Kind.ADDED, Kind.SPLIT):
        return True
    inherited = _INHERITED.get(change.kind)
    return inherited is not None and getattr(task, inherited) == getattr(item, inherited)


def _said(changes: Sequence[Change], names: Names) -> Iterable[str]:
    """The changes of a task in words, each once; of a new one no more than that it is."""
    if new := next((change for change in changes if change.kind in _NEW), None):
        return [f"由上年“{begun(new.before)}”拆出" if new.kind is Kind.SPLIT else "新增"]
    alone = [change.kind for change in changes].count(Kind.TARGET) == 1
    return dict.fromkeys(filter(None, (_words(each, names, alone=alone) for each in changes)))


def _words(change: Change, names: Names, *, alone: bool) -> str:
    match change.kind:
        case Kind.MERGED:
            return f"并入了上年“{begun(change.before)}”"
        case Kind.REWORDED:
            return "仅改年份" if only_years(change) else "文字有改动"
        case Kind.TARGET:
            return _target(change, alone=alone)
        case Kind.DEADLINE:
            return _from_to(change, "时限")
        case Kind.RESPONSIBLE:
            return _responsible(change, names)
        case Kind.EVIDENCE:
            return _from_to(change, "佐证材料")
    return ""


def _target(change: Change, *, alone: bool) -> str:
    """指标由≥85%提高到≥90%; with its name where several changed."""
    if not change.before or not change.after:
        return f"新增指标：{change.after}" if change.after else f"取消指标：{change.before}"
    named = [change.before.partition(change.label), change.after.partition(change.label)]
    if change.label and all(name for _, name, _ in named):
        before, after = (f"{head}{figure.removeprefix('=')}" for head, _, figure in named)
        return _from_to(change, "指标" if alone else change.label, before, after)
    return _from_to(change, "指标")


def _from_to(change: Change, label: str, before: str = "", after: str = "") -> str:
    before, after = before or change.before, after or change.after
    if not before:
        return f"新定{label}：{after}"
    if not after:
        return f"取消{label}：{before}"
    turned = f"{way(change)}到" if change.direction else "改为"
    return f"{label}由{before}{turned}{after}"


def _responsible(change: Change, names: Names) -> str:
    """责任单位增加甲，减少乙; what only one may hold simply passes on."""
    if not change.affected:
        return _from_to(change, change.label) if change.label in _PASSED_ON else ""
    left, joined = (
        "、".join(name for one in change.affected if (name := known.get(one)) in said.split("、"))
        for known, said in zip(names, (change.before, change.after), strict=True)
    )
    said = [f"增加{joined}" if joined else "", f"减少{left}" if left else ""]
    return change.label + "，".join(filter(None, said))
