"""What closes the text: attachment note, 出席, issuers and date, placed as in the DOCX."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from plangen.document import gbt9704
from plangen.document.model import AttendanceLine, Signature
from plangen.writers.docx.closing import SealedRows, unsealed_left
from plangen.writers.docx.units import set_width
from plangen.writers.typeset.flow import FlowText
from plangen.writers.typeset.lines import Setting, chars, set_lines
from plangen.writers.typeset.model import MM, SetLine, SetRun
from plangen.writers.typeset.paragraphs import Setter

_INDENT = gbt9704.PARAGRAPH_INDENT_CHARS


def attachments(names: tuple[str, ...], setter: Setter) -> Iterator[FlowText]:
    """附件说明 (§7.3.4)."""
    label = "附件："
    for number, name in enumerate(names, 1):
        numeral = f"{number}." if len(names) > 1 else ""
        first = label if number == 1 else ""
        yield setter.text(
            "附件说明",
            first + numeral + name,
            left=_INDENT + set_width(label + numeral),
            first=-set_width(first + numeral),
            above=gbt9704.LINES_ABOVE_ATTACHMENTS * setter.line * (number == 1),
            of=f"attachments/{number}",
        )


def attendance(rows: tuple[AttendanceLine, ...], setter: Setter) -> Iterator[FlowText]:
    """出席, 请假, 列席 (§10.3)."""
    for row in rows:
        label = f"{row.label}："
        yield setter.text(
            "出席人员",
            (label, "出席人员标签"),
            row.names,
            left=_INDENT + set_width(label),
            first=-set_width(label),
            above=gbt9704.ATTENDANCE_LINES_ABOVE * setter.line * (row is rows[0]),
            of="attendance",
        )


def signature(own: Signature, setter: Setter) -> Iterator[FlowText]:
    """署名和成文日期 (§7.3.5)."""
    if own.sealed:
        yield from _sealed(own, setter)
        return
    left = unsealed_left(own)
    for issuer in own.issuers:
        above = gbt9704.UNSEALED_LINES_ABOVE * setter.line * (issuer is own.issuers[0])
        yield setter.text("发文机关署名", issuer, left=left, above=above, of="signature")
    shift = gbt9704.UNSEALED_DATE_SHIFT_CHARS
    yield setter.text("成文日期", own.date, left=left + shift, of="signature")


def _sealed(own: Signature, setter: Setter) -> Iterator[FlowText]:
    seals = SealedRows(own)
    above = seals.lines_above * setter.line
    for row in seals.rows:
        for name_line in zip_longest(*row, fillvalue=""):
            line = _name_line(name_line, seals, setter)
            blank = setter.text("发文机关署名", "", above=above, of="signature")
            yield replace(blank, lines=(line,))
            above = 0.0
        above = gbt9704.SEAL_ROOM_MM * MM - max(map(len, row)) * setter.line
    yield setter.text("成文日期", own.date, left=seals.date_left, of="signature")


def _name_line(names: tuple[str, ...], seals: SealedRows, setter: Setter) -> SetLine:
    """Names side by side, each in the middle of its seal."""
    runs: list[SetRun] = []
    for place, name in enumerate(reversed(names)):
        width = set_width(name)
        left = seals.centre - seals.pitch * place - width / 2
        if len(names) == 1:
            left = max(0, min(left, gbt9704.CHARS - width))
        room = max(setter.width, chars(left + width + 1))  # a name that nothing parts is not broken
        setting = Setting(room, "left", chars(left))
        (line,) = set_lines(setter.pieces("发文机关署名", name), setting, setter.face)
        runs += line.runs
    return SetLine(tuple(sorted(runs, key=lambda run: run.x)))
