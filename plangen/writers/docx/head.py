"""版头: copy number to red separator, above the title of the first page."""

import math
from typing import Final

from docx.document import Document as Package
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.document.model import DocumentHead, Form, RedMark
from plangen.typography import spread, width
from plangen.writers.docx.letter import add_letter_head, letter_head_lines
from plangen.writers.docx.mark import CELL_SLACK, MARK_LINE, mark_end, mark_size, times
from plangen.writers.docx.units import chars, lines, mm

_BELOW_INK: Final = Pt(3.3)
"""What of the document number's line stands below the characters."""
ABOVE_RED_LINE: Final = Length(mm(gbt9704.RED_LINE_BELOW_NUMBER_MM) - _BELOW_INK)
RED_LINE: Final = Pt(1.5)
_SIGNATORY_LABEL: Final = "签发人："


def add_head(package: Package, head: DocumentHead, style: Style) -> Length | None:
    """Set the parts of the 版头; the answer is the space due above the title (§7.2, §7.3.1).

    None is what the title's style says. That of 命令 ends with its number, and the text follows
    two lines below (§10.2); that of 信函 is set apart (§10.1).
    """
    if head.form is Form.LETTER:
        add_letter_head(package, head, style)
        return None
    used = _add_labels(package, head, style)
    if head.mark:
        used = _add_mark(package, head.mark, used, mark_top(head, style), style)
    number_top = lines(number_line(used, style), style)
    rows = _add_number(package, head)
    rows[0].paragraph_format.space_before = Length(number_top - used)
    if head.form is Form.ORDER:
        rows[-1].paragraph_format.space_after = lines(gbt9704.ORDER_LINES_BELOW_NUMBER, style)
        return None
    _draw_red_line(rows[-1])
    return Length(lines(gbt9704.LINES_ABOVE_TITLE, style) - ABOVE_RED_LINE - RED_LINE)


def head_lines(head: DocumentHead, style: Style) -> float:
    """How many lines the 版头 takes, from the type area's top to above the title."""
    if head.form is Form.LETTER:
        return letter_head_lines(head, style)
    used: Length = lines(len(head_labels(head)), style)
    if head.mark:
        used = mark_end(head.mark, used, mark_top(head, style), style)
    rows = math.ceil(len(head.signatories) / gbt9704.SIGNATORIES_A_LINE) or 1
    height = number_line(used, style) + rows
    if head.form is Form.ORDER:
        height += gbt9704.ORDER_LINES_BELOW_NUMBER
    return height


def number_line(used: Length, style: Style) -> int:
    """How many lines stand above the document number, when so much is taken."""
    return math.ceil(used / lines(1, style)) + gbt9704.LINES_BELOW_MARK


def mark_top(head: DocumentHead, style: Style) -> Length:
    """Where the ink of the mark begins, below the margin (§7.2.4, §10.2)."""
    top = gbt9704.MARK_TOP_MM
    if head.form is Form.ORDER:
        top = gbt9704.ORDER_MARK_TOP_MM
    return mm(top + gbt9704.MARGINS[style.margins].down_mm)


def head_labels(head: DocumentHead) -> list[tuple[str, str]]:
    """份号, 密级 and 紧急程度, each with its paragraph style."""
    labels = (
        (head.copy_number, "份号"),
        (head.classification, "密级和紧急程度"),
        (head.urgency, "密级和紧急程度"),
    )
    return [(text, name) for text, name in labels if text]


def _add_labels(package: Package, head: DocumentHead, style: Style) -> Length:
    added = [package.add_paragraph(text, name) for text, name in head_labels(head)]
    return lines(len(added), style)


