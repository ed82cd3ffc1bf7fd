"""The grammar: every form a deadline may take, one row each, and the term it builds.

A row of FORMS is its signs, a pattern of the text without spaces and quotes, in half width, and a
builder. Every text that the pattern matches has at least one of the signs: one that has none is
passed over before the pattern is compiled. A row without signs passes nothing over.
The first row that matches wins, unless its builder returns None: not mine, try the next.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from plangen.deadline.dates import Span, later, month_day, months, written
from plangen.deadline.expression import Expression, Match
from plangen.deadline.model import (
    By,
    Ongoing,
    Recurring,
    Relative,
    Term,
    Undated,
    Validity,
    Window,
)
from plangen.deadline.number import COUNT, N
from plangen.deadline.observance import Observance, near_name, observance
from plangen.deadline.point import DOT, MAYBE_YEAR, borrowing_point, named_day, point
from plangen.deadline.recurring import (
    AFTER,
    COUNTED,
    DAYS,
    PERIOD,
    TAIL,
    WEEK,
    WHICH_MONTH,
    after_months,
    every_day,
    every_months,
    every_part_of_month,
    every_term,
    every_week,
    every_workday,
    every_year,
)
from plangen.deadline.season_forms import (
    HOLIDAY,
    SEASON,
    TERM,
    after_start,
    before_holiday,
    school_term,
    season,
    vacation,
)
from plangen.numerals import to_int

Build = Callable[[Expression, Match], Term | None]


def _by_or_window(expression: Expression, match: Match) -> Term | None:
    days = point(expression, match.span("point"))
    if days is None:
        return None
    first, last = days
    is_limit = match["before"] or match["latest"] or first == last
    return By(last) if is_limit else Window(first, last)


def _until(expression: Expression, match: Match) -> Term | None:
    days = point(expression, match.span("point"))
    if days is None:
        return None
    first, last = days
    return By(last, milestone=days == months(first.year, 1, 12))


def _since(expression: Expression, match: Match) -> Term | None:
    days = point(expression, match.span("point"))
    if days is None:
        return None
    first, _ = days
    end = expression.context.span[1]
    return Window(first, end if first <= end else date(first.year, 12, 31))


def _from_to(expression: Expression, match: Match) -> Term | None:
    """3月—11月; the dash that parts them is match by trying, for 2022-03-01 has dashes too."""
    start, end = match.span("points")
    for dash in re.compile(f"(?:起|开始)?{_DASH}").finditer(expression.text, start, end):
        left, right = (start, dash.start()), (dash.end(), end)
        first = point(expression, left) or borrowing_point(expression, left, right)
        is_named, expression.is_named = expression.is_named, False
        last = point(expression, right) if first else None
        if first and last:
            later = None if expression.is_named else _next_year(last[1])
            expression.is_named |= is_named
            return _window(expression, match, first[0], last[1], later)
    return None


def _window(
    expression: Expression, match: Match, start: date, end: date, later: date | None
) -> Window:
    """From one day to another; to that of the `later` year, as in 11月—3月, where that is near."""
    if start <= end:
        return Window(start, end)
    if later and start < later <= start + _LONGEST_ACROSS:
        return Window(start, later)
    message = f"开始日期{written(start)}晚于结束日期{written(end)}"
    raise expression.impossible(match, message, "跨年请把两个年份都写上，如“2022年11月—2023年2月”")


def _next_year(day: date) -> date:
    """The same day a year later; the last of a month stays the last."""
    _, last = months(day.year + 1, day.month, day.month)
    is_end = day.day == monthrange(day.year, day.month)[1]
    return last if is_end else day.replace(year=day.year + 1)


def _several_years(expression: Expression, match: Match) -> Term:
    """三年内: the plan's year and those after it."""
    year = expression.year_of(match)
    return Window(date(year, 1, 1), date(year + to_int(match["n"]) - 1, 12, 31))


def _ongoing(expression: Expression, match: Match) -> Term:
    year = expression.year_of(match)
    return Ongoing(date(year, 12, 31) if match["y"] else expression.context.span[1])


def _within(expression: Expression, match: Match) -> Term | None:
    """3月至11月每月, 每月（3—11月）, 供暖期每日: what recurs inside a window."""
    window = form(expression, *match.span("window"))
    if isinstance(window, Ongoing):
        return form(expression, *match.span("recurrence"))
    if not isinstance(window, Window):
        return None
    inside = expression.within(expression.context._replace(span=(window.start, window.end)))
    recurrence = form(inside, *match.span("recurrence"))
    if isinstance(recurrence, Recurring):
        return replace(recurrence, words=match[0])
    return None


def _validity(expression: Expression, match: Match) -> Term | None:
    """自2026年1月1日起施行, 有效期至2027年12月31日."""
    days = point(expression, match.span("point"))
    if days is None:
        return None
    return Validity(match[0], start=days[0]) if match["from"] else Validity(match[0], end=days[1])


