"""A plan's tasks → the table that an annex or a section prints (任务分工表)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Protocol

from plangen.assignments import COLUMNS, NONE, NUMBER
from plangen.findings.finding import CannotGoOn
from plangen.nearest import did_you_mean, nearest
from plangen.plan import Department, Group, Plan, Section, TaskColumn, TaskTable, Unit
from plangen.tasks import TaskRow, UnitPart, task_rows
from plangen.workdays import OFFICIAL

SECTION: Final = "部分"
GOAL: Final = "工作目标"
_MERGED: Final = (SECTION, GOAL, "工作事项")
"""Columns whose equal neighbours are one cell."""


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
    grouping = str(table.group_by) if table.group_by else ""
    for name in filter(None, [*names, *map(str, table.merge), grouping]):
        _must_be_known(name, cells)
    rows = _rows(plan, section)
    if grouping:
        order = {
            text: place for place, text in enumerate(dict.fromkeys(map(cells[grouping], rows)))
        }
        rows = sorted(rows, key=lambda row: order[cells[grouping](row)])
    texts = [
        [str(number) if name == NUMBER else cells[name](row) for name in names]
        for number, row in enumerate(rows, 1)
    ]
    merged = _merged(names, grouping, [str(name) for name in table.merge])
    groups = list(map(cells[grouping], rows)) if grouping and table.headings else []
    made = _spanned(texts, merged, "" if table.blanks else NONE, groups)
    return MadeTable(tuple(map(_headed, table.columns)), tuple(made))


def _merged(names: Sequence[str], grouping: str, later: Sequence[str]) -> list[int]:
    """The places of the columns whose equal neighbours are one cell, those that part others first.

    These are that of the groups, and from left to right the usual ones; then those of `merge`, in
    its order.
    """
    first = [grouping, *(name for name in names if name in _MERGED and name not in later)]
    ordered = dict.fromkeys((*first, *later))
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
    for head, group in groupby(columns, lambda column: column.under or ""):
        names = [column.name for column in group]
        if head:
            above.append(TableCell(head, columns=len(names)))
            below += map(TableCell, names)
        else:
            above += [TableCell(name, rows=2) for name in names]
    return tuple(above), tuple(below)


def _headed(column: TaskColumn) -> HeadedColumn:
    narrow = column.column == NUMBER
    width = column.width or ("3字" if narrow else "1")
    return HeadedColumn(column.name or column.column, width, column.under)


def _rows(plan: Plan, section: Section | None) -> list[TaskRow]:
    within = None if section is None else {id(item) for item in section.all_items()}
    rows = task_rows(plan, OFFICIAL)
    return [row for row in rows if within is None or id(row.item) in within]


def _cells(plan: Plan) -> Mapping[str, Callable[[TaskRow], str]]:
    """What stands in each column; a deadline as the plan says it, without remarks."""
    goals = {str(item.id): item.title or item.text or "" for item in plan.items()}
    titles = {id(item): section.title for section in plan.sections for item in section.all_items()}

    def own(name: str) -> Callable[[TaskRow], str]:
        return lambda row: row.fields.get(name, "")

    return {
        NUMBER: lambda row: "",
        SECTION: lambda row: titles[id(row.item)],
        GOAL: lambda row: "；".join(goals.get(str(goal), str(goal)) for goal in row.item.goals),
        **COLUMNS,
        **{part.label: _printed(part) for part in UnitPart},
        "责任科室": lambda row: _listed(row.responsible.departments),
        "配合科室": lambda row: _listed(row.responsible.supporting_departments),
        "完成时限": lambda row: str(row.deadline.text) if row.deadline else "",
        **{str(field.name): own(str(field.name)) for field in plan.fields},
    }


def _printed(part: UnitPart) -> Callable[[TaskRow], str]:
    return lambda row: _listed(row.units(part))


def _listed(everybody: Iterable[Department | Unit | Group]) -> str:
    """Names as the plan's text uses them."""
    return "、".join(one.printed for one in everybody)


def _must_be_known(name: str, cells: Mapping[str, object]) -> None:
    if name not in cells:
        near = did_you_mean(nearest(name, cells))
        raise CannotGoOn(f"任务表里没有“{name}”这一栏。{near}可以写：{'、'.join(cells)}")


def _spanned(
    texts: Sequence[Sequence[str]], merged: Sequence[int], blank: str, groups: Sequence[str]
) -> Iterator[tuple[TableCell, ...]]:
    """The rows with equal neighbours of the merged columns made one cell.

    A cell never reaches over the end of a cell of a column that was merged before, nor over the end
    of its group: each of the `groups`, one for each row, is headed by a row of its name.
    """
    spans = [[1] * len(row) for row in texts]
    keys: list[tuple[str, ...]] = [(group,) for group in groups] or [() for _ in texts]
    for column in merged:
        keys = [(*key, row[column]) for key, row in zip(keys, texts, strict=True)]
        start = 0
        for key, alike in groupby(keys):
            height = len(list(alike))
            if key[-1]:
                spans[start][column] = height
                for covered in range(start + 1, start + height):
                    spans[covered][column] = 0
            start += height
    before = ""
    for number, (row, heights) in enumerate(zip(texts, spans, strict=True)):
        if groups and groups[number] not in ("", before):
            before = groups[number]
            yield (TableCell(before, columns=len(row)),)
        cells = zip(row, heights, strict=True)
        yield tuple(TableCell(text or blank, height) for text, height in cells if height)
