"""任务清单 as XLSX: filled in from a specimen of two rows that XlsxWriter writes once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from math import ceil
from typing import Final

from plangen.checklists import Checklist, ChecklistLine, Cover
from plangen.deadline.telling import LISTED, earlier
from plangen.document.gbt9704 import Style
from plangen.writers.placed import PlacedLine, placed
from plangen.writers.specimen import Cells, Specimen, slot
from plangen.writers.xlsx.cells import BLANK, SHEET, day_cell, number_cell, slotted, text_cell, xml
from plangen.writers.xlsx.checklist_sheet import (
    COLUMNS,
    FIRST,
    HEADING_COLUMN,
    NEWS_ROOM,
    STATES,
    Whom,
    checklist_sheet,
)
from plangen.writers.xlsx.sheet import Cell, lines, row_height

_MERGES: Final = re.compile(rb'<mergeCells count="\d+">((?:(?!</mergeCells>).)*)')
_MERGED_HEAD: Final = 3
"""Cells of the head that are merged: the title and two lines."""
_SLOTS: Final = ("number", "text", "basis", "deadline", "due", "people", "evidence")


class XlsxChecklists:
    """Writes the checklists of a plan."""

    def __init__(self, cover: Cover, style: Style | None = None) -> None:
        parts = _specimen(cover, style or Style())
        self._specimen = Specimen(parts, partial(_cells, headed=cover.headed))
        self._headed = cover.headed

    def write(self, checklist: Checklist) -> bytes:
        """The file of one checklist; some 0.1 ms where its tasks are shared."""
        lines = list(placed(row for line in checklist.shown for row in rows_of(line)))
        merged = list(_merged(lines)) if self._headed else []
        fields = {
            "label": xml(checklist.audience.label),
            "audience": xml(checklist.audience),
            "id": xml(checklist.id),
            "name": xml(checklist.name),
            "revision": xml(checklist.revision),
            "last": b"%d" % (FIRST + len(lines)),
            "merges": b"%d" % (_MERGED_HEAD + len(merged)),
            "merged": b"".join(merged),
        }
        return self._specimen.filled(fields, lines)


def rows_of(line: ChecklistLine) -> tuple[ChecklistLine, ...]:
    """The rows of a task: one for each due date, or one when it has none or more than `LISTED`."""
    if 1 < len(line.due) <= LISTED:
        return _dated(line)
    return (line,)


def row(line: ChecklistLine, number: int, *, news: bool = False) -> tuple[Cell, ...]:
    """What the cells of a row say, in the sheet's order, in a sheet without the items."""
    due = line.due[-1] if line.due else None
    cells: list[Cell] = [number, line.titled, line.basis, line.deadline, due]
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
    steps = line.steps or ("",) * len(line.due)
    rows = []
    for day, period, step in zip(line.due, line.periods, steps, strict=True):
        deadline = step or line.deadline.partition("\n")[0]
        if day in moved:
            deadline += f"\n{earlier(day, moved[day])}"
        digest = line.digest + day.isoformat().encode()
        rows.append(replace(line, deadline=deadline, due=(day,), periods=(period,), digest=digest))
    return tuple(rows)


def _specimen(cover: Cover, style: Style) -> dict[str, bytes]:
    """A checklist of two rows with slots for texts, whole cells and row numbers."""
    whom = Whom(*map(slot, ("label", "audience", "id", "name", "revision")))
    slots = list(_SLOTS)
    if cover.headed:
        slots.insert(1, "heading")
    if cover.news:
        slots.append("news")
    package = checklist_sheet(cover, whom, [_slots(slots, 0), _slots(slots, 1)], style)
    parts = slotted(package, FIRST + 1)
    merges = f'<mergeCells count="{slot("merges")}">\\1{slot("merged")}'
    return parts | {SHEET: _MERGES.sub(merges.encode(), parts[SHEET])}


def _slots(slots: Iterable[str], number: int) -> tuple[Cell, ...]:
    cells = [slot(name, number) for name in slots]
    return (*cells, slot("state", number), None, None, slot("id", number))


def _merged(lines: Iterable[PlacedLine]) -> Iterator[bytes]:
    """The cells that hold the item of several rows."""
    for number, line in enumerate(lines, FIRST + 1):
        if line.of > line.place == 1:
            yield b'<mergeCell ref="B%d:B%d"/>' % (number, number + line.of - 1)


def _cells(placed_line: PlacedLine, number: int, *, headed: bool) -> Cells:
    """The cells of a row; without a column for it, the item stands before the task."""
    line = placed_line.line
    text = line.text if headed else line.titled
    high = max(_lines(line, text), _heading_lines(placed_line) if headed else 1)
    return {
        "row": b"%d" % (FIRST + number),
        "height": b"%d" % row_height(high),
        "number": number_cell(number),
        "heading": text_cell(line.heading if placed_line.place == 1 else ""),
        "text": text_cell(text),
        "basis": text_cell(line.basis),
        "deadline": text_cell(line.deadline),
        "due": day_cell(line.due[-1]) if line.due else BLANK,
        "people": text_cell(line.people),
        "evidence": text_cell(line.evidence),
        "news": text_cell(line.news),
        "state": text_cell(STATES[-1] if line.dropped else STATES[0]),
        "id": text_cell(identity(line)),
    }


_ROOMS: Final = (*(COLUMNS[place].room for place in (1, 2, 3, 5, 6)), NEWS_ROOM)


def _heading_lines(placed_line: PlacedLine) -> int:
    """How many lines a row must have, so that the rows of an item together hold its name."""
    return ceil(lines(placed_line.line.heading, HEADING_COLUMN.room) / placed_line.of)


def _lines(line: ChecklistLine, text: str) -> int:
    """How many lines the longest cell takes."""
    cells = (text, line.basis, line.deadline, line.people, line.evidence, line.news)
    return max(map(lines, cells, _ROOMS))
