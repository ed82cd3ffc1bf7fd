"""`plangen draft --progress`: what was reached stands in the questions."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.program import Outcome, run
from support.rule_examples import ledger_lines

from plangen.draft import draft as drafted
from plangen.progress.asked import AskedPlan
from plangen.progress.folding import report_line
from plangen.progress.ledger import LedgerKey, ledger_bytes, one_line
from plangen.progress.reaching import results
from plangen.progress.standing import StandingDay
from plangen.readers.plan_file import read
from plangen.workdays import OFFICIAL

PLAN = """\
series: lakes
year: 2025
title: 青湖区2025年湖泊治理工作方案
issuer: 青湖区水利局
issue: {form: plan, printed_by: 青湖区水利局, printed_on: 2025-01-10}
register:
  departments: [{id: water, name: 水政科, person: 纪平, lead_official: 顾远}]
  units:
    - {id: n, name: 北湖所}
    - {id: s, name: 南湖所}
defaults: {deadline: 全年, responsible: {department: water, units: [n, s]}}
sections:
  - title: 工作目标
    goals:
      - id: quality
        text: 水质达标率达到95%以上，无一起溃堤。
        targets:
          - {name: 水质达标率, at_least: 95, unit: "%"}
          - {name: 溃堤, exactly: 0, unit: 起}
      - id: none
        text: 全年无污染事故。
        targets: [{name: 污染事故, exactly: 0, unit: 起}]
      - id: visitors
        text: 游客人数增长5%。
        targets:
          - name: 游客人数
            increase: 5
            unit: "%"
      - id: fines
        text: 违规起数减少10起。
        targets: [{name: 违规起数, decrease: 10, baseline: 80, unit: 起}]
  - title: 工作措施
    measures:
      - id: patrol
        text: 每季度巡湖一次。
        deadline: 每季度
      - id: dredge
        title: 清淤
        text: 清淤并检测。
        tasks:
          - {id: dig, do: 完成北湾清淤, deadline: 6月底前, responsible: {units: [n]}}
          - do: 检测底泥
            id: probe
            deadline: 9月底前
            responsible: {units: [s]}
            targets: [{name: 底泥样品, at_least: 30, unit: 份}]
"""
HEAD = "任务,单位,期次,完成情况,完成日期,实际完成值,决定,延期至\n"
LEDGER = f"""{HEAD}\
quality,n,,已完成,2025-12-20,水质达标率96%，溃堤0起,销号,
quality,s,,已完成,2025-12-20,水质达标率97%，溃堤0起,销号,
none,n,,已完成,2025-12-20,0起,销号,
none,s,,已完成,2025-12-20,0起,销号,
visitors,n,,已完成,2025-12-20,3000人,销号,
visitors,s,,已完成,2025-12-20,4500人,销号,
fines,n,,已完成,2025-12-20,减少6起,销号,
fines,s,,已完成,2025-12-20,减少12起,销号,
patrol,n,2025Q1,已完成,2025-03-20,,销号,
patrol,n,2025Q2,已完成,2025-06-20,,销号,
patrol,n,2025Q3,已完成,2025-09-20,,销号,
patrol,n,2025Q4,已完成,2025-12-20,,销号,2026-01-20
patrol,s,2025Q1,已完成,2025-03-20,,销号,
dig,n,,已完成,2025-06-20,,销号,
probe,s,,进行中,,21份,,
"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    Path("plans/2025.yaml").write_text(PLAN, "utf-8")


def keep(ledger: str, folder: str = "progress") -> None:
    place = Path(folder, "2025")
    place.mkdir(parents=True)
    (place / "台账.csv").write_bytes(ledger_bytes(ledger_lines("lakes", ledger)))


def draft(*more: str, year: int = 2026) -> Outcome:
    outcome = run("draft", year, "--as-of", "2026-01-04", *more)
    assert outcome.code == 0
    return outcome


def text(year: int = 2026) -> str:
    return Path(f"plans/{year}.yaml").read_text("utf-8")


def test_without_progress_nothing_is_said_of_it() -> None:
    keep(LEDGER)
    out = draft().out
    assert "销号" not in out + text()
    assert "台账" not in out


def test_without_a_ledger_it_says_so_once() -> None:
    plain = draft().out
    before = text()
    Path("plans/2026.yaml").unlink()
    out = draft("--progress").out
    assert out.count("没有这份方案的台账，没有写完成情况。") == 1
    assert text() == before
    assert [line for line in out.splitlines() if "台账" not in line] == plain.splitlines()


def test_a_ledger_of_another_series_is_none() -> None:
    place = Path("progress/2025")
    place.mkdir(parents=True)
    (place / "台账.csv").write_bytes(ledger_bytes(ledger_lines("rivers", LEDGER)))
    assert "没有这份方案的台账" in draft("--progress").out


@pytest.mark.parametrize(
    "said",
    [
        "2025年2家都已销号，水质达标率≥95%，实际北湖所96%、南湖所97%；"
        "溃堤=0起，实际各0起，合计0起，是否提高",
        "2025年2家中1家没有报全、1家已销号，1家延期，核对任务、时限和责任单位",
        "2025年2家中1家逾期、1家已销号，底泥样品≥30份，实际21份，没有都达到，核对指标和措施",
        "2025年一次办结、不是年年都做的，已经了结，建议删去："
        "二（二）“完成北湾清淤”（6月底前）北湖所已销号",
        "接着办的改时限，不办的删去：二（二）“检测底泥”（9月底前）南湖所逾期",
        "“游客人数”的基数按2025年报的填了7500人，核对",
        "“违规起数”的基数（原80）换成2025年的",
        "违规起数下降10起（基数80），实际北湖所下降6起、南湖所下降12起",
    ],
)
def test_questions(said: str) -> None:
    keep(LEDGER)
    out = draft("--progress").out
    assert said in out
    assert said in text()


def test_what_is_at_its_limit_and_done_is_not_asked() -> None:
    keep(LEDGER)
    assert "污染事故" not in draft("--progress").out


def test_baselines() -> None:
    keep(LEDGER)
    draft("--progress")
    assert '            unit: "%"\n            baseline: 7500\n' in text()
    assert "decrease: 10, baseline: 80, unit: 起" in text()


def test_only_the_year_before_gives_baselines() -> None:
    keep(LEDGER)
    draft("--progress", "--from", "plans/2025.yaml", year=2027)
    assert "baseline: 7500" not in text(2027)
    assert "“游客人数”的基数换成2026年的" in text(2027)


WORDS = st.text(st.characters(codec="utf-8"), max_size=12).map(one_line).map(str.strip)
ODD = ["96%", "3000人", "下降2%", "# 待定：x", "a: b #", "'", "\xad\uffff"]
VALUES = st.one_of(WORDS, st.sampled_from(ODD))


@settings(max_examples=40, deadline=None)
@given(st.lists(VALUES, min_size=8, max_size=8))
def test_whatever_was_reported_only_comments_and_baselines_differ(values: list[str]) -> None:
    lines = {}
    keys = [(task, unit) for task in ("quality", "none", "visitors", "fines") for unit in "ns"]
    for (task, unit), value in zip(keys, values, strict=True):
        key = LedgerKey("lakes", task, unit, "")
        lines[key] = report_line(key, state="已完成", done_on="2025-12-01", value=value)
    plan = read(PLAN.encode(), "x.yaml").plan
    assert plan is not None
    asked, day = AskedPlan(plan, "x.yaml", OFFICIAL), StandingDay(date(2026, 1, 4), 7, OFFICIAL)
    with TemporaryDirectory() as name:
        path, target = Path(name, "plans/2025.yaml"), Path(name, "plans/2026.yaml")
        path.parent.mkdir()
        path.write_text(PLAN, "utf-8")
        plain = drafted(path, PLAN, plan, 2026, target).file
        told = drafted(path, PLAN, plan, 2026, target, results(asked, lines, day)).file
    assert told.plan is not None
    assert _without_baselines(told.text) == _without_baselines(plain.text)


def _without_baselines(text: str) -> object:
    """What a plan's text says, its comments and baselines left out."""
    record = yaml.safe_load(text)
    for goal in record["sections"][0]["goals"]:
        for target in goal["targets"]:
            target.pop("baseline", None)
    return record


def test_a_ledger_elsewhere() -> None:
    keep(LEDGER, "台账们")
    assert "没有这份方案的台账" in draft("--progress").out
    Path("plans/2026.yaml").unlink()
    assert "是否提高" in draft("--progress", "--ledger", "台账们").out


def test_a_ledger_that_is_none() -> None:
    Path("progress/2025").mkdir(parents=True)
    Path("progress/2025/台账.csv").write_text("甲,乙\n", "utf-8")
    code, _, err = run("draft", 2026, "--progress")
    assert code == 2
    assert "没有“版本”这一栏" in err
    assert not Path("plans/2026.yaml").exists()
