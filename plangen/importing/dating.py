"""The year of a plan, or its years, told by its title, its day of issue, its text."""

import re
from collections import Counter
from datetime import date
from typing import Any, Final

from plangen.importing.division import Division
from plangen.importing.nodes import Questioned
from plangen.patterns import lazily

_YEAR: Final = lazily("(?:19|20)[0-9]{2}(?=年)")
_FIRST_YEAR: Final = 1990
"""No plan is of an earlier one."""
_APART: Final = 2
"""A title that names a year so far from the day of issue, or further, is of another matter."""
_SPAN: Final = lazily("((?:19|20)[0-9]{2})年?\\s*[—～~－–-]+\\s*((?:19|20)[0-9]{2})\\s*年")


def year_of(parts: Division, today: date) -> Any:
    """The year of the plan, asked about where it is not sure or too early for a plan."""
    year = _named_year(parts, today)
    if isinstance(year, int) and year < _FIRST_YEAR:
        return Questioned(today.year, f"原文是{year}年的，方案的年度最早写{_FIRST_YEAR}；核对")
    return year


def _named_year(parts: Division, today: date) -> Any:
    """The year of the plan: its title's, else the day of issue's, else the most named."""
    if match := _SPAN.search(parts.flat_title):
        return int(match[1])
    titles = "".join([*parts.plan_title, *parts.title])
    if named := _YEAR.search(titles) or re.search("(?:19|20)[0-9]{2}", titles):
        return _beside_issue(int(named[0]), parts.signed_on)
    texts = "".join(line.text for line in parts.body)
    often = Counter(_YEAR.findall(texts)).most_common(1)
    if parts.signed_on:
        signed, month, _ = parts.signed_on
        is_next = bool(month >= 11 and often and int(often[0][0]) == signed + 1)
        return signed + is_next
    if often:
        year = int(often[0][0])
        return Questioned(year, f"标题和落款没有写年度，文中说得最多的是{year}年；核对")
    return Questioned(today.year, "原文没有写年度；核对")


def _beside_issue(named: int, signed_on: tuple[int, int, int] | None) -> Any:
    """The year that a title names, unless it is of another matter: 申办2011年运动会, of 2004."""
    if signed_on is None or abs(named - signed_on[0]) < _APART:
        return named
    year = signed_on[0]
    return Questioned(year, f"标题说{named}年，成文日期却在{year}年，年度照成文日期；核对")


def span_of(parts: Division) -> str:
    """The years of a plan whose title names several; empty for one."""
    match = _SPAN.search(parts.flat_title)
    return f"{match[1]}-01—{match[2]}-12" if match and match[1] < match[2] else ""
