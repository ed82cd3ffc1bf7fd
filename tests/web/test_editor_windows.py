"""Several who edit one plan: two windows, a file changed meanwhile, a server that is killed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.editing_window import drawn, field, on_paper, opened, row, saved, window_at
from support.program import ROOT, run
from support.workbench import address_of, folder_of, server, started

PAYLOAD = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """One of the project's own plans in a folder of its own."""
    return folder_of(tmp_path / "work", 2022) / "plans/2022.yaml"


@pytest.fixture
def other(address: str, browser: Browser) -> Iterator[Page]:
    """Another window that shows the plan."""
    with window_at(browser, address, "2022.yaml") as window:
        yield window


def test_two_windows_see_each_other_and_lose_nothing(page: Page, other: Page, plan: Path) -> None:
    opened(page, "广泛宣传")
    opened(other, "加强学习")
    words = field(other, "正文").input_value()
    field(other, "正文").fill(f"{words}学习要做记录。")
    field(page, "段首标题").fill("广泛开展宣传")
    expect(row(other, "广泛开展宣传")).to_be_visible()
    on_paper(page, "学习要做记录。")
    assert field(other, "正文").input_value().endswith("学习要做记录。")
    saved(page)
    assert "广泛开展宣传" in plan.read_text("utf-8")
    assert "学习要做记录。" in plan.read_text("utf-8")


def test_two_windows_that_change_one_value_are_asked(page: Page, other: Page, plan: Path) -> None:
    for window in (page, other):
        opened(window, "广泛宣传")
    title = field(other, "段首标题")
    title.evaluate("(box) => { box.focus(); box.value = '宣传到户'; }")
    field(page, "段首标题").fill("宣传到人")
    expect(row(other, "宣传到人")).to_be_visible()
    assert title.input_value() == "宣传到户"
    title.press("End")
    other.keyboard.insert_text("。")
    expect(other.locator("#fields")).to_contain_text("那边是：宣传到人")
    other.get_by_role("button", name="用我打的").click()
    expect(row(page, "宣传到户。")).to_be_visible()
    saved(other)
    assert "宣传到户。" in plan.read_text("utf-8")


def test_what_others_wrote_into_the_file_is_taken_in(page: Page, plan: Path) -> None:
    opened(page, "广泛宣传")
    field(page, "段首标题").fill("广泛开展宣传")
    saved(page)
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("title: 加强学习", "title: 加强理论学习"), "utf-8")
    expect(row(page, "加强理论学习")).to_be_visible()
    expect(page.locator("#told")).to_contain_text("文件在别处改过")
    assert field(page, "段首标题").input_value() == "广泛开展宣传"


def test_what_both_changed_is_shown_side_by_side(page: Page, plan: Path) -> None:
    opened(page, "广泛宣传")
    page.route("**/edit/pulse*", lambda route: route.abort())
    text = plan.read_text("utf-8")
    plan.write_text(
        text.replace("title: 广泛宣传", "title: 宣传到户").replace("加强学习", "加强理论学习"),
        "utf-8",
    )
    field(page, "段首标题").fill("宣传到人")
    page.keyboard.press("Control+s")
    dialog = page.locator("#clashes")
    for words in ("原来：广泛宣传", "宣传到人", "宣传到户", "段首标题"):
        expect(dialog).to_contain_text(words)
    dialog.get_by_label("别人的").check()
    dialog.get_by_role("button", name="照选定的存").click()
    expect(row(page, "宣传到户")).to_be_visible()
    expect(row(page, "加强理论学习")).to_be_visible()
    assert "宣传到户" in plan.read_text("utf-8")
    page.locator("#show-states").click()
    expect(page.locator("#states-list li").nth(1)).to_be_visible()
    page.get_by_role("button", name="关上").click()


def test_a_saved_state_is_had_back(page: Page, plan: Path) -> None:
    opened(page, "广泛宣传")
    field(page, "段首标题").fill("宣传到户")
    saved(page)
    page.locator("#show-states").click()
    page.get_by_role("button", name="换回这一份").last.click()
    expect(row(page, "广泛宣传")).to_be_visible()
    saved(page)
    assert "宣传到户" not in plan.read_text("utf-8")


