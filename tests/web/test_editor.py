"""A plan edited on its own pages: typed, mended, waived, moved, parted, joined, undone, saved."""

from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect
from support.editing_window import drawn, field, on_paper, opened, row, saved, titles
from support.program import run

PLAN = """# 由办公室起草
format: 2
series: study
year: 2026
title: 某局2026年学习工作方案
issuer: 某局
issue: {form: plan}
register:
  departments:
    - {id: office, name: 办公室}
    - {id: finance, name: 财务科}
  units:
    - {id: station, name: 工作站}
    - {id: hall, name: 展览馆}
sections:
  - title: 工作目标
    goals:
      - id: turnout
        title: 提高参学率
        text: 全年参学率不低于90%。  # 去年是85%
        targets:
          - {name: 参学率, at_least: 90, unit: "%"}
        responsible: {department: [office]}
        deadline: 12月底前
  - title: 工作措施
    # 待定：学习日定在星期几？
    measures:
      - id: lessons
        title: 办好讲座
        text: 每季度办一次讲座。讲座后写一篇心得。
        responsible: {units: [station], department: [office]}
        deadline: 每季度末
        goals: [turnout]
      - id: reading
        title: 组织读书
        text: 组织读书活动，做好记录帐册。
        responsible: {units: [hall], department: [office]}
        deadline: 9月25日前
        goals: [turnout]
      - id: summing-up
        title: 及时总结
        text: 年底总结经验。
        responsible: {department: [finance]}
        deadline: 12月底前
        goals: [turnout]
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small plan in a folder of its own."""
    path = tmp_path / "work/plans/2026.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(PLAN, "utf-8")
    assert run("fmt", path).code == 0
    return path


def text_of(plan: Path) -> str:
    return plan.read_text("utf-8")


def test_what_is_typed_is_printed_and_saved_with_its_comments(page: Page, plan: Path) -> None:
    opened(page, "提高参学率")
    expect(page.locator("#pages .selected").first).to_contain_text("提高参学率")
    field(page, "正文").fill("全年参学率不低于95%，力争全员参学。")
    on_paper(page, "力争全员参学")
    saved(page)
    assert "不低于95%，力争全员参学。" in text_of(plan)
    assert "# 由办公室起草" in text_of(plan)
    assert "# 去年是85%" in text_of(plan)
    assert run("fmt", "--check", plan).code == 0


def test_a_click_on_the_paper_opens_what_it_prints(page: Page) -> None:
    page.locator("#pages .b", has_text="组织读书").click()
    expect(row(page, "组织读书")).to_have_attribute("aria-selected", "true")
    expect(field(page, "正文")).to_be_focused()
    page.locator("#pages .b", has_text="工作措施").click()
    expect(page.locator("#fields h2")).to_have_text("工作措施")


def test_deadlines_and_targets_are_answered_back(page: Page) -> None:
    opened(page, "组织读书")
    field(page, "完成时限").fill("10月1日前")
    expect(page.locator("#fields")).to_contain_text("读懂了：10月1日")
    field(page, "正文").fill("组织读书活动，参与率达到80%以上。")
    page.get_by_role("button", name="记一项指标").click()
    expect(page.get_by_label("指标名称")).to_have_value("参与率")


def test_whom_to_ask_is_picked_from_the_register(page: Page, plan: Path) -> None:
    opened(page, "及时总结")
    people = page.get_by_role("group", name="责任", exact=True)
    people.get_by_label("怎样参与").select_option(label="责任单位")
    people.get_by_label("添上谁").fill("展览馆")
    expect(people.locator(".chip", has_text="展览馆")).to_be_visible()
    people.get_by_role("button", name="去掉财务科").click()
    expect(people.locator(".chip", has_text="财务科")).to_have_count(0)
    saved(page)
    assert "responsible: {units: [hall]}" in text_of(plan)


def test_a_mend_and_a_waiver(page: Page, plan: Path) -> None:
    opened(page, "组织读书")
    found = page.locator("#fields .found", has_text="帐册")
    found.get_by_role("button", name="改成").first.click()
    on_paper(page, "账册")
    page.get_by_role("button", name="撤销").click()
    on_paper(page, "帐册")
    opened(page, "组织读书")
    found.get_by_role("button", name="豁免").first.click()
    page.get_by_label("理由").fill("原文如此")
    page.get_by_label("理由").press("Enter")
    expect(found).to_have_count(0)
    saved(page)
    assert "reason: 原文如此" in text_of(plan)
    assert "帐册" in text_of(plan)


