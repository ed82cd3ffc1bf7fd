"""任务清单 as DOCX: filled in from a specimen that the ordinary writer lays out once."""

import re
from html import escape
from typing import Final

from plangen.checklists import Checklist, ChecklistLine
from plangen.writers.docx.text import LINE_BREAK
from plangen.writers.specimen import Cells, Specimen, parts_of

FIELDS: Final = {"audience": "@@audience@@", "name": "@@name@@"}
"""What the specimen's template is given for whom a list is for."""
_CELLS: Final = ("number", "text", "basis", "deadline", "people", "evidence", "news")
LINES: Final = tuple({cell: f"@@{cell}.{row}@@" for cell in _CELLS} for row in range(2))
"""And for the cells of its two lines."""

_BODY: Final = "word/document.xml"
_WHOLE_ROW: Final = re.compile(
    rb"(<w:tr><w:trPr>)<w:cantSplit/>(?=(?:(?!</w:tr>).)*?@@[a-z]+\.([01])@@)", re.DOTALL
)
_MOST_TEXT, _MOST_BESIDE, _MOST_BREAKS = 200, 60, 8
"""Characters of a task, and characters and line breaks beside it, on half a page."""


class DocxChecklists:
    """Writes checklists after a specimen made with FIELDS and LINES."""

    def __init__(self, specimen: bytes) -> None:
        self._specimen = Specimen(_slotted(parts_of(specimen)), _cells)

    def write(self, checklist: Checklist) -> bytes:
        """The file of one checklist; some 0.1 ms."""
        fields = {"audience": _xml(checklist.audience.label), "name": _xml(checklist.name)}
        return self._specimen.filled(fields, checklist.lines)


def _slotted(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Put a slot into each line for whether it is kept whole on a page."""
    return parts | {_BODY: _WHOLE_ROW.sub(rb"\1@@whole.\2@@", parts[_BODY])}


def _is_high(line: ChecklistLine) -> bool:
    """Whether a line kept whole might not fit on a page."""
    beside = (line.basis, line.deadline, line.people, line.evidence, line.news)
    narrow = any(len(cell) > _MOST_BESIDE or cell.count("\n") > _MOST_BREAKS for cell in beside)
    return narrow or len(line.text) > _MOST_TEXT


def _cells(line: ChecklistLine, number: int) -> Cells:
    return {
        "whole": b"" if _is_high(line) else b"<w:cantSplit/>",
        "number": b"%d" % number,
        "text": _xml(line.text),
        "basis": _xml(line.basis),
        "deadline": _xml(line.deadline),
        "people": _xml(line.people),
        "evidence": _xml(line.evidence),
        "news": _xml(line.news),
    }


def _xml(text: str) -> bytes:
    """A text inside <w:t>, its lines broken as Word breaks them."""
    return escape(text, quote=False).replace("\n", LINE_BREAK).encode()
