"""The server of the workbench: started once a folder, found again by a second start, ended."""

import asyncio
import gc
import json
import os
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from secrets import token_urlsafe
from threading import Event
from typing import Final

import uvicorn

from plangen.files import held
from plangen.findings.finding import CannotGoOn
from plangen.web.application import application
from plangen.web.plan_folder import PlanFolder
from plangen.web.visit import Desk

GRACE: Final = 20.0
"""Seconds from the last window's end to the server's: a page that is loaded anew has none."""
_LOOK: Final = 0.5
"""Seconds between two looks at the windows."""
_SIGN: Final = 60.0
"""Seconds between two signs to others of what is open here."""
_ANSWERS_WITHIN: Final = 2.0
_FINISHES_WITHIN: Final = 10
"""Seconds for what is under way when the server ends."""
_COLLECT_AFTER: Final = 20_000
"""How many objects are made before the garbage collector looks: a server lives longer than a
command, which hardly ever has to."""


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that runs for a folder, as its owner alone can read."""

    port: int
    token: str

    @property
    def address(self) -> str:
        """The address that opens it."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def serves(self, root: Path) -> bool:
        """Whether it is alive, and of this folder."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_ANSWERS_WITHIN)
        cookie = {"Cookie": f"plangen-{self.port}={self.token}"}
        try:
            connection.request("GET", "/folder", headers=cookie)
            answer = connection.getresponse()
            folder = json.loads(answer.read(65536)) if answer.status == 200 else {}
            return bool(folder.get("folder") == str(root))
        except (OSError, HTTPException, ValueError, AttributeError):
            return False
        finally:
            connection.close()


def serve(root: Path, port: int, tell: Callable[[str], object], *, opens: bool) -> None:
    """Serve a folder until its last window is closed, or Ctrl-C; a second start opens the first.

    Raises CannotGoOn where the port cannot be had.
    """
    folder = PlanFolder(root)
    note = _note(folder.root)
    with held(note.with_suffix(".lock"), "工作台"):
        running = _running(note)
        if running is not None and running.serves(folder.root):
            tell(f"这个文件夹的工作台已经开着：{running.address}")
            _open(running.address, opens=opens)
            return
        listener = _listener(port)
        running = RunningServer(listener.getsockname()[1], token_urlsafe(24))
        _write(note, running)
    gc.set_threshold(_COLLECT_AFTER)
    try:
        with _signals() as told_to_end:
            tell(f"工作台：{running.address}")
            tell("关上它的窗口就结束；也可以在这里按 Ctrl-C。")
            asyncio.run(_serve(folder, running, listener, told_to_end, opens=opens))
    finally:
        if _running(note) == running:
            with suppress(OSError):
                note.unlink()


class _Server(uvicorn.Server):
    """A server that ends the streams of its windows before it waits for whoever is served."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self._desk = desk

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End."""
        self._desk.windows.close()
        await super().shutdown(sockets)


@contextmanager
def _signals() -> Iterator[Event]:
    """Whether Ctrl-C or SIGTERM came: an exception amid the start leaves half a loop behind.

    While the server runs, they are its own.
    """
    told_to_end = Event()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: told_to_end.set()) for number in numbers]
    try:
        yield told_to_end
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


async def _serve(
    folder: PlanFolder,
    running: RunningServer,
    listener: socket.socket,
    told_to_end: Event,
    *,
    opens: bool,
) -> None:
    desk = Desk(folder)
    app = application(desk, running.token, running.port)
    server = _Server(
        uvicorn.Config(
            app,
            log_level="error",
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=_FINISHES_WITHIN,
        ),
        desk,
    )
    watch = asyncio.create_task(_watch(desk, server, told_to_end))
    if opens:
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, running.address)
    try:
        await server.serve([listener])
    finally:
        watch.cancel()
        desk.editors.close()
        desk.presence.leave()


async def _watch(desk: Desk, server: uvicorn.Server, told_to_end: Event) -> None:
    """End the server after its windows, or as told; meanwhile tell others what is open here."""
    signed = time.monotonic()
    while not server.should_exit:
        await asyncio.sleep(_LOOK)
        left = desk.windows.are_gone(GRACE) and not desk.jobs.is_busy
        if left or told_to_end.is_set():
            server.should_exit = True
        if time.monotonic() - signed > _SIGN:
            signed = time.monotonic()
            await asyncio.to_thread(desk.presence.renew)


def _listener(port: int) -> socket.socket:
    """A socket on this computer alone; port 0 takes a free one."""
    listener = socket.socket()
    if sys.platform == "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()  # whoever comes before the server is ready waits
    except OSError as error:
        listener.close()
        raise CannotGoOn(f"端口 {port} 用不了，别的程序正占着；换一个，或不写 --port") from error
    return listener


def _open(address: str, *, opens: bool) -> None:
    if opens:
        webbrowser.open(address)


def _note(root: Path) -> Path:
    """Where the port and the token of a folder's server are noted, for its owner alone.

    Not in the folder: others may share that, and their 127.0.0.1 is another computer.
    """
    home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME")
    base = Path(home) if home else Path.home() / ".local" / "state"
    folder = base / "plangen"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotGoOn(f"写不了 {folder}：系统报告：{error.strerror}") from error
    return folder / f"serve-{sha256(str(root).encode()).hexdigest()[:16]}.json"


def _running(note: Path) -> RunningServer | None:
    """The server that is noted; None where none is, or the note is not ours."""
    try:
        return RunningServer(**json.loads(note.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(note: Path, running: RunningServer) -> None:
    with suppress(OSError):
        note.unlink()
    text = json.dumps({"port": running.port, "token": running.token})
    try:
        descriptor = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise CannotGoOn(f"写不了 {note}：系统报告：{error.strerror}") from error
