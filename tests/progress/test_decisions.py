"""台账.xlsx: what the office decides in it comes into the ledger, whatever became of the file."""

import csv
import random
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.office import office
from support.program import ROOT, Outcome, run
from support.returned import asked, done, edited, put, written, wrong_dimension

from plangen.progress.deciding import DecisionTaker
from plangen.progress.decision_rows import DecisionRow, decision_rows
from plangen.progress.judging_rows import RowFate
from plangen.progress.ledger import Lines, read_ledger
from plangen.progress.ledger_book import DECIDED
from plangen.progress.returned.reading import read_returned

TASK, OTHER = "methadone-retention", "key-treatment/c7ab5fc0"
LEDGER = Path("progress/2022/台账.csv")
KEPT = ("决定", "决定日期", "理由", "文号", "延期至", "原时限", "延期理由")
"""The columns of the ledger that the office fills."""
HEADER = 4
"""The row of the headings."""


@pytest.fixture(autouse=True)
def _collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/2022.yaml").write_bytes((ROOT / "plans/2022.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    told = (done(1), put("完成情况", "进行中", first=2))
    written(Path("收件"), "一.xlsx", edited("nanqiao-hospital", *told, saved=datetime(2022, 12, 2)))
    assert run("collect", "收件", "--as-of", "2022-12-05").code == 0
    assert run("status", "--as-of", "2022-12-05", "-o", "台账.xlsx").code == 0


def book() -> Any:
    return openpyxl.load_workbook("台账.xlsx")


def column(sheet: Any, heading: str) -> int:
    (place,) = [cell.column for cell in sheet[HEADER] if cell.value == heading]
    return int(place)


def row(sheet: Any, task: str) -> int:
    """The row of a task of the hospital that has reported."""
    for number in range(HEADER + 1, sheet.max_row + 1):
        key = sheet.cell(number, column(sheet, "标识")).value
        if key and key.endswith(f"|{task}|nanqiao-hospital"):
            return number
    raise AssertionError(task)


def fill(sheet: Any, task: str, **cells: object) -> None:
    for heading, value in cells.items():
        sheet.cell(row(sheet, task), column(sheet, heading)).value = value


def collect(workbook: Any, name: str = "定了.xlsx", as_of: str = "2022-12-10") -> Outcome:
    workbook.save(name)
    return run("collect", name, "--as-of", as_of)


def decided(task: str = TASK) -> tuple[str, ...]:
    with LEDGER.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            if line["任务"] == task:
                headings = (
                    *DECIDED[:1],
                    "决定日期",
                    "理由",
                    "文号",
                    "延期至",
                    "原时限",
                    "延期理由",
                )
                return tuple(line[heading] for heading in headings)
    return ()


def test_closing() -> None:
    workbook = book()
    fill(workbook.active, TASK, 决定="销号")
    code, out, _ = collect(workbook)
    assert code == 0
    rows = workbook.active.max_row - HEADER
    assert f"定了.xlsx：收下：局里的决定，{rows} 行（收下 1，没有填 {rows - 1}）\n" in out
    assert "台账 2 行，新增 0，变动 1" in out
    assert decided() == ("销号", "2022-12-10", "", "", "", "", "")
    assert "2022-12-10已经收过" in run("collect", "定了.xlsx", "--as-of", "2022-12-11").out
    before = LEDGER.read_bytes()
    workbook.active["A1"].value = "又存了一次"
    assert collect(workbook, as_of="2022-12-20").code == 0
    assert LEDGER.read_bytes() == before


def test_all_that_can_be_decided() -> None:
    workbook = book()
    fill(workbook.active, TASK, 决定="退回", 理由="没有登记表", 决定日期=datetime(2022, 12, 8))
    fill(
        *(workbook.active, OTHER),
        决定="延期",
        延期至="2023.3.31",
        理由="疫情",
        文号="某卫〔2022〕9号",
    )
    assert collect(workbook).code == 0
    assert decided() == ("退回", "2022-12-08", "没有登记表", "", "", "", "")
    assert decided(OTHER) == ("", "", "", "", "2023-03-31", "2022-12-31", "疫情")
    run("status", "--as-of", "2022-12-11", "-o", "台账.xlsx")
    workbook = book()
    assert workbook.active.cell(row(workbook.active, OTHER), column(workbook.active, "决定")).value
    fill(workbook.active, TASK, 决定="不适用", 理由="没有门诊")
    fill(workbook.active, OTHER, 决定="不适用", 理由="撤了")
    assert collect(workbook, as_of="2022-12-12").code == 0
    assert decided()[:3] == ("不适用", "2022-12-12", "没有门诊")
    assert decided(OTHER)[:5] == ("不适用", "2022-12-12", "撤了", "", "2023-03-31")


