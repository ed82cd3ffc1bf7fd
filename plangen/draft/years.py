"""How far the plan's years move, and the years and days that a wording mentions.

2023年10月至2024年3月开展检查，4月15日前总结 mentions a period, with the years 2023 and 2024, and
a day, 4月15日, which has no year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from plangen.numerals import DIGITS, to_int
from plangen.workdays import Workdays

AD: Final = "(?:19|20)[0-9]{2}"
HAN: Final = "二[〇零○][〇零○一二三四五六七八九]{2}"
_CHINESE: Final = str.maketrans("0123456789", DIGITS)

_MONTH: Final = "(?P<m@>1[0-2]|0?[1-9])\\s?月份?"
_DAY: Final = "(?P<d@>3[01]|[12][0-9]|0?[1-9])\\s?[日号]"
_PART: Final = (
    "(?P<part@>[末底]|初(?![中级步一二三心])|中(?=[，。；、）前之以\\s]|$)|[上中下]旬|[上下]半年"
    "|第?[一二三四1-4]季度|[春夏秋冬]{1,2}季(?:学期)?|[冬春](?=\\s?[至到—－–-])|度"
    "|内(?![部容外涝控设科地蒙陆需镜分]))"
)
"""A part of a year or of a month; 初中, 中秋 and 内部 are none."""
_TAIL: Final = f"(?:\\s?{_MONTH}(?:\\s?{_DAY})?)?{_PART}?"
_UNIT: Final = "(?:[学财]?年|榨季|[采供取]暖季|流感季|产季)"
_YEAR: Final = f"(?:(?P<y@>{AD})\\s?{_UNIT}|(?P<han@>{HAN})年)"
_TO: Final = "\\s?[—－–～~至到-]{1,2}\\s?"


def _of(pattern: str, end: int) -> str:
    """A pattern with its groups numbered: they stand for several dates in one expression."""
    return pattern.replace("@", str(end))


_PERIOD: Final = (
    rf"(?:{_of(_YEAR, 1)}{_of(_TAIL, 1)}|(?P<span>{AD})\s?(?={_TO}{AD}|/{AD}\s?{_UNIT})"
    rf"|(?P<mm>1[0-2]|0?[1-9])\s?月(?:\s?(?P<dm>3[01]|[12][0-9]|0?[1-9])\s?[日号]))"
    rf"(?:{_TO}|(?<=[0-9])/)"
    rf"(?:{_of(_YEAR, 2)}{_of(_TAIL, 2)}"
    rf"|{_of(_MONTH, 3)}(?:\s?{_of(_DAY, 3)}){_of(_PART, 3)}?|{_of(_MONTH, 4)}{_of(_PART, 4)}?"
    rf"|{_of(_DAY, 5)})"
)
_POINT: Final = (
    rf"{_of(_YEAR, 6)}{_of(_TAIL, 6)}|{_of(_MONTH, 7)}\s?{_of(_DAY, 7)}"
    rf"|(?P<cohort>{AD})(?=[届级])"
)
_DOTTED: Final = (
    rf"(?P<dotted>{AD})(?P<mark>[./-])(?P<m0>1[0-2]|0?[1-9])(?P=mark)"
    "(?P<d0>3[01]|[12][0-9]|0?[1-9])(?![0-9.])"
)
_MENTION: Final = re.compile(rf"(?<![0-9./-])(?:{_DOTTED}|{_PERIOD}|{_POINT})")
_YEAR_GROUPS: Final = ("dotted", "y1", "han1", "span", "y2", "han2", "y6", "han6", "cohort")
_DAY_GROUPS: Final = tuple((f"m{end}", f"d{end}") for end in ("0", "1", "m", "2", "3", "6", "7"))
_POINT_GROUPS: Final = ("dotted", "y6", "han6", "m7", "cohort")
"""One of these is in every mention that is no period."""
_MONTH_GROUPS: Final = ("dotted", "m1", "mm", "m2", "m6", "m7")
_CLAUSE: Final = re.compile("[，。；：（）\n]")
_SENTENCE: Final = re.compile("[。；\n]")


class YearWord(NamedTuple):
    """A year in a wording."""

    start: int
    """Where it begins, in characters from 0."""
    word: str
    """2024 or 二〇二四."""

    @property
    def number(self) -> int:
        """The year."""
        return to_int(self.word)

    def as_year(self, year: int) -> str:
        """Another year in the same digits."""
        if self.word.isascii():
            return str(year)
        return str(year).translate(_CHINESE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A year, a day or a period in a wording."""

    text: str
    """The whole wording."""
    start: int
    end: int
    years: tuple[YearWord, ...]
    """None for a day without its year; two for most periods."""
    days: tuple[tuple[int, int, int], ...]
    """Month and day, and where the day's digits begin."""
    part: str
    """底, 度, 上半年 …; of a period that of its end."""
    is_period: bool
    has_month: bool
    is_cohort: bool
    """2024届, 2024级."""

    @property
    def words(self) -> str:
        """As it is written."""
        return self.text[self.start : self.end]

    @property
    def last_year(self) -> int:
        """The year in which it ends; 0 where it has none."""
        if not self.years:
            return 0
        return self.years[-1].number

    @property
    def before(self) -> str:
        """What stands before it in its clause."""
        return _CLAUSE.split(self.text[: self.start])[-1]

    @property
    def after(self) -> str:
        """What stands after it in its clause."""
        return _CLAUSE.split(self.text[self.end :], maxsplit=1)[0]

    @property
    def sentence(self) -> tuple[int, int]:
        """Where its sentence begins and ends; a semicolon ends one."""
        opening = _SENTENCE.split(self.text[: self.start])[-1]
        begin = self.start - len(opening)
        if stop := _SENTENCE.search(self.text, self.end):
            return begin, stop.start()
        return begin, len(self.text)

    @property
    def rest(self) -> str:
        """What stands after it in its sentence."""
        return self.text[self.end : self.sentence[1]]


def mentions(text: str) -> Iterator[Mention]:
    """The years, days and periods that a wording mentions, in order."""
    for match in _MENTION.finditer(text):
        groups = {name for name, words in match.groupdict().items() if words}
        years = []
        for name in _YEAR_GROUPS:
            if name in groups:
                years.append(YearWord(match.start(name), match[name]))
        yield Mention(
            text,
            match.start(),
            match.end(),
            tuple(years),
            tuple(_days(match)),
            part=_part(match),
            is_period=groups.isdisjoint(_POINT_GROUPS),
            has_month=not groups.isdisjoint(_MONTH_GROUPS),
            is_cohort="cohort" in groups,
        )


def _days(match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    """Month and day of each day that is named, and where the day's digits begin."""
    for month, day in _DAY_GROUPS:
        if match[month] and match[day]:
            yield int(match[month]), int(match[day]), match.start(day)


def _part(match: re.Match[str]) -> str:
    """底, 度, 上半年 …; of a period that of its end."""
    return match["part6"] or match["part4"] or match["part3"] or match["part2"] or ""


@dataclass(frozen=True, slots=True)
class Roll:
    """From one plan's year to a later one."""

    old: int
    new: int
    title: str
    """The old plan's own title, on one line."""
    issued: date | None
    """The day of issue of the old plan: what an earlier day says is past."""
    workdays: Workdays

    def year(self, year: int) -> int:
        """A year, as far from the new plan's as it was from the old one's."""
        return year + self.new - self.old
