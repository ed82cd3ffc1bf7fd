"""What recurs: 每月25日前, 每季度后10日内, 每周, 每学期, and the days of each."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import Final

from plangen.deadline.expression import Expression, Match
from plangen.deadline.model import DeadlineError, Due, Recurring, Term
from plangen.deadline.number import COUNT, N
from plangen.deadline.point import point
from plangen.numerals import to_int

Days = Callable[[date, date], Iterable[Due]]
"""The due dates from one day to another, or a few more on either side."""

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)
_WEEKDAYS: Final = {
    "": "FR",
    "一": "MO",
    "二": "TU",
    "三": "WE",
    "四": "TH",
    "五": "FR",
    "六": "SA",
}
_NAMES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS: Final = {"月": 1, "季": 3, "季度": 3, "半年": 6, "双月": 2, "单月": 2}
"""How many months each is."""

COUNTED: Final = (
    f"(?:各?(?:至少|不少于|不低于|最少)?(?:开展|组织|召开|进行|举办|报送|上报)?(?:{COUNT}|[0-9]+)"
    "[次期场轮遍](?:以上)?)?"
)
TAIL: Final = f"(?:(?:之|以)?[前内])?(?:完成)?{COUNTED}"
WEEK: Final = "(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])?"
PERIOD: Final = (
    f"(?P<period>个?(?P<unit>月|季度?|半年)|逢?(?:偶数|双)月|逢?(?:奇数|单)月|(?P<n>{COUNT})个月)"
)
WHICH_MONTH: Final = f"(?P<first>首个?月)?(?P<which>第(?P<k>{N})个?月|末月?|底|最后一个?月)?"
_DAY_OF_MONTH: Final = (
    f"(?P<d>{N})[日号]|上旬|中旬|下旬|初|中|底|最后一[天日]|"
    f"(?:最后一个?|[第前]?(?P<nth>{COUNT})个|首个)工作日"
)
DAYS: Final = f"(?P<days>{_DAY_OF_MONTH})?"
AFTER: Final = "(?:结束|终了|完|终)?(?P<after>次月|后次月|下月|之?后)"


def recurring(expression: Expression, words: str, rule: str, days: Days) -> Recurring:
    """What recurs from the plan's first day to its last; what is over at its issue is not due."""
    expression.month = 0
    issued = expression.context.issued
    dates = tuple(sorted(days(*expression.context.span)))
    over = bisect_right(dates, issued, key=attrgetter("day")) if issued else 0
    return Recurring(words, rule, dates[over:], dates[:over])


def every_day(expression: Expression, match: Match) -> Term:
    """每日."""

    def days(first: date, last: date) -> Iterator[Due]:
        for number in range((last - first).days + 1):
            yield _dated(first + _DAY * number)

    return recurring(expression, match[0], "FREQ=DAILY", days)


def every_workday(expression: Expression, match: Match) -> Term:
    """每个工作日, by the calendar of working days."""

    def days(first: date, last: date) -> Iterator[Due]:
        return map(_dated, expression.context.workdays.within(first, last))

    return recurring(expression, match[0], "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", days)


def every_week(expression: Expression, match: Match) -> Term:
    """每周, due on its last working day; 每两周; 每周五前, due on Fridays."""
    weeks = expression.number(match, "n", 52, "每{}周", "一年只有52周") if match["n"] else 1
    weekday = match["weekday"] or ""
    name = _WEEKDAYS.get(weekday, "SU")

    def days(first: date, last: date) -> Iterator[Due]:
        monday = first - _DAY * first.weekday() + _WEEK * (weeks - 1)
        while monday <= last:
            if weekday:
                days = [monday + _DAY * _NAMES.index(name)]
            else:
                days = expression.context.workdays.within(monday, monday + _DAY * 6)
            if days and first <= days[-1] <= last:
                year, week, _ = monday.isocalendar()
                yield Due(days[-1], f"{year}-W{week:02}")
            monday += _WEEK * weeks

    expression.recurrence = "每周" if weekday else ""
    return recurring(expression, match[0], f"{_every('WEEKLY', weeks)};BYDAY={name}", days)


