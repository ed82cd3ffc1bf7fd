"""The plan → its tasks: what must be done, by whom, by when, shown by what."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final

from plangen.deadline import Deadline
from plangen.deadline.telling import told
from plangen.plan import (
    UNIT_ROLES,
    Department,
    Group,
    Item,
    Plan,
    Responsibility,
    Target,
    Task,
    Unit,
    cited,
    leaves,
)
from plangen.workdays import Workdays

_FIRST_ARRANGED = 2001
"""The first year whose holidays were arranged by a notice of its own."""


class UnitPart(StrEnum):
    """The part a unit has in a task, the weightiest first."""

    LEAD = "lead"
    """牵头"""
    RESPONSIBLE = "responsible"
    """责任"""
    IMPLEMENTING = "implementing"
    """落实"""
    SUPPORTING = "supporting"
    """配合"""
    PARTICIPATING = "participating"
    """参与"""
    GUIDING = "guiding"
    """指导"""

    @property
    def role(self) -> str:
        """The field of a Responsibility that holds those who have this part."""
        return _ROLES[self]

    @property
    def label(self) -> str:
        """What people call those who have this part: 牵头单位."""
        return UNIT_ROLES[self.role]

    @property
    def verb(self) -> str:
        """What they do: 牵头."""
        return self.label.removesuffix("单位")


_ROLES: Final = {
    UnitPart.LEAD: "leads",
    UnitPart.RESPONSIBLE: "units",
    UnitPart.IMPLEMENTING: "implementing_units",
    UnitPart.SUPPORTING: "supporting_units",
    UnitPart.PARTICIPATING: "participating_units",
    UnitPart.GUIDING: "guiding_units",
}


@dataclass(frozen=True)
class TaskRow:
    """One task of the plan, inheritance applied and recurrence dated."""

    id: str
    """Its own; where none is written, one made from its words."""
    item: Item
    """What it is a task of."""
    heading: str
    """工作事项: the item, or the task above it; empty where the task is an item without a title."""
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

    whole_targets: tuple[Target, ...] = ()
    """指标 of the whole item, which its tasks reach together."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """自定栏目: column and what stands in it."""

    @cached_property
    def moved(self) -> tuple[tuple[date, date], ...]:
        """Due dates that are rest days, each with the working day before it."""
        if self.deadline is None:
            return ()
        return tuple(moved_days(self.deadline, self.due, self.workdays))

    @cached_property
    def timing(self) -> str:
        """完成时限 in words: as the plan says it, the dates it does not say, and rest days."""
        if self.deadline is None:
            return ""
        return told(self.deadline, self.due, dict(self.moved), self.year)

    @cached_property
    def laws(self) -> tuple[str, ...]:
        """The laws that its own words cite, or the sentences of the item that hold those words."""
        texts = [self.text]
        words = _bare(self.text)
        for sentence in _SENTENCE.findall(self.item.text or ""):
            if words in _bare(sentence):
                texts.append(sentence)
        return cited(" ".join(texts))

    @property
    def basis(self) -> str:
        """依据条款: the item's number, and the laws and regulations that the task's words cite."""
        laws = "".join(f"《{title}》" for title in self.laws)
        return "，".join(filter(None, [self.item.clause, laws]))

    @property
    def target(self) -> str:
        """指标 in words: 维持率≥85%; that of the whole item is said as such: 整项：维持率≥85%."""
        own = "；".join(map(target_words, self.targets))
        whole = "；".join(map(target_words, self.whole_targets))
        return "；".join(filter(None, [own, whole and f"整项：{whole}"]))

    @property
    def periods(self) -> tuple[str, ...]:
        """For each due date a key that stays when the date moves: 2026Q1, 2026-03.

        The year's review of what goes on beside other dates has `review`.
        """
        if self.deadline is None:
            return ("",) * len(self.due)
        keys = self.deadline.periods
        review_key = "review" if keys else ""
        return tuple(keys.get(day, review_key) for day in self.due)

    @property
    def steps(self) -> tuple[str, ...]:
        """For each due date the step that is taken by then: 3月底前拟出初稿; else empty."""
        steps = dict.fromkeys(self.due, "")
        stages = self.deadline.stages if self.deadline else ()
        for stage in stages:
            if stage.words:
                for day in stage.term.due:
                    steps[day] = f"{stage.text}{stage.words}"
        return tuple(steps[day] for day in self.due)

    @property
    def review(self) -> date | None:
        """When work that goes on all year is reviewed; None where other work is due that day."""
        if self.deadline is None or self.deadline.review in self.deadline.due:
            return None
        return self.deadline.review

    def units(self, part: UnitPart) -> tuple[Unit | Group, ...]:
        """The units and groups that have this part in it, as the plan names them."""
        units: tuple[Unit | Group, ...] = getattr(self.responsible, part.role)
        return units


_SENTENCE: Final = re.compile("[^。；！\n]+[。；！]?")
_LONGEST_HEADING: Final = 30
"""A sentence longer than so many characters is cut, where it stands for its item."""


def _bare(text: str) -> str:
    """A text without white space and the mark at its end, for comparing."""
    return "".join(text.split()).rstrip("。；！")


def task_rows(plan: Plan, workdays: Workdays) -> tuple[TaskRow, ...]:
    """Every task, in the plan's order.

    A goal, measure or requirement is a task. One that lists tasks becomes those instead: its
    evidence is theirs where they have none, its target stands beside theirs as that of the whole.
    It is a task itself only for those who are responsible for it but for none of its tasks.
    """
    rows = _Rows(plan, workdays)
    return tuple(row for item in plan.items() for row in rows.of_item(item))


def calendar_note(plan: Plan, workdays: Workdays) -> str:
    """What to say where days are due and their year's holidays are not announced; else empty."""
    year = int(plan.year)
    if year < _FIRST_ARRANGED or workdays.known(year):
        return ""
    if not any(row.deadline and row.deadline.due for row in task_rows(plan, workdays)):
        return ""
    return f"{year}年的放假安排还没有公布，到期日只避开了周末和法定节假日"


