"""What closes the text of a document: attachment note, issuers and date."""

import math
from itertools import zip_longest
from typing import Final

from docx.document import Document as Package
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Length

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.document.model import AttendanceLine, Signature
from plangen.document.title import title_lines
from plangen.writers.docx.units import chars, lines, mm, set_width

_SEAL_CHARS: Final = mm(gbt9704.SEAL_ROOM_MM) / chars(1)
"""What one seal takes, in 字."""


def add_attachments(package: Package, names: tuple[str, ...], style: Style) -> None:
    """附件说明: numbers when several, continued lines under the name's first character (§7.3.4)."""
    label = "附件："
    for number, name in enumerate(names, 1):
        numeral = first = ""
        if len(names) > 1:
            numeral = f"{number}."
        if number == 1:
            first = label
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


def closing_lines(attachments: tuple[str, ...], signature: Signature | None, style: Style) -> float:
    """How many lines attachment note and signature take, with the blank ones above them."""
    label = gbt9704.PARAGRAPH_INDENT_CHARS + set_width("附件：1.")
    noted = sum(math.ceil(set_width(name) / (gbt9704.CHARS - label)) for name in attachments)
    if noted:
        noted += gbt9704.LINES_ABOVE_ATTACHMENTS
    if signature is None:
        return noted
    if not signature.sealed:
        return noted + gbt9704.UNSEALED_LINES_ABOVE + len(signature.issuers) + 1
    seals = SealedRows(signature)
    between = (len(seals.rows) - 1) * mm(gbt9704.SEAL_ROOM_MM) / lines(1, style)
    return noted + gbt9704.SEALED_LINES_ABOVE + seals.name_lines + between + 1


def unsealed_left(signature: Signature) -> float:
    """The left indent of unsealed issuers in 字; the date stands further in (§7.3.5.2)."""
    issuer_width = max(map(set_width, signature.issuers))
    date_width = set_width(signature.date)
    right = gbt9704.CHARS - gbt9704.UNSEALED_RIGHT_CHARS
    left = right - issuer_width
    if date_width > issuer_width:
        left = right - date_width - gbt9704.UNSEALED_DATE_SHIFT_CHARS
    return max(0.0, left)


def _add_unsealed(package: Package, signature: Signature, style: Style) -> None:
    left = unsealed_left(signature)
    shift = gbt9704.UNSEALED_DATE_SHIFT_CHARS
    for issuer in signature.issuers:
        paragraph = package.add_paragraph(issuer, "发文机关署名")
        paragraph.paragraph_format.left_indent = chars(left)
        if issuer is signature.issuers[0]:
            paragraph.paragraph_format.space_before = lines(gbt9704.UNSEALED_LINES_ABOVE, style)
    _add_date(package, signature.date, chars(left + shift))


def _add_date(package: Package, date: str, left: Length) -> None:
    package.add_paragraph(date, "成文日期").paragraph_format.left_indent = left


class SealedRows:
    """How the issuers of a sealed document stand: up to three seals a row, the last over the date.

    Names stay on one line where that leaves room between them; else each is parted into lines that
    its seal covers.
    """

    def __init__(self, signature: Signature) -> None:
        self.date_left = gbt9704.CHARS - gbt9704.SEALED_DATE_RIGHT_CHARS - set_width(signature.date)
        self.centre = self.date_left + set_width(signature.date) / 2
        """The middle of the date, and of the last issuer of each row, in 字 from the left."""
        self.pitch = max(_SEAL_CHARS, max(map(set_width, signature.issuers)) + 1)
        """字 from one issuer's middle to the next one's."""
        wanted = min(gbt9704.SEALED_ISSUERS_A_LINE, len(signature.issuers))
        names = [[issuer] for issuer in signature.issuers]
        if not self._has_room(wanted):
            self.pitch = _SEAL_CHARS
            names = [title_lines(issuer, (), _SEAL_CHARS - 1) for issuer in signature.issuers]
        self.name_lines = max(map(len, names))
        """How many lines the longest name takes."""
        self.rows = [names[start : start + wanted] for start in range(0, len(names), wanted)]
        """The rows, each with the lines of its names."""

    @property
    def lines_above(self) -> float:
        """Blank lines above; where rows follow, the first seals cover the names, not a date."""
        if len(self.rows) == 1:
            return gbt9704.SEALED_LINES_ABOVE
        return gbt9704.SEALED_LINES_ABOVE + 0.5 - self.name_lines / 2

    def _has_room(self, in_a_row: int) -> bool:
        """Whether so many names end within the type area."""
        half = (self.pitch - 1) / 2
        return in_a_row == 1 or self.centre - (in_a_row - 1) * self.pitch >= half


def _add_sealed(package: Package, signature: Signature, style: Style) -> None:
    seals = SealedRows(signature)
    above: Length = lines(seals.lines_above, style)
    for row in seals.rows:
        _add_sealed_row(package, row, seals, above)
        above = Length(mm(gbt9704.SEAL_ROOM_MM) - lines(max(map(len, row)), style))
    _add_date(package, signature.date, chars(seals.date_left))


def _add_sealed_row(
    package: Package, names: list[list[str]], seals: SealedRows, above: Length
) -> None:
    for name_line in zip_longest(*names, fillvalue=""):
        if len(name_line) == 1:
            paragraph = package.add_paragraph(name_line[0], "发文机关署名")
            own = set_width(name_line[0])
            left = max(0, min(seals.centre - own / 2, gbt9704.CHARS - own))
            paragraph.paragraph_format.left_indent = chars(left)
        else:
            paragraph = package.add_paragraph("\t" + "\t".join(name_line), "发文机关署名")
            for place in reversed(range(len(name_line))):
                stop = chars(seals.centre - seals.pitch * place)
                paragraph.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.CENTER)
        paragraph.paragraph_format.space_before = above
        above = Length(0)
