"""Deliveries that are cut short, damaged, led astray or run twice at once."""

import errno
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import held_batches
from support.deliveries import WITHIN, go_on, standing_still, started, wait_for, wait_until
from support.program import run
from support.registers import many, tree
from support.repositories import PLAN

from plangen.delivery.durable import flushing
from plangen.delivery.naming import safe
from plangen.docx_file.text import docx_text
from plangen.files import held
from plangen.writers.specimen import slot

UNITS = 600
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and signals are POSIX")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "2026.yaml"
    path.write_text(many(UNITS), "utf-8")
    return path


@pytest.fixture(scope="module")
def reference(plan: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("reference")
    assert run("checklist", plan, "-o", out, "--format", "md,ics").code == 0
    return tree(out)


def deliver(plan: Path, out: Path, *options: str) -> tuple[int, str, str]:
    return run("checklist", plan, "-o", out, "--format", "md,ics", *options)


def begun(plan: Path, out: Path, *options: str) -> "subprocess.Popen[str]":
    """The command that stands still after a batch."""
    return started(plan, out, "--format", "md,ics", *options)


@posix
def test_killed_at_any_moment_it_goes_on(
    plan: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    chance = random.Random(15)
    for number in range(3):
        out = tmp_path / str(number)
        process = begun(plan, out, "--jobs", str(chance.choice([1, 2])))
        wait_for(out, "*")
        go_on(out)
        time.sleep(chance.random())
        process.kill()
        process.communicate()
        assert deliver(plan, out, "--resume")[0] == 0
        assert tree(out) == reference


@posix
def test_a_damaged_file_of_a_finished_batch_is_written_again(
    plan: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    """As a power cut leaves it: empty, short or zeros. An edit stays, and is said."""
    out = tmp_path / "out"
    process = begun(plan, out)
    wait_for(out, ".plangen/run/*.done")
    process.kill()
    process.communicate()
    empty, short, zeros, edited, *_ = sorted(out.glob("单位/*.md"))
    empty.write_bytes(b"")
    short.write_bytes(short.read_bytes()[:50])
    zeros.write_bytes(bytes(zeros.stat().st_size))
    edited.write_text("改过的", "utf-8")
    code, told, _ = deliver(plan, out, "--resume")
    assert code == 1
    assert f"{edited}：被人改过，没有覆盖" in told
    name = str(edited.relative_to(out))
    left = tree(out, "record.jsonl", "index.xlsx")
    assert left.pop(name) == "改过的".encode()
    expected = {path: data for path, data in reference.items() if path in left}
    assert left == expected


def test_files_are_safe_on_the_disk_before_they_have_their_names(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    replace = os.replace

    def flush(folder: str) -> object:
        happened.append("flush")
        return flushing(folder)

    def rename(source: str, target: str) -> None:
        happened.append(Path(target).suffix)
        replace(source, target)

    monkeypatch.setattr("plangen.delivery.folder.flushing", flush)
    monkeypatch.setattr(os, "replace", rename)
    assert deliver(plan, tmp_path)[0] == 0
    first = happened.index(".begun")
    assert happened[first - 1] == "flush"
    assert happened[first + 1] in (".md", ".ics")
    batches = happened.count(".begun")
    assert batches < happened.count("flush") < 2 * batches + 5
    assert happened[-2:] == [".jsonl", ".old"]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the workers in /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_their_parent(plan: Path, tmp_path: Path, number: signal.Signals) -> None:
    out = tmp_path / "out"
    process = begun(plan, out, "--jobs", "2")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    wait_until(lambda: len(children.read_text().split()) == 2)
    wait_for(out, ".plangen/run/*.done")
    process.send_signal(number)
    if number == signal.SIGTERM:
        go_on(out)  # what a worker has begun it ends
    _, err = process.communicate(timeout=WITHIN)  # ends when nobody holds the pipes any more
    if number == signal.SIGTERM:
        assert process.returncode == 2
        assert err.splitlines()[-2:] == [
            "写好的清单都是完整的；再运行时加 --resume，从停下的地方接着做。",
            "已中断。",
        ]


RECORDS = (b"{", b"[]\n", b'"x"\n', b'{"stem": "x"}\n', b"\xff\xfe\n", b"[" * 5000 + b"\n", b"1\n")


@pytest.mark.parametrize("data", RECORDS)
def test_a_record_that_is_none(data: bytes, plan: Path, tmp_path: Path) -> None:
    (tmp_path / ".plangen").mkdir()
    (tmp_path / ".plangen/record.jsonl").write_bytes(data)
    assert deliver(plan, tmp_path) == (
        2,
        "",
        "错误：.plangen/record.jsonl 坏了，或不是本程序写的；删掉它，再运行一次\n",
    )


@pytest.mark.parametrize("data", [*RECORDS, b"", b"\n\n"])
def test_a_batch_record_that_is_none_is_no_record(
    data: bytes, plan: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / ".plangen/run").mkdir(parents=True)
    for name in ("000000.begun", "000000.done", "000001.done"):
        (tmp_path / ".plangen/run" / name).write_bytes(data)
    assert deliver(plan, tmp_path, "--resume")[0] == 0
    assert tree(tmp_path) == reference


STEMS = ("../victim", "单位/../../victim", "/etc/victim", "C:/victim", "..\\victim", ".plangen/x")


@pytest.mark.parametrize("stem", STEMS)
def test_a_record_names_no_file_outside_of_its_folder(
    stem: str, plan: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / ".plangen").mkdir(parents=True)
    victim = tmp_path / "victim.md"
    victim.write_bytes(b"precious")
    entry = json.loads(reference[".plangen/record.jsonl"].splitlines()[0])
    entry |= {"stem": stem, "files": {"md": "8-dbe35a49"}}
    (out / ".plangen/record.jsonl").write_text(json.dumps(entry) + "\n", "utf-8")
    code, _, err = deliver(plan, out)
    assert (code, err.count("\n")) == (2, 1)
    assert victim.read_bytes() == b"precious"


@posix
@pytest.mark.parametrize("link", [".plangen", ".plangen/run", "单位", "file"])
def test_no_link_leads_out_of_the_folder(
    link: str, plan: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "run").mkdir()
    target = elsewhere / "run/precious.begun"
    target.write_bytes(b"precious")
    path = next(name for name in reference if name.endswith(".md")) if link == "file" else link
    (out / path).parent.mkdir(parents=True)
    (out / path).symlink_to(target if link == "file" else elsewhere)
    before = tree(elsewhere)
    code, told, err = deliver(plan, out)
    assert (code, told) == (2, "")
    assert err == f"错误：{out / path} 是一个链接，会写到别的文件夹去；移开它，再运行一次\n"
    assert tree(elsewhere) == before


@posix
def test_a_fifo_in_a_files_place(plan: Path, reference: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / next(name for name in reference if name.endswith(".md"))
    path.parent.mkdir()
    os.mkfifo(path)
    assert deliver(plan, tmp_path) == (2, "", f"错误：{path} 不是普通文件；移开它，再运行一次\n")


@posix
def test_two_runs_at_once(plan: Path, reference: dict[str, bytes], tmp_path: Path) -> None:
    """The second is told who is there; a lock that a dead process left does not count."""
    out = tmp_path / "out"
    process = begun(plan, out)
    wait_for(out, ".plangen/run/*.done")
    process.send_signal(signal.SIGSTOP)
    code, told, err = deliver(plan, out)
    assert (code, told) == (2, "")
    who = f"（电脑 {socket.gethostname()}，进程 {process.pid}）正在用；等那边做完，再运行一次\n"
    assert err.startswith(f"错误：{out} ")
    assert err.endswith(who)
    process.kill()
    process.communicate()
    assert (out / ".plangen/lock").exists()
    assert deliver(plan, out, "--resume")[0] == 0
    assert tree(out) == reference


def test_a_lock_is_waited_for_briefly(tmp_path: Path) -> None:
    with held(tmp_path / "lock", "名册"):
        assert json.loads((tmp_path / "lock").read_text())["pid"] == os.getpid()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "name", ["报告\u202excod", "局\u200b", "\x1b[31m局", "局\u0085", "\U000e0041局"]
)
def test_no_name_of_a_file_hides_what_it_is(name: str) -> None:
    assert safe(name, 50).isprintable()


@pytest.mark.parametrize("where", ["memory://", "://", "s3://", "nosuch://x/y", "file://"])
def test_an_address_that_is_none(where: str, plan: Path) -> None:
    code, told, err = run("checklist", plan, "-o", where, "--format", "md")
    assert (code, told) == (2, "")
    assert err.startswith("错误：")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "127.0.0.1:1", "tcp://x", "://", "tcp://a:b"]
)
def test_a_scheduler_that_is_not_there(address: str, plan: Path, tmp_path: Path) -> None:
    code, told, err = deliver(plan, tmp_path, "--scheduler", address)
    assert (code, told) == (2, "")
    assert err == f"错误：连不上调度器 {address}；核对地址，例如 tcp://10.0.0.1:8786\n"


@pytest.mark.parametrize("mark", [slot("name"), slot("text", 0), "@@name@@", "@@text.0@@"])
def test_no_text_is_taken_for_a_place_to_fill_in(mark: str, tmp_path: Path) -> None:
    """The writers' own marks cannot be said; what they were once is a text like any other."""
    told = {
        "title": "城东区2026年",
        "issuer": "城东区",
        "name": "一",
        "person": "王",
        "text": "每季度排查",
    }
    text = PLAN
    for key, words in told.items():
        assert f"{key}: {words}" in text
        text = text.replace(f"{key}: {words}", f"{key}: {words}{mark}")
    path = tmp_path / "plan.yaml"
    path.write_text(text, "utf-8")
    code, out, _ = run("checklist", path, "-o", tmp_path / "lists")
    if not mark.startswith("@@"):
        assert code == 1
        assert "[control-character]" in out
        return
    assert code == 0
    for suffix in ("docx", "xlsx", "md", "ics"):
        assert len([*tmp_path.glob(f"lists/单位/*.{suffix}")]) == 2
    (found,) = tmp_path.glob("lists/单位/一*.docx")
    shown = docx_text(found.read_bytes())
    assert f"一{mark}中队" in shown
    assert f"2026年{mark}" in shown
    assert f"每季度排查{mark}" in shown


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """A scheduler of its own with one worker, which does a batch: the process, and the address."""
    from distributed import Client

    file = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    options = ["--scheduler-file", str(file), "--no-dashboard"]
    processes = [
        subprocess.Popen(
            [*dask, name, *options, *more],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=standing_still(tmp_path / "out"),
        )
        for name, more in (
            ("scheduler", ["--port", "0"]),
            ("worker", ["--nthreads", "1", "--no-nanny", "--preload", held_batches.__file__]),
        )
    ]
    try:
        wait_until(lambda: file.is_file() and file.read_text("utf-8").endswith("}"))
        address = json.loads(file.read_text("utf-8"))["address"]
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=WITHIN)
        yield processes[0], address
    finally:
        for process in processes:
            process.kill()
            process.wait()


@posix
def test_a_scheduler_that_is_killed(
    reference: dict[str, bytes], plan: Path, tmp_path: Path, scheduler: Any
) -> None:
    """One line that says how to go on, at once; what is done is done."""
    killed, address = scheduler
    out = tmp_path / "out"
    process = begun(plan, out, "--scheduler", address)
    wait_for(out, ".plangen/run/*.begun")
    killed.kill()
    told, err = process.communicate(timeout=WITHIN)
    assert (process.returncode, told) == (2, "")
    assert err == (
        f"错误：和 Dask 集群 {address} 的联系断了；"
        "写好的清单都是完整的；之后加 --resume，从停下的地方接着做\n"
    )
    assert deliver(plan, out, "--resume")[0] == 0
    assert tree(out) == reference


def test_what_a_run_kept_is_removed_at_once(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of it would be taken for half of a run, and the index would say so."""
    remove = shutil.rmtree

    def stopped(folder: str) -> None:
        if Path(folder).is_dir():
            next(Path(folder).iterdir()).unlink()
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        remove(folder)

    monkeypatch.setattr(shutil, "rmtree", stopped)
    assert deliver(plan, tmp_path)[0] == 2
    assert not (tmp_path / ".plangen/run").exists()
    monkeypatch.undo()
    assert deliver(plan, tmp_path, "--resume")[1].endswith(f"（{UNITS} 份清单，未变 {UNITS}）\n")
    kept = sorted(path.name for path in (tmp_path / ".plangen").iterdir())
    assert kept == ["lines.jsonl", "record.jsonl"]
