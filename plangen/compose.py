"""A plan and a template → the document: wording and order are the template's, never Python's."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension

from plangen import sandbox
from plangen.bytecode import TemplateBytecode
from plangen.deadline.dates import written
from plangen.document.checked import DocumentError
from plangen.document.model import Document
from plangen.document.title import TITLE_CHARS, printed_width, title_lines
from plangen.document.xml import parse
from plangen.findings.finding import CannotGoOn
from plangen.language.unbroken_names import unbroken_names
from plangen.outline import numeral
from plangen.plan import (
    UNIT_ROLES,
    Department,
    Group,
    Plan,
    Responsibility,
    Section,
    TaskTable,
    Unit,
)
from plangen.resources import resource
from plangen.sandbox import Sandbox
from plangen.typography import spread

if TYPE_CHECKING:
    from plangen.checklists import Cover
    from plangen.comparison.report.entries import ComparisonReport
    from plangen.task_tables import MadeTable, TableCell
    from plangen.tasks import TaskRow


def compose(plan: Plan, folders: Iterable[Path] = ()) -> Document:
    """Compose the document in the form the plan is issued in.

    A template is looked for in `folders` first, then among the built-in ones. Raises CannotGoOn,
    with the template's line, for a template that does not yield an official document.
    """
    return _composed(
        f"{plan.issue.form}.xml.j2", plan, folders, {"plan": plan, "issue": plan.issue}
    )


def compose_checklist(
    plan: Plan,
    fields: Mapping[str, str],
    lines: Iterable[Mapping[str, str]],
    folders: Iterable[Path] = (),
    *,
    face: "Cover | None" = None,
) -> Document:
    """Compose a 任务清单: `fields` are whom it is for, `lines` the cells of each task.

    `face` is what all lists of the plan say alike.
    """
    from plangen.checklists import cover

    context = {"cover": face or cover(plan), "lines": list(lines), **fields}
    return _composed("checklist.xml.j2", plan, folders, context)


def compose_assignments(
    plan: Plan, title: str, rows: "Sequence[TaskRow]", folders: Iterable[Path] = ()
) -> Document:
    """Compose the 任务分解表 of these tasks."""
    from plangen.assignments import filled_columns
    from plangen.checklists import cover

    columns, table = filled_columns(rows)
    context = {"cover": cover(plan), "title": title, "columns": columns, "rows": table}
    return _composed("assignments.xml.j2", plan, folders, context)


def compose_comparison(
    plan: Plan, report: "ComparisonReport", folders: Iterable[Path] = ()
) -> Document:
    """Compose the 对照表 of a comparison whose new plan is this."""
    return _composed("comparison.xml.j2", plan, folders, {"plan": plan, "account": report})


def compose_paper(
    template: str, plan: Plan, context: Mapping[str, object], folders: Iterable[Path] = ()
) -> Document:
    """Compose what is made of a plan's progress, by the template of a name without .xml.j2."""
    return _composed(f"{template}.xml.j2", plan, folders, {"plan": plan, **context})


def comparison_page(report: "ComparisonReport", folders: Iterable[Path] = ()) -> str:
    """The 对照表 as a page of HTML that needs no other file."""
    return _rendered(_environment(folders), "comparison.html.j2", {"account": report})


def _composed(
    name: str, plan: Plan, folders: Iterable[Path], context: Mapping[str, object]
) -> Document:
    environment = _environment(folders)
    filters = {
        "title_lines": partial(_title, unbroken_names(plan)),
        "tasks_as_table": partial(_made_table, plan),
        "header_rows": _header_rows,
    }
    environment.add_filters(filters)
    xml = _rendered(environment, name, context)
    try:
        return parse(xml)
    except DocumentError as error:
        raise CannotGoOn(str(error).replace("模板：", f"模板 {name}：", 1)) from error


def _rendered(environment: Sandbox, name: str, context: Mapping[str, object]) -> str:
    try:
        return environment.get_template(name).render(context)
    except TemplateNotFound as error:
        raise CannotGoOn(f"找不到模板 {error.name}：检查 templates 文件夹") from error
    except CannotGoOn:
        raise
    except Exception as error:
        raise CannotGoOn(_where(error)) from error


