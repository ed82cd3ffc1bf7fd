"""What reaches a terminal, a build's log or a full disk: nothing but the words, or one line."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.program import ROOT, run
from support.repositories import PLAN, Sandbox

from plangen.cli.program import COMMANDS
from plangen.cli.terminal import printable

STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
HOSTILE = "x\x1b]0;y\x07\x1b[2J\u202ecba\n::error file=README.md,line=1::PWNED\n##[group]x"


@given(st.text())
def test_nothing_printed_steers(text: str) -> None:
    for colours in (False, True):
        shown = printable(text + HOSTILE, colours=colours)
        assert not STEERING.search(re.sub(r"\x1b\[[0-9;]*m", "", shown))
        assert not COMMAND.search(shown)


def test_plain_words_are_printed_as_they_are() -> None:
    text = "a.yaml:1:2: 错误 [x] “甲”：乙\n  1 | key: value\t#\n    ^^\n::"
    assert printable(text, commands=True) == text


def hostile_plans() -> dict[str, str]:
    plan = (ROOT / "plans/2018.yaml").read_text("utf-8")
    escaped = HOSTILE.replace("\n", "\\n").replace("\x1b", "\\e").replace("\x07", "\\a")
    quoted = '"' + escaped.replace("\u202e", "\\u202e") + '"'
    return {
        "a key": plan.replace("preamble:", f"{quoted}: 1\npreamble:"),
        "a value": re.sub("(?m)^series: .*", lambda _: f"series: {quoted}", plan),
        "a title": re.sub("(?m)^title: .*", lambda _: f"title: {quoted}", plan),
        "an id": plan.replace("id: ", f"id: {quoted} # ", 1),
        "a deadline": plan.replace("{deadline: 全年}", f"{{deadline: {quoted}}}"),
    }


@pytest.mark.parametrize("what", hostile_plans())
def test_no_plan_steers_a_terminal(what: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(hostile_plans()[what], "utf-8")
    for arguments in (
        ("check", path),
        ("check", path, "--format", "json"),
        ("check", path, "--format", "sarif"),
        ("fmt", path, "--diff"),
        ("tasks", path),
        ("diff", ROOT / "plans/2018.yaml", path),
    ):
        code, out, err = run(*arguments)
        assert code in (0, 1, 2)
        assert not STEERING.search(out + err), arguments
        assert not COMMAND.search(out + err), arguments


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", HOSTILE),
        (HOSTILE,),
        ("check", f"--{HOSTILE}"),
        ("rule", HOSTILE),
        ("check", ROOT / "plans/2018.yaml", "--select", HOSTILE),
        ("notice", ROOT / "plans/2018.yaml", "-o", HOSTILE),
        ("tasks", ROOT / "plans/2018.yaml", "--unit", HOSTILE),
        ("tasks", ROOT / "plans/2018.yaml", "--due-before", HOSTILE),
        ("diff", f"HEAD:{HOSTILE}", ROOT / "plans/2018.yaml"),
        ("log", ROOT / "plans/2018.yaml", HOSTILE),
    ],
)
def test_no_argument_steers_a_terminal(arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert not STEERING.search(out + err)
    assert not COMMAND.search(out + err)


@pytest.mark.skipif(sys.platform == "win32", reason="names with control characters")
def test_no_name_of_a_file_steers_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J\n::error::b.yaml"
    path.write_bytes(b"series: [")
    for style in ("text", "json", "sarif", "github"):
        code, out, err = run("check", path, "--format", style)
        assert code == 1
        assert not STEERING.search(out + err)
        if style != "github":
            assert not COMMAND.search(out + err)
        else:
            assert out.count("\n::") == out.count("::error file=") - 1


def test_all_printing_goes_one_way() -> None:
    """`click.echo`, `print` and the streams are used by the module that cleans what it prints."""
    for path in (ROOT / "plangen").rglob("*.py"):
        if path.name != "terminal.py":
            text = path.read_text("utf-8")
            assert not re.search(
                r"click\.s?echo\(|(?<![.\w])print\(|std(?:out|err)\.(?:buffer|write)", text
            )


PLANS = ("plans/2025.yaml", "plans/2026.yaml")
USED = {
    "check": PLANS,
    "rule": ("--all",),
    "fmt": ("--check", "plans/2026.yaml"),
    "notice": ("plans/2026.yaml", "-o", "notice.docx"),
    "tasks": ("plans/2026.yaml",),
    "checklist": ("plans/2026.yaml", "-o", "lists", "--format", "md"),
    "collect": ("plans/2026.yaml",),
    "close": (
        *("drills", "--unit", "a", "--waive", "--reason", "撤了", "--plan", "plans/2026.yaml"),
    ),
    "status": ("plans/2026.yaml",),
    "remind": ("plans/2026.yaml", "--as-of", "2026-12-30"),
    "report": ("plans/2026.yaml", "--period", "2026Q2", "--as-of", "2026-06-30"),
    "issue": ("plans/2026.yaml",),
    "build": ("-o", "built"),
    "site": ("-o", "shown"),
    "diff": PLANS,
    "log": ("plans/2026.yaml",),
    "inspect": ("plans/2026.yaml",),
    "serve": ("--no-open",),
    "lsp": ("--help",),
    "init": ("new",),
    "draft": ("2027",),
    "import": ("plans/2025.yaml", "-o", "imported.yaml"),
    "pack": ("plans", "-o", "new.zip"),
    "unpack": ("packed.zip",),
    "manual": ("--print", "手册.html"),
    "schema": (),
    "git-setup": ("--yes",),
    "git-diff": ("p.yaml", PLANS[0], "a", "100644", PLANS[1], "b", "100644"),
    "git-text": ("plans/2026.yaml",),
    "git-merge": ("plans/2025.yaml", "plans/2025.yaml", "plans/2026.yaml"),
}
"""How each command is used so that it prints something, where it ever does."""
SILENT = ("git-merge",)
"""Commands that print nothing when all is well."""
READ_BY_GIT = ("git-diff",)
"""Commands whose reader, git's pager, may have seen enough."""
USES = [("--version",), *((name, "--help") for name in COMMANDS)]
USES += [(name, *arguments) for name, arguments in USED.items()]


