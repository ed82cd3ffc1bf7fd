"""Paragraphs that a copy from a page or a PDF has put on one line, parted at their numbers.

一、目标。年底前建成。二、任务（一）清淤。（二）绿化。    becomes    一、目标。年底前建成。
                                                              二、任务
                                                              （一）清淤。
                                                              （二）绿化。

A number parts the line where it follows the one before it and stands after the end of a sentence,
a blank, or a heading. A row of （一）…；（二）… within a sentence stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from plangen.importing.lines import CHINESE_NUMBER, REFERRING, Line, ends_with_kind, numeral_of
from plangen.outline import recognise
from plangen.patterns import lazily

_NUMBER: Final = lazily(
    rf"(?P<chapter>第{CHINESE_NUMBER}章)|(?P<section>第{CHINESE_NUMBER}节)|(?P<first>{CHINESE_NUMBER}、)"
    rf"|(?P<article>第{CHINESE_NUMBER}条(?!{REFERRING}))|(?P<second>[（(]{CHINESE_NUMBER}[）)])"
    r"|(?P<third>(?<![0-9.．])[0-9]{1,2}[.．、](?![0-9])|(?<![0-9.．])[0-9]{1,2}[.．、](?=20[0-9]{2}年))"
    r"|(?P<fourth>[（(][0-9]{1,2}[）)])"
)
_FORMS: Final = ("chapter", "section", "first", "article", "second", "third", "fourth")
"""The forms of numbers, a higher one before a lower."""
_TOP: Final = ("chapter", "first", "article")
"""Two paragraphs of these never stand on one line on purpose."""
_ENDS: Final = lazily(
    "[。！？!?][”）)]?$|\\s$"
    "|[。；;][（(〔\\[][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)〕\\]][。；;]?$"
)
"""How a paragraph ends before another: 。, its bracket after that, the blank of a lost break."""
_PAUSES: Final = lazily("[；;：:]$")
_BRACKET: Final = 120
"""No bracket that a paragraph ends with is longer."""
_SHORTEST: Final = 16
"""No shorter line holds two paragraphs."""
_HEADING: Final = lazily("[^。；：！？;:!?]{2,40}")
_LONGEST: Final = 80
"""No heading is longer, and no title."""
_PLAIN_HEADING: Final = lazily(
    "(?:总体要求|总体思路|指导思想|基本原则|工作原则|(?:工作|主要|总体)目标|目标任务|(?:主要|重点|工作)任务|(?:工作|主要)措施"
    "|(?:工作|实施)步骤|保障措施|(?:工作|有关)要求|组织(?:保障|领导|实施)|(?:工作|时间)安排|(?:职责|任务)分工)"
    "(?=[一-鿿].{7})(?![的和及与、])"
)
"""A heading that its text follows without any mark."""
_SIGNED: Final = lazily(
    "(?P<text>.*。)\\s*(?P<name>[^。；，：]{4,30}?)\\s*(?P<day>20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)"
)
_LETTER: Final = lazily(
    "(?P<title>[^。；：]{4,60}?的?通知)\\s*(?P<to>[^。；：\\s][^。；：]{1,90}[：:])(?P<text>.*)"
)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A number within a line."""

    start: int
    form: int
    """Its place among the forms."""
    number: int
    after_end: bool
    """Whether a paragraph surely ends before it."""
    after_pause: bool
    after_blank: bool
    """Whether only a blank parts it from what stands before, as where a line break was lost."""