def every_part_of_month(expression: Expression, match: Match, ends: tuple[int, ...]) -> Term:
    """每旬, 每半月: due on these days of each month; the 31st stands for its last day."""

    def days(first: date, last: date) -> Iterator[Due]:
        for year, month in _all_months(first, last, 1, 1):
            for part, end in enumerate(ends, 1):
                day = _clamped(year, month, end)
                if first <= day <= last:
                    yield Due(day, f"{year}-{month:02}-{part}")

    by_day = ",".join(map(_by_month_day, ends))
    return recurring(expression, match[0], f"FREQ=MONTHLY;BYMONTHDAY={by_day}", days)


def every_months(expression: Expression, match: Match) -> Term:
    """每月, 每季度末25日前, 每双月: every so many months, on a day of one of them."""
    size = _size(expression, match)
    if _is_open(match, size):
        raise _which_month(expression, match)
    which = _month_of_period(expression, match, size)
    rule, day_of = _day_of_month(expression, match)

    def days(first: date, last: date) -> Iterator[Due]:
        for year, month in _all_months(first, last, size, which):
            day = day_of(year, month)
            if first <= day <= last:
                yield Due(day, _period(year, month, size))

    expression.recurrence = f"每{match['period']}" if size == 1 else ""
    return recurring(expression, match[0], f"{_every('MONTHLY', size)};{rule}", days)


def after_months(expression: Expression, match: Match) -> Term:
    """次月5日前, 每季度后10日内: in the month after each period that ends in the span."""
    size = _size(expression, match) if match["unit"] or match["period"] else 1
    count = expression.number(match, "d", 31, "{}日", "一个月最多31天")

    def day_after(end: date) -> date:
        if match["worked"]:
            return expression.context.workdays.after(end, count)
        following = end + _DAY
        return _clamped(following.year, following.month, count)

    def days(first: date, last: date) -> Iterator[Due]:
        for year, month in _all_months(first, last, size, size):
            end = _clamped(year, month, _LAST)
            if first <= end <= last:
                yield Due(day_after(end), _period(year, month, size))

    rule = f"{_every('MONTHLY', size)};BYMONTHDAY={count}"
    return recurring(expression, match[0], rule, days)


def every_year(expression: Expression, match: Match) -> Term | None:
    """每年, 每年2月, 每年6月10日前."""
    month, day = 12, _LAST
    if match.groupdict().get("point"):
        span = point(expression, match.span("point"))
        if span is None:
            return None
        month, day = span[1].month, span[1].day
        if day == monthrange(span[1].year, month)[1]:
            day = _LAST

    def dates(first: date, last: date) -> Iterator[Due]:
        for year in range(first.year, last.year + 1):
            on = _clamped(year, month, day)
            if first <= on <= last:
                yield Due(on, str(year))

    rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={_by_month_day(day)}"
    return recurring(expression, match[0], rule, dates)


def every_term(expression: Expression, match: Match) -> Term:
    """每学期, 每学期开学前: the school terms that begin in the span, by their last days."""
    seasons, workdays = expression.context.seasons, expression.context.workdays
    at_start = bool(match["start"])

    def days(first: date, last: date) -> Iterator[Due]:
        for year in range(first.year, last.year + 1):
            for term in ("spring_term", "autumn_term"):
                start, end = seasons.in_year(term, year)
                if first <= start <= last:
                    day = workdays.before(start - _DAY) if at_start else end
                    yield Due(day, f"{year}-{term.partition('_')[0]}")

    months = []
    for term in ("spring_term", "autumn_term"):
        start, end = seasons.in_year(term, _ANY_YEAR)
        months.append(str(start.month if at_start else end.month))
    rule = f"FREQ=YEARLY;BYMONTH={','.join(months)};BYMONTHDAY=-1"
    return recurring(expression, match[0], rule, days)


def merged(first: Recurring, second: Recurring) -> Recurring:
    """每月10日、20日前 as one: the second is of the same recurrence as the first."""
    head, days = _days_of(first.rule)
    _, more = _days_of(second.rule)
    dates, over = {*first.dates, *second.dates}, {*first.over, *second.over}
    words = f"{first.words}、{second.words}"
    return Recurring(words, f"{head}={days},{more}", tuple(sorted(dates)), tuple(sorted(over)))


