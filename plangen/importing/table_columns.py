"""Which part of a task each column of a task table is, and how a plan's own table prints it."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Final

from plangen.assignments import COLUMNS, NUMBER
from plangen.importing.heads import HeadMeaning
from plangen.importing.tables import GridColumn, TaskGrid
from plangen.task_tables import GOAL, SECTION
from plangen.typography import blankless

Record = dict[str, Any]

DO: Final = "工作任务"
MATTER: Final = "工作事项"
_BUILT_IN: Final = frozenset((NUMBER, SECTION, GOAL, *COLUMNS))
PRINTED: Final = {
    HeadMeaning.LEADS: "牵头单位",
    HeadMeaning.UNITS: "责任单位",
    HeadMeaning.SUPPORTING: "配合单位",
    HeadMeaning.PARTICIPATING: "参与单位",
    HeadMeaning.GUIDING: "指导单位",
    HeadMeaning.IMPLEMENTING: "落实单位",
    HeadMeaning.DEPARTMENTS: "责任科室",
    HeadMeaning.SUPPORTING_DEPARTMENTS: "配合科室",
    HeadMeaning.PERSON: "责任人",
    HeadMeaning.OFFICIAL: "责任领导",
    HeadMeaning.DEADLINE: "完成时限",
    HeadMeaning.EVIDENCE: "佐证材料",
}
"""The columns that plangen prints of a task's own parts."""
_GROUP: Final = "类别"
"""The bureau's own column of what rows from edge to edge say."""
_FIGURE: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column of the source, and where what it says goes."""

    column: GridColumn
    prints: str
    """The column of a plan's table that prints it."""
    meaning: HeadMeaning | None = None
    """What of a task its cells say; None where they are text alone, or the first such column."""

    @property
    def is_field(self) -> bool:
        """Whether its words are kept in a column of the bureau's own."""
        return self.prints not in _BUILT_IN


def placed_columns(grid: TaskGrid, as_text: Collection[int]) -> list[PlacedColumn] | None:
    """Place the columns of a table; None where no column says what is to be done.

    `as_text` are the columns, by their place, whose words plangen's own would not repeat: they are
    kept as they are, beside what they say.
    """
    do = _column_of_tasks(grid)
    if do is None:
        return None
    matter = _column_of_matters(grid, do, as_text)
    taken: set[str] = set()
    meant: set[HeadMeaning] = set()
    placed = []
    for column in grid.columns:
        meaning: HeadMeaning | None = column.meaning
        if meaning in meant:
            meaning = None
        prints = ""
        if column is do:
            prints, meaning = DO, None
        elif column is matter:
            prints, meaning = MATTER, None
        elif column.meaning is HeadMeaning.NUMBER and _counts(grid, column):
            prints = NUMBER
        elif meaning in PRINTED and column.place not in as_text:
            prints = PRINTED[meaning]
        if not prints or prints in taken:
            prints = _field_name(column, taken)
        taken.add(prints)
        if meaning:
            meant.add(meaning)
        placed.append(PlacedColumn(column, prints, meaning))
    return placed


def _column_of_tasks(grid: TaskGrid) -> GridColumn | None:
    """The column that says what is to be done, in each row: the first of details, or the last."""
    details = _filled(grid, HeadMeaning.DETAIL)
    if details:
        return details[0]
    matters = _filled(grid, HeadMeaning.MATTER) or _filled(grid, HeadMeaning.TARGET)
    return next(reversed(matters), None)


def _column_of_matters(
    grid: TaskGrid, do: GridColumn, as_text: Collection[int]
) -> GridColumn | None:
    """The column of what the tasks are parts of; equal neighbours in it are one cell."""
    for column in reversed(_filled(grid, HeadMeaning.MATTER)):
        if column is not do and column.place not in as_text and not _repeats(grid, column):
            return column
    return None


def _repeats(grid: TaskGrid, column: GridColumn) -> bool:
    """Whether two cells of a column, one below the other, say the same."""
    place = column.place
    for above, row in pairwise(grid.rows):
        if row.texts[place] == above.texts[place] and not row.reached[place]:
            return True
    return False


def _filled(grid: TaskGrid, meaning: HeadMeaning) -> list[GridColumn]:
    """The columns of a meaning that have no blank cell."""
    filled = []
    for column in grid.columns_of(meaning):
        if all(grid.texts(column)):
            filled.append(column)
    return filled


def _counts(grid: TaskGrid, column: GridColumn) -> bool:
    """Whether a column counts the rows from 1."""
    texts = grid.texts(column)
    return texts == list(map(str, range(1, len(texts) + 1)))


def _field_name(column: GridColumn, taken: Collection[str]) -> str:
    """A name that no other column has, from the head of this."""
    name = re.sub(r"\s", "", column.head) or f"第{column.place + 1}列"
    if name in taken and column.under:
        name = re.sub(r"\s", "", f"{column.under}{column.head}")
    if name in taken or name in _BUILT_IN:
        name = f"{name}（原文）"
    number, plain = 2, name
    while name in taken:
        name = f"{plain}{number}"
        number += 1
    return name


def declared(grid: TaskGrid, placed: Iterable[PlacedColumn]) -> list[Record]:
    """The bureau's own columns as a plan declares them; figures alone make a column of numbers."""
    fields = []
    for entry in placed:
        if not entry.is_field:
            continue
        field = {"name": entry.prints}
        texts = list(filter(None, grid.texts(entry.column)))
        if texts and all(map(_FIGURE.fullmatch, texts)):
            field["type"] = "number"
        fields.append(field)
    return fields


def group_of(grid: TaskGrid) -> str:
    """The column of what rows from edge to edge say; empty where there are none."""
    return _GROUP if any(row.heading for row in grid.rows) else ""


def fields_of(tables: Iterable[tuple[TaskGrid, list[PlacedColumn]]]) -> list[Record]:
    """The bureau's own columns of all tables; one that holds text in any is of text."""
    fields: dict[str, Record] = {}
    for grid, placed in tables:
        own = declared(grid, placed)
        if group := group_of(grid):
            own.append({"name": group})
        for entry in own:
            before = fields.setdefault(entry["name"], entry)
            if before != entry:
                before.pop("type", None)
    return list(fields.values())


def table_of(grid: TaskGrid, placed: Sequence[PlacedColumn], group: str = "") -> Record:
    """The table of tasks that prints what the source's table prints.

    `group` is the field of what rows from edge to edge say.
    """
    merged = [entry for entry in placed if _is_merged(grid, entry.column)]
    merged.sort(key=lambda entry: _cells(grid, entry.column))
    names = [entry.prints for entry in merged]
    grouping = group
    if not group and merged and _is_grouped(grid, merged[0]):
        grouping = names[0]
    if grouping in names:
        names.remove(grouping)
    if names[:1] == [MATTER]:
        del names[0]
    table: Record = {"columns": list(map(_written, placed)), "group_by": grouping, "merge": names}
    if group:
        table["headings"] = True
    if _has_blanks(grid):
        table["blanks"] = True
    return table


def _written(entry: PlacedColumn) -> str | Record:
    column = entry.column
    record: Record = {}
    if blankless(column.head) and column.head != entry.prints:
        record["name"] = column.head
    if column.under:
        record["under"] = column.under
    if not record:
        return entry.prints
    return {"column": entry.prints, **record}


def _cells(grid: TaskGrid, column: GridColumn) -> tuple[int, int]:
    """How many cells a column has, and how many of them say what the one above says.

    Columns of fewer cells part the others, and of as many those whose cells differ.
    """
    cells, alike, above = 0, 0, ""
    for row in grid.rows:
        text = row.texts[column.place]
        if not row.reached[column.place]:
            cells += 1
            alike += text == above
        above = text
    return cells, alike


def _is_merged(grid: TaskGrid, column: GridColumn) -> bool:
    place = column.place
    return any(row.reached[place] and row.texts[place] for row in grid.rows)


def _is_grouped(grid: TaskGrid, entry: PlacedColumn) -> bool:
    """Whether what stands in a column stands there in one run of rows, each a group."""
    runs = [text for text, _ in groupby(grid.texts(entry.column))]
    return len(runs) == len(set(runs)) and all(runs) and entry.prints not in (DO, MATTER)


def _has_blanks(grid: TaskGrid) -> bool:
    return any(not all(row.texts) for row in grid.rows)
