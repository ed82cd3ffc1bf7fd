"""How wide the fonts are that stand in for those of official documents where pages are drawn."""

import os
from functools import cache
from pathlib import Path

import pytest
from PIL import ImageFont

from plangen.document import gbt9704
from plangen.writers.typeset.advances import Fonts

FANDOL = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
_FILES = {
    "title_font": "FandolSong-Bold",
    "body_font": "FandolFang-Regular",
    "heading_1_font": "FandolHei-Regular",
    "heading_2_font": "FandolKai-Regular",
}


@cache
def stand_in_fonts() -> Fonts:
    """The advances of the fonts that fonts.conf names, for documents in the standard's style."""
    needs_fonts()
    rows = {}
    for field, file in _FILES.items():
        rows[getattr(gbt9704.STANDARD, field)] = _advances(FANDOL / f"{file}.otf")
    return Fonts(rows)


def needs_fonts() -> None:
    """Skip the test without these fonts; where CI is set fail, so that no proof is missed."""
    if not FANDOL.is_dir():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("没有安装替身的字体，不能量版面")


def _advances(file: Path) -> tuple[float, ...]:
    """The advances of the characters of ASCII from the space on, in the type size."""
    font = ImageFont.truetype(str(file), 1000, layout_engine=ImageFont.Layout.BASIC)
    return tuple(font.getlength(chr(code)) / 1000 for code in range(32, 127))
