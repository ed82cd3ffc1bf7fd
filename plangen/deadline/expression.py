"""An expression while it is being read: what its words have named so far, and its errors."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import NamedTuple

from plangen.deadline.dates import Span
from plangen.deadline.hint import ACCEPTED, near_form
from plangen.deadline.model import DeadlineError
from plangen.deadline.seasons import Seasons
from plangen.nearest import did_you_mean
from plangen.numerals import to_int
from plangen.workdays import Workdays

Match = re.Match[str]

LONGEST = 200
"""The longest deadline, in characters."""


class Context(NamedTuple):
    """What an expression is read by, besides its own words."""

    year: int
    """The plan's year, which holds where none is said."""
    issued: date | None
    span: Span
    """The first and last day of the plan, which recurrences fill."""
    workdays: Workdays
    seasons: Seasons


class Expression:
    """One expression; offsets count in `text`, and errors turn them into those of the original."""

    def __init__(self, text: str, places: Sequence[int], context: Context) -> None:
        self.text = text
        """Without spaces and quotes, in half width."""
        self.places = places
        """Where each character of `text` stands in the original."""
        self.context = context
        self.named = context.year
        """The year named last: in 2021年3月—11月 it holds for 11月 too."""
        self.is_named = False
        """Whether a year was named at all."""
        self.month = 0
        """The month named last, which holds for 10日 in 3月1日—10日."""
        self.recurrence = ""
        """The recurrence named last, which holds for 20日 in 每月10日、20日."""

    @classmethod
    def of(cls, original: str, context: Context) -> "Expression":
        """An expression as written."""
        places = [place for place, char in enumerate(original) if not _skipped(char)]
        text = "".join(_narrow(original[place]) for place in places)
        return cls(text, places, context)

    def lent(self, text: str, places: Sequence[int]) -> "Expression":
        """The same with other words; `learn` takes back what reading them has named."""
        other = copy(self)
        other.text, other.places = text, places
        return other

    def within(self, context: Context) -> "Expression":
        """The same words read in another context."""
        other = copy(self)
        other.context = context
        return other

    def learn(self, other: "Expression") -> None:
        """Take the year, month and recurrence that another has named."""
        self.named, self.is_named = other.named, other.is_named
        self.month, self.recurrence = other.month, other.recurrence

    def match(self, pattern: str, span: tuple[int, int], signs: str = "") -> Match | None:
        """Match the whole of a part; None at once where it has none of the pattern's `signs`."""
        if signs and frozenset(signs).isdisjoint(self.text[slice(*span)]):
            return None
        return re.compile(pattern).fullmatch(self.text, *span)

    def number(self, match: Match, group: str, limit: int, unit: str, why: str) -> int:
        """The number of a group, from 1 to a limit; `unit` and `why` word the error."""
        number = to_int(match[group])
        if 1 <= number <= limit:
            return number
        message = f"没有{unit.format(number)}（{why}）"
        raise self.impossible(match, message, f"请写1至{limit}之间的数")

    def year_of(self, match: Match) -> int:
        """The year of the group `y`, or the one named before."""
        year = match.groupdict().get("y")
        if not year:
            return self.named
        self.is_named = True
        if year in _NEXT:
            return self.named + 1
        if year in _THIS:
            self.named = self.context.year
        else:
            self.named = to_int(year)
        return self.named

    def month_of(self, match: Match) -> int:
        """The month of the group `m`."""
        return self.number(match, "m", 12, "{}月", "一年只有12个月")

    def day_of(self, match: Match, year: int) -> date:
        """The day of the group `d` in the month named last."""
        day, month, last = to_int(match["d"]), self.month, monthrange(year, self.month)[1]
        if 1 <= day <= last:
            return date(year, month, day)
        message = f"{year}年{month}月没有{day}日（{month}月只有{last}天）"
        raise self.impossible(match, message, f"请核对日期；月底可写“{year}年{month}月底前”")

    def impossible(self, match: Match, message: str, hint: str) -> DeadlineError:
        """The error of a date that cannot be."""
        return self._error(match.span(), message, hint, "impossible-date")

    def unreadable(self, span: tuple[int, int], message: str, near: str = "") -> DeadlineError:
        """The error of words that mean no deadline; `near` is what was meant, if known."""
        near = near or near_form(self.text[slice(*span)][:LONGEST])
        hint = f"{did_you_mean(near)}{ACCEPTED}"
        return self._error(span, message, hint, "unreadable-deadline")

    def _error(self, span: tuple[int, int], message: str, hint: str, code: str) -> DeadlineError:
        start, end = span
        if start == end:
            return DeadlineError(message, hint, 0, 0, code)
        places = self.places[start:end]
        return DeadlineError(message, hint, min(places), max(places) + 1 - min(places), code)


_THIS = ("今", "本", "当")
_NEXT = ("次", "翌", "明", "来", "第二")


def _skipped(char: str) -> bool:
    return char.isspace() or char in "“”‘’\"'「」『』＂＇"


def _narrow(char: str) -> str:
    narrow = unicodedata.normalize("NFKC", char)
    return narrow if len(narrow) == 1 else char
