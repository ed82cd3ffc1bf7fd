"""The families of fonts that official documents name, and the names each goes by."""

from enum import StrEnum
from typing import Final


class FontFamily(StrEnum):
    """A kind of type, whatever foundry and file it comes from."""

    TITLE = "小标宋"
    FANG = "仿宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"
    OTHER = "其他字体"


NAMES: Final = (
    (FontFamily.TITLE, ("小标宋", "大标宋", "xbsj", "xiaobiaosong", "fandolsong-bold")),
    (FontFamily.FANG, ("仿宋", "fangsong", "fandolfang")),
    (FontFamily.KAI, ("楷", "kaiti", "simkai", "stkai", "fandolkai")),
    (FontFamily.OTHER, ("雅黑", "微软", "等线", "yahei", "dengxian", "隶", "魏碑", "幼圆")),
    (
        FontFamily.HEI,
        ("黑体", "simhei", "stheiti", "heiti", "fandolhei", "sans cjk", "sanscjk", "思源黑"),
    ),
    (FontFamily.SONG, ("宋", "simsun", "stsong", "fandolsong", "serif cjk", "serifcjk")),
)
"""Each family with what its fonts' names contain; the first that fits names it."""


def family(name: str) -> FontFamily:
    """The family of a font by its name: 仿宋_GB2312, 方正仿宋_GBK and FangSong are one."""
    folded = name.casefold()
    for kind, parts in NAMES:
        if any(part in folded for part in parts):
            return kind
    return FontFamily.OTHER
