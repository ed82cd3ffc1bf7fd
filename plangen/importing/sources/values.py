"""The values of a sheet's cells as a person sees them."""

import datetime as dt
import re
import zipfile
from functools import lru_cache
from typing import Final

from plangen.readers.register.xlsx_view import (
    STYLES,
    Broken,
    elements,
    parsed_xml,
    place_of,
    styles_of,
)

_BUILT_IN: Final = {"9": "0%", "10": "0.00%"}
"""Number formats that a workbook need not spell out, of those that change what is read."""
_QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def shown(value: object, code: str = "") -> str:
    """A value as text: 3.0 is 3, 0.95 in a format `0%` is 95%, a day 2026年3月5日.

    `code` is the cell's number format, where one is known; a day whose format names no day is a
    month.
    """
    if isinstance(value, str):
        if "\r" in value:
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value * 100:.12g}%" if "%" in code else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        day = _day(value.date(), code)
        return day if value.time() == dt.time() else f"{day}{value:%H:%M}"
    if isinstance(value, dt.date):
        return _day(value, code)
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return str(value)


def _day(day: dt.date, code: str) -> str:
    letters = _QUOTED.sub("", code).lower()
    if letters and "d" not in letters and "m" in letters:
        return f"{day.year}年{day.month}月"
    return f"{day.year}年{day.month}月{day.day}日"


@lru_cache(maxsize=64)  # thousands of returned lists have the same styles
def _telling_codes(styles: bytes) -> dict[str, str]:
    """The codes, by the number of the cell format. Raises Broken."""
    root = parsed_xml(styles, STYLES)
    codes = {}
    named = dict(_BUILT_IN)
    for form in root.iterfind("{*}numFmts/{*}numFmt"):
        named[form.get("numFmtId", "")] = form.get("formatCode", "")
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        code = named.get(style.get("numFmtId", ""), "")
        if "%" in code or ("m" in code.lower() and "d" not in _QUOTED.sub("", code).lower()):
            codes[str(number)] = code
    return codes


class NumberFormats:
    """The number formats of a workbook's cells that change what a person reads."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Read the formats; none where their part is no sound XML."""
        self._archive = archive
        try:
            self._codes = _telling_codes(styles_of(archive))
        except Broken:
            self._codes = {}

    def of_sheet(self, part: str) -> dict[tuple[int, int], str]:
        """The format of each cell of a sheet that has such a one, by row and column from 1."""
        codes: dict[tuple[int, int], str] = {}
        for cell in elements(self._archive, part, "{*}c") if self._codes else ():
            code = self._codes.get(cell.get("s", ""))
            if code:
                codes[place_of(cell)] = code
        return codes
