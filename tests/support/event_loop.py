"""Coroutines run to their end beside Playwright, which keeps a loop in the thread of the tests."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor


def run_to_end(coroutine: Coroutine[None, None, None]) -> None:
    """Run a coroutine in a thread of its own; what it raises is raised."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, coroutine).result()
