"""Who does the batches: this process, several, or the workers of a Dask cluster."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST = 61
"""More processes than these Windows cannot wait for."""
_PATIENCE = 0.05
"""How many seconds Ctrl-C may have to wait, at most."""
AHEAD = 3
"""How many pieces of work wait or are done, for each worker."""


class Inline(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> "Future[R]":
        """Do it, and hold what came of it."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever asks for the result gets it
            future.set_exception(error)
        return future


@contextmanager
def workers(jobs: int, scheduler: str = "") -> Iterator[tuple[Executor, int]]:
    """An executor, and how many it works with at a time.

    When something goes wrong, what waits is dropped and what is under way is finished.
    """
    if scheduler:
        from plangen.delivery.cluster import cluster

        with cluster(scheduler) as executor_and_size:
            yield executor_and_size
        return
    executor: Executor = Inline()
    if jobs > 1:
        executor = ProcessPoolExecutor(min(jobs, MOST), get_context(_start()), initializer=_follow)
        gc.freeze()  # a copy that walked through what is there would make it its own
    try:
        yield executor, jobs
    finally:
        gc.unfreeze()
        executor.shutdown(cancel_futures=True)


def results(
    executor: Executor, at_a_time: int, function: Callable[[T], R], work: Iterable[T]
) -> Iterator[R]:
    """Yield what comes of each piece of work, as it comes; only a few are held at a time."""
    waiting: set[Future[R]] = set()
    try:
        for piece in work:
            with _interrupts_held():
                waiting.add(executor.submit(function, piece))
            done, waiting = _first(waiting, at_a_time * AHEAD)
            yield from (future.result() for future in done)
        while waiting:
            done, waiting = _first(waiting, 1)
            yield from (future.result() for future in done)
    finally:
        for future in waiting:
            future.cancel()


def _first(waiting: set[Future[R]], most: int) -> tuple[set[Future[R]], set[Future[R]]]:
    """What is done; waits for some where too many are under way."""
    full = len(waiting) >= most
    while True:
        with _interrupts_held():
            done, still = wait(waiting, _PATIENCE if full else 0, FIRST_COMPLETED)
        if done or not full:
            return done, still


def _start() -> str:
    """How workers begin: warm, as copies of this process, where that is sure to work.

    A copy has none of the threads, but their locks as they stand; macOS forbids it altogether.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _follow() -> None:
    """Leave Ctrl-C to the main process, and end with it, whatever ends it.

    Interrupted, a worker finishes the batch that it has begun.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # how a pool ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C and SIGTERM back, to be raised at the end.

    Raised inside, they could hit a worker before it ignores them, or leave the lock of a piece of
    work taken, for which the executor's own thread would then wait for ever.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda number, _: held.append(number)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        if held:
            signal.raise_signal(held[0])


def default_jobs(lists: int) -> int:
    """How many processes make so many checklists: several only where each has enough to do."""
    return 1 if lists < 2000 else os.cpu_count() or 1
