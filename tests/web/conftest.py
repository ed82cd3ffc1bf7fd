"""What the tests of the workbench share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support.browser import new_window
from support.editing_window import window_at
from support.workbench import server


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A new window of the smallest size that is promised."""
    with new_window(browser) as page:
        yield page


@pytest.fixture
def address(plan: Path, tmp_path: Path) -> Iterator[str]:
    """A server for the folder of the plan that a module gives."""
    with server(plan.parent.parent, tmp_path / "state") as started:
        yield started


@pytest.fixture
def page(plan: Path, address: str, browser: Browser) -> Iterator[Page]:
    """A window that shows the plan."""
    with window_at(browser, address, plan.name) as window:
        yield window
