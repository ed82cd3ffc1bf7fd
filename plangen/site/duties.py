"""Who does what: the tasks of a plan in one table, by unit, by department and by lead official."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from plangen.assignments import filled_columns
from plangen.checklists import Audience, Checklist, ChecklistLine, checklists
from plangen.plan import Plan
from plangen.site.full_text import SearchPassage
from plangen.site.pages import Fragment, SitePage, in_pages
from plangen.tasks import TaskRow

ROWS: Final = 1000
"""Rows of a page's tables, as far as tables can be parted from each other."""
MOST_ROWS: Final = 100_000
"""Rows of all tables by unit; what goes beyond that is told, not shown."""
_UNITS: Final = (Audience.UNIT, Audience.GROUP)


@dataclass(slots=True)
class DutyTable:
    """The tasks that one or more have alike."""

    anchor: str
    names: list[str]
    lines: tuple[ChecklistLine, ...]
    page: str = ""
    """The page that it stands on; empty where it is left out."""

    @property
    def title(self) -> str:
        """Those whose tasks they are, at most three of them by name."""
        words = "、".join(self.names[:3])
        return words if len(self.names) <= 3 else f"{words}等 {len(self.names)} 家"


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit in the list of units."""

    name: str
    above: str
    table: DutyTable
    contact: str = ""
    """Who receives its checklist, and the phone; empty where everybody may read."""


class Duties:
    """The checklists of a plan, those that say the same put together.

    A county has tens of thousands of units, which are addressed by a few hundred groups: their
    tables are as many as there are different ones.
    """

    def __init__(self, plan: Plan, rows: Sequence[TaskRow], *, internal: bool) -> None:
        contacts = dict(_contacts(plan)) if internal else {}
        self.units: list[ListedUnit] = []
        self._tables: dict[Audience, dict[tuple[int, ...], DutyTable]] = {}
        self._rows = rows
        for checklist in checklists(plan, rows):
            table = self._table(checklist)
            if checklist.audience in _UNITS:
                above = " › ".join(checklist.above)
                contact = contacts.get(checklist.id, "")
                self.units.append(ListedUnit(checklist.name, above, table, contact))

    def _table(self, checklist: Checklist) -> DutyTable:
        """The table of a checklist; each line is one object, whoever has it."""
        tables = self._tables.setdefault(_kind(checklist.audience), {})
        key = tuple(map(id, checklist.lines))
        if key not in tables:
            anchor = f"{_PAGES[_kind(checklist.audience)]}-of-{len(tables) + 1}"
            tables[key] = DutyTable(anchor, [], checklist.lines)
        tables[key].names.append(checklist.name)
        return tables[key]

    def pages(self) -> Iterator[SitePage]:
        """The pages of all tasks, by unit, by department and by lead official."""
        columns, rows = filled_columns(self._rows)
        numbered = list(zip(self._rows, rows, strict=True))
        for ending, part in in_pages(numbered, 2 * ROWS):
            context = {"columns": columns, "rows": part, "ending": ending, "more": "tasks"}
            context["endings"] = [other for other, _ in in_pages(numbered, 2 * ROWS)]
            fragment = Fragment("tasks", context)
            yield SitePage(f"tasks{ending}", "tasks", "任务", (fragment,))
        tables = self._pages_of(Audience.UNIT)
        yield from self._unit_pages()
        yield from tables
        yield from self._pages_of(Audience.DEPARTMENT)
        yield from self._pages_of(Audience.OFFICIAL)

    def _unit_pages(self) -> Iterator[SitePage]:
        """The list of units; of many, parted in the register's order."""
        parts = list(in_pages(self.units, ROWS))
        ranges = []
        for ending, part in parts:
            if part:
                ranges.append((ending, part[0].name, part[-1].name))
        for ending, part in parts if self.units else ():
            context = {"units": part, "ranges": ranges, "ending": ending, "left_out": self.left_out}
            yield SitePage(f"units{ending}", "units", "按单位", (Fragment("units", context),))

    def _pages_of(self, audience: Audience) -> list[SitePage]:
        """The pages of tables; small tables share one."""
        name = _PAGES[audience]
        groups: list[list[DutyTable]] = []
        total = held = 0
        for table in self._tables.get(audience, {}).values():
            total += len(table.lines)
            if total > MOST_ROWS:
                continue
            if not groups or held + len(table.lines) > ROWS:
                groups.append([])
                held = 0
            groups[-1].append(table)
            held += len(table.lines)
            number = f"-{len(groups)}" if len(groups) > 1 else ""
            table.page = f"{name}{number}"
        pages = []
        for group in groups:
            fragment = Fragment("duties", {"tables": group, "audience": audience.value})
            chapter = _CHAPTERS[audience]
            pages.append(SitePage(group[0].page, chapter, f"按{audience.value}", (fragment,)))
        return pages

    @property
    def left_out(self) -> int:
        """How many units have tasks that no page shows."""
        return sum(not unit.table.page for unit in self.units)

    def passages(self) -> Iterator[tuple[str, SearchPassage]]:
        """What search finds: every unit by its name, with its tasks."""
        for unit in self.units:
            if unit.table.page:
                words = [f"{unit.above} 单位任务 {len(unit.table.lines)} 项".strip()]
                yield unit.table.page, SearchPassage(unit.table.anchor, unit.name, words)
        for audience in (Audience.DEPARTMENT, Audience.OFFICIAL):
            for table in self._tables.get(audience, {}).values():
                for name in table.names:
                    words = [f"{audience.value}任务 {len(table.lines)} 项"]
                    yield table.page, SearchPassage(table.anchor, name, words)


def _kind(audience: Audience) -> Audience:
    """Open groups stand among the units."""
    return Audience.UNIT if audience in _UNITS else audience


_PAGES: Final = {
    Audience.UNIT: "duties",
    Audience.DEPARTMENT: "departments",
    Audience.OFFICIAL: "officials",
}
_CHAPTERS: Final = {**_PAGES, Audience.UNIT: "units"}


def _contacts(plan: Plan) -> Iterator[tuple[str, str]]:
    """The units' contacts by the units' ids: 李明 555-0100."""
    for unit in plan.register.units:
        words = " ".join(filter(None, [unit.contact, unit.phone]))
        if words:
            yield unit.id, words
