"""The grammar: every form a deadline may take, one row each, and the term it builds.

A row of FORMS is a pattern of the text without spaces and quotes, in half width, and a builder.
The first row that matches wins, unless its builder returns None: not mine, try the next.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from plangen.deadline.dates import Span, later, month_day, months, written
from plangen.deadline.expression import Expression, Match
from plangen.deadline.model import (
    By,
    DeadlineError,
    Ongoing,
    Recurring,
    Relative,
    Term,
    Undated,
    Window,
)
from plangen.deadline.number import COUNT, N
from plangen.deadline.observance import Observance, near_name, observances
from plangen.deadline.point import DOT, MAYBE_YEAR, borrowing_point, named_day, point
from plangen.numerals import to_int

Build = Callable[[Expression, Match], Term | None]


def _by_or_window(expression: Expression, found: Match) -> Term | None:
    days = point(expression, found.span("point"))
    if days is None:
        return None
    first, last = days
    return By(last) if found["before"] or first == last else Window(first, last)


def _until(expression: Expression, found: Match) -> Term | None:
    days = point(expression, found.span("point"))
    if days is None:
        return None
    first, last = days
    return By(last, milestone=days == months(first.year, 1, 12))


def _since(expression: Expression, found: Match) -> Term | None:
    days = point(expression, found.span("point"))
    if days is None:
        return None
    first, _ = days
    return Window(first, date(max(first.year, expression.year), 12, 31))


def _from_to(expression: Expression, found: Match) -> Term | None:
    """3月—11月; the dash that parts them is found by trying, for 2022-03-01 has dashes too."""
    start, end = found.span("points")
    for dash in re.compile(f"(?:起|开始)?{_DASH}").finditer(expression.text, start, end):
        left, right = (start, dash.start()), (dash.end(), end)
        first = point(expression, left) or borrowing_point(expression, left, right)
        last = point(expression, right) if first else None
        if first and last:
            return _window(expression, found, first[0], last[1])
    return None


def _window(expression: Expression, found: Match, start: date, end: date) -> Window:
    if start <= end:
        return Window(start, end)
    message = f"开始日期{written(start)}晚于结束日期{written(end)}"
    raise expression.impossible(found, message, "跨年请把两个年份都写上，如“2022年11月—2023年2月”")


def _ongoing(expression: Expression, found: Match) -> Term:
    return Ongoing(date(expression.year_of(found), 12, 31))


def _each(rule: str) -> Build:
    return lambda expression, found: _recurring(expression, found, rule)


def _recurring(
    expression: Expression, found: Match, rule: str, since: date | None = None
) -> Recurring:
    expression.month = 0
    return Recurring(found[0], rule, since or date(expression.year, 1, 1))


def _each_weeks(expression: Expression, found: Match) -> Term:
    """每周、每两周、每周五前."""
    weeks = expression.number(found, "n", 52, "每{}周", "一年只有52周") if found["n"] else 1
    rule = f"{_every('WEEKLY', weeks)};BYDAY={_WEEKDAYS.get(found['weekday'], 'SU')}"
    since = date(expression.year, 1, 1) + timedelta(weeks=weeks - 1)
    return _recurring(expression, found, rule, since)


def _each_months(expression: Expression, found: Match) -> Term:
    """每月、每季度末25日前、每半年: every so many months, on a day of one of them."""
    size = _PERIODS.get(found["unit"])
    size = size or expression.number(found, "n", 12, "每{}个月", "一年只有12个月")
    if size > 1 and found["days"] and not (found["first"] or found["which"]):
        raise _which_month(expression, found)
    since = date(expression.year, _month_of_period(expression, found, size), 1)
    rule = f"{_every('MONTHLY', size)};{_day_of_month(expression, found)}"
    return _recurring(expression, found, rule, since)


def _every(unit: str, count: int) -> str:
    return f"FREQ={unit};INTERVAL={count}" if count > 1 else f"FREQ={unit}"


def _which_month(expression: Expression, found: Match) -> DeadlineError:
    """每季度25日前 does not say of which month."""
    period, days = found["period"], found["days"]
    near = f"每{period}末{days}前" if days[0].isdigit() else ""
    message = f"“{found[0]}”没有写明是{period}的哪个月"
    return expression.unreadable(found.span(), message, near)


def _month_of_period(expression: Expression, found: Match, size: int) -> int:
    if found["k"]:
        why = f"每{found['period']}只有{size}个月"
        return expression.number(found, "k", size, "第{}个月", why)
    return 1 if found["first"] else size


def _day_of_month(expression: Expression, found: Match) -> str:
    """The rule's day; the 31st is the last day where a month is shorter."""
    if not found["d"]:
        days = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}
        return f"BYMONTHDAY={days.get(found['days'], -1)}"
    day = expression.number(found, "d", 31, "{}日", "一个月最多31天")
    if day <= 28:
        return f"BYMONTHDAY={day}"
    return f"BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"


