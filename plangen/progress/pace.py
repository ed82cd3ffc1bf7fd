"""Whether a task that is not due yet is behind: a quarter without a report, a target under pace."""

import re
from datetime import date
from typing import Final

from plangen.progress.asked import AskedPlan, AskedRow
from plangen.progress.ledger import LedgerLine

_FIGURE: Final = re.compile(r"-?\d+(?:\.\d+)?")
_RATES: Final = ("%", "％", "‰")
"""Units of targets that do not grow with the year."""
_REVIEW: Final = ("", "review")
"""The periods of rows that go on all year, or are due once."""


def is_behind(plan: AskedPlan, row: AskedRow, line: LedgerLine | None, as_of: date) -> bool:
    """Whether nothing was reported since the last whole quarter began, or too little was reached.

    What recurs has rows with dates of their own, which are overdue or not.
    """
    if row.period not in _REVIEW:
        return False
    return _silent(plan, line, as_of) or _under_its_share(row, line, as_of)


def _silent(plan: AskedPlan, line: LedgerLine | None, as_of: date) -> bool:
    issued = plan.plan.issue.signed_on or date(plan.name[1], 1, 1)
    begun = last_quarter(as_of)
    if issued >= begun:
        return False
    return line is None or not line.state or line.stamp[:10] < begun.isoformat()


def last_quarter(day: date) -> date:
    """The first day of the last quarter that was over on a day.

    >>> last_quarter(date(2026, 7, 10))
    datetime.date(2026, 4, 1)
    """
    first = 3 * ((day.month - 1) // 3) + 1
    return date(day.year - 1, 10, 1) if first == 1 else date(day.year, first - 3, 1)


def _under_its_share(row: AskedRow, line: LedgerLine | None, as_of: date) -> bool:
    """Whether an amount to be reached by the year's end is under the share of the year gone."""
    targets = [target for target in row.row.targets if target.at_least is not None]
    figures = _FIGURE.findall(line.value) if line else []
    if len(targets) != 1 or len(figures) != 1 or (targets[0].unit or "") in _RATES:
        return False
    year = row.row.year
    gone = (as_of - date(year, 1, 1)).days / (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return float(figures[0]) < float(targets[0].at_least or 0) * min(1.0, gone)
