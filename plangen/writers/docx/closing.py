"""What closes the text of a document: attachment note, issuers and date."""

import math

from docx.document import Document as Package
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Length

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.document.model import AttendanceLine, Signature
from plangen.writers.docx.units import chars, lines, mm, set_width


def add_attachments(package: Package, names: tuple[str, ...], style: Style) -> None:
    """附件说明: numbers when several, continued lines under the name's first character (§7.3.4)."""
    label = "附件："
    for number, name in enumerate(names, 1):
        numeral = f"{number}." if len(names) > 1 else ""
        first = label if number == 1 else ""
        paragraph = package.add_paragraph(first + numeral + name, "附件说明")
        layout = paragraph.paragraph_format
        indent = gbt9704.PARAGRAPH_INDENT_CHARS + set_width(label + numeral)
        layout.left_indent = chars(indent)
        layout.first_line_indent = chars(-set_width(first + numeral))
        if number == 1:
            layout.space_before = lines(gbt9704.LINES_ABOVE_ATTACHMENTS, style)


def add_attendance(package: Package, rows: tuple[AttendanceLine, ...], style: Style) -> None:
    """出席, 请假, 列席: labels in 黑体, continued lines under the first name (§10.3)."""
    for row in rows:
        label = f"{row.label}："
        paragraph = package.add_paragraph(style="出席人员")
        paragraph.add_run(label, "出席人员标签")
        paragraph.add_run(row.names)
        layout = paragraph.paragraph_format
        layout.left_indent = chars(gbt9704.PARAGRAPH_INDENT_CHARS + set_width(label))
        layout.first_line_indent = chars(-set_width(label))
        if row is rows[0]:
            layout.space_before = lines(gbt9704.ATTENDANCE_LINES_ABOVE, style)


def add_signature(package: Package, signature: Signature, style: Style) -> None:
    """署名和成文日期 by computed left indents, so that no viewer's spacing moves them (§7.3.5)."""
    if signature.sealed:
        _add_sealed(package, signature, style)
    else:
        _add_unsealed(package, signature, style)


def closing_lines(attachments: tuple[str, ...], signature: Signature, style: Style) -> float:
    """How many lines attachment note and signature take, with the blank ones above them."""
    label = gbt9704.PARAGRAPH_INDENT_CHARS + set_width("附件：1.")
    noted = sum(math.ceil(set_width(name) / (gbt9704.CHARS - label)) for name in attachments)
    if noted:
        noted += gbt9704.LINES_ABOVE_ATTACHMENTS
    if not signature.sealed:
        return noted + gbt9704.UNSEALED_LINES_ABOVE + len(signature.issuers) + 1
    rows = math.ceil(len(signature.issuers) / _seals_in_a_row(signature))
    between = (rows - 1) * mm(gbt9704.SEAL_ROOM_MM) / lines(1, style)
    return noted + gbt9704.SEALED_LINES_ABOVE + rows + between + 1


def _add_unsealed(package: Package, signature: Signature, style: Style) -> None:
    issuer_width = max(map(set_width, signature.issuers))
    date_width = set_width(signature.date)
    shift = gbt9704.UNSEALED_DATE_SHIFT_CHARS
    right = gbt9704.CHARS - gbt9704.UNSEALED_RIGHT_CHARS
    left = right - (date_width + shift if date_width > issuer_width else issuer_width)
    left = max(0, left)
    for issuer in signature.issuers:
        paragraph = package.add_paragraph(issuer, "发文机关署名")
        paragraph.paragraph_format.left_indent = chars(left)
        if issuer is signature.issuers[0]:
            paragraph.paragraph_format.space_before = lines(gbt9704.UNSEALED_LINES_ABOVE, style)
    _add_date(package, signature.date, chars(left + shift))


def _add_date(package: Package, date: str, left: Length) -> None:
    package.add_paragraph(date, "成文日期").paragraph_format.left_indent = left


def _add_sealed(package: Package, signature: Signature, style: Style) -> None:
    date_left = gbt9704.CHARS - gbt9704.SEALED_DATE_RIGHT_CHARS - set_width(signature.date)
    centre = _sealed_centre(signature)
    pitch = _seal_pitch(signature)
    in_a_row = _seals_in_a_row(signature)
    for start in range(0, len(signature.issuers), in_a_row):
        row = signature.issuers[start : start + in_a_row]
        above = mm(gbt9704.SEAL_ROOM_MM) if start else lines(gbt9704.SEALED_LINES_ABOVE, style)
        _add_sealed_row(package, row, centre, pitch, above)
    _add_date(package, signature.date, chars(date_left))


def _sealed_centre(signature: Signature) -> float:
    """The middle of the date, and of the last issuer above it, in 字 from the left."""
    right = gbt9704.CHARS - gbt9704.SEALED_DATE_RIGHT_CHARS
    return right - set_width(signature.date) / 2


def _seal_pitch(signature: Signature) -> float:
    """字 from one issuer's middle to the next one's."""
    return max(mm(gbt9704.SEAL_ROOM_MM) / chars(1), max(map(set_width, signature.issuers)) + 1)


def _seals_in_a_row(signature: Signature) -> int:
    left = _sealed_centre(signature) - max(map(set_width, signature.issuers)) / 2
    room = 1 + int(max(0, left) // _seal_pitch(signature))
    return min(gbt9704.SEALED_ISSUERS_A_LINE, room)


def _add_sealed_row(
    package: Package, issuers: tuple[str, ...], centre: float, pitch: float, above: Length
) -> None:
    if len(issuers) == 1:
        left = min(centre - set_width(issuers[0]) / 2, gbt9704.CHARS - set_width(issuers[0]))
        paragraph = package.add_paragraph(issuers[0], "发文机关署名")
        paragraph.paragraph_format.left_indent = chars(max(0, left))
    else:
        paragraph = package.add_paragraph("\t" + "\t".join(issuers), "发文机关署名")
        for place in range(len(issuers)):
            stop = centre - pitch * (len(issuers) - 1 - place)
            paragraph.paragraph_format.tab_stops.add_tab_stop(chars(stop), WD_TAB_ALIGNMENT.CENTER)
    paragraph.paragraph_format.space_before = above
