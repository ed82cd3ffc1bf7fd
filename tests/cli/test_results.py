"""`diff`, `log` and `check` know what was reached, where they are asked and a ledger is there."""

import json
from pathlib import Path

import pytest
from support.program import Outcome, run
from support.repositories import PLAN as FIRE
from support.repositories import Sandbox
from support.rule_examples import ledger_lines

from plangen.docx_file.text import docx_text
from plangen.progress.ledger import ledger_bytes

OLD, NEW = "plans/2021.yaml", "plans/2022.yaml"
PLAN = FIRE.replace("2026", "2021")
NEXT = FIRE.replace("2026", "2022").replace("85", "90")
LEDGER = """\
任务,单位,完成情况,完成日期,实际完成值,决定
drills,a,已完成,2021-11-20,96%,销号
drills,b,已完成,2021-11-22,91%,销号
teach,b,进行中,,,
"""
SAID = "2021年完成情况：2家都已销号；演练合格率≥85%，实际一中队96%、二中队91%"


@pytest.fixture(autouse=True)
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    sandbox = Sandbox(tmp_path / "work", monkeypatch)
    data = ledger_bytes(ledger_lines("fire-safety", LEDGER))
    sandbox.commit("两年", {OLD: PLAN, NEW: NEXT, "progress/2021/台账.csv": data})
    return sandbox


def diff(*words: str) -> Outcome:
    outcome = run("diff", OLD, NEW, "--as-of", "2022-01-04", *words)
    assert outcome.code == 1
    return outcome


@pytest.mark.parametrize("kind", ["terminal", "md", "html"])
def test_diff_shows_results_where_asked(kind: str) -> None:
    assert "完成情况" not in diff("--format", kind).out
    shown = diff("--format", kind, "--progress").out
    assert "2021年完成情况" in shown
    assert "2家都已销号；演练合格率≥85%，实际一中队96%、二中队91%" in shown.replace("&gt;", ">")


def test_diff_by_whom_and_as_a_document() -> None:
    assert SAID in diff("--by", "responsible", "--progress").out
    diff("-o", "无.docx")
    diff("-o", "有.docx", "--progress")
    assert "完成情况" not in docx_text(Path("无.docx").read_bytes())
    assert "2021年完成情况" in docx_text(Path("有.docx").read_bytes())


def test_diff_for_programs() -> None:
    plain = json.loads(diff("--format", "json").out)
    record = json.loads(diff("--format", "json", "--progress").out)
    (drills,) = [entry for entry in record["entries"] if (entry["new"] or {}).get("id") == "drills"]
    (reached,) = drills["reached"]
    assert (reached["year"], reached["units"], reached["overdue"]) == (2021, {"已销号": 2}, 0)
    assert reached["targets"] == [
        {
            "name": "演练合格率",
            "asked": 2,
            "figures": [
                {"name": "一中队", "figure": "96%"},
                {"name": "二中队", "figure": "91%"},
            ],
        }
    ]
    for entry in record["entries"]:
        entry.pop("reached", None)
    assert record == plain


def test_diff_of_a_revision_shows_the_year_once() -> None:
    Path(OLD).write_text(PLAN.replace("6月底前", "9月底前"), "utf-8")
    out = run("diff", f"HEAD:{OLD}", OLD, "--progress", "--as-of", "2021-10-08").out
    assert out.count("2021年完成情况：二中队逾期") == 1


def test_diff_without_a_ledger_says_so() -> None:
    code, out, err = run("diff", OLD, NEW, "--progress", "--ledger", "没有")
    assert code == 1
    assert "完成情况：" not in out
    assert err == "没有/2021、没有/2022 里没有这份方案的台账，没有写完成情况。\n"
    assert "不能和 --progress 一起用" in run("diff", OLD, NEW, "--redline", "--progress").err


def test_log_of_an_item() -> None:
    arguments = ("log", NEW, "drills", "--as-of", "2022-01-04")
    assert "完成情况" not in run(*arguments).out
    assert f"[drills]\n{SAID}\n" in run(*arguments, "--progress").out
    record = json.loads(run(*arguments, "--progress", "--format", "json").out)
    assert [reached["year"] for reached in record["reached"]] == [2021]
    assert "reached" not in json.loads(run(*arguments, "--format", "json").out)
    assert "要写条目" in run("log", NEW, "--progress").err
    code, _, err = run(*arguments, "--progress", "--ledger", "没有")
    assert code == 0
    assert "没有/2021、没有/2022 里没有这份方案的台账" in err


def test_check_looks_into_the_ledger() -> None:
    low = NEXT.replace("90", "80")
    Path(NEW).write_text(low, "utf-8")
    finding = "“演练合格率”2021年实际一中队96%、二中队91%，今年只要求80%，比做到的低"
    assert f"[below-result] 一（一）：{finding}" in run("check", NEW).out
    waiver = (
        "        waive: [{rule: below-result, reason: 今年换了考题}]\n        responsible: {dep"
    )
    Path(NEW).write_text(low.replace("        responsible: {dep", waiver), "utf-8")
    out = run("check", NEW).out
    assert "[below-result]" not in out
    assert "unused-waiver" not in out
    Path(NEW).write_text(low, "utf-8")
    Path("progress").rename("移走")
    assert "below-result" not in run("check", NEW).out


def test_a_task_that_was_overdue_is_carried_on() -> None:
    said = "[overdue-last-year] 二（二）：2021年1家中有1家逾期，今年任务和时限原样照抄"
    assert said in run("check", NEW).out
    Path(NEW).write_text(NEXT.replace("6月底前", "9月底前"), "utf-8")
    assert "overdue-last-year" not in run("check", NEW).out
