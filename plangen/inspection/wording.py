"""Dates and document numbers as people write them, and how the standard writes them."""

import re
from calendar import monthrange
from typing import Final

from plangen.numerals import ZEROS, to_int

LONGEST: Final = 200
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
    r"(?P<cited>[〔\[［【〖]\s*(?P<year>[12][0-9]{3})\s*年?\s*[〕\]］】〗]\s*第?\s*(?P<number>[0-9]{1,5})\s*号)"
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


def plain_digits(text: str) -> str:
    """Full-width figures as ordinary ones."""
    return text.translate({0xFF10 + digit: str(digit) for digit in range(10)})


def official_date(text: str) -> str | None:
    """A date as the standard writes it; None for one that is no day of the calendar."""
    found = DATE_LINE.fullmatch(text) if len(text) < LONGEST else None
    if not found:
        return None
    try:
        year, month, day = (
            to_int(plain_digits(found[long] or found[short]))
            for long, short in (("year", "y"), ("month", "m"), ("day", "d"))
        )
    except ValueError:  # 十十月
        return None
    year = year if year >= 100 else 2000 + year
    if not (1 <= month <= 12 and year >= 1900 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return f"{year}年{month}月{day}日"


def official_number(text: str) -> str | None:
    """A document number as the standard writes it: 南卫〔2022〕8号; None where it is none."""
    found = DOC_NUMBER_LINE.fullmatch(text) if len(text) < LONGEST else None
    if not found:
        return None
    year, count = int(plain_digits(found["year"])), int(plain_digits(found["number"]))
    word = found["word"].removesuffix("字") if found["ordinal"] else found["word"]
    return f"{word}〔{year if year >= 100 else 2000 + year}〕{count}号"
