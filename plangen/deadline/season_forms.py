"""Deadlines that name a school term, an exam, a season or a public holiday."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from plangen.deadline.dates import Span, later
from plangen.deadline.expression import Expression, Match
from plangen.deadline.model import By, Term, Undated, Window
from plangen.numerals import to_int
from plangen.workdays import festival

SEASON: Final = (
    "(?P<season>(?:采暖|供暖|取暖|供热)(?:季|期间?)|(?:主)?汛期|(?:森林|草原|森林草原)?防(?:灭)?火期"
    "|今冬明春|冬春季?|高考|中考)"
)
TERM: Final = "(?P<term>春季?|秋季?|上|下|第一|第二|新|本)?(?:学期|(?=开学|期末))"
HOLIDAY: Final = (
    "(?P<holiday>元旦|春节|清明节?|五一(?:国际)?(?:劳动)?节?|(?:国际)?劳动节|端午节?|中秋节?"
    "|(?:十一)?国庆节?|十一)(?:放假|假期|长假|小长假)?"
)
_DAY: Final = timedelta(days=1)
_SEASONS: Final = {
    "采": "heating",
    "供": "heating",
    "取": "heating",
    "主": "flood",
    "汛": "flood",
    "森": "forest_fire",
    "草": "forest_fire",
    "防": "forest_fire",
    "今": "winter_spring",
    "冬": "winter_spring",
    "高": "college_exam",
    "中": "senior_exam",
}
"""By the first character of each name."""
_SPRING: Final = ("春", "下", "第二")


def season(expression: Expression, match: Match) -> Term:
    """供暖期, 汛期前, 供暖期结束前, 高考前."""
    name = _SEASONS[match["season"][0]]
    span = expression.context.seasons.in_year(name, expression.year_of(match))
    issued = expression.context.issued
    if name == "winter_spring" and issued and not match["y"]:
        running = expression.context.seasons.in_year(name, issued.year - 1)
        if running[0] <= issued <= running[1]:
            span = running
    return _beside(expression, match, span)


def school_term(expression: Expression, match: Match) -> Term | None:
    """春季学期结束前, 秋季学期, 开学前; without a season the one that begins next."""
    year, seasons = expression.year_of(match), expression.context.seasons
    term = match["term"] or ""
    spring, autumn = seasons.in_year("spring_term", year), seasons.in_year("autumn_term", year)
    if term[:1] in ("", "新", "本"):
        today = expression.context.issued or expression.context.span[0]
        is_spring = today <= spring[_at_end(match)]
    else:
        is_spring = term.startswith(_SPRING)
    return _beside(expression, match, spring if is_spring else autumn)


def after_start(expression: Expression, match: Match) -> Term | None:
    """开学后两周内."""
    begins = school_term(expression, match)
    if not isinstance(begins, Window):
        return None
    count, workdays = to_int(match["n"]), expression.context.workdays
    return By(later(begins.start, count, match["unit"], workdays))


def vacation(expression: Expression, match: Match) -> Term:
    """暑假前, 寒假期间; the winter one follows the autumn term that begins in the year."""
    year, seasons = expression.year_of(match), expression.context.seasons
    before, after = seasons.in_year("spring_term", year), seasons.in_year("autumn_term", year)
    if match["vacation"] == "寒":
        before, after = after, seasons.in_year("spring_term", year + 1)
    if match["side"] == "前" and not match["edge"]:
        return By(before[1])
    return _beside(expression, match, (before[1] + _DAY, after[0] - _DAY))


def before_holiday(expression: Expression, match: Match) -> Term:
    """春节前: the last working day before the holiday begins; the next one after the issue."""
    name, year, context = match["holiday"], expression.year_of(match), expression.context
    soonest = max(context.issued or context.span[0], context.span[0])
    years = (year,) if match["y"] else (year, year + 1)
    days = []
    for begins in _festivals(name, years):
        day = context.workdays.before(begins - _DAY)
        if day >= soonest:
            return By(day)
        days.append(day)
    if not days:
        return Undated(match[0], f"{year}年{name}的日期没有收录")
    return By(days[0])


def _festivals(name: str, years: tuple[int, ...]) -> Iterator[date]:
    """The first days of a holiday in these years, as far as they are on file."""
    for year in years:
        if day := festival(name, year):
            yield day


def _beside(expression: Expression, match: Match, span: Span) -> Term:
    """Before a season begins, by its end, or during it."""
    first, last = span
    if _at_end(match):
        return By(last)
    if match["side"] == "前":
        return By(expression.context.workdays.before(first - _DAY))
    return Window(first, last)


def _at_end(match: Match) -> bool:
    return match["edge"] == "结束" or match["side"] in ("末", "底")
