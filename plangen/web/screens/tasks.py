"""任务: the tasks of a plan as a table, by unit, department, official or goal, due by a day."""

from datetime import date
from typing import Final

from starlette.responses import Response

from plangen.assignments import COLUMNS, View, view
from plangen.plan import Plan
from plangen.tasks import TaskRow, calendar_note, task_rows
from plangen.web.visit import RefusedField, Visit

WHO: Final = (
    "牵头单位",
    "责任单位",
    "落实单位",
    "配合单位",
    "参与单位",
    "指导单位",
    "责任科室",
    "配合科室",
    "责任人",
    "责任领导",
)
"""The columns that say who, told together in one."""


def show(visit: Visit) -> Response:
    """The tasks that the filters choose."""
    plan, workdays = visit.open_plan.plan, visit.open_plan.workspace.settings.workdays
    rows = task_rows(plan, workdays)
    chosen = View(visit.asked("unit"), visit.asked("department"), visit.asked("official"))
    shown = [row for row in view(rows, plan, chosen) if _is_asked(row, visit)]
    return visit.page(
        "tasks.html",
        rows=shown,
        total=len(rows),
        choices=_choices(plan),
        goals=[item for item in plan.items() if item.kind == "goal"],
        columns=COLUMNS,
        who=WHO,
        remark=calendar_note(plan, workdays),
    )


def _choices(plan: Plan) -> dict[str, tuple[str, list[str]]]:
    """For each filter its label and what may be chosen."""
    register = plan.register
    officials = dict.fromkeys(
        str(department.lead_official)
        for department in register.departments
        if department.lead_official
    )
    units = [str(group.name) for group in register.groups]
    units += [str(unit.name) for unit in register.units]
    return {
        "unit": ("单位", units),
        "department": ("科室", [str(department.name) for department in register.departments]),
        "official": ("责任领导", list(officials)),
    }


def _is_asked(row: TaskRow, visit: Visit) -> bool:
    """Whether a task serves the goal and is due by the day that the filters say."""
    goal, before = visit.asked("goal"), visit.asked("before")
    if goal and goal != row.item.id and goal not in row.item.goals:
        return False
    return not before or any(day <= day_of(before) for day in row.due)


def day_of(words: str, field: str = "day") -> date:
    """The day that a field of a form says. Raises RefusedField for none."""
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        why = f"“{words}”不是日期；写作 2026-06-30" if words else "写上是哪一天"
        raise RefusedField(field, why) from error