def test_a_finding_leads_to_its_words(page: Page) -> None:
    opened(page, "提高参学率")
    page.locator("#count-findings").click()
    page.locator("#findings .found", has_text="帐册").locator(".where").click()
    expect(row(page, "组织读书")).to_have_attribute("aria-selected", "true")
    words = """[...CSS.highlights].filter(([name]) => name.startsWith("found-"))
        .flatMap(([, marks]) => [...marks].map(String))"""
    assert "帐" in "".join(page.evaluate(words))


def test_a_finding_opens_the_field_that_it_asks_for(page: Page) -> None:
    page.locator("#count-findings").click()
    card = page.locator("#findings .found", has_text="没有写明责任人")
    expect(card).to_contain_text("在“名册”的“科室”里补上“责任人”、“责任领导”")
    expect(card.get_by_role("button", name="填")).to_have_text(["填“责任人”", "填“责任领导”"])
    card.get_by_role("button", name="填“责任领导”").click()
    expect(page.locator("#fields h2")).to_have_text("办公室")
    expect(field(page, "责任领导")).to_be_focused()


def test_the_screen_of_findings_leads_to_the_field_that_one_asks_for(page: Page) -> None:
    page.goto(page.url.replace("/edit", "/check"))
    found = page.locator(".finding", has_text="没有写明责任人")
    expect(found).to_contain_text("里补上“责任人”、“责任领导”")
    found.get_by_role("link", name="去改").click()
    expect(field(page, "责任人")).to_be_focused()


def test_parts_are_moved_by_dragging_and_by_keyboard(page: Page, plan: Path) -> None:
    row(page, "及时总结").drag_to(row(page, "办好讲座"), target_position={"x": 60, "y": 2})
    expect(page.locator("#pages")).to_contain_text("（一）及时总结")
    row(page, "及时总结").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#pages")).to_contain_text("（二）及时总结")
    expect(row(page, "及时总结")).to_be_focused()
    page.get_by_role("button", name="下移").click()
    expect(page.locator("#pages")).to_contain_text("（三）及时总结")
    saved(page)
    assert text_of(plan).index("id: reading") < text_of(plan).index("id: summing-up")


def test_parts_are_split_merged_deleted_and_all_undone(page: Page, plan: Path) -> None:
    before = text_of(plan)
    opened(page, "办好讲座")
    words = field(page, "正文")
    words.click()
    words.evaluate("(box) => box.setSelectionRange(9, 9)")
    words.press("Shift")
    page.get_by_role("button", name="从光标处拆成两条").click()
    expect(row(page, "讲座后写一篇心得。")).to_be_visible()
    expect(field(page, "正文")).to_have_value("讲座后写一篇心得。")
    opened(page, "办好讲座")
    page.get_by_role("button", name="合并").click()
    expect(row(page, "讲座后写一篇心得。")).to_have_count(0)
    opened(page, "提高参学率")
    row(page, "提高参学率").press("Delete")
    dialog = page.locator("#removing")
    expect(dialog).to_contain_text("组织读书")
    dialog.get_by_role("button", name="删去，别处的也去掉").click()
    expect(row(page, "提高参学率")).to_have_count(0)
    while page.locator("#undo").is_enabled():
        row(page, "工作措施").focus()
        page.keyboard.press("Control+z")
        saved(page)
    saved(page)
    assert text_of(plan) == before
    page.keyboard.press("Control+y")
    expect(row(page, "讲座后写一篇心得。")).to_be_visible()


def test_a_part_is_added_and_named(page: Page, plan: Path) -> None:
    opened(page, "组织读书")
    page.get_by_role("button", name="添加", exact=True).first.click()
    page.get_by_role("menuitem", name="工作措施").click()
    expect(field(page, "正文")).to_be_focused()
    page.keyboard.type("建立学习档案。")
    on_paper(page, "建立学习档案")
    opened(page, "建立学习档案。")
    page.get_by_role("button", name="添一件要办的事").click()
    expect(field(page, "要办的事")).to_be_focused()
    page.keyboard.type("设计档案的样式")
    expect(page.locator("#fields h2")).to_contain_text("设计档案的样式")
    saved(page)
    assert "do: 设计档案的样式" in text_of(plan)
    assert run("check", plan).code == 0


