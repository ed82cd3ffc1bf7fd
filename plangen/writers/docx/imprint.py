"""版记: a text box whose last line lies on the bottom of the last page's type area."""

import math
from itertools import starmap
from typing import Final

from docx.document import Document as Package
from docx.shared import Length, Pt

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.document.model import DocumentHead, Form, Imprint
from plangen.writers.docx.box import BoxFrame, BoxPosition, box_run
from plangen.writers.docx.text import run_xml
from plangen.writers.docx.units import lines, mm, set_width, twips

_CHAR: Final = Pt(gbt9704.SMALL_PT)
_INDENT: Final = round(_CHAR.pt * gbt9704.IMPRINT_INDENT_CHARS * 20)
_WIDTH: Final = mm(gbt9704.TYPE_AREA_WIDTH_MM)
_ROW: Final = gbt9704.IMPRINT_LINE_PT * 20
_TO_SPARE: Final = 6
"""Lines that may be added to a box that does not grow."""
LABEL_CHARS: Final = 6
"""Where at the latest the colon of a label such as 抄送： stands."""
_RIGHT_STOP: Final = twips(_WIDTH) - _INDENT
"""Where the printing date ends, in twips from the separators' left."""


def add_imprint(
    package: Package, imprint: Imprint, style: Style, head: DocumentHead | None, *, alone: bool
) -> None:
    """Anchor the 版记 to the bottom margin; it moves whole to a new page when there is no room.

    A text box, for a floating table or frame loses its place or its lines in some readers; the
    VML beside it is what the older ones draw. Its foot lies on the margin, so that it grows upwards
    with what a clerk adds. One `alone` on its page behind turned paper has lines to spare instead:
    LibreOffice moves it up by a fifth of a line if it may grow. Its room is kept by the paragraph
    that it hangs on, which is as high (§7.4). That of 信函 has neither lines nor 印发 (§10.1).
    """
    bare = head is not None and head.form is Form.LETTER
    up = Length(mm(gbt9704.MARGINS[style.margins].up_mm))
    rows = _rows(imprint, bare)
    content = _CONTENT.format(
        rows="".join(starmap(_row, rows)),
        width=twips(_WIDTH),
        line="none" if bare else "single",
        outer=_eighths(gbt9704.SEPARATOR_OUTER_MM),
        inner=_eighths(gbt9704.SEPARATOR_INNER_MM),
        below=20 + twips(up),
    )
    count = sum(count for _, count in rows)
    anchor = package.add_paragraph(style="版记")
    anchor.paragraph_format.line_spacing = Length(lines(count, style) + up)
    spare = _TO_SPARE if alone else 0
    height = Pt((count + spare) * gbt9704.IMPRINT_LINE_PT + len(rows) + 2)
    size = (_WIDTH, Length(height + up))
    position = (BoxPosition("margin", "left"), BoxPosition("margin", "bottom"))
    frame = BoxFrame("版记", "抄送机关、印发机关和印发日期", size, position, grows=not alone)
    anchor._p.append(box_run(frame, content))


def _rows(imprint: Imprint, bare: bool) -> list[tuple[str, int]]:
    """The rows with their lines; no separator parts 主送 from 抄送 (§7.4.2)."""
    lists = [_list(text) for text in (imprint.recipients, imprint.cc) if text]
    rows = []
    if lists:
        paragraphs, counts = zip(*lists, strict=True)
        rows.append(("".join(paragraphs), sum(counts)))
    if not bare and (imprint.printed_by or imprint.printed_on):
        rows.append(_printed(imprint))
    return rows


def _eighths(length_mm: float) -> int:
    """The thickness of a border as OOXML counts it, in eighths of a pt."""
    eighths: int = round(mm(length_mm).pt * 8)
    return eighths


def _list(text: str) -> tuple[str, int]:
    """抄送 or 主送, continued lines under the first name; answers the paragraph and its lines."""
    label = set_width(text[: text.find("：", 0, LABEL_CHARS) + 1])
    room = (_RIGHT_STOP - _INDENT) / 20 / _CHAR.pt - label
    hanging = round(label * _CHAR.pt * 20)
    count: int = math.ceil((set_width(text) - label) / int(room))
    return _paragraph("", f'w:left="{_INDENT + hanging}" w:hanging="{hanging}"', text), count


def _printed(imprint: Imprint) -> tuple[str, int]:
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{_RIGHT_STOP}"/></w:tabs>'
    printed_on = ""
    if imprint.printed_on:
        printed_on = f"{imprint.printed_on}印发"
    return _paragraph(stop, f'w:left="{_INDENT}"', f"{imprint.printed_by}\t{printed_on}"), 1


def _paragraph(stops: str, indent: str, text: str) -> str:
    """One 字 in from both sides by indents, which no reader's cell margins move."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="版记"/>{stops}<w:ind {indent} w:right="{_INDENT}"/></w:pPr>'
        f"{run_xml(text)}</w:p>"
    )


def _row(paragraph: str, count: int) -> str:
    height = f'<w:trHeight w:val="{count * _ROW:.0f}"/>'
    width_xml = f'<w:tcW w:w="{twips(_WIDTH)}" w:type="dxa"/>'
    return (
        f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"
        f"<w:tc><w:tcPr>{width_xml}</w:tcPr>{paragraph}</w:tc></w:tr>"
    )


_CONTENT: Final = """<w:tbl>
<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>
  <w:top w:val="{line}" w:sz="{outer}" w:space="0"/>
  <w:bottom w:val="{line}" w:sz="{outer}" w:space="0"/>
  <w:insideH w:val="{line}" w:sz="{inner}" w:space="0"/></w:tblBorders>
<w:tblLayout w:type="fixed"/><w:tblCellMar>
  <w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>
<w:p><w:pPr><w:pStyle w:val="版记"/>
<w:spacing w:line="{below}" w:lineRule="exact"/></w:pPr></w:p>"""