@pytest.mark.parametrize(
    ("task", "cells", "why"),
    [
        (TASK, {"决定": "退回"}, "退回要写理由"),
        (OTHER, {"决定": "销号"}, "报的是“进行中”，不能销号"),
        (TASK, {"决定": "同意"}, "决定“同意”看不懂，没有收；只能是 销号、退回、延期、不适用"),
        (TASK, {"理由": "没有登记表"}, "没有选决定，没有收"),
        (TASK, {"决定": "销号", "决定日期": "2022-12-30"}, "决定日期2022-12-30还没有到，没有收"),
        (TASK, {"决定": "销号", "决定日期": "上周"}, "决定日期“上周”说不准是哪一天，没有收"),
        (OTHER, {"决定": "延期", "理由": "忙"}, "延期没有写延期至，没有收"),
        (OTHER, {"决定": "延期", "理由": "忙", "延期至": "明年"}, "延期至“明年”说不准"),
        (OTHER, {"决定": "延期", "理由": "忙", "延期至": "2022-6-30"}, "延期要在它以后"),
        (TASK, {"决定": "销号", "延期至": "2023-6-30"}, "填了延期至，决定却是“销号”，没有收"),
    ],
)
def test_what_is_asked(task: str, cells: dict[str, str], why: str) -> None:
    before = LEDGER.read_bytes()
    workbook = book()
    fill(workbook.active, task, **cells)
    code, out, _ = collect(workbook)
    assert code == 1
    assert f"“台账”第{row(workbook.active, task)}行，南侨医院（" in out
    assert why in out
    assert "有疑问没有收 1" in out
    assert LEDGER.read_bytes() == before


def test_an_older_workbook() -> None:
    older = book()
    fill(older.active, TASK, 决定="销号")
    told = ("--unit", "南侨医院", "--as-of", "2022-12-08")
    assert run("close", TASK, *told, "--return", "--reason", "没有登记表").code == 0
    code, out, _ = collect(older)
    assert code == 1
    assert "台账上后来已是“退回，没有登记表，2022-12-08”，没有采用" in out
    assert decided()[0] == "退回"


def test_a_decision_is_not_taken_back() -> None:
    workbook = book()
    fill(workbook.active, TASK, 决定="销号")
    collect(workbook)
    run("status", "--as-of", "2022-12-11", "-o", "台账.xlsx")
    workbook = book()
    fill(workbook.active, TASK, 决定=None, 决定日期=None)
    assert "决定删去了，撤不回；要改，写退回" in collect(workbook).out
    fill(workbook.active, TASK, 决定="退回", 理由="查出不实", 决定日期=datetime(2022, 12, 10))
    assert collect(workbook, as_of="2022-12-12").code == 0
    assert decided()[:3] == ("退回", "2022-12-12", "查出不实")


def test_two_who_decide_otherwise() -> None:
    first, second = book(), book()
    fill(first.active, TASK, 决定="销号")
    fill(second.active, TASK, 决定="不适用", 理由="没有门诊")
    for name, workbook in (("甲.xlsx", first), ("乙.xlsx", second)):
        workbook.save(name)
    code, out, _ = run("collect", "甲.xlsx", "乙.xlsx", "--as-of", "2022-12-10")
    assert code == 1
    assert "台账上后来已是“销号，2022-12-10”，没有采用" in out
    assert decided()[0] == "销号"


def test_one_line_twice() -> None:
    workbook = book()
    sheet = workbook.active
    fill(sheet, TASK, 决定="销号")
    cells = [cell.value for cell in sheet[row(sheet, TASK)]]
    cells[column(sheet, "决定") - 1] = "不适用"
    sheet.append(cells)
    code, out, _ = collect(workbook)
    assert code == 1
    assert "同一条填了 2 行，决定不同，都没有收" in out
    assert decided()[0] == ""


def sort(sheet: Any) -> None:
    rows = [[cell.value for cell in cells] for cells in sheet.iter_rows(min_row=HEADER + 1)]
    random.Random(1).shuffle(rows)
    sheet.delete_rows(HEADER + 1, sheet.max_row)
    for cells in rows:
        sheet.append(cells)


