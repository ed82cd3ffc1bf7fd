"""Checklists delivered again after a revision: what changed for whom, what was taken away."""

import re
from pathlib import Path

import docx
import openpyxl
import pytest
from icalendar import Calendar
from support.program import run

FIRST = """\
format: 2
series: service-hall
year: 2026
title: 城东区2026年政务大厅提升工作方案
issuer: 城东区政务服务局
issue:
  form: plan
  signature: [城东区政务服务局]
  signed_on: 2026-01-12
register:
  departments:
    - {id: office, name: 办公室, person: 郑一, lead_official: 冯二}
  units:
    - {id: north, name: 北街大厅}
    - {id: south, name: 南街大厅}
sections:
  - title: 主要任务
    measures:
      - id: window
        title: 改造窗口
        text: 改造综合窗口，增设自助区。
        responsible: {department: office, units: [north, south]}
        tasks:
          - {id: scheme, do: 报送改造方案, deadline: 3月底前}
          - {id: build, do: 完成窗口改造, deadline: 9月底前}
          - {id: kiosk, do: 增设自助区, deadline: 10月底前, responsible: {units: [north]}}
      - id: report
        text: 报送运行情况。
        responsible: {department: office, units: [north, south]}
        deadline: 每季度末25日前
"""
KIOSK = re.search(r".*id: kiosk.*\n", FIRST)
assert KIOSK
REVISED = FIRST.replace(
    KIOSK[0], "          - {id: guide, do: 编印办事指南, deadline: 5月20日前}\n"
)
REVISED = REVISED.replace("9月底前", "8月底前")
TITLE = "城东区2026年政务大厅提升工作任务清单"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.yaml"
    path.write_text(FIRST, "utf-8")
    return path


@pytest.fixture
def out(plan: Path, tmp_path: Path) -> Path:
    """The first delivery."""
    assert run("checklist", plan, "-o", tmp_path / "out").code == 0
    return tmp_path / "out"


def again(plan: Path, out: Path, text: str, *options: object) -> str:
    plan.write_text(text, "utf-8")
    code, said, _ = run("checklist", plan, "-o", out, *options)
    assert code == 0
    return said


def index(out: Path) -> dict[str, tuple[str, str]]:
    """What the index says by name: 变化 and 变化内容."""
    rows = list(openpyxl.load_workbook(out / "index.xlsx").active.values)
    change = rows[1].index("变化")
    assert rows[1][change + 1] == "变化内容"
    return {row[3]: (row[change], row[change + 1] or "") for row in rows[2:]}


def listed(out: Path, name: str, suffix: str) -> Path:
    (path,) = out.glob(f"*/{name}_{TITLE}.{suffix}")
    return path


def test_the_index_says_what_changed_for_whom(plan: Path, out: Path) -> None:
    assert set(index(out).values()) == {("新增", "")}
    again(plan, out, REVISED)
    new, gone = "新增1项：【改造窗口】编印办事指南", "取消1项：【改造窗口】增设自助区"
    moved = "改动1项：【改造窗口】完成窗口改造（完成时限由9月底前改为8月底前）"
    assert index(out) == {
        "北街大厅": ("有变化", f"{new}\n{gone}\n{moved}"),
        "南街大厅": ("有变化", f"{new}\n{moved}"),
        "办公室": ("有变化", f"{new}\n{gone}\n{moved}"),
        "冯二": ("有变化", f"{new}\n{gone}\n{moved}"),
    }
    again(plan, out, REVISED)
    assert set(index(out).values()) == {("未变", "")}


def test_a_task_taken_away_is_named_in_every_format(plan: Path, out: Path) -> None:
    again(plan, out, REVISED)
    gone = "本次取消：【改造窗口】增设自助区"
    tasks = listed(out, "北街大厅", "md").read_text("utf-8").rpartition("\n\n")[0]
    assert tasks.endswith(f"\n5. {gone}")
    (table,) = docx.Document(str(listed(out, "北街大厅", "docx"))).tables
    last = [cell.text for cell in table.rows[-1].cells]
    assert (last[2], last[7]) == (gone, "取消")
    book = openpyxl.load_workbook(listed(out, "北街大厅", "xlsx"))
    row = list(book.worksheets[0].values)[-1]
    assert (row[2], row[8], row[-1]) == (gone, "不适用", "kiosk")
    for suffix in ("md", "xlsx"):
        assert "自助区".encode() not in listed(out, "南街大厅", suffix).read_bytes()


