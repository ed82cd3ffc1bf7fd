"""Ids that are written after the lists went out: what comes back is still of the same tasks."""

from pathlib import Path

import openpyxl
import pytest
from support.program import run

from plangen.editing.session import EditSession

PLAN = Path("plans/2026.yaml")
TEXT = """\
format: 2
series: fire-safety
year: 2026
title: 城东区2026年消防安全工作方案
issuer: 城东区应急管理局
issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
register:
  units:
    - {id: north, name: 北街消防站}
sections:
  - title: 主要措施
    measures:
      - title: 加强检查
        text: 检查要全覆盖。
        tasks:
          - {do: 制定方案, deadline: 3月底前, responsible: {units: [north]}}
          - {do: 每季度检查商场, deadline: 每季度, responsible: {units: [north]}}
          - {do: 制定方案, deadline: 9月底前, responsible: {units: [north]}}
      - title: 加强宣传
        text: 各消防站6月底前办一次讲座。
        deadline: 6月底前
        responsible: {units: [north]}
"""


@pytest.fixture(autouse=True)
def _lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    PLAN.parent.mkdir()
    PLAN.write_text(TEXT, "utf-8")
    run("checklist", PLAN, "-o", "lists", "--format", "xlsx")


def send_back(state: str) -> None:
    (path,) = Path("lists").rglob("北街消防站*.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["任务清单"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "未开始":
                cell.value = state
    workbook.save("back.xlsx")


def collected(as_of: str = "2026-02-01") -> str:
    return run("collect", "back.xlsx", "--as-of", as_of).out


def statuses() -> list[str]:
    return run("status", "--as-of", "2026-02-01", "--format", "md").out.splitlines()


def test_ids_are_written_before_anything_came_back() -> None:
    send_back("进行中")
    run("check", PLAN, "--fix")
    assert "id: zdfa" in PLAN.read_text("utf-8")
    assert "（收下 7）" in collected()


def test_ids_in_use_stay_once_something_came_back() -> None:
    send_back("进行中")
    assert "（收下 7）" in collected()
    before = statuses()
    ledger = Path("progress/2026/台账.csv").read_bytes()
    run("check", PLAN, "--fix")
    assert "id: m-" in PLAN.read_text("utf-8")
    assert run("check", PLAN).code == 0
    change = PLAN.read_text("utf-8").replace("制定方案, deadline: 3", "制定并印发方案, deadline: 3")
    PLAN.write_text(change, "utf-8")
    assert statuses() == before
    assert "已经收过" in collected()
    assert Path("progress/2026/台账.csv").read_bytes() == ledger


def test_words_that_are_edited_in_the_workbench_keep_their_id() -> None:
    send_back("进行中")
    collected()
    before = statuses()
    session = EditSession(PLAN)
    (task,) = [key for key, part in session.parts.items() if part.name == "每季度检查商场"]
    session.change(task, "do", "每季度检查商场和市场")
    session.save()
    assert "每季度检查商场和市场" in PLAN.read_text("utf-8")
    assert statuses() == before
