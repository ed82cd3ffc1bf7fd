"""The 版头 of 信函: mark and double rules at places of the page, labels and number in the text."""

from collections.abc import Iterator
from dataclasses import replace

from plangen.document import gbt9704
from plangen.document.model import DocumentHead
from plangen.writers.docx.letter import (
    GAP,
    THICK,
    THIN,
    above_number,
    letter_labels,
    letter_mark_size,
    rule_bottom,
)
from plangen.writers.docx.mark import ABOVE_INK, INK, MARK_LINE
from plangen.writers.typeset.flow import FlowFixed, FlowItem, FlowText
from plangen.writers.typeset.lines import Piece, Setting, set_lines
from plangen.writers.typeset.model import MM, Ink, SetBlock, SetLine, SetRule
from plangen.writers.typeset.paragraphs import Setter

_WIDTH = gbt9704.LETTER_RULE_WIDTH_MM * MM
_LEFT = (gbt9704.PAGE_WIDTH_MM - gbt9704.LETTER_RULE_WIDTH_MM) / 2 * MM
_LAST = (gbt9704.PAGE_HEIGHT_MM - gbt9704.LETTER_RULE_FROM_BOTTOM_MM) * MM


def letter_head(own: DocumentHead, setter: Setter) -> Iterator[FlowItem]:
    """Mark, rules, labels and number of 信函 (§10.1)."""
    size = letter_mark_size(own, setter.style).pt
    bottom = rule_bottom(letter_mark_size(own, setter.style)).pt
    blocks = []
    if own.mark:
        blocks.append(_mark(own.mark.issuers[0] + own.mark.suffix, size, bottom, setter))
    thin, thick, gap = THIN.pt, THICK.pt, GAP.pt
    rules = (
        SetRule(_LEFT, bottom - thin - gap - thick, _WIDTH, thick, red=True),
        SetRule(_LEFT, bottom - thin, _WIDTH, thin, red=True),
        SetRule(_LEFT, _LAST - thick - gap - thin, _WIDTH, thin, red=True),
        SetRule(_LEFT, _LAST - thick, _WIDTH, thick, red=True),
    )
    yield FlowFixed(tuple(blocks), rules)
    yield from _labels(own, setter)


def _mark(text: str, size: float, bottom: float, setter: Setter) -> SetBlock:
    line = size * MARK_LINE
    below = gbt9704.LETTER_RULE_BELOW_MARK_MM * MM - (MARK_LINE - ABOVE_INK - INK) * size
    top = bottom - THIN.pt - GAP.pt - THICK.pt - below - line
    piece = Piece(text, Ink("title_font", size, red=True))
    lines = set_lines((piece,), Setting(_WIDTH, "center"), setter.face)
    return SetBlock("mark", "head", _LEFT, top, _WIDTH, line, lines, line)


def _labels(own: DocumentHead, setter: Setter) -> Iterator[FlowText]:
    """Labels at the left, one below the other; the number at the right of the first line."""
    above = above_number(own, setter.style).pt
    number = setter.text("发文字号", own.doc_number, align="right", above=above)
    for place, label in enumerate(letter_labels(own)):
        texts = (label,) if label == own.copy_number else ((label, "密级和紧急程度字"),)
        row = setter.text("发文字号", *texts, align="left", kind="head", of="head")
        if place == 0:
            (first,) = row.lines
            line = SetLine((*first.runs, *number.lines[0].runs))
            row = replace(row, lines=(line,), above=above)
        yield row
