"""The plan → its tasks: what must be done, by whom, by when, shown by what."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from plangen.deadline import Deadline
from plangen.deadline.telling import told
from plangen.plan import Group, Item, Plan, Responsibility, Target, Task, Unit
from plangen.workdays import Workdays

_FIRST_ARRANGED = 2001
"""The first year whose holidays were arranged by a notice of its own."""


class UnitPart(StrEnum):
    """The part a unit has in a task."""

    LEAD = "lead"
    """牵头"""
    RESPONSIBLE = "responsible"
    """责任"""
    SUPPORTING = "supporting"
    """配合"""


@dataclass(frozen=True)
class TaskRow:
    """One task of the plan, inheritance applied and recurrence dated."""

    id: str
    """Its own; else the item's, with its place among the item's tasks: publicity/2."""
    item: Item
    """What it is a task of."""
    text: str
    """What to do."""
    responsible: Responsibility
    deadline: Deadline | None
    due: tuple[date, ...]
    """Every due date, in order, none before the day of issue; the year's end for what goes on all
    year."""
    targets: tuple[Target, ...]
    evidence: str
    year: int
    """The plan's."""
    workdays: Workdays = field(compare=False, repr=False)
    """The calendar, which is opened only where somebody asks for rest days."""

    @cached_property
    def moved(self) -> tuple[tuple[date, date], ...]:
        """Due dates that are rest days, each with the working day before it."""
        deadline = self.deadline
        return tuple(_moved(deadline, self.due, self.workdays)) if deadline else ()

    @cached_property
    def timing(self) -> str:
        """完成时限 in words: as the plan says it, the dates it does not say, and rest days."""
        deadline = self.deadline
        return told(deadline, self.due, dict(self.moved), self.year) if deadline else ""

    @property
    def basis(self) -> str:
        """依据条款: the item's number, and the laws and regulations that it cites."""
        laws = "".join(f"《{title}》" for title in self.item.cited)
        return "，".join(filter(None, [self.item.clause, laws]))

    @property
    def target(self) -> str:
        """指标 in words: 维持率≥85%."""
        return "；".join(map(target_words, self.targets))

    @property
    def periods(self) -> tuple[str, ...]:
        """For each due date a key that stays when the date moves: 2026Q1, 2026-03.

        The year's review of what goes on beside other dates has `review`.
        """
        keys = self.deadline.periods if self.deadline else {}
        alone = "review" if keys else ""
        return tuple(keys.get(day, alone) for day in self.due)

    @property
    def review(self) -> date | None:
        """When what goes on all year is looked at; None where something is due that day anyway."""
        review = self.deadline.review if self.deadline else None
        return None if self.deadline and review in self.deadline.due else review

    def units(self, part: UnitPart) -> tuple[Unit | Group, ...]:
        """The units and groups that have this part in it, as the plan names them."""
        match part:
            case UnitPart.LEAD:
                lead = self.responsible.lead_unit
                return (lead,) if lead else ()
            case UnitPart.RESPONSIBLE:
                return self.responsible.units
            case UnitPart.SUPPORTING:
                return self.responsible.supporting_units


def task_rows(plan: Plan, workdays: Workdays) -> tuple[TaskRow, ...]:
    """Every task, in the plan's order.

    A goal, measure or requirement is a task. One that lists tasks becomes those instead, and
    stands before them only when something would else be lost: a target or evidence of its own,
    or somebody responsible for it whom none of them names.
    """
    return tuple(row for item in plan.items() for row in _rows_of(item, plan, workdays))


def calendar_note(plan: Plan, workdays: Workdays) -> str:
    """What to say where days are due and their year's holidays are not announced; else empty."""
    year = int(plan.year)
    if year < _FIRST_ARRANGED or workdays.known(year):
        return ""
    if not any(row.deadline and row.deadline.due for row in task_rows(plan, workdays)):
        return ""
    return f"{year}年的放假安排还没有公布，到期日只避开了周末和法定节假日"


def _rows_of(item: Item, plan: Plan, workdays: Workdays) -> Iterator[TaskRow]:
    if not item.tasks or item.targets or item.evidence or _left_out(item):
        yield _row(item.id, item, item.wording, item, plan, workdays)
    for number, task in enumerate(item.tasks, 1):
        yield _row(task.id or f"{item.id}/{number}", item, task.do, task, plan, workdays)


def _left_out(item: Item) -> bool:
    """Whether somebody is responsible for an item but for none of its tasks."""
    named = {one for task in item.tasks for one in _named(task.responsible)}
    return not named.issuperset(_named(item.responsible))


def _named(responsible: Responsibility) -> set[str]:
    """Everybody who has a part in it, by id or name."""
    department = (responsible.department,) if responsible.department else ()
    ids = [one.id for one in (*department, *responsible.parts)]
    return {*ids, *filter(None, [responsible.person, responsible.lead_official])}


def _row(
    key: str, item: Item, text: str, said: Item | Task, plan: Plan, workdays: Workdays
) -> TaskRow:
    deadline = said.deadline
    return TaskRow(
        id=key,
        item=item,
        text=text,
        responsible=said.responsible,
        deadline=deadline,
        due=_due(deadline, plan) if deadline else (),
        targets=said.targets,
        evidence=said.evidence or "",
        year=plan.year,
        workdays=workdays,
    )


def _due(deadline: Deadline, plan: Plan) -> tuple[date, ...]:
    issued = plan.issue.signed_on or plan.issue.printed_on or date.min
    review = [deadline.review] if deadline.review else []
    return tuple(sorted({day for day in (*deadline.due, *review) if day >= issued}))


def _moved(
    deadline: Deadline, due: tuple[date, ...], workdays: Workdays
) -> Iterator[tuple[date, date]]:
    """The rest days among what is due; an observance is held on its day, a daily duty on all."""
    daily = (deadline.rrule or "").startswith("FREQ=DAILY")
    kept = {day for term in deadline.terms if getattr(term, "name", "") for day in term.due}
    for day in () if daily else due:
        if day in deadline.due and day not in kept and workdays.is_rest(day):
            yield day, workdays.before(day)


def target_words(target: Target) -> str:
    """A target in words, such as 维持率≥85% or 发案数下降5%（基数200）."""
    unit = target.unit or ""
    signs = {
        "≥": target.at_least,
        "≤": target.at_most,
        "=": target.exactly,
        "增长": target.increase,
        "下降": target.decrease,
    }
    figures = "，".join(
        f"{sign}{figure}{unit}" for sign, figure in signs.items() if figure is not None
    )
    base = f"（基数{target.baseline}）" if target.baseline is not None else ""
    return f"{'力争' if target.aspirational else ''}{target.name}{figures}{base}"
