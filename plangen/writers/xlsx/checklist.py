"""任务清单 as XLSX: filled in from a specimen of two rows that XlsxWriter writes once."""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Final

from plangen.checklists import Audience, Checklist, ChecklistLine, Cover, Reported
from plangen.checklists.rows import identity, reported_of, rows_of
from plangen.document.gbt9704 import Style
from plangen.writers.specimen import Cells, Specimen, slot
from plangen.writers.xlsx.cells import BLANK, day_cell, number_cell, slotted, text_cell, xml
from plangen.writers.xlsx.checklist_sheet import (
    COLUMNS,
    FIRST,
    HEADING_COLUMN,
    NEWS_ROOM,
    STATES,
    Whom,
    checklist_sheet,
    lines_of_name,
    over_name,
)
from plangen.writers.xlsx.sheet import Cell, lines, row_height

_SLOTS: Final = ("number", "text", "basis", "deadline", "due", "people", "evidence")
_ANSWERS: Final = (
    *("state", "done", "value", "measure", "note", "problem", "extension", "proof"),
    "id",
)
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,5}[1-9])?")
"""A figure that comes back from a cell as it was written."""


class XlsxChecklists:
    """Writes the checklists of a plan."""

    def __init__(self, cover: Cover, style: Style | None = None) -> None:
        self._cover, self._style = cover, style or Style()
        self._over_name = over_name(cover)
        self._specimens: dict[int, Specimen[ChecklistLine]] = {}
        """By how many lines the name above the list takes."""

    def write(self, checklist: Checklist) -> bytes:
        """The file of one checklist; some 0.1 ms where its tasks are shared."""
        rows: list[ChecklistLine] = []
        for line in checklist.shown:
            rows += rows_of(line)
        whom = whom_of(checklist)
        fields = {name: xml(getattr(whom, name)) for name in Whom.__slots__}
        fields["last"] = b"%d" % (FIRST + len(rows))
        count = lines_of_name(whom, self._over_name)
        specimen = self._specimens.get(count)
        if specimen is None:
            parts = _specimen(self._cover, self._style, count)
            specimen = Specimen(parts, partial(_cells, headed=self._cover.headed))
            self._specimens[count] = specimen
        return specimen.filled(fields, rows)


def whom_of(checklist: Checklist) -> Whom:
    """Whom a checklist is for, as its sheets say it."""
    label, asked = checklist.audience.label, ""
    if checklist.audience is Audience.GROUP:
        label, asked = _SHARED, label
    return Whom(
        label=label,
        asked=asked,
        audience=checklist.audience,
        id=checklist.id,
        name=checklist.name,
        revision=checklist.issued or checklist.revision,
    )


_SHARED: Final = "共用清单"
"""What a list calls an open group; which of its members has filled it in, is asked."""


def row(line: ChecklistLine, number: int, *, news: bool = False) -> tuple[Cell, ...]:
    """What the cells of a row say, in the sheet's order, in a first list without the items."""
    due = line.due[-1] if line.due else None
    cells: list[Cell] = [number, line.titled, line.basis, line.deadline, due]
    cells += [line.people, line.evidence]
    if news:
        cells.append(line.news)
    return (*cells, STATES[0], None, None, line.measure, None, None, None, None, identity(line))


def _news(line: ChecklistLine, said: Reported | None) -> str:
    """What is new of a row: the office's word on what was reported, and the plan's."""
    if said is None:
        return line.news
    return "\n".join(filter(None, (said.news, line.news)))


def _known_by(line: ChecklistLine, said: Reported | None) -> str:
    """标识; behind what was reported already, by which it is seen whether that was changed."""
    return f"{identity(line)}#{said.digest}" if said else identity(line)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _specimen(cover: Cover, style: Style, count: int) -> dict[str, bytes]:
    """A checklist of two rows with slots for texts, whole cells and row numbers.

    The name above it takes so many lines.
    """
    whom = Whom(*map(slot, Whom.__slots__))
    slots = list(_SLOTS)
    if cover.headed:
        slots.insert(1, "heading")
    if cover.news:
        slots.append("news")
    slots += _ANSWERS
    rows = [_slots(slots, 0), _slots(slots, 1)]
    package = checklist_sheet(cover, whom, rows, style, name_lines=count)
    return slotted(package, FIRST + 1)


def _slots(slots: Iterable[str], number: int) -> tuple[Cell, ...]:
    return tuple(slot(name, number) for name in slots)


def _cells(line: ChecklistLine, number: int, *, headed: bool) -> Cells:
    """The cells of a row; without a column for it, the item stands before the task."""
    text = line.text if headed else line.titled
    said = reported_of(line)
    news = _news(line, said)
    high = max(_lines(line, text, news), lines(line.heading, HEADING_COLUMN.room) if headed else 1)
    answers = _DROPPED if line.dropped else _UNREPORTED
    if said:
        answers = _answer_cells(said)
        high = max(high, *map(lines, (said.note, said.problem, said.evidence), _ANSWER_ROOMS))
    return {
        "row": b"%d" % (FIRST + number),
        "height": b"%d" % row_height(high),
        "number": number_cell(number),
        "heading": text_cell(line.heading),
        "text": text_cell(text),
        "basis": text_cell(line.basis),
        "deadline": text_cell(line.deadline),
        "due": day_cell(line.due[-1]) if line.due else BLANK,
        "people": text_cell(line.people),
        "evidence": text_cell(line.evidence),
        "news": text_cell(news),
        "measure": text_cell(line.measure),
        "id": text_cell(_known_by(line, said)),
        **answers,
    }


def _answer_cells(said: Reported) -> dict[str, bytes]:
    """The cells that the unit has filled in before."""
    done, extension = _day(said.done_on), _day(said.extension_asked)
    figure = b"><v>%s</v></c>" % said.value.encode()
    return {
        "state": text_cell(said.state),
        "done": day_cell(done) if done else BLANK,
        "value": figure if _NUMBER.fullmatch(said.value) else text_cell(said.value),
        "note": text_cell(said.note),
        "problem": text_cell(said.problem),
        "extension": day_cell(extension) if extension else BLANK,
        "proof": text_cell(said.evidence),
    }


_UNREPORTED: Final = _answer_cells(Reported(STATES[0]))
_DROPPED: Final = _answer_cells(Reported(STATES[-1]))


def _rooms(*titles: str) -> tuple[float, ...]:
    """How many 字 stand in a line of these columns."""
    rooms = {column.title: column.room for column in COLUMNS}
    return tuple(rooms[title] for title in titles)


_ROOMS: Final = (
    *_rooms("工作任务", "依据条款", "完成时限", "主管科室", "佐证材料"),
    NEWS_ROOM,
)
_ANSWER_ROOMS: Final = _rooms("进展说明", "存在问题", "佐证材料名称")


def _lines(line: ChecklistLine, text: str, news: str) -> int:
    """How many lines the longest cell takes."""
    cells = (text, line.basis, line.deadline, line.people, line.evidence, news)
    return max(map(lines, cells, _ROOMS))
