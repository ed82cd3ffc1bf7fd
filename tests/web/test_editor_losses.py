"""What is typed is not lost unsaid: where nothing can be saved, and where it comes from Word."""

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect
from support.editing_window import field, opened, saved
from support.workbench import client, folder_of

PASTE = """([box, html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  box.setSelectionRange(box.value.length, box.value.length);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  if (box.dispatchEvent(event)) document.execCommand("insertText", false, text);
}"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """One of the project's own plans in a folder of its own."""
    return folder_of(tmp_path / "work", 2022) / "plans/2022.yaml"


def left(page: Page) -> list[str]:
    """What the browser asks when the page is left; nobody leaves where it asks."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="检查", exact=True).click()
    page.wait_for_timeout(500)
    page.remove_listener("dialog", stay)
    return asked


def test_a_page_that_cannot_send_what_was_typed_is_not_left_unasked(page: Page, plan: Path) -> None:
    opened(page, "广泛宣传")
    page.route("**/edit/act", lambda route: route.abort())
    field(page, "段首标题").fill("广泛开展宣传")
    expect(page.locator("#saved-words")).to_have_text("还没有存上：连不上工作台")
    assert left(page) == ["beforeunload"]
    page.unroute("**/edit/act")
    saved(page)
    assert "title: 广泛开展宣传" in plan.read_text("utf-8")


def test_a_page_whose_plan_cannot_be_written_is_not_left_unasked(page: Page, plan: Path) -> None:
    opened(page, "广泛宣传")
    in_the_way = plan.parent / ".plangen"
    in_the_way.write_text("", "utf-8")
    field(page, "段首标题").fill("广泛开展宣传")
    expect(page.locator("#saved-words")).to_contain_text("还没有存上：写不了")
    assert left(page) == ["beforeunload"]
    in_the_way.unlink()
    saved(page)
    assert "title: 广泛开展宣传" in plan.read_text("utf-8")


def test_an_ended_program_promises_nothing_about_what_is_being_typed(plan: Path) -> None:
    visitor = client(plan.parent.parent)
    for screen, promises in (("edit", False), ("check", True)):
        page = visitor.get(f"/plans/{plan.name}/{screen}").text
        told = page.partition('id="lost"')[2].partition("</p>")[0]
        assert ("都已经存好" in told) is promises


@pytest.mark.parametrize(
    ("html", "text", "made"),
    [
        (
            "<p class=MsoNormal>要建账。</p><p>要公开。</p>",
            "　　要建账。\r\n　　要公开。\r\n",
            "要建账。\n\n要公开。",
        ),
        ("<span>要建账。</span>", "要建账。", "要建账。"),
        ("", "要建账。\n要公开。", "要建账。\n要公开。"),
    ],
)
def test_paragraphs_pasted_from_word_stay_paragraphs(
    html: str, text: str, made: str, page: Page
) -> None:
    """One line break is theirs; a paragraph of a plan goes on over it."""
    opened(page, "广泛宣传")
    box = field(page, "正文")
    before = box.input_value()
    box.focus()
    box.evaluate(f"(box, given) => ({PASTE})([box, ...given])", [html, text])
    expect(box).to_have_value(before + made)
