"""Lists sent out again: what is due, what was reported, several plans in one; and back again."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from support.office import LIBRARY, MODULE, office
from support.program import Outcome, run
from support.rendering import needs_office
from support.returned import bytes_of, column, written

PLAN = """\
series: health
year: 2026
title: 某县2026年卫生工作方案
issuer: 某县卫生局
issue: {form: plan, signature: [某县卫生局], signed_on: 2026-01-15}
register:
  units:
    - {id: east, name: 东街医院}
    - {id: west, name: 西街医院}
  groups:
    - {id: clinics, name: 各诊所}
sections:
  - title: 工作措施
    measures:
      - id: beds
        text: 增加床位。
        responsible: {units: [east, west]}
        deadline: 6月底前
        targets: [{name: 床位, at_least: 20, unit: 张}]
      - {id: reports, text: 报送季度情况。, responsible: {units: [east]}, deadline: 每季度末25日前}
      - {id: cold-chain, text: 修冷链。, responsible: {units: [west, clinics]}, deadline: 10月底前}
      - {id: duty, text: 有情况随时报告。, responsible: {units: [west]}, deadline: 及时}
"""
OTHER = """\
series: water
year: 2025
title: 某县2025年改水工作方案
issuer: 某县卫生局
issue: {form: plan, signature: [某县卫生局], signed_on: 2025-01-15}
register:
  units: [{id: east, name: 东街医院}, {id: far, name: 西街医院}]
sections:
  - title: 工作措施
    measures:
      - {id: wells, text: 查水井。, responsible: {units: [east, far]}, deadline: 9月底前}
"""
SAVED = datetime(2026, 4, 1, 9)
"""When the first report is saved; later ones say so."""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/health.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "plans/water.yaml").write_text(OTHER, "utf-8")
    monkeypatch.chdir(tmp_path)


def issue(*arguments: object, out: str = "out", plans: Sequence[str] = ("health",)) -> Outcome:
    names = [f"plans/{name}.yaml" for name in plans]
    return run("checklist", *names, "-o", out, *arguments)


def path_of(unit: str, out: str = "out", suffix: str = "xlsx") -> Path:
    (path,) = Path(out).rglob(f"{unit}_*.{suffix}")
    return path


def book_of(unit: str, out: str = "out") -> Any:
    return openpyxl.load_workbook(path_of(unit, out))


def rows(unit: str, out: str = "out") -> list[dict[str, Any]]:
    """The rows of a list as it was sent out, by headings."""
    cells = list(book_of(unit, out)["任务清单"].values)
    headings = cells[3]
    return [dict(zip(headings, row, strict=True)) for row in cells[4:]]


def keys(unit: str, out: str = "out") -> list[str]:
    return [row["标识"].partition("#")[0] for row in rows(unit, out)]


def returned(
    unit: str,
    *filled: tuple[str, dict[str, object]],
    out: str = "out",
    saved: datetime = SAVED,
    about: dict[str, object] | None = None,
) -> bytes:
    """A list with cells filled in: by the row's key, then by the column's heading."""
    book = book_of(unit, out)
    sheet = book["任务清单"]
    places = {
        str(sheet.cell(row, column(sheet, "标识")).value).partition("#")[0]: row
        for row in range(5, sheet.max_row + 1)
    }
    for key, cells in filled:
        for heading, value in cells.items():
            sheet.cell(places[key], column(sheet, heading)).value = value
    for label, value in (about or {}).items():
        for row in sheet.iter_rows(min_row=1, max_row=3):
            for cell in row:
                if cell.value == label:
                    sheet.cell(cell.row, cell.column + 1).value = value
    return bytes_of(book, saved)


def collect(name: str, data: bytes, as_of: str = "2026-04-02") -> Outcome:
    written(Path("收件"), name, data)
    return run("collect", f"收件/{name}", "--as-of", as_of)


def ledger(year: int = 2026) -> list[dict[str, str]]:
    path = Path(f"progress/{year}/台账.csv")
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def receipts(year: int = 2026) -> list[dict[str, str]]:
    path = Path(f"progress/{year}/收件.csv")
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def snapshot() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path("progress").rglob("台账.csv")}


DONE = {"完成情况": "已完成", "完成日期": datetime(2026, 3, 20)}


def report_of_east() -> None:
    """The first quarter's report is done, the beds are under way."""
    issue()
    beds = {"完成情况": "进行中", "实际完成值": 8, "进展说明": "已采购", "存在问题": "缺经费"}
    data = returned("东街医院", ("reports@2026Q1", DONE), ("beds", beds))
    assert "收下：东街医院" in collect("一.xlsx", data).out


