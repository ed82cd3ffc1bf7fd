"""What of a wording stays as it is, though it may be last year's: a person must look."""

import re
from collections.abc import Iterator
from typing import Final

from plangen.draft.years import AD, SPAN, YEAR, Roll, Rolled, stays

_NUMBER: Final = re.compile(rf"[〔\[［](?P<y>{AD})[〕\]］]")
"""The year of a document's number."""
_PERIOD: Final = re.compile("十([三四五六])五(?=规划|时期|期间|”|末|收官)")
_PERIOD_ENDS: Final = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}
_COUNTED: Final = re.compile(
    "第[0-9一二三四五六七八九十百]+(?:个(?=[“《]?(?:国际|世界|全国|中国))|届)"
)
"""What is counted from year to year, as in 第31个全国助残日."""
_ONCE: Final = re.compile(
    "[0-9一二三四五六七八九十百]+周年|(?:开局|起步|收官|攻坚|决胜)之年|第[一二三四五]年|首年"
)
"""What a year is called only once."""
_LAST_YEAR: Final = re.compile("去年|(?<!以)上年(?![度龄级])")
_NEXT_YEAR: Final = re.compile("(?<![说证注表阐])明年")
_MEASURED: Final = re.compile("[比较同与和]$")
_FIGURE: Final = re.compile("(?:同期)?的?[0-9]")
_SENTENCE: Final = re.compile("[^。\n]+")
_STAGES: Final = 3


def standing(text: str, roll: Roll, *, cites: bool) -> Iterator[Rolled]:
    """What to ask of it; nothing of a document's number whose title `cites` asks."""
    for found in _NUMBER.finditer(text):
        if int(found["y"]) == roll.old and not cites:
            yield stays(found, f"这是{roll.old}年的文号，核对今年有没有新的文件")
    for found in _PERIOD.finditer(text):
        if roll.old <= (last := _PERIOD_ENDS[found[1]]) < roll.new:
            yield stays(found, f"“十{found[1]}五”到{last}年为止，核对")
    yield from _together(_COUNTED.finditer(text), f"是{roll.old}年的，核对今年是第几")
    yield from _together(_ONCE.finditer(text), f"说的是{roll.old}年，核对今年怎么说")
    past = (found for found in _LAST_YEAR.finditer(text) if not _is_only_measured(found))
    yield from _together(past, f"说的是{roll.old - 1}年，换成{roll.new - 1}年的事")
    yield from _together(_NEXT_YEAR.finditer(text), f"说的是{roll.old + 1}年，核对还要不要写")


def staged(text: str, roll: Roll) -> Iterator[tuple[int, int, Rolled]]:
    """Where a sentence says what is done in each of several years, and what to ask of it."""
    for sentence in _SENTENCE.finditer(text):
        alone = [*YEAR.finditer(text, *sentence.span())]
        said = {int(found["y"]) for found in alone if found["y"]}
        spans = [*SPAN.finditer(text, *sentence.span())]
        every = sorted(said | {int(found[end]) for found in spans for end in ("first", "last")})
        if {roll.old, roll.old + 1} <= said and len(every) >= _STAGES and every[-1] > roll.old + 1:
            first = next(found for found in alone if found["y"] == str(roll.old))
            question = f"{'、'.join(map(str, every))}年是分年安排，没有改，核对今年该做哪一步"
            yield *sentence.span(), stays(first, question)


def _together(words: Iterator[re.Match[str]], question: str) -> Iterator[Rolled]:
    """One question of all these words, at the first of them."""
    found = [*words]
    if found:
        said = "".join(dict.fromkeys(f"“{each[0]}”" for each in found))
        yield stays(found[0], said + question)


def _is_only_measured(found: re.Match[str]) -> bool:
    """Whether last year is only what a share is of, as in 比上年下降5%: true of every year."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    return bool(_MEASURED.search(before)) and not _FIGURE.match(after)
