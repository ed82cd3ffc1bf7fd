"""`plangen check`: every fault of a file in one run, with its place, reason and mend."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.program import ROOT, confined, run

from plangen.findings.finding import Severity
from plangen.readers.plan_file import read

FAULTS = sorted((ROOT / "tests/readers/faults").glob("*.yaml"))
PLANS = [path.read_bytes() for path in sorted(ROOT.glob("plans/*.yaml"))]
PLANS += [path.read_bytes() for path in sorted(ROOT.glob("examples/*.yaml"))]
SOUND = (ROOT / "tests/readers/faults/none.yaml").read_text("utf-8")


HARMLESS = (
    *("none", "rare-character", "hash-in-text"),
    *("deadline-before-year", "unreadable-deadline"),
)
"""What is no error."""


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_a_fault_prints_its_message(
    path: Path, golden: Callable[[str, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file of tests/readers/faults has beside it exactly what `check` prints."""
    monkeypatch.chdir(path.parent)
    code, out, err = run("check", path.name)
    assert (code, err) == (int(path.stem not in HARMLESS), "")
    golden(out, path.with_suffix(".txt"))


def test_both_plans_are_clean() -> None:
    code, out, _ = run("check", *sorted((ROOT / "plans").glob("*.yaml")))
    waived = "按方案里的豁免，另有 24 处不报"
    assert (code, out) == (0, f"检查了 2 个文件，没有发现问题；{waived}。\n")


def checked(tmp_path: Path, data: bytes) -> tuple[int, str]:
    """What `check` says of a file of these bytes, called 方案.yaml."""
    (tmp_path / "方案.yaml").write_bytes(data)
    code, out, err = run("check", tmp_path / "方案.yaml")
    assert err == ""
    return code, out.replace(str(tmp_path) + os.sep, "")


def test_empty_file(tmp_path: Path) -> None:
    said = (
        "方案.yaml:1:1: 错误 [empty-file] {}，没有方案的内容\n"
        "{}  改法：用 plangen init 生成一份样例，照着填写\n"
        "检查了 1 个文件，发现 1 处错误。\n"
    )
    assert checked(tmp_path, b" \r\n") == (2, said.format("文件是空的", ""))
    shown = "  1 | # 空\n    | ^\n"
    assert checked(tmp_path, "# 空\n".encode()) == (1, said.format("文件里只有注释", shown))


@pytest.mark.parametrize(("encoding", "name"), [("gbk", "GBK"), ("utf-16", "UTF-16")])
def test_another_encoding_is_read_and_said(tmp_path: Path, encoding: str, name: str) -> None:
    code, out = checked(tmp_path, SOUND.encode(encoding))
    assert code == 0
    assert out == (
        f"方案.yaml:1:1: 提醒 [not-utf8] 文件的编码是 {name}，不是 UTF-8；这一次已按 {name} 读入\n"
        "  1 | series: drug-control\n"
        "    | ^\n"
        "  改法：请用记事本或编辑器另存为，编码选 UTF-8\n"
        "检查了 1 个文件，发现 1 处提醒。\n"
    )


def test_a_damaged_byte_has_its_place(tmp_path: Path) -> None:
    data = SOUND.encode().replace("某某市".encode(), "某某市".encode()[:-1] + b"\xff", 1)
    code, out = checked(tmp_path, data)
    assert code == 2
    assert out == (
        "方案.yaml:4:11: 错误 [not-utf8] 这里的字节不是 UTF-8 文字，文件可能损坏，或不是文本文件\n"
        "  改法：请用记事本或编辑器另存为，编码选 UTF-8\n"
        "检查了 1 个文件，发现 1 处错误。\n"
    )


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", b"\xd0\xcf\x11\xe0\0\0", b"\0" * 99])
def test_no_text_at_all(tmp_path: Path, data: bytes) -> None:
    code, out = checked(tmp_path, data)
    assert code in (1, 2)
    assert "错误" in out