def test_it_stays_named_until_something_else_changes(plan: Path, out: Path) -> None:
    again(plan, out, REVISED)
    before = listed(out, "北街大厅", "docx").read_bytes()
    assert again(plan, out, REVISED).endswith("（4 份清单，未变 4）\n")
    assert listed(out, "北街大厅", "docx").read_bytes() == before
    again(plan, out, REVISED.replace("5月20日前", "5月25日前"))
    assert "本次取消" not in listed(out, "北街大厅", "md").read_text("utf-8")


def test_a_moved_clause_number_is_no_change_of_duty(plan: Path, out: Path) -> None:
    opening = "sections:\n  - title: 总体要求\n    text: 便民利民。\n"
    said = again(plan, out, FIRST.replace("sections:\n", opening))
    assert said.endswith("（4 份清单，任务未变 4）\n")
    moved = "由一（一）改为二（一）；由一（二）改为二（二）"
    assert index(out)["南街大厅"] == ("任务未变", f"仅条款号变动3项：{moved}")


def test_since_alone_changes_nobodys_duties(plan: Path, out: Path, tmp_path: Path) -> None:
    old = tmp_path / "旧.yaml"
    old.write_text(FIRST, "utf-8")
    assert again(plan, out, FIRST, "--since", old).endswith("（4 份清单，任务未变 4）\n")


@pytest.mark.parametrize(
    ("year", "label"), [(2026, "较上次"), (2025, "较上年"), (2023, "较2023年")]
)
def test_the_column_says_what_is_compared(
    year: int, label: str, plan: Path, tmp_path: Path
) -> None:
    old = tmp_path / "旧.yaml"
    old.write_text(FIRST.replace("2026", str(year)), "utf-8")
    again(plan, tmp_path / "out", REVISED, "--since", old)
    out = tmp_path / "out"
    md = listed(out, "北街大厅", "md").read_text("utf-8")
    assert f"- {label}：新增" in md
    gone = "本次取消" if year == 2026 else "今年取消"
    assert f"{gone}：【改造窗口】增设自助区" in md
    (table,) = docx.Document(str(listed(out, "北街大厅", "docx"))).tables
    assert label in [cell.text for cell in table.rows[0].cells]
    rows = list(openpyxl.load_workbook(listed(out, "北街大厅", "xlsx")).worksheets[0].values)
    assert label in rows[3]


def test_words_touched_up_and_ids_written_are_the_same_task(plan: Path, out: Path) -> None:
    bare = re.sub(r"\{id: \w+, do: ", "{do: ", FIRST)
    again(plan, out, bare)
    assert {change for change, _ in index(out).values()} == {"任务未变"}
    again(plan, out, bare.replace("报送改造方案", "报送窗口改造方案"))
    said = "改动1项：【改造窗口】报送窗口改造方案（工作任务有改动）"
    assert index(out)["南街大厅"] == ("有变化", said)


def test_whose_list_is_no_more_is_told_what_is_gone(plan: Path, out: Path) -> None:
    again(plan, out, FIRST.replace("units: [north, south]", "units: [north]"))
    change, said = index(out)["南街大厅"]
    assert change == "已撤销"
    assert said.startswith("取消3项：【改造窗口】报送改造方案；")


# Calendars


