"""Git set up for plans: its own commands speak of them in their own terms, and it is undone."""

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from support.program import ROOT, run
from support.repositories import PLAN, Sandbox

from plangen.comparison import compare
from plangen.history.plan_text import plan_text
from plangen.history.textconv import text_of
from plangen.readers.plan_file import read

RAISED = PLAN.replace("85", "90")
PLACE = "plans/2026.yaml"


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    found = Sandbox(tmp_path / "年度 方案", monkeypatch)
    (found.root / "plans").mkdir()
    return found


@pytest.fixture
def sandbox(bare: Sandbox) -> Sandbox:
    bare.commit("写成方案", {PLACE: PLAN})
    assert run("git-setup", "--yes").code == 0
    bare.commit("设置 git")
    return bare


def test_git_diff(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sandbox.write(PLACE, RAISED)
    shown = sandbox.git("diff")
    assert shown.startswith(f"diff --plangen a/{PLACE} b/{PLACE}\n")
    assert "调整 1 项" in shown
    assert "演练合格率" in shown
    assert "提高" in shown
    assert "targets" not in shown
    assert sandbox.git("diff", "--cached") == ""
    monkeypatch.chdir(path.parent)
    assert sandbox.git("diff") == shown
    sandbox.git("add", "--all")
    assert sandbox.git("diff", "--cached") == shown


def test_history_by_git(sandbox: Sandbox) -> None:
    sandbox.commit("提高", {PLACE: RAISED})
    for command in (["log", "-p", "-1"], ["show"]):
        shown = sandbox.git(*command)
        assert "-  指标：演练合格率≥85%\n+  指标：演练合格率≥90%\n" in shown
        assert "【一、工作目标】" in shown
        assert "targets" not in shown
    assert "调整 1 项" in sandbox.git("show", "--ext-diff")
    assert "+        targets: [{name: 演练合格率, at_least: 90" in sandbox.git(
        "format-patch", "-1", "--stdout"
    )


def test_came_went_renamed(sandbox: Sandbox) -> None:
    sandbox.write("plans/2025.yaml", PLAN.replace("2026", "2025"))
    sandbox.git("add", "--all")
    assert "新增 3 项" in sandbox.git("diff", "--cached")
    sandbox.commit("去年的")
    (sandbox.root / "plans/2025.yaml").unlink()
    assert "删除 3 项" in sandbox.git("diff")
    sandbox.git("checkout", "plans/2025.yaml")
    sandbox.git("mv", PLACE, "plans/fire.yaml")
    sandbox.write("plans/fire.yaml", RAISED)
    sandbox.git("add", "--all")
    shown = sandbox.git("diff", "--cached", "--find-renames")
    assert f"diff --plangen a/{PLACE} b/plans/fire.yaml\nsimilarity index" in shown
    assert f"rename from {PLACE}\nrename to plans/fire.yaml\n" in shown
    assert "调整 1 项" in shown


def test_no_plan_is_shown_as_text(sandbox: Sandbox) -> None:
    sandbox.write(PLACE, PLAN.replace("year: 2026", "year: 今年"))
    shown = sandbox.git("diff")
    assert f"修改后读不出方案（{PLACE}:2：" in shown
    assert "-year: 2026\n+year: 今年\n" in shown
    sandbox.write(PLACE, "# 明年再改\n" + PLAN)
    shown = sandbox.git("diff")
    assert "方案的内容没有变化" in shown
    assert "+# 明年再改\n" in shown
    sandbox.commit("读不出", {PLACE: "甲: [\n"})
    assert "+甲: [\n" in sandbox.git("show")


def test_conflict(sandbox: Sandbox) -> None:
    sandbox.git("checkout", "--quiet", "-b", "other")
    sandbox.commit("甲", {PLACE: RAISED})
    sandbox.git("checkout", "--quiet", "main")
    sandbox.commit("乙", {PLACE: PLAN.replace("85", "95")})
    sandbox.git("merge", "other", fails=True)
    assert f"* {PLACE} 有冲突" in sandbox.git("diff", "--ours")
    asked = sandbox.git("diff")
    assert "++<<<<<<<\n +  正文：各中队演练合格率达到95%以上。\n" in asked
    assert "++=======\n+   正文：各中队演练合格率达到90%以上。\n" in asked
    sandbox.write(PLACE, "<<<<<<< 甲\n甲: [\n=======\n>>>>>>> 乙\n")
    assert "++甲: [\n" in sandbox.git("diff")


def test_colours_as_git_does(sandbox: Sandbox) -> None:
    sandbox.write(PLACE, RAISED)
    assert "\x1b[" not in sandbox.git("diff")
    assert "\x1b[" in sandbox.git("-c", "color.ui=always", "diff")
    assert "\x1b[" in sandbox.git("-c", "color.diff=always", "diff")


def test_a_pager_left_early(sandbox: Sandbox) -> None:
    sandbox.write(PLACE, RAISED)
    with subprocess.Popen(["git", "diff"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as git:
        assert git.stdout
        assert git.stderr
        git.stdout.close()
        assert git.stderr.read() == b""


def test_register_beside(sandbox: Sandbox) -> None:
    plan = PLAN.replace("  units:\n    - {id: a, name: 一中队}\n    - {id: b, name: 二中队}\n", "")
    plan = plan.replace("register:\n", "register:\n  from: units.csv\n")
    units = "编码,名称\na,一中队\nb,二中队\n"
    sandbox.commit("名册另放", {PLACE: plan, "plans/units.csv": units})
    sandbox.commit("改", {PLACE: plan.replace("85", "90"), "plans/units.csv": units + "c,三中队\n"})
    assert "+  指标：演练合格率≥90%\n" in sandbox.git("show", "--", PLACE)
    assert "三中队" in run("diff", f"HEAD~1:{PLACE}", f"HEAD:{PLACE}").out
    sandbox.write(PLACE, plan)
    assert "降低" in sandbox.git("diff")
    sandbox.git("rm", "--quiet", "--cached", "plans/units.csv")
    assert "没有 plans/units.csv" in run("diff", f":{PLACE}", PLACE).err


def test_documents_in_text(sandbox: Sandbox) -> None:
    def document(*rows: str) -> bytes:
        made = docx.Document()
        made.add_heading("一、工作目标", 1)
        made.add_paragraph("各中队要按时演练。")
        table = made.add_table(0, 2)
        for row in rows:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = row.split()
        cells[1].add_table(1, 1).cell(0, 0).text = "表中表"
        made.sections[0].footer.paragraphs[0].text = "页脚"
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()

    sandbox.commit("文件", {"a.docx": document("单位 任务", "一中队 演练")})
    sandbox.write("a.docx", document("单位 任务", "一中队 排查"))
    shown = sandbox.git("diff")
    assert " # 一、工作目标\n 各中队要按时演练。\n 单位│任务\n" in shown
    assert "-一中队│演练／表中表\n+一中队│排查／表中表\n" in shown
    assert "页脚" not in shown
    sandbox.write("a.docx", document("单位 任务", "一中队 排查")[:900])
    assert "+（读不出文字：文件损坏" in sandbox.git("diff")


def test_workbooks_in_text(sandbox: Sandbox) -> None:
    def register(*names: str) -> bytes:
        book = Workbook()
        sheet = book.active
        for row in (("编码", "名称"), *enumerate(names, 1)):
            sheet.append(row)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    place = "plans/单位 名册.xlsx"
    sandbox.commit("名册", {place: register("一中队", "二中队")})
    sandbox.write(place, register("一中队", "三中队"))
    shown = sandbox.git("diff")
    assert " 编码│名称\n 1│一中队\n-2│二中队\n+2│三中队\n" in shown
    sandbox.commit("改名册")
    *_, first, second = sandbox.git("blame", place).splitlines()
    assert (first[-5:], second[-5:]) == ("1│一中队", "2│三中队")
    assert first[:8] != second[:8]
    sandbox.write(place, register("一中队")[:700])
    assert "+（读不出文字：" in sandbox.git("diff")


def test_the_ledgers_workbook_in_text(sandbox: Sandbox) -> None:
    assert run("status", PLACE, "-o", "台账.xlsx").code == 0
    sandbox.git("add", "--all")
    assert "+" in sandbox.git("diff", "--cached", "--", "台账.xlsx")
    assert "排查一次火灾隐患" in sandbox.git("diff", "--cached", "--", "台账.xlsx")


def test_a_clone_without_the_settings_is_told_once(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[int]:
        counts = []
        for command in (("check",), ("fmt",), ("fmt", "--check"), ("draft", "2027")):
            done = run(*command)
            assert "git-setup" not in done.out
            counts.append(done.err.count("git-setup"))
        for path in Path("plans").glob("2027.yaml"):
            path.unlink()
        return counts

    sandbox.commit("两份", {"plans/2025.yaml": PLAN.replace("2026", "2025")})
    assert told() == [0, 0, 0, 0]
    sandbox.git("worktree", "add", str(tmp_path / "树"), "--detach")
    sandbox.git("clone", "--quiet", str(sandbox.root), str(tmp_path / "克隆"))
    monkeypatch.chdir(tmp_path / "树")
    assert told() == [0, 0, 0, 0]
    monkeypatch.chdir(tmp_path / "克隆")
    monkeypatch.setattr(subprocess, "Popen", None)
    assert told() == [1, 1, 0, 1]
    Path(".gitattributes").unlink()
    assert told() == [0, 0, 0, 0]


def test_a_notice_in_text(tmp_path: Path) -> None:
    out = tmp_path / "a.docx"
    assert run("notice", ROOT / "plans/2022.yaml", "-o", out).code == 0
    text = text_of(out).decode()
    assert "\n# 一、工作目标\n（一）进一步健全" in text
    assert "\n## （一）加强宣传教育" in text
    assert text.count("此件主动公开") == 1


@given(st.data())
@settings(max_examples=40)
def test_damaged_documents_are_never_fatal(tmp_path: Path, data: Any) -> None:
    whole = tmp_path / "whole.docx"
    if not whole.exists():
        docx.Document().save(str(whole))
    damaged = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(4, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.docx"
    path.write_bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    assert text_of(path).count(b"\n") < 5


def test_shown_and_asked_first(bare: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (bare.root / ".git/config").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    asked = run("git-setup")
    assert "plans/*.yaml diff=plangen merge=plangen" in asked.out
    assert "diff.plangen.command = " in asked.out
    assert "要写入吗" in asked.out
    assert not (bare.root / ".gitattributes").exists()
    assert (bare.root / ".git/config").read_bytes() == before
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    run("git-setup")
    assert (bare.root / ".gitattributes").exists()


@pytest.mark.parametrize("folder", [".", "plans", "县 局/plans"])
def test_set_up_in_a_folder(bare: Sandbox, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = "县 局" if "县" in folder else "."
    place = f"{workspace}/{PLACE}".removeprefix("./")
    bare.commit("写成方案", {place: PLAN})
    monkeypatch.chdir(bare.root / folder)
    assert run("git-setup", "--yes").code == 0
    assert (bare.root / workspace / ".gitattributes").exists()
    bare.write(place, RAISED)
    assert "调整 1 项" in bare.git("diff")


LINES = st.lists(
    st.sampled_from([b"*.txt text", b"# \xe8\xaf\xb4\xe6\x98\x8e", b"", b"*.docx -diff"])
)


@given(LINES, st.sampled_from([b"\n", b"\r\n"]), st.booleans())
@settings(max_examples=12)
def test_removed_byte_for_byte(bare: Sandbox, lines: list[bytes], end: bytes, ended: bool) -> None:
    config, attributes = bare.root / ".git/config", bare.root / ".gitattributes"
    before = end.join(lines) + (end if ended and lines else b"")
    settings = config.read_bytes()
    attributes.unlink(missing_ok=True)
    if before:
        attributes.write_bytes(before)
    run("git-setup", "--yes")
    written = attributes.read_bytes()
    assert "不用再写" in run("git-setup", "--yes").out
    assert attributes.read_bytes() == written
    assert written.startswith(before)
    assert b"\r\n" not in before or written.count(b"\n") == written.count(b"\r\n")
    run("git-setup", "--remove", "--yes")
    assert (attributes.read_bytes() if attributes.exists() else b"") == before
    assert attributes.exists() == bool(before)
    assert config.read_bytes() == settings
    assert "没有要撤去的" in run("git-setup", "--remove", "--yes").out


def test_lines_that_came_later_stay(bare: Sandbox) -> None:
    attributes = bare.write(".gitattributes", "*.txt text")
    run("git-setup", "--yes")
    attributes.write_bytes(attributes.read_bytes() + b"\n*.png binary\n")
    run("git-setup", "--remove", "--yes")
    assert attributes.read_bytes() == b"*.txt text\n*.png binary\n"


def test_outside_a_repository(tmp_path: Path, bare: Sandbox, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("git-setup", "--yes")
    assert (done.code, done.out) == (2, "")
    assert "不是 git 仓库" in done.err
    monkeypatch.chdir(bare.root)
    (bare.root / "plans").rmdir()
    assert "没有 plans 文件夹" in run("git-setup", "--yes").err
    monkeypatch.setenv("PATH", "")
    assert "没有找到 git" in run("git-setup", "--yes").err


def test_hidden_commands() -> None:
    assert "git-setup" in run("-h").out
    assert "git-diff" not in run("-h").out
    assert "git-text" not in run("git-tex").err


def test_revisions(bare: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.commit("写成方案", {PLACE: PLAN})
    bare.commit("提高", {PLACE: RAISED})
    assert run("diff", f"HEAD~1:{PLACE}", PLACE).code == 1
    assert run("diff", f"HEAD:{PLACE}", PLACE).code == 0
    assert run("diff", f":{PLACE}", f"main:./{PLACE}").code == 0
    assert run("diff", PLACE).code == 0
    bare.write(PLACE, PLAN)
    assert "降低" in run("diff", PLACE).out
    monkeypatch.chdir(bare.root / "plans")
    assert run("diff", "HEAD~1:./2026.yaml", "2026.yaml").code == 0


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("nobody:plans/2026.yaml", "没有“nobody”这个版本"),
        ("HEAD:plans/2027.yaml", "这个版本里没有这个文件"),
        ("HEAD:2026.yaml", "是不是想写“HEAD:plans/2026.yaml”"),
        ("HEAD:../../x.yaml", "路径出了仓库"),
        ("HEAD:plans", "这个版本里没有这个文件"),
        ("-x:plans/2026.yaml", "没有“-x”这个版本"),
        ("HEAD:" + "x" * 300, "这个版本里没有这个文件"),
        ("\udcff:\udcff", "这个版本"),
        ("C:\\plans\\2026.yaml", "找不到这个文件"),
    ],
)
def test_no_such_revision(
    bare: Sandbox, word: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare.commit("写成方案", {PLACE: PLAN})
    monkeypatch.chdir(bare.root / "plans")
    done = run("diff", "--", word, "2026.yaml")
    assert done.code == 2
    assert said in done.out + done.err
    bare.write("plans/new.yaml", PLAN)
    assert "还没有提交过" in run("diff", "new.yaml").err


PLANS = [
    *ROOT.glob("plans/*.yaml"),
    *ROOT.glob("examples/*.yaml"),
    *ROOT.glob("tests/rules/clean/*.yaml"),
    ROOT / "tests/comparison/every-key.yaml",
]


@given(st.sampled_from(sorted(PLANS)), st.data())
@settings(max_examples=150)
def test_no_fact_is_left_out(path: Path, data: Any) -> None:
    """Whatever a comparison reports can be seen in the text; what is no change cannot."""
    lines = path.read_text("utf-8").split("\n")
    at = data.draw(st.sampled_from([at for at, line in enumerate(lines) if line.strip()]))
    last = re.search(r"[一-鿿0-9](?=[^一-鿿0-9]*$)", lines[at])
    changed = [] if data.draw(st.booleans()) or not last else [lines[at][: last.start()] + "7甲"]
    changed = [line + lines[at][last.end() :] for line in changed if last]
    plan = read(("\n".join(lines)).encode(), "a.yaml").plan
    other = read("\n".join([*lines[:at], *changed, *lines[at + 1 :]]).encode(), "a.yaml").plan
    assert plan
    if other:
        assert bool(compare(plan, other)) == (plan_text(plan) != plan_text(other))
