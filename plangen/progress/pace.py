"""Whether a task that is not due yet is behind: a quarter without a report, a target under pace."""

import re
from datetime import date, timedelta
from typing import Final

from plangen.progress.asked import AskedPlan, AskedRow
from plangen.progress.ledger import LedgerLine
from plangen.workdays import Workdays

_FIGURE: Final = re.compile(r"-?\d+(?:\.\d+)?")
_RATES: Final = ("%", "％", "‰")
"""Units of targets that do not grow with the year."""
ON_ITS_WAY: Final = ("", "review")
"""The periods of rows that go on all year, or are due once."""


def is_silent(plan: AskedPlan, line: LedgerLine | None, begun: date) -> bool:
    """Whether nothing was reported since a quarter began, though the plan was out by then."""
    issued = plan.plan.issue.signed_on or date(plan.name[1], 1, 1)
    if issued >= begun:
        return False
    return line is None or not line.state or line.stamp[:10] < begun.isoformat()


def last_reported_quarter(day: date, workdays: Workdays, late: int) -> date:
    """The first day of the last quarter that ended more than so many working days before a day.

    >>> last_reported_quarter(date(2026, 7, 10), Workdays(), 5)
    datetime.date(2026, 4, 1)
    >>> last_reported_quarter(date(2026, 7, 7), Workdays(), 5)
    datetime.date(2026, 1, 1)
    """
    this = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = _quarter_before(this)
    waits = day <= workdays.after(this - timedelta(1), late)
    return _quarter_before(last) if waits else last


def _quarter_before(first: date) -> date:
    """The first day of the quarter before the one that begins on a day."""
    return date(first.year - 1, 10, 1) if first.month == 1 else first.replace(month=first.month - 3)


def is_under_pace(row: AskedRow, line: LedgerLine | None, as_of: date, pace: int) -> bool:
    """Whether an amount to be reached by the year's end is under its share of the year gone.

    `pace` is the percentage of that share that is enough.
    """
    targets = [target for target in row.row.targets if target.at_least is not None]
    figures = _FIGURE.findall(line.value) if line else []
    if len(targets) != 1 or len(figures) != 1 or (targets[0].unit or "") in _RATES:
        return False
    year = row.row.year
    gone = (as_of - date(year, 1, 1)).days / (date(year + 1, 1, 1) - date(year, 1, 1)).days
    share = min(1.0, gone) * pace / 100
    return float(figures[0]) < float(targets[0].at_least or 0) * share
