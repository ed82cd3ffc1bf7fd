"""Tasks → the checklist of everybody they are addressed to: units, departments, lead officials."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from plangen.checklists.line import line_of, note_for_the_bureau, note_for_unit
from plangen.checklists.model import Audience, Checklist, ChecklistLine, Cover, Reported
from plangen.plan import Department, Group, Plan, Register, Unit, leaves, name_of_earlier
from plangen.tasks import TaskRow, UnitPart

__all__ = [
    "Audience",
    "Checklist",
    "ChecklistLine",
    "Cover",
    "Reported",
    "checklists",
    "cover",
    "titled",
]

_NONE: Mapping[str, str] = MappingProxyType({})


def cover(plan: Plan, rows: Iterable[TaskRow] = (), since: Plan | None = None) -> Cover:
    """What the checklists of a plan, with these tasks, say alike; `since` is what is compared."""
    number = f"（{plan.issue.doc_number}）" if plan.issue.doc_number else ""
    dated = plan.issue.signed_on or plan.issue.printed_on or date(plan.year, 1, 1)
    return Cover(
        series=plan.series,
        year=int(plan.year),
        title=titled(plan, "任务清单"),
        basis=f"《{plan.name}》{number}",
        issuer=plan.issuer,
        dated=date(dated.year, dated.month, dated.day),
        news=f"较{name_of_earlier(since, plan)}" if since else "",
        headed=any(row.heading for row in rows),
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
    says by a task's id what is new of it since an earlier plan.
    """
    twins = _twins(plan.register)
    addressed = _Addressed(rows, news, twins)
    lines_of = lru_cache(maxsize=64)(addressed.lines)
    for unit in plan.register.units:
        if lines := lines_of(addressed.names(unit)):
            yield Checklist(Audience.UNIT, unit.id, unit.name, _above(unit), lines)
    for group in plan.register.groups:
        if lines := lines_of(addressed.names(group)):
            yield Checklist(Audience.GROUP, group.id, group.name, (), lines)
    yield from _of_the_bureau(rows, news, twins)


def _twins(register: Register) -> dict[str, Unit]:
    """The departments that are units as well, by id: they get one list, the unit's."""
    words: set[str] = {word for one in register.departments for word in (one.id, one.name)}
    units: dict[str, Unit] = {}
    for unit in register.units if words else ():
        for word in words.intersection((unit.id, unit.name, *unit.also)):
            units[word] = unit
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
        line = line_of(row, note_for_the_bureau(row), news, shared=True)
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
        self._lines: dict[tuple[int, UnitPart], ChecklistLine] = {}

    def names(self, one: Unit | Group) -> tuple[str, ...]:
        """The names that a unit or an open group is addressed by."""
        return self._names.get(one.id, ())

    def _enter(self, one: Unit | Group) -> None:
        longer: dict[tuple[str, ...], tuple[str, ...]] = {}
        members = 0
        for member in leaves(one):
            names = self._names.get(member.id, ())
            if not names or names[-1] != one.id:  # else it is in the group by two ways
                members += 1
                name = str(member.id)  # a dict of plain texts alone takes less
                self._names[name] = longer.setdefault(names, (*names, one.id))
        for entry in self._entries[one.id]:
            self._holders[entry] += members

    def lines(self, names: tuple[str, ...]) -> tuple[ChecklistLine, ...]:
        """The lines of those addressed by these names.

        Each row once, in the plan's order, with the weightiest part in it.
        """
        parts: dict[int, UnitPart] = {}
        for place, part in (entry for name in names for entry in self._entries[name]):
            parts[place] = min(part, parts.get(place, part), key=_PARTS.index)
        return tuple(self._line(place, parts[place]) for place in sorted(parts))

    def _line(self, place: int, part: UnitPart) -> ChecklistLine:
        line = self._lines.get((place, part))
        if line is None:
            row, shared = self._rows[place], self._holders[place, part] > 1
            line = line_of(row, note_for_unit(row, part), self._news, shared=shared)
            self._lines[place, part] = line
        return line


def _parts_of_departments(row: TaskRow) -> Iterator[tuple[Department, UnitPart]]:
    """The departments of a row, with the part that each would have as a unit."""
    for department in row.responsible.departments:
        yield department, UnitPart.RESPONSIBLE
    for department in row.responsible.supporting_departments:
        yield department, UnitPart.SUPPORTING


_PARTS = tuple(UnitPart)
"""The weightiest first."""


def _above(unit: Unit) -> tuple[str, ...]:
    return (*_above(unit.parent), unit.parent.name) if unit.parent else ()
