"""The numerals 一、（一）1.（1） of a document's levels (层次序数): written and recognised."""

from collections.abc import Sequence
from dataclasses import dataclass

from plangen.numerals import DIGITS
from plangen.patterns import lazily

LIMIT = 999
"""The highest number recognised: 2022、 is a year, not a numeral."""

_UNITS = ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"))


def _chinese(number: int) -> str:
    """十, 二十一, 一百零一, 一百一十."""
    counted = _counted(number)
    return counted[1:] if counted.startswith("一十") else counted


def _counted(number: int) -> str:
    for value, unit in _UNITS:
        if number >= value:
            high, low = divmod(number, value)
            counted = _counted(high) + unit
            if 0 < low < value // 10:
                counted += "零"
            return counted + _counted(low) if low else counted
    return DIGITS[number]


_NUMBERS = {_chinese(number): number for number in range(1, LIMIT + 1)}
_CHINESE = r"([零一二三四五六七八九十百]{1,6})"
_ARABIC = r"([0-9０-９]{1,3})"
_NO_DECIMAL = r"(?![0-9０-９])|(?=(?:19|20)[0-9]{2}年)"

_FORMS = (
    (1, lazily(rf"{_CHINESE}(?:、|[.．](?![一二三四五六七八九十]))")),
    (2, lazily(rf"[（(]{_CHINESE}[）)][、.．]?")),
    (3, lazily(rf"{_ARABIC}[.．、](?:{_NO_DECIMAL})")),
    (4, lazily(rf"[（(]?{_ARABIC}[）)][、.．]?")),
)
"""The official form of each level and the wrong ones met in real documents."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral found at the head of a paragraph."""

    level: int
    """1 for 一、, 2 for （一）, 3 for 1., 4 for （1）."""
    number: int
    numeral: str
    """As written, right or wrong."""
    rest: str
    """The paragraph after the numeral, untouched."""

    @property
    def official(self) -> bool:
        """Whether it is written as the standard asks; `numeral(level, number)` is the cure."""
        return self.numeral == numeral(self.level, self.number)


def numeral(level: int, number: int) -> str:
    """Write a number as its level asks (GB/T 9704-2012, 7.3.3): 一、（一）1.（1）.

    Raises ValueError for a level other than 1–4 or a number under 1.
    """
    if not 1 <= level <= 4 or number < 1:
        raise ValueError(f"no numeral for level {level}, number {number}")
    digits = _chinese(number) if level <= 2 else str(number)
    return ("{}、", "（{}）", "{}.", "（{}）")[level - 1].format(digits)


def recognise(text: str) -> Numeral | None:
    """Find the numeral a paragraph opens with, after any indentation.

    A mark too many, as in （1）、, belongs to the numeral. Dates and decimals (6.26国际禁毒日,
    1.5米) are not numerals, but 1.2022年… is: a number followed by a year.
    """
    text = text.lstrip()
    for level, pattern in _FORMS:
        match = pattern.match(text)
        if match:
            number = _NUMBERS.get(match[1]) if level <= 2 else int(match[1])
            return Numeral(level, number, match[0], text[match.end() :]) if number else None
    return None


def place(numerals: Sequence[str]) -> str:
    """Join numerals as people cite an item: 一、 + （三） + 1. is 一（三）1."""
    return "".join(written.rstrip("、.．") for written in numerals)
