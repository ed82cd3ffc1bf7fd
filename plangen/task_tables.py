"""A plan's tasks → the table that an annex or a section prints (任务分工表)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

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
    for name in filter(None, [*names, grouping]):
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
    merged = {place for place, name in enumerate(names) if name in (*_MERGED, grouping)}
    return MadeTable(tuple(map(_headed, table.columns)), tuple(_spanned(texts, merged)))


def _headed(column: TaskColumn) -> HeadedColumn:
    narrow = column.column == NUMBER
    return HeadedColumn(column.name or column.column, column.width or ("3字" if narrow else "1"))


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
    texts: Sequence[Sequence[str]], merged: Iterable[int]
) -> Iterable[tuple[TableCell, ...]]:
    """The rows with equal neighbours of the merged columns made one cell.

    A cell never reaches over the end of a cell left of it that was merged.
    """
    spans = [[1] * len(row) for row in texts]
    keys: list[tuple[str, ...]] = [() for _ in texts]
    for column in sorted(merged):
        keys = [(*key, row[column]) for key, row in zip(keys, texts, strict=True)]
        start = 0
        for key, alike in groupby(keys):
            height = len(list(alike))
            if key[-1]:
                spans[start][column] = height
                for covered in range(start + 1, start + height):
                    spans[covered][column] = 0
            start += height
    for row, heights in zip(texts, spans, strict=True):
        cells = zip(row, heights, strict=True)
        yield tuple(TableCell(text or NONE, height) for text, height in cells if height)
