"""任务分解表 as XLSX: every task of a plan, who does it, by when, shown by what."""

from collections.abc import Sequence
from typing import Final

from plangen.assignments import NONE, filled_columns
from plangen.checklists import Cover
from plangen.document.gbt9704 import Style
from plangen.tasks import TaskRow
from plangen.writers.xlsx.sheet import Cell, Sheet, SheetColumn, SheetHead

NAME: Final = "任务分解表"
_DUE: Final = "到期日"
_WIDTHS: Final = {
    "序号": 5,
    "工作事项": 18,
    "工作任务": 40,
    "责任单位": 17,
    "责任科室": 11,
    "配合科室": 11,
    "责任人": 9,
    "责任领导": 9,
    "佐证材料": 16,
}
"""How many characters of the sheet's own type a column is wide; 14 where it is not here."""
_CENTRED: Final = ("序号", "责任科室", "配合科室", "责任人", "责任领导", _DUE)


def write_assignments(
    title: str, cover: Cover, rows: Sequence[TaskRow], style: Style | None = None
) -> bytes:
    """Write the tasks of a plan, or of a view of it, under a title.

    Columns that are empty throughout are left out; the first day due is a date to sort by.
    """
    head = SheetHead(title, (f"依据：{cover.basis}",), cover.issuer, cover.basis, cover.dated)
    names, bodies = filled_columns(rows)
    dated = any(row.due for row in rows)
    columns = [*map(_column, names)]
    if dated:
        columns.append(_column(_DUE))
    sheet = Sheet(NAME, head, columns, style or Style())
    for number, (row, body) in enumerate(zip(rows, bodies, strict=True), 1):
        cells: list[Cell] = [number, *body[1:]]
        if dated:
            cells.append(row.due[0] if row.due else NONE)
        sheet.add(cells)
    return sheet.closed()


def _column(name: str) -> SheetColumn:
    return SheetColumn(name, _WIDTHS.get(name, 14), "center" if name in _CENTRED else "left")