def unglued(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that hold several paragraphs parted."""
    apart: list[Line] = []
    for at, line in enumerate(lines):
        starts: list[int] = []
        if line.table is None and len(line.text) >= _SHORTEST:
            starts = _starts(line.text)
        if not starts:
            apart.append(line)
            continue
        pieces = _pieces(line.text, starts)
        if at == 0:
            pieces[:1] = _head(pieces[0])
        if line is lines[-1]:
            pieces[-1:] = _signed(pieces[-1])
        for piece in pieces:
            for text in _headed(piece):
                apart.append(replace(line, text=text, numeral=numeral_of(text)))
    return apart


def _pieces(text: str, starts: Sequence[int]) -> list[str]:
    pieces = []
    for start, end in pairwise([0, *starts, len(text)]):
        pieces.append(text[start:end].strip())
    return pieces


def _head(text: str) -> list[str]:
    """What stands before the first number: title, 主送机关 and the first words, each a line."""
    if match := _LETTER.fullmatch(text):
        return list(filter(None, match.group("title", "to", "text")))
    return [text]


def _signed(text: str) -> list[str]:
    """What stands after the last number: its text, who signs and when, each a line."""
    match = _SIGNED.fullmatch(text)
    return list(match.group("text", "name", "day")) if match else [text]


def _headed(text: str) -> list[str]:
    """A paragraph; two where its heading runs into its text without a mark."""
    numeral = recognise(text)
    match = _PLAIN_HEADING.match(numeral.rest) if numeral else None
    if numeral is None or match is None:
        return [text] if text else []
    end = len(numeral.numeral) + match.end()
    return [text[:end], text[end:]]


def _starts(text: str) -> list[int]:
    """Where within a line paragraphs begin.

    With 一、二、, chapters or articles on it all numbers part it; else those that end sentences do,
    where some number parts it surely.
    """
    chains = _chains(list(_spots(text)), text)
    is_glued = any(_FORMS[chain[0].form] in _TOP for chain in chains)
    if not (is_glued or any(map(_parts, chains))):
        return []
    starts = []
    for chain in chains:
        if is_glued or _all_after_ends(chain[1:]):
            starts += [spot.start for spot in chain if spot.start > 0]
    return sorted(starts)


def _parts(chain: Sequence[_Spot]) -> bool:
    """Whether numbers below 一、 part a line.

    They do where the line's own number goes on after full stops, where （一）（二） do, and where
    each follows a blank.
    """
    first, *others = chain
    is_high = first.start == 0 or first.form <= _FORMS.index("second")
    after_blanks = (first.start == 0 or first.after_blank) and all(
        spot.after_blank for spot in others
    )
    return after_blanks or (is_high and _all_after_ends(others))


def _all_after_ends(chain: Sequence[_Spot]) -> bool:
    return all(spot.after_end for spot in chain)


def _spots(text: str) -> Iterator[_Spot]:
    """The numbers within a line, whatever stands before them."""
    for match in _NUMBER.finditer(text):
        form = _FORMS.index(match.lastgroup or "")
        before = text[max(0, match.start() - _BRACKET) : match.start()]
        figures = re.sub("[第章节条、.．（()）]", "", match[0])
        numeral = recognise(f"{figures}、x")
        if numeral is None:
            continue
        after_end = not before or bool(_ENDS.search(before))
        pauses = bool(_PAUSES.search(before[-1:]))
        yield _Spot(match.start(), form, numeral.number, after_end, pauses, before[-1:].isspace())


def _chains(spots: Sequence[_Spot], text: str) -> list[list[_Spot]]:
    """Runs of at least two numbers of one form, each the next after the one before it."""
    open_chains: dict[int, list[_Spot]] = {}
    closed: dict[int, list[_Spot]] = {}
    """Chains with a higher number behind them: one that runs on goes on there."""
    chains: list[list[_Spot]] = []
    last = 0
    for spot in spots:
        chain = open_chains.get(spot.form) or closed.get(spot.form)
        follows = chain is not None and spot.number == chain[-1].number + 1
        begins = spot.number == 1 or spot.start == 0
        if not (follows or (begins and spot.form not in open_chains)):
            continue
        begins = begins or spot.form not in open_chains
        after_heading = begins and _is_heading(text, last, spot.start)
        if not (spot.after_end or spot.after_pause or after_heading):
            continue
        if chain is None or not follows:
            chain = []
            chains.append(chain)
        chain.append(spot)
        open_chains[spot.form] = chain
        for form in range(spot.form + 1, len(_FORMS)):
            if form in open_chains:
                closed[form] = open_chains.pop(form)
        last = spot.start
    return [chain for chain in chains if len(chain) > 1]


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether what stands before a first number is a heading, or the title of a paper."""
    if end - start > _LONGEST:
        return False
    words = text[start:end]
    return bool(_HEADING.fullmatch(words.strip())) or ends_with_kind(words)
