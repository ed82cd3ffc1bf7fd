"""Checklists of 500 units × 15 tasks, one core, each a file, against other tools.

The files of all are written to memory where the system has such a folder: a disk that is still
busy with the last round would be measured with whoever comes next.
"""

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import county
import xlsxwriter
from docxtpl import DocxTemplate
from timing import ratio, row, times

from plangen.checklists import Audience, Checklist, Cover, checklists, cover
from plangen.checklists.rows import rows_of
from plangen.compose import compose_checklist
from plangen.delivery.folder import Local
from plangen.plan import Plan
from plangen.tasks import task_rows
from plangen.workdays import Workdays
from plangen.workspace import read_plan
from plangen.writers.docx import write
from plangen.writers.docx.checklist import FIELDS, LINES, DocxChecklists
from plangen.writers.xlsx.checklist import XlsxChecklists
from plangen.writers.xlsx.checklist import row as cells_of
from plangen.writers.xlsx.checklist_sheet import COLUMNS, STATES

UNITS, TASKS, SAMPLE = 500, 15, 25
DIFFERING_LIMIT, SHARED_LIMIT, XLSX_LIMIT = 25, 80, 5
"""At least so many times as fast."""
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
_CELLS = ("number", "text", "basis", "deadline", "people", "evidence", "state")


def checklists_of_a_county(rounds: int) -> bool:
    """Every limit of the two cases: units that share their tasks, and units that do not."""
    kept = []
    for alike, limit in ((True, SHARED_LIMIT), (False, DIFFERING_LIMIT)):
        with TemporaryDirectory(dir=_MEMORY) as folder:
            plan = _plan(Path(folder), alike)
            lists = _lists(plan)
            case = "shared" if alike else "differing"
            kept.append(_docx(rounds, plan, lists, Path(folder), case, limit))
            kept.append(_xlsx(rounds, plan, lists, Path(folder), case, XLSX_LIMIT if alike else 0))
    return all(kept)


def _plan(folder: Path, alike: bool) -> Plan:
    plan = read_plan(county.write(folder, UNITS, TASKS, alike=alike)).plan
    if plan is None:
        raise SystemExit("the plan of the county does not read")
    return plan


def _lists(plan: Plan) -> list[Checklist]:
    """The units' lists; those of the department and the official are longer."""
    every = checklists(plan, task_rows(plan, Workdays()))
    return [each for each in every if each.audience is Audience.UNIT]


def _ours(lists: Sequence[Checklist], folder: Path, make: Callable[[Checklist], bytes]) -> None:
    """Every list into a new folder."""
    place = Local(str(folder))
    for each in lists:
        place.put(f"{each.id}.file", make(each))


def _each(lists: Sequence[Checklist], make: Callable[[Checklist], None]) -> None:
    for one in lists[:SAMPLE]:
        make(one)


def _compare(label: str, other: str, theirs: list[float], ours: list[float], least: float) -> bool:
    """A file is the unit; theirs are of a sample. A specimen, as a template, is made beforehand."""
    theirs, ours = [each / SAMPLE for each in theirs], [each / UNITS for each in ours]
    row(f"{label}, a file: {other}", theirs)
    row("  plangen", ours)
    return row(f"  times as fast as {other}", ratio=ratio(theirs, ours), least=least)


def _docx(
    rounds: int, plan: Plan, lists: Sequence[Checklist], folder: Path, case: str, limit: float
) -> bool:
    template = folder / "template.docx"
    template.write_bytes(_docxtpl_template(plan))
    specimen = write(compose_checklist(plan, FIELDS, LINES))
    place = str(folder / "by-docxtpl.docx")
    theirs, ours = times(
        rounds,
        lambda: _each(lists, lambda one: _by_docxtpl(template, one, place)),
        lambda: _ours(lists, folder / "ours", DocxChecklists(specimen).write),
        after=lambda: shutil.rmtree(folder / "ours", ignore_errors=True),
    )
    return _compare(f"DOCX, {case} tasks", "docxtpl", theirs, ours, limit)


