"""How wide characters are in the fonts that a page is set in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from plangen.typography import width

_ASCII: Final = 32
"""The first character of a font's row of advances."""


@dataclass(frozen=True, eq=False)
class Fonts:
    """The advance widths of digits and Latin letters, in the type size; all else is a 字 or half.

    `rows` has for a font's name its advances from the space on, up to ~.
    """

    rows: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    gap: float = 0.2
    """Between Chinese and digits or letters (自动调整中文与数字的间距)."""

    def advance(self, char: str, font: str) -> float:
        """The width of a character in a font."""
        row = self.rows.get(font)
        if row is not None and 0 <= ord(char) - _ASCII < len(row):
            return row[ord(char) - _ASCII]
        return full_or_half(char)


@lru_cache(maxsize=4096)
def full_or_half(char: str) -> float:
    """1 for a full-width character, 0.5 for a narrow one."""
    return width(char)


_TIMES: Final = (
    *(0.25, 0.333, 0.408, 0.5, 0.5, 0.833, 0.778, 0.18, 0.333, 0.333, 0.5, 0.564, 0.25, 0.333),
    *(0.25, 0.278, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.278, 0.278, 0.564, 0.564),
    *(0.564, 0.444, 0.921, 0.722, 0.667, 0.667, 0.722, 0.611, 0.556, 0.722, 0.722, 0.333, 0.389),
    *(0.722, 0.611, 0.889, 0.722, 0.722, 0.556, 0.722, 0.667, 0.556, 0.611, 0.722, 0.722, 0.944),
    *(0.722, 0.722, 0.611, 0.333, 0.278, 0.333, 0.469, 0.5, 0.333, 0.444, 0.5, 0.444, 0.5, 0.444),
    *(0.333, 0.5, 0.5, 0.278, 0.278, 0.5, 0.278, 0.778, 0.5, 0.5, 0.5, 0.5, 0.333, 0.389, 0.278),
    *(0.5, 0.5, 0.722, 0.5, 0.5, 0.444, 0.48, 0.2, 0.48, 0.541),
)
"""Adobe's published metrics of Times-Roman, which Times New Roman keeps."""
OFFICIAL: Final = Fonts({"Times New Roman": _TIMES})
"""仿宋_GB2312, 楷体_GB2312, 黑体, 宋体 and 小标宋: every narrow character takes half a 字."""
