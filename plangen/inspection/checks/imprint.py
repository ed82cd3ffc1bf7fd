"""版记: copies, printing office and date, and their lines."""

import re
from collections.abc import Iterator
from typing import Final

from plangen.document import gbt9704
from plangen.docx_file.model import Border, DocxParagraph
from plangen.findings.departure import Departure
from plangen.findings.finding import Severity
from plangen.inspection.checks.page import PT_A_MM
from plangen.inspection.parts import DocumentPart, Recognised
from plangen.inspection.pointing import at
from plangen.inspection.wording import official_date

_PRINTED: Final = re.compile(
    r".*?(?P<date>\d{2,4}年\d{1,2}月\d{1,2}[日号])\s*(?P<word>印\S*)?", re.DOTALL
)
_OFF_MM: Final = 0.11
_NO_LINE: Final = "没有分隔线"


def copies(read: Recognised) -> Iterator[Departure]:
    """§7.4.2: 抄送 with a full-width colon; a full stop after the last name."""
    for index, part, paragraph in read.of(DocumentPart.COPIES):
        following = read.parts[index + 1 : index + 2]
        label = re.match(r"\w\s*\w\s*[:：]", paragraph.text)
        if label and not label[0].endswith("："):
            yield Departure(
                "copies-form",
                part.value,
                at(paragraph),
                "其后是全角冒号“：”",
                f"“{label[0]}”",
                "7.4.2",
                severity=Severity.ERROR,
                hint="把冒号改为全角",
            )
        elif not paragraph.text.endswith("。") and following != (None,):
            yield Departure(
                "copies-form",
                part.value,
                at(paragraph),
                "最后一个机关名称后是句号",
                f"末尾是“{paragraph.text[-1]}”",
                "7.4.2",
                hint="在最后一个机关名称后加“。”",
            )


def printed(read: Recognised) -> Iterator[Departure]:
    """§7.4.3: the date in Arabic figures, full year, no leading zeros, and 印发 after it."""
    for _, part, paragraph in read.of(DocumentPart.PRINTED):
        line = _PRINTED.fullmatch(paragraph.text)
        if line:
            date = official_date(line["date"]) or line["date"]
            wanted, written = f"{date}印发", f"{line['date']}{line['word'] or ''}"
            if written != wanted:
                yield Departure(
                    "printed-form",
                    part.value,
                    at(paragraph),
                    f"“{wanted}”",
                    f"“{written}”",
                    "7.4.3",
                    severity=Severity.ERROR,
                    hint=f"改为“{wanted}”",
                )


def lines(read: Recognised) -> Iterator[Departure]:
    """§7.4.1: the first and last line 0.35 mm, those between 0.25 mm; letters have none (§10.1)."""
    for _, _, paragraph in read.of(DocumentPart.PRINTED):
        fault = _fault(read, paragraph)
        if fault is not None:
            yield Departure(
                "imprint-lines",
                "版记中的分隔线",
                at(paragraph),
                "首条和末条 0.35 毫米（1 磅）、中间的 0.25 毫米（0.75 磅）",
                fault,
                "7.4.1",
                severity=Severity.ERROR if fault == _NO_LINE else Severity.WARNING,
                hint="给版记的表格加上、下边框和中间的横线，与版心等宽",
            )


def _fault(read: Recognised, paragraph: DocxParagraph) -> str | None:
    """What is wrong with the lines; None for nothing, or where it cannot be told."""
    if not paragraph.table:
        return None if read.file.draws or _are_edged(read) else _NO_LINE
    table = read.file.tables[paragraph.table - 1]
    if table.elsewhere:
        return None
    if not (table.top and table.bottom):
        return None if read.file.draws else _NO_LINE
    outer, inner = gbt9704.SEPARATOR_OUTER_MM, gbt9704.SEPARATOR_INNER_MM
    for border, wanted in ((table.top, outer), (table.bottom, outer), (table.inner, inner)):
        if border and abs(_mm(border) - wanted) > _OFF_MM:
            return f"有一条 {_mm(border):.2f} 毫米"
    return None


def _are_edged(read: Recognised) -> bool:
    for _, _, paragraph in read.of(DocumentPart.COPIES, DocumentPart.PRINTED):
        if paragraph.layout.top or paragraph.layout.bottom:
            return True
    return False


def _mm(border: Border) -> float:
    return border.thickness / PT_A_MM
