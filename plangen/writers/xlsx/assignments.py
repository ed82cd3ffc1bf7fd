"""任务分解表 as XLSX: every task of a plan, who does it, by when, shown by what."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plangen.checklists import Cover
from plangen.document.gbt9704 import Style
from plangen.plan import Group, Unit
from plangen.tasks import TaskRow, UnitPart
from plangen.writers.xlsx.sheet import Sheet, SheetColumn, SheetHead

NAME: Final = "任务分解表"
_NONE: Final = "/"
"""What stands where nobody or nothing is named."""
COLUMNS: Final = (
    SheetColumn("序号", 5, "center"),
    SheetColumn("工作任务", 40),
    SheetColumn("依据条款", 15),
    SheetColumn("牵头单位", 13),
    SheetColumn("责任单位", 17),
    SheetColumn("配合单位", 13),
    SheetColumn("责任科室", 11, "center"),
    SheetColumn("责任人", 9, "center"),
    SheetColumn("责任领导", 9, "center"),
    SheetColumn("完成时限", 15),
    SheetColumn("指标", 15),
    SheetColumn("佐证材料", 16),
)


def write_assignments(
    title: str, cover: Cover, rows: Sequence[TaskRow], style: Style | None = None
) -> bytes:
    """Write the tasks of a plan, or of a view of it, under a title."""
    basis = f"依据：{cover.basis}"
    head = SheetHead(title, (basis,), cover.issuer, cover.basis, cover.dated)
    sheet = Sheet(NAME, head, COLUMNS, style or Style())
    for number, row in enumerate(rows, 1):
        sheet.add((number, *(text or _NONE for text in _texts(row))))
    return sheet.closed()


def _texts(row: TaskRow) -> Iterator[str | None]:
    who = row.responsible
    yield from (row.text, row.basis)
    yield from (_names(row.units(part)) for part in UnitPart)
    yield who.department.name if who.department else None
    yield from (who.person, who.lead_official)
    yield from (row.timing, row.target, row.evidence)


def _names(units: Iterable[Unit | Group]) -> str:
    return "、".join(unit.name for unit in units)
