"""How the server starts, is found again, and ends."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.event_loop import run_to_end
from support.program import run
from support.workbench import WITHIN, address_of, folder_of, server, started

from plangen.web import windows


def in_touch(window: Page) -> None:
    """Wait until a window and its server know of each other."""
    expect(window.locator("#lost")).to_have_attribute("data-state", "alive")


def note_of(state: Path) -> Path:
    return next((state / "plangen").glob("serve-*.json"))


def test_a_second_start_opens_the_first(tmp_path: Path) -> None:
    folder, state = folder_of(tmp_path / "w", 2022), tmp_path / "state"
    with server(folder, state) as address, started(folder, state) as second:
        out, _ = second.communicate(timeout=WITHIN)
        assert second.returncode == 0
        assert out == f"这个文件夹的工作台已经开着：{address}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_only_its_owner_can_read_the_token(tmp_path: Path) -> None:
    folder, state = folder_of(tmp_path / "w"), tmp_path / "state"
    with server(folder, state):
        note = note_of(state)
        assert note.stat().st_mode & 0o777 == 0o600
        assert note.parent.stat().st_mode & 0o777 == 0o700


def test_the_note_of_a_server_that_died_is_not_believed(tmp_path: Path) -> None:
    folder, state = folder_of(tmp_path / "w"), tmp_path / "state"
    with started(folder, state) as first:
        address_of(first)
        first.kill()
    dead = json.loads(note_of(state).read_text())
    with server(folder, state) as address:
        assert str(dead["token"]) not in address
        assert json.loads(note_of(state).read_text()) != dead
    assert not list((state / "plangen").glob("serve-*.json"))


def test_another_folder_has_a_server_of_its_own(tmp_path: Path) -> None:
    one, other, state = folder_of(tmp_path / "1"), folder_of(tmp_path / "2"), tmp_path / "state"
    with server(one, state) as first, server(other, state) as second:
        assert first != second


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    one, other, state = folder_of(tmp_path / "1"), folder_of(tmp_path / "2"), tmp_path / "state"
    with server(one, state) as address:
        port = address.split(":")[2].partition("/")[0]
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_STATE_HOME", str(state))
            outcome = run("serve", other, "--no-open", "--port", port)
    assert outcome.code == 2
    assert f"端口 {port} 用不了" in outcome.err


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    outcome = run("serve", tmp_path / "none", "--no-open")
    assert (outcome.code, outcome.err) == (
        2,
        f"错误：没有 {tmp_path / 'none'} 这个文件夹；先建好它，或核对名字\n",
    )


def test_what_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("plangen.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    outcome = run("serve", tmp_path, "--no-open")
    assert outcome.code == 2
    assert "pip install 'plangen[web]'" in outcome.err


def test_it_ends_with_its_last_window(tmp_path: Path, window: Page) -> None:
    folder, state = folder_of(tmp_path / "w", 2022), tmp_path / "state"
    with started(folder, state) as process:
        address = address_of(process)
        second = window.context.new_page()
        for page in (window, second):
            page.goto(address)
            in_touch(page)
        window.close()
        second.goto(f"{address.partition('?')[0]}plans/2022.yaml/check")
        in_touch(second)
        assert process.poll() is None
        second.context.close()
        _, trouble = process.communicate(timeout=WITHIN)
        assert (process.returncode, trouble) == (0, "")


def test_a_window_that_is_still_coming_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow computer it asks for this and that long before it holds a stream."""
    opened, now = windows.OpenWindows(), 0.0
    monkeypatch.setattr(windows, "monotonic", lambda: now)

    async def come_and_go() -> None:
        stream = opened.stream()
        await anext(stream)
        await stream.aclose()  # type: ignore[attr-defined]

    run_to_end(come_and_go())
    now = 9.0
    opened.hear()
    now = 15.0
    assert not opened.are_gone(10)
    now = 20.0
    assert opened.are_gone(10)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_ctrl_c_ends_it_quietly(tmp_path: Path, window: Page) -> None:
    with started(folder_of(tmp_path / "w"), tmp_path / "state") as process:
        window.goto(address_of(process))
        in_touch(window)
        process.send_signal(signal.SIGINT)
        _, trouble = process.communicate(timeout=WITHIN)
        assert (process.returncode, trouble) == (0, "")
    assert not list((tmp_path / "state/plangen").glob("*.json"))


def test_a_page_says_that_the_server_is_gone(tmp_path: Path, window: Page) -> None:
    with server(folder_of(tmp_path / "w"), tmp_path / "state") as address:
        window.goto(address)
        in_touch(window)
        assert not window.locator("#lost").is_visible()
    window.locator("#lost").wait_for(state="visible")


def test_other_commands_do_not_load_it(tmp_path: Path) -> None:
    code = "import sys; from plangen.cli.program import program; import plangen.cli.check; "
    code += "print([name for name in sys.modules if name in ('starlette', 'uvicorn')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