def close(*arguments: str) -> None:
    code, out, err = run(
        "close", *arguments, "--plan", "plans/health.yaml", "--as-of", "2026-04-05"
    )
    assert (code, err) == (0, ""), out


# --- what is due


@pytest.mark.parametrize(
    ("due", "title", "east", "west"),
    [
        ("2026-02", "2026年2月", None, None),
        ("2026Q1", "2026年第一季度", ["reports@2026Q1"], None),
        ("2026-06", "2026年6月", ["beds", "reports@2026Q1", "reports@2026Q2"], ["beds"]),
        (
            "2026",
            "2026年",
            ["beds", *(f"reports@2026Q{quarter}" for quarter in range(1, 5))],
            ["beds", "cold-chain", "duty"],
        ),
    ],
)
def test_only_what_is_due_is_asked(
    due: str, title: str, east: list[str] | None, west: list[str] | None
) -> None:
    code, out, err = issue("--due", due)
    if east is None:
        assert (code, out) == (2, "")
        assert f"到{title}为止，没有该完成而没有销号的任务，不用发清单" in err
        return
    assert (code, err) == (0, "")
    assert keys("东街医院") == east
    assert book_of("东街医院")["任务清单"]["A1"].value == f"某县2026年卫生工作任务清单（{title}）"
    if west is None:
        assert not list(Path("out").rglob("西街医院_*"))
    else:
        assert keys("西街医院") == west


def test_what_is_closed_is_not_asked_again() -> None:
    report_of_east()
    close("reports@2026Q1", "--unit", "东街医院")
    issue("--due", "2026Q2", out="二")
    assert keys("东街医院", "二") == ["beds", "reports@2026Q2"]
    close("beds", "--unit", "东街医院", "--extend", "2026-09-30", "--reason", "经费没有到")
    assert "新增 0" not in issue("--due", "2026Q2", out="二").out
    assert keys("东街医院", "二") == ["reports@2026Q2"]
    for suffix in ("md", "xlsx"):
        text = path_of("东街医院", "二", suffix).read_bytes()
        assert "取消".encode() not in text, "what is not asked this time has not been cancelled"


@pytest.mark.parametrize("due", ["2026Q5", "2026-13", "第二季度", "26Q1"])
def test_a_period_that_is_none(due: str) -> None:
    code, out, err = issue("--due", due)
    assert (code, out) == (2, "")
    assert f"--due {due}：写作 2026Q2（季度）、2026-06（月）或 2026（年）" in err


def test_a_part_of_the_list_lacks_nothing() -> None:
    issue("--due", "2026Q1")
    out = collect("一.xlsx", returned("东街医院", ("reports@2026Q1", DONE))).out
    assert "收下：东街医院，1 行（收下 1）" in out


def test_a_row_that_was_asked_and_deleted_is_missed() -> None:
    issue("--due", "2026Q2")
    book = book_of("东街医院")
    book["任务清单"].delete_rows(5)
    data = bytes_of(book)
    assert "东街医院的清单少了任务：一（一） 增加床位。；请补报" in collect("一.xlsx", data).out


# --- what was reported already


def test_what_was_reported_stands_in_the_next_list() -> None:
    report_of_east()
    assert "任务未变" in issue().out
    beds, first, second = rows("东街医院")[:3]
    assert (beds["完成情况"], beds["实际完成值"], beds["计量单位"]) == ("进行中", 8, "张")
    assert (beds["进展说明"], beds["存在问题"]) == ("已采购", "缺经费")
    assert (first["完成情况"], first["完成日期"]) == ("已完成", datetime(2026, 3, 20))
    assert (second["完成情况"], second["完成日期"]) == ("未开始", None)
    assert {row["完成情况"] for row in rows("西街医院")} == {"未开始"}
    assert "完成情况：进行中　" in path_of("东街医院", suffix="md").read_text("utf-8")


