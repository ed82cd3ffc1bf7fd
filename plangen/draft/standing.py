"""Words that stay though they are true of one year only: 上年, 第31届, 开局之年, 〔2024〕5号."""

import re
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Final

from plangen.draft.questions import Question
from plangen.draft.years import AD, Roll, mentions

_NUMBER: Final = re.compile(rf"[一-鿿]{{0,6}}[〔\[［（(](?P<y>{AD})[〕\]］）)]第?[0-9]+号")
_BY: Final = re.compile("按照|根据|依据|执行|落实|和|及|、")
_FIVE_YEARS: Final = re.compile("“?十([三四五六])五(?=规划|时期|期间|”|末|收官)")
_ENDS: Final = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}
_COUNTED: Final = re.compile(
    "第[0-9一二三四五六七八九十百]+"
    "(?:个(?=[“《]?(?:国际|世界|全国|中国)|[）)]|(?!工作)[一-鿿“]{1,8}(?:节|日|周|月)”?)|届)"
)
"""What is counted from year to year, as in 第31个全国助残日."""
_NAMED: Final = re.compile(
    "(?<![0-9一二三四五六七八九十百])[0-9一二三四五六七八九十百]+周年|"
    "(?:开局|起步|收官|攻坚|决胜)之年|第[一二三四五]年|首年|"
    "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|[福祥金玉瑞][鼠牛虎兔龙蛇马羊猴鸡犬猪]|"
    "(?<![猪牛羊鸡马])[鼠虎兔龙蛇马羊猴鸡狗猪]年(?![度龄轻级检审报货])"
)
"""What a year is called only once."""
_EVENT: Final = re.compile(
    f"(?<![0-9])({AD})(?!年)[一-鿿“”·]{{1,14}}?"
    "(?:大会|博览会|交易会|论坛|峰会|大赛|展会|展览|马拉松|艺术节|文化节|旅游节)"
)
"""A year in the name of an event, as in 2024城东马拉松."""
_LAST_YEAR: Final = re.compile("去年|上年")
_NEXT_YEAR: Final = re.compile("明年")
_MEASURED: Final = re.compile("[比较同与和]$")
_FIGURE: Final = re.compile("(?:同期)?的?[0-9]")
_PAPER: Final = re.compile("的?(?:工作)?(?:总结|报告|考核|决算|年报|年度)")
"""What is always made of the year before: 报送上年总结."""
_SENTENCE: Final = re.compile("[^。\n]+")
_STAGES: Final = 3

Asking = tuple[int, Question, str]


def standing(text: str, roll: Roll, cut: Callable[[str], list[str]]) -> Iterator[Asking]:
    """Where each stands, what to ask of it, and the words; `cut` parts a text into words."""
    yield from _documents(text, roll)
    for pattern, question in ((_COUNTED, Question.COUNTED), (_NAMED, Question.NAMED)):
        for match in pattern.finditer(text):
            yield match.start(), question, f"“{match[0]}”"
    for pattern, question in ((_LAST_YEAR, Question.LAST_YEAR), (_NEXT_YEAR, Question.NEXT_YEAR)):
        for match in _whole_words(pattern, text, cut):
            if not _is_only_measured(match) and not _PAPER.match(text, match.end()):
                following = re.split("[。；，\n]", text[match.end() :], maxsplit=1)[0][:6]
                yield match.start(), question, f"“{match[0]}{following}”"


def _documents(text: str, roll: Roll) -> Iterator[Asking]:
    """Numbers of documents, five-year plans that end, events called by their year."""
    for number in _NUMBER.finditer(text):
        if int(number["y"]) in (roll.old, roll.old - 1):
            yield number.start(), Question.CITED, _BY.split(number[0])[-1]
    for period in _FIVE_YEARS.finditer(text):
        if roll.old <= _ENDS[period[1]] < roll.new:
            yield period.start(), Question.REACHED, f"“{period[0].strip('“')}”"
    for event in _EVENT.finditer(text):
        if int(event[1]) == roll.old:
            yield event.start(), Question.NAMED, f"“{event[0]}”"


def staged(text: str, roll: Roll) -> Iterator[tuple[int, int]]:
    """The sentences that say what is done in each of several years.

    2024年完成30%，2025年完成70%，2026年全部完成: the year alone must not move.
    """
    for sentence in _SENTENCE.finditer(text):
        alone: set[int] = set()
        """The years that stand by themselves, not in a period."""
        every: set[int] = set()
        for mention in mentions(sentence[0]):
            years = {year.number for year in mention.years}
            every |= years
            if not mention.is_period:
                alone |= years
        ahead = max(every, default=0) > roll.old + 1
        if {roll.old, roll.old + 1} <= alone and len(every) >= _STAGES and ahead:
            yield sentence.span()


def _whole_words(
    pattern: re.Pattern[str], text: str, cut: Callable[[str], list[str]]
) -> Iterator[re.Match[str]]:
    """The matches that begin and end with a word: no 上年 in 网上年货节."""
    matches = [*pattern.finditer(text)]
    if matches:
        bounds = {0, *accumulate(map(len, cut(text)))}
        yield from (match for match in matches if set(match.span()) <= bounds)


def _is_only_measured(match: re.Match[str]) -> bool:
    """Whether last year is only what a share is of, as in 比上年下降5%: true of every year."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return bool(_MEASURED.search(before)) and not _FIGURE.match(after)
