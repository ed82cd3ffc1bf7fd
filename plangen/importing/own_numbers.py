"""Numbers that a plan does not count: 第三章, 第五条, 2.1.3; they stay as they are written.

A paper has its own ladder of them, and the official numerals stand on it too:

第一章 总则 > 第一节 > 一、 > 第三条 > （一） > 1. > 1.1 > （1）
1 总则 > 1.1 编制目的 > 1.1.1 > （一） > 1. > （1）
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from plangen.importing.lines import ANY_NUMBER, REFERRING, Line
from plangen.outline import recognise
from plangen.patterns import lazily

_HEADED: Final = lazily(
    rf"(?P<written>第\s?(?P<n>{ANY_NUMBER})\s?(?P<kind>编|篇|部分|章|节))(?P<blank>\s*)(?P<rest>\S.*)"
)
_ARTICLE: Final = lazily(
    rf"(?P<written>第\s?(?P<n>{ANY_NUMBER})\s?条)(?P<blank>\s*)(?P<rest>(?!{REFERRING})\S.*)"
)
_DECIMAL: Final = lazily(
    r"(?P<written>(?P<n>[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3})[.．、]?)(?P<blank>\s*)"
    r"(?P<rest>[^\s0-9.．、，。%％‰万亿倍月日-].*)"
)
_WHOLE: Final = lazily(
    r"(?P<written>(?P<n>[0-9]{1,2})[.．、]?)(?P<blank>\s*)(?P<rest>[一-鿿“《（][^。；;]{0,38})"
)
"""1 总则, 1.总则, 1总则: what stands above 1.1."""
_LONGEST: Final = 40
"""So many 字 at most has a heading with 第一章."""
_SENTENCE: Final = "。；，、：;,:"
_FEWEST: Final = 2
"""So many decimals at least must follow one another for one to number anything."""
_NEXT: Final = 3
"""An article is so many numbers further on at most."""


class Rung(IntEnum):
    """How high a number stands on a paper's ladder; a smaller one stands over a greater."""

    BOOK = 10
    """第一编, 第一部分"""
    CHAPTER = 20
    """第一章; 1 over 1.1"""
    SECTION = 30
    """第一节"""
    FIRST = 40
    """一、"""
    ARTICLE = 50
    """第一条"""
    SECOND = 60
    """（一）"""
    THIRD = 80
    """1."""
    FOURTH = 90
    """（1）"""


OFFICIAL: Final = (Rung.FIRST, Rung.SECOND, Rung.THIRD, Rung.FOURTH)
"""The rungs of the numerals of levels 1 to 4."""
_KINDS: Final = {
    "编": Rung.BOOK,
    "篇": Rung.BOOK,
    "部分": Rung.BOOK,
    "章": Rung.CHAPTER,
    "节": Rung.SECTION,
}


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number at the head of a paragraph that a plan does not count."""

    rung: int
    numbers: tuple[int, ...]
    """One; of a decimal all of them."""
    written: str
    """As it stands, the blank behind it included."""
    rest: str
    """What it numbers."""

    @property
    def is_heading(self) -> bool:
        """Whether what it numbers is a heading, and may be a section of a plan."""
        return self.rung < Rung.FIRST


def own_numbers_of(lines: Sequence[Line]) -> dict[int, OwnNumber]:
    """The own numbers of a paper, by the places of their lines; what follows nothing is text."""
    return dict(_sequences(lines)) | _decimals(lines)


def _in_words(text: str) -> OwnNumber | None:
    """第三章, 第二节, 第五条 at the head of a text, whatever stands before and after it."""
    if not text.startswith("第"):
        return None
    if match := _HEADED.fullmatch(text):
        is_long = len(text) > _LONGEST or text[-1] in _SENTENCE
        return None if is_long else _read_number(match, _KINDS[match["kind"]])
    if match := _ARTICLE.fullmatch(text):
        return _read_number(match, Rung.ARTICLE)
    return None


def _read_number(match: re.Match[str], rung: int) -> OwnNumber | None:
    numbers = tuple(map(_number, re.split("[.．]", match["n"])))
    if not all(numbers):
        return None
    blank = "\u3000" if match["blank"] else ""
    return OwnNumber(rung, numbers, match["written"] + blank, match["rest"])


def _number(figures: str) -> int:
    """The number that figures say, 一百零三 or 12; 0 for none."""
    if figures.isascii():
        return int(figures)
    numeral = recognise(f"{figures}、")
    return numeral.number if numeral else 0


def _sequences(lines: Iterable[Line]) -> Iterator[tuple[int, OwnNumber]]:
    """Chapters and articles; a line that begins with the number of a law's article is none."""
    last = 0
    for at, line in enumerate(lines):
        own = None if line.numeral or line.table else _in_words(line.text)
        if own is None:
            continue
        if own.rung == Rung.ARTICLE:
            number = own.numbers[0]
            if last and number != 1 and not last < number <= last + _NEXT:
                continue
            last = number
        yield at, own