def _after_issue(expression: Expression, match: Match) -> Term:
    issued, workdays = expression.context.issued, expression.context.workdays
    if issued is None:
        return Undated(match[0], "从印发之日起算，但方案没有写明印发日期")
    return Relative(match[0], later(issued, to_int(match["n"]), match["unit"], workdays))


def _undated(reason: str) -> Build:
    return lambda expression, match: Undated(match[0], reason)


def _observance(expression: Expression, match: Match) -> Term | None:
    """国际禁毒日、禁毒宣传月."""
    entry, year = observance(match["name"]), expression.year_of(match)
    if entry is None:
        return None
    days = entry.in_year(year)
    if days is None:
        return Undated(match[0], f"{year}年{match['name']}的日期没有收录（{entry.source}）")
    return _observed(entry, days)


def _dated_observance(expression: Expression, match: Match) -> Term | None:
    """6·26国际禁毒日: the date has to be the observance's own."""
    name, day = match["name"], named_day(expression, match)
    entry = observance(name)
    days = entry.in_year(day.year) if entry else None
    if entry is None or days is None:
        return _local_observance(expression, match, day)
    first, last = days
    if first == last != day:
        message = f"{day.year}年{name}是{month_day(first)}，不是{month_day(day)}"
        raise expression.impossible(match, message, f"请写“{By(first, name=name)}”")
    return _observed(entry, days)


def _observed(entry: Observance, days: Span) -> Term:
    first, last = days
    return By(first, name=entry.name) if first == last else Window(first, last, entry.name)


def _local_observance(expression: Expression, match: Match, day: date) -> Term | None:
    """One that is not on file, such as 9·27健康中宁日, unless it is a misspelt one."""
    name = match["name"]
    if name[-1] not in "日节周月":
        return None
    if near := near_name(name, day):
        meant = f"{day.month}·{day.day}{near}"
        raise expression.unreadable(match.span(), f"没有“{name}”这个节日", meant)
    return By(day, name=name)


def form(expression: Expression, start: int, end: int) -> Term | None:
    """The term of a part that is one of the forms."""
    for signs, pattern, build in FORMS:
        match = expression.match(pattern, (start, end), signs)
        if match and (term := build(expression, match)):
            return term
    return None


OF_EACH_CASE = "是办理每件事的时限，不是任务的完成时限"
_LONGEST_ACROSS = timedelta(days=245)
"""A window across the year lasts eight months at most; else its ends were mixed up."""

_DASH = "[-—–―−~～〜至到]+"
_CLOCK = "(?:[0-9]{1,2}(?:[时点](?:[0-9]{1,2}分)?|:[0-9]{2})|下班|上午|下午|中午)*"
_BEFORE = f"{_CLOCK}(?P<before>(?:之|以)?前)?(?:完成)?{COUNTED}"
_ISSUE = (
    "[自从]?(?:本?(?:方案|通知|文件|意见|办法|计划|要点|规划))?(?:印发|下发|发布|公布|发文)"
    "(?:之日)?(?:起|之?后)"
)
_UNIT = "工作日|自然日|日|天|周|星期|月|年"
_WITHIN = "(?:之|以)?内(?:完成)?"
_ALWAYS = "全年度?|持续|长期|常年|常态化?|日常|经常性?|不定期|随时|贯穿始终|全过程|全程"
_MORE = "全年|持续|长期|常态化?|性|地|推进|坚持|开展|实施|落实|进行|执行|保持|工作|抓好|不定期"
_VAGUE = "及时|尽快|尽早|适时|即时|立即|按时|按期|按要求|按规定|限期|近期|第一时间|择机|待定"
_EVENT = "召开|会议|放假|检查|考核|验收|开工|竣工|结束|到来|来临|报告|通知"
_AROUND = "(?:之?前|以前|之?后|时|期间)"
_WORDS = "[^0-9、,;]"
_AT_ONCE = "立即|即时|及时|即刻|马上|第一时间|当[日天]|随即"
_SIDE = "(?P<edge>开始|来临|到来|结束|开学)?(?:之|以)?(?P<side>前|末|底)?(?:期间|内)?(?:完成)?"
_NAME = "(?P<name>(?:[0-9]{3,4})?[一-鿿《》]{2,20}?)(?:活动)?(?:之?前|前后|期间|当[天日])?"
_EACH = "[每逐按]"
_SINCE = "(?P<from>(?:本[一-鿿]{2,6})?[自从])"
_IN_FORCE = "起?(?:正式)?(?:施行|实施|执行|生效|试行)"
_UNTIL = "有效期(?:限)?(?:为|是)?(?:截至|截止到?|到|至)"