@pytest.mark.parametrize("data", [b"PK\x03\x04 docx", b"\xd0\xcf\x11\xe0 doc", b"{\\rtf1 }"])
def test_a_word_file_is_called_one(tmp_path: Path, data: bytes) -> None:
    assert checked(tmp_path, data) == (
        2,
        "方案.yaml:1:1: 错误 [not-utf8] 这是 Word 或 Excel 文件，不是方案文件\n"
        "  改法：方案是文本文件（.yaml）；用 plangen init 生成一份样例，照着填写\n"
        "检查了 1 个文件，发现 1 处错误。\n",
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text.replace("\n", "\r"),
    ],
    ids=["BOM", "CRLF", "BOM and CR"],
)
def test_windows_text_is_the_same_plan(change: Callable[[str], str]) -> None:
    plan = read(SOUND.encode(), "x").plan
    found = read(change(SOUND).encode(), "x")
    assert found.findings == ()
    assert found.plan == plan
    faulty = change(SOUND.replace("年底前", "2022-09-31")).encode()
    assert read(faulty, "x").findings[0].mark.line == 19


def test_missing_folder_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    Path("plans/2022.yaml").write_text(SOUND, "utf-8")
    code, out, _ = run("check", "plans/2202.yaml", "plans", "plans/2022.yaml", "没有/2022.yaml")
    assert code == 2
    assert out == (
        "plans/2202.yaml:1:1: 错误 [unreadable-file] 找不到这个文件\n"
        "  改法：是不是想写“plans/2022.yaml”？\n"
        "plans:1:1: 错误 [unreadable-file] 是一个文件夹，不是方案文件\n"
        "  改法：写出文件夹里方案的文件名，例如 plans/2022.yaml\n"
        "没有/2022.yaml:1:1: 错误 [unreadable-file] 找不到这个文件\n"
        "  改法：核对文件名\n"
        "检查了 4 个文件，发现 3 处错误。\n"
    )


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text(SOUND, "utf-8")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    code, out, _ = run("check", "x.yaml")
    assert code == 2
    assert out == (
        "x.yaml:1:1: 错误 [unreadable-file] 没有权限\n"
        "  改法：检查文件的权限；正用 Word 或 WPS 打开着的，先关闭\n"
        "检查了 1 个文件，发现 1 处错误。\n"
    )


BOMB = "a: &a [哈]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (BOMB.encode(), 1, "yaml-reference"),
        (b"a: " + b"[" * 50_000_000, 2, "文件超过 8 MB"),
        (b"[" * 8_000_000, 1, ":1:40: 错误 [too-large] 嵌套超过 40 层"),
        (b"- " * 4_000_000, 1, "嵌套超过 40 层"),
        (b"{a: " * 2_000_000, 1, "嵌套超过 40 层"),
        (b"- \n" * 2_500_000, 1, "内容超过 500000 项"),
        (b"[" + b"a," * 4_000_000 + b"]", 1, "内容超过 500000 项"),
    ],
    ids=["aliases", "50 MB", "flow lists", "block lists", "flow maps", "rows", "entries"],
)
def test_a_hostile_file_is_refused_within_bounds(
    tmp_path: Path, data: bytes, code: int, said: str
) -> None:
    """In a process of its own, with 1.5 GB and a minute to live."""
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "plangen", "check", path],
        capture_output=True,
        preexec_fn=confined(1_500_000_000),
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")
    assert said in done.stdout
    assert len(done.stdout) < 10_000


def test_text_stays_the_text_it_is() -> None:
    for word in ("no", "12:30", "0123", "1.10", "2022-03-07", "~", "true", "1e3", "0x1F"):
        data = SOUND.replace("title: 加强学习", f"title: {word}").replace("财务科", word)
        plan = read(data.encode(), "x").plan
        assert plan is not None
        assert [item.title for item in plan.items()] == [None, word]
        assert plan.register.departments[1].name == word


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(SOUND.replace("goals: [retention]", "goals: [retension]"), "utf-8")
    code, out, err = run("check", "--format", "json", path)
    assert (code, err) == (1, "")
    assert [row for row in json.loads(out) if row["severity"] == "error"] == [
        {
            "code": "dangling-reference",
            "severity": "error",
            "file": str(path),
            "line": 27,
            "column": 21,
            "item": "二（一）1",
            "message": "没有编号为“retension”的工作目标",
            "hint": "是不是想写“retention”？写某一条工作目标的 id（编号）",
            "others": [],
        }
    ]
    path.write_text(SOUND, "utf-8")
    assert run("check", "--format", "json", path) == (0, "[]\n", "")