def _title(names: Iterable[str], title: str, limit: float = TITLE_CHARS) -> str:
    """A title with its own line breaks, or with those that suit it when it is too long."""
    if "\n" in title or printed_width(title) <= limit:
        return title
    return "\n".join(title_lines(title, names, limit))


def _made_table(plan: Plan, table: TaskTable, section: Section | None = None) -> "MadeTable":
    from plangen.task_tables import made_table

    return made_table(plan, table, section)


def _header_rows(columns: Sequence[Any]) -> "tuple[tuple[TableCell, ...], ...]":
    from plangen.task_tables import header_rows

    return header_rows(columns)


def _environment(folders: Iterable[Path]) -> Sandbox:
    own = resource("templates")
    kept = TemplateBytecode(own, [__file__, sandbox.__file__])
    environment = Sandbox([*folders, own], extensions=[_Places], bytecode_cache=kept)
    filters = {
        "amount": amount,
        "chinese_date": chinese_date,
        "ended": ended,
        "first_line": first_line,
        "numeral": numbered,
        "one_line": one_line,
        "roles": roles,
        "short_date": short_date,
        "spread": spread,
    }
    environment.add_filters(filters)
    return environment


_TAG = re.compile(r"<[a-z][a-z-]*(?:\{\{.*?\}\}|[0-9])?(?=[\s/>])")


class _Places(Extension):
    """An extension that writes into every literal tag its place: at="notice.xml.j2:12"."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if not (name or "").endswith(".xml.j2"):
            return source
        lines = []
        for number, line in enumerate(source.split("\n"), 1):
            lines.append(_TAG.sub(rf'\g<0> at="{name}:{number}"', line))
        return "\n".join(lines)


_FAULTS: dict[type[Exception], str] = {
    UndefinedError: "没有这个名字",
    SecurityError: "模板里不许这样写",
}


def _where(error: Exception) -> str:
    """Say a template's fault with its file and line."""
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            name, line = Path(file).name, trace.tb_lineno
        trace = trace.tb_next
    fault = _FAULTS.get(type(error), "模板的写法不对")
    return f"模板 {name} 第{line}行：{fault}（{error}）"


def chinese_date(day: date | None) -> str:
    """2022年3月7日: Arabic figures, the full year, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return written(day) if day else ""


def short_date(day: date | None, year: int) -> str:
    """3月7日 where it is in a year that is known; else with its own."""
    if day is None or day.year != year:
        return chinese_date(day)
    return f"{day.month}月{day.day}日"


def amount(value: float) -> str:
    """A figure as prose has it: at most two decimals, no zeros at its end."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def first_line(text: str) -> str:
    """The first line of a text, without the full stop at its end."""
    return text.partition("\n")[0].rstrip("。；")


def ended(heading: str) -> str:
    """A heading that text is run in after: with a full stop, unless it has a mark of its own."""
    return heading if heading[-1:] in "。：；！？" else f"{heading}。"


def numbered(number: int, level: int) -> str:
    """The numeral of a level, 1 to 4: （二） for 2 on the second."""
    return numeral(level, number)


def one_line(text: str) -> str:
    """A title with its line breaks taken out."""
    return text.replace("\n", "")


def roles(responsible: Responsibility, internal: bool = True) -> list[tuple[str, str]]:
    """The labels and names of those responsible, in the order a notice lists them.

    `internal` are the bureau's own departments and people, who are not printed in brackets.
    """
    names: dict[str, str] = {}
    if internal:
        names["责任科室"] = _printed(responsible.departments)
        names["配合科室"] = _printed(responsible.supporting_departments)
        names["责任人"] = "、".join(responsible.persons)
        names["责任领导"] = "、".join(responsible.lead_officials)
    for role, label in UNIT_ROLES.items():
        names[label] = _printed(getattr(responsible, role))
    return [(label, listed) for label, listed in names.items() if listed]


def _printed(parties: Iterable[Department | Unit | Group]) -> str:
    return "、".join(party.printed for party in parties)
