"""What an expression says: its terms, their due dates, and the error of one that says nothing.

Every 前 is inclusive: the day named is the day due. A period (3月, 上半年, 每周) is due on its
last day; a week ends on Sunday. Working days are counted by the calendar, except in 每个工作日:
a rule that recurs knows no holidays, and is Monday to Friday.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from plangen.deadline.dates import expand, written
from plangen.scalar import Text


class DeadlineError(ValueError):
    """An expression that names an impossible date or cannot be read."""

    def __init__(self, message: str, hint: str, offset: int, length: int, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.offset = offset
        """Where in the expression, counted in characters from 0."""
        self.length = length
        self.code = code
        """`impossible-date` or `unreadable-deadline`."""


@dataclass(frozen=True, slots=True)
class By:
    """Due by one day, or on an observance."""

    on: date
    milestone: bool = False
    """到2025年: a year named as a goal, its last day standing for it."""
    name: str = ""
    """The observance, such as 国际禁毒日."""

    @property
    def due(self) -> tuple[date, ...]:
        """The day."""
        return (self.on,)

    @property
    def is_plain(self) -> bool:
        """Whether it is a day like any other: no observance, no mere year."""
        return not self.name and not self.milestone

    def __str__(self) -> str:
        if self.name:
            return f"{self.on.year}年{self.on.month}·{self.on.day}{self.name}"
        return f"到{self.on.year}年" if self.milestone else f"{written(self.on)}前"


@dataclass(frozen=True, slots=True)
class Window:
    """To be done from one day to another, due on the last."""

    start: date
    end: date
    name: str = ""
    """The observance, such as 禁毒宣传月."""

    @property
    def due(self) -> tuple[date, ...]:
        """The last day."""
        return (self.end,)

    def __str__(self) -> str:
        if self.name:
            return f"{self.start.year}年{self.name}"
        return f"{written(self.start)}—{written(self.end)}"


@dataclass(frozen=True, slots=True)
class Recurring:
    """Due once in each period of the plan's year."""

    words: str
    rule: str
    """RFC 5545 RRULE without end; its DTSTART is the first due date."""
    since: date
    """The day to expand the rule from, to the end of that year."""

    @property
    def due(self) -> tuple[date, ...]:
        """One day a period, to the end of the year."""
        return expand(self.rule, self.since)

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Ongoing:
    """全年、持续推进: no single due date."""

    due: ClassVar[tuple[date, ...]] = ()
    review: date
    """The year's end, when it is looked at."""

    def __str__(self) -> str:
        return f"{self.review.year}年全年"


@dataclass(frozen=True, slots=True)
class Undated:
    """Said, but not a date: 及时、会议召开前、接到报告后3个工作日内."""

    due: ClassVar[tuple[date, ...]] = ()
    words: str
    reason: str
    """Why it cannot be dated, in Chinese."""

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Relative:
    """印发后3个月内: counted from the day of issue, which is known."""

    words: str
    on: date

    @property
    def due(self) -> tuple[date, ...]:
        """The day."""
        return (self.on,)

    def __str__(self) -> str:
        return self.words


Term = By | Window | Recurring | Ongoing | Relative | Undated


@dataclass(frozen=True, slots=True)
class Deadline:
    """All that one expression says; `str` writes it in the official form."""

    text: Text
    """As written, with its place in the plan file where it comes from one."""
    terms: tuple[Term, ...]
    """One for each part, as in 6·26国际禁毒日、12·1世界艾滋病日."""

    @property
    def due(self) -> tuple[date, ...]:
        """Every due date, sorted; empty when ongoing or undated."""
        return tuple(sorted({day for term in self.terms for day in term.due}))

    @property
    def start(self) -> date | None:
        """The first day of the earliest window."""
        return min((term.start for term in self.terms if isinstance(term, Window)), default=None)

    @property
    def rrule(self) -> str | None:
        """The rule of the first recurring part."""
        return next((term.rule for term in self.terms if isinstance(term, Recurring)), None)

    @property
    def ongoing(self) -> bool:
        """Whether a part goes on all year."""
        return any(isinstance(term, Ongoing) for term in self.terms)

    @property
    def milestone(self) -> bool:
        """Whether a part is a mere year, as in 到2025年."""
        return any(isinstance(term, By) and term.milestone for term in self.terms)

    @property
    def review(self) -> date | None:
        """When what is ongoing is looked at."""
        return next((term.review for term in self.terms if isinstance(term, Ongoing)), None)

    @property
    def undated(self) -> str:
        """Why a part cannot be dated, in Chinese; empty when every part can."""
        return next((term.reason for term in self.terms if isinstance(term, Undated)), "")

    def outside(self, year: int) -> tuple[date, ...]:
        """The due dates that lie in another year."""
        return tuple(day for day in self.due if day.year != year)

    def rolled(self, years: int = 1) -> str:
        """The text for a plan that many years later; a milestone keeps its year."""
        if self.milestone:
            return self.text
        return re.sub(r"\d{4}(?=\s*年|[-/.]\d)", lambda m: str(int(m[0]) + years), self.text)

    def __str__(self) -> str:
        return "、".join(map(str, self.terms))
