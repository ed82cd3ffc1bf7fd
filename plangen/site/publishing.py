"""What of a plan may be shown to everybody: nothing classified, no names of the bureau's people."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from plangen.comparison import compare
from plangen.comparison.model import Change, Comparison, Kind
from plangen.findings.finding import CannotGoOn
from plangen.plan import Item, Plan, Responsibility, Section, Task

_INTERNAL: Final = (Kind.REGISTER, Kind.SUCCESSION, Kind.WAIVER)
"""Changes of what is the bureau's own: contacts, phones, who holds a post, why a rule is waived."""


def refuse_classified(plans: Iterable[tuple[str, Plan]]) -> None:
    """Raise CannotGoOn where any of the plans, each after its file, bears a classification."""
    reasons = []
    for file, plan in plans:
        mark = plan.issue.classification
        if mark:
            reasons.append(
                f"{file}:{mark.line}:{mark.column}：标了密级“{mark}”，涉密的方案不能做成网页传阅；"
                "把它移出这个文件夹，再运行一次"
            )
    if reasons:
        raise CannotGoOn("\n".join(reasons))


def published(plan: Plan) -> Plan:
    """A plan without the names of responsible persons and lead officials, and without waivers.

    What its notice prints is composed of the plan itself: that was issued as it stands.
    """
    sections = tuple(map(_section, plan.sections))
    return replace(plan, sections=sections, waivers=(), questions=())


def _section(section: Section) -> Section:
    content: list[Section | Item] = []
    for entry in section.content:
        content.append(_section(entry) if isinstance(entry, Section) else _item(entry))
    return replace(section, content=tuple(content))


def _item(item: Item) -> Item:
    tasks = tuple(map(_task, item.tasks))
    return replace(item, responsible=_without_people(item.responsible), tasks=tasks)


def _task(task: Task) -> Task:
    tasks = tuple(map(_task, task.tasks))
    return replace(task, responsible=_without_people(task.responsible), tasks=tasks)


def _without_people(responsible: Responsibility) -> Responsibility:
    return replace(responsible, persons=(), lead_officials=())


def printed_people(plan: Plan, printed: str) -> list[str]:
    """The responsible persons and lead officials whom the notice itself names, in its words."""
    people: dict[str, None] = {}
    for item in plan.items():
        for who in (item.responsible, *(task.responsible for task in item.tasks)):
            people |= dict.fromkeys(map(str, (*who.persons, *who.lead_officials)))
    return [name for name in people if name in printed]


def published_comparison(old: Plan, new: Plan) -> Comparison:
    """What differs between two plans, as everybody may know it."""
    comparison = compare(published(old), published(new))
    entries = []
    for entry in comparison.entries:
        entries.append(replace(entry, changes=_public(entry.changes)))
    return replace(comparison, entries=tuple(entries), changes=_public(comparison.changes))


def _public(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.kind not in _INTERNAL)