def test_what_the_office_decided_is_said() -> None:
    report_of_east()
    close("reports@2026Q1", "--unit", "东街医院")
    close("beds", "--unit", "东街医院", "--return", "--reason", "没有验收单")
    issue()
    beds, first, second = rows("东街医院")[:3]
    assert (beds["较上次"], first["较上次"]) == ("退回：没有验收单", "4月5日已销号")
    assert second["较上次"] is None
    text = path_of("东街医院", suffix="md").read_text("utf-8")
    assert "局里意见：退回：没有验收单" in text
    assert text.count("报送季度情况。") == 4, "on paper, what is reported by quarters has its rows"
    assert "完成时限：每季度末25日前；3月25日\n" in text
    (table,) = docx.Document(str(path_of("东街医院", suffix="docx"))).tables
    written_ = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[7] for row in written_] == ["完成情况", "进行中", "已完成", *["未开始"] * 3]
    assert written_[1][6:11] == ["退回：没有验收单", "进行中", "", "8（张）", "已采购"]


def test_a_list_that_comes_back_untouched_changes_nothing() -> None:
    report_of_east()
    close("beds", "--unit", "东街医院", "--return", "--reason", "没有验收单")
    issue()
    before = snapshot()
    later = returned("东街医院", saved=datetime(2026, 5, 1))
    out = collect("二.xlsx", later, "2026-05-02").out
    assert "收下，有疑问：东街医院，5 行（没有填 5）" in out
    assert "东街医院的清单和发下去的一样，没有新填的；核对" in out
    assert snapshot() == before
    both = returned("东街医院", ("reports@2026Q2", DONE), saved=datetime(2026, 5, 3))
    assert "收下：东街医院，5 行（收下 1，没有填 4）" in collect("三.xlsx", both, "2026-05-04").out
    (beds,) = [line for line in ledger() if line["任务"] == "beds"]
    assert (beds["决定"], beds["报送时间"]) == ("退回", "2026-04-01T09:00:00")


def test_what_stands_in_a_list_is_reported_again() -> None:
    """A row as it was sent out is as new as the list that says something new beside it."""
    report_of_east()
    issue()
    before = {line["任务"]: line for line in ledger()}["beds"]
    data = returned("东街医院", ("reports@2026Q2", DONE), saved=datetime(2026, 7, 1, 10))
    assert "收下 1，没有填 4" in collect("二.xlsx", data, "2026-07-02").out
    beds = {line["任务"]: line for line in ledger()}["beds"]
    assert beds["报送时间"] == "2026-07-01T10:00:00"
    assert {**beds, "报送时间": "", "来源": ""} == {**before, "报送时间": "", "来源": ""}
    same = snapshot()
    Path("progress/2026/收件.csv").unlink()
    collect("二.xlsx", data, "2026-07-02")
    collect("一.xlsx", Path("收件/一.xlsx").read_bytes(), "2026-07-02")
    assert snapshot() == same


def test_a_row_that_is_older_than_the_ledger_is_not_reported_again() -> None:
    report_of_east()
    issue()
    old = returned("东街医院", ("reports@2026Q2", DONE), saved=datetime(2026, 7, 3))
    more = returned("东街医院", ("beds", {"进展说明": "到货5张"}), saved=datetime(2026, 7, 1))
    collect("二.xlsx", more, "2026-07-04")
    collect("三.xlsx", old, "2026-07-04")
    beds = {line["任务"]: line for line in ledger()}["beds"]
    assert (beds["进展说明"], beds["报送时间"]) == ("到货5张", "2026-07-01T00:00:00")


def test_a_revision_is_marked_beside_what_was_reported() -> None:
    report_of_east()
    Path("old.yaml").write_text(PLAN, "utf-8")
    Path("plans/health.yaml").write_text(PLAN.replace("6月底前", "5月底前"), "utf-8")
    close("reports@2026Q1", "--unit", "东街医院")
    assert "有变化 2" in issue("--since", "old.yaml").out
    beds, first = rows("东街医院")[:2]
    assert (beds["完成情况"], beds["实际完成值"]) == ("进行中", 8)
    assert "6月底前" in beds["较上次"]
    assert first["较上次"] == "4月5日已销号"


