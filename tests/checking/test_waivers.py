"""Waivers: a finding that is meant so is not reported, in its own lines and with its reason."""

import re
from pathlib import Path

import pytest
from support.program import run
from support.waived import FOUND, PLANS, without_waivers

from plangen.rules.manual import BASE

CLEAN = "检查了 1 个文件，没有发现问题。\n"


def told(tmp_path: Path, text: str, *options: str) -> tuple[int, list[tuple[str, str]], str]:
    """What `check` says of this plan: exit code, codes each with the rest of its line, summary."""
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    code, out, err = run("check", path, *options)
    assert err == ""
    lines = text.split("\n")
    found = [(each[3], lines[int(each[1]) - 1][int(each[2]) - 1 :]) for each in FOUND.finditer(out)]
    return code, found, out.splitlines()[-1]


def codes(tmp_path: Path, text: str, *options: str) -> list[str]:
    return [code for code, _ in told(tmp_path, text, *options)[1]]


@pytest.mark.parametrize(("year", "waived"), [(2018, 17), (2022, 7)])
def test_both_plans_are_clean_by_their_waivers(tmp_path: Path, year: int, waived: int) -> None:
    summary = f"检查了 1 个文件，没有发现问题；按方案里的豁免，另有 {waived} 处不报。"
    assert told(tmp_path, PLANS[year]) == (0, [], summary)


KNOWN = {
    2018: [
        (9, 15, "name-variant", "中卫市卫生计划生育局"),
        (31, 31, "open-group", "各医疗卫生单位"),
        (32, 29, "open-group", "各单位"),
        (61, 13, "unserved-goal", "assist-departments"),
        (102, 13, "unserved-goal", "addiction-treatment"),
        (121, 33, "comma-between-titles", "、"),
        (121, 35, "law-title", "戒毒药物维持治疗工作的管理办法"),
        (126, 33, "comma-between-titles", "、"),
        (126, 35, "law-title", "戒毒药物维持治疗工作的管理办法"),
        (145, 25, "law-title", "麻醉药品和精神药物管理条例"),
        (149, 62, "variant-word", "帐册"),
        (153, 29, "variant-word", "帐册"),
        (172, 48, "halfwidth-punctuation", ","),
        (172, 109, "halfwidth-punctuation", ","),
        (204, 28, "dangling-comma", "、"),
        (261, 23, "undated-deadline", "及时"),
        (290, 12, "annex-not-named", "中卫市卫生计生系统禁毒工作领导小组名单"),
    ],
    2022: [
        (36, 43, "open-group", "各乡镇（街道）卫生院（社区卫生服务中心）"),
        (37, 37, "open-group", "市直医疗卫生单位"),
        (66, 15, "no-lead", "针对艾滋病吸毒人员"),
        (117, 31, "observance-dot", "6.26"),
        (117, 42, "observance-dot", "12.1"),
        (242, 28, "report-without-day", "报送"),
        (272, 11, "confusable-term", "戒毒工作"),
    ],
}
"""What the waivers of the two plans waive; the lines are those of the plan without them."""


@pytest.mark.parametrize("year", KNOWN)
def test_without_waivers_both_plans_have_the_known_findings(tmp_path: Path, year: int) -> None:
    text = without_waivers(PLANS[year])
    assert "waive" not in text
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    code, out, err = run("check", path)
    assert (code, err) == (0, "")
    lines, found = text.split("\n"), FOUND.findall(out)
    assert [(int(line), int(column), code) for line, column, code in found] == [
        each[:3] for each in KNOWN[year]
    ]
    for line, column, _, word in KNOWN[year]:
        assert lines[line - 1][column - 1 :].startswith(word)


