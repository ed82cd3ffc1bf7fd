"""A whole year through the commands: lists out and back, a revision, decisions, the next draft."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from support.program import Outcome, run
from support.returned import bytes_of, written

PLAN = """\
series: river-care
year: 2026
title: 平水县2026年河道管护工作方案
issuer: 平水县水务局
issue: {form: plan, printed_by: 平水县水务局, printed_on: 2026-01-12}
register:
  departments:
    - {id: rivers, name: 河道科, person: 沈舟, lead_official: 梁川}
  units:
    - {id: east, name: 东河管理站}
    - {id: west, name: 西河管理站}
    - {id: south, name: 南河管理站}
  groups:
    - {id: stations, name: 各管理站, units: [east, west, south]}
sections:
  - title: 工作目标
    goals:
      - id: clean
        text: 各管理站河道保洁率达到90%以上。
        responsible: {department: rivers, units: [stations]}
        deadline: 全年
        targets: [{name: 河道保洁率, at_least: 90, unit: "%"}]
      - id: dumping
        text: 倾倒垃圾起数比上年下降20%。
        responsible: {department: rivers, units: [stations]}
        deadline: 全年
        targets: [{name: 倾倒垃圾起数, decrease: 20, baseline: 50, unit: "%"}]
  - title: 工作措施
    measures:
      - id: patrol
        text: 各管理站每季度巡查一遍河岸。
        responsible: {department: rivers, units: [stations]}
        deadline: 每季度
      - id: gauges
        text: 建成自动水位站，接入县平台。
        responsible: {department: rivers, units: [west, south]}
        deadline: 6月底前
        targets: [{name: 自动水位站, at_least: 12, unit: 个}]
"""
REVISED = (
    PLAN.replace("deadline: 6月底前", "deadline: 9月底前")
    + """\
      - id: divers
        text: 9月底前清理一次水下障碍物。
        responsible: {department: rivers, units: [east]}
        deadline: 9月底前
"""
)
LISTS = Path("build/2026/平水县2026年河道管护工作任务清单/单位")
LEDGER = Path("progress/2026/台账.csv")
Answers = dict[str, object]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(Path("plans"), "2026.yaml", PLAN.encode())


def workbook(unit: str) -> Any:
    """The list of a unit as it was sent out last."""
    (path,) = LISTS.glob(f"{unit}*.xlsx")
    return openpyxl.load_workbook(path)


def fill(book: Any, rows: dict[str, Answers]) -> Any:
    """Fill in a list: answers by heading, for each row by its 标识; what has no column gets one."""
    sheet = book["任务清单"]
    (head,) = [row for row in sheet.iter_rows() if any(cell.value == "标识" for cell in row)]
    columns = {cell.value: cell.column for cell in head}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        key = str(row[columns["标识"] - 1].value).partition("#")[0]
        for heading, answer in rows.get(key, {}).items():
            if heading not in columns:
                columns[heading] = max(columns.values()) + 1
                sheet.cell(head[0].row, columns[heading]).value = heading
            sheet.cell(row[0].row, columns[heading]).value = answer
    return book


def send(folder: str, name: str, book: Any, day: datetime) -> Path:
    return written(Path(folder), name, bytes_of(book, day))


def collect(folder: str, as_of: str, *more: str) -> Outcome:
    """Collect a folder, and once more: the second time nothing changes, nor does a file sent."""
    files = {path: path.read_bytes() for path in Path(folder).iterdir()}
    outcome = run("collect", folder, "--as-of", as_of, *more)
    ledger = LEDGER.read_bytes()
    assert "新增 0，变动 0" in run("collect", folder, "--as-of", as_of).out
    assert LEDGER.read_bytes() == ledger
    assert {path: path.read_bytes() for path in Path(folder).iterdir()} == files
    return outcome


def close(task: str, unit: str, as_of: str, *more: str) -> Outcome:
    return run("close", task, "--unit", unit, "--as-of", as_of, *more)


def stood(as_of: str) -> list[dict[str, Any]]:
    """The rows of the status as JSON."""
    lines: list[dict[str, Any]] = json.loads(
        run("status", "--as-of", as_of, "--format", "json").out
    )["lines"]
    return lines


def stands(as_of: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The state and the light of each row of each unit."""
    shown = {}
    for line in stood(as_of):
        key = f"{line['task']}@{line['period']}" if line["period"] else line["task"]
        shown[line["name"], key] = line["stand"], line["light"]
    return shown


def done(day: str, value: str = "") -> Answers:
    answers: Answers = {"完成情况": "已完成", "完成日期": day}
    return {**answers, "实际完成值": value} if value else answers


def test_a_whole_year() -> None:
    assert run("check", "plans/2026.yaml").code == 0
    assert run("checklist", "plans/2026.yaml", "--format", "xlsx").code == 0
    _first_quarter()
    _revision()
    _third_quarter()
    _decisions()
    _reminders()
    _reports()
    _year_end()
    _next_year()


