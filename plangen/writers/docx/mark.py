"""发文机关标志: how large it is set, and where its ink lies in its line."""

from typing import Final

from docx.shared import Length, Pt

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.document.model import RedMark
from plangen.typography import width
from plangen.writers.docx.units import mm

CELL_SLACK: Final = 0.5
"""Beside the characters in a cell of a joint mark, in the type size."""
INK: Final = 0.92
"""How high the characters are, in the type size."""
_MARK_FILLS: Final = 0.95
"""The part of the type area's width that the mark may take."""
ABOVE_INK: Final = 0.24
"""What of that line stands above the characters, in the type size."""
MARK_LINE: Final = 1.25
"""The mark's line, in its type size."""


def mark_size(mark: RedMark, style: Style) -> Length:
    """As large as the bureau's style or the standard wants, and the type area's width allows.

    Many issuers are set small, but never smaller than the text.
    """
    rows = len(mark.issuers)
    slack = 2 * CELL_SLACK if rows > 1 else 0
    longest = max(map(width, mark.issuers)) + width(mark.suffix) + slack
    fitting = mm(gbt9704.TYPE_AREA_WIDTH_MM).pt * _MARK_FILLS / longest
    wanted = style.mark_size or min(gbt9704.MARK_PT, gbt9704.JOINT_MARK_PT // rows)
    return Pt(max(min(int(fitting), wanted), gbt9704.BODY_PT))


def times(size: Length, factor: float) -> Length:
    """A length in proportion to the mark's type size."""
    return Pt(size.pt * factor)


def mark_end(mark: RedMark, used: Length, ink_top: Length, style: Style) -> Length:
    """Where the mark's lines end, below the margin, when so much above is taken."""
    size = mark_size(mark, style)
    top = max(used, ink_top - times(size, ABOVE_INK))
    return Length(top + times(size, MARK_LINE) * len(mark.issuers))
