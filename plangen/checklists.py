"""Tasks → the checklist of everybody they are addressed to: units, departments, lead officials."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import blake2b
from types import MappingProxyType
from typing import Final

from plangen.deadline.telling import LISTED
from plangen.plan import Department, Group, Plan, Register, Unit, leaves
from plangen.tasks import TaskRow, UnitPart

NEWS = "较上年"
"""What heads that which is new of a task since last year's plan."""
_NONE: Mapping[str, str] = MappingProxyType({})


class Audience(StrEnum):
    """Whom a checklist is for."""

    UNIT = "单位"
    GROUP = "单位组"
    """An open group: one checklist, shared by members that nobody has listed."""
    DEPARTMENT = "科室"
    OFFICIAL = "责任领导"

    @property
    def label(self) -> str:
        """What a list calls those it is for, who fill it in."""
        match self:
            case Audience.OFFICIAL:
                return "责任领导"
            case Audience.DEPARTMENT:
                return "填报科室"
            case _:
                return "填报单位"


@dataclass(frozen=True, slots=True)
class Cover:
    """What all the checklists of a plan say alike."""

    series: str
    year: int
    title: str
    """卫生计生系统2018年禁毒工作任务清单"""
    basis: str
    """依据: the plan, by its title and number."""
    issuer: str
    dated: date
    """When the plan was signed or printed; the first day of its year where it does not say."""
    news: bool = False
    """Whether the lines say what is new since last year's plan."""


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A task as a checklist words it; line breaks are kept."""

    task: str
    """The id of the task."""
    text: str
    """工作任务, with the unit's part in it and the 指标."""
    basis: str
    deadline: str
    people: str
    """主管科室: the bureau's department and the officer who answer for it."""
    evidence: str
    due: tuple[date, ...]
    rule: str = ""
    """RFC 5545 RRULE without an end, where the due dates are too many to list."""
    shared: bool = False
    """Whether other checklists hold it too."""
    digest: bytes = b""
    """Changes when, and only when, what is asked does: another clause number asks nothing new."""
    moved: tuple[tuple[date, date], ...] = ()
    """Due dates that are rest days, each with the working day before it."""
    news: str = ""
    """较上年: what is new of it since last year's plan."""
    periods: tuple[str, ...] = ()
    """For each due date a key that stays when the date moves."""
    review: date | None = None
    """The due date that is only the year's review of what goes on."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """What one unit, open group, department or lead official must do."""

    audience: Audience
    id: str
    name: str
    above: tuple[str, ...]
    """The names of the units it stands under, the highest first."""
    lines: tuple[ChecklistLine, ...]

    @property
    def revision(self) -> str:
        """Changes when, and only when, what is asked of them does: 16 hexadecimal digits."""
        digests = b"".join(line.digest for line in self.lines)
        return blake2b(digests, digest_size=8, person=b"checklist").hexdigest()


def cover(plan: Plan, *, news: bool = False) -> Cover:
    """What the checklists of a plan say at their top."""
    number = f"（{plan.issue.doc_number}）" if plan.issue.doc_number else ""
    dated = plan.issue.signed_on or plan.issue.printed_on or date(plan.year, 1, 1)
    return Cover(
        series=plan.series,
        year=int(plan.year),
        title=titled(plan, "任务清单"),
        basis=f"《{plan.name}》{number}",
        issuer=plan.issuer,
        dated=date(dated.year, dated.month, dated.day),
        news=news,
    )


def titled(plan: Plan, kind: str) -> str:
    """The title of a paper made from a plan, such as its 任务清单 or 任务分解表.

    ……禁毒工作实施方案 gives ……禁毒工作任务清单; ……重点任务 gives ……重点任务清单; and what cannot be
    shortened is named whole: 《……若干措施》任务清单.
    """
    subject = re.sub("(实施)?(方案|计划|要点|意见|安排)$", "", plan.name)
    if subject.endswith("任务"):
        return subject + kind.removeprefix("任务")
    if subject.endswith(("若干", "若干措施", "若干政策", "若干举措")):
        return f"《{plan.name}》{kind}"
    return subject + kind


def checklists(
    plan: Plan, rows: Sequence[TaskRow], news: Mapping[str, str] = _NONE
) -> Iterator[Checklist]:
    """Yield every checklist that has a task on it, one at a time.

    Units come in the register's order, then open groups, departments and lead officials. `news`
    says by a task's id what is new of it since last year's plan.
    """
    twins = _twins(plan.register)
    addressed = _Addressed(rows, news, twins)
    for unit in plan.register.units:
        if lines := addressed.lines(unit):
            yield Checklist(Audience.UNIT, unit.id, unit.name, _above(unit), lines)
    for group in plan.register.groups:
        if lines := addressed.lines(group):
            yield Checklist(Audience.GROUP, group.id, group.name, (), lines)
    yield from _of_the_bureau(rows, news, twins)


def _twins(register: Register) -> dict[str, Unit]:
    """The departments that are units as well, by id: they get one list, the unit's."""
    units = {word: unit for unit in register.units for word in (unit.id, unit.name, *unit.also)}
    return {
        str(department.id): units[word]
        for department in register.departments
        for word in (department.id, department.name)
        if word in units
    }