def hide(sheet: Any) -> None:
    sheet.auto_filter.add_filter_column(5, ["红"])
    for number in range(HEADER + 1, sheet.max_row + 1):
        sheet.row_dimensions[number].hidden = True


def delete_others(sheet: Any) -> None:
    kept = row(sheet, TASK)
    sheet.delete_rows(kept + 1, sheet.max_row)
    sheet.delete_rows(HEADER + 1, kept - HEADER - 1)


def insert(sheet: Any) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_cols(3)
    sheet.insert_rows(1, 2)


def lose_marks(sheet: Any) -> None:
    for heading in ("标识", "原样"):
        sheet.delete_cols(column(sheet, heading))
    del sheet.parent["plangen"]


@pytest.mark.parametrize("change", [sort, hide, delete_others, insert, lose_marks])
def test_what_becomes_of_a_workbook(change: Callable[[Any], object]) -> None:
    workbook = book()
    fill(workbook.active, TASK, 决定="销号", 决定日期=datetime(2022, 12, 9))
    change(workbook.active)
    code, out, _ = collect(workbook, "改了名.xlsx")
    assert code == 0, out
    assert "（收下 1" in out
    assert decided() == ("销号", "2022-12-09", "", "", "", "", "")


def test_saved_by_other_programs(tmp_path: Path) -> None:
    workbook = book()
    fill(workbook.active, TASK, 决定="销号")
    fill(workbook.active, OTHER, 决定="延期", 延期至=datetime(2023, 3, 31), 理由="疫情")
    workbook.save("定了.xlsx")
    Path("wps.xlsx").write_bytes(wrong_dimension(Path("定了.xlsx").read_bytes()))
    for kind in ("xlsx", "ods", "xls"):
        office(tmp_path, "--convert-to", kind, "--outdir", "存", "定了.xlsx")
    for file in ("wps.xlsx", "存/定了.xlsx", "存/定了.ods", "存/定了.xls"):
        LEDGER.unlink()
        Path("progress/2022/收件.csv").unlink()
        assert run("collect", "收件", "--as-of", "2022-12-05").code == 0
        code, out, _ = run("collect", file, "--as-of", "2022-12-10")
        assert code == 0, out
        assert decided()[:2] == ("销号", "2022-12-10")
        assert decided(OTHER)[4] == "2023-03-31"


def test_lines_of_another_plan() -> None:
    workbook = book()
    sheet = workbook.active
    key = sheet.cell(row(sheet, TASK), column(sheet, "标识"))
    fill(sheet, TASK, 决定="销号")
    key.value = str(key.value).replace("2022|", "2021|")
    out = collect(workbook).out
    assert "“销号”没有收：是 drug-control 2021年的，不在这次收的方案里" in out


def test_an_empty_one() -> None:
    workbook = book()
    workbook.active.delete_rows(HEADER + 1, workbook.active.max_row)
    assert "没有收：里面没有台账的行" in collect(workbook).out


CELLS = st.one_of(
    st.sampled_from(["销号", "退回", "延期", "不适用", "2023-3-31", "2022-12-1", ""]),
    st.text(max_size=4),
)


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.sampled_from([*DECIDED, "标识", "原样"]), CELLS),
        max_size=12,
    )
)
def test_no_row_is_lost_whatever_is_typed(changes: list[tuple[int, str, str]]) -> None:
    ledger = read_ledger(LEDGER)
    book_ = read_returned(Path("台账.xlsx").read_bytes(), ".xlsx")
    rows = list(decision_rows(book_) or ())
    for number, heading, text in changes:
        said = {**rows[number].said, heading: text}
        rows[number] = DecisionRow(rows[number].place, said)
    after: Lines = dict(ledger)
    judgement, wrote = DecisionTaker([asked(2022)], {2022: after}, date(2022, 12, 10)).take(rows)
    assert judgement.fates.total() == len(rows)
    changed = [key for key, line in after.items() if ledger.get(key) != line]
    assert wrote == bool(changed)
    assert len(changed) <= judgement.fates[RowFate.TAKEN]
    assert bool(judgement.fates[RowFate.ASKED]) == bool(judgement.questions)
    again = dict(after)
    DecisionTaker([asked(2022)], {2022: again}, date(2022, 12, 10)).take(rows)
    assert again == after
