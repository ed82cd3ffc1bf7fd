"""The fonts that a page asks for: a bureau's own, then those that stand in for them."""

from collections.abc import Iterator
from typing import Final

from plangen.document.gbt9704 import Style
from plangen.writers.docx.styles import ALIASES

_STAND_INS: Final = {
    "body_font": ("仿宋", "FangSong", "STFangsong", "FandolFang", "FandolFang R"),
    "title_font": ("STZhongsong", "FandolSong"),
    "heading_1_font": ("SimHei", "STHeiti", "Microsoft YaHei", "FandolHei"),
    "heading_2_font": ("楷体", "KaiTi", "STKaiti", "FandolKai"),
    "page_number_font": ("SimSun", "STSong"),
}
"""By the field of `Style`: what looks alike, as Windows, macOS and TeX call it."""
_ANY: Final = ("Noto Serif CJK SC", "Source Han Serif SC")
_ANY_BOLD: Final = ("Noto Sans CJK SC", "Source Han Sans SC")


def font_names(field: str, style: Style) -> tuple[str, ...]:
    """The names of a font of a style, of those like it, and at last of any with the characters."""
    return tuple(dict.fromkeys(filter(None, _names(field, style))))


def _names(field: str, style: Style) -> Iterator[str]:
    own: str = getattr(style, field)
    yield own
    yield from ALIASES.get(own, "").split(",")
    yield from _STAND_INS[field]
    yield from _ANY_BOLD if field == "heading_1_font" else _ANY
