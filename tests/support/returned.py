"""Checklists as units send them back: real lists, edited as people and programs edit them."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import openpyxl

from plangen.checklists import checklists, cover
from plangen.plan import Plan
from plangen.progress.asked import AskedPlan
from plangen.tasks import task_rows
from plangen.workspace import Workspace
from plangen.writers.xlsx.checklist import XlsxChecklists
from support.program import ROOT

HEADER = 4
"""The row of the headings in a list as it is sent out."""
SAVED = datetime(2022, 12, 5, 8)

Edit = Callable[[Any], object]
"""Does something to the sheet of a list."""


@cache
def plan(year: int) -> Plan:
    path = ROOT / f"plans/{year}.yaml"
    read = Workspace.of(path).read_plan(path).plan
    assert read is not None
    return read


@cache
def asked(year: int) -> AskedPlan:
    return AskedPlan(plan(year), f"{year}.yaml", Workspace.of(ROOT / "plans/x").settings.workdays)


@cache
def lists(year: int) -> dict[str, bytes]:
    """The workbook of everybody's list by id, as it is sent out."""
    whole = plan(year)
    rows = task_rows(whole, Workspace.of(ROOT / "plans/x").settings.workdays)
    writer = XlsxChecklists(cover(whole))
    return {each.id: writer.write(each) for each in checklists(whole, rows)}


def book(unit: str, year: int = 2022) -> Any:
    return openpyxl.load_workbook(io.BytesIO(lists(year)[unit]))


def bytes_of(workbook: Any, saved: datetime = SAVED) -> bytes:
    """The file that Excel would save at a time, in the time of China."""
    data = io.BytesIO()
    workbook.save(data)
    parts = {}
    with zipfile.ZipFile(data) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    stamp = f'xsi:type="dcterms:W3CDTF">{saved.isoformat()}<'.encode()
    head, mark, tail = parts["docProps/core.xml"].partition(b"<dcterms:modified ")
    parts["docProps/core.xml"] = head + mark + stamp + tail.partition(b"<")[2]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return made.getvalue()


def edited(unit: str, *edits: Edit, year: int = 2022, saved: datetime = SAVED) -> bytes:
    workbook = book(unit, year)
    for edit in edits:
        edit(workbook["任务清单"])
    return bytes_of(workbook, saved)


def column(sheet: Any, heading: str) -> int:
    """The number of a column by its heading."""
    for row in sheet.iter_rows(min_row=1, max_row=8):
        for cell in row:
            if cell.value == heading:
                return int(cell.column)
    raise AssertionError(heading)


def put(heading: str, *values: object, first: int = 1) -> Edit:
    """Fill in a column from a task's row on; None leaves a cell as it is."""

    def edit(sheet: Any) -> None:
        place = column(sheet, heading)
        for offset, value in enumerate(values):
            if value is not None:
                sheet.cell(HEADER + first + offset, place).value = value

    return edit


def done(count: int, day: object = datetime(2022, 12, 1), first: int = 1) -> Edit:
    """Report the first tasks done on a day."""

    def edit(sheet: Any) -> None:
        put("完成情况", *["已完成"] * count, first=first)(sheet)
        put("完成日期", *[day] * count, first=first)(sheet)

    return edit


def rows_of(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def reordered(order: Callable[[list[list[object]]], list[list[object]]]) -> Edit:
    """Put the tasks' rows in another order, or others in their place."""

    def edit(sheet: Any) -> None:
        tasks = order(rows_of(sheet)[HEADER:])
        sheet.delete_rows(HEADER + 1, sheet.max_row)
        for row in tasks:
            sheet.append(row)

    return edit


def without(*headings: str) -> Edit:
    """Take columns away."""

    def edit(sheet: Any) -> None:
        unmerge(sheet)
        for heading in headings:
            sheet.delete_cols(column(sheet, heading))

    return edit


def unmerge(sheet: Any) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))


def headless(sheet: Any) -> None:
    """Take the headings' row away."""
    sheet.delete_rows(HEADER)


def topless(sheet: Any) -> None:
    """Take away everything above the tasks."""
    unmerge(sheet)
    sheet.delete_rows(1, HEADER)


def copied(*sheets: tuple[str, Iterable[Sequence[object]]], saved: datetime = SAVED) -> bytes:
    """Values pasted into a new workbook: no hidden sheet, no properties."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return bytes_of(workbook, saved)


def values(unit: str, *edits: Edit, year: int = 2022) -> list[list[object]]:
    """The cells of an edited list."""
    sheet = book(unit, year)["任务清单"]
    for edit in edits:
        edit(sheet)
    return rows_of(sheet)


def as_csv(rows: Iterable[Sequence[object]], encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([[_shown(cell) for cell in row] for row in rows])
    return out.getvalue().encode(encoding)


def as_html(rows: Iterable[Sequence[object]]) -> bytes:
    lines = []
    for row in rows:
        cells = "".join(f"<td>{escape(_shown(cell))}</td>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return f"<html><meta charset=gbk><table>{''.join(lines)}</table></html>".encode("gbk")


def _shown(cell: object) -> str:
    if isinstance(cell, datetime):
        return f"{cell.year}/{cell.month}/{cell.day}"
    return "" if cell is None else str(cell)


def wrong_dimension(data: bytes) -> bytes:
    """What WPS writes at times: a sheet that says it is one cell."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, mark, tail = part.partition(b'<dimension ref="')
                assert mark
                part = head + mark + b"A1" + tail[tail.index(b'"') :]
            new.writestr(name, part)
    return made.getvalue()


def without_hidden_sheet(unit: str, *edits: Edit) -> bytes:
    workbook = book(unit)
    for edit in edits:
        edit(workbook["任务清单"])
    del workbook["plangen"]
    return bytes_of(workbook)


def two_lists(first: str, second: str, *edits: Edit) -> bytes:
    """The list of a unit, and another's copied into it as a sheet of its own."""
    workbook = book(first)
    for edit in edits:
        edit(workbook["任务清单"])
    other = book(second)["任务清单"]
    for edit in edits:
        edit(other)
    sheet = workbook.create_sheet("另一家")
    for row in other.iter_rows():
        for cell in row:
            new = sheet.cell(cell.row, cell.column, cell.value)
            new.number_format = copy(cell.number_format)
    return bytes_of(workbook)


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
