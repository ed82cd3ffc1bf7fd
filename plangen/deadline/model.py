"""What an expression says: its terms, their due dates, and the error of one that says nothing.

Every 前 is inclusive: the day named is the day due; only before holidays, terms and exams (春节前)
it is the last working day before they begin. A period (3月, 上半年) is due on its last day, a week
on its last working day.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import ClassVar, Final, NamedTuple

from plangen.deadline.dates import written
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


class Due(NamedTuple):
    """A due date, and the period that it is due for, which stays when the date moves."""

    day: date
    period: str
    """2026-03, 2026Q1, 2026-W07; empty where nothing recurs."""


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
        if self.milestone:
            return f"到{self.on.year}年"
        return f"{written(self.on)}前"


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
    """Due once in each period of the plan's span."""

    words: str
    rule: str
    """RFC 5545 RRULE without end. It knows no holidays: the days may differ from it here and
    there, as in 每月最后一个工作日."""
    dates: tuple[Due, ...]
    """Those after the day of issue, where that is known."""
    over: tuple[Due, ...] = ()
    """Those that were over when the plan was issued."""

    @property
    def due(self) -> tuple[date, ...]:
        """The days."""
        return tuple(due.day for due in self.dates)

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Ongoing:
    """全年、持续推进: no single due date."""

    due: ClassVar[tuple[date, ...]] = ()
    review: date
    """The end of the year or of the plan's span, when it is looked at."""

    def __str__(self) -> str:
        if (self.review.month, self.review.day) == (12, 31):
            return f"{self.review.year}年全年"
        return "持续推进"


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
class Validity:
    """自2026年1月1日起施行、有效期至2027年12月31日: how long a policy holds, not when to do it."""

    due: ClassVar[tuple[date, ...]] = ()
    words: str
    start: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that mean no deadline that is known: kept as they are, without a date."""

    due: ClassVar[tuple[date, ...]] = ()
    words: str
    error: DeadlineError = field(compare=False)
    """What is wrong with them and what was perhaps meant."""

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


Term = By | Window | Recurring | Ongoing | Relative | Undated | Validity | Unread


def _dates(term: Term) -> tuple[Due, ...]:
    if isinstance(term, Recurring):
        return (*term.over, *term.dates)
    return tuple(Due(day, "") for day in term.due)


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of an expression: 三季度完成建设."""

    term: Term
    text: str
    """When, as written: 三季度."""
    words: str = ""
    """What is done by then: 完成建设; empty where only the time is said."""

    def __str__(self) -> str:
        return f"{self.term}{self.words}"


@dataclass(frozen=True)
class Deadline:
    """All that one expression says; `str` writes it in the official form."""

    text: Text
    """As written, with its place in the plan file where it comes from one."""
    stages: tuple[Stage, ...]
    """One for each part, as in 6·26国际禁毒日、12·1世界艾滋病日 and
    一季度完成方案，三季度完成建设."""

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """What each part says of time."""
        return tuple(stage.term for stage in self.stages)

    @property
    def milestones(self) -> tuple[tuple["Deadline", str], ...]:
        """Each part as a deadline of its own, and what is done by then; none where none says it."""
        if not any(stage.words for stage in self.stages):
            return ()
        milestones = []
        for stage in self.stages:
            milestones.append((Deadline(Text(stage.text), (stage,)), stage.words))
        return tuple(milestones)

    @cached_property
    def due(self) -> tuple[date, ...]:
        """Every due date, sorted; empty when ongoing or undated."""
        days: set[date] = set()
        for term in self.terms:
            days.update(term.due)
        return tuple(sorted(days))

    @property
    def periods(self) -> dict[date, str]:
        """For each due date a key that stays when the date moves.

        A recurrence has its periods (2026Q1, 2026-03); of several in one period the second has
        2026-03.2. Of other dates the first has none, the second has 2, and so on.
        """
        keys: dict[date, str] = {}
        used: Counter[str] = Counter()
        for term in self.terms:
            for day, period in _dates(term):
                if day not in keys:
                    used[period] += 1
                    keys[day] = _numbered(period, used[period])
        return keys

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

    @property
    def validity(self) -> bool:
        """Whether it says how long a policy holds, and nothing to be done by a day."""
        return all(isinstance(term, Validity) for term in self.terms)

    @property
    def error(self) -> DeadlineError | None:
        """Why it cannot be read; None when it can."""
        return next((term.error for term in self.terms if isinstance(term, Unread)), None)

    @property
    def readable(self) -> bool:
        """Whether it is known what it means."""
        return self.error is None

    def before(self, day: date) -> tuple[date, ...]:
        """The due dates before a day."""
        return tuple(due for due in self.due if due < day)

    def rolled(self, years: int = 1) -> str:
        """The text for a plan that many years later; a milestone keeps its year."""
        if self.milestone:
            return self.text
        return _YEAR.sub(lambda year: str(int(year[0]) + years), self.text)

    def __str__(self) -> str:
        return "、".join(map(str, self.stages))


_YEAR: Final = re.compile(r"\d{4}(?=\s*年|[-/.]\d)")


def _numbered(period: str, count: int) -> str:
    """The key of a period's first and second date: 2026-03, 2026-03.2; without a period "", 2."""
    if count == 1:
        return period
    return f"{period}.{count}" if period else str(count)
