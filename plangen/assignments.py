"""任务分解表: the tasks of a plan, or a view of them, as a table and as records."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from itertools import compress
from typing import Any, Final, TypeVar

from plangen.findings.finding import CannotGoOn
from plangen.nearest import did_you_mean, nearest
from plangen.plan import Department, Group, Register, Unit, leaves
from plangen.tasks import TaskRow, UnitPart

COLUMNS: Final = (
    *("序号", "工作任务", "依据条款", "牵头单位", "责任单位", "配合单位"),
    *("责任科室", "责任人", "责任领导", "完成时限", "指标", "佐证材料"),
)
Named = TypeVar("Named", bound=Department | Unit | Group)

NONE: Final = "/"
"""What stands in a cell that has nothing to say."""


def cells(row: TaskRow, number: int) -> tuple[str, ...]:
    """The cells of a task under COLUMNS."""
    who = row.responsible
    found = (
        str(number),
        row.text,
        row.basis,
        *("、".join(unit.name for unit in row.units(part)) for part in UnitPart),
        who.department.name if who.department else "",
        who.person or "",
        who.lead_official or "",
        row.timing,
        row.target,
        row.evidence,
    )
    return tuple(cell or NONE for cell in found)


def filled_columns(rows: Sequence[TaskRow]) -> tuple[list[str], list[tuple[str, ...]]]:
    """The columns that say something of any of the tasks, and the cells under them."""
    table = [cells(row, number) for number, row in enumerate(rows, 1)]
    kept = [set(column) != {NONE} for column in zip(*table, strict=True)] or [True] * len(COLUMNS)
    return list(compress(COLUMNS, kept)), [tuple(compress(row, kept)) for row in table]


def view(
    rows: Iterable[TaskRow],
    register: Register,
    unit: str = "",
    department: str = "",
    due_before: date | None = None,
) -> tuple[TaskRow, ...]:
    """The tasks of one unit or group, of one department, and due by a day, that day included.

    Raises CannotGoOn for a name that nobody has.
    """
    names = _names_of(find(register, unit), register) if unit else None
    office = find_department(register, department) if department else None
    return tuple(
        row
        for row in rows
        if (names is None or any(one.id in names for one in row.responsible.parts))
        and (office is None or row.responsible.department == office)
        and (due_before is None or any(day <= due_before for day in row.due))
    )


def find(register: Register, word: str) -> Unit | Group:
    """The unit or group of this id, name or alias; raises CannotGoOn when there is none."""
    everybody: list[Unit | Group] = [*register.units, *register.groups]
    return _find(everybody, word, "单位或单位组")


def find_department(register: Register, word: str) -> Department:
    """The department of this id, name or alias; raises CannotGoOn when there is none."""
    return _find(register.departments, word, "科室")


def _find(everybody: Sequence[Named], word: str, kind: str) -> Named:
    names = {one.id: {one.id, one.name, *one.also} for one in everybody}
    found = [one for one in everybody if word in names[one.id]]
    if not found:
        near = nearest(word, [name for each in names.values() for name in each])
        hint = did_you_mean(near) or "写名册里的编号、名称或简称"
        raise CannotGoOn(f"名册里没有“{word}”这个{kind}。{hint}")
    if len(found) > 1:
        ids = "、".join(one.id for one in found)
        raise CannotGoOn(f"有 {len(found)} 个{kind}叫“{word}”，写编号：{ids}")
    return found[0]


def _names_of(one: Unit | Group, register: Register) -> set[str]:
    """The ids by which a task may be addressed to a unit: its own and those of its groups."""
    within = {group.id for group in register.groups for leaf in leaves(group) if leaf.id == one.id}
    return {one.id, *within}


def records(rows: Iterable[TaskRow]) -> Iterator[dict[str, Any]]:
    """The tasks for programs: one record for each part that units have in a task."""
    members: dict[str, list[str]] = {}
    for row in rows:
        parts = [part for part in UnitPart if row.units(part)] or [UnitPart.RESPONSIBLE]
        for part in parts:
            for one in row.units(part):
                if one.id not in members:
                    members[one.id] = [leaf.name for leaf in leaves(one)]
            units = [name for one in row.units(part) for name in members[one.id]]
            yield _record(row, part, list(dict.fromkeys(units)))


def _record(row: TaskRow, part: UnitPart, units: list[str]) -> dict[str, Any]:
    who, deadline = row.responsible, row.deadline
    return {
        "id": row.id,
        "item": row.item.clause,
        "text": row.text,
        "basis": row.basis,
        "units": units,
        "role": part.value,
        "department": who.department.name if who.department else None,
        "person": who.person,
        "lead_official": who.lead_official,
        "deadline": deadline.text if deadline else None,
        "due": [day.isoformat() for day in row.due],
        "moved": {day.isoformat(): before.isoformat() for day, before in row.moved},
        "recurrence": deadline.rrule if deadline else None,
        "ongoing": bool(deadline and deadline.ongoing),
        "target": row.target or None,
        "evidence": row.evidence or None,
    }


def as_json(rows: Iterable[TaskRow]) -> str:
    """The records as a JSON array, one a line."""
    lines = [json.dumps(record, ensure_ascii=False) for record in records(rows)]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def as_csv(rows: Sequence[TaskRow]) -> str:
    """The table as CSV; texts that a spreadsheet would take for formulas stay texts."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for number, row in enumerate(rows, 1):
        table.writerow([_inert(cell) for cell in cells(row, number)])
    return out.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell[0] in "=+-@\t\r" else cell


def as_table(rows: Sequence[TaskRow], width: int) -> str:
    """The table for a terminal so many columns wide; a sentence where there are no tasks."""
    if not rows:
        return "没有任务。\n"
    from rich.box import SQUARE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SQUARE, show_lines=True, width=width)
    for header, share in _SHOWN.items():
        table.add_column(header, ratio=share, overflow="fold")
    for number, row in enumerate(rows, 1):
        table.add_row(*map(Text, _shown(row, number)))
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


_SHOWN: Final = {"依据条款": 3, "工作任务": 8, "责任": 6, "完成时限": 5, "佐证材料": 3}
"""The columns of the terminal's table, and their shares of its width."""


def _shown(row: TaskRow, number: int) -> tuple[str, ...]:
    named = dict(zip(COLUMNS, cells(row, number), strict=True))
    told = {label: cell for label, cell in named.items() if cell != NONE}
    units = [f"{label}：{told[label]}" for label in COLUMNS[3:6] if label in told]
    official = [f"（{label}：{told[label]}）" for label in COLUMNS[8:9] if label in told]
    office = " ".join(told[label] for label in COLUMNS[6:8] if label in told)
    who = "\n".join(filter(None, [*units, office, *official]))
    task = row.text + (f"\n指标：{row.target}" if row.target else "")
    return row.item.clause, task, who, told.get("完成时限", ""), told.get("佐证材料", "")
