"""任务分解表: the tasks of a plan, or a view of them, as a table and as records."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any, Final, TypeVar

from plangen.findings.finding import CannotGoOn
from plangen.nearest import did_you_mean, nearest
from plangen.plan import Department, Group, Plan, Register, Unit, leaves
from plangen.tasks import TaskRow, UnitPart

Named = TypeVar("Named", bound=Department | Unit | Group)

NONE: Final = "/"
"""What stands in a cell that has nothing to say."""


def _names(everybody: Iterable[Department | Unit | Group]) -> str:
    return "、".join(one.name for one in everybody)


def _of_part(part: UnitPart) -> Callable[[TaskRow], str]:
    return lambda row: _names(row.units(part))


COLUMNS: Final[dict[str, Callable[[TaskRow], str]]] = {
    "工作事项": lambda row: row.heading,
    "工作任务": lambda row: row.text,
    "依据条款": lambda row: row.basis,
    **{part.label: _of_part(part) for part in UnitPart},
    "责任科室": lambda row: _names(row.responsible.departments),
    "配合科室": lambda row: _names(row.responsible.supporting_departments),
    "责任人": lambda row: "、".join(row.responsible.persons),
    "责任领导": lambda row: "、".join(row.responsible.lead_officials),
    "完成时限": lambda row: row.timing,
    "指标": lambda row: row.target,
    "佐证材料": lambda row: row.evidence,
}
"""The columns of a table of tasks, in their order, and what stands in each."""
NUMBER: Final = "序号"


def filled_columns(rows: Sequence[TaskRow]) -> tuple[list[str], list[tuple[str, ...]]]:
    """The columns that say something of any of the tasks, and the cells under them.

    The bureau's own columns come last; every table begins with a number.
    """
    own = dict.fromkeys(name for row in rows for name in row.fields)
    texts = {name: [cell(row) for row in rows] for name, cell in COLUMNS.items()}
    texts |= {name: [row.fields.get(name, "") for row in rows] for name in own}
    kept = {name: column for name, column in texts.items() if any(column) or not rows}
    numbers = [str(number) for number, _ in enumerate(rows, 1)]
    table = list(zip(numbers, *kept.values(), strict=True))
    return [NUMBER, *kept], [tuple(text or NONE for text in row) for row in table]


@dataclass(frozen=True, slots=True)
class View:
    """Which tasks to show; what is left empty chooses nothing."""

    unit: str = ""
    department: str = ""
    official: str = ""
    """责任领导."""
    due_before: date | None = None
    """That day included."""
    fields: tuple[tuple[str, str], ...] = ()
    """Columns of the bureau's own, and what stands in them."""


def view(rows: Sequence[TaskRow], plan: Plan, chosen: View) -> tuple[TaskRow, ...]:
    """The tasks of one unit or group, department, official, due by a day, with such fields.

    Raises CannotGoOn for a name that nobody has, and for a column that the plan has not.
    """
    tests: list[Callable[[TaskRow], bool]] = []
    if chosen.unit:
        names = _names_of(find(plan.register, chosen.unit), plan.register)
        tests.append(lambda row: any(one.id in names for one in row.responsible.parts))
    if chosen.department:
        office = find_department(plan.register, chosen.department)
        tests.append(lambda row: office in _offices(row))
    if chosen.official:
        official = _find_official(rows, chosen.official)
        tests.append(lambda row: official in row.responsible.lead_officials)
    if day := chosen.due_before:
        tests.append(lambda row: any(due <= day for due in row.due))
    for name, value in chosen.fields:
        tests.append(_with_field(_find_field(plan, name), value))
    return tuple(row for row in rows if all(test(row) for test in tests))


def _with_field(name: str, value: str) -> Callable[[TaskRow], bool]:
    return lambda row: str(row.fields.get(name, "")) == value


def _find_official(rows: Iterable[TaskRow], word: str) -> str:
    """The lead official of this name; raises CannotGoOn when no task has one."""
    officials = {str(name) for row in rows for name in row.responsible.lead_officials}
    if word not in officials:
        hint = did_you_mean(nearest(word, officials)) or "写责任领导的姓名"
        raise CannotGoOn(f"没有哪项任务的责任领导是“{word}”。{hint}")
    return word


def _find_field(plan: Plan, word: str) -> str:
    """The bureau's own column of this name; raises CannotGoOn when there is none."""
    names = [str(field.name) for field in plan.fields]
    if word not in names:
        known = f"可以写：{'、'.join(names)}" if names else "先在方案最外层的 fields 里写明栏目"
        raise CannotGoOn(f"没有“{word}”这个栏目。{did_you_mean(nearest(word, names))}{known}")
    return word


def _offices(row: TaskRow) -> tuple[Department, ...]:
    return (*row.responsible.departments, *row.responsible.supporting_departments)


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
        "heading": row.heading or None,
        "text": row.text,
        "basis": row.basis,
        "units": units,
        "role": part.value,
        "departments": [department.name for department in who.departments],
        "supporting_departments": [department.name for department in who.supporting_departments],
        "persons": [str(person) for person in who.persons],
        "lead_officials": [str(official) for official in who.lead_officials],
        "deadline": deadline.text if deadline else None,
        "due": [day.isoformat() for day in row.due],
        "moved": {day.isoformat(): before.isoformat() for day, before in row.moved},
        "recurrence": deadline.rrule if deadline else None,
        "ongoing": bool(deadline and deadline.ongoing),
        "target": row.target or None,
        "evidence": row.evidence or None,
        "fields": {name: str(value) for name, value in row.fields.items()},
    }


def as_json(rows: Iterable[TaskRow]) -> str:
    """The records as a JSON array, one a line."""
    lines = [json.dumps(record, ensure_ascii=False) for record in records(rows)]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def as_csv(rows: Sequence[TaskRow]) -> str:
    """The table as CSV; texts that a spreadsheet would take for formulas stay texts."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    columns, bodies = filled_columns(rows)
    for row in [columns, *bodies]:
        table.writerow([_inert(cell) for cell in row])
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
    for row in rows:
        table.add_row(*map(Text, _shown(row)))
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


_SHOWN: Final = {"依据条款": 3, "工作任务": 8, "责任": 6, "完成时限": 5, "佐证材料": 3}
"""The columns of the terminal's table, and their shares of its width."""


def _shown(row: TaskRow) -> tuple[str, ...]:
    told = {name: text for name, cell in COLUMNS.items() if (text := cell(row))}
    units = [f"{part.label}：{told[part.label]}" for part in UnitPart if part.label in told]
    office = " ".join(told[label] for label in ("责任科室", "责任人") if label in told)
    partners = [f"配合科室：{told['配合科室']}"] if "配合科室" in told else []
    official = [f"（责任领导：{told['责任领导']}）"] if "责任领导" in told else []
    who = "\n".join(filter(None, [*units, office, *partners, *official]))
    heading = f"【{row.heading}】" if row.heading else ""
    own = [f"{name}：{value}" for name, value in row.fields.items()]
    target = [f"指标：{row.target}"] if row.target else []
    task = "\n".join([heading + row.text, *target, *own])
    return row.item.clause, task, who, told.get("完成时限", ""), told.get("佐证材料", "")
