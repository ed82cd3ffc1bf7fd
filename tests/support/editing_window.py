"""The screen 方案 in a browser, as its tests use it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect

from support.browser import new_window


@contextmanager
def window_at(browser: Browser, address: str, plan: str) -> Iterator[Page]:
    """A new window that shows a plan."""
    with new_window(browser) as page:
        page.goto(address)
        page.goto(f"{address.partition('/?')[0]}/plans/{plan}/edit")
        page.locator("#editor[data-ready]").wait_for()
        yield page


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


def drawn(page: Page) -> None:
    """Wait until the pages show all that was answered."""
    expect(page.locator("#pages")).to_have_attribute("aria-busy", "false")


def on_paper(page: Page, words: str) -> None:
    """Wait until the pages print some words."""
    expect(page.locator("#pages")).to_contain_text(words)


def titles(page: Page) -> list[str]:
    """What the rows of the outline say, numbers aside."""
    return page.locator("#outline .row .words").all_inner_texts()
