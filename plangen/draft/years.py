"""How the plan's year and its days move: by so many years, and off the rest days of the new one."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from plangen.deadline.dates import month_day
from plangen.workdays import Workdays

_WEEK = "一二三四五六日"
_SATURDAY = 5

AD: Final = "(?:19|20)[0-9]{2}"
HAN: Final = "二[〇零○][〇零○一二三四五六七八九]{2}"
YEAR: Final = re.compile(rf"(?<![0-9])(?P<y>{AD})(?=\s?学?年|[届级])|(?P<han>{HAN})(?=年)")
"""A year of the plan's kind: 2022年, 二〇二二年, 2022学年, 2022届."""
SPAN: Final = re.compile(
    rf"(?<![0-9])(?P<first>{AD})\s?年?\s?[—－–～~至到-]+\s?(?P<last>{AD})(?=\s?年)"
)


class Rolled(NamedTuple):
    """A word of a wording, what it becomes, and what to ask of it."""

    start: int
    old: str
    new: str
    """The old word where it stays."""
    question: str = ""
    moved: tuple[int, int] | None = None
    """The month and day that fell on a rest day."""


def stays(found: re.Match[str], question: str) -> Rolled:
    """A word that stays, and what to ask of it."""
    return Rolled(found.start(), found[0], found[0], question)


@dataclass(frozen=True, slots=True)
class Roll:
    """From one plan's year to a later one."""

    old: int
    new: int
    title: str
    """The old plan's own title, on one line."""
    workdays: Workdays

    def year(self, said: int) -> int:
        """A year that is said, as far from the new plan's as it was from the old one's."""
        return said + self.new - self.old

    def day(self, year: int, month: int, day: int, *, due: bool) -> date:
        """The same day of a year, or the one before where it has none.

        What is due then is due on the working day before, where nobody works that day; not in
        another year.
        """
        leap = (month, day) == (2, 29) and not _is_leap(year)
        same = date(year, month, 28 if leap else day)
        moved = self.workdays.before(same) if due else same
        return moved if moved.year == year else same

    def why(self, month: int, day: int, moved: date) -> str:
        """Say why a day of the new year became another."""
        if (month, day) == (2, 29) and not _is_leap(moved.year):
            return f"{moved.year}年没有2月29日，已改为{month_day(moved)}"
        same = date(moved.year, month, day)
        weekend = same.weekday() >= _SATURDAY
        rest = f"星期{_WEEK[same.weekday()]}" if weekend else "放假的日子"
        return f"{month_day(same)}是{rest}，已改为{month_day(moved)}"


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