class _Rows:
    """Makes the rows of one plan."""

    def __init__(self, plan: Plan, workdays: Workdays) -> None:
        self._plan = plan
        self._workdays = workdays
        self._members = _Members()

    def of_item(self, item: Item) -> Iterator[TaskRow]:
        """Yield the row of an item, or those of its tasks."""
        if not item.tasks:
            heading = item.title if item.title and item.text else ""
            text = str(item.text or item.title or "")  # plain: findings point at the item
            yield self._row(item.id, item, heading, text, item, item.responsible)
            return
        if left := _left_over(item, self._members):
            yield self._row(item.id, item, "", item.wording, item, left, targets=False)
        for task in item.tasks:
            yield from self._of_task(task, item, _heading(item), item.evidence, item.targets)

    def _of_task(
        self,
        task: Task,
        item: Item,
        heading: str,
        evidence: str | None,
        whole: tuple[Target, ...],
    ) -> Iterator[TaskRow]:
        evidence = task.evidence or evidence
        if task.tasks:
            for subtask in task.tasks:
                yield from self._of_task(subtask, item, task.do, evidence, (*whole, *task.targets))
            return
        if not item.title and _bare(task.do) in _bare(item.text or ""):
            heading = ""  # the item's own words would stand twice
        yield self._row(
            task.id or "",
            item,
            heading,
            task.do,
            task,
            task.responsible,
            evidence=evidence or "",
            whole=whole,
        )

    def _row(
        self,
        key: str,
        item: Item,
        heading: str,
        text: str,
        duty: Item | Task,
        responsible: Responsibility,
        *,
        targets: bool = True,
        evidence: str = "",
        whole: tuple[Target, ...] = (),
    ) -> TaskRow:
        deadline = duty.deadline
        due = _due(deadline, self._plan) if deadline else ()
        return TaskRow(
            id=key,
            item=item,
            heading=heading,
            text=text,
            responsible=responsible,
            deadline=deadline,
            due=due,
            targets=duty.targets if targets else (),
            evidence=evidence or duty.evidence or "",
            year=self._plan.year,
            workdays=self._workdays,
            whole_targets=whole,
            fields={**dict(item.fields), **dict(duty.fields)},
        )


