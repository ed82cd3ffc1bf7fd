"""The sheets of a returned file → its lists: where each begins, whose it is, what its rows say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from plangen.progress.returned.book import ReturnedSheet
from plangen.progress.returned.columns import ANSWERS, ListColumn, column_of
from plangen.progress.returned.labels import SEALED, WEAK, is_alone, labelled, labels_of
from plangen.progress.written_day import written_day
from plangen.typography import blankless

_WHO: Final = ("填报单位", "填报科室", "责任领导")
_SUM: Final = re.compile(r"(?:合|小|总|共)计[:：]?")
"""What begins a row that counts the rows above it."""
_BEGINS: Final = re.compile(
    r"^(.{2,30}?)(?:关于|20\d\d年)|^(?:填报|填表|报送|上报)?单位(?:[（(].{1,4}[)）])?\s*(.{2,30})$"
)
"""Whose a list is, in its title or without a colon: 滨海医院2026年任务完成情况, 单位 滨海医院."""
_STANDARD: Final = (
    (None, ListColumn.TASK, ListColumn.BASIS, ListColumn.DEADLINE, ListColumn.DUE, None, None),
    (
        None,
        ListColumn.HEADING,
        ListColumn.TASK,
        ListColumn.BASIS,
        ListColumn.DEADLINE,
        ListColumn.DUE,
        None,
        None,
    ),
)
"""What stands before what is to be filled in, without and with the items."""
_FORMAT_1: Final = (ListColumn.STATE, ListColumn.DONE_ON, ListColumn.NOTE, ListColumn.KEY)
_FORMAT_2: Final = (
    *(ListColumn.STATE, ListColumn.DONE_ON, ListColumn.VALUE, None, ListColumn.NOTE),
    *(ListColumn.PROBLEM, ListColumn.EXTENSION, ListColumn.EVIDENCE, ListColumn.KEY),
)
_FILLED: Final = (_FORMAT_2, (None, *_FORMAT_2), _FORMAT_1, (None, *_FORMAT_1))
"""The columns to fill in and the 标识, without and with a column of what is new."""
_OF_FORMAT_2: Final = frozenset(_FORMAT_2) - frozenset(_FORMAT_1)
_MEASURE: Final = "计量单位"
"""A column that lists have beside the answers, and nobody fills in."""
_KEY: Final = re.compile(r"(?:([^:@#]+:\d{4}):)?([^:#]*)(?:#([0-9a-f]{8}))?")
"""标识: series:year where a list is of several plans, the key, a digest of what was reported."""


_LONGEST_HEADING: Final = 30
"""Characters of a cell that may be a heading."""
_FEWEST_HEADINGS: Final = 4
"""Cells of a row that head columns as lists have them: then it is no task."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a returned list."""

    sheet: str
    number: int
    """As the sheet numbers it."""
    cells: Mapping[ListColumn, str]
    plan: str = ""
    """Its plan as series:year, where the list is of several."""
    as_sent: str = ""
    """The digest of what stood in it when it was sent out, where the unit had reported before."""

    def __getitem__(self, column: ListColumn) -> str:
        """What stands in a column; nothing where there is none."""
        return self.cells.get(column, "")

    @property
    def answered(self) -> bool:
        """Whether anything is filled in."""
        return any(map(self.cells.get, ANSWERS))

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"“{self.sheet}”第{self.number}行" if self.sheet else f"第{self.number}行"


