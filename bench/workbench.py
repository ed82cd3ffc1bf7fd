"""What `plangen serve` costs: from its start until it answers, and in memory."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from timing import ratio, row, times

ROOT = Path(__file__).parent.parent
START_LIMIT, MEMORY_LIMIT = 3.0, 120
_VISITS: Final = 10
_BARE: Final = """
import socket, uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
listener = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{listener.getsockname()[1]}/?token=", flush=True)
app = Starlette(routes=[Route("/", lambda request: PlainTextResponse("here"))])
uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off")).run([listener])
"""
_SCREENS: Final = ("check", "tasks", "papers", "returns", "ledger", "compare", "draft")


def workbench(rounds: int) -> bool:
    """Start and memory of the workbench over the project's own plans."""
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "plans", Path(folder, "plans"))
        return _measured(rounds, folder)


def _measured(rounds: int, folder: str) -> bool:
    ours = (sys.executable, "-m", "plangen", "serve", folder, "--no-open")
    bare, whole = times(
        rounds, lambda: _answered(sys.executable, "-c", _BARE), lambda: _answered(*ours)
    )
    row("a bare Starlette server, until it answers", bare)
    row("plangen serve, until it shows its plans", whole)
    kept = row("  against the bare server", ratio=ratio(whole, bare), limit=START_LIMIT)
    with started(*ours) as (process, address):
        for _ in range(_VISITS):
            for screen in _SCREENS:
                _get(address, f"plans/2022.yaml/{screen}")
        memory = _megabytes(process)
    return row("  memory, every screen 10 times", megabytes=memory, limit=MEMORY_LIMIT) and kept


@contextmanager
def started(*command: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A server and the address that it prints."""
    with TemporaryDirectory() as state:
        environment = {**os.environ, "XDG_STATE_HOME": state, "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        ) as process:
            try:
                if process.stdout is None:
                    raise RuntimeError("no output")
                yield process, process.stdout.readline()
            finally:
                process.kill()


def _answered(*command: str) -> None:
    with started(*command) as (_, address):
        _get(address, "")


def _get(address: str, path: str) -> None:
    """Ask for a page as the browser does that was opened with the address."""
    match = re.search(r"127\.0\.0\.1:([0-9]+)/[?]token=(\S*)", address)
    if match is None:
        raise RuntimeError(f"no address: {address}")
    connection = HTTPConnection("127.0.0.1", int(match[1]), timeout=60)
    connection.request("GET", f"/{path}", headers={"Cookie": f"plangen-{match[1]}={match[2]}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")


def _megabytes(process: "subprocess.Popen[str]") -> float:
    """The resident memory of a process."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    kilobytes = re.search(r"VmRSS:\s+(\d+)", status)
    if kilobytes is None:
        raise RuntimeError("no VmRSS")
    return int(kilobytes[1]) / 1024


if __name__ == "__main__":
    workbench(5)
