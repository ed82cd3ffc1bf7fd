"""The papers of a plan, as bytes: its notice, its 任务分解表; and of two, their 对照表."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plangen.deadline import DeadlineError, parse
from plangen.deadline.seasons import USUAL, Seasons
from plangen.findings.finding import CannotGoOn, Finding, Mark
from plangen.plan import Plan
from plangen.typography import UNSEEN

if TYPE_CHECKING:
    from plangen.comparison.model import Comparison
    from plangen.comparison.report.entries import ComparisonReport
    from plangen.tasks import TaskRow
    from plangen.workdays import Workdays
    from plangen.writers.typeset.pdf import PagesPdf


def paper_path(plan: Plan, title: str, suffix: str, folder: Path) -> Path:
    """Where a paper of a plan goes unless told: <folder>/<year>/<title>.<suffix>."""
    from pathvalidate import sanitize_filename

    title = UNSEEN.sub("_", title)
    name = sanitize_filename(title, replacement_text="_", platform="universal", max_len=200)
    return folder / str(plan.year) / f"{name}.{suffix}"


def notice_path(plan: Plan, folder: Path, suffix: str = "docx") -> Path:
    """Where a plan's notice goes unless told."""
    return paper_path(plan, plan.heading, suffix, folder)


def notice_docx(plan: Plan, templates: Iterable[Path]) -> bytes:
    """The plan's notice; `templates` are the folders of the workspace's own."""
    from plangen.compose import compose
    from plangen.writers.docx import write

    return write(compose(plan, templates), plan.style)


def notice_pdf(plan: Plan, templates: Iterable[Path], fonts: Iterable[Path] = ()) -> "PagesPdf":
    """The plan's notice as PDF; `fonts` are folders with fonts beside the system's."""
    from plangen.compose import compose
    from plangen.writers.typeset.pdf import pages_pdf

    return pages_pdf(compose(plan, templates), plan.style, fonts)


_UNFILLED: Final = re.compile(r"(?:[〕\]］）)]\s*第?|第)\s*[号期次]?\s*$")
"""A document number that waits for its serial, 某卫〔2027〕号 or 第号, as a draft leaves it."""


def unfilled_number(plan: Plan, file: str) -> Iterator[Finding]:
    """Find the document number without its serial: such a notice must not be printed."""
    number = plan.issue.doc_number
    if number and _UNFILLED.search(number):
        mark = Mark(file, number.line, number.column)
        message = f"发文字号“{number}”还没有填顺序号，公文没有生成"
        hint = "填上 doc_number（发文字号）的顺序号；要先看版面，先在这一行行首加 #"
        yield Finding(mark, "doc-number-unfilled", message, hint)


@dataclass(frozen=True, slots=True)
class AssignmentTable:
    """任务分解表: a title and the tasks under it."""

    plan: Plan
    title: str
    rows: "Sequence[TaskRow]"
    templates: Iterable[Path] = ()
    """Folders of the workspace's own templates."""


def assignment_table(
    plan: Plan,
    workdays: "Workdays",
    templates: Iterable[Path],
    unit: str | None = None,
    department: str | None = None,
    official: str | None = None,
    due_before: str | None = None,
    fields: Iterable[str] = (),
    *,
    seasons: Seasons = USUAL,
) -> AssignmentTable:
    """All tasks of a plan, or those of a unit, a department or a lead official, due by a day.

    The day is said as plans of a bureau with these `seasons` say it, a field as
    任务来源=会议议定. Raises CannotGoOn for a name that nobody has, and for a day or a field that
    cannot be read.
    """
    from plangen.assignments import View, view
    from plangen.checklists import titled
    from plangen.tasks import task_rows

    pairs = tuple(map(_pair, fields))
    day = _day(due_before, plan, workdays, seasons) if due_before else None
    chosen = View(unit or "", department or "", official or "", day, pairs)
    rows = view(task_rows(plan, workdays), plan, chosen)
    title = titled(plan, "任务分解表")
    values = [value for _, value in pairs]
    if conditions := "，".join(filter(None, [unit, department, official, due_before, *values])):
        title += f"（{conditions}）"
    return AssignmentTable(plan, title, rows, tuple(templates))


