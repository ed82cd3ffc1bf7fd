"""Reads an expression: as one of the grammar's forms, or else part by part."""

import re
from collections.abc import Iterator
from copy import copy
from datetime import date
from functools import lru_cache

from plangen.deadline.dates import Span, months
from plangen.deadline.expression import LONGEST, Context, Expression
from plangen.deadline.grammar import form
from plangen.deadline.model import Deadline, DeadlineError, Recurring, Stage, Term, Unread
from plangen.deadline.number import N
from plangen.deadline.recurring import merged
from plangen.deadline.season_forms import HOLIDAY
from plangen.deadline.seasons import USUAL, Seasons
from plangen.patterns import lazily
from plangen.scalar import Text
from plangen.workdays import OFFICIAL, Workdays

_EDGES = "。.:;,、()"
_SLASH = (
    "(?<=[月日号周旬度])/(?=[0-9一二三四五六七八九十])"
    "|(?<![0-9]{4})(?<=[0-9])/(?=[0-9]{1,2}(?:/[0-9]{1,2})*月)"
)
_SEPARATORS = (f"[、,;]|以及|{_SLASH}", "[和与及或]")


def parse(
    text: str,
    year: int,
    issued: date | None = None,
    workdays: Workdays = OFFICIAL,
    *,
    seasons: Seasons = USUAL,
    span: Span | None = None,
) -> Deadline:
    """Read an expression of a plan's year.

    `issued` dates 印发后3个月内, and what recurs begins after it; `workdays` and `seasons` are the
    bureau's calendar. `span` is the plan's first and last day, where it is more or other than its
    year: 3月底前 is then a day inside it. Raises DeadlineError.
    """
    context = Context(year, issued, span or months(year, 1, 12), workdays, seasons)
    return Deadline(_placed(text), _stages(str(text), context))


def read(
    text: str,
    year: int,
    issued: date | None = None,
    workdays: Workdays = OFFICIAL,
    *,
    seasons: Seasons = USUAL,
    span: Span | None = None,
) -> Deadline:
    """As `parse`, but words that cannot be read are kept, undated: see `Deadline.error`.

    Raises DeadlineError for impossible dates alone.
    """
    try:
        return parse(text, year, issued, workdays, seasons=seasons, span=span)
    except DeadlineError as error:
        if error.code == "impossible-date":
            raise
        return Deadline(_placed(text), (Stage(Unread(str(text), error), str(text)),))


def _placed(text: str) -> Text:
    """A text with its place in the plan file; one from elsewhere has none."""
    return text if isinstance(text, Text) else Text(text)


@lru_cache(maxsize=4096)
def _stages(text: str, context: Context) -> tuple[Stage, ...]:
    expression = Expression.of(text, context)
    return tuple(_read(expression))


def _read(whole: Expression) -> list[Stage]:
    expression = _trimmed(whole)
    if len(expression.text) > LONGEST:
        message = f"完成时限太长，超过{LONGEST}个字"
        raise expression.unreadable((0, len(expression.text)), message)
    if term := _term(expression):
        whole.learn(expression)
        return [Stage(term, expression.text)]
    for separator in _SEPARATORS:
        parts = _split(expression, separator)
        if len(parts) > 1:
            stages = _together(expression, parts)
            whole.learn(expression)
            return stages
    if stage := _stage(expression):
        whole.learn(expression)
        return [stage]
    if not expression.text:
        raise expression.unreadable((0, 0), "完成时限是空的")
    message = f"看不懂完成时限“{expression.text}”"
    raise expression.unreadable((0, len(expression.text)), message)


def _together(expression: Expression, parts: list[Expression]) -> list[Stage]:
    """The stages of the parts; what one part has named holds for the next."""
    days_apart: list[Expression] = []
    for part in parts:
        days_apart += _days_apart(part)
    stages: list[Stage] = []
    for part in _filled(days_apart):
        part.learn(expression)
        joined = _joined(stages[-1], part) if stages else None
        if joined:
            stages[-1] = joined
        else:
            stages += _read(part)
            expression.learn(part)
    if any(stage.words for stage in stages):
        return list(map(_finished, stages))
    return stages


def _joined(last: Stage, part: Expression) -> Stage | None:
    """The stage before with a part that only adds to it: 制定方案、报送, or 每月10日、20日."""
    if last.words and not _TIME.search(part.text):
        return Stage(last.term, last.text, f"{last.words}、{part.text}")
    return _again(part, last.term)


def _finished(stage: Stage) -> Stage:
    """9月底前完成 beside 3月底前制定方案: what is done by then is 完成."""
    if stage.words or not stage.text.endswith(_DONE):
        return stage
    return Stage(stage.term, stage.text.removesuffix(_DONE), _DONE)


_DONE = "完成"


def _stage(expression: Expression) -> Stage | None:
    """A form followed by what is done by then: 一季度完成方案."""
    for verb in _VERB.finditer(expression.text, 1):
        when = expression.lent(expression.text[: verb.start()], expression.places)
        if term := _term(when):
            expression.learn(when)
            return Stage(term, when.text, expression.text[verb.start() :])
    return None


