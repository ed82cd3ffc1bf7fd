"""The facts of an item beside its wording: who, by when, with what targets and evidence."""

from collections.abc import Iterator

from plangen.comparison.report.lines import ChangeLine, clipped
from plangen.comparison.responsible import names
from plangen.comparison.tree import all_tasks
from plangen.plan import UNIT_ROLES, Item, Responsibility, Task
from plangen.tasks import target_words


def facts(item: Item) -> Iterator[ChangeLine]:
    """责任, 时限, 指标, 佐证材料 and own columns; of a task only what differs from its item."""
    whole = _facts(item)
    for label, words in whole.items():
        yield ChangeLine(label, after=words)
    for task in all_tasks(item):
        own = []
        for label, words in _facts(task).items():
            if whole.get(label) != words:
                own.append(f"{label}：{words}")
        if own:
            yield ChangeLine(f"任务“{clipped(task.do)}”", after="；".join(own))


def _facts(duty: Item | Task) -> dict[str, str]:
    """The facts in words by their labels; those without words are left out."""
    words = {
        "责任": _responsible(duty.responsible),
        "时限": str(duty.deadline.text) if duty.deadline else "",
        "指标": "；".join(map(target_words, duty.targets)),
        "佐证材料": duty.evidence or "",
        **dict(duty.fields),
    }
    return {label: fact for label, fact in words.items() if fact}


def _responsible(responsible: Responsibility) -> str:
    """医政科，县医院牵头，各乡镇卫生院，县公安局配合."""
    parts = [names(responsible.departments) or "、".join(responsible.persons)]
    if supporting := names(responsible.supporting_departments):
        parts.append(f"{supporting}配合")
    for role, label in UNIT_ROLES.items():
        units = names(getattr(responsible, role))
        if units and role != "units":
            units += label.removesuffix("单位")
        parts.append(units)
    return "，".join(filter(None, parts))