def _each_year_by(expression: Expression, found: Match) -> Term | None:
    """每年2月、每年6月10日前."""
    days = point(expression, found.span("point"))
    if days is None:
        return None
    _, last = days
    is_month_end = last.day == monthrange(last.year, last.month)[1]
    day = -1 if is_month_end else last.day
    rule = f"FREQ=YEARLY;BYMONTH={last.month};BYMONTHDAY={day}"
    return _recurring(expression, found, rule)


def _after_issue(expression: Expression, found: Match) -> Term:
    if expression.issued is None:
        return Undated(found[0], "从印发之日起算，但方案没有写明印发日期")
    count = to_int(found["n"])
    return Relative(found[0], later(expression.issued, count, found["unit"], expression.workdays))


def _undated(reason: str) -> Build:
    return lambda expression, found: Undated(found[0], reason)


def _observance(expression: Expression, found: Match) -> Term | None:
    """国际禁毒日、禁毒宣传月."""
    entry, year = observances().get(found["name"]), expression.year_of(found)
    if entry is None:
        return None
    days = entry.in_year(year)
    if days is None:
        return Undated(found[0], f"{year}年{found['name']}的日期没有收录（{entry.source}）")
    return _observed(entry, days)


def _dated_observance(expression: Expression, found: Match) -> Term | None:
    """6·26国际禁毒日: the date has to be the observance's own."""
    name, day = found["name"], named_day(expression, found)
    entry = observances().get(name)
    days = entry.in_year(day.year) if entry else None
    if entry is None or days is None:
        return _local_observance(expression, found, day)
    first, last = days
    if first == last != day:
        message = f"{day.year}年{name}是{month_day(first)}，不是{month_day(day)}"
        raise expression.impossible(found, message, f"请写“{By(first, name=name)}”")
    return _observed(entry, days)


def _observed(entry: Observance, days: Span) -> Term:
    first, last = days
    return By(first, name=entry.name) if first == last else Window(first, last, entry.name)


def _local_observance(expression: Expression, found: Match, day: date) -> Term | None:
    """One that is not on file, such as 9·27健康中宁日, unless it is a misspelt one."""
    name = found["name"]
    if name[-1] not in "日节周月":
        return None
    if near := near_name(name, day):
        said = f"{day.month}·{day.day}{near}"
        raise expression.unreadable(found.span(), f"没有“{name}”这个节日", said)
    return By(day, name=name)


_WEEKDAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA"}
_PERIODS = {"月": 1, "季": 3, "季度": 3, "半年": 6}
"""How many months each is."""
OF_EACH_CASE = "是办理每件事的时限，不是任务的完成时限"