def test_an_answer_to_what_was_returned_is_taken() -> None:
    report_of_east()
    close("beds", "--unit", "东街医院", "--return", "--reason", "没有验收单")
    issue()
    answer = {**DONE, "完成日期": datetime(2026, 4, 20), "实际完成值": 21, "佐证材料名称": "验收单"}
    data = returned("东街医院", ("beds", answer), saved=datetime(2026, 5, 1))
    collect("二.xlsx", data, "2026-05-02")
    (beds,) = [line for line in ledger() if line["任务"] == "beds"]
    assert (beds["完成情况"], beds["实际完成值"], beds["决定"]) == ("已完成", "21", "")
    assert beds["佐证材料"] == "验收单"


def test_carried_lists_are_the_same_bytes_again() -> None:
    report_of_east()
    issue()
    assert issue().out.endswith("（3 份清单，未变 3）\n")
    assert run("build", "-o", "papers").code == 0
    made = Path("papers/2026/某县2026年卫生工作任务清单/单位")
    (whole,) = made.glob("东街医院_*.xlsx")
    assert whole.read_bytes() == path_of("东街医院").read_bytes()


# --- several plans


def test_a_unit_reports_once() -> None:
    issue(plans=("water", "health"))
    assert len(list(Path("out").rglob("东街医院_*.xlsx"))) == 1
    assert keys("东街医院") == [
        "health:2026:beds",
        *(f"health:2026:reports@2026Q{quarter}" for quarter in range(1, 5)),
        "water:2025:wells",
    ]
    east = rows("东街医院")
    assert east[-1]["依据条款"] == "《某县2025年改水工作方案》一（一）"
    assert keys("西街医院")[-1] == "water:2025:wells", "known by its name, whatever its id"
    data = returned("西街医院", ("water:2025:wells", DONE), ("health:2026:beds", DONE))
    assert "收下：西街医院，4 行（收下 4）" in collect("一.xlsx", data).out
    assert {(line["系列"], line["任务"], line["单位"]) for line in ledger(2025)} == {
        ("water", "wells", "far")
    }
    assert {line["单位"] for line in ledger(2026)} == {"west"}
    assert [line["完成情况"] for line in ledger(2026)].count("已完成") == 1
    for year in (2025, 2026):
        assert [receipt["文件"] for receipt in receipts(year)] == ["一.xlsx"]


def test_several_plans_without_marks() -> None:
    """Each row's 依据条款 says whose it is; where that is gone too, its words do."""
    issue(plans=("water", "health"))
    for headings in (("标识",), ("标识", "依据条款")):
        book = book_of("西街医院")
        sheet = book["任务清单"]
        for row in (5, sheet.max_row):
            sheet.cell(row, column(sheet, "完成情况")).value = "已完成"
            sheet.cell(row, column(sheet, "完成日期")).value = "3月20日"
        for heading in headings:
            sheet.delete_cols(column(sheet, heading))
        data = io.BytesIO()
        book.save(data)
        assert "收下：西街医院，4 行（收下 4）" in collect("一.xlsx", data.getvalue()).out
        assert [line["完成情况"] for line in ledger(2025)] == ["已完成"]
        assert [line["完成情况"] for line in ledger(2026)].count("已完成") == 1
        for year in (2025, 2026):
            Path(f"progress/{year}/台账.csv").unlink()
            Path(f"progress/{year}/收件.csv").unlink()


def test_a_list_for_a_quarter_without_hidden_sheet() -> None:
    """Its title says what was asked for, so that nothing else is missing."""
    issue("--due", "2026Q1")
    book = openpyxl.Workbook()
    for row in book_of("东街医院")["任务清单"].values:
        book.active.append(row)
    book.active["H5"], book.active["I5"] = "已完成", "3月20日"
    data = io.BytesIO()
    book.save(data)
    code, out, _ = collect("一.xlsx", data.getvalue())
    assert code == 0, out
    assert [line["期次"] for line in ledger()] == ["2026Q1"]


