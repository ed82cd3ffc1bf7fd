"""任务清单 as XLSX: filled in from a specimen of two rows that XlsxWriter writes once."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from plangen.checklists import Checklist, ChecklistLine, Cover
from plangen.deadline.telling import LISTED, earlier
from plangen.document.gbt9704 import Style
from plangen.writers.specimen import Cells, Specimen
from plangen.writers.xlsx.cells import BLANK, day_cell, number_cell, slotted, text_cell, xml
from plangen.writers.xlsx.checklist_sheet import (
    COLUMNS,
    FIRST,
    NEWS_COLUMN,
    STATES,
    Whom,
    checklist_sheet,
)
from plangen.writers.xlsx.sheet import Cell, lines, row_height

_SLOTS: Final = ("number", "text", "basis", "deadline", "due", "people", "evidence")


class XlsxChecklists:
    """Writes the checklists of a plan."""

    def __init__(self, cover: Cover, style: Style | None = None) -> None:
        self._specimen = Specimen(_specimen(cover, style or Style()), _cells)

    def write(self, checklist: Checklist) -> bytes:
        """The file of one checklist; some 0.1 ms where its tasks are shared."""
        lines = [row for line in checklist.lines for row in rows_of(line)]
        fields = {
            "label": xml(checklist.audience.label),
            "audience": xml(checklist.audience),
            "id": xml(checklist.id),
            "name": xml(checklist.name),
            "revision": xml(checklist.revision),
            "last": b"%d" % (FIRST + len(lines)),
        }
        return self._specimen.filled(fields, lines)


def rows_of(line: ChecklistLine) -> tuple[ChecklistLine, ...]:
    """The rows of a task: one for each due date, or one when it has none or more than `LISTED`."""
    if 1 < len(line.due) <= LISTED:
        return _dated(line)
    return (line,)


def row(line: ChecklistLine, number: int, *, news: bool = False) -> tuple[Cell, ...]:
    """What the cells of a row say, in the sheet's order."""
    due = line.due[-1] if line.due else None
    cells: list[Cell] = [number, line.text, line.basis, line.deadline, due]
    cells += [line.people, line.evidence]
    if news:
        cells.append(line.news)
    return (*cells, STATES[0], None, None, identity(line))


def identity(line: ChecklistLine) -> str:
    """What tells a row from all others, whatever is sorted or put in: task@period.

    The period of a recurrence (2026Q1) stays when its date moves; a task that is due once, or too
    often for rows of its own, is known by its id.
    """
    if len(line.due) == 1 and line.periods and line.periods[0]:
        return f"{line.task}@{line.periods[0]}"
    return line.task


@lru_cache(maxsize=4096)
def _dated(line: ChecklistLine) -> tuple[ChecklistLine, ...]:
    moved = dict(line.moved)
    rows = []
    for day, period in zip(line.due, line.periods, strict=True):
        deadline = line.deadline.partition("\n")[0]
        if day in moved:
            deadline += f"\n{earlier(day, moved[day])}"
        digest = line.digest + day.isoformat().encode()
        rows.append(replace(line, deadline=deadline, due=(day,), periods=(period,), digest=digest))
    return tuple(rows)


def _specimen(cover: Cover, style: Style) -> dict[str, bytes]:
    """A checklist of two rows with slots for texts, whole cells and row numbers."""
    whom = Whom("@@label@@", "@@audience@@", "@@id@@", "@@name@@", "@@revision@@")
    slots = list(_SLOTS)
    if cover.news:
        slots.append("news")
    package = checklist_sheet(cover, whom, [_slots(slots, 0), _slots(slots, 1)], style)
    return slotted(package, FIRST + 1)


def _slots(slots: Iterable[str], number: int) -> tuple[Cell, ...]:
    cells = [f"@@{slot}.{number}@@" for slot in slots]
    return (*cells, STATES[0], None, None, f"@@id.{number}@@")


def _cells(line: ChecklistLine, number: int) -> Cells:
    return {
        "row": b"%d" % (FIRST + number),
        "height": b"%d" % row_height(_lines(line)),
        "number": number_cell(number),
        "text": text_cell(line.text),
        "basis": text_cell(line.basis),
        "deadline": text_cell(line.deadline),
        "due": day_cell(line.due[-1]) if line.due else BLANK,
        "people": text_cell(line.people),
        "evidence": text_cell(line.evidence),
        "news": text_cell(line.news),
        "id": text_cell(identity(line)),
    }


_ROOMS: Final = (*(COLUMNS[place].room for place in (1, 2, 3, 5, 6)), NEWS_COLUMN.room)


def _lines(line: ChecklistLine) -> int:
    """How many lines the longest cell takes."""
    cells = (line.text, line.basis, line.deadline, line.people, line.evidence, line.news)
    return max(map(lines, cells, _ROOMS))