SLIPPED = """\
series: fire-safety
year: 2026
title: 城东区2026年消防安全工作方案
issuer: 城东区应急管理局
@plan
issue:
  form: plan
  printed_by: 甲,城东区应急管理局
  printed_on: 2026-01-15
  @issue
defaults: {deadline: 全年}
register:
  departments:
    - {id: office, name: 办公室, person: 王强, lead_official: 李明}
  units:
    - {id: north, name: 北街消防站}
    - {id: idle, name: 南街消防站}
  @register
preamble: 乙,检查。
sections:
  - title: 主要措施
    text: 丙,检查。
    measures:
      - id: first
        title: 加强检查
        text: 丁,检查。
        responsible: {department: office, lead_unit: north}
        tasks:
          - do: 戊,检查
            @task
          - {do: '己,检查', evidence: '庚,检查'@flow}
        @item
      - id: second
        title: 加强整改
        text: |
          辛,检查。

          壬,检查。
        responsible: {department: office, lead_unit: north}
        tasks:
          - do: 癸,检查
          - do: 子,检查
            @last

        # 说明,到此为止
    @section

  - title: 工作要求
    text: 丑,检查。
annexes:
  - title: 寅,检查要点
    text: 卯,检查。
    @annex
  - title: 附件说明
    @lastannex
    text: |
      辰,检查。
"""
ALL = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"
OWN = {
    "plan": ALL,
    "issue": "甲",
    "register": "",
    "section": "丙丁戊己庚辛壬癸子",
    "item": "丁戊己庚",
    "task": "戊",
    "flow": "己庚",
    "last": "子",
    "annex": "寅卯",
    "lastannex": "辰",
}
"""What a waiver of each scope waives."""


def scoped(scope: str, waiver: str) -> str:
    """The plan with a waiver in one place, the marks of the others gone."""
    before, after = SLIPPED.split(f"@{scope}\n" if scope != "flow" else "@flow", 1)
    text = before + ("" if scope == "flow" else waiver + "\n") + after
    text = f"{before}, {waiver}{after}" if scope == "flow" else text
    return re.sub(r"@flow|^ *@\w+\n", "", text, flags=re.MULTILINE)


FLOW = "waive: [{rule: halfwidth-punctuation, reason: 原文如此}]"


def reported(tmp_path: Path, text: str) -> str:
    """The letters before the half-width marks that are reported."""
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    _, out, _ = run("check", path, "--select", "halfwidth-punctuation", "--format", "github")
    lines = text.split("\n")
    found = [(int(line), int(column)) for line, column in re.findall(r"line=(\d+),col=(\d+)", out)]
    return "".join(lines[line - 1][column - 2] for line, column in found)


@pytest.mark.parametrize("scope", [scope for scope in OWN if OWN[scope]])
@pytest.mark.parametrize("end", ["\n", "", "\n\n# 尾注\n\n", "\n  ", "\n# 尾注"])
def test_a_scope_waives_what_stands_in_its_own_lines(tmp_path: Path, scope: str, end: str) -> None:
    text = scoped(scope, FLOW).rstrip("\n") + end
    assert reported(tmp_path, text) == "".join(each for each in ALL if each not in OWN[scope])


@pytest.mark.parametrize("scope", ["item", "task", "last", "section", "annex"])
def test_a_waiver_may_be_a_block(tmp_path: Path, scope: str) -> None:
    mark = re.search(rf"^( *)@{scope}$", SLIPPED, re.MULTILINE)
    assert mark
    block = (
        f"waive: # 原文\n{mark[1]}  - rule: halfwidth-punctuation\n{mark[1]}    reason: 原文如此"
    )
    left = "".join(each for each in ALL if each not in OWN[scope])
    assert reported(tmp_path, scoped(scope, block)) == left


def test_the_last_line_of_a_file_belongs_to_the_last_item(tmp_path: Path) -> None:
    """Even where no line end follows it."""
    waiver = "waive: [{rule: variant-word, reason: 原文如此}]"
    annexes = f"annexes:\n  - title: 要点\n    {waiver}\n    text: 专用帐册"
    text = f"preamble: 要点见附件。\n{BASE}{annexes}"
    assert told(tmp_path, text)[:2] == (0, [])


def test_a_register_waives_what_stands_in_it(tmp_path: Path) -> None:
    waiver = "waive: [{rule: idle-unit, reason: 备用}]"
    text = scoped("register", waiver)
    assert "idle-unit" not in codes(tmp_path, text)
    assert "idle-unit" in codes(tmp_path, text.replace(f"  {waiver}\n", ""))
    assert "unused-waiver" in codes(tmp_path, scoped("annex", waiver))


