"""What all tests share: running the program as a user does, and golden files."""

import contextlib
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings

from plangen import cli

settings.register_profile(
    "plangen",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("plangen")

ROOT = Path(__file__).parent.parent


class Outcome(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Outcome:
    """Run `plangen` with these arguments in this process, as from a shell."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with (
        mock.patch.object(sys, "argv", ["plangen", *map(str, arguments)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as stop,
    ):
        cli.main()
    texts = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
    return Outcome(int(stop.value.code or 0), *texts)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh", action="store_true", help="write golden files anew; review the diff"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compare a text with a golden file, whole."""

    def compare(text: str, path: Path) -> None:
        if request.config.getoption("refresh"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare
