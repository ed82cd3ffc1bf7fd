"""A plan's tasks → the table that an annex or a section prints (任务分工表)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from typing import Final, Protocol

from plangen.assignments import COLUMNS, NONE, NUMBER, of_field
from plangen.findings.finding import CannotGoOn
from plangen.nearest import did_you_mean, nearest
from plangen.plan import Department, Group, Plan, Section, TaskColumn, TaskTable, Unit
from plangen.tasks import TaskRow, UnitPart, task_rows
from plangen.workdays import OFFICIAL

SECTION: Final = "部分"
GOAL: Final = "工作目标"
_MERGED: Final = (SECTION, GOAL, "工作事项")
"""Columns whose equal neighbours are one cell."""
_WIDTHS: Final = {NUMBER: "3字"}
"""The widths of columns, where the plan says none; the others share what is left."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell, and how many rows and columns it takes; those that it covers are left out."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class HeadedColumn:
    """A column as it is printed."""

    name: str
    width: str
    under: str | None = None
    """The head above it, which equal neighbours share."""


@dataclass(frozen=True, slots=True)
class MadeTable:
    """The columns and rows of a table of tasks."""

    columns: tuple[HeadedColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]


def made_table(plan: Plan, table: TaskTable, section: Section | None = None) -> MadeTable:
    """Make the table of all tasks of a plan, or of those of a section.

    Raises CannotGoOn for a column that there is none of.
    """
    cells = _cells(plan)
    names = [str(column.column) for column in table.columns]
    merged = list(map(str, table.merge))
    grouping = str(table.group_by or "")
    for name in filter(None, [*names, *merged, grouping]):
        _must_be_known(name, cells)
    rows = _rows(plan, section)
    groups: list[str] = []
    if grouping:
        rows = _grouped(rows, cells[grouping])
        if table.headings:
            groups = list(map(cells[grouping], rows))
    columns = _filled(names, rows, cells)
    heights = _heights(columns, _merged_columns(names, grouping, merged), groups)
    blank = "" if table.blanks else NONE
    printed = _printed_rows(columns, heights, blank, groups)
    return MadeTable(tuple(map(_headed, table.columns)), tuple(printed))


def column_names(plan: Plan) -> list[str]:
    """Every column that a table of a plan's tasks may have."""
    return [*_cells(plan)]


def _grouped(rows: Iterable[TaskRow], group_of: Callable[[TaskRow], str]) -> list[TaskRow]:
    """The tasks with those of each group together; groups as they come first in the plan."""
    groups: dict[str, list[TaskRow]] = {}
    for row in rows:
        groups.setdefault(group_of(row), []).append(row)
    return list(chain.from_iterable(groups.values()))


def _filled(
    names: Iterable[str],
    rows: Sequence[TaskRow],
    cells: Mapping[str, Callable[[TaskRow], str]],
) -> list[list[str]]:
    """The texts in each of the columns of these names."""
    columns = []
    for name in names:
        if name == NUMBER:
            columns.append(list(map(str, range(1, len(rows) + 1))))
        else:
            columns.append(list(map(cells[name], rows)))
    return columns


def _merged_columns(names: Sequence[str], grouping: str, later: Sequence[str]) -> list[int]:
    """The places of the columns whose equal neighbours are one cell, those that part others first.

    These are that of the groups, and from left to right the usual ones; then those of `later`, in
    its order.
    """
    usual = [name for name in names if name in _MERGED and name not in later]
    ordered = dict.fromkeys([grouping, *usual, *later])
    return [names.index(name) for name in ordered if name in names]


class _Headed(Protocol):
    """A column with a name, and maybe with a head above it."""

    @property
    def name(self) -> str: ...

    @property
    def under(self) -> str | None: ...


def header_rows(columns: Sequence[_Headed]) -> tuple[tuple[TableCell, ...], ...]:
    """The rows of a header: two where some columns stand under a head of their own.

    序号, 牵头单位 under 责任分工, 配合单位 under 责任分工 give

    序号 (2 rows)  责任分工 (2 columns)
                   牵头单位  配合单位
    """
    if not any(column.under for column in columns):
        return (tuple(TableCell(column.name) for column in columns),)
    above: list[TableCell] = []
    below: list[TableCell] = []
    for head, columns_under in groupby(columns, lambda column: column.under or ""):
        names = [column.name for column in columns_under]
        if head:
            above.append(TableCell(head, columns=len(names)))
            below += map(TableCell, names)
        else:
            above += map(partial(TableCell, rows=2), names)
    return tuple(above), tuple(below)


