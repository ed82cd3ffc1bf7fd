"""The figures of a text: how much of what, and whether it is a floor, a ceiling or a change."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final, Literal

from plangen.numerals import to_int
from plangen.patterns import lazily
from plangen.plan import Item, Target, Task
from plangen.scalar import Number, Text

Sense = Literal["", "floor", "ceiling", "increase", "decrease", "exact"]

RATES: Final = ("%", "个百分点")
_UNIT: Final = (
    "个?百分点|[%％]|个工作日|人次|批次|场次|公里|分钟|小时|万元|亿元|平方米|[次人起名场期所家个户座件辆项"
    "处套台篇份条吨亩堂天]"
)
_FIGURE: Final = lazily(
    r"(?<![0-9.第])(?:(?P<low>[0-9]+(?:\.[0-9]+)?)[%％]?[～~—–－至-])?"
    rf"(?P<value>[0-9]+(?:\.[0-9]+)?)(?P<scale>[万亿]?)(?P<unit>{_UNIT})"
    r"|(?<![第每这那另再同十一二三四五六七八九两])(?P<words>[一二两三四五六七八九十]{1,3})"
    r"(?P<counted>人次|批次|场次|[次场期堂])(?!性)"
)
_BEFORE: Final[tuple[tuple[Sense, re.Pattern[str]], ...]] = (
    ("ceiling", lazily("(?:不超过|不高于|不大于|不多于|至多|最多|控制在|降至|降到)在?$")),
    (
        "floor",
        lazily(
            "(?:不低于|不少于|不小于|至少|达到|达|超过|保持|保持在|维持在|稳定在|提高到|提升到|提高至"
            "|提升至)$"
            "|(?:不低于|不少于)[^，。；、：0-9的]{1,8}$"
        ),
    ),
    ("decrease", lazily("(?:下降|减少|降低|压减|下调)$")),
    ("increase", lazily("(?:增长|增加|提高|提升|上升)$")),
    ("exact", lazily("[^比频效]率(?:均|全部)?(?:为|实现)?$")),
)
_AFTER: Final = lazily("(?P<floor>及?以上)|(?P<ceiling>以内|以下|之内|内(?![容部]))")
_CONDITION: Final = lazily("(?:及?以[上下内])?的(?!目标|要求|标准|比例|速度|幅度)")
_WHOLE: Final = lazily("的[^，。；]*(?:完成|实现|达到|配备|建成|落实|建立|设置|开展|纳入|具备)")
"""What makes 100%的 a demand: 100%的社区完成设置."""
_BASE: Final = lazily("(?:由|从|上年的?|去年的?|同期的?|年的|原来的?|目前的?|现有的?)$")
_LAST_YEARS: Final = lazily("(?:去年|上年|上一年)[^比较]*$")
"""How a clause begins that tells what was, as against 比去年下降."""
_SCALES: Final = {"": 1, "万": 10_000, "亿": 100_000_000}
_ALL: Final = 100
_BREAK: Final = lazily("[，。；：！？\\n（）;!?()]|[,:](?![0-9])")
_STOP: Final = lazily("[，。；：！？\\n（）、;!?()]|[,:](?![0-9])")
_BARE: Final = 4
_SENTENCE: Final = lazily("[。；\\n]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text."""

    at: Text
    offset: int
    length: int
    value: Decimal
    unit: str
    sense: Sense
    clause: str
    """The words about it."""
    sentence: str
    """The sentence up to it."""
    low: Decimal | None
    """The lower end of a range, such as 80 of 80%～90%."""
    weak: bool
    """Whether it tells of a starting point or of a case (30人以上的单位), not of what to reach."""

    @property
    def words(self) -> str:
        """It, as written."""
        return self.at[self.offset :][: self.length]


def figures(text: Text | None) -> Iterator[Figure]:
    """Every figure of a text that has a unit."""
    yield from _placed(text, text.line, text.column) if text else ()


@lru_cache(maxsize=16_384)
def _placed(text: Text, line: int, column: int) -> tuple[Figure, ...]:
    """The figures of a text at its place: several rules ask for them."""
    return tuple(
        figure if figure.at is text else replace(figure, at=text) for figure in _figures(text)
    )


@lru_cache(maxsize=4096)
def _figures(text: Text) -> tuple[Figure, ...]:
    """The figures of a text, or of another of the same words."""
    matches = list(_FIGURE.finditer(text))
    starts = [*(match.start() for match in matches[1:]), len(text)]
    ends = [0, *(match.end() for match in matches)]
    return tuple(map(partial(_figure, text), matches, ends, starts))


def base_unit(unit: str | None) -> str:
    """A unit as figures bear it: 次 of 次/月, % of ％."""
    return (unit or "").partition("/")[0].replace("％", "%")


def holders(item: Item) -> tuple[Item | Task, ...]:
    """An item and its tasks: whatever bears targets."""
    return (item, *item.tasks)


def targets(items: Iterable[Item]) -> Iterator[tuple[Item, Target]]:
    """Every target of these items and of their tasks, with the item."""
    for item in items:
        for holder in holders(item):
            for target in holder.targets:
                yield item, target


def amounts(target: Target) -> dict[str, Number]:
    """The figures of a target that are to be reached, by their keys."""
    figures = {}
    for key in ("at_least", "at_most", "exactly", "increase", "decrease"):
        value = getattr(target, key)
        if value is not None:
            figures[key] = value
    return figures


def _figure(text: Text, match: re.Match[str], before: int, following: int) -> Figure:
    start, end = match.span()
    head = _SENTENCE.split(text[before:start])[-1]
    lead = _BREAK.split(head)[-1]
    tail = _STOP.split(text[end:following])[0]
    whole = _SENTENCE.split(text[max(0, start - 120) : start])[-1]
    value, unit = match["value"], match["unit"] or match["counted"]
    number = _scaled(value, match["scale"]) if value else to_int(match["words"])
    demand = number == _ALL and unit in "%％" and _WHOLE.match(text, end)
    return Figure(
        text,
        start,
        end - start,
        Decimal(number),
        "个百分点" if "百分点" in unit else base_unit(unit),
        "exact" if demand else _sense(lead, tail),
        _subject(whole, lead) + lead + tail,
        whole,
        Decimal(match["low"]) if match["low"] else None,
        not demand and _is_weak(lead, tail),
    )


def _scaled(value: str, scale: str) -> Decimal:
    """A figure with its 万 or 亿; 1.2万 is 12000, not 12000.0."""
    number = Decimal(value) * _SCALES[scale]
    whole = number.to_integral_value()
    return whole if scale and number == whole else number


def _is_weak(lead: str, tail: str) -> bool:
    return bool(_CONDITION.match(tail) or _BASE.search(lead) or _LAST_YEARS.match(lead))


def _subject(sentence: str, lead: str) -> str:
    """What a bare 达到, 力争达到 speaks of: the clause before it."""
    clauses = _BREAK.split(sentence)
    if len(lead) > _BARE or len(clauses) == 1:
        return ""
    return clauses[-2]


def _sense(lead: str, tail: str) -> Sense:
    sense = _sense_before(lead)
    after = _AFTER.match(tail)
    if sense in ("increase", "decrease") or not after:
        return sense
    if after["floor"]:
        return "floor"
    return "ceiling"


def _sense_before(lead: str) -> Sense:
    """What the words before a figure make of it."""
    for sense, form in _BEFORE:
        if form.search(lead):
            return sense
    return ""
