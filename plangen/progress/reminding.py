"""Whom to remind of what on a day: tasks overdue, behind or due soon, and who has not reported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plangen.checklists import Audience, Checklist
from plangen.document.model import Fill
from plangen.progress.asked import AskedPlan
from plangen.progress.ledger import LedgerKey, LedgerLine
from plangen.progress.pace import Pace, is_silent, last_quarter, pace_of
from plangen.progress.standing import Light, Stand, StandingDay, StandingLine, standings

FILLS: Final = {
    Light.RED: Fill.RED,
    Light.YELLOW: Fill.YELLOW,
    Light.BLUE: Fill.BLUE,
    Light.GREEN: Fill.GREEN,
    Light.GREY: Fill.GREY,
}
"""The colour of each light on paper."""
_ORDER: Final = (Light.RED, Light.YELLOW, Light.BLUE)
"""The lights that are reminded of, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one unit, open group or department is reminded of."""

    holder: Checklist
    """Whom it is for, with the lines of its list that it is reminded of, as they are due."""
    lines: tuple[StandingLine, ...]
    """The most urgent first."""
    open: int
    """How many of its tasks are neither closed, reported done nor waived."""
    has_reported: bool
    """Whether it has reported anything at all."""

    def count(self, light: Light) -> int:
        """How many lines show a light."""
        return sum(line.light is light for line in self.lines)

    @property
    def returned(self) -> int:
        """How many lines were returned and are shown as behind."""
        return sum(
            line.light is Light.YELLOW and line.stand is Stand.RETURNED for line in self.lines
        )

    @property
    def plans(self) -> tuple[AskedPlan, ...]:
        """The plans that its tasks are of."""
        return tuple({line.plan.name: line.plan for line in self.lines}.values())


def reminders(
    plans: Iterable[tuple[AskedPlan, Mapping[LedgerKey, LedgerLine]]], day: StandingDay
) -> Iterator[Reminder]:
    """Everybody who is to be reminded, once over all plans, in the registers' order."""
    held: dict[tuple[str, str], list[StandingLine]] = {}
    for plan, ledger in plans:
        for line in standings(plan, ledger, day):
            held.setdefault((line.unit, line.name), []).append(line)
    for lines in held.values():
        reminder = _reminder(lines)
        has_nothing = reminder.open and not reminder.has_reported
        if reminder.lines or (has_nothing and _is_issued(lines, day.as_of)):
            yield reminder


def _is_issued(lines: Sequence[StandingLine], as_of: date) -> bool:
    """Whether any of the lines was asked for by a day, that is, its plan signed."""
    for line in lines:
        signed = line.plan.plan.issue.signed_on
        if signed is None or signed <= as_of:
            return True
    return False


def _reminder(lines: Sequence[StandingLine]) -> Reminder:
    urgent = []
    unsettled = 0
    for line in lines:
        if line.stand not in (Stand.CLOSED, Stand.DONE, Stand.WAIVED):
            unsettled += 1
        if line.light in _ORDER:
            urgent.append(line)
    urgent.sort(key=lambda line: (_ORDER.index(line.light), line.due or date.max))
    reported = any(line.line is not None and line.line.state for line in lines)
    return Reminder(_holder(lines[0]), tuple(urgent), unsettled, reported)


def _holder(line: StandingLine) -> Checklist:
    """Whom a line is for; a member of an open group stands under that."""
    key, _, member = line.unit.partition("/")
    listed = line.plan.checklists[key]
    if member:
        return Checklist(Audience.UNIT, line.unit, line.name, (str(listed.name),), ())
    return Checklist(listed.audience, listed.id, listed.name, listed.above, ())


@dataclass(frozen=True, slots=True)
class UrgentTask:
    """A row of a reminder, as a template words it."""

    light: Light
    fill: Fill
    matter: str
    plan: str
    """The plan's name."""
    clause: str
    """The item's number, such as 二（三）1; empty where it has none."""
    terms: str
    """The deadline in the plan's words."""
    due: date | None
    extended_from: date | None
    """The due date before it was extended."""
    goes_on: bool
    """Whether it is due at the year's end only because it goes on all year."""
    days: int
    """How many days it is overdue; below 0, how many are left."""
    stand: Stand
    state: str
    """What the unit has reported; empty where nothing."""
    note: str
    problem: str
    returned_on: date | None
    return_reason: str
    extension_asked: date | None
    silent_since: date | None
    """The first day of the quarter since which nothing was reported, where that is why."""
    pace: Pace | None
    """How far the target is, where it is under its share."""
    done_on: date | None
    value: str
    """实际完成值, as the unit wrote it."""


def urgent_task(line: StandingLine, day: StandingDay) -> UrgentTask:
    """A standing line as a reminder says it."""
    ledger = line.line or _NOTHING
    silent = line.light is Light.YELLOW and is_silent(line.plan, line.line, day.as_of, day.terms)
    returned = ledger if line.stand is Stand.RETURNED else _NOTHING
    review = line.asked.row.review
    return UrgentTask(
        light=line.light,
        fill=FILLS[line.light],
        matter=line.asked.wording,
        plan=str(line.plan.plan.name),
        clause=line.asked.row.item.clause,
        terms=line.asked.deadline.partition("\n")[0],
        due=line.due,
        extended_from=line.asked.due if line.due != line.asked.due else None,
        goes_on=line.due is not None and line.due == review,
        days=(day.as_of - line.due).days if line.due else 0,
        stand=line.stand,
        state=ledger.state,
        note=ledger.note,
        problem=ledger.problem,
        returned_on=_day(returned.decided_on),
        return_reason=returned.reason,
        extension_asked=_day(ledger.extension_asked),
        silent_since=last_quarter(day.as_of, day.workdays, day.terms.late) if silent else None,
        pace=_slow(line, day),
        done_on=_day(ledger.done_on),
        value=ledger.value,
    )


_NOTHING: Final = LedgerLine("", "", "", "", "")
"""What the ledger says of a line that it does not have."""


def _slow(line: StandingLine, day: StandingDay) -> Pace | None:
    """How far the target is of a line that is behind because it is under its share."""
    pace = pace_of(line.asked, line.line, day.as_of)
    if pace is None or line.light is not Light.YELLOW:
        return None
    return pace if pace.reached < pace.expected * day.terms.share / 100 else None


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