def _headed(column: TaskColumn) -> HeadedColumn:
    width = column.width or _WIDTHS.get(column.column, "1")
    return HeadedColumn(column.name or column.column, width, column.under)


def _rows(plan: Plan, section: Section | None) -> list[TaskRow]:
    rows = task_rows(plan, OFFICIAL)
    if section is None:
        return list(rows)
    items = set(map(id, section.all_items()))
    return [row for row in rows if id(row.item) in items]


def _cells(plan: Plan) -> Mapping[str, Callable[[TaskRow], str]]:
    """What stands in each column; a deadline as the plan says it, without remarks."""
    cells: dict[str, Callable[[TaskRow], str]] = {
        NUMBER: lambda row: "",
        SECTION: _section_title(plan),
        GOAL: _goal_texts(plan),
        **COLUMNS,
        "责任科室": lambda row: _listed(row.responsible.departments),
        "配合科室": lambda row: _listed(row.responsible.supporting_departments),
        "完成时限": _deadline_as_written,
    }
    for part in UnitPart:
        cells[part.label] = _of_part(part)
    for field in plan.fields:
        cells[str(field.name)] = of_field(str(field.name))
    return cells


def _section_title(plan: Plan) -> Callable[[TaskRow], str]:
    titles: dict[int, str] = {}
    for section in plan.sections:
        for item in section.all_items():
            titles[id(item)] = section.title
    return lambda row: titles[id(row.item)]


def _goal_texts(plan: Plan) -> Callable[[TaskRow], str]:
    """The goals that a task's item serves, in their words; one that the plan has not, by its id."""
    texts: dict[str, str] = {}
    for item in plan.items():
        texts[str(item.id)] = item.title or item.text or ""
    return lambda row: "；".join(texts.get(str(goal), str(goal)) for goal in row.item.goals)


def _deadline_as_written(row: TaskRow) -> str:
    if row.deadline is None:
        return ""
    return str(row.deadline.text)


def _of_part(part: UnitPart) -> Callable[[TaskRow], str]:
    return lambda row: _listed(row.units(part))


def _listed(parties: Iterable[Department | Unit | Group]) -> str:
    """Names as the plan's text uses them."""
    return "、".join(party.printed for party in parties)


def _must_be_known(name: str, cells: Mapping[str, object]) -> None:
    if name not in cells:
        near = did_you_mean(nearest(name, cells))
        raise CannotGoOn(f"任务表里没有“{name}”这一栏。{near}可以写：{'、'.join(cells)}")


def _heights(
    columns: Sequence[Sequence[str]], merged: Sequence[int], groups: Sequence[str]
) -> list[list[int]]:
    """How many rows each cell of each column takes; 0 for one that the cell above it covers.

    A cell never reaches over the end of a cell of a column that was merged before, nor over the end
    of its group. `groups` has that of each row, or nothing.

    The columns 甲甲乙 and AAA, merged in this order, give [[2, 0, 1], [2, 0, 1]]: the A beside 乙
    is a cell of its own.
    """
    heights = [[1] * len(column) for column in columns]
    runs = [*_runs(groups)] or [(0, len(columns[0]))]
    for place in merged:
        texts = columns[place]
        finer: list[tuple[int, int]] = []
        for start, end in runs:
            finer += _runs(texts, start, end)
        runs = finer
        for start, end in runs:
            if texts[start]:
                heights[place][start:end] = [end - start] + [0] * (end - start - 1)
    return heights


def _runs(
    texts: Sequence[str], start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Where equal neighbours begin and end, from one place up to another."""
    for _, alike in groupby(texts[start:end]):
        length = len(list(alike))
        yield start, start + length
        start += length


def _printed_rows(
    columns: Sequence[Sequence[str]],
    heights: Sequence[Sequence[int]],
    blank: str,
    groups: Sequence[str],
) -> Iterator[tuple[TableCell, ...]]:
    """The rows as printed, each of the `groups` headed by a row of its name."""
    heading = ""
    rows = zip(zip(*columns, strict=True), zip(*heights, strict=True), strict=True)
    for number, (texts, heights_of_row) in enumerate(rows):
        if groups and groups[number] not in ("", heading):
            heading = groups[number]
            yield (TableCell(heading, columns=len(texts)),)
        cells = []
        for text, height in zip(texts, heights_of_row, strict=True):
            if height:
                cells.append(TableCell(text or blank, height))
        yield tuple(cells)
