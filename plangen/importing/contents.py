"""The table of contents of a paper: headings in a row that stand again over their text."""

from collections.abc import Sequence
from typing import Final

from plangen.importing.lines import Line
from plangen.patterns import lazily
from plangen.typography import blankless

_LEADER: Final = lazily(r"(?:[.…·．_—-]{2,}|\s+|\t)\s*[0-9]{0,3}\s*$")
"""The dots and the page's number behind a heading."""
_LONGEST: Final = 60
_FEWEST: Final = 3
"""So many headings at least are a table of contents, where no line says 目录."""


def contents_of(lines: Sequence[Line]) -> tuple[int, int]:
    """Where a table of contents begins and has ended; (0, 0) without one.

    目录, 一、甲 …… 1, 二、乙 …… 2, 一、甲, text, 二、乙, text    is one of the first three lines
    """
    keys = list(map(_key, lines))
    last = {key: at for at, key in enumerate(keys) if key}
    start = 0
    while start < len(keys):
        end = start
        while end < len(keys) and last.get(keys[end], end) > end:
            end += 1
        again = [last[key] for key in keys[start:end]]
        is_titled = start > 0 and lines[start - 1].flat == "目录"
        if _is_contents(again, end, 1 if is_titled else _FEWEST):
            return start - is_titled, end
        start = end + 1
    return 0, 0


def _is_contents(again: Sequence[int], end: int, fewest: int) -> bool:
    """Whether headings stand again in their order after the last of them, and text between."""
    if len(again) < fewest or list(again) != sorted(again):
        return False
    return again[0] >= end and again[-1] - again[0] >= len(again)


def _key(line: Line) -> str:
    """What a heading is known by in both places; empty for what is none."""
    if line.table or len(line.text) > _LONGEST or not line.begins:
        return ""
    heading: str = _LEADER.sub("", line.text)
    return blankless(heading)
