"""Deliveries in processes of their own, which tests cut short."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from support import held_batches

WITHIN = 300
"""Seconds that a busy machine may take for one thing."""


def standing_still(out: Path) -> dict[str, str]:
    """The environment in which a delivery stands still after a batch; see `go_on`."""
    return {**os.environ, held_batches.GATE: str(_gate(out))}


def go_on(out: Path) -> None:
    """Let a delivery that stands still go on."""
    _gate(out).touch()


def _gate(out: Path) -> Path:
    return out.with_name(f"{out.name} goes on")


def started(plan: Path, out: Path, *options: object) -> "subprocess.Popen[str]":
    """The command under way, in a process group of its own; it stands still after a batch."""
    command = [sys.executable, held_batches.__file__, "checklist", plan, "-o", out, *options]
    return subprocess.Popen(
        [*map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        env=standing_still(out),
    )


def wait_until(holds: Callable[[], object]) -> None:
    """Wait for something to hold, within bounds."""
    limit = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < limit
        time.sleep(0.002)


def wait_for(out: Path, pattern: str) -> Path:
    """The first of the files of a pattern, once there is one."""
    wait_until(lambda: any(out.glob(pattern)))
    return min(out.glob(pattern))
