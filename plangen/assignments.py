"""任务分解表: the tasks of a plan, or a view of them, as a table and as records."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from operator import attrgetter
from typing import Any, Final, TypeVar

from plangen.findings.finding import CannotGoOn
from plangen.nearest import did_you_mean, nearest
from plangen.plan import Department, Group, Plan, Register, Unit, leaves
from plangen.tasks import TaskRow, UnitPart

Named = TypeVar("Named", bound=Department | Unit | Group)

NONE: Final = "/"
"""What stands in a cell that has nothing to say."""


def _names(parties: Iterable[Department | Unit | Group]) -> str:
    return "、".join(party.name for party in parties)


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
    names = [NUMBER]
    columns = [list(map(str, range(1, len(rows) + 1)))]
    for name, cell in _every_column(rows).items():
        texts = list(map(cell, rows))
        if any(texts) or not rows:
            names.append(name)
            columns.append([text or NONE for text in texts])
    return names, list(zip(*columns, strict=True))


def _every_column(rows: Iterable[TaskRow]) -> dict[str, Callable[[TaskRow], str]]:
    """The usual columns, and those of the bureau's own that any of the tasks fills."""
    columns = dict(COLUMNS)
    for row in rows:
        for name in row.fields:
            columns[name] = of_field(name)
    return columns


def of_field(name: str) -> Callable[[TaskRow], str]:
    """What stands in a column of the bureau's own."""
    return lambda row: row.fields.get(name, "")


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
    tests = list(_tests(rows, plan, chosen))
    return tuple(row for row in rows if all(test(row) for test in tests))


def _tests(
    rows: Iterable[TaskRow], plan: Plan, chosen: View
) -> Iterator[Callable[[TaskRow], bool]]:
    """What a task must pass to be shown."""
    if chosen.unit:
        ids = _ids(find(plan.register, chosen.unit), plan.register)
        yield lambda row: not ids.isdisjoint(map(attrgetter("id"), row.responsible.parts))
    if chosen.department:
        department = find_department(plan.register, chosen.department)
        yield lambda row: department in _departments(row)
    if chosen.official:
        official = _find_official(rows, chosen.official)
        yield lambda row: official in row.responsible.lead_officials
    if day := chosen.due_before:
        yield lambda row: bool(row.due) and row.due[0] <= day
    for name, value in chosen.fields:
        yield _with_field(_find_field(plan, name), value)


def _with_field(name: str, value: str) -> Callable[[TaskRow], bool]:
    return lambda row: str(row.fields.get(name, "")) == value


def _find_official(rows: Iterable[TaskRow], word: str) -> str:
    """The lead official of this name; raises CannotGoOn when no task has one."""
    officials: set[str] = set()
    for row in rows:
        officials.update(map(str, row.responsible.lead_officials))
    if word not in officials:
        hint = did_you_mean(nearest(word, officials)) or "写责任领导的姓名"
        raise CannotGoOn(f"没有哪项任务的责任领导是“{word}”。{hint}")
    return word


def _find_field(plan: Plan, word: str) -> str:
    """The bureau's own column of this name; raises CannotGoOn when there is none."""
    names = [str(field.name) for field in plan.fields]
    if word in names:
        return word
    hint = "先在方案最外层的 fields 里写明栏目"
    if names:
        hint = f"{did_you_mean(nearest(word, names))}可以写：{'、'.join(names)}"
    raise CannotGoOn(f"没有“{word}”这个栏目。{hint}")


def _departments(row: TaskRow) -> tuple[Department, ...]:
    return (*row.responsible.departments, *row.responsible.supporting_departments)


def find(register: Register, word: str) -> Unit | Group:
    """The unit or group of this id, name or alias; raises CannotGoOn when there is none."""
    parties: list[Unit | Group] = [*register.units, *register.groups]
    return _find(parties, word, "单位或单位组")


def find_department(register: Register, word: str) -> Department:
    """The department of this id, name or alias; raises CannotGoOn when there is none."""
    return _find(register.departments, word, "科室")