def test_several_plans_without_hidden_sheet() -> None:
    issue(plans=("water", "health"))
    sheet = book_of("东街医院")["任务清单"]
    copy = openpyxl.Workbook()
    target = copy.active
    assert target is not None
    for row in sheet.values:
        target.append(list(row))
    out = collect("一.xlsx", bytes_of(copy, SAVED)).out
    assert "东街医院，6 行（收下 6）" in out
    assert (len(ledger(2025)), len(ledger(2026))) == (1, 5)


def test_several_plans_are_carried_over() -> None:
    plans = ("water", "health")
    issue(plans=plans)
    collect("一.xlsx", returned("东街医院", ("water:2025:wells", DONE)))
    assert issue(plans=plans).out.endswith("（3 份清单，任务未变 3）\n")
    assert rows("东街医院")[-1]["完成情况"] == "已完成"
    before = snapshot()
    collect("二.xlsx", returned("东街医院", saved=datetime(2026, 6, 1)), "2026-06-02")
    assert snapshot() == before
    assert "未变 3" in issue(plans=plans).out
    issue("--due", "2025", plans=plans, out="三")
    assert keys("东街医院", "三") == ["water:2025:wells"]


def test_a_plan_is_named_once() -> None:
    copy = Path("plans/copy.yaml")
    copy.write_text(PLAN, "utf-8")
    assert "同一系列、同一年度" in issue(plans=("health", "copy")).err
    twice = ("--since", copy, "--since", copy)
    assert "只能和一份方案比" in issue(*twice, plans=("health", "water")).err


def test_each_of_several_plans_is_compared_with_its_own() -> None:
    Path("h.yaml").write_text(PLAN.replace("6月底前", "5月底前"), "utf-8")
    pumps = "{id: pumps, text: 修水泵。, responsible: {units: [east, far]}, deadline: 8月底前}"
    Path("w.yaml").write_text(f"{OTHER}      - {pumps}\n", "utf-8")
    Path("other.yaml").write_text(PLAN.replace("series: health", "series: roads"), "utf-8")
    plans = ("water", "health")
    assert issue("--since", "h.yaml", "--since", "w.yaml", plans=plans).code == 0
    assert "5月底前" in rows("西街医院")[0]["较上次"]
    assert "修水泵" in path_of("西街医院", suffix="md").read_text("utf-8")
    issue("--since", "h.yaml", plans=plans, out="一份")
    assert "5月底前" in rows("西街医院", "一份")[0]["较上次"]
    assert "修水泵" not in path_of("西街医院", "一份", "md").read_text("utf-8")
    assert (
        "没有和《某县2026年卫生工作方案》同一系列"
        in issue("--since", "other.yaml", plans=plans).err
    )


# --- what is filled in


def test_who_has_filled_in_a_list_is_kept() -> None:
    issue()
    about: dict[str, object] = {
        "填报人": "张三",
        "电话": "0595-1",
        "审核人": "李四",
        "填报日期": datetime(2026, 4, 1),
    }
    collect("一.xlsx", returned("东街医院", ("reports@2026Q1", DONE), about=about))
    (receipt,) = receipts()
    said = [receipt[label] for label in ("版本", *about)]
    assert said == ["2", "张三", "0595-1", "李四", "2026-04-01"]


def test_receipts_of_version_1_are_read() -> None:
    issue()
    collect("一.xlsx", returned("东街医院", ("reports@2026Q1", DONE)))
    path = Path("progress/2026/收件.csv")
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    out = io.StringIO()
    old = [line[:10] for line in lines]
    old[1][0] = "1"
    csv.writer(out).writerows(old)
    path.write_text(out.getvalue(), "utf-8-sig")
    assert "已经收过" in run("collect", "收件/一.xlsx", "--as-of", "2026-04-03").out
    assert [receipt["版本"] for receipt in receipts()] == ["2"]


@pytest.mark.parametrize(
    ("value", "question"),
    [
        ("22人", "实际完成值“22人”的单位和指标的“张”不一样；核对"),
        ("不少", "实际完成值“不少”不是数；写数字，按“张”算"),
        ("22张", ""),
        (22, ""),
    ],
)
def test_a_value_is_held_to_its_unit(value: object, question: str) -> None:
    issue()
    cells = {**DONE, "实际完成值": value}
    out = collect("一.xlsx", returned("东街医院", ("beds", cells))).out
    assert (question in out) if question else ("收下：" in out)
    (beds,) = [line for line in ledger() if line["任务"] == "beds"]
    assert beds["实际完成值"] == str(value)