def _term(expression: Expression) -> Term | None:
    """The term of one form, in the first year of the plan's span that it falls in.

    Where it falls in none, in the first in which it can be at all.
    """
    span = expression.context.span
    first_term, first_attempt, fault = None, expression, None
    for year in _years(expression.context):
        attempt = copy(expression)
        if not expression.is_named:
            attempt.context = expression.context._replace(year=year)
            attempt.named = year
        try:
            term = form(attempt, 0, len(attempt.text))
        except DeadlineError as error:
            fault = fault or error
            continue
        if term is None:
            return None
        if _inside(term, span):
            expression.learn(attempt)
            return term
        if first_term is None:
            first_term, first_attempt = term, attempt
        if attempt.is_named:
            break
    if first_term is None and fault:
        raise fault
    expression.learn(first_attempt)
    return first_term


def _years(context: Context) -> Iterator[int]:
    """The plan's year, then the others of its span."""
    yield context.year
    first, last = context.span
    for year in range(first.year, last.year + 1):
        if year != context.year:
            yield year


def _inside(term: Term, span: Span) -> bool:
    return all(span[0] <= day <= span[1] for day in term.due)


def _again(part: Expression, last: Term) -> Stage | None:
    """每月10日、20日前: another day of the recurrence named last."""
    recurrence = part.recurrence
    if not recurrence or not isinstance(last, Recurring) or not _MORE_DAYS.match(part.text):
        return None
    day = part.text
    if recurrence == "每周":
        day = re.sub("^每?(?:周|星期)", "", day)
    places = [part.places[0]] * len(recurrence) + [*part.places]
    term = _term(part.lent(recurrence + day, places))
    if isinstance(term, Recurring):
        return Stage(merged(last, term), "")
    return None


def _days_apart(part: Expression) -> list[Expression]:
    """20日和30日前 as two parts."""
    if _DAYS_TOGETHER.match(part.text):
        return _split(part, "[和与及]")
    return [part]


def _filled(parts: list[Expression]) -> Iterator[Expression]:
    """3、6、9月底前: a bare number borrows what follows the number of the next part."""
    for number, part in enumerate(parts, 1):
        bare = _BARE.fullmatch(part.text)
        lender = _lender(parts[number:]) if bare else None
        unit = _AFTER_NUMBER.fullmatch(lender.text) if lender else None
        if bare and lender and unit:
            start, own = unit.start("unit"), bare.start("own")
            places = [*part.places[own:], *lender.places[start:]]
            yield part.lent(part.text[own:] + unit["unit"], places)
        else:
            yield part


def _lender(parts: list[Expression]) -> Expression | None:
    """The first part that is more than a bare number."""
    for part in parts:
        if not _BARE.fullmatch(part.text):
            return part
    return None


_VERB = lazily(
    "(?=完成|制定|制订|拟定|编制|出台|印发|下发|部署|启动|开展|开工|竣工|验收|投用|投入|建成|建立|建设|"
    "形成|实现|达到|取得|组织|召开|举办|报送|上报|提交|总结|评估|考核|检查|排查|整改|整治|发放|拨付|落实|"
    "加强|加大|健全|完善|优化|提升|提高|新增|新建|改造|修订|编印|收集|汇总|梳理|研究|调研|摸底|动员|"
    "公布|公示|移交|归档|交付|安装|采购|招标|施工|推进|培训|宣传|基本|全面|全部|初步|力争|确保|进行|做好|签订|上线|试点|推广|巩固|办结|销号|通过|申报)"
)
"""Where what is done begins, in 一季度完成方案."""
_TIME = lazily("[0-9一二三四五六七八九十]+[年月日号季周]|[年季周旬月]|[底末前]$|日前|半年")
_MORE_DAYS = lazily(f"{N}[日号]|(?:每?(?:周|星期))?[一二三四五六日天]前?$")
_DAYS_TOGETHER = lazily(f"{N}[日号]?[和与及]{N}[日号]")
_BARE = lazily(f"(?:每年)?(?P<own>(?:[0-9]{{4}}年|第|每(?:个?月|双月))?{N}|上(?=半|$)|{HOLIDAY})")
"""A number that a list leaves without its unit, or a holiday without its 前."""
_AFTER_NUMBER = lazily(f"(?:{N}|下|{HOLIDAY})(?P<unit>(?:月|日|号|个?季度|半年|前).*)")


def _trimmed(expression: Expression) -> Expression:
    text = expression.text
    start, end = 0, len(text)
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return expression.lent(text[start:end], expression.places[start:end])


def _split(expression: Expression, separator: str) -> list[Expression]:
    """The parts between separators, none within brackets."""
    text, parts, start = expression.text, [], 0
    for cut in re.finditer(f"{separator}|$", text):
        end = cut.start()
        if text.count("(", start, end) > text.count(")", start, end):
            continue
        if text[start:end].strip(_EDGES):
            parts.append(expression.lent(text[start:end], expression.places[start:end]))
        start = cut.end()
    return parts
