"""A 台账.xlsx that came back → its rows: which line each is of, and what the office decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plangen.progress.ledger import one_line
from plangen.progress.ledger_book import DECIDED, KEY, KIND, KNOWN, PERIOD, TASK, UNIT
from plangen.progress.returned.book import ReturnedBook, ReturnedSheet
from plangen.progress.written_day import written_day
from plangen.typography import blankless

_TITLES: Final = frozenset((*DECIDED, KEY, KNOWN, UNIT, TASK, PERIOD))
_SEARCHED: Final = 30
"""Rows in which the headings are looked for."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row of the workbook."""

    place: str
    """Where it stands, for messages."""
    said: Mapping[str, str]
    """What stands under the headings that are known."""

    @property
    def cells(self) -> tuple[str, ...]:
        """What the office has filled in: 决定, 延期至, 理由, 文号, 决定日期; days as 2026-06-30."""
        ruling, until, reason, number, day = (self.said.get(title, "") for title in DECIDED)
        return blankless(ruling), _day(until), one_line(reason), one_line(number), _day(day)

    @property
    def key(self) -> tuple[str, ...]:
        """Year, series, 标识 of the task and key of the unit; empty where they are gone."""
        parts = self.said.get(KEY, "").split("|", 3)
        return tuple(parts) if len(parts) == len(("year", "series", "task", "unit")) else ()

    @property
    def words(self) -> tuple[str, str, str]:
        """The unit's name, the task and the period as they stand there."""
        return words_of(*(self.said.get(title, "") for title in (UNIT, TASK, PERIOD)))


def words_of(name: str, task: str, period: str) -> tuple[str, str, str]:
    """By what a line is known where its 标识 is gone."""
    return blankless(name), blankless(task), blankless(period)


def decision_rows(book: ReturnedBook) -> tuple[DecisionRow, ...] | None:
    """The rows of the workbook; None for one that is no 台账.xlsx, marked or by its headings."""
    rows: list[DecisionRow] = []
    is_one = book.facts.get("kind") == KIND
    if book.facts and not is_one:
        return None
    for sheet in book.sheets:
        head = None if sheet.hidden else _head(sheet)
        if head is not None:
            is_one = True
            rows += _rows(sheet, *head)
    return tuple(rows) if is_one else None


def _head(sheet: ReturnedSheet) -> tuple[int, dict[int, str]] | None:
    """The index of the row of headings, and what each column is."""
    for index, cells in enumerate(sheet.rows[:_SEARCHED]):
        columns: dict[int, str] = {}
        for place, cell in enumerate(cells):
            title = blankless(cell)
            if title in _TITLES and title not in columns.values():
                columns[place] = title
        titles = set(columns.values())
        if {"决定", "决定日期"} <= titles and ({UNIT, TASK} <= titles or KEY in titles):
            return index, columns
    return None


def _rows(sheet: ReturnedSheet, head: int, columns: Mapping[int, str]) -> Iterator[DecisionRow]:
    for index, cells in enumerate(sheet.rows[head + 1 :], head + 1):
        if any(cells):
            place = f"“{sheet.name}”第{sheet.first + index}行" if sheet.name else f"第{index + 1}行"
            yield DecisionRow(place, _said(cells, columns))


def _said(cells: Sequence[str], columns: Mapping[int, str]) -> dict[str, str]:
    said = {}
    for place, title in columns.items():
        if place < len(cells):
            said[title] = cells[place]
    return said


def _day(text: str) -> str:
    """A day as 2026-06-30; what is none as it is written."""
    day = written_day(text, None)
    return day.isoformat() if day else text.strip()