def test_a_member_says_who_it_is() -> None:
    issue()
    done = ("cold-chain", DONE)
    out = collect("一.xlsx", returned("各诊所", done)).out
    assert "没有收：是“各诊所”各单位共用的清单，没有写是谁填的；请对方在表头填上填报单位" in out
    data = returned("各诊所", done, about={"填报单位": "王氏诊所"})
    assert "收下：王氏诊所" in collect("二.xlsx", data).out
    assert [line["单位"] for line in ledger()] == ["clinics/王氏诊所"]
    issue()
    assert rows("各诊所")[0]["完成情况"] == "未开始", "it is nobody's list alone"
    assert rows("各诊所")[0]["较上次"] == "各家以前报的：王氏诊所已完成"


def test_what_members_reported_stands_beside_their_shared_list() -> None:
    """Nothing is filled in for anybody, and a member who leaves a row as it is reports nothing."""
    issue()
    for name, cells in (
        ("王氏诊所", DONE),
        ("李氏诊所", DONE),
        ("张氏诊所", {"完成情况": "进行中"}),
    ):
        about = {"填报单位": name}
        collect(f"{name}.xlsx", returned("各诊所", ("cold-chain", cells), about=about))
    decide = ("close", "cold-chain", "--plan", "plans/health.yaml", "--as-of", "2026-04-05")
    run(*decide, "--unit", "clinics/李氏诊所", "--return", "--reason", "没有照片")
    issue(out="again")
    (row,) = rows("各诊所", "again")
    assert row["较上次"] == "各家以前报的：李氏诊所退回：没有照片；王氏诊所已完成；张氏诊所进行中"
    assert [row["完成情况"], row["完成日期"], row["进展说明"]] == ["未开始", None, None]
    paper = docx.Document(str(path_of("各诊所", "again", "docx")))
    assert "张氏诊所进行中" in paper.tables[0].rows[1].cells[6].text
    assert paper.tables[0].rows[1].cells[7].text == "□"
    assert "王氏诊所已完成" in path_of("各诊所", "again", "md").read_text("utf-8")
    before = Path("progress/2026/台账.csv").read_bytes()
    same = returned("各诊所", out="again", about={"填报单位": "王氏诊所"})
    out = collect("原样.xlsx", same, "2026-04-06").out
    assert "王氏诊所的清单和发下去的一样，没有新填的" in out
    assert Path("progress/2026/台账.csv").read_bytes() == before
    about, later = {"填报单位": "张氏诊所"}, datetime(2026, 4, 6)
    new = returned("各诊所", ("cold-chain", DONE), out="again", about=about, saved=later)
    assert "收下：张氏诊所" in collect("新的.xlsx", new, "2026-04-06").out
    states = {line["单位"]: line["完成情况"] for line in ledger()}
    assert states["clinics/张氏诊所"] == "已完成"