@dataclass(slots=True)
class ReturnedTable:
    """A list in a returned file."""

    sheet: str
    top: tuple[str, ...]
    """The texts above it."""
    said: Mapping[str, str]
    """填报单位, 填报人, 电话, 审核人, 填报日期 as they are filled in."""
    columns: frozenset[ListColumn]
    headed: bool = True
    """Whether a row of headings tells the columns."""
    rows: list[ReturnedRow] = field(default_factory=list)
    unread: dict[str, None] = field(default_factory=dict)
    """The headings of columns that say something and are not read, where an answer may be meant."""

    @property
    def who(self) -> str:
        """Who has filled it in, as it says."""
        return SEALED.sub("", next(filter(None, map(self.said.get, _WHO)), ""))

    @property
    def may_name(self) -> "Iterator[list[str]]":
        """Where else a name may stand, the surest place first: 单位：, rows above, the sheet."""
        for label in WEAK:
            yield [SEALED.sub("", self.said.get(label, ""))]
        above = []
        for text in self.top:
            above.append(SEALED.sub("", text))
            match = _BEGINS.match(text)
            above += filter(None, match.groups() if match else ())
        yield above
        yield [self.sheet]


def tables_of(sheet: ReturnedSheet) -> tuple[ReturnedTable, ...]:
    """The lists of a sheet: one for each row of headings.

    A row of headings that is repeated in the middle goes on with the list that it stands in.
    Without any, the columns stand as in a list that was sent out; what fits is decided by whoever
    knows the tasks.
    """
    reading = _Reading(sheet)
    for number, cells in enumerate(sheet.rows, sheet.first):
        reading.take(number, cells)
    return reading.ended()


class _Reading:
    """Goes down a sheet once."""

    def __init__(self, sheet: ReturnedSheet) -> None:
        self._sheet = sheet
        self._found: list[ReturnedTable] = []
        self._top: list[str] = []
        """The texts since the last list ended."""
        self._said: dict[str, str] = {}
        self._columns: Mapping[int, ListColumn] = {}
        self._unread: Mapping[int, str] = {}
        self._alone: list[tuple[ReturnedRow, str]] = []
        """Rows of one text each: the title of the next list, if one begins, else rows of this."""

    def take(self, number: int, cells: Sequence[str]) -> None:
        headings = _headings(cells)
        if headings:
            self._top += [text for _, text in self._alone]
            self._alone = []
            self._columns, self._unread = headings, _unread(cells, headings)
            if self._top or not self._found:
                self._open()
            return
        texts = list(filter(None, cells))
        row = _row(self._sheet, number, cells, self._columns)
        if not row[ListColumn.KEY] and _is_no_task(row, texts):
            row = _row(self._sheet, number, cells, {})
        beside = not row[ListColumn.KEY] and (not row.answered or _is_signed(row, cells))
        labels = labels_of(cells) if beside else {}
        if labels or not self._columns:
            self._said |= _filled(labels)
            self._top += [text for _, text in self._alone]
            self._top += texts
            self._alone = []
        elif len(texts) == 1 and not row.answered and not row[ListColumn.KEY]:
            self._alone.append((row, texts[0]))
        elif texts:
            self._add(row)
            for place, heading in self._unread.items():
                if place < len(cells) and cells[place]:
                    self._found[-1].unread[heading] = None

    def ended(self) -> tuple[ReturnedTable, ...]:
        """The lists; what stands below the last one is said of it too."""
        if self._found:
            self._found[-1].rows += [row for row, _ in self._alone]
            self._found[-1].said = {**self._said, **self._found[-1].said}
        return tuple(self._found)

    def _add(self, row: ReturnedRow) -> None:
        if any(map(self._said.get, _WHO)):
            self._open()
        self._found[-1].rows += [alone for alone, _ in self._alone]
        self._found[-1].rows.append(row)
        self._alone = []

    def _open(self) -> None:
        columns = frozenset(self._columns.values())
        table = ReturnedTable(self._sheet.name, tuple(self._top), self._said, columns)
        self._found.append(table)
        self._top, self._said = [], {}


def _row(
    sheet: ReturnedSheet, number: int, cells: Sequence[str], columns: Mapping[int, ListColumn]
) -> ReturnedRow:
    told = {}
    for place, column in columns.items():
        if place < len(cells) and cells[place]:
            told[column] = cells[place]
    if not told:  # never a lost row: what stands beside the columns is still looked at
        told[ListColumn.TASK] = "".join(cells)
    match = _KEY.fullmatch(told.get(ListColumn.KEY, ""))
    if match is None or not match[2]:
        return ReturnedRow(sheet.name, number, told)
    told[ListColumn.KEY] = match[2]
    return ReturnedRow(sheet.name, number, told, match[1] or "", match[3] or "")


