"""页码: — 1 — at the outer edge (§7.5)."""

from dataclasses import replace

from plangen.document import gbt9704
from plangen.writers.typeset.lines import Setting, set_lines
from plangen.writers.typeset.model import BASELINE, MM, SetBlock
from plangen.writers.typeset.paragraphs import WIDTH, Setter

_INDENT = gbt9704.SMALL_PT * gbt9704.PAGE_NUMBER_INDENT_CHARS
_DASH = (gbt9704.TOP_MM + gbt9704.TYPE_AREA_HEIGHT_MM + gbt9704.PAGE_NUMBER_BELOW_MM) * MM
"""Where the middle of the dashes stands."""
_SIDE = (gbt9704.PAGE_HEIGHT_MM * MM) - _DASH - gbt9704.SMALL_PT / 2
"""The left of the line of a number that is turned: the foot of the paper is at its left."""
_DASH_ABOVE_BASELINE = 0.31
"""In the type size."""


def number_block(number: int, setter: Setter, *, turned: bool) -> SetBlock:
    """The number at the right of odd pages, at the left of even ones."""
    align = "right" if number % 2 else "left"
    left, right = (0.0, _INDENT) if number % 2 else (_INDENT, 0.0)
    setting = Setting(WIDTH, align, left, right=right)
    lines = set_lines(setter.pieces("公文页码", f"— {number} —"), setting, setter.face)
    size = gbt9704.SMALL_PT
    line = SetBlock("number", "", 0, 0, WIDTH, size, lines, size)
    if turned:
        return replace(line, left=_SIDE, top=gbt9704.LEFT_MM * MM, turned=True)
    top = _DASH + _DASH_ABOVE_BASELINE * size - BASELINE * size
    return replace(line, left=gbt9704.LEFT_MM * MM, top=top)