def mutate(data: bytes, seed: int) -> bytes:
    """A copy of a plan with a few bytes flipped, lines dropped, doubled, swapped or cut short."""
    dice = random.Random(seed)
    for _ in range(dice.randint(1, 4)):
        lines = data.split(b"\n")
        here, there = dice.randrange(len(lines)), dice.randrange(len(lines))
        match dice.randrange(6):
            case 0:
                flipped = bytearray(data)
                flipped[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
                data = bytes(flipped)
                continue
            case 1:
                del lines[here]
            case 2:
                lines.insert(there, lines[here])
            case 3:
                lines[here], lines[there] = lines[there], lines[here]
            case 4:
                lines[here] = lines[here][: dice.randint(0, len(lines[here]))]
            case 5:
                mark = dice.choice(
                    [b":", b"- ", b"\t", b"[", b'"', b"*x", "：".encode(), b"#", b"'"]
                )
                cut = dice.randint(0, len(lines[here]))
                lines[here] = lines[here][:cut] + mark + lines[here][cut:]
        data = b"\n".join(lines) or b"\n"
    return data


@settings(max_examples=400)
@given(st.sampled_from(PLANS), st.integers(0, 2**32))
def test_no_input_gives_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, plan: bytes, seed: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "mutated.yaml"
    path.write_bytes(mutate(plan, seed))
    code, out, err = run("check", path)
    assert code in (0, 1, 2)
    assert "检查了 1 个文件" in out
    assert err == ""
    assert (code == 0) == ("错误" not in out)


@settings(max_examples=200)
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="replace"))
)
@example(b"? [a]\n: b")
@example(b"? {a: b}\n")
@example("a: \ud800".encode(errors="surrogatepass"))
def test_any_bytes_give_findings(data: bytes) -> None:
    found = read(data, "x")
    assert found.plan is None
    assert any(finding.severity is Severity.ERROR for finding in found.findings)


def test_without_libyaml_the_same_is_found(tmp_path: Path) -> None:
    """PyYAML built without its C library reads the same, on machines that have no wheel of it."""
    for name in ("none", "several-at-once", "fullwidth-colon", "duplicate-key"):
        shutil.copy(ROOT / f"tests/readers/faults/{name}.yaml", tmp_path)
        code = (
            "import sys; sys.modules['yaml.cyaml'] = None; sys.argv = ['plangen', 'check', "
            f"'{name}.yaml']; from plangen.cli import main; main()"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.stdout == (ROOT / f"tests/readers/faults/{name}.txt").read_text("utf-8")
        assert done.stderr == ""


def test_what_stops_an_issue_is_an_error_only_when_issuing(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    text = (ROOT / "tests/readers/faults" / "unreadable-deadline.yaml").read_text("utf-8")
    plan.write_text(text, "utf-8")
    outcome = run("check", plan)
    assert "提醒 [unreadable-deadline]" in outcome.out
    assert outcome.code == 0
    outcome = run("check", "--issuing", plan)
    assert "错误 [unreadable-deadline]" in outcome.out
    assert outcome.code == 1
    table = run("tasks", plan, "--format", "json")
    (row, *_) = json.loads(table.out)
    assert (row["deadline"], row["due"]) == ("等通知", [])
    assert run("notice", plan).code == 0


def test_seasons_are_settings(tmp_path: Path) -> None:
    text = (ROOT / "tests/readers/faults" / "unreadable-deadline.yaml").read_text("utf-8")
    (tmp_path / "plan.yaml").write_text(text.replace("等通知", "供暖期"), "utf-8")
    settings = tmp_path / "plangen.toml"
    settings.write_text('[calendar]\nheating = "10-15/04-15"\n', "utf-8")
    table = run("tasks", tmp_path / "plan.yaml", "--format", "json")
    assert json.loads(table.out)[0]["due"] == ["2023-04-15"]
    settings.write_text('[calendar]\nheating = "15 October"\n', "utf-8")
    assert "写作 月-日/月-日，如 09-01/01-20" in run("check", tmp_path / "plan.yaml").err
