"""The screen 方案 for a keyboard, a screen reader and 200 %."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.editing_window import opened
from support.program import ROOT, run
from support.readable import CONTRAST

UNNAMED = """() => {
  const named = (e) => e.labels?.length || e.getAttribute("aria-label") || e.textContent.trim()
      || document.getElementById(e.getAttribute("aria-labelledby"));
  const all = "#editor :is(input, select, textarea, button), [role=group]";
  return [...document.querySelectorAll(all)]
      .filter(e => !named(e)).map(e => e.outerHTML.slice(0, 120));
}"""
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with a table and columns of its own."""
    path = tmp_path / "work/plans/order.yaml"
    path.parent.mkdir(parents=True)
    text = (ROOT / "examples/order.yaml").read_text("utf-8")
    path.write_text(f"fields: [{{name: 任务来源}}]\n{text}", "utf-8")
    assert run("fmt", path).code == 0
    return path


def test_everything_is_named_and_can_be_read(page: Page) -> None:
    for words in ("标题和全文", "名册", "2026年农村公路", "严格督导考核"):
        opened(page, words)
        for fold in page.locator("#fields details:not([open]) summary").all():
            fold.click()
        assert page.evaluate(UNNAMED) == []
        assert page.evaluate(TWICE) == []
        assert page.evaluate(CONTRAST) == []
        beyond = "e => e.scrollWidth - e.clientWidth"
        assert page.locator("#fields").evaluate(beyond) <= 0


def test_at_200_percent_the_fields_come_and_go_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 683, "height": 384})
    page.reload()
    page.locator("#editor[data-ready]").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    shows = page.get_by_role("button", name="内容", exact=True)
    shows.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fields")).to_be_visible()
    expect(shows).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(ring) != "none"
    page.keyboard.press("Escape")
    expect(page.locator("#fields")).not_to_be_visible()
    expect(shows).to_have_attribute("aria-expanded", "false")
