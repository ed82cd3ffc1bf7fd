"""Text set to a width: in 字, the full-width character of official pages, or in columns."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_NARROW: Final = ("N", "Na", "H")
"""The East Asian widths (UAX #11) of characters that take half a 字."""
_IDEOGRAPHS: Final = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\U00020000", "\U0003ffff"))
_PICTURES: Final = (("\U0001f000", "\U0001faff"),)

BOUNDARY: Final = re.compile(
    "(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])"
)
"""Where readers part Chinese from digits and letters."""

UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control characters, but for tab and line feed; and what has no width or turns the direction of
writing, so that a name or a line of a terminal shows something else than it says."""


def width(text: str) -> float:
    """The width of a text in 字: a Latin letter or digit takes half of one."""
    halves = sum(unicodedata.east_asian_width(char) in _NARROW for char in text)
    return len(text) - halves / 2


def columns(text: str) -> int:
    """The columns that a text takes on a terminal, where wide characters take two."""
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


@lru_cache(maxsize=8192)  # thousands of lists hold the same texts
def blankless(text: str) -> str:
    """A text for comparing: full-width forms made narrow, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def spread(text: str, size: int) -> str:
    """A name or label set `size` 字 wide by equal spaces between its characters.

    Left as it is when it is wide enough, a single character, or the spaces would be unequal.
    """
    gaps = len(text) - 1
    halves = round(2 * (size - width(text)))
    if gaps < 1 or halves <= 0 or halves % gaps:
        return text
    full, half = divmod(halves // gaps, 2)
    return ("\u3000" * full + " " * half).join(text)


def rare(text: str) -> str:
    """The Chinese characters of a text that the fonts of official documents lack, each once.

    仿宋_GB2312, 楷体_GB2312 and 方正小标宋简体 end with GB 2312; 祎 or 䶮 in a name are beyond it.
    """
    ideographs = _those_of(text, _IDEOGRAPHS)
    return "".join(char for char in ideographs if not char.encode("gb2312", "ignore"))


def pictures(text: str) -> str:
    """The emoji of a text, each once: no font of documents has them, and none is official."""
    return "".join(_those_of(text, _PICTURES))


def _those_of(text: str, ranges: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The characters of a text within ranges, each once; a regex of them takes 1 ms to compile."""
    for char in dict.fromkeys(text):
        for first, last in ranges:
            if first <= char <= last:
                yield char
