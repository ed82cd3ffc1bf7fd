"""The calendar of working days: weekends, public holidays and make-up working days."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

_DAY = timedelta(days=1)
_SATURDAY = 5
_SEASONS = (
    ((1, 1), (3, 1)),
    ((4, 2), (4, 8)),
    ((4, 28), (5, 8)),
    ((5, 28), (6, 28)),
    ((9, 1), (10, 10)),
    ((12, 28), (12, 31)),
)
"""When public holidays fall: New Year and Spring Festival, 清明, 劳动节, 端午, 中秋 and 国庆."""
_ANNOUNCED: Final = Path(__file__).parent / "data" / "workdays.tsv"


@dataclass(frozen=True, slots=True)
class Workdays:
    """Which days are worked, and the days a bureau knows better.

    Public holidays are those of 全国年节及纪念日放假办法; from 2001 on, each year's
    国务院办公厅关于部分节假日安排的通知 adds to them, made up for on Saturdays and Sundays.
    """

    extra_holidays: frozenset[date] = frozenset()
    """Rest days whatever the arrangement says, as in a year not announced yet."""
    extra_workdays: frozenset[date] = frozenset()
    """Days worked whatever the arrangement says."""

    def is_rest(self, day: date) -> bool:
        """Whether nobody works that day."""
        if day in self.extra_holidays or day in self.extra_workdays:
            return day in self.extra_holidays
        if not may_be_off(day):
            return False
        holidays, made_up = _arrangement(day.year)
        return day in holidays or (day.weekday() >= _SATURDAY and day not in made_up)

    def before(self, day: date) -> date:
        """The day itself when it is worked, else the last working day before it."""
        while self.is_rest(day):
            day -= _DAY
        return day

    def after(self, day: date, count: int) -> date:
        """So many working days after a day, which itself does not count."""
        for _ in range(count):
            day += _DAY
            while self.is_rest(day):
                day += _DAY
        return day

    def within(self, first: date, last: date) -> list[date]:
        """The working days from one day to another, both included."""
        span = (first + _DAY * count for count in range((last - first).days + 1))
        return [day for day in span if not self.is_rest(day)]

    def known(self, year: int) -> bool:
        """Whether a year's arrangement is at hand: every one since 2001 has make-up working days.

        Of any other year only weekends, the statutory days and their days in lieu are known.
        """
        _, made_up = _arrangement(year)
        return bool(made_up) or any(day.year == year for day in self.extra_workdays)


OFFICIAL = Workdays()
"""The State Council's arrangements as they stand."""


def festival(name: str, year: int) -> date | None:
    """The day of a public holiday, such as 春节; None for another, and in years before it was one.

    >>> festival("端午", 2026)
    datetime.date(2026, 6, 19)
    """
    from holidays import country_holidays

    found = (english for chinese, english in _FESTIVALS.items() if name.startswith(chinese))
    english = next(found, "")
    named = country_holidays("CN", years=year, language="en_US").items()
    days = (day for day, names in named if english and english in names.split("; "))
    return min(days, default=None)


_FESTIVALS = {
    "元旦": "New Year's Day",
    "春节": "Chinese New Year (Spring Festival)",
    "清明": "Tomb-Sweeping Day",
    "五一": "Labor Day",
    "劳动": "Labor Day",
    "端午": "Dragon Boat Festival",
    "中秋": "Mid-Autumn Festival",
    "国庆": "National Day",
    "十一": "National Day",
}
"""How each name begins, and what the library calls it."""


def may_be_off(day: date) -> bool:
    """Whether a day is a Saturday or Sunday, or in a season of public holidays.

    Any other has been worked since 2001, which is told without opening the calendar.
    """
    key = day.month, day.day
    return day.weekday() >= _SATURDAY or any(first <= key <= last for first, last in _SEASONS)


@cache
def _arrangement(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The public holidays of a year, and its Saturdays and Sundays that are worked."""
    if year in _announced():
        off, worked = _announced()[year].split("\t")
        return _days(year, off), _days(year, worked)
    from holidays import country_holidays

    days = country_holidays("CN", years=year)
    return frozenset(days), frozenset(day for day in days.weekend_workdays if day.year == year)


@cache
def _announced() -> dict[int, str]:
    """The years whose arrangement was announced when this version was made.

    They do not change any more; reading them here spares importing every country's calendar.
    """
    lines = _ANNOUNCED.read_text("utf-8").splitlines()
    return {int(line[:4]): line[5:] for line in lines if not line.startswith("#")}


def _days(year: int, months_and_days: str) -> frozenset[date]:
    """From 0101 0502 to dates."""
    return frozenset(date(year, int(day[:2]), int(day[2:])) for day in months_and_days.split())