def _find(parties: Iterable[Named], word: str, kind: str) -> Named:
    known: list[str] = []
    matches: list[Named] = []
    for party in parties:
        names = (party.id, party.name, *party.also)
        known += names
        if word in names:
            matches.append(party)
    if not matches:
        hint = did_you_mean(nearest(word, known)) or "写名册里的编号、名称或简称"
        raise CannotGoOn(f"名册里没有“{word}”这个{kind}。{hint}")
    if len(matches) > 1:
        ids = "、".join(party.id for party in matches)
        raise CannotGoOn(f"有 {len(matches)} 个{kind}叫“{word}”，写编号：{ids}")
    return matches[0]


def _ids(party: Unit | Group, register: Register) -> set[str]:
    """The ids by which a task may be addressed to a unit: its own and those of its groups."""
    ids: set[str] = {party.id}
    for group in register.groups:
        if party.id in map(attrgetter("id"), leaves(group)):
            ids.add(group.id)
    return ids


def records(rows: Iterable[TaskRow]) -> Iterator[dict[str, Any]]:
    """The tasks for programs: one record for each part that units have in a task."""
    members: dict[str, list[str]] = {}  # of each unit or group, by its id
    for row in rows:
        for part in _parts(row) or [UnitPart.RESPONSIBLE]:
            names: list[str] = []
            for party in row.units(part):
                if party.id not in members:
                    members[party.id] = [leaf.name for leaf in leaves(party)]
                names += members[party.id]
            yield _record(row, part, list(dict.fromkeys(names)))


def _parts(row: TaskRow) -> list[UnitPart]:
    """The parts that somebody has in a task."""
    return list(filter(row.units, UnitPart))


def _record(row: TaskRow, part: UnitPart, units: list[str]) -> dict[str, Any]:
    who = row.responsible
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
        "persons": list(map(str, who.persons)),
        "lead_officials": list(map(str, who.lead_officials)),
        **_timing_record(row),
        "target": row.target or None,
        "evidence": row.evidence or None,
        "fields": {name: str(value) for name, value in row.fields.items()},
    }


def _timing_record(row: TaskRow) -> dict[str, Any]:
    """When a task is due; days as 2026-06-30."""
    moved: dict[str, str] = {}
    for day, before in row.moved:
        moved[day.isoformat()] = before.isoformat()
    record: dict[str, Any] = {
        "deadline": None,
        "due": list(map(date.isoformat, row.due)),
        "moved": moved,
        "recurrence": None,
        "ongoing": False,
    }
    if deadline := row.deadline:
        record["deadline"] = deadline.text
        record["recurrence"] = deadline.rrule
        record["ongoing"] = deadline.ongoing
    return record


def as_json(rows: Iterable[TaskRow]) -> str:
    """The records as a JSON array, one record a line."""
    lines = [json.dumps(record, ensure_ascii=False) for record in records(rows)]
    if not lines:
        return "[]\n"
    return "[\n" + ",\n".join(lines) + "\n]\n"


def as_csv(rows: Sequence[TaskRow]) -> str:
    """The table as CSV; texts that a spreadsheet would take for formulas stay texts."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    columns, bodies = filled_columns(rows)
    for row in [columns, *bodies]:
        table.writerow(map(_inert, row))
    return out.getvalue()


def _inert(cell: str) -> str:
    if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return cell


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
    """The cells of a task under these columns."""
    return row.item.clause, _task_cell(row), _responsible_cell(row), row.timing, row.evidence


def _task_cell(row: TaskRow) -> str:
    text = row.text
    if row.heading:
        text = f"【{row.heading}】{text}"
    lines = [text]
    if row.target:
        lines.append(f"指标：{row.target}")
    for name, value in row.fields.items():
        lines.append(f"{name}：{value}")
    return "\n".join(lines)


def _responsible_cell(row: TaskRow) -> str:
    """牵头单位：北街站, then 安全科 赵勇, then （责任领导：孙平）, each on a line."""
    lines = []
    for part in _parts(row):
        lines.append(f"{part.label}：{COLUMNS[part.label](row)}")
    office = [COLUMNS["责任科室"](row), COLUMNS["责任人"](row)]
    lines.append(" ".join(filter(None, office)))
    if departments := COLUMNS["配合科室"](row):
        lines.append(f"配合科室：{departments}")
    if officials := COLUMNS["责任领导"](row):
        lines.append(f"（责任领导：{officials}）")
    return "\n".join(filter(None, lines))
