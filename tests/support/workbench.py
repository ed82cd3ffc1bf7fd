"""The workbench as tests meet it: a folder of plans, a client with the token, a running server."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from plangen.web.application import application
from plangen.web.plan_folder import PlanFolder
from plangen.web.visit import Desk
from support.program import ROOT

PORT = 4711
TOKEN = "a-token-for-tests"
ORIGIN = f"http://127.0.0.1:{PORT}"
WITHIN = 300
"""Seconds that a busy machine may take for one thing."""


def folder_of(path: Path, *years: int) -> Path:
    """A workspace with these of the project's own plans."""
    (path / "plans").mkdir(parents=True)
    for year in years:
        shutil.copy(ROOT / f"plans/{year}.yaml", path / "plans")
    return path


def stranger(folder: Path) -> TestClient:
    """A client of the workbench of a folder that has no token."""
    return _client(Desk(PlanFolder(folder)))


def _client(desk: Desk) -> TestClient:
    app = application(desk, TOKEN, PORT)
    return TestClient(app, base_url=ORIGIN, raise_server_exceptions=False)


def client(folder: Path, desk: Desk | None = None) -> TestClient:
    """A client that was opened with the token, and asks as our own pages do."""
    known = _client(desk or Desk(PlanFolder(folder)))
    known.cookies.set(f"plangen-{PORT}", TOKEN, domain="127.0.0.1")
    known.headers["origin"] = ORIGIN
    return known


def result(visitor: TestClient, answer: Any) -> Any:
    """The page that a job leads to when it is over."""
    address = answer.url.path
    if "/jobs/" not in address:
        return answer  # it was over before anybody looked
    state_address = f"/jobs/{address.rpartition('/')[2]}/state"
    limit = time.monotonic() + WITHIN
    while time.monotonic() < limit:
        state = visitor.get(state_address).json()
        if state["over"]:
            return visitor.get(address if state["trouble"] else state["where"])
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def buttons(page: str, name: str) -> list[str]:
    """The values of the form fields of a name."""
    return [piece.partition('"')[0] for piece in page.split(f'name="{name}" value="')[1:]]


@contextlib.contextmanager
def started(folder: Path, state: Path) -> Iterator["subprocess.Popen[str]"]:
    """`plangen serve` for a folder, in a process that does not outlive its test."""
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "plangen", "serve", str(folder), "--no-open"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def address_of(process: "subprocess.Popen[str]") -> str:
    """The address that a server tells first."""
    assert process.stdout is not None
    told = process.stdout.readline()
    address = re.search(r"http://\S+", told)
    assert address is not None, told
    return address[0]


@contextlib.contextmanager
def server(folder: Path, state: Path) -> Iterator[str]:
    """The address of a server for a folder; it ends in good order, and quietly."""
    with started(folder, state) as process:
        yield address_of(process)
        process.terminate()
        _, trouble = process.communicate(timeout=WITHIN)
        assert trouble == "", trouble
