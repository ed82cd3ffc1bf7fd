"""Columns of a table and of the bureau's own, edited beside it in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.editing_window import field, on_paper, opened, saved
from support.program import run

PLAN = """# 由办公室起草
format: 2
series: study
year: 2026
title: 某局2026年学习工作方案
issuer: 某局
issue: {form: plan}
register:
  units:
    - {id: station, name: 工作站}
sections:
  - title: 工作措施
    measures:
      - id: lessons
        title: 办好讲座
        text: 每季度办一次讲座。
        responsible: {units: [station]}
        deadline: 每季度末
annexes:
  - title: 名额分配表
    table:
      columns:
        - {name: 序号, width: 4字}
        - {name: 单位}  # 按名册
      rows:
        # 先报的
        - ["1", 工作站]
        - ["2", 其余]
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "work/plans/2026.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(PLAN, "utf-8")
    assert run("fmt", path).code == 0
    return path


def test_columns_are_added_named_moved_and_taken_away(page: Page, plan: Path) -> None:
    before = plan.read_text("utf-8")
    opened(page, "名额分配表")
    columns = page.get_by_role("group", name="表格的列")
    columns.get_by_role("button", name="＋ 添一列").click()
    name = columns.get_by_label("列名").nth(2)
    expect(name).to_be_focused()
    name.fill("名额")
    name.press("Tab")
    on_paper(page, "名额")
    columns.get_by_role("button", name="名额前移").click()
    expect(columns.get_by_label("列名").nth(1)).to_have_value("名额")
    expect(columns.get_by_role("button", name="名额前移")).to_be_focused()
    columns.get_by_label("列宽").first.fill("3字")
    columns.get_by_label("列宽").first.press("Tab")
    saved(page)
    text = plan.read_text("utf-8")
    assert "{name: 序号, width: 3字}" in text
    assert '["1", "", 工作站]' in text
    assert {"# 由办公室起草", "# 按名册", "# 先报的"} <= {
        f"# {line.partition('# ')[2]}" for line in text.splitlines()
    }
    page.locator("#fields .inner-rows button", has_text="其余").click()
    field(page, "名额").fill("3")
    on_paper(page, "3")
    opened(page, "名额分配表")
    columns.get_by_role("button", name="删去").first.click()
    expect(columns.get_by_label("列名")).to_have_count(2)
    while page.locator("#undo").is_enabled():
        page.locator("#undo").click()
        page.wait_for_timeout(200)
    saved(page)
    assert plan.read_text("utf-8") == before


def test_a_column_of_ones_own_is_made_filled_and_renamed(page: Page, plan: Path) -> None:
    opened(page, "标题和全文")
    page.get_by_text("更多（").click()
    own = page.get_by_role("group", name="自定栏目")
    own.get_by_role("button", name="＋ 添一个栏目").click()
    own.get_by_label("名称").fill("任务来源")
    own.get_by_label("名称").press("Tab")
    expect(own.get_by_role("button", name="任务来源前移")).to_be_disabled()
    opened(page, "办好讲座")
    page.get_by_text("更多（").click()
    field(page, "任务来源").fill("会议议定")
    field(page, "任务来源").press("Tab")
    saved(page)
    assert "fields: {任务来源: 会议议定}" in plan.read_text("utf-8")
    opened(page, "标题和全文")
    own.get_by_label("名称").fill("来源")
    own.get_by_label("名称").press("Tab")
    expect(own.get_by_role("button", name="来源前移", exact=True)).to_be_visible()
    saved(page)
    text = plan.read_text("utf-8")
    assert "fields: {来源: 会议议定}" in text
    assert "任务来源" not in text
