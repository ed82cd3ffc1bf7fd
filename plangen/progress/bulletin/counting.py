"""Standing lines counted as reports do: due, finished, behind; whole, by unit, by month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plangen.checklists import Audience
from plangen.progress.bulletin.line_count import (
    CountedLine,
    LineCount,
    Progress,
    Share,
    by_light,
    by_progress,
    by_stand,
    line_count,
)
from plangen.progress.pace import pace_of
from plangen.progress.reported_state import ReportedState
from plangen.progress.standing import Light, Stand, StandingLine


def counted(lines: Iterable[StandingLine], as_of: date) -> list[CountedLine]:
    """Lines numbered as the annex lists them, each with how far it is."""
    entries = []
    for number, line in enumerate(lines, 1):
        entries.append(CountedLine(number, line, progress_of(line, as_of)))
    return entries


def progress_of(line: StandingLine, as_of: date) -> Progress:
    """How far a line is, on the day that its light holds for."""
    if line.stand is Stand.WAIVED:
        return Progress.WAIVED
    if line.stand in (Stand.CLOSED, Stand.DONE):
        return Progress.FINISHED
    if line.light in (Light.RED, Light.YELLOW) or line.stand is Stand.RETURNED:
        return Progress.BEHIND
    state = line.line.state if line.line else ""
    if state == ReportedState.OVERDUE:
        return Progress.BEHIND
    if state != ReportedState.UNDER_WAY:
        return Progress.NOT_DUE
    pace = pace_of(line.asked, line.line, as_of)
    ahead = pace is not None and pace.reached > pace.expected
    return Progress.AHEAD if ahead else Progress.ON_PACE


@dataclass(frozen=True, slots=True)
class ProgressCount:
    """How some lines stand: all of them, a unit's, a department's."""

    unit: str
    """Its key in the ledger; empty for the whole."""
    name: str
    all: LineCount
    """Without those that are not applicable."""
    waived: LineCount
    due: LineCount
    """Due by the day of the report, as extended."""
    due_finished: LineCount
    finished: LineCount
    """Before their time, too."""
    closed: LineCount
    done: LineCount
    """Reported done, not closed yet."""
    ahead: LineCount
    on_pace: LineCount
    behind: LineCount
    overdue: LineCount
    last_day: LineCount
    """Due on the day of the report and not finished."""
    not_due: LineCount
    extended: LineCount
    audience: Audience = Audience.UNIT
    rank: int = 0
    """Among the units; 0 where it is not ranked."""

    @property
    def rate(self) -> Share:
        """完成率: of what was due, what is finished."""
        return self.due_finished.of(self.due)


def progress_count(
    entries: Sequence[CountedLine],
    as_of: date,
    unit: tuple[str, str] = ("", "合计"),
    audience: Audience = Audience.UNIT,
) -> ProgressCount:
    """Count the lines of a unit, by its key and name, or all of them."""
    every = line_count(entries, lambda entry: entry.progress is not Progress.WAIVED)
    due = line_count(every.lines, lambda entry: is_due(entry, as_of))
    return ProgressCount(
        unit=unit[0],
        name=unit[1],
        all=every,
        waived=by_progress(entries, Progress.WAIVED),
        due=due,
        due_finished=by_progress(due.lines, Progress.FINISHED),
        finished=by_progress(every.lines, Progress.FINISHED),
        closed=by_stand(every.lines, Stand.CLOSED),
        done=by_stand(every.lines, Stand.DONE),
        ahead=by_progress(every.lines, Progress.AHEAD),
        on_pace=by_progress(every.lines, Progress.ON_PACE),
        behind=by_progress(every.lines, Progress.BEHIND),
        overdue=by_light(every.lines, Light.RED),
        last_day=line_count(due.lines, lambda entry: _is_on_its_last_day(entry, as_of)),
        not_due=by_progress(every.lines, Progress.NOT_DUE),
        extended=line_count(every.lines, _is_extended),
        audience=audience,
    )


def is_due(entry: CountedLine, as_of: date) -> bool:
    """Whether a line is due by a day."""
    return entry.line.due is not None and entry.line.due <= as_of


def _is_on_its_last_day(entry: CountedLine, as_of: date) -> bool:
    return entry.line.due == as_of and entry.progress is not Progress.FINISHED


def _is_extended(entry: CountedLine) -> bool:
    return entry.line.line is not None and bool(entry.line.line.extended_to)


def by_holder(entries: Iterable[CountedLine], as_of: date) -> list[ProgressCount]:
    """The counts of everybody who has tasks, in the register's order."""
    held: dict[tuple[str, str], list[CountedLine]] = {}
    for entry in entries:
        held.setdefault((entry.line.unit, entry.line.name), []).append(entry)
    counts = []
    for unit, lines in held.items():
        counts.append(progress_count(lines, as_of, unit, audience_of(lines[0].line)))
    return counts


def audience_of(line: StandingLine) -> Audience:
    """Who answers for a line; a member of an open group is a unit."""
    key, _, member = line.unit.partition("/")
    return Audience.UNIT if member else line.plan.checklists[key].audience


@dataclass(frozen=True, slots=True)
class MonthCount:
    """What is due in a month of the year, and how it stands."""

    month: int
    due: LineCount
    finished: LineCount
    overdue: LineCount
    open: LineCount
    """Neither finished nor overdue."""


def _is_open(entry: CountedLine) -> bool:
    return entry.progress is not Progress.FINISHED and entry.line.light is not Light.RED


def by_month(entries: Iterable[CountedLine], year: int) -> Iterator[MonthCount]:
    """The months of a year in which anything is due."""
    months: dict[int, list[CountedLine]] = {}
    for entry in entries:
        due = entry.line.due
        if due is not None and due.year == year and entry.progress is not Progress.WAIVED:
            months.setdefault(due.month, []).append(entry)
    for month, lines in sorted(months.items()):
        finished = by_progress(lines, Progress.FINISHED)
        overdue = by_light(lines, Light.RED)
        unsettled = line_count(lines, _is_open)
        yield MonthCount(month, line_count(lines), finished, overdue, unsettled)


_RANKED: Final = 2
"""How many units there must be for a ranking."""


def ranked(counts: Sequence[ProgressCount]) -> list[ProgressCount]:
    """The units with their ranks by rate, the best first; equal rates share a rank.

    Those of whom nothing was due are not ranked and come last; one unit alone is not ranked.
    """
    able = list(filter(_is_able, counts))
    if len(able) < _RANKED:
        return list(counts)
    able.sort(key=_rate, reverse=True)
    placed: list[ProgressCount] = []
    for place, count in enumerate(able, 1):
        same = bool(placed) and _rate(placed[-1]) == _rate(count)
        placed.append(replace(count, rank=placed[-1].rank if same else place))
    unable = list(filter(lambda count: not _is_able(count), counts))
    return placed + unable


def _is_able(count: ProgressCount) -> bool:
    """Whether there is anything to rank a unit by."""
    return count.due.count > 0 and count.audience is Audience.UNIT


def _rate(count: ProgressCount) -> float:
    return count.due_finished.count / count.due.count
