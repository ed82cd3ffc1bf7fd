"""Running the program as a user does."""

import contextlib
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

from plangen import cli

ROOT = Path(__file__).parent.parent.parent


def confined(memory: int) -> Callable[[], None]:
    """What gives a new process so many bytes and a minute of the processor, however slow it is."""
    import resource

    def confine() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    return confine


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
