"""`plangen report`: every number is right, and names the lines of the ledger that it counts."""

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from contextlib import chdir
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support.ledgers import ASKED, PLAN, office, reported
from support.program import ROOT, Outcome, run
from support.rendering import render

from plangen.document import gbt9704
from plangen.progress.ledger import LedgerLine

LINES = (
    reported("poles", "east", "已完成", done_on="2026-06-18", decision="销号"),
    reported("poles", "west", "进行中", problem="登高车还没有到位"),
    reported("patrol", "east", "已完成", "2026Q1", stamp="2026-03-20T09:00:00"),
    reported("patrol", "east", "已完成", "2026Q2"),
    reported("patrol", "west", "已完成", "2026Q1", decision="退回", decided_on="2026-04-02"),
    reported("patrol", "north", "不适用", "2026Q1", decision="不适用", decided_on="2026-04-02"),
    reported("repairs", "east", "进行中", value="150盏"),
    reported("cables", "west", "进行中", value="97%", extended_to="2026-12-15"),
)
JULY = "2026-07-13"


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    office(tmp_path, LINES)


def report(*arguments: str, period: str = "2026Q2", as_of: str = JULY) -> Outcome:
    return run("report", "--period", period, "--as-of", as_of, *arguments)


def record(*arguments: str, period: str = "2026Q2", as_of: str = JULY) -> dict[str, Any]:
    code, _, err = report("-o", "x.json", *arguments, period=period, as_of=as_of)
    assert code == 0, err
    said: dict[str, Any] = json.loads(Path("x.json").read_text("utf-8"))
    return said


def markdown(*arguments: str, period: str = "2026Q2", as_of: str = JULY) -> str:
    code, _, err = report("-o", "x.md", *arguments, period=period, as_of=as_of)
    assert code == 0, err
    return Path("x.md").read_text("utf-8")


# The same numbers, counted from 台账.csv in plain Python, without a line of the program.


def recounted(as_of: str) -> dict[str, int]:
    """The figures of the whole, from the ledger's file and what the plan asks for."""
    said = {}
    path = Path("progress/2026/台账.csv")
    text = path.read_text("utf-8-sig") if path.exists() else ""
    for row in csv.DictReader(io.StringIO(text)):
        said[row["任务"], row["单位"], row["期次"]] = row
    names = ("任务", "不适用", "应完成", "应完成中已完成", "已完成", "已销号", "待销号", "超进度")
    names += ("达进度", "欠进度", "逾期未完成", "当日到期未完成", "未到时限", "延期")
    numbers = dict.fromkeys(names, 0)
    for task, unit, period, due in ASKED:
        for name in kinds(task, period, due, said.get((task, unit, period), {}), as_of):
            numbers[name] += 1
    return numbers


def kinds(task: str, period: str, due: str, row: dict[str, str], as_of: str) -> Iterable[str]:
    """In which figures a line counts."""
    decision, state = row.get("决定", ""), row.get("完成情况", "")
    if decision == "不适用":
        return ["不适用"]
    due = row.get("延期至", "") or due
    finished = decision == "销号" or (not decision and state == "已完成")
    late = not finished and due < as_of
    days = (date.fromisoformat(due) - date.fromisoformat(as_of)).days
    soon = 0 <= days <= 7
    silent = as_of == JULY and (not state or row["报送时间"] < "2026-04-01")
    share = (date.fromisoformat(as_of) - date(2026, 1, 1)).days / 365 * 200
    figure = re.match(r"[0-9]+", row.get("实际完成值", ""))
    amount = float(figure[0]) if task == "repairs" and figure else None
    slow = not period and not soon and (silent or (amount is not None and amount < share))
    counted = ["任务"]
    if row.get("延期至"):
        counted.append("延期")
    if due <= as_of:
        counted.append("应完成")
    if finished:
        counted += ["已完成", "已销号" if decision == "销号" else "待销号"]
        return counted + ["应完成中已完成"] * (due <= as_of)
    if due == as_of:
        counted.append("当日到期未完成")
    if late:
        counted.append("逾期未完成")
    if late or decision == "退回" or state == "逾期" or slow:
        return [*counted, "欠进度"]
    if state != "进行中":
        return [*counted, "未到时限"]
    return [*counted, "超进度" if amount is not None and amount > share else "达进度"]


def assert_recounted(as_of: str) -> None:
    said = record(as_of=as_of)
    for name, number in recounted(as_of).items():
        figure = said["figures"][f"总体/{name}"]
        assert (figure["count"], len(figure["lines"])) == (number, number), name
    whole = said["figures"]["总体/任务"]
    for name in ("应完成", "已完成", "欠进度", "未到时限"):
        parts = [
            said["figures"][f"{unit['name']}（{unit['unit']}）/{name}"] for unit in said["units"]
        ]
        lines = sorted(number for part in parts for number in part["lines"])
        assert lines == sorted(said["figures"][f"总体/{name}"]["lines"])
    months = [
        value for name, value in said["figures"].items() if re.fullmatch("[0-9]+月/到期", name)
    ]
    assert sum(month["count"] for month in months) == whole["count"]


def test_the_numbers() -> None:
    numbers = recounted(JULY)
    assert list(numbers.values()) == [16, 1, 8, 3, 3, 1, 2, 1, 1, 5, 5, 0, 6, 1]
    assert_recounted(JULY)
    assert_recounted("2026-06-30")


@settings(max_examples=30)
@given(st.data())
def test_any_ledger(data: st.DataObject) -> None:
    lines = []
    for task, unit, period, _ in ASKED:
        if data.draw(st.booleans()):
            state = data.draw(st.sampled_from(["未开始", "进行中", "逾期", "不适用", "已完成"]))
            decisions = ["", "", "退回", "不适用"] + ["销号"] * (state == "已完成")
            line = reported(task, unit, state, period)
            stamp = data.draw(st.sampled_from(["2026-02-03T08:00:00", "2026-05-06T08:00:00"]))
            until = data.draw(st.sampled_from(["", "", "2026-08-31", "2026-12-15"]))
            value = data.draw(st.sampled_from(["", "50盏", "150盏"])) if task == "repairs" else ""
            decision = data.draw(st.sampled_from(decisions))
            decided = "2026-06-01" if decision else ""
            line = line._replace(stamp=stamp, value=value, extended_to=until)
            lines.append(line._replace(decision=decision, decided_on=decided))
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        office(Path(), lines)
        assert_recounted(data.draw(st.sampled_from([JULY, "2026-06-30"])))


def test_each_number_names_its_lines() -> None:
    said = record()
    keys = {}
    for line in said["lines"]:
        keys[line["number"]] = (line["task"], line["unit"], line["period"] or "")
    overdue = said["figures"]["总体/逾期未完成"]["lines"]
    assert {keys[number] for number in overdue} == {
        ("poles", "west", ""),
        ("poles", "north", ""),
        ("patrol", "west", "2026Q1"),
        ("patrol", "west", "2026Q2"),
        ("patrol", "north", "2026Q2"),
    }
    assert sorted(keys.values()) == sorted((task, unit, period) for task, unit, period, _ in ASKED)
    text = markdown()
    places = "、".join(map(str, overdue))
    assert f"| 总体/逾期未完成 | 5 | {places} |" in text


def test_the_words() -> None:
    text = markdown()
    assert "# 关于某某市2026年路灯管护工作第二季度进展情况的通报" in text
    assert (
        "共有任务4项，由3家单位承担，按单位、期次分别计算共16项次（另有1项次不适用，不计）" in text
    )
    assert "已完成3项次（已销号1项次，待销号2项次），占18.8%；超进度1项次，占6.3%" in text
    assert "应完成8项次，已完成3项次，完成率37.5%（3/8）；逾期未完成5项次" in text
    assert "经批准延期的1项次" in text
    assert "第二季度到期6项次，已完成2项次，完成率33.3%（2/6）" in text
    assert "没有留存" not in text
    assert "| 电缆完好率≥98% | 一（四） | 1 | 0 | 1 | 0 | 0 | 97% |" in text
    assert "**（一）西片管护站。**欠进度3项次，都已逾期。" in text
    assert "依据一（一），时限6月30日，已逾期13天，报送“进行中”。" in text
    assert "该单位反映：“登高车还没有到位”" in text
    assert "4月2日退回，尚未重新报送" in text
    assert "北片管护站尚未报送任务清单" not in text
    assert "第三季度到期的任务有3项次，涉及3家承担单位" in text


def test_everybody_reads_it() -> None:
    """A list says 你单位 to the unit that has it; a report to all says whose part it is."""
    shared = "responsible: {lead_unit: west, supporting_units: [east]}"
    plan = PLAN.replace("responsible: {units: [west]}", shared)
    office(Path(), [*LINES, reported("cables", "east", "进行中")], plan)
    text = markdown()
    assert "该单位牵头，配合单位：东片管护站" in text
    assert "你单位" not in text


def test_figures_as_people_write_them() -> None:
    value = reported("repairs", "east", "进行中", value="１，１５０ 盏")
    office(Path(), [value, reported("cables", "west", "进行中", value="９７％")])
    text = markdown()
    assert "| 更换灯具≥200盏 | 一（三） | 1 | 1 | 0 | 0 | 0 | 1150盏 |" in text
    assert "| 电缆完好率≥98% | 一（四） | 1 | 0 | 1 | 0 | 0 | 97% |" in text
    assert "超进度1项次" in text


def test_before_the_period_ends() -> None:
    text = markdown(as_of="2026-06-28")
    assert "其中，第二季度已到期3项次，已完成1项次" in text
    assert "第二季度还有2项次没有到期，要抓紧办理，按时完成。" in text
    assert record(as_of="2026-06-28")["figures"]["本期/未到期"]["count"] == 2
    assert "第二季度还没有到期的任务。" in markdown(as_of="2026-04-10")


def test_one_of_each() -> None:
    lines = [reported(task, unit, "已完成", period) for task, unit, period, _ in ASKED]
    late = [line for line in lines if line.key[1:] != ("poles", "west", "")]
    open_ = [line._replace(state="进行中") if line.task == "cables" else line for line in late]
    office(Path(), open_)
    text = markdown(as_of="2026-07-01")
    assert "**（一）西片管护站。**欠进度1项次，已逾期。" in text
    assert "第三季度到期的任务有1项次，由西片管护站承担，要提前安排" in text


def test_ranking() -> None:
    said = record()
    ranks = [(unit["name"], unit["rank"], unit["rate"]) for unit in said["units"]]
    assert ranks == [
        ("东片管护站", 1, "100%"),
        ("西片管护站", 2, "0%"),
        ("北片管护站", 2, "0%"),
    ]
    assert "排名" in markdown()
    plain = record("--no-ranking")
    assert [unit["rank"] for unit in plain["units"]] == [None] * 3
    assert "排名" not in markdown("--no-ranking")


def test_nothing_due_is_no_rate() -> None:
    office(Path(), [reported("repairs", "east", "进行中")])
    text = markdown(period="2026-02", as_of="2026-02-10")
    assert "没有到期的任务，完成率不作统计" in text
    assert "0%（0/0）" not in text
    assert "| 西片管护站 | 6 | 0 | 0 | — |" in text
    assert "没有任务欠进度。" in text
    assert "3月到期的任务有3项次，涉及3家承担单位" in text
    assert "排名" not in text


def test_all_done() -> None:
    office(Path(), [reported(task, unit, "已完成", period) for task, unit, period, _ in ASKED])
    text = markdown(period="2026", as_of="2026-12-31")
    assert "已完成17项次（均未销号），占100%。" in text
    assert "应完成17项次，已全部完成，完成率100%（17/17）。" in text
    assert "没有任务欠进度。" in text
    assert "\n已完成的巩固成果。\n" in text
    assert "关于某某市2026年路灯管护工作进展情况的通报" in text


def test_one_unit_is_not_ranked() -> None:
    plan = PLAN.replace("units: [stations]", "units: [east]").replace(
        "units: [west]", "units: [east]"
    )
    office(Path(), LINES[:1], plan)
    text = markdown()
    assert "排名" not in text
    assert "由东片管护站承担" in text
    assert "都由东片管护站承担。" in text
    assert "| 合计 |" not in text
    assert not re.search("图：东片", text)


def test_no_tasks_at_all() -> None:
    lines = []
    for task, unit, period, _ in ASKED:
        lines.append(reported(task, unit, "不适用", period, decision="不适用"))
    office(Path(), lines)
    text = markdown()
    assert "没有需要统计的任务（不适用的17项次不计）。" in text
    assert "附件" not in text.partition("## 数字的出处")[0]


def test_changes_since_the_last_report() -> None:
    report(period="2026Q1", as_of="2026-04-05")
    kept = json.loads(Path("progress/2026/通报/2026Q1_lamps.json").read_text("utf-8"))
    assert kept["as_of"] == "2026-04-05"
    more = [reported("poles", "west", "已完成"), reported("patrol", "west", "已完成", "2026Q1")]
    again = reported("patrol", "east", "进行中", "2026Q1")
    office(Path(), [*LINES, *more, again])
    text = markdown()
    said = record()["figures"]
    assert "与第一季度通报（截至2026年4月5日）相比，" in text
    assert said["较上期/新完成"]["count"] == 2
    assert said["较上期/赶上进度"]["count"] == 1
    assert said["较上期/由完成转为未完成"]["count"] == 1
    assert "由完成转为未完成1项次" in text
    Path("progress/2026/通报/2026Q1_lamps.json").write_text("{}", "utf-8")
    code, _, err = report()
    assert code == 2
    assert "2026Q1_lamps.json：读不了；从 git 里找回原来的文件" in err


def test_a_report_made_again_is_not_held_to_itself() -> None:
    first = report().out
    assert "提示：没有留存以前通报的记录，这一期不作比较" in first
    assert "相比，" not in markdown()
    assert report().out == first


def test_what_is_said_of_the_ledger() -> None:
    office(Path(), [*LINES, reported("gone", "east", "已完成")])
    out = report("-o", "x.md").out
    assert "方案里已经没有这一条，没有算进去：东片管护站，gone" in out
    out = report("-o", "x.md", as_of="2026-06-10").out
    assert "台账里有 7 行是2026-06-10以后报送或者决定的，按现在的台账统计" in out
    assert "其中7项次的情况，是在这一天以后报送或者核定的" in Path("x.md").read_text("utf-8")
    Path("progress/2026/台账.csv").unlink()
    code, out, _ = report("-o", "x.md")
    assert code == 0
    assert "还没有台账" in out
    assert "尚未报送任务清单的有3家：东片管护站、西片管护站、北片管护站。" in Path(
        "x.md"
    ).read_text("utf-8")


def test_groups_whose_members_nobody_listed() -> None:
    plan = PLAN.replace(", units: [east, west, north]", "")
    office(Path(), LINES[4:5], plan)
    code, out, _ = report("-o", "x.md")
    assert code == 0
    assert "“各管护站”没有列出成员，按 1 家统计" in out
    assert "“各管护站”没有列出成员单位，也没有收到报送，按1家计算。" in Path("x.md").read_text(
        "utf-8"
    )
    member = reported("poles", "stations/南片管护站", "已完成")
    office(Path(), [member._replace(name="南片管护站")], plan)
    report("-o", "x.md")
    assert "只统计了已经报送的1家，未报送的没有计入" in Path("x.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--period", "2026Q5"), "看不懂；季度写作 2026Q2"),
        (("--period", "2026Q3", "--as-of", "2026-06-30"), "还没有到这一期"),
        (("--period", "2025Q3"), "没有2025年的方案"),
        (("--period", "2026Q2", "-o", "x.xlsx"), "要什么格式；后缀写 .docx、.md、.json"),
        (("--period", "2026Q2", "-o", "x.txt"), "-o 的后缀写 .docx、.md 或 .json"),
    ],
)
def test_mistakes(arguments: tuple[str, ...], why: str) -> None:
    code, _, err = run("report", *arguments)
    assert code == 2
    assert why in err


def made() -> bytes:
    code, out, _ = report()
    path = Path("build/2026/关于某某市2026年路灯管护工作第二季度进展情况的通报.docx")
    assert code == 0
    assert f"已生成 {path}\n" in out
    return path.read_bytes()


def test_the_paper() -> None:
    data = made()
    assert made() == data
    paper = docx.Document(io.BytesIO(data))
    said = record()["figures"]
    ranking = paper.tables[2]
    rows = [[cell.text for cell in row.cells] for row in ranking.rows]
    shown = []
    for name in ("任务", "应完成", "应完成中已完成"):
        shown.append(str(said[f"总体/{name}"]["count"]))
    assert rows[-1][2:5] == shown
    annex = paper.tables[-1]
    assert len(annex.rows) == 1 + len(ASKED)
    assert run("inspect", *Path("build/2026").glob("*.docx")).code == 0


def test_only_what_is_behind_in_the_annex() -> None:
    report("-o", "x.docx", "--behind-only")
    annex = docx.Document("x.docx").tables[-1]
    assert len(annex.rows) == 1 + 5
    assert "欠进度任务台账" in markdown("--behind-only")
    assert len(record("--behind-only")["lines"]) == len(ASKED)
    lines = [reported(task, unit, "已完成", period) for task, unit, period, _ in ASKED]
    office(Path(), lines)
    assert "没有欠进度的任务。" in markdown("--behind-only")


_DRAWN = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


def test_charts_say_what_the_tables_say() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        for number in (1, 2):
            chart = etree.fromstring(package.read(f"word/charts/chart{number}.xml"))
            book = openpyxl.load_workbook(
                io.BytesIO(package.read(f"word/embeddings/chart{number}.xlsx"))
            )
            drawn = []
            for series in chart.iterfind(".//c:ser", _DRAWN):
                texts = series.iterfind(".//c:val//c:v", _DRAWN)
                drawn.append([float(text.text or "") for text in texts])
            columns = list(book["数据"].iter_cols(min_col=2, values_only=True))
            assert drawn == [list(column[1:]) for column in columns]
        body = package.read("word/document.xml").decode()
    assert "西片管护站：已销号0，待销号0，达进度和超进度1，欠进度3，未到时限2。" in body
    assert "6月到期6，已完成2，逾期未完成4，未到期0。" in body


def test_the_page() -> None:
    (pages,) = render(made())
    words = "".join(line.text for page in pages for line in page.lines)
    assert "各单位任务进展（项次）" in words
    assert "各月到期任务完成情况（项次）" in words
    assert "附件2" in words


def test_text_fills_the_first_page() -> None:
    """Charts stand in the annex: one that does not fit on a page leaves what is above it empty."""
    (pages,) = render(made())
    last = max(line.baseline for line in pages[0].lines[:-1])
    bottom = gbt9704.TOP_MM + gbt9704.TYPE_AREA_HEIGHT_MM
    assert last > bottom - 30
    assert not any("项次）" in line.text and "任务" in line.text for line in pages[0].lines)


def test_a_long_ledger_is_several_tables() -> None:
    """One table of thousands of rows takes LibreOffice minutes; each part ends with a unit."""
    measures = []
    for number in range(40):
        measures.append(
            f"      - {{id: m{number}, text: 各管护站做好第{number}项工作。, deadline: 6月底前, "
            "responsible: {units: [stations]}}\n"
        )
    units = "".join(f"    - {{id: u{number}, name: 第{number}管护站}}\n" for number in range(6))
    ids = ", ".join(f"u{number}" for number in range(6))
    head, _, rest = PLAN.partition("    - {id: east")
    groups = rest[rest.index("  groups:") : rest.index("      - id: poles")]
    plan = head + units + groups.replace("east, west, north", ids) + "".join(measures)
    office(Path(), (), plan)
    report("-o", "x.docx")
    annexes = [table for table in docx.Document("x.docx").tables if len(table.rows) > 30]
    numbers = [[row.cells[0].text for row in table.rows[1:]] for table in annexes]
    assert list(map(len, numbers)) == [200, 40]
    assert [*numbers[0], *numbers[1]] == list(map(str, range(1, 241)))
    assert annexes[1].rows[1].cells[1].text == "第5管护站"


def test_several_plans() -> None:
    other = PLAN.replace("series: lamps", "series: roads").replace("路灯管护", "道路养护")
    Path("plans/道路.yaml").write_text(other, "utf-8")
    text = markdown()
    assert "# 关于2026年重点任务第二季度进展情况的通报" in text
    assert "依据《某某市2026年道路养护工作实施方案》一（一）" in text
    assert Path("progress/2026/通报/2026Q2_lamps_roads.json").exists()


def ledger_of_2022() -> list[LedgerLine]:
    """Some of what the units of plans/2022.yaml might have reported by September."""
    lines = []
    for unit, name in (("binhai-hospital", "滨海医院"), ("kangning-hospital", "康宁医院")):
        for task, state in (("controlled-drugs", "已完成"), ("awareness", "进行中")):
            lines.append((task, unit, name, state))
    made = []
    for task, unit, name, state in lines:
        line = reported(task, unit, state, stamp="2022-09-20T08:00:00")
        made.append(line._replace(series="drug-control", name=name))
    return made


def test_a_real_plan(golden: Callable[[str, Path], None]) -> None:
    from plangen.progress.ledger import ledger_bytes

    Path("plans/2022.yaml").write_bytes((ROOT / "plans/2022.yaml").read_bytes())
    Path("progress/2022").mkdir()
    lines = {line.key: line for line in ledger_of_2022()}
    Path("progress/2022/台账.csv").write_bytes(ledger_bytes(lines))
    code, _, err = run("report", "plans/2022.yaml", "--period", "2022Q3", "-o", "x.md")
    assert code == 0, err
    golden(Path("x.md").read_text("utf-8"), ROOT / "tests/expected/report.md")