def _first_quarter() -> None:
    """Three lists come back with mistakes; what is asked is answered and sent again."""
    east = fill(workbook("东河管理站"), {"patrol@2026Q1": done("3月20日")})
    send("一季度", "东河.xlsx", east, datetime(2026, 4, 1))
    west = fill(workbook("西河管理站"), {"patrol@2026Q1": {"完成情况": "扫尾阶段"}})
    del west["plangen"]
    send("一季度", "西河改了名.xlsx", west, datetime(2026, 4, 1))
    south = fill(workbook("南河管理站"), {"patrol@2026Q1": done("2026-04-20")})
    send("一季度", "南河.xlsx", south, datetime(2026, 4, 1))
    code, out, _ = collect("一季度", "2026-04-02")
    assert code == 1
    assert re.search("东河.xlsx：收下：东河管理站", out)
    assert "完成情况“扫尾阶段”看不懂，没有收" in out
    assert "完成日期2026-04-20还没有到，没有收" in out
    south = fill(workbook("南河管理站"), {"patrol@2026Q1": done("2026-03-25")})
    send("一季度", "南河更正.xlsx", south, datetime(2026, 4, 3))
    out = collect("一季度", "2026-04-03", "--word", "扫尾阶段=进行中").out
    assert "南河更正.xlsx：收下：南河管理站" in out
    standing = stands("2026-04-03")
    assert standing["东河管理站", "patrol@2026Q1"] == ("待销号", "绿")
    assert standing["西河管理站", "patrol@2026Q1"] == ("进行中", "红")
    assert standing["南河管理站", "patrol@2026Q1"] == ("待销号", "绿")


def _revision() -> None:
    """In June a deadline moves and a measure is added; what was reported stays."""
    before = LEDGER.read_bytes()
    written(Path("plans"), "旧稿.yaml", PLAN.encode())
    written(Path("plans"), "2026.yaml", REVISED.encode())
    out = run(
        "diff", "plans/旧稿.yaml", "plans/2026.yaml", "--progress", "--as-of", "2026-06-10"
    ).out
    assert "时限：6月底前 → 9月底前（推后）" in out
    assert "2026年完成情况：2家都没有办结；自动水位站≥12个" in out
    Path("plans/旧稿.yaml").unlink()
    assert run("checklist", "plans/2026.yaml", "--format", "xlsx").code == 0
    assert any(row[-1].value == "divers" for row in workbook("东河管理站")["任务清单"].iter_rows())
    assert LEDGER.read_bytes() == before
    assert stands("2026-07-01")["南河管理站", "patrol@2026Q1"] == ("待销号", "绿")


def _third_quarter() -> None:
    """The second lists come back: one late, one asks for more time."""
    patrols = {"patrol@2026Q2": done("2026-06-20"), "patrol@2026Q3": done("2026-09-20")}
    east = fill(workbook("东河管理站"), {**patrols, "divers": {"完成情况": "进行中"}})
    send("三季度", "东河.xlsx", east, datetime(2026, 9, 28))
    west = fill(
        workbook("西河管理站"),
        {**patrols, "patrol@2026Q1": done("2026-04-20"), "gauges": done("2026-09-10", "8个")},
    )
    send("三季度", "西河.xlsx", west, datetime(2026, 9, 28))
    asked: Answers = {"完成情况": "进行中", "申请延期至": "2026-10-31"}
    south = fill(workbook("南河管理站"), {**patrols, "gauges": asked})
    send("三季度", "南河.xlsx", south, datetime(2026, 9, 28))
    code, out, _ = collect("三季度", "2026-09-29")
    assert code == 1
    assert "申请延期至2026-10-31；同意的，用 plangen close --extend 2026-10-31 定下来" in out
    standing = stands("2026-09-29")
    assert standing["西河管理站", "patrol@2026Q1"] == ("待销号", "绿")
    assert standing["西河管理站", "gauges"] == ("待销号", "绿")
    assert standing["南河管理站", "gauges"] == ("进行中", "蓝")
    assert standing["南河管理站", "patrol@2026Q1"] == ("待销号", "绿")


def _decisions() -> None:
    """The office returns, extends, waives and closes."""
    for period in ("2026Q1", "2026Q2", "2026Q3"):
        for unit in ("东河管理站", "西河管理站", "南河管理站"):
            assert close(f"patrol@{period}", unit, "2026-09-30").code == 0
    assert (
        close("gauges", "西河管理站", "2026-09-30", "--return", "--reason", "没有验收单").code == 0
    )
    south = ("gauges", "南河管理站", "2026-09-30")
    assert close(*south, "--extend", "2026-10-31", "--reason", "汛期长").code == 0
    assert (
        close("divers", "东河管理站", "2026-09-30", "--waive", "--reason", "没有障碍物").code == 0
    )
    assert close("clean", "东河管理站", "2026-09-30").code == 2
    standing = stands("2026-10-08")
    assert standing["西河管理站", "gauges"] == ("已退回", "红")
    assert standing["南河管理站", "gauges"][1] == "绿"
    assert standing["东河管理站", "divers"] == ("不适用", "灰")


def _reminders() -> None:
    """Who is behind is reminded of just that; who is not gets nothing."""
    code, out, _ = run("remind", "plans/2026.yaml", "--as-of", "2026-10-08", "-o", "催办")
    assert code == 0, out
    papers = sorted(path.stem for path in Path("催办").rglob("*.docx"))
    assert [name for name in papers if "西河管理站" in name]
    (west,) = [path for path in Path("催办").rglob("*.docx") if "西河管理站" in path.stem]
    words = "".join(cell.text for row in Document(west).tables[0].rows for cell in row.cells)
    assert "没有验收单" in words
    assert "清理一次水下障" not in words


def _reports() -> None:
    """The report counts what the ledger holds; the next one says what has changed since."""
    run("report", "plans/2026.yaml", "--period", "2026Q2", "-o", "二季度.json")
    code, out, _ = run("report", "plans/2026.yaml", "--period", "2026Q3", "-o", "三季度.json")
    assert code == 0, out
    report = json.loads(Path("三季度.json").read_text("utf-8"))
    figures = {name: figure["count"] for name, figure in report["figures"].items()}
    due = []
    for line in stood("2026-09-30"):
        if line["due"] and line["due"] <= "2026-09-30" and line["stand"] != "不适用":
            due.append(line["stand"])
    assert (figures["总体/应完成"], figures["总体/已销号"]) == (len(due), due.count("已销号"))
    assert (len(due), due.count("已销号")) == (10, 9)
    assert [(unit["name"], unit["rate"]) for unit in report["units"]] == [
        ("东河管理站", "100%"),
        ("南河管理站", "100%"),
        ("西河管理站", "75%"),
    ]
    assert report["last"] == "2026-06-30"


def _year_end() -> None:
    """The last lists; all that is done is closed, one patrol is never done."""
    answers = {
        "东河管理站": {"clean": done("2026-12-20", "95%"), "dumping": done("2026-12-20", "12起")},
        "西河管理站": {"clean": done("2026-12-20", "86%"), "dumping": done("2026-12-20", "9起")},
        "南河管理站": {"clean": done("2026-12-20", "93%"), "dumping": done("2026-12-20", "14起")},
    }
    answers["西河管理站"]["gauges"] = done("2026-10-12", "8个")
    answers["南河管理站"]["gauges"] = done("2026-10-28", "5个")
    for unit in ("东河管理站", "西河管理站"):
        answers[unit]["patrol@2026Q4"] = done("2026-12-10")
    for unit, rows in answers.items():
        send("年底", f"{unit}.xlsx", fill(workbook(unit), rows), datetime(2026, 12, 22))
    out = collect("年底", "2026-12-22").out
    assert "报已完成，指标是河道保洁率≥90%，实际却是86%；核对" in out
    for unit, rows in answers.items():
        for task in rows:
            assert close(task, unit, "2026-12-23").code == 0
    counts: dict[str, int] = {}
    for stand, _ in stands("2027-01-04").values():
        counts[stand] = counts.get(stand, 0) + 1
    assert counts == {"已销号": 19, "不适用": 1, "未开始": 1}
    out = run("report", "plans/2026.yaml", "--period", "2026", "-o", "通报.md").out
    assert "已生成 通报.md" in out
    assert "19" in Path("通报.md").read_text("utf-8")


def _next_year() -> None:
    """The draft knows what was reached; a plan that forgets it is told."""
    code, out, _ = run("draft", 2027, "--progress", "--as-of", "2027-01-04")
    assert code == 0
    assert (
        "2026年3家都已销号，河道保洁率≥90%，实际东河管理站95%、西河管理站86%、南河管理站93%，"
        "没有都达到，核对指标和措施"
    ) in out
    assert "“倾倒垃圾起数”的基数按2026年报的填了35起（原50），核对" in out
    assert "2026年3家中1家逾期、2家已销号，1家超期办结，核对任务、时限和责任单位" in out
    assert "1家延期" in out
    assert "合计13个" in out
    assert (
        "2026年一次办结、不是年年都做的，已经了结，建议删去："
        "二（二）“建成自动水位站，接入县…”（9月底前）2家都已销号"
    ) in out
    assert "二（三）“9月底前清理一次水下障…”（9月底前）东河管理站不适用" in out
    text = Path("plans/2027.yaml").read_text("utf-8")
    assert "{name: 倾倒垃圾起数, decrease: 20, baseline: 35, unit:" in text
    assert re.sub(" *#.*", "", text).count("2026") == 0
    plain = re.sub(" *# 待定.*", "", text).replace("baseline: 35", "baseline: 50")
    written(Path("plans"), "2027.yaml", plain.encode())
    out = run("check", "plans/2027.yaml").out
    assert "[finished-work] 二（二）：2026年已经全部销号，今年原样照抄" in out
    assert "[unreached-target] 一（一）：“河道保洁率”2026年没有都达到" in out
    assert "[baseline-not-result] 一（二）：“倾倒垃圾起数”的基数是50，2026年台账上报的是35起" in out
    Path("progress").rename("移走")
    out = run("check", "plans/2027.yaml").out
    assert "finished-work" not in out
    assert "2026年台账" not in out
    out = run("log", "plans/2027.yaml", "clean", "--progress", "--ledger", "移走").out
    assert "2026年完成情况：3家都已销号；河道保洁率≥90%，实际东河管理站95%" in out