def _heading(item: Item) -> str:
    """What an item is called in a table: its title, else its first sentence, cut if too long."""
    if item.title:
        return item.title
    sentence = _SENTENCE.match((item.text or "").strip())
    if sentence is None:
        return ""
    words = sentence[0].rstrip("。；！")
    if len(words) > _LONGEST_HEADING:
        return f"{words[:_LONGEST_HEADING]}…"
    return words


def _left_over(item: Item, members: "_Members") -> Responsibility | None:
    """Who is responsible for an item but for none of its tasks; None where there is nobody.

    A group is left over where one of its members is.
    """
    busy = set()
    for task in item.tasks:
        for subtask in task.tasks or (task,):
            for who in _everybody(subtask.responsible):
                busy |= members.of(who)
    left = {}
    for role in _EVERY_ROLE:
        responsible = getattr(item.responsible, role)
        left[role] = tuple(who for who in responsible if not members.of(who) <= busy)
    return Responsibility(**left) or None


def _everybody(responsible: Responsibility) -> Iterator[Unit | Group | Department | str]:
    for role in _EVERY_ROLE:
        yield from getattr(responsible, role)


_EVERY_ROLE: Final = tuple(role.name for role in dataclass_fields(Responsibility))


class _Members:
    """The keys of everybody who is responsible: of a group those of its members, walked once."""

    def __init__(self) -> None:
        self._keys: dict[int, set[tuple[type, str]]] = {}

    def of(self, who: Unit | Group | Department | str) -> set[tuple[type, str]]:
        """The keys of somebody; they are kept by identity, so the plan must stay alive."""
        if id(who) not in self._keys:
            self._keys[id(who)] = _keys(who)
        return self._keys[id(who)]


def _keys(who: Unit | Group | Department | str) -> set[tuple[type, str]]:
    if isinstance(who, str):
        return {(str, str(who))}
    if isinstance(who, Department):
        return {(Department, str(who.id))}
    return {(Unit, str(leaf.id)) for leaf in leaves(who)}


def _due(deadline: Deadline, plan: Plan) -> tuple[date, ...]:
    issued = plan.issue.signed_on or plan.issue.printed_on or date.min
    days = set(deadline.due)
    if deadline.review:
        days.add(deadline.review)
    return tuple(day for day in sorted(days) if day >= issued)


def moved_days(
    deadline: Deadline, due: tuple[date, ...], workdays: Workdays
) -> Iterator[tuple[date, date]]:
    """Due dates that are rest days, each with the working day before it.

    Observances and daily duties do not move.
    """
    if deadline.rrule and deadline.rrule.startswith("FREQ=DAILY"):
        return
    observed: set[date] = set()
    for term in deadline.terms:
        if getattr(term, "name", ""):
            observed.update(term.due)
    for day in due:
        if day in deadline.due and day not in observed and workdays.is_rest(day):
            yield day, workdays.before(day)


def target_words(target: Target) -> str:
    """A target in words, such as 维持率≥85% or 发案数下降5%（基数200）."""
    name = str(target.name)
    if target.increase is not None or target.decrease is not None:
        name = re.sub("(增长|下降|增加|减少|提高|降低)$", "", name)
    if target.aspirational:
        name = f"力争{name}"
    base = f"（基数{target.baseline}）" if target.baseline is not None else ""
    return f"{name}{_figures(target)}{base}"


def _figures(target: Target) -> str:
    """The figures of a target with their signs: ≥85%，≤95%."""
    figures = {
        "≥": target.at_least,
        "≤": target.at_most,
        "=": target.exactly,
        "增长": target.increase,
        "下降": target.decrease,
    }
    words = []
    for sign, figure in figures.items():
        if figure is not None:
            words.append(f"{sign}{figure}{target.unit or ''}")
    return "，".join(words)
