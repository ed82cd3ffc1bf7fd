"""Lengths of the page in twips (1/20 pt): 字, lines and mm, and the width a text is set to."""

from typing import Final

from docx.shared import Length, Twips

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.typography import BOUNDARY, width

_TWIPS_A_MM: Final = 1440 / 25.4
CHAR: Final = int(gbt9704.TYPE_AREA_WIDTH_MM * _TWIPS_A_MM / gbt9704.CHARS)
"""One 字 of 3号, rounded down so that the last one fits: 315 twips, 15.75 pt."""
TIGHTENING: Final = CHAR - round(gbt9704.BODY_PT * 20)
"""What is taken between characters so that 28 fit a line: -5 twips."""


def chars(count: float) -> Twips:
    """So many 字 of 3号."""
    return Twips(round(count * CHAR))


def line(style: Style) -> int:
    """The pitch of the lines in twips."""
    return round(gbt9704.MARGINS[style.margins].line_pt * 20)


def lines(count: float, style: Style) -> Twips:
    """So many lines."""
    return Twips(round(count * line(style)))


def mm(length: float) -> Twips:
    """So many mm."""
    return Twips(round(length * _TWIPS_A_MM))


def twips(length: Length) -> int:
    """A length as WordprocessingML writes it."""
    return round(length / Twips(1))


def set_width(text: str) -> float:
    """The width in 字 that a text takes when set.

    Readers part Chinese from digits by about a fifth of a 字 (自动调整中文与数字的间距).
    """
    return width(text) + 0.2 * len(BOUNDARY.findall(text))
