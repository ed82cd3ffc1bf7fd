"""Text set to a width: in 字, the full-width character of official pages, or in columns."""

import re
import unicodedata
from typing import Final

_IDEOGRAPHS: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")


def width(text: str) -> float:
    """The width of a text in 字: a Latin letter or digit takes half of one."""
    return sum(0.5 if unicodedata.east_asian_width(char) in "NaHN" else 1.0 for char in text)


def columns(text: str) -> int:
    """The columns that a text takes on a terminal, where wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


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
    found = (
        char for char in text if _IDEOGRAPHS.match(char) and not char.encode("gb2312", "ignore")
    )
    return "".join(dict.fromkeys(found))
