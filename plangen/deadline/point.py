"""The points of time that deadlines are made of: 10月10日, 6月底, 上半年, 2025年.

A point is its first and last day. It is one row of POINTS: signs, a pattern, and what it builds.
"""

import re
from collections.abc import Callable
from datetime import date

from plangen.deadline.dates import Span, months
from plangen.deadline.expression import Expression, Match
from plangen.deadline.number import N
from plangen.numerals import to_int


def point(expression: Expression, span: tuple[int, int]) -> Span | None:
    """The first and last day of a part of the expression; None when it is not a point."""
    for signs, pattern, build in POINTS:
        match = expression.match(f"{pattern}(?:期间|内)?", span, signs)
        days = build(expression, match) if match else None
        if match and days:
            if match.groupdict().get("part") in ("底", "末", "终"):
                return days[1], days[1]
            return days
    return None


def borrowing_point(
    expression: Expression, span: tuple[int, int], lender: tuple[int, int]
) -> Span | None:
    """The point of a number that borrows the unit of what follows, as 3 does in 3—11月."""
    units = re.findall("日|号|月|季度|年", expression.text[slice(*lender)])
    if not units:
        return None
    first, last = span
    lent = expression.lent(
        expression.text[first:last] + units[-1],
        [*expression.places[first:last], expression.places[last - 1]],
    )
    days = point(lent, (0, len(lent.text)))
    expression.learn(lent)
    return days


def named_day(expression: Expression, match: Match) -> date:
    """A day whose month is said; it becomes the month named last."""
    year = expression.year_of(match)
    expression.month = expression.month_of(match)
    return expression.day_of(match, year)


def _day(expression: Expression, match: Match) -> Span:
    day = named_day(expression, match)
    return day, day


def _day_alone(expression: Expression, match: Match) -> Span | None:
    if not expression.month:
        return None
    day = expression.day_of(match, expression.named)
    return day, day


def _month(expression: Expression, match: Match) -> Span:
    year, month = expression.year_of(match), expression.month_of(match)
    first, last = months(year, month, month)
    part = match.groupdict().get("part")
    match part:
        case "初" | "上旬":
            return first, first.replace(day=10)
        case "中" | "中旬":
            return first.replace(day=11), first.replace(day=20)
        case "下旬":
            return first.replace(day=21), last
    return first, last


def _quarter(expression: Expression, match: Match) -> Span:
    quarter = expression.number(match, "q", 4, "第{}季度", "一年只有4个季度")
    return months(expression.year_of(match), 3 * quarter - 2, 3 * quarter)


def _half(expression: Expression, match: Match) -> Span:
    first = 1 if match["half"] == "上" else 7
    return months(expression.year_of(match), first, first + 5)


def _whole_year(expression: Expression, match: Match) -> Span:
    return months(expression.year_of(match), 1, 12)


def _issue(expression: Expression, match: Match) -> Span:
    day = expression.context.issued or expression.context.span[0]
    return day, day


def _middle(expression: Expression, match: Match) -> Span:
    day = date(expression.year_of(match), 6, 30)
    return day, day


def _five_years(_: Expression, match: Match) -> Span:
    """十四五: the five years of a national plan; the tenth ended in 2005."""
    last = 1955 + 5 * to_int(match["plan"])
    return date(last - 4, 1, 1), date(last, 12, 31)


_AD = "(?:19|20)[0-9]{2}"
_YEAR = f"(?P<y>{_AD}|二[〇零○][〇零○一二三四五六七八九]{{2}}|[今本当次翌明来]|第二)年度?"
MAYBE_YEAR = f"(?:{_YEAR})?"
DOT = "[.·•・‧∙]"
_MONTH = f"(?P<m>{N})月份?"
_PART = "(?P<part>初|上旬|中旬?|下旬|底|末)?"

POINTS: tuple[tuple[str, str, Callable[[Expression, Match], Span | None]], ...] = (
    ("日号", rf"{MAYBE_YEAR}{_MONTH}(?P<d>{N})[日号]", _day),
    (".·•・‧∙", rf"{MAYBE_YEAR}(?P<m>[0-9]{{1,2}}){DOT}(?P<d>[0-9]{{1,2}})", _day),
    ("-/.", rf"(?P<y>{_AD})(?P<to>[-/.])(?P<m>[0-9]{{1,2}})(?P=to)(?P<d>[0-9]{{1,2}})日?", _day),
    ("日号", rf"(?P<d>{N})[日号]", _day_alone),
    ("-/.", rf"(?P<y>{_AD})[-/.](?P<m>[0-9]{{1,2}})", _month),
    ("月", rf"{MAYBE_YEAR}{_MONTH}{_PART}", _month),
    ("季", rf"{MAYBE_YEAR}第?(?P<q>{N})个?季度(?P<part>[底末])?", _quarter),
    ("半", rf"{MAYBE_YEAR}(?P<half>[上下])半年(?P<part>[底末])?", _half),
    ("年", rf"(?:{_YEAR}年?|年(?=[底末终内]))(?P<part>[底末终])?", _whole_year),
    ("中", rf"(?:{_YEAR}年?|年)中", _middle),
    ("五", r"(?P<plan>十[一二三四五六七八九])五(?:规划)?(?:时期)?(?P<part>[底末])?", _five_years),
    ("即之", r"即日|(?:印发|发文|发布)之日", _issue),
)
