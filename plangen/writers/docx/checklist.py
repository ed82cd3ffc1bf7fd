"""任务清单 as DOCX: filled in from a specimen that the ordinary writer lays out once."""

import re
from functools import lru_cache, partial
from html import escape
from typing import Final

from plangen.checklists import Checklist, ChecklistLine
from plangen.checklists.line import NO_UNIT
from plangen.checklists.rows import paper_rows, reported_of
from plangen.writers.docx.text import LINE_BREAK
from plangen.writers.placed import PlacedLine, placed
from plangen.writers.specimen import MARK, Cells, Specimen, parts_of, slot

FIELDS: Final = {"audience": slot("audience"), "name": slot("name")}
"""What the specimen's template is given for whom a list is for."""
_SLOTS: Final = {
    "number": "n",
    "heading": "h",
    "text": "t",
    "basis": "b",
    "deadline": "d",
    "people": "p",
    "evidence": "e",
    "news": "c",
    "state": "s",
    "done": "o",
    "value": "v",
    "note": "w",
    "problem": "q",
    "extension": "x",
    "proof": "f",
}
"""Cell → its slot, short so that no column is wider for it."""
LINES: Final = tuple({cell: slot(name, row) for cell, name in _SLOTS.items()} for row in range(2))
"""And for the cells of its two lines."""

_BODY: Final = "word/document.xml"
_WHOLE_ROW: Final = re.compile(
    f"(<w:tr><w:trPr>)<w:cantSplit/>(?=(?:(?!</w:tr>).)*?{MARK}[a-z]+\\.([01]){MARK})".encode(),
    re.DOTALL,
)
_HEADING: Final = re.compile(
    (
        r"(<w:tc><w:tcPr><w:tcW [^>]*/>)(?=\s*<w:vAlign[^>]*/></w:tcPr>(?:(?!</w:tc>).)*?"
        f"{MARK}h\\.([01]){MARK})"
    ).encode(),
    re.DOTALL,
)
"""Up to where a cell says that it reaches over several rows."""
_REACH: Final = b'<w:vMerge w:val="%s"/>'
_TO_DO, _DROPPED = "□", "取消"
_BLANK: Final = dict.fromkeys("owqxf", b"")
_MOST_TEXT, _MOST_BESIDE, _MOST_BREAKS = 200, 60, 8
"""Characters of a task, and characters and line breaks beside it, on half a page."""


class DocxChecklists:
    """Writes checklists after a specimen made with FIELDS and LINES."""

    def __init__(self, specimen: bytes) -> None:
        parts = _slotted(parts_of(specimen))
        headed = slot("h", 0).encode() in parts[_BODY]
        self._specimen = Specimen(parts, partial(_cells, headed=headed))

    def write(self, checklist: Checklist) -> bytes:
        """The file of one checklist; some 0.1 ms."""
        fields = {"audience": _xml(checklist.audience.label), "name": _xml(checklist.holder)}
        rows: list[ChecklistLine] = []
        for line in checklist.shown:
            rows += paper_rows(line)
        return self._specimen.filled(fields, list(placed(rows)))


def _slotted(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Put slots into each line: whether it is kept whole on a page, how far its item reaches."""
    body = _WHOLE_ROW.sub(_whole, parts[_BODY])
    return parts | {_BODY: _HEADING.sub(_reach, body)}


def _whole(row: re.Match[bytes]) -> bytes:
    return row[1] + slot("whole", int(row[2])).encode()


def _reach(cell: re.Match[bytes]) -> bytes:
    return cell[1] + slot("reach", int(cell[2])).encode()


def _is_high(line: ChecklistLine) -> bool:
    """Whether a line kept whole might not fit on a page."""
    beside = [line.heading, line.basis, line.deadline, line.people, line.evidence, line.news]
    said = reported_of(line)
    if said:
        beside += [said.note, said.problem, said.news]
    narrow = any(len(cell) > _MOST_BESIDE or cell.count("\n") > _MOST_BREAKS for cell in beside)
    return narrow or len(line.text) > _MOST_TEXT


def _cells(placed_line: PlacedLine, number: int, *, headed: bool) -> Cells:
    """The cells of a line; without a column for it, the item stands before the task."""
    line, first = placed_line.line, placed_line.place == 1
    merged = _REACH % (b"restart" if first else b"continue") if placed_line.of > 1 else b""
    return {
        "whole": b"" if _is_high(line) else b"<w:cantSplit/>",
        "n": b"%d" % number,
        "reach": merged,
        "h": _xml(line.heading) if first else b"",
        "t": _xml(line.text if headed else line.titled),
        "b": _xml(line.basis),
        "d": _xml(line.deadline),
        "p": _xml(line.people),
        "e": _xml(line.evidence),
        "c": _xml(line.news),
        **_answers(line),
    }


def _answers(line: ChecklistLine) -> Cells:
    """The cells to fill in, with what has been reported already."""
    said = reported_of(line)
    if said is None:
        state = _DROPPED if line.dropped else _TO_DO
        return {**_BLANK, "s": state.encode(), "v": _counted_in(line.measure)}
    return {
        "c": _xml("\n".join(filter(None, (said.news, line.news)))),
        "s": _xml(_TO_DO if said.others else said.state),
        "o": _xml(said.done_on),
        "v": _xml(said.value) + _counted_in(line.measure),
        "w": _xml(said.note),
        "q": _xml(said.problem),
        "x": _xml(said.extension_asked),
        "f": _xml(said.evidence),
    }


@lru_cache(maxsize=256)
def _counted_in(measure: str) -> bytes:
    """计量单位, in brackets; / where there is no target to say a figure for."""
    if measure == NO_UNIT:
        return b""
    return _xml(f"（{measure}）" if measure else "/")


def _xml(text: str) -> bytes:
    """A text inside <w:t>, its lines broken as Word breaks them."""
    return escape(text, quote=False).replace("\n", LINE_BREAK).encode()
