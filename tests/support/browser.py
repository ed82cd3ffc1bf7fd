"""One Chromium for all tests of a session: Debian's, or the one that CHROMIUM names."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

WITHIN: Final = 60_000
"""Milliseconds that a busy machine may take to show something."""

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without windows; without one, tests are skipped, and fail where CI runs them."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        if "CI" in os.environ:
            pytest.fail("no chromium: install Debian's, or name one in CHROMIUM")
        pytest.skip("no chromium")
    expect.set_options(timeout=WITHIN)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


@contextmanager
def new_window(browser: Browser) -> Iterator[Page]:
    """A window of the smallest size that is promised; no script of it may fail."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.set_default_timeout(WITHIN)
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not faults, faults
