"""Files that several people, or nobody, can write."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.program import ROOT, run

from plangen import files
from plangen.findings.finding import CannotGoOn

posix = pytest.mark.skipif(sys.platform == "win32", reason="links are POSIX")
UNTIDY = "title:   某局2026年方案\nseries: s\n"


@pytest.mark.parametrize("command", ["fmt", "check"])
def test_nobodys_edit_is_lost(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague saves the plan while we make ours of it."""
    path = tmp_path / "x.yaml"
    text = (ROOT / "plans/2018.yaml").read_text("utf-8")
    head, key, rest = text.replace("\ntitle: ", "\ntitle:    ").partition("\nsections:")
    path.write_text(head + key + rest.replace("，", ",", 3), "utf-8")
    held = files.held

    def edited(lock: Path, what: str) -> object:
        path.write_text("别人改的", "utf-8")
        return held(lock, what)

    monkeypatch.setattr(files, "held", edited)
    code, _, err = run(command, path, *(["--fix"] if command == "check" else []))
    assert code == 2
    assert err == f"错误：{path} 刚才被别人改过，没有动它；再运行一次\n"
    assert path.read_text("utf-8") == "别人改的"


def test_who_comes_second_is_told_by_whom_a_plan_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(UNTIDY, "utf-8")
    code = (
        "import sys; from pathlib import Path; from plangen.files import held\n"
        "with held(Path(sys.argv[1]), ''): print('held', flush=True); input()"
    )
    lock = tmp_path / ".x.yaml.lock"
    command = [sys.executable, "-c", code, str(lock)]
    other = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "USER": "张三"},
        encoding="utf-8",
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    assert json.loads(lock.read_text("utf-8"))["user"] == "张三"
    second = files.held(lock, "x", wait=0.1)
    with pytest.raises(CannotGoOn, match=r"张三（电脑 .*，进程 \d+）正在用"):
        second.__enter__()
    other.kill()
    other.communicate()
    with files.held(lock, "x"):
        pass
    assert not lock.exists()


def test_a_file_is_written_in_pieces_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"

    def broken() -> Iterator[bytes]:
        yield b"a"
        raise CannotGoOn("坏了")

    assert not files.is_same(path, [])
    with pytest.raises(CannotGoOn, match="坏了"):
        files.save(path, broken())
    assert list(tmp_path.iterdir()) == []
    files.save(path, iter([b"ab", b"", b"c"]))
    assert path.read_bytes() == b"abc"
    assert files.is_same(path, [b"a", b"bc"])
    for other in ([b"ab"], [b"abc", b"d"], [b"abd"], []):
        assert not files.is_same(path, other)
    path.chmod(0o640)
    files.save(path, b"d")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"d", 0o640)


def test_a_draft_does_not_go_over_a_file_that_came_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"theirs")
    with pytest.raises(CannotGoOn, match="刚才被别人改过"):
        files.save_edit(tmp_path / "x", b"ours", None)
    assert (tmp_path / "x").read_bytes() == b"theirs"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "plan.yaml", "--baseline", "folder"),
        ("check", "plan.yaml", "--baseline", "folder", "--update-baseline"),
        ("notice", "plan.yaml", "-o", "folder.docx"),
        ("git-text", "nothing"),
        ("git-text", "folder"),
        ("fmt", "folder"),
        ("draft", "2019", "--from", "folder"),
    ],
)
def test_what_is_no_file(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("folder.docx").mkdir()
    Path("plan.yaml").write_bytes((ROOT / "plans/2018.yaml").read_bytes())
    code, out, err = run(*arguments)
    assert code == 2
    assert "Traceback" not in out + err
    assert (out + err).strip()


@posix
def test_a_register_is_not_fetched_from_outside_of_the_workspace(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("编码,名称\nu1,甲\n", "utf-8")
    plans = tmp_path / "workspace/plans"
    plans.mkdir(parents=True)
    (plans / "link.csv").symlink_to(outside)
    for name in (str(outside), "../../outside.csv", "link.csv"):
        path = plans / "x.yaml"
        path.write_text(
            f"series: s\nyear: 2026\ntitle: t\nissuer: i\nregister: {{from: {name}}}\n", "utf-8"
        )
        code, out, _ = run("check", path)
        assert code == 1
        assert "这个文件在工作文件夹外面" in out


@posix
def test_git_setup_does_not_write_through_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q", tmp_path / "r"], check=True)
    (tmp_path / "r/plans").mkdir()
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / "r/.gitattributes").symlink_to(victim)
    monkeypatch.chdir(tmp_path / "r")
    code, _, err = run("git-setup", "--yes")
    assert (code, err.count("\n")) == (2, 1)
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize("font", ["仿宋\\u001b[2J", "仿宋\\n", "仿\\u202e宋", "\\u2063name\\u2063"])
def test_a_font_is_a_name(font: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes((ROOT / "plans/2018.yaml").read_bytes())
    (tmp_path / "plangen.toml").write_text(f'[style]\nbody_font = "{font}"\n', "utf-8")
    code, _, err = run("check", tmp_path / "x.yaml")
    assert (code, err.count("\n")) == (2, 1)
    assert "body_font 不能是" in err


def test_a_gap_at_the_end_of_a_line_parts_latin_words(tmp_path: Path) -> None:
    """fmt changes nothing of what is printed."""
    text = (ROOT / "plans/2018.yaml").read_text("utf-8")
    start = text.index("preamble:")
    stop = text.index("sections:")
    path = tmp_path / "x.yaml"
    preamble = "preamble: |\n  采用 Open \n  Source 系统，做好工作。\n\n"
    path.write_text(text[:start] + preamble + text[stop:], "utf-8")
    copy = tmp_path / "formatted.yaml"
    copy.write_bytes(path.read_bytes())
    assert run("fmt", copy).code == 0
    for file in (path, copy):
        assert "采用 Open Source 系统，做好工作。" in run("git-text", file).out
    assert run("diff", path, copy).code == 0


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (errno.ENOSPC, "磁盘满了；先腾出空间"),
        (errno.EROFS, "这里只能读，不能写；换一个能写的文件夹，或打开光盘、共享文件夹的写权限"),
    ],
)
def test_a_disk_that_takes_nothing_is_told_in_chinese_and_the_file_stays(
    trouble: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even the name in the lock can be written; the plan stays as it was."""
    path = tmp_path / "x.yaml"
    path.write_text(UNTIDY, "utf-8")

    def refused(*_given: object) -> None:
        raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr(files, "who_we_are", refused)
    monkeypatch.setattr(os, "fsync", refused)
    code, _, err = run("fmt", path)
    assert (code, err) == (2, f"错误：写不了 {path}：{told}\n")
    assert path.read_text("utf-8") == UNTIDY
    assert list(tmp_path.iterdir()) == [path]
