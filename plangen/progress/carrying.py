"""The ledger → lists that are sent out again: what was reported and decided, what is still open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from plangen.checklists import Checklist, ChecklistLine, Reported
from plangen.checklists.asking import Asking, ReportingPeriod, returning
from plangen.checklists.rows import alone, identity, period_of, rows_of
from plangen.deadline.dates import month_day, written
from plangen.plan import Plan
from plangen.progress.ledger import CLOSED, NAME, RETURNED, WAIVED, LedgerLine, Lines, read_ledger
from plangen.progress.reported_state import ReportedState
from plangen.readers.settings import Settings

_Row = tuple[str, str]
"""A task's id and the period."""
_NAMED: Final = 8
"""How many members a shared list names that say the same of a task."""
_Unit = tuple[str, int, str]
"""A series, a year and a unit's id."""


def asking_of(
    plans: Iterable[Plan], folder: Path, period: ReportingPeriod | None, returning: str
) -> Asking:
    """What lists of these plans ask for by their years' ledgers. Raises CannotGoOn."""
    carrying = Carrying(period)
    for plan in plans:
        path = folder / str(plan.year) / NAME
        carrying.add(plan, read_ledger(path))
    if not carrying.reports and period is None:
        return Asking(returning=returning)
    return Asking(carrying.carried, period, returning, reported=bool(carrying.reports))


def asking_for(
    plans: Sequence[Plan], settings: Settings, folder: Path, period: ReportingPeriod | None = None
) -> Asking:
    """What the lists of plans ask for, by the ledgers in a folder and the settings."""
    issued = plans[0].issue.signed_on or plans[0].issue.printed_on
    back = returning(settings, issued, settings.workdays, period)
    return asking_of(plans, folder, period, back)


@dataclass(slots=True)
class Carrying:
    """Carries what units have reported into the lists that they get next."""

    period: ReportingPeriod | None
    reports: dict[_Unit, dict[_Row, LedgerLine]] = field(default_factory=dict)
    members: dict[_Unit, dict[_Row, list[LedgerLine]]] = field(default_factory=dict)
    """What members of groups that share a list have reported, by the group."""

    def add(self, plan: Plan, lines: Lines) -> None:
        """Know what a ledger says of a plan."""
        for key, line in lines.items():
            if key.series == plan.series:
                unit = (key.series, int(plan.year), key.unit)
                self.reports.setdefault(unit, {})[key.task, key.period] = line
                group, mark, _ = key.unit.partition("/")
                if mark:
                    rows = self.members.setdefault((key.series, int(plan.year), group), {})
                    rows.setdefault((key.task, key.period), []).append(line)

    def carried(self, plan: Plan, checklist: Checklist) -> Checklist:
        """A list with what was reported; where a period is asked about, what is open in it alone.

        The list of an open group is nobody's alone: its cells are left blank, and beside them it
        says what each member has reported.
        """
        unit = (str(plan.series), int(plan.year), str(checklist.id))
        known, members = self.reports.get(unit, {}), self.members.get(unit, {})
        if members:
            checklist = replace(checklist, lines=tuple(with_members(checklist.lines, members)))
        if self.period is None:
            if not known:
                return checklist
            lines = tuple(with_reports(line, known) for line in checklist.lines)
            return replace(checklist, lines=lines)
        lines = tuple(self._due(plan, checklist.lines, known, self.period))
        own = frozenset(_keys(checklist.lines))
        return replace(checklist, lines=lines, own=own, issued=checklist.revision)

    def _due(
        self,
        plan: Plan,
        lines: Sequence[ChecklistLine],
        known: Mapping[_Row, LedgerLine],
        period: ReportingPeriod,
    ) -> Iterator[ChecklistLine]:
        for line in lines:
            for row in rows_of(with_reports(line, known)):
                if is_open(row.due, known.get((row.task, period_of(row))), period, last_day(plan)):
                    yield alone(row)


def _keys(lines: Iterable[ChecklistLine]) -> Iterator[str]:
    for line in lines:
        yield line.task
        for row in rows_of(line):
            yield identity(row)


def last_day(plan: Plan) -> date:
    """The day on which what has no date is due: the last one of the plan."""
    return plan.span[1] if plan.span else date(plan.year, 12, 31)


def is_open(
    due: Sequence[date], line: LedgerLine | None, period: ReportingPeriod, last: date
) -> bool:
    """Whether a row is asked about for a period: due by its end, and not closed or waived."""
    if line is not None and line.decision in (CLOSED, WAIVED):
        return False
    if line is not None and line.extended_to:
        return date.fromisoformat(line.extended_to) <= period.last
    return (due[0] if due else last) <= period.last


def with_reports(line: ChecklistLine, known: Mapping[_Row, LedgerLine]) -> ChecklistLine:
    """A line with what is known of its rows; the line itself where nothing is."""
    reported = {}
    for row in rows_of(line):
        period = period_of(row)
        entry = known.get((line.task, period))
        if entry is not None:
            reported[period] = as_reported(entry)
    return replace(line, reported=reported, shared=False) if reported else line


def with_members(
    lines: Iterable[ChecklistLine], members: Mapping[_Row, Sequence[LedgerLine]]
) -> Iterator[ChecklistLine]:
    """Lines that say of each row what members of a group have reported; others as they are."""
    for line in lines:
        reported = {}
        for row in rows_of(line):
            entries = members.get((line.task, period_of(row)))
            if entries:
                said = f"各家以前报的：{_told(entries)}"
                reported[period_of(row)] = Reported(ReportedState.NOT_STARTED, others=said)
        yield replace(line, reported=reported, shared=False) if reported else line


def _told(entries: Sequence[LedgerLine]) -> str:
    """What members have reported, those who say the same together: 甲诊所、乙诊所已完成."""
    names: dict[str, list[str]] = {}
    for line in sorted(entries, key=lambda line: -line.rank):
        said = _ruling(line).replace("\n", "，") or line.state
        names.setdefault(said, []).append(line.name)
    told = []
    for said, same in names.items():
        more = f"等{len(same)}家" if len(same) > _NAMED else ""
        told.append(f"{'、'.join(same[:_NAMED])}{more}{said}")
    return "；".join(told)


def as_reported(line: LedgerLine) -> Reported:
    """What a line of the ledger says, as it stands in a list."""
    return Reported(
        line.state or ReportedState.NOT_STARTED,
        line.done_on,
        line.value,
        line.note,
        line.problem,
        line.extension_asked,
        line.evidence,
        ruling=_ruling(line),
    )


def _ruling(line: LedgerLine) -> str:
    """What the office has decided, in words for the unit."""
    said = []
    if line.decision == CLOSED:
        day = month_day(date.fromisoformat(line.decided_on)) if line.decided_on else ""
        said.append(f"{day}已销号")
    elif line.decision == RETURNED:
        said.append(f"退回：{line.reason or '请核对后重新报'}")
    elif line.decision == WAIVED:
        said.append("定为不适用，不用报")
    if line.extended_to:
        said.append(f"同意延期至{written(date.fromisoformat(line.extended_to))}")
    return "\n".join(said)