def _of_the_bureau(
    rows: Iterable[TaskRow], news: Mapping[str, str], twins: Mapping[str, Unit]
) -> Iterator[Checklist]:
    """The lists of departments and lead officials, in the order they are first named in."""
    found: dict[tuple[Audience, str, str], list[ChecklistLine]] = defaultdict(list)
    for row in rows:
        who = row.responsible
        offices = [
            one for one in (*who.departments, *who.supporting_departments) if one.id not in twins
        ]
        if not offices and not who.lead_officials:
            continue
        line = _line(row, _roles(row), news, shared=True)
        for office in offices:
            found[Audience.DEPARTMENT, office.id, office.name].append(line)
        for official in who.lead_officials:
            found[Audience.OFFICIAL, official, official].append(line)
    for (audience, key, name), lines in sorted(found.items(), key=lambda each: each[0][0]):
        yield Checklist(audience, key, name, (), tuple(lines))


class _Addressed:
    """Which rows are addressed to whom, directly or through a group.

    Units addressed by the same names have the same lines, which are made once.
    """

    def __init__(
        self, rows: Sequence[TaskRow], news: Mapping[str, str], twins: Mapping[str, Unit]
    ) -> None:
        self._rows = rows
        self._news = news
        self._entries: dict[str, list[tuple[int, UnitPart]]] = defaultdict(list)
        """For each name that is addressed, the places of its rows and the part in them."""
        self._names: dict[str, tuple[str, ...]] = {}
        """For each unit and open group, the names it is addressed by; units share the tuples."""
        self._holders: Counter[tuple[int, UnitPart]] = Counter()
        named: dict[str, Unit | Group] = {}
        for place, row in enumerate(rows):
            for part in UnitPart:
                for one in row.units(part):
                    named[one.id] = one
                    self._entries[one.id].append((place, part))
            for department, part in _parts_of_departments(row):
                if unit := twins.get(department.id):
                    named[unit.id] = unit
                    self._entries[unit.id].append((place, part))
        for one in named.values():
            self._enter(one)
        self._line = cache(self._worded)
        self._lines = lru_cache(maxsize=64)(self._merged)

    def lines(self, one: Unit | Group) -> tuple[ChecklistLine, ...]:
        """The lines of a unit or an open group; none where nothing is addressed to it."""
        return self._lines(self._names.get(one.id, ()))

    def _enter(self, one: Unit | Group) -> None:
        members = {leaf.id for leaf in leaves(one)}
        longer: dict[tuple[str, ...], tuple[str, ...]] = {}
        for member in members:
            names = self._names.get(member, ())
            self._names[member] = longer.setdefault(names, (*names, one.id))
        for entry in self._entries[one.id]:
            self._holders[entry] += len(members)

    def _merged(self, names: tuple[str, ...]) -> tuple[ChecklistLine, ...]:
        """Each row once, in the plan's order, with the weightiest part in it."""
        parts: dict[int, UnitPart] = {}
        for place, part in (entry for name in names for entry in self._entries[name]):
            parts[place] = min(part, parts.get(place, part), key=_PARTS.index)
        return tuple(self._line(place, parts[place]) for place in sorted(parts))

    def _worded(self, place: int, part: UnitPart) -> ChecklistLine:
        row = self._rows[place]
        return _line(row, _own(row, part), self._news, shared=self._holders[place, part] > 1)


