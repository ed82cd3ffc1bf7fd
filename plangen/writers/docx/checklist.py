"""任务清单 as DOCX: filled in from a specimen that the ordinary writer lays out once."""

from typing import Final
from xml.sax.saxutils import escape

from plangen.checklists import Checklist, ChecklistLine
from plangen.writers.docx.text import LINE_BREAK
from plangen.writers.specimen import Cells, Specimen

FIELDS: Final = {"audience": "@@audience@@", "name": "@@name@@"}
"""What the specimen's template is given for whom a list is for."""
_CELLS: Final = ("number", "text", "basis", "deadline", "people", "evidence", "news")
LINES: Final = tuple({cell: f"@@{cell}.{row}@@" for cell in _CELLS} for row in range(2))
"""And for the cells of its two lines."""


class DocxChecklists:
    """Writes checklists after a specimen made with FIELDS and LINES."""

    def __init__(self, specimen: bytes) -> None:
        self._specimen = Specimen(specimen, _cells)

    def write(self, checklist: Checklist) -> bytes:
        """The file of one checklist; some 0.1 ms."""
        fields = {"audience": _xml(checklist.audience.label), "name": _xml(checklist.name)}
        return self._specimen.filled(fields, checklist.lines)


def _cells(line: ChecklistLine, number: int) -> Cells:
    return {
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
    return escape(text).replace("\n", LINE_BREAK).encode()
