"""What the tests of the workbench share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support.browser import chromium
from support.editing_window import FAULTS, window_at
from support.workbench import server


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


@pytest.fixture
def address(plan: Path, tmp_path: Path) -> Iterator[str]:
    """A server for the folder of the plan that a module gives."""
    with server(plan.parent.parent, tmp_path / "state") as started:
        yield started


@pytest.fixture
def page(plan: Path, address: str, browser: Browser) -> Iterator[Page]:
    """A window that shows the plan."""
    window = window_at(browser, address, plan.name)
    yield window
    window.context.close()
    assert not FAULTS, FAULTS