def _parts_of_departments(row: TaskRow) -> Iterator[tuple[Department, UnitPart]]:
    """The departments of a row, with the part that each would have as a unit."""
    for department in row.responsible.departments:
        yield department, UnitPart.RESPONSIBLE
    for department in row.responsible.supporting_departments:
        yield department, UnitPart.SUPPORTING


_PARTS = tuple(UnitPart)
"""The weightiest first."""
_DOING: Final = (UnitPart.LEAD, UnitPart.RESPONSIBLE)


def _partners(part: UnitPart) -> tuple[UnitPart, ...]:
    """Of whom those with a part are told: who leads, of all others; who helps, of who does it."""
    if part is UnitPart.LEAD:
        return tuple(other for other in UnitPart if other is not part)
    return (UnitPart.LEAD,) if part is UnitPart.RESPONSIBLE else _DOING


def _above(unit: Unit) -> tuple[str, ...]:
    return (*_above(unit.parent), unit.parent.name) if unit.parent else ()


def _own(row: TaskRow, part: UnitPart) -> str:
    """What a unit is told of its part, where it does not do the task alone."""
    others = [other for other in _partners(part) if row.units(other)]
    named = [_names(other.label, row.units(other)) for other in others]
    own = "" if part is UnitPart.RESPONSIBLE else f"你单位{part.verb}"
    if part is UnitPart.LEAD and len(row.units(part)) > 1:
        own = f"你单位牵头（并列牵头：{'、'.join(unit.name for unit in row.units(part))}）"
    return "，".join(filter(None, [own, *named]))


def _roles(row: TaskRow) -> str:
    """Which units have what part in a task, for the bureau's own people."""
    return "\n".join(_names(part.label, row.units(part)) for part in UnitPart if row.units(part))


def _names(label: str, units: Iterable[Unit | Group]) -> str:
    return f"{label}：{'、'.join(unit.name for unit in units)}"


def titled_text(row: TaskRow) -> str:
    """What to do, with the item that it is a part of: 【建设项目】招标."""
    return f"【{row.heading}】{row.text}" if row.heading else row.text


def _line(row: TaskRow, note: str, news: Mapping[str, str], *, shared: bool) -> ChecklistLine:
    """The line of a row, with a note on who does what."""
    target = row.target and f"指标：{row.target}"
    who = row.responsible
    own = [f"{name}：{value}" for name, value in row.fields.items()]
    basis = row.basis
    said = (
        row.id,
        "\n".join(filter(None, [titled_text(row), note, target, *own])),
        basis,
        row.timing,
        "\n".join([*(office.name for office in who.departments), *who.persons]),
        row.evidence,
    )
    rule = row.deadline and row.deadline.rrule if len(row.due) > LISTED else ""
    dates = [day.isoformat() for day in row.due]
    new = news.get(row.id, "")
    asked = [text for text in said if text is not basis]
    digest = blake2b("\0".join([*asked, *row.laws, *dates, rule or ""]).encode(), digest_size=8)
    return ChecklistLine(
        *said,
        row.due,
        rule or "",
        shared,
        digest.digest(),
        row.moved,
        new,
        row.periods,
        row.review,
    )
