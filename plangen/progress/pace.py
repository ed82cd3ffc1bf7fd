"""Whether a task that is not due yet is behind: a quarter without a report, a target under pace."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from plangen.progress.answers import figure_of
from plangen.progress.asked import AskedPlan, AskedRow
from plangen.progress.ledger import LedgerLine
from plangen.readers.settings import LATE, PACE
from plangen.workdays import OFFICIAL, Workdays

_RATES: Final = ("%", "％", "‰")
"""Units of targets that do not grow with the year."""
_REVIEW: Final = ("", "review")
"""The periods of rows that go on all year, or are due once."""


@dataclass(frozen=True, slots=True)
class Pace:
    """An amount that is to be reached by the year's end, on a day of it."""

    aimed: float
    reached: float
    expected: float
    """The share of it for the part of the year that is gone."""
    unit: str


@dataclass(frozen=True, slots=True)
class PaceTerms:
    """What a bureau takes for behind."""

    late: int = LATE
    """After how many working days a quarter without a report is behind."""
    share: int = PACE
    """Which percentage of what is expected by a day an amount must have reached."""


USUAL: Final = PaceTerms()
"""What holds where a bureau says nothing."""


def is_behind(
    plan: AskedPlan, row: AskedRow, line: LedgerLine | None, as_of: date, terms: PaceTerms
) -> bool:
    """Whether nothing was reported since the last whole quarter began, or too little was reached.

    What recurs has rows with dates of their own, which are overdue or not.
    """
    if row.period not in _REVIEW:
        return False
    if is_silent(plan, line, as_of, terms):
        return True
    pace = pace_of(row, line, as_of)
    return pace is not None and pace.reached < pace.expected * terms.share / 100


def is_silent(
    plan: AskedPlan, line: LedgerLine | None, as_of: date, terms: PaceTerms = USUAL
) -> bool:
    """Whether nothing was reported since the last whole quarter began that had to be reported."""
    issued = plan.plan.issue.signed_on or date(plan.name[1], 1, 1)
    begun = last_quarter(as_of, plan.workdays, terms.late)
    if issued >= begun:
        return False
    return line is None or not line.state or line.stamp[:10] < begun.isoformat()


def last_quarter(day: date, workdays: Workdays = OFFICIAL, late: int = LATE) -> date:
    """The first day of the last quarter that was over so many working days before a day.

    >>> last_quarter(date(2026, 7, 10))
    datetime.date(2026, 4, 1)
    >>> last_quarter(date(2026, 7, 7))
    datetime.date(2026, 1, 1)
    """
    this = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = _quarter_before(this)
    waits = day <= workdays.after(this - timedelta(1), late)
    return _quarter_before(last) if waits else last


def _quarter_before(first: date) -> date:
    """The first day of the quarter before the one that begins on a day."""
    return date(first.year - 1, 10, 1) if first.month == 1 else first.replace(month=first.month - 3)


def pace_of(row: AskedRow, line: LedgerLine | None, as_of: date) -> Pace | None:
    """How far a target is that grows with the year; None where there is no such one, or no figure.

    A rate does not grow, and of several targets or figures it is not known which is which.
    """
    targets = [target for target in row.row.targets if target.at_least is not None]
    if line is None or len(targets) != 1 or (targets[0].unit or "") in _RATES:
        return None
    figure = figure_of(line.value, targets[0])
    if figure is None:
        return None
    year = row.row.year
    gone = (as_of - date(year, 1, 1)).days / (date(year + 1, 1, 1) - date(year, 1, 1)).days
    aimed = float(targets[0].at_least or 0)
    return Pace(aimed, float(figure), aimed * min(1.0, gone), str(targets[0].unit or ""))
