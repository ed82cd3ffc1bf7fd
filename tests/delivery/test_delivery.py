"""Delivering many checklists: names, interruptions, full disks, clusters, and who gets what."""

import errno
import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from io import BufferedWriter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import fsspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pathvalidate import is_valid_filename
from support.deliveries import WITHIN, go_on, started, wait_until
from support.program import run
from support.registers import many, tree

from plangen.checklists import Audience, Checklist
from plangen.delivery import Order, deliver
from plangen.delivery import folder as folders
from plangen.delivery import record as records
from plangen.delivery.naming import safe, stems
from plangen.delivery.record import Status
from plangen.plan import Plan
from plangen.readers.plan_file import read

if TYPE_CHECKING:
    import subprocess

UNITS = 1500


def plan_of(text: str) -> Plan:
    file = read(text.encode(), "plan.yaml")
    assert file.plan is not None, file.findings[:3]
    return file.plan


def lists(*names: str, above: tuple[str, ...] = ()) -> list[Checklist]:
    return [
        Checklist(Audience.UNIT, f"id-{number}", name, above, ())
        for number, name in enumerate(names)
    ]


def test_entries_whose_hashes_are_one_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is looked up by a hash, and what is found there is compared."""
    deliver(Order((plan_of(many(3)),), str(tmp_path), formats=("md",)))
    monkeypatch.setattr(records, "hash", lambda _: 0, raising=False)
    record = records.LastRun(folders.open_folder(str(tmp_path)))
    entries = list(record)
    assert len(entries) > 2
    for entry in entries:
        assert record.entry(entry.audience, entry.id) == entry
        assert record.written(entry.stem) == {"md": (entry.files["md"],)}
    assert record.entry("单位", "nobody") is None
    assert not record.written("nowhere")


HOSTILE = (
    *("CON", "con.txt", "a:b", "trailing dot.", " spaces ", "a" * 300, "县" * 300, "", "..", "."),
    *(
        "Aa",
        "aA",
        "AA",
        "é",
        "e\u0301",
        "x/y\\z",
        '*?"<>|',
        "\x00\x1f",
        "COM1",
        "lpt¹.a",
        "𠮷" * 90,
    ),
)


def test_names_are_safe_on_windows() -> None:
    found = list(stems(lists(*HOSTILE), "任务清单"))
    assert len({one.casefold() for one in found}) == len(HOSTILE)
    for stem in found:
        *parents, name = stem.split("/")
        assert parents == ["单位"]
        assert is_valid_filename(f"{name}.docx", platform="universal"), name
        assert len(f"{name}.docx".encode()) <= 255
        assert len(stem) <= 180
    assert found == list(stems(lists(*HOSTILE), "任务清单"))


@given(st.lists(st.text(max_size=120), max_size=12), st.lists(st.text(max_size=60), max_size=6))
def test_any_name_is_safe(names: list[str], above: list[str]) -> None:
    found = list(stems(lists(*names, above=tuple(above)), "任务清单"))
    assert len({one.casefold() for one in found}) == len(names)
    for stem in found:
        for part in stem.split("/"):
            assert is_valid_filename(part, platform="universal"), part
        assert len(stem) <= 200


def test_plain_names_stay() -> None:
    assert safe("市疾病预防控制中心（市卫生监督所）", 100) == "市疾病预防控制中心（市卫生监督所）"


@pytest.fixture(scope="module")
def many_units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "2026.yaml"
    path.write_text(many(UNITS), "utf-8")
    return path


@pytest.fixture(scope="module")
def uninterrupted(many_units: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("whole")
    assert run("checklist", many_units, "-o", out)[0] == 0
    return tree(out)


def done(out: Path) -> list[Path]:
    """The records of the batches that are done."""
    return sorted((out / ".plangen/run").glob("*.done"))


def begun(plan: Path, out: Path, *options: object) -> "subprocess.Popen[str]":
    """The command standing still after a batch."""
    # A suite that a shell runs in the background ignores Ctrl-C, and so would its children.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = started(plan, out, *options)
    wait_until(lambda: done(out))
    return process


def assert_whole(out: Path, uninterrupted: dict[str, bytes]) -> int:
    """Every file is there as it should be, or not at all; nothing half written among them."""
    files = {name: data for name, data in tree(out).items() if not name.startswith(".plangen")}
    for name, data in files.items():
        assert data == uninterrupted[name], name
        if name.endswith((".docx", ".xlsx")):
            assert ZipFile(out / name).testzip() is None
    return len(files)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_run_goes_on(
    many_units: Path, uninterrupted: dict[str, bytes], tmp_path: Path, jobs: int
) -> None:
    out = tmp_path / "out"
    process = begun(many_units, out, "--jobs", jobs)
    os.killpg(process.pid, signal.SIGINT)
    go_on(out)
    _, err = process.communicate(timeout=WITHIN)
    assert process.returncode == 2
    assert [line for line in err.splitlines() if line][-2:] == [
        "写好的清单都是完整的；再运行时加 --resume，从停下的地方接着做。",
        "已中断。",
    ]
    assert "Traceback" not in err
    assert not list(out.rglob("*.tmp"))
    assert 0 < assert_whole(out, uninterrupted) < len(uninterrupted) - 2
    finished = [
        json.loads(line) for path in done(out) for line in path.read_text("utf-8").splitlines()[1:]
    ]
    stamps = {
        path: path.stat().st_mtime_ns
        for entry in finished
        for path in (out / f"{entry['stem']}.docx", out / f"{entry['stem']}.md")
    }
    assert run("checklist", many_units, "-o", out, "--jobs", jobs, "--resume")[0] == 0
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert tree(out) == uninterrupted


def test_what_an_interrupted_run_wrote_is_known_as_ours(
    many_units: Path, uninterrupted: dict[str, bytes], tmp_path: Path
) -> None:
    """The plan has changed since: nothing counts as edited, and no old file stays."""
    out = tmp_path / "out"
    process = begun(many_units, out)
    process.kill()
    process.communicate()
    other = tmp_path / "other.yaml"
    text = many(UNITS).replace("完成", "做完").replace("第3卫生院", "第3医院")
    other.write_text(text, "utf-8")
    assert run("checklist", other, "-o", out)[0] == 0
    run("checklist", other, "-o", tmp_path / "fresh")
    assert tree(out) == tree(tmp_path / "fresh")
    assert len(tree(out)) == len(uninterrupted)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds the workers in /proc")
def test_a_killed_worker(many_units: Path, uninterrupted: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = begun(many_units, out, "--jobs", 2)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[-1]), signal.SIGKILL)
    _, err = process.communicate(timeout=WITHIN)
    assert process.returncode == 2
    assert err.startswith("错误：一个工作进程被系统终止了")
    assert_whole(out, uninterrupted)
    assert run("checklist", many_units, "-o", out, "--resume")[0] == 0
    assert tree(out) == uninterrupted


def test_a_full_disk(
    many_units: Path,
    uninterrupted: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "out"
    room = 6_000_000
    made = folders._made

    class Full(BufferedWriter):
        def write(self, data: Any, /) -> int:
            nonlocal room
            room -= len(data)
            if room < 0:
                super().write(data[: len(data) // 2])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().write(data)

    monkeypatch.setattr(folders, "_made", lambda path: Full(made(path).detach()))
    code, _, err = run("checklist", many_units, "-o", out)
    assert code == 2
    assert err.startswith(f"错误：磁盘满了，写不下 {out}：先腾出空间；写好的清单都是完整的")
    assert not list(out.rglob("*.tmp"))
    assert 0 < assert_whole(out, uninterrupted) < len(uninterrupted) - 2
    monkeypatch.undo()
    assert run("checklist", many_units, "-o", out, "--resume")[0] == 0
    assert tree(out) == uninterrupted


def test_several_processes_write_the_same(
    many_units: Path, uninterrupted: dict[str, bytes], tmp_path: Path
) -> None:
    assert run("checklist", many_units, "-o", tmp_path, "--jobs", 2)[0] == 0
    assert tree(tmp_path) == uninterrupted


def test_anywhere_that_fsspec_writes(tmp_path: Path) -> None:
    plan = tmp_path / "2026.yaml"
    plan.write_text(many(250), "utf-8")
    here, there = tmp_path / "here", tmp_path / "there"
    run("checklist", plan, "-o", here)
    expected = tree(here)
    for where in ("memory://checklists/2026", f"file://{there}"):
        assert run("checklist", plan, "-o", where)[0] == 0
        assert run("checklist", plan, "-o", where).out.endswith("（250 份清单，未变 250）\n")
        assert run("checklist", plan, "-o", where, "--resume")[0] == 0
    memory = fsspec.filesystem("memory")
    root = "/checklists/2026/"
    written = {path.removeprefix(root): memory.cat(path) for path in memory.find(root)}
    run("checklist", plan, "-o", here)
    assert written == tree(there) == tree(here)
    assert set(written) == set(expected)


@pytest.fixture
def cluster() -> Iterator[Any]:
    from distributed import LocalCluster

    with LocalCluster(
        processes=True, n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as found:
        yield found


def test_a_dask_cluster_that_loses_a_worker(
    many_units: Path, uninterrupted: dict[str, bytes], tmp_path: Path, cluster: Any
) -> None:
    killed = []

    def tell(ready: int, total: int) -> None:
        assert ready <= total
        if not killed:
            killed.append(cluster.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    plan = plan_of(many_units.read_text("utf-8"))
    outcome = deliver(Order((plan,), str(tmp_path), scheduler=cluster.scheduler_address), tell)
    assert killed
    assert (outcome.lists, outcome.changes[Status.NEW]) == (UNITS, UNITS)
    assert tree(tmp_path) == uninterrupted


ROLES = ("lead_unit", "units", "supporting_units")
Raw = dict[str, Any]


@st.composite
def raw_plans(draw: st.DrawFn) -> Raw:
    """A plan as YAML would load it: groups in groups, roles on sections, items and tasks."""
    units = [f"u{number}" for number in range(draw(st.integers(1, 8)))]
    groups: list[Raw] = []
    for number in range(draw(st.integers(0, 5))):
        known = units + [group["id"] for group in groups]
        group = {"id": f"g{number}", "name": f"第{number}组"}
        if draw(st.booleans()):
            group["units"] = draw(st.lists(st.sampled_from(known), min_size=1, unique=True))
        groups.append(group)
    everybody = units + [group["id"] for group in groups]

    def responsible() -> Raw:
        one = st.sampled_from(everybody)
        some = st.lists(one, min_size=1, max_size=4, unique=True)
        kinds = {"lead_unit": one, "units": some, "supporting_units": some}
        chosen = draw(st.sets(st.sampled_from(ROLES)))
        said = {role: draw(kinds[role]) for role in ROLES if role in chosen}
        return {"responsible": said} if said else {}

    items: list[Raw] = []
    for number in range(draw(st.integers(1, 5))):
        item = {"id": f"i{number}", "text": f"事项〔{number}〕。", **responsible()}
        tasks = [
            {"do": f"任务〔{number}-{task}〕", **responsible()}
            for task in range(draw(st.integers(0, 3)))
        ]
        items.append({**item, "tasks": tasks} if tasks else item)
    inherited = responsible()
    section = {"title": "措施", "measures": items}
    if inherited:
        section["defaults"] = inherited
    register = {"units": [{"id": one, "name": f"单位{one}"} for one in units]}
    register |= {"groups": groups} if groups else {}
    head = {"series": "s", "year": 2026, "title": "某市2026年方案", "issuer": "某局"}
    return {**head, "issue": {"form": "plan"}, "register": register, "sections": [section]}


def named(roles: Raw) -> set[str]:
    """Everybody in any role."""
    return {name for said in roles.values() for name in ([said] if isinstance(said, str) else said)}


def naively(raw: Raw) -> dict[str, set[str]]:
    """Who must do what, read from the plan as it stands."""
    groups = {group["id"]: group for group in raw["register"].get("groups", [])}
    found: dict[str, set[str]] = {}

    def members(name: str) -> set[str]:
        if name not in groups or "units" not in groups[name]:
            return {name}
        return set().union(*(members(inner) for inner in groups[name]["units"]))

    def give(mark: str, roles: Raw) -> None:
        for name in named(roles):
            for one in members(name):
                found.setdefault(one, set()).add(mark)

    for section in raw["sections"]:
        outer = section.get("defaults", {}).get("responsible", {})
        for item in section["measures"]:
            roles = {**outer, **item.get("responsible", {})}
            tasks = [
                (task["do"][2:], {**roles, **task.get("responsible", {})})
                for task in item.get("tasks", [])
            ]
            covered = {one for _, inner in tasks for name in named(inner) for one in members(name)}
            left = {name for name in named(roles) if not members(name) <= covered}
            give(item["text"][2:-1], {"units": left} if tasks else roles)
            for mark, inner in tasks:
                give(mark, inner)
    return found


@settings(max_examples=40)
@given(raw_plans())
def test_everybody_has_exactly_their_tasks(raw: Raw) -> None:
    plan = plan_of(json.dumps(raw, ensure_ascii=False))
    with TemporaryDirectory() as out:
        deliver(Order((plan,), out, formats=("md",)))
        record = Path(out, ".plangen/record.jsonl").read_text("utf-8")
        entries = [json.loads(line) for line in record.splitlines()]
        texts = {one["id"]: Path(out, f"{one['stem']}.md").read_text("utf-8") for one in entries}
    texts = {name: re.sub("【.*?】", "", text) for name, text in texts.items()}
    marks = {mark for tasks in naively(raw).values() for mark in tasks}
    got = {name: {mark for mark in marks if mark in text} for name, text in texts.items()}
    assert got == naively(raw)
    assert {one["id"]: one["tasks"] for one in entries} == {
        name: len(tasks) for name, tasks in naively(raw).items()
    }
