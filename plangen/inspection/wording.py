"""Dates and document numbers as people write them, and how the standard writes them."""

import re
from calendar import monthrange
from typing import Final

from plangen.numerals import ZEROS, to_int

_LONGEST: Final = 200
"""A longer text is no line of its own."""
_CHINESE: Final = rf"[{ZEROS}一二三四五六七八九十]"
_YEAR: Final = rf"(?P<year>[0-9０-９]{{2,4}}|{_CHINESE}{{2,4}})"
_MONTH: Final = rf"(?P<month>[0-9０-９]{{1,2}}|{_CHINESE}{{1,3}})"
_DAY: Final = rf"(?P<day>[0-9０-９]{{1,2}}|{_CHINESE}{{1,3}})"
DATE_LINE: Final = re.compile(
    rf"{_YEAR}\s*年\s*{_MONTH}\s*月\s*{_DAY}\s*[日号]"
    rf"|(?P<y>[12][0-9]{{3}})[-./](?P<m>[0-9]{{1,2}})[-./](?P<d>[0-9]{{1,2}})"
)
"""A date that is a line of its own, however it is written."""
_NUMBER: Final = (
    r"(?P<word>[\u4e00-\u9fff]+?)\s*(?P<open>[〔\[［(（【〖﹝〈《])\s*(?P<year>[0-9０-９]{2,4})\s*年?\s*"
    r"[〕\]］)）】〗﹞〉》]\s*(?P<ordinal>第?)\s*(?P<number>[0-9０-９]{1,5})\s*号"
)
DOC_NUMBER_LINE: Final = re.compile(rf"{_NUMBER}(?:\s*签发人\s*[:：].*)?", re.DOTALL)
"""A document number that is a line of its own, or shares it with the signatories."""
CITED: Final = re.compile(
    r"[〔\[［【〖]\s*(?P<year>[12][0-9]{3})\s*年?\s*[〕\]］】〗]\s*第?\s*(?P<number>[0-9]{1,5})\s*号"
)
"""A document number within the text, from its year on."""
SLIPS: Final = (
    (re.compile(r"(?<![0-9])0[1-9]月(?:0?[1-9]|[12][0-9]|3[01])?[日号]?"), "月、日不编虚位"),
    (
        re.compile(r"(?<![0-9])1?[0-9]月(?:0[1-9][日号]|[0-9]{1,2}号(?![楼线院门机]))"),
        "日不编虚位，用“日”不用“号”",
    ),
)
"""Dates within the text that are written wrong, and the rule."""


def whole_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """What a pattern makes of a whole line; None for what is too long to be one."""
    return pattern.fullmatch(text) if len(text) < _LONGEST else None


def plain_digits(text: str) -> str:
    """Full-width figures as ordinary ones."""
    return text.translate({0xFF10 + digit: str(digit) for digit in range(10)})


def official_date(text: str) -> str | None:
    """A date as the standard writes it; None for one that is no day of the calendar."""
    match = whole_match(DATE_LINE, text)
    if not match:
        return None
    try:
        year = _full_year(match["year"] or match["y"])
        month, day = _value(match["month"] or match["m"]), _value(match["day"] or match["d"])
    except ValueError:  # 十十月
        return None
    if not (1 <= month <= 12 and year >= 1900 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return f"{year}年{month}月{day}日"


def official_number(text: str) -> str | None:
    """A document number as the standard writes it: 南卫〔2022〕8号; None where it is none."""
    match = whole_match(DOC_NUMBER_LINE, text)
    if not match:
        return None
    word = match["word"]
    if match["ordinal"]:
        word = word.removesuffix("字")
    return f"{word}〔{_full_year(match['year'])}〕{_value(match['number'])}号"


def _full_year(text: str) -> int:
    """A year of two figures is one of this century."""
    year = _value(text)
    return year if year >= 100 else 2000 + year


def _value(text: str) -> int:
    return to_int(plain_digits(text))