def test_every_command_is_tried() -> None:
    """A command that is new needs a line above: without one its printing is not tried."""
    assert tuple(USED) == COMMANDS


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """Two years' plans in a repository."""
    sandbox = Sandbox(tmp_path / "office", monkeypatch)
    former = PLAN.replace("2026", "2025").replace("6月底前", "5月底前")
    sandbox.commit("plans", {PLANS[0]: former, PLANS[1]: PLAN})
    run("pack", sandbox.root, "-o", sandbox.root / "packed.zip")
    return sandbox


def printed(use: tuple[str, ...], **streams: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "plangen", *use]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command, stderr=subprocess.PIPE, encoding="utf-8", check=False, **streams
    )


def assert_said(
    use: tuple[str, ...], stdout: object, reason: str, but: tuple[str, ...] = SILENT
) -> None:
    done = printed(use, stdout=stdout)
    if use[0] in but and "--help" not in use:
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert (done.returncode, done.stderr) == (2, f"错误：结果没有写完：{reason}\n")


@pytest.mark.usefixtures("workspace")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full")
@pytest.mark.parametrize("use", USES, ids=" ".join)
def test_a_full_disk(use: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        assert_said(use, full, "磁盘满了；先腾出空间")


@pytest.mark.usefixtures("workspace")
@pytest.mark.skipif(sys.platform == "win32", reason="pipes are POSIX")
@pytest.mark.parametrize("use", USES, ids=" ".join)
def test_nobody_reads(use: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    assert_said(use, writing, "接收结果的程序先结束了", (*SILENT, *READ_BY_GIT))
    os.close(writing)


@pytest.mark.usefixtures("workspace")
@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are POSIX")
def test_no_output_at_all() -> None:
    done = printed(("check", "plans/2026.yaml"), preexec_fn=lambda: os.close(1))
    assert (done.returncode, done.stderr) == (2, "错误：标准输出是关着的，结果没有地方写\n")