FORMS: tuple[tuple[str, str, Build], ...] = (
    (
        "",
        rf"(?:于|在|力争|确保|原则上|务必|(?P<latest>最迟|最晚|不晚于|不迟于))*(?P<point>.+?){_BEFORE}",
        _by_or_window,
    ),
    ("到至止", rf"(?:持续)?(?:截至|截止到?|到|至)(?P<point>.+?){_BEFORE}", _until),
    ("起始", r"(?:自|从)?(?P<point>.+?)(?:起|开始)", _since),
    ("自从", rf"{_SINCE}(?P<point>.+?){_IN_FORCE}", _validity),
    ("效", rf"(?P<from>(?!x)x)?{_UNTIL}(?P<point>.+?)(?:止|为止)?", _validity),
    ("效", rf"有效期(?:限)?(?:为|是)?{COUNT}年", lambda _, match: Validity(match[0])),
    ("-—–―−~～〜至到", rf"(?:自|从)?(?P<points>.+?{_DASH}.+?){_BEFORE}", _from_to),
    ("全持长常不随贯", rf"{MAYBE_YEAR}(?:贯穿)?(?:{_ALWAYS})(?:{_MORE})*分?{COUNTED}", _ongoing),
    ("工", rf"{_EACH}个?工作日{TAIL}", every_workday),
    ("每逐按", rf"{_EACH}[日天]{TAIL}", every_day),
    ("旬", rf"{_EACH}旬末?{TAIL}", partial(every_part_of_month, ends=(10, 20, 31))),
    ("半", rf"每半个?月{TAIL}", partial(every_part_of_month, ends=(15, 31))),
    ("每逐按", rf"{_EACH}(?P<n>{COUNT})?个?{WEEK}(?:最后一个工作日)?{TAIL}", every_week),
    (
        "后次下",
        rf"{_EACH}?{PERIOD}?{AFTER}的?(?P<d>{N})(?:[日号]|个?(?P<worked>工作日)|天)(?:之|以)?[前内]?(?:完成)?",
        after_months,
    ),
    ("每逐按逢", rf"(?:{_EACH}|(?=逢)){PERIOD}{WHICH_MONTH}的?{DAYS}{TAIL}", every_months),
    ("每逐按", rf"{_EACH}年(?:度|年?[底末])?{TAIL}", every_year),
    ("每", rf"每年(?P<point>.+?){TAIL}", every_year),
    ("学", rf"每个?学期(?P<start>开学|开始)?(?:结束|期?末|底)?{TAIL}", every_term),
    ("季期春考", rf"{MAYBE_YEAR}{SEASON}{_SIDE}", season),
    (
        "学",
        rf"{MAYBE_YEAR}{TERM}开学后?(?P<n>{COUNT})个?(?P<unit>{_UNIT}){_WITHIN}(?P<edge>(?!x)x)?(?P<side>(?!x)x)?",
        after_start,
    ),
    ("学期", rf"{MAYBE_YEAR}{TERM}{_SIDE}", school_term),
    ("暑寒", rf"{MAYBE_YEAR}(?P<vacation>暑|寒)(?:假|期){_SIDE}", vacation),
    ("前", rf"{MAYBE_YEAR}{HOLIDAY}(?:之|以)?前夕?(?:完成)?", before_holiday),
    ("每逐按", rf"(?P<recurrence>{_EACH}[^()]+)\((?P<window>[^()]+)\)?", _within),
    ("每逐按", rf"(?P<window>.+?)(?:期间|内)?,?(?P<recurrence>{_EACH}.+)", _within),
    ("内", rf"{_ISSUE}(?P<n>{COUNT})个?(?P<unit>{_UNIT}){_WITHIN}", _after_issue),
    ("年", rf"{MAYBE_YEAR}(?:为期|用)?(?P<n>{COUNT})年(?:之|以)?内?(?:完成)?", _several_years),
    (
        "内",
        rf"(?!{_EACH}){_WORDS}{{0,30}}?{COUNT}个?(?:{_UNIT}|小时|分钟){_WITHIN}",
        _undated(OF_EACH_CASE),
    ),
    ("后", rf"{_WORDS}{{1,30}}后(?:{_AT_ONCE}){_WORDS}{{0,8}}", _undated(OF_EACH_CASE)),
    ("及尽适即按限近第择待", rf"(?:{_VAGUE}){_WORDS}{{0,8}}", _undated("没有说明是哪一天")),
    ("前后时间", rf"{_WORDS}{{0,20}}(?:{_EVENT}){_AROUND}", _undated("随事件而定，不是日期")),
    (
        ".·•・‧∙月",
        rf"(?:每年|{MAYBE_YEAR})(?P<m>{N})(?:{DOT}|月)(?P<d>{N})日?{_NAME}",
        _dated_observance,
    ),
    ("", rf"(?:每年|{MAYBE_YEAR}){_NAME}", _observance),
)
