"""Two clerks' ledgers merged: as lines, as files, and by git's own commands."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.program import run
from support.repositories import PLAN, Sandbox

from plangen.findings.finding import CannotGoOn
from plangen.progress.folding import fold, report_line
from plangen.progress.ledger import LedgerKey, LedgerLine, Lines, ledger_bytes, ledger_of
from plangen.progress.merging import merged_table
from plangen.progress.receipts import Receipt, receipts_bytes, receipts_of
from plangen.progress.reported_state import ReportedState

DAYS = st.sampled_from(["2026-03-01", "2026-06-01", "2026-09-01"])
KEYS = st.builds(
    LedgerKey, st.just("s"), st.sampled_from("abc"), st.sampled_from("uv"), st.just("")
)
REPORTS = st.builds(
    lambda key, state, day, note, source: report_line(
        key, name=key.unit, state=state, stamp=day, note=note, source=source
    ),
    KEYS,
    st.sampled_from(ReportedState),
    DAYS,
    st.sampled_from(["", "做了", "-1", "甲,乙"]),
    st.text("abcd", min_size=2, max_size=3),
)
DECISIONS = st.one_of(
    st.tuples(st.sampled_from(["销号", "退回", "不适用"]), DAYS, st.sampled_from(["", "因为"])),
    st.tuples(st.just("延期"), DAYS, st.sampled_from(["", "因为"])),
)
STEPS = st.lists(st.one_of(REPORTS, st.tuples(KEYS, DECISIONS)), max_size=6)
Step = LedgerLine | tuple[LedgerKey, tuple[str, str, str]]


def done(lines: Lines, step: Step) -> None:
    """Take a report in, or a decision that the line bears."""
    if isinstance(step, LedgerLine):
        fold(lines, step)
        return
    key, (decision, day, reason) = step
    line = lines.get(key) or report_line(key)
    may_be = {
        "延期": line.decision not in ("销号", "不适用"),
        "不适用": True,
        "退回": bool(line.state),
        "销号": line.state == "已完成" and line.decision != "退回",
    }
    if not may_be[decision]:
        return
    if decision == "延期":
        lines[key] = line._replace(extended_to=day, extension_reason=reason)
    else:
        lines[key] = line._replace(decision=decision, decided_on=day, reason=reason)


def after(lines: Lines, *steps: Step) -> Lines:
    new = dict(lines)
    for step in steps:
        done(new, step)
    return new


def merged(base: Lines, ours: Lines, theirs: Lines) -> tuple[bytes, list[str]]:
    table = merged_table(
        (ledger_bytes(base), ledger_bytes(ours), ledger_bytes(theirs)), ("ours", "theirs"), 7
    )
    assert table is not None
    return table.data, table.conflicts


def key_of(step: Step) -> LedgerKey:
    return step.key if isinstance(step, LedgerLine) else step[0]


@given(STEPS, STEPS, STEPS)
def test_either_side_first(before: list[Step], one: list[Step], other: list[Step]) -> None:
    base = after({}, *before)
    ours, theirs = after(base, *one), after(base, *other)
    data, conflicts = merged(base, ours, theirs)
    turned, same = merged(base, theirs, ours)
    assert len(conflicts) == len(same)
    if not conflicts:
        assert data == turned
        assert set(ledger_of(data, "x")) == {*ours, *theirs}
    else:
        with pytest.raises(CannotGoOn, match="合并时留下了冲突"):
            ledger_of(data, "台账.csv")
        for side in (ours, theirs):
            assert all(f"s,{key.task},{key.unit},".encode() in data for key in side)


@given(STEPS, STEPS, STEPS)
def test_lines_apart_are_as_one_after_the_other(
    before: list[Step], one: list[Step], other: list[Step]
) -> None:
    base = after({}, *before)
    touched = set(map(key_of, one))
    other = [step for step in other if key_of(step) not in touched]
    data, conflicts = merged(base, after(base, *one), after(base, *other))
    assert not conflicts
    assert data == ledger_bytes(after(base, *one, *other))


@given(STEPS, REPORTS, DECISIONS)
def test_a_report_and_a_decision(
    before: list[Step], report: LedgerLine, decision: tuple[str, str, str]
) -> None:
    """What one collects and the other decides of one line is as if one had come after the other."""
    base = after({}, *before)
    told: Step = (report.key, decision)
    ours, theirs = after(base, report), after(base, told)
    data, conflicts = merged(base, ours, theirs)
    if not conflicts:
        one_after = [after(base, report, told), after(base, told, report)]
        assert data in list(map(ledger_bytes, one_after))


@given(STEPS, STEPS)
def test_one_side_alone(before: list[Step], steps: list[Step]) -> None:
    base = after({}, *before)
    ours = after(base, *steps)
    assert merged(base, ours, base) == (ledger_bytes({**base, **ours}), [])
    assert merged(base, ours, ours) == (ledger_bytes(ours), [])


LEDGER = "progress/2026/台账.csv"


def line(unit: str, **said: str) -> LedgerLine:
    key = LedgerKey("fire-safety", "inspect", unit, "2026Q1")
    return report_line(key, **({"name": f"{unit}中队", "wording": "一 排查隐患"} | said))


def ledger(*lines: LedgerLine) -> bytes:
    return ledger_bytes({line.key: line for line in lines})


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """A repository that is set up, with a ledger."""
    sandbox = Sandbox(tmp_path / "office", monkeypatch)
    sandbox.write("plans/2026.yaml", PLAN)
    run("git-setup", "--yes")
    reported = [line(unit, state="已完成", stamp="2026-03-01", source="a") for unit in "甲乙"]
    sandbox.commit("台账", {LEDGER: ledger(*reported)})
    return sandbox


def two_clerks(office: Sandbox, ours: bytes, theirs: bytes, *, clash: bool) -> str:
    """What git says when it merges the ledgers of two branches."""
    office.git("checkout", "--quiet", "-b", "other")
    office.commit("乙", {LEDGER: theirs})
    office.git("checkout", "--quiet", "main")
    office.commit("甲", {LEDGER: ours})
    done = subprocess.run(["git", "merge", "other", "-m", "合"], capture_output=True)
    assert bool(done.returncode) == clash
    return (done.stdout + done.stderr).decode()


def test_neighbouring_lines(office: Sandbox) -> None:
    closed = line("甲", state="已完成", stamp="2026-03-01", source="a", decision="销号")
    kept = line("乙", state="已完成", stamp="2026-03-01", source="a")
    returned = kept._replace(decision="退回", reason="没有登记表")
    new = line("丙", state="进行中", stamp="2026-03-02", source="b")
    ours, theirs = ledger(closed, kept), ledger(closed._replace(decision=""), returned, new)
    two_clerks(office, ours, theirs, clash=False)
    assert (office.root / LEDGER).read_bytes() == ledger(closed, returned, new)
    assert "    退回，没有登记表\n" in office.git("show", "HEAD^2")


def test_one_line_of_both(office: Sandbox) -> None:
    mine = line("甲", state="已完成", stamp="2026-03-01", source="a", decision="销号")
    other = line("乙", state="已完成", stamp="2026-03-01", source="a")
    newer = mine._replace(decision="", note="补了照片", stamp="2026-03-05", source="b")
    two_clerks(office, ledger(mine, other), ledger(newer, other), clash=False)
    assert (office.root / LEDGER).read_bytes() == ledger(newer._replace(decision="销号"), other)


def test_reported_otherwise_to_either(office: Sandbox) -> None:
    mine = line("甲", state="不适用", stamp="2026-04-01", source="c")
    their = line("甲", state="进行中", stamp="2026-05-01", source="d")
    said = two_clerks(office, ledger(mine), ledger(their), clash=False)
    assert (
        "一 排查隐患（2026Q1）｜甲中队：我方收到“不适用”，对方收到“进行中”，台账记“不适用”" in said
    )


def test_decided_otherwise(office: Sandbox) -> None:
    mine = line("甲", state="已完成", stamp="2026-03-01", source="a")
    other = line("乙", state="已完成", stamp="2026-03-01", source="a", decision="销号")
    closed = mine._replace(decision="销号", decided_on="2026-03-10")
    returned = mine._replace(decision="退回", decided_on="2026-03-11", reason="没有登记表")
    said = two_clerks(office, ledger(closed), ledger(returned, other), clash=True)
    assert f"{LEDGER}：有 1 处要由人来定" in said
    assert (
        "排查隐患（2026Q1）｜甲中队：我方“销号 2026-03-10”，对方“退回 2026-03-11，没有登记表”"
        in said
    )
    path = office.root / LEDGER
    code, _, err = run("status")
    assert code == 2
    assert f"{LEDGER}:3：两个人对同一行的决定不一样".replace("/", os.sep) in err
    kept = []
    for text in path.read_text("utf-8-sig").splitlines(keepends=True):
        if not text.startswith(("<<<", "===", ">>>")) and "没有登记表" not in text:
            kept.append(text)
    path.write_text("".join(kept), "utf-8-sig")
    assert path.read_bytes() == ledger(closed, other)


def test_begun_by_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = Sandbox(tmp_path / "office", monkeypatch)
    sandbox.write("plans/2026.yaml", PLAN)
    run("git-setup", "--yes")
    sandbox.commit("方案")
    two_clerks(sandbox, ledger(line("甲")), ledger(line("乙")), clash=False)
    assert (sandbox.root / LEDGER).read_bytes() == ledger(line("甲"), line("乙"))


def test_receipts() -> None:
    one = Receipt("2", "2026-03-01", "甲.xlsx", "a" * 64, "", "甲", "没有收", "3", "0", "说法")
    again = one._replace(received="2026-03-02", verdict="收下", taken="3", remark="")
    other = one._replace(digest="b" * 64)
    versions = ([one], [one, other], [again])
    base, ours, theirs = (receipts_bytes({r.digest: r for r in table}) for table in versions)
    for sides in ((base, ours, theirs), (base, theirs, ours), (b"", theirs, ours)):
        merged = merged_table(sides, ("ours", "theirs"), 7)
        assert merged is not None
        assert receipts_of(merged.data, "x") == {
            one.digest: again._replace(received="2026-03-01"),
            other.digest: other,
        }


def test_what_is_no_ledger_is_merged_by_git(office: Sandbox) -> None:
    said = two_clerks(office, "甲,乙\n1,3\n".encode(), "甲,乙\n2,2\n".encode(), clash=True)
    assert "没有按编号合并，改由 git 按行合并（不是台账，也不是收件登记）" in said
