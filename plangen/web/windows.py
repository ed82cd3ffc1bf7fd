"""The open windows: the workbench ends some seconds after the last one was closed.

Every browser holds one stream open for all of its windows (assets/alive.js): a closed window, a
browser that was killed and one that sleeps are told apart by whether the connection still stands.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from time import monotonic
from typing import Final

_BEAT: Final = 5.0
"""Seconds between two signs of life on a stream; a dead connection is seen by the next."""


class OpenWindows:
    """Counts the streams that browsers hold open."""

    def __init__(self) -> None:
        self._open = 0
        self._closing = asyncio.Event()
        self._left: float | None = None
        """When the last one was closed; None before the first and while one is open."""
        self._heard = 0.0
        """When a window last asked for anything: one that is still coming holds no stream."""

    def are_gone(self, seconds: float) -> bool:
        """Whether there were windows, and nothing was heard of any for so long."""
        return self._left is not None and monotonic() - max(self._left, self._heard) > seconds

    def hear(self) -> None:
        """A window asks for something."""
        self._heard = monotonic()

    def close(self) -> None:
        """End every stream: the server goes."""
        self._closing.set()

    async def stream(self) -> AsyncIterator[bytes]:
        """Signs of life for one browser."""
        self._open += 1
        self._left = None
        try:
            while not self._closing.is_set():
                yield b"data: 1\n\n"
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), _BEAT)
        finally:
            self._open -= 1
            if not self._open:
                self._left = monotonic()