def test_a_list_of_format_1_is_read() -> None:
    issue()
    book = book_of("东街医院")
    sheet = book["任务清单"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    for row in (2, 3):
        for place in range(4, 17):
            sheet.cell(row, place).value = None
    for heading in ("实际完成值", "计量单位", "存在问题", "申请延期至", "佐证材料名称"):
        sheet.delete_cols(column(sheet, heading))
    sheet.cell(4, column(sheet, "进展说明")).value = "说明"
    book["plangen"]["B1"] = "1"
    book["plangen"].delete_rows(8)
    sheet.cell(6, column(sheet, "完成情况")).value = "√"
    sheet.cell(6, column(sheet, "完成日期")).value = "3月20日"
    sheet.cell(6, column(sheet, "说明")).value = "报了"
    assert "收下：东街医院，5 行（收下 5）" in collect("一.xlsx", bytes_of(book, SAVED)).out
    (line,) = [line for line in ledger() if line["完成情况"] == "已完成"]
    assert (line["期次"], line["完成日期"], line["进展说明"]) == ("2026Q1", "2026-03-20", "报了")


# --- to whom it goes back


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", None),
        ('to = "办公室 王五"\nphone = "0595-1"', "报送至：办公室 王五，电话 0595-1"),
        ("days = 5", "截止：2026年1月22日"),
        ('by = 2026-04-10\nto = "办公室"', "报送至：办公室　截止：2026年4月10日"),
        ('by = "每季度末25日前"', "截止：每季度末25日前"),
    ],
)
def test_to_whom_a_list_goes_back(settings: str, said: str | None) -> None:
    Path("plangen.toml").write_text(f"[return]\n{settings}\n", "utf-8")
    issue()
    below = str(book_of("东街医院")["任务清单"]["A3"].value).partition("\n")[2]
    assert below == (said or "")
    last = path_of("东街医院", suffix="md").read_text("utf-8").rstrip().rpartition("\n")[2]
    assert last == (said or "填报人：＿＿　电话：＿＿　审核人：＿＿　填报日期：＿＿")


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ('whom = "x"', "没有“whom”；可以写 to（报送至）、phone（电话）"),
        ("days = 0", "days 是几个工作日，写一个正整数"),
        ("phone = 5951", "phone 是电话，写一段文字，用引号括起来"),
    ],
)
def test_settings_that_mean_nothing(settings: str, why: str) -> None:
    Path("plangen.toml").write_text(f"[return]\n{settings}\n", "utf-8")
    code, out, err = issue()
    assert (code, out) == (2, "")
    assert f"[return] {'里' if 'whom' in settings else '的 '}{why}" in err


# --- filled in with LibreOffice, the sheet protected

FILL = """Sub Fill
  Dim hide(0) As New com.sun.star.beans.PropertyValue
  hide(0).Name = "Hidden" : hide(0).Value = True
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hide())
  sheet = book.Sheets.getByName("任务清单")
  If Not sheet.isProtected() Then Exit Sub
{cells}
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL("{target}", how())
  book.close(True)
End Sub
"""


def basic(cells: dict[str, object]) -> Iterator[str]:
    for place, value in cells.items():
        cell = f'  sheet.getCellRangeByName("{place}")'
        if isinstance(value, datetime):
            yield f"{cell}.setValue(DateSerial({value.year}, {value.month}, {value.day}))"
        elif isinstance(value, int):
            yield f"{cell}.setValue({value})"
        else:
            yield f'{cell}.setString("{value}")'


def test_filled_in_with_libreoffice(tmp_path: Path) -> None:
    needs_office()
    issue()
    cells: dict[str, object] = {
        "I2": "张三",
        "M2": "0595-1",
        "I3": "李四",
        "M3": datetime(2026, 4, 1),
        "H5": "进行中",
        "J5": 8,
        "L5": "已采购",
        "M5": "缺经费",
        "N5": datetime(2026, 9, 30),
        "H6": "已完成",
        "I6": datetime(2026, 3, 20),
        "O6": "季度报表",
    }
    target = tmp_path / "收件/东街.xlsx"
    target.parent.mkdir()
    text = FILL.format(
        source=path_of("东街医院").resolve().as_uri(),
        target=target.as_uri(),
        cells="\n".join(basic(cells)),
    )
    office(tmp_path, "--terminate_after_init")
    place = tmp_path / "profile/user/basic/Standard"
    (place / "Edit.xba").write_text(MODULE.format(text.replace("<", "&lt;")), "utf-8")
    (place / "script.xlb").write_text(LIBRARY, "utf-8")
    office(tmp_path, "macro:///Standard.Edit.Fill")
    outcome = run("collect", "收件/东街.xlsx", "--as-of", "2027-01-05")
    assert "收下 5" in outcome.out
    told = {(line["任务"], line["期次"]): line for line in ledger()}
    beds, report = told["beds", ""], told["reports", "2026Q1"]
    assert [beds[label] for label in ("完成情况", "实际完成值", "进展说明", "存在问题")] == [
        *("进行中", "8", "已采购", "缺经费")
    ]
    assert beds["申请延期至"] == "2026-09-30"
    assert (report["完成日期"], report["佐证材料"]) == ("2026-03-20", "季度报表")
    (receipt,) = receipts()
    said = [receipt[label] for label in ("填报人", "电话", "审核人", "填报日期")]
    assert said == ["张三", "0595-1", "李四", "2026-04-01"]
