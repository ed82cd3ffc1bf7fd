"""Which days a deadline falls on, in words: one way in every table, list and calendar."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from plangen.deadline.dates import month_day, written
from plangen.deadline.model import Deadline, Recurring, Relative, Stage

LISTED: Final = 12
"""The most days that are listed one by one."""
EARLY: Final = "，遇休息日提前"
"""What stands in the place of the days of a recurrence that has more."""
_SAYS_ITS_DAY: Final = re.compile(
    "[0-9０-９一二三四五六七八九十][月日号季./·-]|[个季]度|年[内中底末终度]|年$|半年"
)


def told(deadline: Deadline, due: Sequence[date], moved: Mapping[date, date], year: int = 0) -> str:
    r"""A deadline as written; on a second line the days that it does not name, and rest days.

    `moved` has the rest days among the due dates, each with the working day before it; a day of
    another `year` than the plan's is told with its year.

    >>> told(parse("每周五前", 2026), days, {date(2026, 1, 2): date(2025, 12, 31)}, 2026)
    '每周五前，遇休息日提前'
    >>> told(parse("春节前", 2026), [date(2026, 2, 14)], {}, 2026)
    '春节前\n2月14日'
    """
    if len(due) > LISTED:
        return f"{deadline.text}{EARLY}" if moved else str(deadline.text)
    names_its_days = all(map(_names_its_day, deadline.stages))
    days = []
    for day in due:
        if day in moved or not names_its_days:
            days.append(earlier(day, moved.get(day), year))
    return "\n".join(filter(None, [deadline.text, "、".join(days)]))


def _names_its_day(stage: Stage) -> bool:
    """Whether the words leave no question: 6月底前 and 全年 do not, 每季度 and 春节前 do."""
    if isinstance(stage.term, Recurring | Relative):
        return False
    return not stage.term.due or bool(_SAYS_ITS_DAY.search(stage.text))


def earlier(day: date, before: date | None, year: int = 0) -> str:
    """A due date in words, and the working day that a rest day is moved to."""
    words = month_day(day) if year in (0, day.year) else written(day)
    if before is None:
        return words
    working_day = f"{before.day}日" if before.month == day.month else month_day(before)
    return f"{words}（休息，提前到{working_day}）"
