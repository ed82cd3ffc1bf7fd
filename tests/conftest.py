"""What all tests share: golden files, and one browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from support.browser import chromium

settings.register_profile(
    "plangen",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("plangen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh", action="store_true", help="write golden files anew; review the diff"
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of the session: a process cannot have two."""
    with chromium() as started:
        yield started


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compare a text with a golden file, whole."""

    def compare(text: str, path: Path) -> None:
        if request.config.getoption("refresh"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare
