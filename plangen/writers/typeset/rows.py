"""The rows of a table, placed page by page below its header."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plangen.writers.typeset.flow import FlowCell, FlowRow, FlowTable
from plangen.writers.typeset.model import BORDER, SetBlock, SetLine, SetRule
from plangen.writers.typeset.page_draft import DraftPages


@dataclass(slots=True)
class _OpenCell:
    """A cell that reaches over several rows, not yet closed."""

    cell: FlowCell
    top: float
    """Where it begins on this page, from the page's top."""
    rows: int
    """How many rows it still reaches over."""
    lines: tuple[SetLine, ...]
    """What of it is not yet printed."""


def place_table(pages: DraftPages, table: FlowTable) -> None:
    """Place a table; no row is parted but a high one, headings stay with the next row."""
    if not pages.is_fresh and not pages.page.has_room(table.first_height):
        pages.begin_page()
    _TablePlacer(pages, table).place()


class _TablePlacer:
    def __init__(self, pages: DraftPages, table: FlowTable) -> None:
        self._pages = pages
        self._table = table
        self._open: list[_OpenCell] = []
        self._drawn: list[SetBlock] = []
        """The cells that stand on this page."""
        self._is_fresh = pages.is_fresh
        """Whether the page has the header alone."""

    def place(self) -> None:
        """Place all rows."""
        self._place_header()
        rows = self._table.rows
        for number, row in enumerate(rows):
            kept = row.height
            if row.keep and number + 1 < len(rows):
                kept += rows[number + 1].height
            if row.may_break and not self._pages.page.has_room(row.height):
                self._part(row)
            else:
                if not self._pages.page.has_room(kept) and not self._is_fresh:
                    self._turn_over()
                self._place_row(row)
            self._is_fresh = False
        self._rule()

    def _place_header(self) -> None:
        for row in self._table.headers:
            self._place_row(row)

    def _turn_over(self) -> None:
        """Go on on a new page below the header, unless that leaves little room."""
        for opened in self._open:
            self._close(opened)
        self._rule()
        self._pages.begin_page()
        if self._table.header_height < self._pages.page.height / 2:
            open_above, self._open = self._open, []
            self._place_header()
            self._open = open_above
        for opened in self._open:
            opened.top = self._pages.page.y
        self._is_fresh = True

    def _place_row(self, row: FlowRow) -> None:
        y = self._pages.page.y
        for cell in self._opening(row):
            self._draw(cell, cell.lines, y, row.height)
        self._pages.page.filled += row.height
        self._end_row()

    def _opening(self, row: FlowRow) -> list[FlowCell]:
        """The cells that are the row's own; those that reach over more rows are opened."""
        own = []
        for cell in row.cells:
            if cell.rows == 1:
                own.append(cell)
            else:
                opened = _OpenCell(cell, self._pages.page.y, cell.rows, cell.lines)
                self._open.append(opened)
        return own

    def _end_row(self) -> None:
        for opened in self._open:
            opened.rows -= 1
            if not opened.rows:
                self._close(opened)
        self._open = [opened for opened in self._open if opened.rows]

    def _close(self, opened: _OpenCell) -> None:
        """Draw what of a high cell stands on this page."""
        height = self._pages.page.y - opened.top
        if height <= 0:
            return
        count = len(opened.lines)
        if opened.rows:
            count = int((height - self._table.margin) / self._table.pitch)
        self._draw(opened.cell, opened.lines[:count], opened.top, height)
        opened.lines = opened.lines[count:]

    def _part(self, row: FlowRow) -> None:
        """Place a high row, as many lines a page as fit."""
        own = self._opening(row)
        start, total = 0, max((len(cell.lines) for cell in own), default=0)
        while start < total:
            page = self._pages.page
            room = page.height - page.filled - self._table.margin
            count = int(room / self._table.pitch)
            if not self._is_fresh and (count < 1 or room < self._table.least):
                self._turn_over()
                continue
            end = min(total, start + max(1, count))
            height = (end - start) * self._table.pitch + self._table.margin
            for cell in own:
                self._draw(cell, cell.lines[start:end], page.y, height, parted=True)
            page.filled += height
            start = end
            self._is_fresh = False
        self._end_row()

    def _draw(
        self,
        cell: FlowCell,
        lines: tuple[SetLine, ...],
        top: float,
        height: float,
        *,
        parted: bool = False,
    ) -> None:
        """Draw a cell; its text stands in the middle, at the top where its row is parted."""
        table = self._table
        first = 0.0
        if not parted:
            first = max(0.0, (height - table.margin - len(lines) * table.pitch) / 2)
        block = SetBlock(
            *("cell", table.of, cell.left, top, cell.width, height, lines, table.pitch), first
        )
        self._drawn.append(block)

    def _rule(self) -> None:
        """Put the cells of this page on it, ruled."""
        self._pages.page.add(self._drawn, grid(self._drawn), 0)
        self._drawn = []


def grid(cells: Sequence[SetBlock]) -> list[SetRule]:
    """The rules around cells, each drawn once and as long as it goes on."""
    across: dict[float, list[tuple[float, float]]] = {}
    down: dict[float, list[tuple[float, float]]] = {}
    for cell in cells:
        right, bottom = cell.left + cell.width, cell.top + cell.height
        for y in (cell.top, bottom):
            across.setdefault(round(y, 2), []).append((cell.left, right))
        for x in (cell.left, right):
            down.setdefault(round(x, 2), []).append((cell.top, bottom))
    half = BORDER / 2
    rules = []
    for y, stretches in across.items():
        for start, end in joined(stretches):
            rules.append(SetRule(start - half, y - half, end - start + BORDER, BORDER))
    for x, stretches in down.items():
        for start, end in joined(stretches):
            rules.append(SetRule(x - half, start - half, BORDER, end - start + BORDER))
    return rules


def joined(stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches that overlap or touch made one: 0–2, 2–5 and 7–8 are 0–5 and 7–8."""
    whole: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if whole and start <= whole[-1][1] + BORDER:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole
