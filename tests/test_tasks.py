"""`plangen tasks`: who must do what by when, in every format and view."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from support.program import ROOT, run

PLAN = """\
series: fire-safety
year: {year}
title: 城东区{year}年消防安全工作方案
issuer: 城东区应急管理局
issue: {{form: plan, printed_by: 城东区应急管理局, printed_on: {year}-01-10}}
fields: [{{name: 任务来源}}, {{name: 分值, type: number}}]
register:
  departments:
    - {{id: office, name: 办公室, person: 甲, lead_official: 乙}}
  units:
    - {{id: a, name: 一中队, also: [一队]}}
    - {{id: b, name: 二中队}}
    - {{id: c, name: 三中队}}
  groups:
    - {{id: ab, name: 城区中队, units: [a, b]}}
    - {{id: all, name: 各中队, units: [ab, c]}}
    - {{id: shops, name: 各商场}}
sections:
  - title: 工作任务
    measures:
"""


@pytest.fixture
def tasks(tmp_path: Path) -> Any:
    def read(measures: str, *options: str, year: int = 2022) -> list[dict[str, Any]]:
        path = tmp_path / "plan.yaml"
        text = "".join(f"      {line}\n" for line in measures.strip("\n").split("\n"))
        path.write_text(PLAN.format(year=year) + text, "utf-8")
        done = run("tasks", path, "--format", "json", *options)
        assert (done.code, done.err) == (0, "")
        return json.loads(done.out)

    return read


def test_a_record(tasks: Any) -> None:
    (record,) = tasks(
        """
- id: drill
  text: 按照《消防法》，组织疏散演练。
  responsible: {department: office, lead_unit: a, units: [ab], supporting_units: [c]}
  deadline: 每季度
  targets: [{name: 演练, at_least: 4, unit: 次}]
  evidence: 照片
""",
        "--unit",
        "b",
    )[1:2]
    assert record == {
        "id": "drill",
        "item": "一（一）",
        "heading": None,
        "text": "按照《消防法》，组织疏散演练。",
        "basis": "一（一），《消防法》",
        "units": ["一中队", "二中队"],
        "role": "responsible",
        "departments": ["办公室"],
        "supporting_departments": [],
        "persons": ["甲"],
        "lead_officials": ["乙"],
        "deadline": "每季度",
        "due": ["2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31"],
        "moved": {"2022-12-31": "2022-12-30"},
        "recurrence": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1",
        "ongoing": False,
        "target": "演练≥4次",
        "evidence": "照片",
        "fields": {},
    }


def test_tasks_stand_for_their_item(tasks: Any) -> None:
    found = tasks(
        """
- id: drill
  text: 组织演练，上报总结。
  responsible: {units: [a]}
  tasks:
    - do: 组织演练
    - {id: report, do: 上报总结, responsible: {units: [b]}}
"""
    )
    assert [(each["text"], each["units"]) for each in found] == [
        ("组织演练", ["一中队"]),
        ("上报总结", ["二中队"]),
    ]
    assert found[0]["id"].startswith("drill/")
    assert found[1]["id"] == "report"


@pytest.mark.parametrize(
    ("own", "stands"),
    [
        ("responsible: {units: [a]}", False),
        ("responsible: {department: office, units: [a]}", False),
        ("responsible: {units: [a, c]}", True),
        ("responsible: {units: [a], supporting_units: [c]}", False),
        ("evidence: 总结", False),
        ("targets: [{name: 火灾, exactly: 0, unit: 起}]", False),
    ],
)
def test_an_item_stands_beside_its_tasks_lest_somebody_be_lost(
    tasks: Any, own: str, stands: bool
) -> None:
    """What its tasks inherit is theirs; units that they replace would be lost."""
    found = tasks(
        f"""
- id: drill
  title: 演练
  text: 组织演练。
  {own}
  tasks:
    - do: 组织疏散演练
      responsible: {{units: [a]}}
"""
    )
    texts = list(dict.fromkeys(each["text"] for each in found))
    item = ["演练。组织演练。"] if stands else []
    assert texts == [*item, "组织疏散演练"]
    task = found[-1]
    assert task["heading"] == "演练"
    assert task["evidence"] == ("总结" if "evidence" in own else None)
    assert task["target"] == ("整项：火灾=0起" if "targets" in own else None)


@pytest.mark.parametrize(
    ("year", "deadline", "due", "moved"),
    [
        (2022, "6月26日前", ["2022-06-26"], {"2022-06-26": "2022-06-24"}),
        (2022, "10月8日前", ["2022-10-08"], {}),  # a Saturday worked
        (2018, "年底前", ["2018-12-31"], {"2018-12-31": "2018-12-29"}),
        (2018, "全年", ["2018-12-31"], {}),
        (2022, "6·26国际禁毒日", ["2022-06-26"], {}),  # held on its day
        (2022, "及时", [], {}),
        (2022, "印发后1个月内", ["2022-02-10"], {}),
        (2022, "6月", ["2022-06-30"], {}),
    ],
)
def test_due_dates(tasks: Any, year: int, deadline: str, due: list[str], moved: Any) -> None:
    (record,) = tasks(f"- {{id: x, text: 办。, deadline: {deadline}}}", year=year)
    assert (record["due"], record["moved"]) == (due, moved)
    assert record["ongoing"] == (deadline == "全年")


def test_the_calendar_of_the_workspace(tasks: Any, tmp_path: Path) -> None:
    settings = '[calendar]\nholidays = ["2022-06-24"]\nworkdays = ["2022-10-01"]\n'
    (tmp_path / "plangen.toml").write_text(settings, "utf-8")
    (record,) = tasks("- {id: x, text: 办。, deadline: 6月24日前、6月26日前、10月1日前}")
    assert record["moved"] == {"2022-06-24": "2022-06-23", "2022-06-26": "2022-06-23"}


DRILLS = """
- {id: one, text: 甲。, responsible: {units: [b]}, deadline: 3月底前}
- {id: two, text: 乙。, responsible: {department: office, units: [城区中队]}, deadline: 每季度}
- {id: three, text: 丙。, responsible: {lead_unit: a, units: [all]}, deadline: 全年}
- id: four
  text: 丁。
  responsible: {units: [shops], lead_official: 丙}
  fields: {任务来源: 会议议定, 分值: 5}
  tasks: [{id: five, do: 戊}, {id: six, do: 己, fields: {分值: 3}}]
"""


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ([], {"one", "two", "three", "five", "six"}),
        (["--unit", "二中队"], {"one", "two", "three"}),
        (["--unit", "一队"], {"two", "three"}),
        (["--unit", "c"], {"three"}),
        (["--unit", "各商场"], {"five", "six"}),
        (["--official", "乙"], {"two"}),
        (["--official", "丙"], {"five", "six"}),
        (["--where", "任务来源=会议议定"], {"five", "six"}),
        (["--where", "任务来源 ＝ 会议议定", "--where", "分值=3"], {"six"}),
        (["--where", "分值="], {"one", "two", "three"}),
        (["--department", "办公室"], {"two"}),
        (["--due-before", "2022-03-31"], {"one", "two"}),
        (["--due-before", "3月30日"], set()),
        (["--unit", "b", "--department", "office", "--due-before", "年底"], {"two"}),
    ],
)
def test_views(tasks: Any, options: list[str], ids: set[str]) -> None:
    assert {each["id"] for each in tasks(DRILLS, *options)} == ids


def test_a_season_is_the_bureaus_own(tasks: Any, tmp_path: Path) -> None:
    measures = (
        "- {id: dry, text: 甲。, deadline: 5月20日前}\n- {id: wet, text: 乙。, deadline: 6月5日前}"
    )
    assert {each["id"] for each in tasks(measures, "--due-before", "汛期前")} == {"dry"}
    (tmp_path / "plangen.toml").write_text('[calendar]\nflood = "05-10/09-30"\n', "utf-8")
    assert tasks(measures, "--due-before", "汛期前") == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--unit", "二中对"], "名册里没有“二中对”这个单位或单位组。是不是想写“二中队”？"),
        (["--department", "厨房"], "名册里没有“厨房”这个科室。写名册里的编号、名称或简称"),
        (["--official", "丁"], "没有哪项任务的责任领导是“丁”。写责任领导的姓名"),
        (["--where", "任务来元=会议"], "没有“任务来元”这个栏目。是不是想写“任务来源”？"),
        (["--where", "会议"], "--where 要写 栏目=值，如 任务来源=会议议定，不能是“会议”"),
        (["--due-before", "每季度"], "--due-before 要写一天，如 6月30日 或 2022-06-30"),
        (["--due-before", "2月30日"], "--due-before 读不懂："),
    ],
)
def test_a_view_of_nothing(tasks: Any, tmp_path: Path, options: list[str], message: str) -> None:
    tasks(DRILLS)
    done = run("tasks", tmp_path / "plan.yaml", *options)
    assert done.code == 2
    assert message in done.err


def test_formats_agree(tmp_path: Path) -> None:
    """The same cells in every format: CSV as Excel opens it, Markdown, DOCX, the terminal."""
    plan = ROOT / "plans" / "2018.yaml"
    for suffix in ("csv", "docx", "md", "xlsx"):
        done = run("tasks", plan, "--department", "办公室", "-o", tmp_path / f"table.{suffix}")
        assert done.code == 0, done.err
    raw = (tmp_path / "table.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert len(rows) == 8
    kept = [any(row[place] != "/" for row in rows) for place in range(len(header))]
    table = docx.Document(str(tmp_path / "table.docx")).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        [cell for cell, keep in zip(row, kept, strict=True) if keep] for row in [header, *rows]
    ]
    markdown = (tmp_path / "table.md").read_text("utf-8")
    shown = run("tasks", plan, "--department", "办公室").out
    for row in rows:
        text = row[header.index("工作任务")]
        assert text[:12] in markdown
        assert text[:2] in shown


def test_a_cell_is_never_a_formula(tasks: Any, tmp_path: Path) -> None:
    tasks("- {id: x, text: '=1+1'}")
    out = run("tasks", tmp_path / "plan.yaml", "--format", "csv").out
    assert "'=1+1" in out


def test_every_sentence_of_the_plans_is_somebodys(tmp_path: Path) -> None:
    """Both plans, read by eye: how many tasks each has, and who has them."""
    for year, count in (("2018", 44), ("2022", 48)):
        done = run("tasks", ROOT / "plans" / f"{year}.yaml", "--format", "json")
        records = json.loads(done.out)
        assert len({record["id"] for record in records}) == count
        assert all(record["units"] or record["departments"] for record in records)