def headless(sheet: ReturnedSheet) -> Iterator[ReturnedTable]:
    """The ways to read a sheet without headings: the columns as in lists that were sent out."""
    for before in _STANDARD:
        for after in _FILLED:
            columns = {}
            for place, column in enumerate((*before, *after)):
                if column is not None:
                    columns[place] = column
            table = ReturnedTable(sheet.name, (), {}, frozenset(columns.values()), headed=False)
            said: dict[str, str] = {}
            for number, cells in enumerate(sheet.rows, sheet.first):
                labels = labels_of(cells)
                if labels or sum(map(bool, cells)) == 1 or _is_headed(cells):
                    said |= _filled(labels)
                    table.top = (*table.top, *filter(None, cells))
                else:
                    table.rows.append(_row(sheet, number, cells, columns))
            table.said = said
            yield table


def _headings(cells: Sequence[str]) -> dict[int, ListColumn]:
    """The columns that a row of headings tells; none where the row is no such one."""
    tellings = [column_of(cell) if len(cell) <= _LONGEST_HEADING else None for cell in cells]
    if not any(tellings):
        return {}
    best: dict[ListColumn, tuple[int, int]] = {}
    for place, told in enumerate(tellings):
        if told is not None:
            column, rank = told
            best[column] = min(best.get(column, (rank, place)), (rank, place))
    if ListColumn.STATE not in best or not {ListColumn.TASK, ListColumn.KEY} & best.keys():
        return {}
    return {place: column for column, (_, place) in best.items()}


def _unread(cells: Sequence[str], columns: Mapping[int, ListColumn]) -> dict[int, str]:
    """The headings of columns that may hold answers and are not read.

    A second column of the same, and where a column is missing that was sent out, each that nobody
    knows: a heading may have been changed.
    """
    told = frozenset(columns.values())
    wanted = _FORMAT_2 if told & _OF_FORMAT_2 else _FORMAT_1
    changed = not told.issuperset(filter(None, wanted[: wanted.index(ListColumn.KEY)]))
    first = next(place for place, column in columns.items() if column is ListColumn.STATE)
    unread = {}
    for place, cell in enumerate(cells):
        if not cell or place in columns or blankless(cell) == _MEASURE:
            continue
        known = column_of(cell)
        if (known and known[0] in ANSWERS) or (known is None and changed and place > first):
            unread[place] = " ".join(cell.split())
    return unread


def _is_headed(cells: Sequence[str]) -> bool:
    """Whether a row is one of headings, though it may not tell all that is needed."""
    return sum(column_of(cell) is not None for cell in cells) >= _FEWEST_HEADINGS


def _is_no_task(row: ReturnedRow, texts: Sequence[str]) -> bool:
    """Whether a row without 标识 is no task whatever stands in its cells.

    A sum of the rows above it (合计 | 33 | 3), a seal or a day that somebody has put below.
    """
    if len(texts) == 1 and (SEALED.search(texts[0]) or written_day(texts[0], 2000)):
        return True
    return any(_SUM.fullmatch(blankless(text)) for text in (row[ListColumn.TASK], *texts[:1]))


def _is_signed(row: ReturnedRow, cells: Sequence[str]) -> bool:
    """Whether a row says who has filled in the list, though it stands where others have an answer.

    An answer may begin as such a row does (联系人：李四); then its task stands beside it.
    """
    task = row[ListColumn.TASK]
    if any(map(is_alone, cells)):
        return True
    return (not task or bool(labelled(task))) and any(map(labelled, cells))


def _filled(labels: Mapping[str, str]) -> dict[str, str]:
    return {label: text for label, text in labels.items() if text}
