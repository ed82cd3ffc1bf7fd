"""Lines that a page's width broke, made paragraphs again where that is certain.

A line goes on below where a bracket or quotation is open, where it ends in a comma, or where the
next begins with a mark that begins nothing:

建立长效机制，
确保《河道管理    becomes    建立长效机制，确保《河道管理办法》落地。
办法》落地。
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from plangen.importing.lines import Line, annex_list, annex_number, date_in
from plangen.outline import Numeral

_PAIRS: Final = {"（": "）", "《": "》", "“": "”", "〔": "〕", "(": ")", "【": "】", "〈": "〉"}
_GOES_ON: Final = ("，", "、", "（", "《", "“", "〔")
_STARTS_NOTHING: Final = ("，", "。", "；", "、", "）", "》", "”", "〕", "！", "？", "：")
_SHORTEST: Final = 8
"""So many 字 at least has a line that a page's width broke."""
_LONGEST: Final = 6
"""So many lines at most make up for one that ends with an open bracket."""


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that surely go on in the next made one with it."""
    whole: list[Line] = []
    pieces = 0
    for line in lines:
        if whole and pieces < _LONGEST and _goes_on(whole[-1], line):
            before = whole.pop()
            whole.append(
                replace(before, text=before.text + line.text, numeral=_renumbered(before, line))
            )
            pieces += 1
        else:
            whole.append(line)
            pieces = 0
    return whole


def _renumbered(before: Line, line: Line) -> Numeral | None:
    """The numeral of a line with the rest of its paragraph."""
    return before.numeral and replace(before.numeral, rest=before.numeral.rest + line.text)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line surely is the rest of the one before."""
    text = before.text
    if before.table or line.table or not text or before.index == line.index:
        return False
    if line.numeral or date_in(line.text) or annex_number(line) is not None or annex_list(line):
        return False
    if line.text.startswith(_STARTS_NOTHING):
        return True
    if len(text) < _SHORTEST or text[-1] in "。；！？：:":
        return False
    return text.endswith(_GOES_ON) or _is_open(text)


def _is_open(text: str) -> bool:
    """Whether a bracket or a quotation begins in a text and does not end."""
    return any(text.rfind(opening) > text.rfind(closing) for opening, closing in _PAIRS.items())