def _add_mark(
    package: Package, mark: RedMark, used: Length, ink_top: Length, style: Style
) -> Length:
    """Set the mark with its ink so far below the margin; answers where its lines end."""
    size = mark_size(mark, style)
    end = mark_end(mark, used, ink_top, style)
    top = end - times(size, MARK_LINE) * len(mark.issuers)
    if len(mark.issuers) == 1:
        paragraph = package.add_paragraph(style="发文机关标志")
        paragraph.paragraph_format.space_before = Length(top - used)
        _set_mark(paragraph, mark.issuers[0] + mark.suffix, size)
    else:
        spacer = package.add_paragraph(style="发文机关标志")
        spacer.paragraph_format.line_spacing = Length(top - used)
        _add_joint_mark(package, mark, size)
    return end


def _set_mark(paragraph: Paragraph, text: str, size: Length) -> None:
    paragraph.add_run(text).font.size = size
    paragraph.paragraph_format.line_spacing = times(size, MARK_LINE)


def _add_joint_mark(package: Package, mark: RedMark, size: Length) -> None:
    """Issuers one under the other, spread to one width, the suffix beside their middle."""
    table = package.add_table(len(mark.issuers), 2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    table._tblPr.insert_element_before(parse_xml(_NO_MARGINS), "w:tblLook")
    widths = (max(map(width, mark.issuers)), width(mark.suffix))
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = times(size, wide + CELL_SLACK)
        for cell in column.cells:
            cell.width = column.width
    for cell, issuer in zip(table.column_cells(0), mark.issuers, strict=True):
        _set_cell(cell, issuer, size, WD_ALIGN_PARAGRAPH.DISTRIBUTE)
    beside = table.cell(0, 1).merge(table.cell(-1, 1))
    _set_cell(beside, mark.suffix, size, WD_ALIGN_PARAGRAPH.CENTER)
    beside.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


_NO_MARGINS: Final = f"""<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/>
<w:right w:w="0" w:type="dxa"/></w:tblCellMar>"""
"""Or readers take theirs from the width that the names need."""


def _set_cell(cell: _Cell, text: str, size: Length, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style, paragraph.alignment = "发文机关标志", align
    _set_mark(paragraph, text, size)


def _add_number(package: Package, head: DocumentHead) -> list[Paragraph]:
    """Document number alone, or on the line of the last signatories (§7.2.5, §7.2.6)."""
    if not head.signatories:
        return [package.add_paragraph(head.doc_number, "发文字号")]
    signed = SignatoryRows(head)
    return [_add_signatories(package, signed.stops, *row) for row in signed.rows]


class SignatoryRows:
    """How signatories stand: two a line, names under names, the number on the last line; in 字."""

    def __init__(self, head: DocumentHead) -> None:
        names = [spread(name, 3) for name in head.signatories]
        per_line = gbt9704.SIGNATORIES_A_LINE
        rows = [names[start : start + per_line] for start in range(0, len(names), per_line)]
        pitch = max(map(width, names)) + 1
        edge = gbt9704.NUMBER_INDENT_CHARS
        first = gbt9704.CHARS - edge + 1 - pitch * len(rows[0])
        self.stops = (edge, first - width(_SIGNATORY_LABEL), first, first + pitch)
        """Where number, label and both names begin."""
        numbers = [""] * (len(rows) - 1) + [head.doc_number]
        labels = [_SIGNATORY_LABEL] + ["\t"] * (len(rows) - 1)
        self.rows = [
            (f"\t{number}\t{label}", "\t".join(row))
            for number, label, row in zip(numbers, labels, rows, strict=True)
        ]
        """What stands before the names of each line, and the names; tabs between them."""


def _add_signatories(
    package: Package, stops: tuple[float, ...], before: str, names: str
) -> Paragraph:
    paragraph = package.add_paragraph(before, "发文字号")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for stop in stops:
        paragraph.paragraph_format.tab_stops.add_tab_stop(chars(stop))
    paragraph.add_run(names, "签发人姓名")
    return paragraph


def _draw_red_line(paragraph: Paragraph) -> None:
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="{RED_LINE.pt * 8:.0f}"'
        f' w:space="{ABOVE_RED_LINE.pt:.0f}" w:color="{gbt9704.RED}"/></w:pBdr>'
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:tabs", "w:spacing", "w:ind", "w:jc")