def test_open_questions_are_worked_off(page: Page, plan: Path) -> None:
    page.locator("#count-questions").click()
    panel = page.locator("#questions")
    expect(panel).to_contain_text("学习日定在星期几？")
    panel.get_by_role("button", name="定了").click()
    expect(panel).to_contain_text("没有待定的了")
    saved(page)
    assert "待定" not in text_of(plan)


def test_it_is_worked_by_keyboard(page: Page) -> None:
    row(page, "工作目标").focus()
    page.keyboard.press("ArrowDown")
    expect(row(page, "提高参学率")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(row(page, "工作目标")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(row(page, "提高参学率")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(field(page, "正文")).to_be_focused()
    page.keyboard.press("Escape")
    expect(row(page, "提高参学率")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("#paper")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("#fields-tab")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#findings-tab")).to_be_focused()


def test_an_answer_that_comes_late_opens_nothing_that_was_folded_since(page: Page) -> None:
    held: list[Route] = []
    page.route("**/edit/part?*", lambda route: held.append(route), times=1)
    row(page, "工作目标").focus()
    with page.expect_request("**/edit/part?*"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(row(page, "提高参学率")).to_have_count(0)
    with page.expect_response("**/edit/part?*"):
        held[0].continue_()
    expect(row(page, "工作目标")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#fields h2")).to_have_text("工作目标")
    expect(row(page, "提高参学率")).to_have_count(0)


def test_a_pulse_that_comes_late_takes_nothing_back(page: Page) -> None:
    held: list[tuple[Route, APIResponse]] = []
    with page.expect_request("**/edit/pulse*"):
        page.route("**/edit/pulse*", lambda route: held.append((route, route.fetch())), times=1)
    opened(page, "组织读书")
    page.get_by_role("button", name="下移").click()
    on_paper(page, "（三）组织读书")
    (route, response), *_ = held
    with page.expect_response("**/edit/pulse*"):
        route.fulfill(response=response)
    page.get_by_role("button", name="上移").click()
    on_paper(page, "（二）组织读书")


def test_going_elsewhere_takes_what_was_typed_along(page: Page, plan: Path) -> None:
    opened(page, "组织读书")
    field(page, "正文").fill("组织读书活动，每月一次。")
    page.get_by_role("link", name="检查", exact=True).click()
    page.wait_for_url("**/check")
    assert "每月一次" in text_of(plan)


def test_what_was_typed_last_is_taken_though_the_window_goes(page: Page, plan: Path) -> None:
    address = page.url
    opened(page, "组织读书")
    field(page, "正文").fill("组织读书活动，每月一次。")
    page.goto("about:blank")
    page.goto(address)
    on_paper(page, "每月一次")


def test_only_pages_that_differ_are_drawn_anew(page: Page) -> None:
    assert titles(page)
    on_paper(page, "提高参学率")
    drawn(page)
    page.evaluate("document.querySelector('#pages .sheet').kept = true")
    opened(page, "及时总结")
    field(page, "完成时限").fill("11月底前")
    expect(page.locator("#fields")).to_contain_text("读懂了：11月30日")
    saved(page)
    drawn(page)
    assert page.evaluate("document.querySelector('#pages .sheet').kept")


@pytest.mark.parametrize("width", [1920, 1366, 1024, 683])
def test_it_fits_every_window(page: Page, width: int) -> None:
    """683 is 1366 at 200 %."""
    page.set_viewport_size({"width": width, "height": 768})
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    if width < 900:
        page.locator("#show-side").click()
    page.locator("#pages .b", has_text="组织读书").click()
    expect(page.locator("#fields h2")).to_have_text("组织读书")
    sizes = """[...document.querySelectorAll("body *")].filter((e) => e.innerText &&
        !e.closest("#pages")).map((e) => getComputedStyle(e).fontSize)"""
    assert set(page.evaluate(sizes)) <= {"16px", "14px", "12px"}
    unnamed = """[...document.querySelectorAll("input, select, textarea, button")].filter((e) =>
        !(e.labels?.length || e.getAttribute("aria-label") || e.textContent.trim())).length"""
    assert page.evaluate(unnamed) == 0


def test_a_field_of_the_rest_is_typed_without_losing_the_cursor(page: Page, plan: Path) -> None:
    opened(page, "组织读书")
    page.locator("#fields details > summary").click()
    box = page.locator("#fields details textarea[data-name='id']")
    box.click()
    page.keyboard.press("End")
    page.keyboard.type("2")
    saved(page)
    page.keyboard.type("6")
    expect(box).to_have_value("reading26")
    saved(page)
    assert "id: reading26" in text_of(plan)
