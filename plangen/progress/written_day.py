"""A day as people write it into a cell → the day; None where it takes a guess."""

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from plangen.numerals import DIGITS, FIGURES, ZEROS, to_int

_NUMBER: Final = f"[0-9{ZEROS}{DIGITS}十两]"
_YEAR: Final = f"[0-9{ZEROS}{DIGITS}]"
_TIME: Final = r"(?:[T ]?(?:[上下]午)?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?Z?|[上下]午)?"
_WRITTEN: Final = (
    re.compile(
        f"(?P<y>{_YEAR}{{4}}|{_YEAR}{{2}})年(?P<m>{_NUMBER}{{1,2}})月(?P<d>{_NUMBER}{{1,3}})[日号]?{_TIME}"
    ),
    re.compile(
        rf"(?P<y>\d{{4}})(?P<sign>[./\\,、·_–—-])(?P<m>\d{{1,2}})(?P=sign)(?P<d>\d{{1,2}})日?{_TIME}"
    ),
    re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"),
    re.compile(f"(?P<m>{_NUMBER}{{1,2}})月(?P<d>{_NUMBER}{{1,3}})[日号]"),
)
_AROUND: Final = re.compile(
    r"^['’‘(]|[).,]$|^已?(?:完成|办结)于|^已?于(?=.*(?:完成|办结)$)|已?(?:完成|办结)$|\(?(?:星期|周)[一二三四五六日天]\)?(?=$|\d|[上下]午)"
)
"""What tells no other day: the mark that makes a text of a number, done, the day of the week."""
_BLANKS: Final = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
"""Blanks that part no two figures."""
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")
_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of Excel's count."""
_SERIALS: Final = range(36526, 73051)
"""The days of 2000 to 2099."""


@lru_cache(maxsize=8192)  # thousands of lists hold the same days
def written_day(text: str, year: int | None) -> date | None:
    """The day that a cell says.

    3月5日 and no year is of `year`; where that is None, it is not known. 44625 is a day as Excel
    counts them. 3月上旬, 2月30日 and two days at once are none.

    >>> written_day("二〇二二年三月五日", 2022)
    datetime.date(2022, 3, 5)
    """
    said = _BLANKS.sub("", unicodedata.normalize("NFKC", text).strip()).replace("。", ".")
    said = _AROUND.sub("", said)
    if serial := _SERIAL.fullmatch(said):
        number = int(serial[1])
        return _EPOCH + timedelta(number) if number in _SERIALS else None
    for form in _WRITTEN:
        if match := form.fullmatch(said):
            parts = match.groupdict()
            return _day(parts.get("y") or "", parts["m"], parts["d"], year)
    return None


def _day(written_year: str, month: str, day: str, year: int | None) -> date | None:
    try:
        if written_year:
            year = int(written_year.translate(FIGURES))
            year += 2000 if len(written_year) == 2 else 0
        return date(year, to_int(month), to_int(day)) if year else None
    except ValueError:
        return None
