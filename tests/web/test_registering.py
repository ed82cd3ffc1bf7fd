"""A unit that nobody has registered: typed, shown on the pages, and registered from its finding."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from support.editing_window import drawn, on_paper, opened, saved
from support.program import run
from support.workbench import buttons, client

PLAN = """format: 2
series: study
year: 2026
title: 某局2026年学习工作方案
issuer: 某局
issue: {form: plan}
register:
  departments:
    - {id: office, name: 办公室}
  units:
    - {id: station, name: 工作站}  # 去年新设
  groups:
    - {id: halls, name: 各展馆, units: [station]}
sections:
  - title: 工作措施
    defaults: {print_responsible: block}
    measures:
      - id: lessons
        title: 办好讲座
        text: 每季度办一次讲座。
        responsible: {units: [市青少年宫], department: [office]}
        deadline: 每季度末
      - id: reading
        title: 组织读书
        text: 组织读书活动。
        responsible: {units: [station], department: [office]}
        deadline: 9月25日前
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan that names a unit which its register has not."""
    path = tmp_path / "work/plans/2026.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(PLAN, "utf-8")
    return path


def test_pages_are_there_and_one_click_registers(page: Page, plan: Path) -> None:
    on_paper(page, "市青少年宫")
    expect(page.locator("#not-current")).to_be_hidden()
    opened(page, "办好讲座")
    found = page.locator("#fields .found.error", has_text="市青少年宫")
    found.get_by_role("button", name="登记为单位").click()
    expect(page.locator("#count-findings")).not_to_contain_text("错误")
    expect(page.locator("#told")).to_contain_text("“市青少年宫”登记进名册的“单位”里了")
    saved(page)
    assert "name: 市青少年宫" in plan.read_text("utf-8")
    assert "# 去年新设" in plan.read_text("utf-8")
    assert run("check", plan).code == 0


def typed(page: Page, role: str, name: str) -> Locator:
    """Add somebody in a role to the item that is open; who is responsible for it."""
    people = page.get_by_role("group", name="责任", exact=True)
    people.get_by_label("怎样参与").select_option(label=role)
    people.get_by_label("添上谁").fill(name)
    people.get_by_role("button", name="添加").click()
    return people


def test_a_unit_just_typed_is_registered_under_its_full_name(page: Page, plan: Path) -> None:
    opened(page, "组织读书")
    typed(page, "责任单位", "文化馆")
    drawn(page)
    on_paper(page, "文化馆")
    found = page.locator("#fields .found.error", has_text="文化馆")
    found.get_by_role("button", name="填全称再登记").click()
    found.get_by_label("全称").fill("某市文化馆")
    found.get_by_label("归入单位组").select_option(label="各展馆")
    found.get_by_role("button", name="登记", exact=True).click()
    expect(found).to_have_count(0)
    saved(page)
    assert "name: 某市文化馆, also: [文化馆]" in plan.read_text("utf-8")
    assert "units: [station, mswhg]" in plan.read_text("utf-8")


def test_the_screen_of_findings_registers_too(plan: Path) -> None:
    visitor = client(plan.parent.parent)
    shown = visitor.get("/plans/2026.yaml/check").text
    assert "登记为单位" in shown
    told = visitor.post("/plans/2026.yaml/check", data={"register": buttons(shown, "register")[0]})
    assert "“市青少年宫”登记进名册的“单位”里了。" in told.text
    assert "名册里没有" not in told.text


def test_what_was_typed_stays_where_it_is_refused(page: Page, plan: Path) -> None:
    opened(page, "办好讲座")
    found = page.locator("#fields .found.error", has_text="市青少年宫")
    found.get_by_role("button", name="填全称再登记").click()
    found.get_by_label("全称").fill("工作站")
    found.get_by_label("登记为").select_option(label="单位组")
    found.get_by_role("button", name="登记", exact=True).click()
    expect(found.get_by_role("alert")).to_contain_text("“工作站”登记的是单位，不是单位组")
    expect(found.get_by_label("全称")).to_have_value("工作站")
    found.get_by_label("登记为").select_option(label="单位")
    found.get_by_role("button", name="登记", exact=True).click()
    expect(found).to_have_count(0)
    saved(page)
    assert "name: 工作站, also: [市青少年宫]" in plan.read_text("utf-8")


def test_the_register_is_a_list_of_names(page: Page, plan: Path) -> None:
    page.locator("#outline .row", has_text="名册").first.click()
    fields = page.locator("#fields")
    expect(fields.locator(".inner-rows button")).to_have_text(["办公室", "工作站", "各展馆"])
    expect(fields.get_by_label("编号")).to_have_count(0)
    fields.get_by_role("button", name="＋ 添一个单位", exact=True).click()
    expect(fields.get_by_label("名称", exact=True)).to_be_focused()
    page.keyboard.type("市图书馆")
    expect(page.locator("#fields h2")).to_have_text("市图书馆")
    saved(page)
    assert "{id: stsg, name: 市图书馆}" in plan.read_text("utf-8")


def test_a_name_with_a_slip_is_put_right_with_one_click(page: Page, plan: Path) -> None:
    opened(page, "组织读书")
    people = typed(page, "配合单位", "各展管")
    page.locator("#fields .found.error").get_by_role("button", name="改成“各展馆”").click()
    expect(people.locator(".chip", has_text="各展馆")).to_be_visible()
    saved(page)
    assert "supporting_units: [各展馆]" in plan.read_text("utf-8")


def test_a_plan_without_pages_opens_at_what_is_wrong(page: Page, plan: Path) -> None:
    plan.with_name("other.yaml").write_text(PLAN.replace("year: 2026", "year: 明年"), "utf-8")
    page.goto(page.url.replace("2026.yaml", "other.yaml"))
    page.locator("#editor[data-ready]").wait_for()
    expect(page.locator("#findings .found.error").first).to_contain_text("“年度”应当是整数")
    expect(page.locator("#pages")).to_contain_text("版面还排不出来")
    expect(page.locator("#not-current")).to_be_hidden()
