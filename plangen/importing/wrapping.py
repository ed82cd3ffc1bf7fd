"""Lines that a page's width broke, made paragraphs again where that is certain.

A line goes on below where a bracket or quotation is open, where it ends in a comma, or where the
next begins with a mark that begins nothing; in a text all broken at one width, also where it is
as wide as that:

建立长效机制，
确保《河道管理    becomes    建立长效机制，确保《河道管理办法》落地。
办法》落地。
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from plangen.importing.lines import Line, annex_list, annex_number, date_in
from plangen.outline import Numeral, recognise
from plangen.patterns import lazily
from plangen.typography import width

_PAIRS: Final = {"（": "）", "《": "》", "“": "”", "〔": "〕", "(": ")", "【": "】", "〈": "〉"}
_GOES_ON: Final = ("，", "、", "（", "《", "“", "〔")
_STARTS_NOTHING: Final = ("，", "。", "；", "、", "）", "》", "”", "〕", "！", "？", "：")
_ENDS: Final = "。；！？：:"
_SHORTEST: Final = 8
"""So many 字 at least has a line that a page's width broke."""
_LONGEST: Final = 6
"""So many lines at most make up for one that ends with an open bracket."""
_OPENING: Final = lazily(".*?如下[：:]\\s*(?=(?:一、|（一）|1[.．、])\\S{4})")
_NUMERAL: Final = 4
"""The text of a numeral is shorter: 十二."""
_BROKEN: Final = 6
"""So many lines at least that end within a sentence show the width of a page."""
_ALIKE: Final = 0.6
"""The share of them that must be about as wide."""
_NARROWEST: Final = 20
"""A page is no narrower, in 字; what is are headings."""
_UNEVEN: Final = 2.0
"""字 by which the lines of one width differ: marks are not parted from words."""
_INDENT: Final = 2.0
"""字 that the first line of a paragraph is shorter by."""


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that surely go on in the next made one with it."""
    whole: list[Line] = []
    pieces = 0
    page = _page_width(lines)
    last = 0.0
    for line in lines:
        full = bool(page) and last >= page - _UNEVEN - _INDENT and _may_go_on(line, whole)
        last = width(line.text)
        if full or (whole and pieces < _LONGEST and _goes_on(whole[-1], line)):
            before = whole.pop()
            whole.append(
                replace(before, text=before.text + line.text, numeral=_renumbered(before, line))
            )
            pieces += not full
        else:
            whole.append(line)
            pieces = 0
    return whole


def parted(lines: Sequence[Line]) -> list[Line]:
    """The lines, the first heading that stands on the line of the opening made one of its own.

    现将有关事项通知如下：一、整理旧书。 before 二、晒书。 becomes two lines.
    """
    parted_lines: list[Line] = []
    for at, line in enumerate(lines):
        match = None if line.numeral else _OPENING.match(line.text)
        first = recognise(line.text[match.end() :]) if match else None
        if match and first and _second_follows(first, lines[at + 1 :]):
            parted_lines.append(replace(line, text=match[0].rstrip()))
            rest = line.text[match.end() :]
            parted_lines.append(replace(line, text=rest, numeral=first))
        else:
            parted_lines.append(line)
    return parted_lines


def _second_follows(first: Numeral, lines: Sequence[Line]) -> bool:
    """Whether the next number of the same level is the second."""
    for line in lines:
        if line.numeral and line.numeral.level == first.level:
            return line.numeral.number == first.number + 1
    return False


def _page_width(lines: Sequence[Line]) -> float:
    """The width at which all lines are broken, in 字; 0 where they are paragraphs."""
    broken = []
    for line in lines:
        ends = not line.text or line.text[-1] in _ENDS or line.numeral is not None
        if line.table is None and not ends:
            broken.append(width(line.text))
    if len(broken) < _BROKEN:
        return 0
    usual = median(broken)
    alike = sum(abs(broad - usual) <= _UNEVEN for broad in broken)
    return usual if usual >= _NARROWEST and alike >= _ALIKE * len(broken) else 0


def _may_go_on(line: Line, whole: Sequence[Line]) -> bool:
    """Whether nothing but the width of a page ends the line before."""
    if not whole or whole[-1].table or line.table or whole[-1].text[-1:] in _ENDS:
        return False
    starts = line.begins or date_in(line.text) or annex_number(line) is not None
    return bool(line.text) and not starts


def _renumbered(before: Line, line: Line) -> Numeral | None:
    """The numeral of a line with the rest of its paragraph, where a break may have parted it."""
    if before.numeral is None and len(before.text) < _NUMERAL:
        return recognise(before.text + line.text)
    return before.numeral and replace(before.numeral, rest=before.numeral.rest + line.text)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line surely is the rest of the one before."""
    text = before.text
    if before.table or line.table or not text or before.index == line.index:
        return False
    if line.begins or date_in(line.text) or annex_number(line) is not None or annex_list(line):
        return False
    if line.text.startswith(_STARTS_NOTHING):
        return True
    if len(text) < _SHORTEST or text[-1] in _ENDS:
        return False
    return text.endswith(_GOES_ON) or _is_open(text)


def _is_open(text: str) -> bool:
    """Whether a bracket or a quotation begins in a text and does not end."""
    return any(text.rfind(opening) > text.rfind(closing) for opening, closing in _PAIRS.items())