def test_what_is_found_in_the_registers_own_file_is_waived_where_it_is_named(
    tmp_path: Path,
) -> None:
    (tmp_path / "名册.yaml").write_text(
        "units:\n  - {id: north, name: 北街消防站}\ngroups:\n  - {id: all, name: 各站}\n", "utf-8"
    )
    units = SLIPPED[SLIPPED.index("  units:") : SLIPPED.index("  @register")]
    text = scoped("register", "").replace(units, "  from: 名册.yaml\n")
    text = text.replace("lead_unit: north", "units: [all]")
    (tmp_path / "x.yaml").write_text(text, "utf-8")
    said = run("check", tmp_path / "x.yaml", "--select", "open-group").out
    assert f"{tmp_path / 'x.yaml'}:13:9: 建议 [open-group]" in said
    assert said.count("[open-group]") == 1
    waived = text.replace("  from:", "  waive: [{rule: open-group, reason: 原文如此}]\n  from:")
    (tmp_path / "x.yaml").write_text(waived, "utf-8")
    assert "另有 1 处不报" in run("check", tmp_path / "x.yaml", "--select", "open-group").out


def test_a_word_narrows_a_waiver(tmp_path: Path) -> None:
    text = BASE + f"preamble: |\n  建立台帐,专用帐册。\n{'waive: [{}]'}\n"
    waiver = "{rule: variant-word, word: 帐册, reason: 原文如此}"
    assert told(tmp_path, text.replace("[{}]", f"[{waiver}]"), "--select", "variant-word") == (
        0,
        [("variant-word", "台帐,专用帐册。")],
        "检查了 1 个文件，发现 1 处提醒；按方案里的豁免，另有 1 处不报。",
    )
    other = waiver.replace("帐册", "帐簿")
    found = told(tmp_path, text.replace("[{}]", f"[{other}]"), "--select", "variant-word")[1]
    assert [code for code, _ in found] == ["variant-word", "variant-word", "unused-waiver"]


def test_a_word_that_goes_over_a_line_break(tmp_path: Path) -> None:
    waive = "waive: [{rule: variant-word, word: 帐册, reason: 原文如此}]\n"
    text = f"{BASE}{waive}preamble: |\n  建立专用帐\n  册。\n"
    assert told(tmp_path, text, "--select", "variant-word")[:2] == (0, [])


def test_two_waivers_of_one_finding_count_once(tmp_path: Path) -> None:
    task = "          - do: 戊,检查\n"
    text = scoped("item", FLOW).replace(task, f"{task}            {FLOW}\n")
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    out = run("check", path, "--select", "halfwidth-punctuation").out
    assert "另有 4 处不报" in out
    assert "unused-waiver" not in out


def test_a_waiver_needs_a_reason(tmp_path: Path) -> None:
    text = f"{BASE}preamble: 检查,整改。\nwaive: [{{rule: halfwidth-punctuation}}]\n"
    code, found, _ = told(tmp_path, text)
    assert (code, [each for each, _ in found]) == (1, ["halfwidth-punctuation", "missing-key"])
    assert "reason" in run("check", tmp_path / "x.yaml").out


def test_a_waiver_of_no_rule(tmp_path: Path) -> None:
    text = f"{BASE}waive: [{{rule: halfwidth-punctation, reason: 原文如此}}]\n"
    code, found, _ = told(tmp_path, text)
    assert (code, found) == (0, [("unknown-rule", "halfwidth-punctation, reason: 原文如此}]")])
    out = run("check", tmp_path / "x.yaml").out
    assert "提醒 [unknown-rule]" in out
    assert "改法：是不是想写“halfwidth-punctuation”？" in out
    nothing = text.replace("halfwidth-punctation", "xyz")
    (tmp_path / "x.yaml").write_text(nothing, "utf-8")
    assert "全部规则见 plangen rule --all" in run("check", tmp_path / "x.yaml").out


UNUSED = f"{BASE}waive: [{{rule: variant-word, reason: 原文如此}}]\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), ["unused-waiver"]),
        (("--select", "variant-word"), ["unused-waiver"]),
        (("--select", "wording"), ["unused-waiver"]),
        (("--select", "form"), []),
        (("--ignore", "variant-word"), []),
        (("--ignore", "wording"), []),
        (("--ignore", "form"), ["unused-waiver"]),
    ],
)
def test_a_waiver_that_waives_nothing(
    tmp_path: Path, options: tuple[str, ...], said: list[str]
) -> None:
    """It is said only when its rule was looked at."""
    assert codes(tmp_path, UNUSED, *options) == said


def test_what_the_reader_finds_may_be_waived_too(tmp_path: Path) -> None:
    waive = "waive: [{rule: rare-character, reason: 人名}]\n"
    text = BASE.replace("王强", "王㮾")
    assert "rare-character" in codes(tmp_path, text)
    assert codes(tmp_path, text + waive) == []
