"""Date arithmetic: recurrences, days counted from another, whole months."""

from calendar import monthrange
from datetime import date, datetime
from functools import cache

from plangen.workdays import Workdays

Span = tuple[date, date]
"""The first and the last day."""


def months(year: int, first: int, last: int) -> Span:
    """From the first day of one month to the last day of another."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def month_day(day: date) -> str:
    """As in 6月30日."""
    return f"{day.month}月{day.day}日"


def written(day: date) -> str:
    """As in 2022年6月30日."""
    return f"{day.year}年{month_day(day)}"


@cache
def expand(rule: str, since: date, until: date) -> tuple[date, ...]:
    """The days of an RFC 5545 RRULE from one day to another, both included."""
    from dateutil.rrule import rrulestr

    start, end = _midnight(since), _midnight(until)
    days = rrulestr(rule, dtstart=start).between(start, end, inc=True)
    return tuple(day.date() for day in days)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def later(day: date, count: int, unit: str, workdays: Workdays) -> date:
    """So many 工作日、日、周、月 or 年 after a day."""
    from dateutil.relativedelta import relativedelta

    match unit:
        case "工作日":
            return workdays.after(day, count)
        case "周" | "星期":
            return day + relativedelta(weeks=count)
        case "月":
            return day + relativedelta(months=count)
        case "年":
            return day + relativedelta(years=count)
    return day + relativedelta(days=count)
