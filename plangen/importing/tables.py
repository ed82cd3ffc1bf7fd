"""A task table as its rows and columns: header, spans filled, notes and sums set apart.

Above the header may stand a title, below the rows notes; the header may have two layers, and be
repeated where a page begins; a row from edge to edge heads those that follow.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from plangen.docx_file.stream import Block, StreamCell, StreamTable
from plangen.importing.annexes import text_of
from plangen.importing.heads import HeadMeaning, meaning_of, plain_head
from plangen.patterns import lazily
from plangen.typography import blankless

_TOP: Final = 12
"""The header is looked for in so many rows."""
_LAYERS: Final = 3
"""The most layers of a header."""
_NOTE: Final = lazily("[（(]?(?:备?注|说明|填表|填报|审核|制表|单位负责人|联系人)")
_SUM: Final = lazily("(?:合计|小计|总计|共计|总分|总分值)")
_TASK: Final = (HeadMeaning.MATTER, HeadMeaning.DETAIL)


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a task table."""

    place: int
    """From 0."""
    head: str
    """As it is printed."""
    under: str
    """The head above it, in a header of two layers."""
    meaning: HeadMeaning


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a task table."""

    texts: tuple[str, ...]
    """A text a column; that of a cell that reaches down from above stands in each of its rows."""
    reached: tuple[bool, ...]
    """For each column whether its cell begins in a row above."""
    heading: str = ""
    """The row from edge to edge above it and those before it."""


@dataclass(frozen=True, slots=True)
class TaskGrid:
    """A task table as it was read."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    titles: tuple[str, ...] = ()
    """The rows above the header."""
    notes: tuple[str, ...] = ()
    """The rows from edge to edge below the last task."""
    left: tuple[str, ...] = ()
    """What is neither: sums, and a third layer of the header."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return tuple(column.head for column in self.columns)

    def texts(self, column: GridColumn) -> list[str]:
        """The texts of a column, row by row."""
        return [row.texts[column.place] for row in self.rows]

    def columns_of(self, *meanings: HeadMeaning) -> list[GridColumn]:
        """The columns that mean one of these."""
        return [column for column in self.columns if column.meaning in meanings]


def task_grid(table: StreamTable) -> TaskGrid | None:
    """Read a table; None where its heads are not those of tasks."""
    cells = _Cells(table)
    for top in range(min(_TOP, len(table.rows))):
        grid = cells.read_from(top)
        if grid is not None:
            return grid
    return None


def task_grids(blocks: Iterable[Block]) -> list[TaskGrid]:
    """The task tables among the blocks of a source."""
    grids = []
    for block in blocks:
        if isinstance(block, StreamTable) and (grid := task_grid(block)):
            grids.append(grid)
    return grids


class _Cells:
    """The cells of a table by row and column, those that reach over several in all of them."""

    def __init__(self, table: StreamTable) -> None:
        self._table = table
        self._at: dict[tuple[int, int], tuple[int, StreamCell]] = {}
        self._width = 0
        height = len(table.rows)
        for number, row in enumerate(table.rows):
            for cell in row:
                self._width = max(self._width, cell.column + cell.columns)
                for down in range(number, min(number + cell.rows, height)):
                    for column in range(cell.column, cell.column + cell.columns):
                        self._at.setdefault((down, column), (number, cell))
        for number in range(height):
            for column in range(self._width):
                blank = StreamCell(column, 1, 1, ())
                self._at.setdefault((number, column), (number, blank))

    def read_from(self, top: int) -> TaskGrid | None:
        """Read the table whose header begins in a row; None where that is no header."""
        if self._edge_to_edge(top) is not None or self._width < 2:
            return None
        layers = self._layers(top)
        columns, left = self._columns(top, layers)
        if not _is_header(columns):
            return None
        titles: list[str] = []
        for row in range(top):
            titles += self._row_words(row)
        body = _Body(left)
        for row in range(top + layers, len(self._table.rows)):
            if not self._repeats(row, top, layers):
                self._read(row, body)
        notes = (*body.pending, *body.notes)
        if not body.rows:
            return None
        return TaskGrid(columns, tuple(body.rows), tuple(titles), notes, tuple(body.left))

    def _read(self, row: int, body: "_Body") -> None:
        texts = list(map(partial(self._own_text, row), range(self._width)))
        if not any(texts):
            return
        whole = self._edge_to_edge(row)
        if whole is not None:
            body.take_whole(whole)
        elif _SUM.fullmatch(blankless(next(filter(None, texts)))):
            body.left.append(" ".join(self._row_words(row)))
        else:
            reached = map(partial(self._reaches, row), range(self._width))
            body.take(GridRow(tuple(texts), tuple(reached)))

    def _layers(self, top: int) -> int:
        """How many rows the header that begins in a row has."""
        cells = self._table.rows[top]
        height = 1
        for cell in cells:
            is_above = cell.columns > 1 and bool(text_of(cell))
            height = max(height, cell.rows, 1 + is_above)
        return min(height, _LAYERS, len(self._table.rows) - top)

    def _columns(self, top: int, layers: int) -> tuple[tuple[GridColumn, ...], list[str]]:
        """The columns of a header; and the heads of a layer that they have no place for."""
        columns = []
        above: dict[str, None] = {}
        for place in range(self._width):
            heads: list[str] = []
            for row in range(top, top + layers):
                text = self._text(row, place)
                if text and text not in heads[-1:]:
                    heads.append(text)
            *upper, under, head = ["", "", *heads][-3:]
            above |= dict.fromkeys(filter(None, upper))
            columns.append(GridColumn(place, head, under, meaning_of(head, under)))
        return tuple(columns), list(above)

    def _repeats(self, row: int, top: int, layers: int) -> bool:
        """Whether a row repeats one of the header, as at the top of a page."""
        own = self._heads(row)
        return any(own == self._heads(layer) for layer in range(top, top + layers))

    def _heads(self, row: int) -> list[str]:
        return [plain_head(self._text(row, column)) for column in range(self._width)]

    def _edge_to_edge(self, row: int) -> str | None:
        """The text of a row that is one cell; None for another."""
        begins, cell = self._at[row, 0]
        if begins == row and cell.columns >= self._width > 1:
            return text_of(cell)
        return None

    def _row_words(self, row: int) -> Iterator[str]:
        for cell in self._table.rows[row]:
            if text := text_of(cell):
                yield text

    def _text(self, row: int, column: int) -> str:
        return text_of(self._at[row, column][1])

    def _own_text(self, row: int, column: int) -> str:
        """The text at a place; that of a cell over several columns stands in the first alone."""
        cell = self._at[row, column][1]
        if cell.column != column:
            return ""
        return text_of(cell)

    def _reaches(self, row: int, column: int) -> bool:
        """Whether the cell at a place begins in a row above."""
        return self._at[row, column][0] < row


class _Body:
    """The rows below a header as they are taken."""

    def __init__(self, left: list[str]) -> None:
        self.rows: list[GridRow] = []
        self.pending: list[str] = []
        """Rows from edge to edge that no task has followed yet."""
        self.notes: list[str] = []
        self.left = left
        self._heading = ""

    def take_whole(self, text: str) -> None:
        """Take a row from edge to edge: a note, or what heads the next rows."""
        if _NOTE.match(text):
            self.notes.append(text)
        else:
            self.pending.append(text)

    def take(self, row: GridRow) -> None:
        """Take a task."""
        if self.pending:
            *more, self._heading = self.pending
            self.left += more
            self.pending = []
        self.rows.append(replace(row, heading=self._heading))


def _is_header(columns: Sequence[GridColumn]) -> bool:
    """Whether a row is a header: it names tasks, something else, and no head is long."""
    meanings = {column.meaning for column in columns}
    has_task = bool(meanings.intersection((*_TASK, HeadMeaning.TARGET)))
    known = 0
    for column in columns:
        if len(plain_head(column.head)) > 20:
            return False
        known += column.meaning is not HeadMeaning.OWN
    return has_task and known >= 2 and 2 * known >= min(len(columns), 6)