def test_a_run_cut_off_at_its_end_still_says_what_is_gone(
    plan: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off when the lines are written and the record is not yet in force."""

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    fewer = FIRST.replace(KIOSK[0], "").replace("units: [north, south]", "units: [south]")
    with monkeypatch.context() as patched:
        patched.setattr("plangen.delivery.ending._put_index", cut_off)
        plan.write_text(fewer, "utf-8")
        assert run("checklist", plan, "-o", out).code != 0
    again(plan, out, fewer, "--resume")
    change, said = index(out)["北街大厅"]
    assert change == "已撤销"
    assert "增设自助区" in said


def events(out: Path, name: str) -> dict[str, str]:
    """The status of each event by its UID; empty for one that stands."""
    calendar = Calendar.from_ical(listed(out, name, "ics").read_bytes())
    found = [(str(one["uid"]), str(one.get("status", ""))) for one in calendar.walk("VEVENT")]
    assert len({uid for uid, _ in found}) == len(found)
    return {uid.partition("@")[0]: status for uid, status in found}


def test_a_moved_deadline_moves_its_event(plan: Path, out: Path) -> None:
    before = events(out, "南街大厅")
    again(plan, out, FIRST.replace("每季度末25日前", "每季度末20日前"))
    assert events(out, "南街大厅") == before
    assert "CANCELLED" not in str(before)


def test_the_event_of_a_task_taken_away_is_cancelled(plan: Path, out: Path) -> None:
    again(plan, out, REVISED)
    assert events(out, "北街大厅")["kiosk"] == "CANCELLED"
    again(plan, out, REVISED)
    assert events(out, "北街大厅")["kiosk"] == "CANCELLED"
    again(plan, out, FIRST)
    assert events(out, "北街大厅")["kiosk"] == ""
    assert events(out, "北街大厅")["guide"] == "CANCELLED"


def test_events_of_the_first_version_are_cancelled(plan: Path, out: Path) -> None:
    """Their UIDs named the day; their record did not know the lines."""
    path = listed(out, "南街大厅", "ics")
    old = path.read_bytes()
    for day, task in (("20260331", "scheme"), ("20260930", "build")):
        old = old.replace(b"UID:%s@" % task.encode(), b"UID:%s-%s@" % (day.encode(), task.encode()))
    path.write_bytes(old)
    record = out / ".plangen/record.jsonl"
    text = re.sub(r',"lines":"[^"]*","dropped":"","said":""', "", record.read_text("utf-8"))
    assert "lines" not in text
    record.write_text(text, "utf-8")
    (out / ".plangen/lines.jsonl").unlink()
    assert again(plan, out, FIRST.replace("9月底前", "8月底前"), "--overwrite")
    found = events(out, "南街大厅")
    assert {uid for uid, status in found.items() if status == "CANCELLED"} == {
        "20260331-scheme",
        "20260930-build",
    }
    assert {"scheme", "build", "report:2026Q1"} <= {
        uid for uid, status in found.items() if not status
    }
    assert index(out)["南街大厅"] == ("有变化", "")


# The item that several tasks are part of


def test_the_item_is_a_column(out: Path) -> None:
    (table,) = docx.Document(str(listed(out, "北街大厅", "docx"))).tables
    cells = [row.cells[1] for row in table.rows]
    assert [cell.text for cell in cells] == ["工作事项", *["改造窗口"] * 3, ""]
    assert cells[1]._tc is cells[2]._tc is cells[3]._tc
    sheet = openpyxl.load_workbook(listed(out, "北街大厅", "xlsx")).worksheets[0]
    assert [sheet.cell(row, 2).value for row in range(4, 9)] == [
        *("工作事项", *["改造窗口"] * 3, None)
    ]
    assert all(area.max_row < 4 for area in sheet.merged_cells.ranges), "merged rows do not sort"
    assert "1. 【改造窗口】报送改造方案\n" in listed(out, "北街大厅", "md").read_text("utf-8")
    assert b"SUMMARY:\xe3\x80\x90" in listed(out, "北街大厅", "ics").read_bytes()


def test_a_plan_without_items_over_tasks_has_no_such_column(plan: Path, tmp_path: Path) -> None:
    text = re.sub(r"        title: 改造窗口\n|        tasks:\n|          - \{.*\n", "", FIRST)
    again(plan, tmp_path / "out", text)
    (table,) = docx.Document(str(listed(tmp_path / "out", "北街大厅", "docx"))).tables
    assert "工作事项" not in [cell.text for cell in table.rows[0].cells]


def test_a_template_of_before_still_shows_the_item(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/checklist.xml.j2").write_text(
        '<document title="清单" author="" subject=""><p>{{ name }}</p><table>'
        '<column align="left"/><column align="left"/>'
        "<header><cell>任务</cell><cell>完成</cell></header>"
        "{% for line in lines %}<row><cell>{{ line.text }}</cell><cell>□</cell></row>{% endfor %}"
        "</table></document>\n",
        "utf-8",
    )
    again(plan, tmp_path / "out", FIRST)
    (table,) = docx.Document(str(listed(tmp_path / "out", "北街大厅", "docx"))).tables
    assert table.rows[1].cells[0].text == "【改造窗口】报送改造方案"


def test_each_date_of_a_task_names_its_step(plan: Path, tmp_path: Path) -> None:
    steps = "milestones: [{do: 拟出初稿, by: 3月20日前}, {do: 印发, by: 5月20日前}]"
    again(
        plan,
        tmp_path / "out",
        FIRST.replace("报送改造方案, deadline: 3月底前", f"定改造方案, {steps}"),
    )
    rows = list(openpyxl.load_workbook(listed(tmp_path / "out", "南街大厅", "xlsx")).active.values)
    assert [row[4] for row in rows[4:6]] == ["3月20日前拟出初稿", "5月20日前印发"]
    calendar = Calendar.from_ical(listed(tmp_path / "out", "南街大厅", "ics").read_bytes())
    said = [str(event["summary"]) for event in calendar.walk("VEVENT")]
    assert said[:2] == [
        "【改造窗口】定改造方案：3月20日前拟出初稿",
        "【改造窗口】定改造方案：5月20日前印发",
    ]
