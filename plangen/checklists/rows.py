"""A line → its rows in a workbook: one for each due date, each with an identity of its own."""

from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b

from plangen.checklists.model import ChecklistLine, Reported
from plangen.deadline.dates import month_day
from plangen.deadline.telling import LISTED, earlier


def rows_of(line: ChecklistLine) -> tuple[ChecklistLine, ...]:
    """The rows of a task: one for each due date, or one when it has none or more than `LISTED`."""
    if not 1 < len(line.due) <= LISTED:
        return (line,)
    if line.reported is None:
        return _shared_rows(line)
    return _dated(line)


def identity(line: ChecklistLine) -> str:
    """What tells a row from all others, whatever is sorted or put in: task@period.

    The period of a recurrence (2026Q1) stays when its date moves; a task that is due once, or too
    often for rows of its own, is known by its id. In a list of several plans the series and the
    year of its plan stand before it: series:2026:task@period.
    """
    key, period = line.task, period_of(line)
    if period:
        key += f"@{period}"
    if line.plan:
        key = f"{line.plan}:{key}"
    return key


def period_of(line: ChecklistLine) -> str:
    """The period of a row; empty for one that is due once or stands for many dates."""
    if len(line.due) == 1 and line.periods:
        return line.periods[0]
    return ""


def alone(line: ChecklistLine) -> ChecklistLine:
    """A row as a line of a list that asks for some rows only: known by its identity."""
    review = line.review
    if review not in line.due:
        review = None
    row = identity(line).removeprefix(f"{line.plan}:")
    digests = []
    for digest in (line.digest, line.asked):
        digests.append(blake2b(digest + row.encode(), digest_size=8).digest())
    return replace(line, row=row, review=review, digest=digests[0], asked=digests[1])


def reported_of(row: ChecklistLine) -> Reported | None:
    """What has been reported of a row already."""
    if row.reported is None:
        return None
    return row.reported.get(period_of(row))


def paper_rows(line: ChecklistLine) -> tuple[ChecklistLine, ...]:
    """A line as paper has it: whole, or where some of it was reported, row by row with its day."""
    if line.reported is None and not line.row:
        return (line,)
    return tuple(map(_with_day, rows_of(line)))


def _with_day(row: ChecklistLine) -> ChecklistLine:
    if not period_of(row):
        return row
    day = month_day(row.due[0])
    if day in row.deadline:
        return row
    return replace(row, deadline=f"{row.deadline}\n{day}")


def _dated(line: ChecklistLine) -> tuple[ChecklistLine, ...]:
    moved = dict(line.moved)
    steps = line.steps or ("",) * len(line.due)
    rows = []
    for day, period, step in zip(line.due, line.periods, steps, strict=True):
        deadline = step or line.deadline.partition("\n")[0]
        if day in moved:
            deadline += f"\n{earlier(day, moved[day])}"
        digest = line.digest + day.isoformat().encode()
        rows.append(replace(line, deadline=deadline, due=(day,), periods=(period,), digest=digest))
    return tuple(rows)


_shared_rows = lru_cache(maxsize=4096)(_dated)