_DASH = "[-—–―−~～〜至到]+"
_BEFORE = "(?P<before>(?:之|以)?前)?(?:完成)?"
_TAIL = "(?:(?:之|以)?前)?(?:完成)?(?:(?:至少|不少于)?[一1]次)?"
_ISSUE = "[自从]?(?:本?(?:方案|通知|文件|意见|办法))?(?:印发|下发|发布|公布)(?:之日)?(?:起|之?后)"
_UNIT = "工作日|自然日|日|天|周|星期|月|年"
_WITHIN = "(?:之|以)?内(?:完成)?"
_ALWAYS = "全年度?|持续|长期|常年|常态化?|日常|经常性?"
_MORE = "全年|持续|长期|常态化?|性|推进|坚持|开展|实施|落实|进行|执行|保持|工作"
_VAGUE = "及时|尽快|尽早|适时|随时|即时|立即|按时|按期|按要求|按规定|限期|近期|第一时间|择机|待定"
_SEASON = "(?:采暖|供暖|取暖|供热)(?:季|期)|汛期"
_EVENT = "召开|会议|开学|放假|检查|考核|验收|开工|竣工|结束|到来|来临|报告|通知"
_AROUND = "(?:之?前|以前|之?后|时|期间)"
_WORDS = "[^0-9、,;]"
_WEEK = "(?:周|星期)(?P<weekday>[一二三四五六日天末])?"
_PERIOD = f"(?P<period>个?(?P<unit>月|季度?|半年)|(?P<n>{COUNT})个月)"
_WHICH_MONTH = f"(?P<first>首个?月)?(?P<which>第(?P<k>{N})个?月|末月?|底|最后一个?月)?"
_DAYS = f"(?P<days>(?P<d>{N})[日号]|上旬|中旬|下旬|初|中|底|最后一[天日])?"
_NAME = "(?P<name>[一-鿿《》]{2,20}?)(?:活动)?(?:之?前|前后|期间|当[天日])?"

FORMS: tuple[tuple[str, Build], ...] = (
    (rf"(?:于|在|力争|确保|原则上)*(?P<point>.+?){_BEFORE}", _by_or_window),
    (rf"(?:持续)?(?:截至|截止到?|到|至)(?P<point>.+?){_BEFORE}", _until),
    (r"(?:自|从)?(?P<point>.+?)(?:起|开始)", _since),
    (rf"(?:自|从)?(?P<points>.+?{_DASH}.+?){_BEFORE}", _from_to),
    (rf"{MAYBE_YEAR}(?:贯穿)?(?:{_ALWAYS})(?:{_MORE})*", _ongoing),
    (rf"[每逐]个?工作日{_TAIL}", _each("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR")),
    (rf"[每逐按][日天]{_TAIL}", _each("FREQ=DAILY")),
    (rf"[每逐按]旬{_TAIL}", _each("FREQ=MONTHLY;BYMONTHDAY=10,20,-1")),
    (rf"每半个?月{_TAIL}", _each("FREQ=MONTHLY;BYMONTHDAY=15,-1")),
    (rf"[每逐按](?P<n>{COUNT})?个?{_WEEK}{_TAIL}", _each_weeks),
    (rf"[每逐按]{_PERIOD}{_WHICH_MONTH}的?{_DAYS}{_TAIL}", _each_months),
    (rf"[每逐按]年(?:度|年?[底末])?{_TAIL}", _each("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1")),
    (rf"每年(?P<point>.+?){_TAIL}", _each_year_by),
    (rf"{_ISSUE}(?P<n>{COUNT})个?(?P<unit>{_UNIT}){_WITHIN}", _after_issue),
    (rf"{_WORDS}{{0,30}}?{COUNT}个?(?:{_UNIT}|小时|分钟){_WITHIN}", _undated(OF_EACH_CASE)),
    (rf"(?:{_VAGUE}){_WORDS}{{0,8}}", _undated("没有说明是哪一天")),
    (rf"{_WORDS}{{0,20}}(?:{_SEASON})(?:之?前|期间|内)?", _undated("季节的起止各地各年不同")),
    (rf"{_WORDS}{{0,20}}(?:{_EVENT}){_AROUND}", _undated("随事件而定，不是日期")),
    (rf"(?:每年|{MAYBE_YEAR})(?P<m>{N})(?:{DOT}|月)(?P<d>{N})日?{_NAME}", _dated_observance),
    (rf"(?:每年|{MAYBE_YEAR}){_NAME}", _observance),
)
