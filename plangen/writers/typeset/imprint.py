"""版记: rules and lines at the foot of the last page's type area (§7.4)."""

from plangen.document import gbt9704
from plangen.document.model import DocumentHead, Form, Imprint
from plangen.writers.docx.imprint import LABEL_CHARS
from plangen.writers.docx.units import set_width
from plangen.writers.typeset.flow import FlowFoot
from plangen.writers.typeset.lines import Setting, set_lines
from plangen.writers.typeset.model import MM, SetBlock, SetLine, SetRule
from plangen.writers.typeset.paragraphs import WIDTH, Setter

_INDENT = gbt9704.SMALL_PT * gbt9704.IMPRINT_INDENT_CHARS
_LINE = gbt9704.IMPRINT_LINE_PT
_OUTER = gbt9704.SEPARATOR_OUTER_MM * MM
_INNER = gbt9704.SEPARATOR_INNER_MM * MM


def imprint(own: Imprint, head: DocumentHead | None, setter: Setter) -> FlowFoot:
    """Set the 版记; that of 信函 has neither rules nor 印发 (§10.1)."""
    bare = head is not None and head.form is Form.LETTER
    rows = _rows(own, setter, bare=bare)
    up = gbt9704.MARGINS[setter.style.margins].up_mm * MM
    blocks: list[SetBlock] = []
    rules: list[SetRule] = []
    foot = -up
    for row in reversed(rows):
        rules.append(_rule(foot, _INNER if rules else _OUTER))
        height = len(row) * _LINE
        foot -= height + rules[-1].height
        blocks.append(SetBlock("imprint", "imprint", 0, foot, WIDTH, height, row, _LINE))
    rules.append(_rule(foot, _OUTER))
    count = sum(map(len, rows))
    room = count * setter.line + up
    return FlowFoot(room, tuple(reversed(blocks)), () if bare else tuple(reversed(rules)))


def _rule(bottom: float, thickness: float) -> SetRule:
    return SetRule(0, bottom - thickness, WIDTH, thickness)


def _rows(own: Imprint, setter: Setter, *, bare: bool) -> list[tuple[SetLine, ...]]:
    """The lines of each row; no separator parts 主送 from 抄送 (§7.4.2)."""
    lists: tuple[SetLine, ...] = ()
    for text in (own.recipients, own.cc):
        if text:
            lists += _list(text, setter)
    rows = [lists] if lists else []
    if not bare and (own.printed_by or own.printed_on):
        rows.append((_printed(own, setter),))
    return rows


def _list(text: str, setter: Setter) -> tuple[SetLine, ...]:
    """抄送 or 主送, continued lines under the first name."""
    label = set_width(text[: text.find("：", 0, LABEL_CHARS) + 1]) * gbt9704.SMALL_PT
    setting = Setting(WIDTH, "both", _INDENT + label, -label, _INDENT)
    return set_lines(setter.pieces("版记", text), setting, setter.face)


def _printed(own: Imprint, setter: Setter) -> SetLine:
    """Who printed it at the left, when at the right."""
    office = set_lines(
        setter.pieces("版记", own.printed_by), Setting(WIDTH, "left", _INDENT), setter.face
    )
    day = f"{own.printed_on}印发" if own.printed_on else ""
    at_right = Setting(WIDTH, "right", right=_INDENT)
    days = set_lines(setter.pieces("版记", day), at_right, setter.face)
    return SetLine((*office[0].runs, *days[0].runs))
