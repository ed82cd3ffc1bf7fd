"""What all tests share: golden files, and one browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from playwright.sync_api import Browser
from support.browser import chromium

settings.register_profile(
    "search",
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("plangen", settings.get_profile("search"), derandomize=True)
settings.load_profile("plangen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh", action="store_true", help="write golden files anew; review the diff"
    )


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a third of the time is spent waiting for other programs."""
    return (os.cpu_count() or 1) + 1


def pytest_sessionstart() -> None:
    """Let the inputs of a property test depend on the test alone.

    Hypothesis draws constants of the modules imported so far too, and what a worker has imported
    depends on which tests it ran.
    """
    if settings().derandomize:
        setattr(providers, "_get_local_constants", Constants)  # noqa: B010


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a test by no whole file: it may hold the second in which it was made."""
    if isinstance(val, bytes):
        return argname
    return val[:60] if isinstance(val, str) and len(val) > 60 else None


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
