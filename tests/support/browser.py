"""One Chromium for all tests of a session: Debian's, or the one that CHROMIUM names."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()