def _days_of(rule: str) -> tuple[str, str]:
    """The head of a rule and its days: of 28,29,30;BYSETPOS=-1, which means the 30th, only 30."""
    head, _, days = rule.removesuffix(";BYSETPOS=-1").rpartition("=")
    if "BYSETPOS" in rule:
        days = days.rpartition(",")[2]
    return head, days


_LAST: Final = 31
"""The day that stands for the last of any month."""
_ANY_YEAR: Final = 2025


def _dated(day: date) -> Due:
    return Due(day, day.isoformat())


def _every(unit: str, count: int) -> str:
    if count == 1:
        return f"FREQ={unit}"
    return f"FREQ={unit};INTERVAL={count}"


def _by_month_day(day: int) -> str:
    """A day of the month as an RRULE says it: the last is -1."""
    return "-1" if day == _LAST else str(day)


def _clamped(year: int, month: int, day: int) -> date:
    """A day of a month; its last where it has no such day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _all_months(first: date, last: date, size: int, which: int) -> Iterator[tuple[int, int]]:
    """One month of each period of so many months, counted from the January of the first year."""
    for count in range(which - 1, 12 * (last.year - first.year) + last.month, size):
        yield first.year + count // 12, count % 12 + 1


def _period(year: int, month: int, size: int) -> str:
    match size:
        case 3:
            return f"{year}Q{(month + 2) // 3}"
        case 6:
            return f"{year}H{(month + 5) // 6}"
    return f"{year}-{month:02}"


def _size(expression: Expression, match: Match) -> int:
    if match["unit"]:
        return _MONTHS[match["unit"]]
    if match["n"]:
        return expression.number(match, "n", 12, "每{}个月", "一年只有12个月")
    return 2


def _is_open(match: Match, size: int) -> bool:
    """Whether a day is said but not of which month; the last working day needs none."""
    days = match["days"] or "最后一个"
    one_month = size == 1 or not (match["unit"] or match["n"])
    return not (one_month or match["first"] or match["which"] or days.startswith("最后一个"))


def _which_month(expression: Expression, match: Match) -> DeadlineError:
    """The error of 每季度25日前, which does not say in which month."""
    period, days = match["period"], match["days"]
    near = f"每{period}末{days}前" if days[0].isdigit() else ""
    message = f"“{match[0]}”没有写明是{period}的哪个月"
    return expression.unreadable(match.span(), message, near)


def _month_of_period(expression: Expression, match: Match, size: int) -> int:
    if match["k"]:
        why = f"每{match['period']}只有{size}个月"
        return expression.number(match, "k", size, "第{}个月", why)
    if match["first"] or "单" in match["period"] or "奇" in match["period"]:
        return 1
    return size


def _day_of_month(expression: Expression, match: Match) -> tuple[str, Callable[[int, int], date]]:
    """The rule's day, and the day of any month; the 31st is the last where it is shorter."""
    days = match["days"] or ""
    if days.endswith("工作日"):
        return _workday_of_month(expression, match)
    if not match["d"]:
        day = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}.get(days, _LAST)
        rule = f"BYMONTHDAY={_by_month_day(day)}"
        return rule, lambda year, month: _clamped(year, month, day)
    day = expression.number(match, "d", 31, "{}日", "一个月最多31天")
    rule = f"BYMONTHDAY={day}"
    if day > monthrange(2025, 2)[1]:
        rule = f"BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"
    return rule, lambda year, month: _clamped(year, month, day)


def _workday_of_month(
    expression: Expression, match: Match
) -> tuple[str, Callable[[int, int], date]]:
    """每月最后一个工作日, 每月第三个工作日; the last where there are not so many."""
    count = to_int(match["nth"]) if match["nth"] else 1
    if match["days"].startswith("最后"):
        count = -1

    def day(year: int, month: int) -> date:
        days = expression.context.workdays.within(
            date(year, month, 1), _clamped(year, month, _LAST)
        )
        if 0 < count <= len(days):
            return days[count - 1]
        return days[-1]

    return f"BYDAY=MO,TU,WE,TH,FR;BYSETPOS={count}", day
