"""The workers of a Dask cluster as an executor."""

import logging
import socket
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any, Final
from urllib.parse import urlsplit

from plangen.findings.finding import CannotGoOn

_TIMEOUT: Final = 5
"""Seconds in which a scheduler has to answer."""
_GO_ON: Final = "写好的清单都是完整的；之后加 --resume，从停下的地方接着做"


@contextmanager
def cluster(scheduler: str) -> Iterator[tuple[Executor, int]]:
    """An executor that works on the cluster of a scheduler's address, and its number of cores.

    Raises CannotGoOn where there is no scheduler, no worker, or all of them go away meanwhile.
    """
    client = _client(scheduler)
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    logging.disable()  # the library logs a traceback for what is said in one line
    over = Event()
    try:
        cores = sum(client.ncores().values())
        if not cores:
            raise CannotGoOn(f"调度器 {scheduler} 那里没有工作进程；先启动 dask worker")
        Thread(target=_watch, args=(client, over), daemon=True).start()
        yield client.get_executor(retries=3), cores
    except (CancelledError, CommClosedError, KilledWorker, TimeoutError) as error:
        raise CannotGoOn(f"和 Dask 集群 {scheduler} 的联系断了；{_GO_ON}") from error
    finally:
        over.set()
        with suppress(Exception):
            client.close(timeout=1)
        logging.disable(logging.NOTSET)


def _watch(client: Any, over: Event) -> None:
    """Give up, which cancels all that waits, where no worker has been there for a while."""
    missed = 0
    while missed < _TIMEOUT and not over.wait(1):
        with suppress(Exception):
            missed = 0 if client.ncores() else missed + 1
    if not over.is_set():
        client.close(timeout=1)


def _client(scheduler: str) -> Any:
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise CannotGoOn("用 --scheduler 要先装 Dask：pip install 'plangen[dask]'") from error
    dask.config.set({"distributed.comm.retry.count": 0})
    connect: Any = Client
    try:
        address = urlsplit(scheduler if "://" in scheduler else f"tcp://{scheduler}")
        if address.scheme in ("tcp", "tls"):
            socket.create_connection((address.hostname, address.port), _TIMEOUT).close()
        return connect(scheduler, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        hint = "核对地址，例如 tcp://10.0.0.1:8786"
        raise CannotGoOn(f"连不上调度器 {scheduler}；{hint}") from error