def _xlsx(
    rounds: int, plan: Plan, lists: Sequence[Checklist], folder: Path, case: str, limit: float
) -> bool:
    about = cover(plan)
    place = str(folder / "by-xlsxwriter.xlsx")
    theirs, ours = times(
        rounds,
        lambda: _each(lists, lambda one: _by_xlsxwriter(about, one, place)),
        lambda: _ours(lists, folder / "ours", XlsxChecklists(about).write),
        after=lambda: shutil.rmtree(folder / "ours", ignore_errors=True),
    )
    return _compare(f"XLSX, {case} tasks", "XlsxWriter", theirs, ours, limit)


def _docxtpl_template(plan: Plan) -> bytes:
    """The same page, with docxtpl's tags in the places of ours."""
    said = [{"number": "{%tr for line in lines %}"}, dict(zip(_CELLS, _TAGS, strict=True))]
    blank = dict.fromkeys(LINES[0], "")
    lines = [blank | each for each in (*said, {"number": "{%tr endfor %}"})]
    fields = {"audience": "{{ audience }}", "name": "{{ name }}"}
    return write(compose_checklist(plan, fields, lines))


_TAGS = tuple(f"{{{{ line.{cell} }}}}" for cell in _CELLS)


def _by_docxtpl(template: Path, checklist: Checklist, place: str) -> None:
    document = DocxTemplate(str(template))
    lines = [
        {"number": number, "state": "□", **{cell: getattr(line, cell) for cell in _CELLS[1:-1]}}
        for number, line in enumerate(checklist.lines, 1)
    ]
    fields = {"audience": checklist.audience.label, "name": checklist.name, "lines": lines}
    document.render(fields, autoescape=True)
    document.save(place)


def _by_xlsxwriter(about: Cover, checklist: Checklist, place: str) -> None:
    """The same rows, look, locks and drop-downs, as anybody would write them with XlsxWriter."""
    book = xlsxwriter.Workbook(place)
    sheet = book.add_worksheet("任务清单")
    plain = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    locked = book.add_format(plain)
    dated = book.add_format({**plain, "num_format": "yyyy-mm-dd"})
    filled = book.add_format({**plain, "locked": False})
    header = book.add_format({**plain, "bold": True, "align": "center"})
    red = book.add_format({"bg_color": "#FFC7CE"})
    sheet.merge_range("A1:O1", about.title, book.add_format({"bold": True, "font_size": 18}))
    sheet.write("A2", f"{checklist.audience}：{checklist.name}")
    sheet.write("A3", f"依据：{about.basis}")
    for place_, column in enumerate(COLUMNS):
        sheet.set_column(place_, place_, column.width)
        sheet.write(3, place_, column.title, header)
    rows = [each for line in checklist.lines for each in rows_of(line)]
    for number, line in enumerate(rows, 1):
        for place_, cell in enumerate(cells_of(line, number)):
            if isinstance(cell, date):
                sheet.write_datetime(number + 3, place_, cell, dated)
            else:
                look = filled if COLUMNS[place_].filled else locked
                sheet.write(number + 3, place_, cell, look)
    last = len(rows) + 3
    sheet.data_validation(4, 7, last, 7, {"validate": "list", "source": list(STATES)})
    sheet.data_validation(
        *(4, 8, last, 8),
        {"validate": "date", "criteria": ">=", "value": date(about.year, 1, 1)},
    )
    overdue = {"type": "formula", "criteria": "=$E5<TODAY()", "format": red}
    sheet.conditional_format(4, 4, last, 4, overdue)
    sheet.autofilter(3, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect()
    hidden = book.add_worksheet("plangen")
    hidden.write_row(0, 0, [about.series, about.year, checklist.id, checklist.revision])
    hidden.hide()
    book.close()
