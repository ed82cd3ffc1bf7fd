"""The screen 方案 in a browser, as its tests use it."""

from typing import Final

from playwright.sync_api import Browser, Locator, Page, expect

FAULTS: Final[list[str]] = []
"""What went wrong in scripts of the windows that were opened since the last look."""
WITHIN: Final = 10_000
"""Milliseconds that a busy machine may take to show something."""


def window_at(browser: Browser, address: str, plan: str, behind: str = "") -> Page:
    """A new window that shows a plan; a fault in one of its scripts goes to `FAULTS`."""
    expect.set_options(timeout=WITHIN)
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(WITHIN)
    page.on("pageerror", lambda fault: FAULTS.append(str(fault)))
    page.goto(address)
    page.goto(f"{address.partition('/?')[0]}/plans/{plan}/edit{behind}")
    page.locator("#editor[data-ready]").wait_for()
    return page


def row(page: Page, words: str) -> Locator:
    """The row of the outline that says some words."""
    return page.locator("#outline .row", has_text=words).first


def opened(page: Page, words: str) -> None:
    """Open the part whose row says some words."""
    row(page, words).click()
    expect(row(page, words)).to_have_attribute("aria-selected", "true")
    expect(page.locator("#fields h2")).to_contain_text(words[:6])


def field(page: Page, title: str) -> Locator:
    """The box of a field by its title."""
    return page.locator("#fields").get_by_label(title, exact=True)


def saved(page: Page) -> None:
    """Wait until all that was done stands in the file."""
    page.keyboard.press("Control+s")
    expect(page.locator("#saved-words")).to_contain_text("已保存")


def on_paper(page: Page, words: str) -> None:
    """Wait until the pages print some words."""
    expect(page.locator("#pages")).to_contain_text(words)


def titles(page: Page) -> list[str]:
    """What the rows of the outline say, numbers aside."""
    return page.locator("#outline .row .words").all_inner_texts()
