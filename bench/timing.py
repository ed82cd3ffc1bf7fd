"""Times things by turns, and prints a line of the table for each."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

_INSTALLED = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""Modules are compiled once, as where a program is installed, and not in every process anew."""


def times(
    rounds: int, *tasks: Callable[[], object], after: Callable[[], object] = bool
) -> list[list[float]]:
    """The seconds that each task took in each round, after one more to warm up.

    A single round is not warmed up. What is to be put away after a task is not counted.
    """
    taken: list[list[float]] = [[] for _ in tasks]
    warming = int(rounds > 1)
    for _ in range(warming + rounds):
        for task, seconds in zip(tasks, taken, strict=True):
            gc.collect()
            start = perf_counter()
            task()
            seconds.append(perf_counter() - start)
            after()
    return [seconds[warming:] for seconds in taken]


def process(*command: str | Path) -> None:
    """Run a program to its end."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=_INSTALLED)


def ratio(ours: list[float], other: list[float]) -> float:
    """The median of the rounds' ratios."""
    return median(a / b for a, b in zip(ours, other, strict=True))


def row(
    label: str,
    seconds: list[float] | None = None,
    ratio: float = 0,
    limit: float = 0,
    least: float = 0,
    megabytes: float = 0,
    count: float = 0,
) -> bool:
    """Print a line of the table; False when a figure is above its limit or under its least."""
    figure = f"{_ms(median(seconds)):>7} ms" if seconds else f"{ratio:7.2f} ×"
    if megabytes:
        figure = f"{megabytes:7.0f} MB"
    if count:
        figure = f"{count:7.0f} B"
    kept = (not limit or (count or megabytes or ratio) <= limit) and ratio >= least
    law = f"  limit {limit}" if limit else f"  at least {least}" if least else ""
    sys.stdout.write(f"{label:44}{figure}{law}{'' if kept else '  BROKEN'}\n")
    sys.stdout.flush()
    return kept


def _ms(seconds: float) -> str:
    milliseconds = seconds * 1000
    return f"{milliseconds:.0f}" if milliseconds >= 10 else f"{milliseconds:.3f}"
