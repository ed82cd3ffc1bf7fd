"""版头: copy number to red separator, placed as in the DOCX."""

from dataclasses import replace
from typing import TYPE_CHECKING

from plangen.document import gbt9704
from plangen.document.model import DocumentHead, Form, RedMark
from plangen.typography import width
from plangen.writers.docx.head import (
    ABOVE_RED_LINE,
    RED_LINE,
    SignatoryRows,
    head_labels,
    mark_top,
    number_line,
)
from plangen.writers.docx.mark import CELL_SLACK, MARK_LINE, mark_end, mark_size
from plangen.writers.docx.units import lines
from plangen.writers.typeset.flow import FlowBox, FlowItem, FlowText
from plangen.writers.typeset.letter import letter_head
from plangen.writers.typeset.lines import Piece, Setting, set_lines
from plangen.writers.typeset.model import Ink, SetBlock
from plangen.writers.typeset.paragraphs import Setter

if TYPE_CHECKING:
    from docx.shared import Length


def head(items: list[FlowItem], own: DocumentHead, setter: Setter) -> float | None:
    """Set the 版头; the answer is the space due above the title, None what its style says."""
    if own.form is Form.LETTER:
        items += letter_head(own, setter)
        return None
    style = setter.style
    labels = head_labels(own)
    for text, name in labels:
        items.append(setter.text(name, text, kind="head", of="head"))
    used: Length = lines(len(labels), style)
    if own.mark:
        end = mark_end(own.mark, used, mark_top(own, style), style)
        items.append(_mark(own.mark, used.pt, end.pt, setter))
        used = end
    rows = _number(own, setter)
    above = number_line(used, style) * setter.line - used.pt
    rows[0] = replace(rows[0], above=above)
    if own.form is Form.ORDER:
        blank = gbt9704.ORDER_LINES_BELOW_NUMBER * setter.line
        items += [*rows[:-1], replace(rows[-1], below=blank)]
        return None
    items += [*rows[:-1], replace(rows[-1], rule_below=ABOVE_RED_LINE.pt)]
    below: float = ABOVE_RED_LINE.pt + RED_LINE.pt
    return gbt9704.LINES_ABOVE_TITLE * setter.line - below


def _mark(mark: RedMark, used: float, end: float, setter: Setter) -> FlowBox:
    """The mark; joint issuers one under the other, spread to one width, the suffix beside them."""
    size = mark_size(mark, setter.style).pt
    line = size * MARK_LINE
    count = len(mark.issuers)
    above = end - used - line * count
    if count == 1:
        block = _mark_block(mark.issuers[0] + mark.suffix, size, setter, 0, setter.width, "center")
        return FlowBox(line, (block,), above)
    own = size * (max(map(width, mark.issuers)) + CELL_SLACK)
    beside = size * (width(mark.suffix) + CELL_SLACK)
    left = (setter.width - own - beside) / 2
    blocks: list[SetBlock] = []
    for issuer in mark.issuers:
        block = _mark_block(issuer, size, setter, left, own, "distribute", len(blocks))
        blocks.append(block)
    middle = (count - 1) / 2
    blocks.append(_mark_block(mark.suffix, size, setter, left + own, beside, "center", middle))
    return FlowBox(line * count, tuple(blocks), above)


def _mark_block(
    text: str,
    size: float,
    setter: Setter,
    left: float,
    room: float,
    align: str,
    row: float = 0,
) -> SetBlock:
    piece = Piece(text, Ink("title_font", size, red=True))
    set_text = set_lines((piece,), Setting(room, align), setter.face)
    line = size * MARK_LINE
    return SetBlock("mark", "head", left, row * line, room, line * len(set_text), set_text, line)


def _number(own: DocumentHead, setter: Setter) -> list[FlowText]:
    """Document number alone, or on the line of the last signatories."""
    if not own.signatories:
        return [setter.text("发文字号", own.doc_number, kind="head", of="head")]
    signed = SignatoryRows(own)
    rows = []
    for before, names in signed.rows:
        texts = (before, (names, "签发人姓名"))
        row = setter.text(
            "发文字号", *texts, align="left", stops=signed.stops, kind="head", of="head"
        )
        rows.append(row)
    return rows
