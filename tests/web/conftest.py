"""What the tests of the workbench share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from support.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of the session."""
    with chromium() as started:
        yield started


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A new window of the smallest size that is promised."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    yield context.new_page()
    context.close()