def _decimals(lines: Sequence[Line]) -> dict[int, OwnNumber]:
    """1.1, 1.2, 1.2.1 that follow one another, and the 1, 2 over them."""
    matches: dict[int, OwnNumber] = {}
    for at, line in enumerate(lines):
        match = _DECIMAL.fullmatch(line.text) if line.text[:1].isascii() else None
        if match and (own := _read_number(match, 0)):
            matches[at] = own
    if len(matches) < _FEWEST:
        return {}
    return _Ladder(lines, matches).found


class _Ladder:
    """Reads decimals in their order: 1.2 follows 1.1, 1.1.1 follows 1.1, and 2.1 follows 2."""

    def __init__(self, lines: Sequence[Line], matches: dict[int, OwnNumber]) -> None:
        self._lines = lines
        self._matches = matches
        self._places = list(matches)
        self._last: tuple[int, ...] = (0,)
        self.found: dict[int, OwnNumber] = {}
        self._read()
        if sum(len(own.numbers) > 1 for own in self.found.values()) < _FEWEST:
            self.found = {}

    def _read(self) -> None:
        base = 0
        """The rung of what stands over 1.1; 0 while nothing does."""
        for at, line in enumerate(self._lines):
            numeral = line.numeral
            if numeral and numeral.level < 3:
                base = OFFICIAL[numeral.level - 1]
                if numeral.level == 1:
                    self._last = (numeral.number,)
                continue
            if at in self._matches:
                self._take(at, base)
            elif base in (0, Rung.CHAPTER) and (own := self._whole(at)):
                base = Rung.CHAPTER
                self._last = own.numbers
                self.found[at] = own
            elif numeral and _is_under(base) and self._is_over(at, numeral.number):
                self._last = (numeral.number,)
                base = Rung.THIRD

    def _take(self, at: int, base: int) -> None:
        own = self._matches[at]
        if not _follows(own.numbers, self._last):
            return
        self._last = own.numbers
        rung = (base or Rung.CHAPTER) + len(own.numbers) - 1
        self.found[at] = OwnNumber(rung, own.numbers, own.written, own.rest)

    def _whole(self, at: int) -> OwnNumber | None:
        """The number over decimals: the next decimal is its first, or it ends them all."""
        match = _WHOLE.fullmatch(self._lines[at].text)
        own = _read_number(match, Rung.CHAPTER) if match else None
        if own is None or (any(self._last) and own.numbers[0] != self._last[0] + 1):
            return None
        is_bare = not re.search("[.．、]", own.written)
        return own if self._is_over(at, own.numbers[0]) or (is_bare and self.found) else None

    def _is_over(self, at: int, number: int) -> bool:
        """Whether the next decimal is the first under a number."""
        later = bisect_right(self._places, at)
        if later == len(self._places):
            return False
        return self._matches[self._places[later]].numbers[:2] == (number, 1)


def _is_under(base: int) -> bool:
    """Whether 1. may stand over 1.1, as it does under 一、 and （一）."""
    return base in (Rung.FIRST, Rung.SECOND, Rung.THIRD)


def _follows(numbers: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether a decimal is the next after another, on its own level or one beside it."""
    *over, number = numbers
    if number == 1 and not any(last):
        return len(over) == 1
    if number == 1:
        return tuple(over) == last[: len(over)] or (len(over) == 1 and over[0] == last[0] + 1)
    return (*over, number - 1) == last[: len(numbers)]
