"""The 版头 of 信函: mark and first double rule above the text, the second near the page's foot."""

from typing import Final

from docx.document import Document as Package
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.text.run import CT_R
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.document.model import DocumentHead, RedMark
from plangen.writers.docx.box import BoxFrame, BoxPosition, box_run
from plangen.writers.docx.mark import ABOVE_INK, INK, MARK_LINE, mark_size, times
from plangen.writers.docx.page import leave_first_page_unnumbered
from plangen.writers.docx.text import run_xml
from plangen.writers.docx.units import lines, mm, twips

THICK: Final = Pt(3)
THIN: Final = Pt(1)
GAP: Final = Pt(1.5)
"""Between the two lines of a double rule."""
_DOUBLE: Final = Length(THICK + GAP + THIN)
_TO_SPARE: Final = Pt(12)
_NONE: Final = Length(0)
_WIDTH: Final = mm(gbt9704.LETTER_RULE_WIDTH_MM)
_ACROSS: Final = BoxPosition(
    "page", offset=mm((gbt9704.PAGE_WIDTH_MM - gbt9704.LETTER_RULE_WIDTH_MM) / 2)
)
_ABOVE_TEXT: Final = Pt(11.1)
"""What of a line of the text stands above its characters."""


def add_letter_head(package: Package, head: DocumentHead, style: Style) -> None:
    """Set mark, rules, number and labels; a joint letter bears its host's mark (§10.1).

    Mark and rules lie outside the type area, so they hang as boxes on the line of the number.
    """
    leave_first_page_unnumbered(package)
    first = _add_labels(package, head)[0]
    first.paragraph_format.space_before = above_number(head, style)
    mark = ""
    if head.mark:
        mark = head.mark.issuers[0] + head.mark.suffix
    size = letter_mark_size(head, style)
    first._p.append(_mark_box(mark, size, rule_bottom(size)))
    first._p.append(_second_rule_box())


def letter_head_lines(head: DocumentHead, style: Style) -> float:
    """How many lines the 版头 takes, from the type area's top to above the title."""
    return above_number(head, style) / lines(1, style) + len(letter_labels(head))


def above_number(head: DocumentHead, style: Style) -> Length:
    """From the margin down to the line of the number."""
    margin = mm(gbt9704.MARGINS[style.margins].top_mm)
    text = mm(gbt9704.LETTER_TEXT_BELOW_RULE_MM) - _ABOVE_TEXT
    return Length(rule_bottom(letter_mark_size(head, style)) + text - margin)


def letter_mark_size(head: DocumentHead, style: Style) -> Length:
    """The size of the host's mark."""
    if not head.mark:
        return Pt(gbt9704.MARK_PT)
    return mark_size(RedMark(head.mark.issuers[:1], head.mark.suffix), style)


def rule_bottom(size: Length) -> Length:
    """Where the first double rule ends, from the page's top."""
    ink_top = mm(gbt9704.LETTER_MARK_TOP_MM)
    below = mm(gbt9704.LETTER_RULE_BELOW_MARK_MM)
    return Length(ink_top + times(size, INK) + below + _DOUBLE)


def letter_labels(head: DocumentHead) -> list[str]:
    """What stands at the left of a line each; nothing on one line when there is none."""
    texts = (head.copy_number, head.classification, head.urgency)
    return [text for text in texts if text] or [""]


def _add_labels(package: Package, head: DocumentHead) -> list[Paragraph]:
    """Labels at the left, one below the other; the number at the right of the first line."""
    labels = letter_labels(head)
    added = []
    for label in labels:
        paragraph = package.add_paragraph(style="发文字号")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        paragraph.add_run(label, None if label == head.copy_number else "密级和紧急程度字")
        added.append(paragraph)
    if labels == [""]:
        added[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        added[0].add_run(head.doc_number)
    else:
        added[0].add_run(f"\t{head.doc_number}")
        stops = added[0].paragraph_format.tab_stops
        stops.add_tab_stop(mm(gbt9704.TYPE_AREA_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    return added


def _mark_box(mark: str, size: Length, bottom: Length) -> CT_R:
    line = times(size, MARK_LINE)
    space = mm(gbt9704.LETTER_RULE_BELOW_MARK_MM) - times(size, MARK_LINE - ABOVE_INK - INK)
    content = _ruled("发文机关标志", line, THICK, Length(space), _sized(mark, size))
    content += _ruled("发文字号", GAP, THIN)
    return _box("信函版头", "发文机关标志和红色双线", content, line + space + _DOUBLE, bottom)


def _second_rule_box() -> CT_R:
    content = _ruled("发文字号", GAP, THIN) + _ruled("发文字号", GAP, THICK)
    bottom = mm(gbt9704.PAGE_HEIGHT_MM - gbt9704.LETTER_RULE_FROM_BOTTOM_MM)
    return _box("信函底线", "红色双线", content, GAP + _DOUBLE, bottom)


def _box(name: str, about: str, content: str, height: int, bottom: Length) -> CT_R:
    """A box that ends so far from the page's top, with room above for other readers' lines."""
    size = (_WIDTH, Length(height + _TO_SPARE))
    down = BoxPosition("page", offset=bottom - size[1])
    run: CT_R = box_run(BoxFrame(name, about, size, (_ACROSS, down)), content)
    return run


def _ruled(style: str, line: Length, rule: Length, space: Length = _NONE, inner: str = "") -> str:
    """A paragraph with a red rule so far below its line."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:pBdr><w:bottom w:val="single"'
        f' w:sz="{rule.pt * 8:.0f}" w:space="{space.pt:.0f}" w:color="{gbt9704.RED}"/></w:pBdr>'
        f'<w:spacing w:line="{twips(line)}" w:lineRule="exact"/></w:pPr>{inner}</w:p>'
    )


def _sized(text: str, size: Length) -> str:
    """A run in a type size of its own."""
    half_points = f"{size.pt * 2:.0f}"
    sizes = f'<w:rPr><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    return run_xml(text).replace("<w:r>", f"<w:r>{sizes}", 1)