def _pair(condition: str) -> tuple[str, str]:
    """栏目=值, with an = of either width, as a column and what stands in it."""
    name, mark, value = condition.replace("＝", "=").partition("=")
    if not mark or not name.strip():
        raise CannotGoOn(f"--where 要写 栏目=值，如 任务来源=会议议定，不能是“{condition}”")
    return name.strip(), value.strip()


def _day(words: str, plan: Plan, workdays: "Workdays", seasons: Seasons) -> date:
    issued, year = plan.issue.signed_on or plan.issue.printed_on, int(plan.year)
    try:
        due = parse(words, year, issued, workdays, seasons=seasons, span=plan.span).due
    except DeadlineError as error:
        raise CannotGoOn(f"--due-before 读不懂：{error}；{error.hint}") from error
    if len(due) != 1:
        raise CannotGoOn(f"--due-before 要写一天，如 6月30日 或 {year}-06-30，不能是“{words}”")
    return due[0]


def _table(table: AssignmentTable) -> bytes:
    """The table as wide as the terminal; 120 columns where there is none."""
    from plangen.assignments import as_table

    width = shutil.get_terminal_size((120, 24)).columns
    return as_table(table.rows, max(60, width)).encode()


def _json(table: AssignmentTable) -> bytes:
    from plangen.assignments import as_json

    return as_json(table.rows).encode()


def _csv(table: AssignmentTable) -> bytes:
    from plangen.assignments import as_csv

    return as_csv(table.rows).encode("utf-8-sig")


def _docx(table: AssignmentTable) -> bytes:
    from plangen.compose import compose_assignments
    from plangen.writers.docx import write

    document = compose_assignments(table.plan, table.title, table.rows, table.templates)
    return write(document, table.plan.style)


def _xlsx(table: AssignmentTable) -> bytes:
    from plangen.checklists import cover
    from plangen.writers.xlsx.assignments import write_assignments

    return write_assignments(table.title, cover(table.plan), table.rows, table.plan.style)


def _md(table: AssignmentTable) -> bytes:
    from plangen.checklists import cover
    from plangen.writers.markdown import write_assignments

    return write_assignments(table.title, cover(table.plan).basis, table.rows).encode()


ASSIGNMENT_WRITERS: Final[dict[str, Callable[[AssignmentTable], bytes]]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _docx,
    "md": _md,
}
"""Format, which is also the suffix → writer."""


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """对照表: what differs between two plans, in the plan's order or by who is affected."""

    comparison: "Comparison"
    by_responsible: bool = False
    colour: bool = False
    """Whether a terminal shows it in colour."""
    templates: Iterable[Path] = ()

    @property
    def report(self) -> "ComparisonReport":
        """The differences in words."""
        from plangen.comparison.report.entries import comparison_report, report_by_responsible

        make = report_by_responsible if self.by_responsible else comparison_report
        return make(self.comparison)


def _comparison_terminal(table: ComparisonTable) -> bytes:
    from plangen.writers.comparison.terminal import as_terminal

    return as_terminal(table.report, colour=table.colour).encode()


def _comparison_json(table: ComparisonTable) -> bytes:
    from plangen.writers.comparison.records import as_json, as_json_by_responsible

    write = as_json_by_responsible if table.by_responsible else as_json
    return write(table.comparison).encode()


def _comparison_md(table: ComparisonTable) -> bytes:
    from plangen.writers.comparison.markdown import as_markdown

    return as_markdown(table.report).encode()


def _comparison_html(table: ComparisonTable) -> bytes:
    from plangen.compose import comparison_page

    return comparison_page(table.report, table.templates).encode()


def _comparison_docx(table: ComparisonTable) -> bytes:
    from plangen.compose import compose_comparison
    from plangen.writers.docx import write

    new = table.comparison.new
    return write(compose_comparison(new, table.report, table.templates), new.style)


COMPARISON_WRITERS: Final[dict[str, Callable[[ComparisonTable], bytes]]] = {
    "terminal": _comparison_terminal,
    "json": _comparison_json,
    "md": _comparison_md,
    "html": _comparison_html,
    "docx": _comparison_docx,
}
"""Format, which is also the suffix → writer."""