def test_a_server_killed_amid_a_save_leaves_a_whole_file(tmp_path: Path, browser: Browser) -> None:
    folder = folder_of(tmp_path / "work", 2022)
    plan = folder / "plans/2022.yaml"
    before = plan.read_bytes()
    for turn in range(3):
        with (
            started(folder, tmp_path) as process,
            window_at(browser, address_of(process), "2022.yaml") as page,
        ):
            opened(page, "加强学习")
            field(page, "完成时限").fill(f"{turn + 6}月底前")
            page.wait_for_timeout(300 * turn)
            page.keyboard.press("Control+s")
            process.kill()
            process.wait()
            typed = field(page, "完成时限").input_value()
            assert typed == f"{turn + 6}月底前"
        after = plan.read_bytes()
        assert after == before or f"{turn + 6}月底前".encode() in after
        assert run("check", plan).code == 0
        before = after


def test_no_payload_runs(page: Page, plan: Path) -> None:
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    for words in ("标题和全文", "广泛宣传", "附件"):
        if not row(page, words).count():
            continue
        opened(page, words)
        page.locator("#fields details > summary").click()
        boxes = page.locator("#fields textarea[data-name]:visible")
        for number in range(boxes.count()):
            box = boxes.nth(number)
            box.fill(f"{box.input_value()}{PAYLOAD}")
            box.blur()
    saved(page)
    drawn(page)
    page.locator("#findings-tab").click()
    assert not ran
    assert page.locator("img, #pages script, #fields script").count() == 0
    assert (
        "<script>alert"
        in page.locator("#findings").inner_text() + page.locator("#outline").inner_text()
    )


def test_the_text_itself_is_edited(page: Page, plan: Path) -> None:
    page.get_by_role("tab", name="源文件").click()
    text = page.get_by_role("textbox", name="方案的源文件")
    expect(text).to_be_visible()
    mark = page.locator("#source .cm-line", has_text="title: 广泛宣传")
    opened(page, "广泛宣传")
    mark.click()
    page.keyboard.press("End")
    page.keyboard.type("到户")
    expect(row(page, "广泛宣传到户")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("dead")
    expect(page.locator("#source .cm-tooltip-autocomplete")).to_contain_text("完成时限")
    page.keyboard.press("Escape")
    for _ in range(5):
        page.keyboard.press("Backspace")
    page.keyboard.type(" : [")
    expect(page.locator("#not-current")).to_be_visible()
    expect(page.locator("#pages")).to_contain_text("广泛宣传")
    for _ in range(4):
        page.keyboard.press("Backspace")
    expect(page.locator("#not-current")).to_be_hidden()
    page.get_by_role("tab", name="版面").click()
    saved(page)
    assert "title: 广泛宣传到户" in plan.read_text("utf-8")
    assert run("fmt", "--check", plan).code == 0


def test_a_plan_that_cannot_be_read_is_mended_in_its_text(tmp_path: Path, browser: Browser) -> None:
    folder = folder_of(tmp_path / "work", 2022)
    plan = folder / "plans/2022.yaml"
    plan.write_text(plan.read_text("utf-8").replace("year: 2022", "year: [2022", 1), "utf-8")
    with (
        server(folder, tmp_path / "state") as address,
        window_at(browser, address, "2022.yaml") as page,
    ):
        expect(page.locator("#not-current")).to_contain_text("写法不对")
        line = page.locator("#source .cm-line", has_text="year: [2022")
        line.click()
        page.keyboard.press("End")
        page.keyboard.type("]")
        page.keyboard.press("End")
        for _ in range(6):
            page.keyboard.press("Backspace")
        page.keyboard.type("2022")
        expect(row(page, "工作目标")).to_be_visible()


def test_a_classification_is_not_taken_in(page: Page, plan: Path) -> None:
    page.get_by_role("tab", name="源文件").click()
    row(page, "通知").click()
    expect(row(page, "通知")).to_have_attribute("aria-selected", "true")
    page.locator("#source .cm-line", has_text="form: notice").click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("classification: {level: 秘密, term: 1年}")
    expect(page.locator("#told")).to_contain_text("密级")
    saved(page)
    assert "classification" not in plan.read_text("utf-8")


def test_the_largest_example_is_shown_whole(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "work/plans").mkdir(parents=True)
    shutil.copy(ROOT / "examples/notice.yaml", tmp_path / "work/plans")
    with (
        server(tmp_path / "work", tmp_path / "state") as address,
        window_at(browser, address, "notice.yaml") as page,
    ):
        on_paper(page, "总体要求")
        expect(page.locator("#pages .sheet")).to_have_count(15)
        page.locator("#pages .b", has_text="房屋安全").first.click()
