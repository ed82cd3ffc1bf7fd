"""Import of a notice and of a task table, whole, against reading the same files alone."""

from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from python_calamine import CalamineWorkbook
from timing import ratio, row, times
from xlsxwriter import Workbook

from plangen.compose import compose
from plangen.importing.drafting import imported
from plangen.importing.sources.source import read_source
from plangen.readers.plan_file import read
from plangen.writers.docx import write

ROOT = Path(__file__).parent.parent
ROWS = 1000
HEADS = ("序号", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限")


def importing(rounds: int) -> bool:
    """A notice of some ten pages, and a table of a thousand rows; nothing is written."""
    path = ROOT / "plans" / "2018.yaml"
    plan = read(path.read_bytes(), path.name).plan
    if plan is None:
        raise SystemExit(f"{path.name} does not read")
    with TemporaryDirectory() as folder:
        notice, table = Path(folder, "notice.docx"), Path(folder, "table.xlsx")
        notice.write_bytes(write(compose(plan)))
        table.write_bytes(_table())
        target = Path(folder, "plans", "plan.yaml")
        document, whole, sheet, rows = times(
            rounds,
            lambda: [one.text for one in docx.Document(str(notice)).paragraphs],
            lambda: imported(read_source(notice), target, date(2018, 1, 1)),
            lambda: CalamineWorkbook.from_path(table).get_sheet_by_index(0).to_python(),
            lambda: imported(read_source(table), target, date(2018, 1, 1)),
        )
    row("python-docx: read the notice of plans/2018.yaml", document)
    row("plangen: import the same, laid out again", whole)
    row("  against python-docx", ratio=ratio(whole, document))
    row(f"calamine: read a table of {ROWS} rows", sheet)
    row("plangen: import the same, laid out again", rows)
    row("  against calamine", ratio=ratio(rows, sheet))
    return True


def _table() -> bytes:
    file = BytesIO()
    with Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        for number in range(1, ROWS + 1):
            cells = (
                number,
                f"整治第{number}处隐患",
                "逐处登记，限期整改。",
                f"第{number % 40 + 1}中队",
                "区应急管理局",
                f"{number % 12 + 1}月底前",
            )
            sheet.write_row(number, 0, cells)
    return file.getvalue()
