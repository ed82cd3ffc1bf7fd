"""How each task of each unit stands on a day: its state and its light, computed, never stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from plangen.checklists import Audience
from plangen.progress.asked import AskedList, AskedPlan, AskedRow
from plangen.progress.ledger import CLOSED, RETURNED, WAIVED, LedgerKey, LedgerLine
from plangen.progress.pace import USUAL, PaceTerms, is_behind
from plangen.progress.reported_state import ReportedState
from plangen.readers.settings import Settings
from plangen.workdays import Workdays


class Light(StrEnum):
    """How a task is shown."""

    RED = "红"
    """Overdue."""
    YELLOW = "黄"
    """Behind: returned, nothing reported for a whole quarter, a target under its share."""
    BLUE = "蓝"
    """Due soon."""
    GREEN = "绿"
    """Closed, reported done, or on time."""
    GREY = "灰"
    """Not applicable."""


class Stand(StrEnum):
    """How far a task is, the office's decision first."""

    CLOSED = "已销号"
    DONE = "待销号"
    """Reported done, not closed yet."""
    RETURNED = "已退回"
    UNDER_WAY = "进行中"
    NOT_STARTED = "未开始"
    UNREPORTED = "未报"
    WAIVED = "不适用"


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One task of one unit in one period, on a day."""

    plan: AskedPlan
    unit: str
    """Its key in the ledger."""
    name: str
    asked: AskedRow
    line: LedgerLine | None
    """What the ledger says of it; None where nothing."""
    due: date | None
    """With what it was extended by."""
    stand: Stand
    light: Light


_STANDS: Final = {CLOSED: Stand.CLOSED, RETURNED: Stand.RETURNED, WAIVED: Stand.WAIVED}
_REPORTED: Final = {
    "": Stand.UNREPORTED,
    ReportedState.NOT_STARTED: Stand.NOT_STARTED,
    ReportedState.UNDER_WAY: Stand.UNDER_WAY,
    ReportedState.OVERDUE: Stand.UNDER_WAY,
    ReportedState.NOT_APPLICABLE: Stand.UNDER_WAY,
    ReportedState.DONE: Stand.DONE,
}


@dataclass(frozen=True, slots=True)
class StandingDay:
    """The day that states hold for, and how they are told."""

    as_of: date
    soon: int
    """From how many days before it is due on a task is due soon."""
    workdays: Workdays
    terms: PaceTerms = USUAL


def standing_day(as_of: date, settings: Settings) -> StandingDay:
    """A day with the terms that a workspace's settings give."""
    terms = PaceTerms(settings.late, settings.pace)
    return StandingDay(as_of, settings.soon, settings.workdays, terms)


def standings(
    plan: AskedPlan, lines: Mapping[LedgerKey, LedgerLine], day: StandingDay
) -> Iterator[StandingLine]:
    """Every line of everybody's list, in the register's and the plan's order.

    Of a list that an open group shares, each member that has reported has lines of its own.
    """
    for key, name, row in holdings(plan, lines):
        line = lines.get(LedgerKey(plan.name[0], row.task, key, row.period))
        yield _standing(plan, (key, name), row, line, day)


def holdings(
    plan: AskedPlan, lines: Mapping[LedgerKey, LedgerLine]
) -> Iterator[tuple[str, str, AskedRow]]:
    """The key and the name of each who answers for a task, and the task."""
    members = _members(plan, lines)
    for asked in plan.all_lists():
        for key, name in _holders(asked, members):
            for row in asked.rows.values():
                yield key, name, row


def _members(plan: AskedPlan, lines: Mapping[LedgerKey, LedgerLine]) -> dict[str, dict[str, str]]:
    """For each open group the keys and names of the members that have lines."""
    members: dict[str, dict[str, str]] = {}
    for key, line in lines.items():
        group, mark, _ = key.unit.partition("/")
        if mark and key.series == plan.name[0]:
            members.setdefault(group, {})[key.unit] = line.name
    return members


def _holders(asked: AskedList, members: Mapping[str, dict[str, str]]) -> list[tuple[str, str]]:
    if asked.audience is Audience.GROUP and asked.id in members:
        return sorted(members[asked.id].items())
    return [(asked.id, asked.name)]


def _standing(
    plan: AskedPlan,
    holder: tuple[str, str],
    row: AskedRow,
    line: LedgerLine | None,
    day: StandingDay,
) -> StandingLine:
    due = row.due
    if line is not None and line.extended_to:
        due = date.fromisoformat(line.extended_to)
    stand = _stand(line)
    light = _light(plan, row, line, stand, due, day)
    return StandingLine(plan, *holder, row, line, due, stand, light)


def _stand(line: LedgerLine | None) -> Stand:
    if line is None:
        return Stand.UNREPORTED
    return _STANDS.get(line.decision) or _REPORTED[line.state]


def _light(
    plan: AskedPlan,
    row: AskedRow,
    line: LedgerLine | None,
    stand: Stand,
    due: date | None,
    day: StandingDay,
) -> Light:
    if stand is Stand.WAIVED:
        return Light.GREY
    if stand in (Stand.CLOSED, Stand.DONE):
        return Light.GREEN
    if due is not None and day.as_of > due:
        return Light.RED
    if due is not None and (day.workdays.before(due) - day.as_of).days <= day.soon:
        return Light.BLUE
    if stand is Stand.RETURNED or is_behind(plan, row, line, day.as_of, day.terms):
        return Light.YELLOW
    return Light.GREEN
