"""`plangen draft`: next year's plan, as a careful clerk would hand it on."""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from support.program import ROOT, run
from support.registers import many

from plangen.plan import Issue, Plan
from plangen.readers.plan_file import read
from plangen.rules.manual import BASE
from plangen.rules.subject import Subject

PLANS = [*sorted(ROOT.glob("plans/*.yaml")), *sorted(ROOT.glob("examples/*.yaml"))]
PLANS += sorted(ROOT.glob("tests/rules/clean/*.yaml"))
CLOSED = BASE.replace(
    "issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}", ""
)
"""The plain plan, without its issue."""


def drafted(folder: Path, text: str, year: int = 2019, old: str = "last.yaml") -> str:
    """The draft that the program makes of a plan's text."""
    (folder / old).write_text(text, "utf-8")
    outcome = run("draft", year, "--from", folder / old, "-o", folder / "next.yaml")
    assert outcome.code == 0, outcome.out
    written = (folder / "next.yaml").read_text("utf-8")
    (folder / "next.yaml").unlink()
    return written


def plan_of(text: str) -> Plan:
    file = read(text.encode(), "plan.yaml")
    assert file.plan, file.findings
    return file.plan


def asked(text: str) -> list[str]:
    """The questions of a draft."""
    return [question.partition("：")[2] for question in plan_of(text).questions]


def of_2018(text: str) -> str:
    """The plain plan, as one of 2018."""
    return text.replace("2026", "2018")


def with_issue(issue: str, text: str = CLOSED) -> str:
    return text.replace("title: 城东区2026", f"issue: {issue}\ntitle: 城东区2026")


@pytest.mark.parametrize(("year", "last"), [(2019, 2018), (2023, 2022)])
def test_the_two_plans(
    year: int, last: int, tmp_path: Path, golden: Callable[[str, Path], None]
) -> None:
    """The whole draft and all that is said of it; its notice renders."""
    source, target = tmp_path / f"{last}.yaml", tmp_path / f"{year}.yaml"
    source.write_bytes((ROOT / "plans" / f"{last}.yaml").read_bytes())
    outcome = run("draft", year, "--from", source)
    golden(target.read_text("utf-8"), ROOT / f"tests/expected/draft/{year}.yaml")
    golden(outcome.out.replace(f"{tmp_path}/", ""), ROOT / f"tests/expected/draft/{year}.txt")
    assert run("notice", target, "-o", tmp_path / "notice.docx").code == 0
    assert run("build", target, "-o", tmp_path / "build").code == 0


DEADLINES = [
    ("2018年6月30日前", "2019年6月30日前"),
    ("2018-06-30", "2019-06-30"),
    ("6.30前", "6.30前"),
    ("06月30日前", "06月30日前"),
    ("2017年12月—2018年11月", "2018年12月—2019年11月"),
    ("2018年3月—11月", "2019年3月—11月"),
    ("到2020年", "到2020年"),
    ("到2018年", "到2019年"),
    ("6·26国际禁毒日", "6·26国际禁毒日"),
    ("6月30日前、12月底前", "6月30日前、12月底前"),
    ("2018年12月底前", "2019年12月底前"),
    ("每季度", "每季度"),
]


@pytest.mark.parametrize(("old", "new"), DEADLINES)
def test_deadlines(old: str, new: str, tmp_path: Path) -> None:
    draft = drafted(tmp_path, of_2018(BASE).replace("deadline: 每季度", f"deadline: {old}"))
    assert f"deadline: {new}" in draft


def test_a_day_that_is_a_rest_day_stays_and_is_asked_about(tmp_path: Path) -> None:
    """The day that is meant is the base of the years to come; one question lists them all."""
    text = (
        of_2018(BASE)
        .replace("每季度检查一次", "6月30日前检查")
        .replace("deadline: 每季度", "deadline: 6月30日前")
        .replace("deadline: 每月25日前", "deadline: 10月7日前")
    )
    draft = drafted(tmp_path, text)
    assert "6月30日前检查" in draft
    assert "deadline: 6月30日前" in draft
    [question] = [each for each in asked(draft) if "休息日" in each]
    assert question.endswith("文中要提前的改：6月30日（星期日）、10月7日（放假）")


def registered(folder: Path) -> Path:
    """The plain plan in a folder, its units in a file beside it."""
    folder.mkdir()
    units = "北街消防站 north\n南街消防站 south\n区教育局 schools"
    rows = "".join(f"{','.join(row.split())}\n" for row in units.splitlines())
    (folder / "名册.csv").write_text(f"名称,编码\n{rows}", "utf-8")
    before, _, others = BASE.partition("  units:\n")
    plan = folder / "防火2026.yaml"
    text = before + "  from: 名册.csv # 人事科管\n  groups" + others.partition("  groups")[2]
    plan.write_text(text, "utf-8")
    return plan


def test_the_register_beside_last_years_plan_is_found_from_another_folder(tmp_path: Path) -> None:
    plan = registered(tmp_path / "2026")
    outcome = run("draft", 2027, "--from", plan, "-o", tmp_path / "new/2027.yaml")
    assert outcome.code == 0, outcome.out
    assert "名册还用原来那个文件，写作 from: ../2026/名册.csv" in outcome.out
    text = (tmp_path / "new/2027.yaml").read_text("utf-8")
    assert "  from: ../2026/名册.csv # 人事科管\n" in text
    assert run("check", tmp_path / "new/2027.yaml").code == 0
    (tmp_path / "own").mkdir()
    (tmp_path / "own/名册.csv").write_bytes((tmp_path / "2026/名册.csv").read_bytes())
    outcome = run("draft", 2027, "--from", plan, "-o", tmp_path / "own/2027.yaml")
    assert "名册还用" not in outcome.out
    assert "from: 名册.csv" in (tmp_path / "own/2027.yaml").read_text("utf-8")


def test_what_was_due_by_the_end_of_a_year_is_asked_in_its_words(tmp_path: Path) -> None:
    draft = drafted(tmp_path, of_2018(BASE).replace("deadline: 每季度", "deadline: 到2018年底"))
    assert (
        "2018年一次办结、不是年年都做的，已经办完的删去：二（一）“加强检查”（到2018年底）" in draft
    )


def test_a_draft_is_called_as_last_years_plan_was(tmp_path: Path) -> None:
    """Plans of several series stand in one folder."""
    plan = registered(tmp_path / "plans")
    assert run("draft", 2027, "--from", plan).code == 0
    assert (tmp_path / "plans/防火2027.yaml").is_file()
    other = plan.rename(plan.with_name("防火.yaml"))
    assert run("draft", 2027, "--from", other).code == 0
    assert (tmp_path / "plans/2027.yaml").is_file()


def test_the_number_that_waits_is_no_other_fault(tmp_path: Path) -> None:
    number = BASE.replace("issue: {", "issue: {doc_number: 城应急〔2026〕12号, ")
    (tmp_path / "a.yaml").write_text(number, "utf-8")
    outcome = run("draft", 2027, "--from", tmp_path / "a.yaml")
    assert "城应急〔2027〕号" in (tmp_path / "2027.yaml").read_text("utf-8")
    assert "doc-number-form" not in outcome.out


def test_a_leap_day(tmp_path: Path) -> None:
    text = BASE.replace("2026", "2024").replace("deadline: 每季度", "deadline: {}")
    draft = drafted(tmp_path, text.replace("{}", "2月29日前"), 2025)
    assert "deadline: 2月28日前 # 待定：" in draft
    assert "2月末的日子核对，2025年2月有28天" in draft
    draft = drafted(tmp_path, text.replace("{}", "1月8日—2月29日"), 2025)
    assert "deadline: 1月8日—2月28日" in draft


def test_the_end_of_february_in_a_leap_year(tmp_path: Path) -> None:
    text = BASE.replace("2026", "2027").replace("deadline: 每季度", "deadline: 2月28日前")
    question = "2月末的日子核对，2028年2月有29天：2月28日"
    assert question in asked(drafted(tmp_path, text, 2028))[-1]


def test_years_further_on(tmp_path: Path) -> None:
    """All years move as far as the plan's does."""
    text = of_2018(BASE).replace("text: 全区不", "text: 比2017年下降，2018年全区不")
    assert "比2019年下降，2020年全区不" in drafted(tmp_path, text, 2020)


def test_holidays_that_are_not_announced(tmp_path: Path) -> None:
    dated = BASE.replace("deadline: 每季度", "deadline: 6月30日前")
    said = "年的放假安排还没有公布"
    assert any(said in each for each in asked(drafted(tmp_path, dated, 2035)))
    assert not any(said in each for each in asked(drafted(tmp_path, BASE, 2035)))
    (tmp_path / "plangen.toml").write_text("[calendar]\nworkdays = [2035-02-03]\n", "utf-8")
    assert not any(said in each for each in asked(drafted(tmp_path, dated, 2035)))


def test_what_is_filled_in_on_issue_waits_as_comments(tmp_path: Path) -> None:
    """Un-commented with a day it is read again; then what is still open is an error."""
    issue = """
  form: notice
  copy_number: "000001" # 机要室给
  doc_number: 城应急〔2018〕12号
  signatories: [王五]
  title: 城东区应急管理局关于印发城东区2018年消防安全工作方案的通知
  body: 现印发给你们。
  signature:
    - 城东区应急管理局
    # 排名不分先后
    - 城东区教育局
  signed_on: 2018年1月15日
  sealed: true
"""
    draft = drafted(tmp_path, with_issue(issue).replace("2026", "2018"))
    assert plan_of(draft).issue.signed_on is None
    assert plan_of(draft).issue.doc_number == "城应急〔2019〕号"
    for line in (
        '  # copy_number: "000001" # 机要室给',
        "  # signatories: [王五]",
        "  # signature:",
        "  #   - 城东区应急管理局",
        "    # 排名不分先后",
        "  #   - 城东区教育局",
        "  # signed_on: 2019-月-日",
        "  # sealed: true",
    ):
        assert f"\n{line}\n" in draft
    filled = re.sub("^  # (?=(signature|  - |signed_on|sealed))", "  ", draft, flags=re.MULTILINE)
    (tmp_path / "filled.yaml").write_text(filled, "utf-8")
    assert run("check", tmp_path / "filled.yaml").code == 1
    (tmp_path / "filled.yaml").write_text(filled.replace("2019-月-日", "2019-01-15"), "utf-8")
    outcome = run("check", tmp_path / "filled.yaml")
    assert outcome.code == 0
    assert "提醒 [open-question] 还有待定：发文时填上署名" in outcome.out
    outcome = run("check", "--issuing", tmp_path / "filled.yaml")
    assert outcome.code == 1
    assert "错误 [open-question] 还有待定：发文时填上署名" in outcome.out
    decided = re.sub(" *# 待定：.*", "", filled).replace("2019-月-日", "2019-01-15")
    (tmp_path / "filled.yaml").write_text(decided, "utf-8")
    assert run("check", tmp_path / "filled.yaml").code == 0


@pytest.mark.parametrize(
    "issue",
    [
        "{form: plan, printed_by: 城东区应急管理局, printed_on: 2018-01-15}",
        "{printed_by: 城东区应急管理局, printed_on: 2018-01-15, form: plan}",
        "{printed_by: 城东区应急管理局, form: plan, printed_on: 2018-01-15} # 版记",
        "{form: plan, printed_by: 城东区应急管理局, # 甲\n  printed_on: 2018-01-15} # 乙",
        "{form: plan, signature: [城东区应急管理局], signed_on: 2018-01-15, sealed: true,"
        "\n  printed_by: 城东区应急管理局, printed_on: 2018-01-15, copy_number: '000001'}",
    ],
)
def test_an_issue_in_braces(issue: str, tmp_path: Path) -> None:
    draft = drafted(tmp_path, with_issue(issue).replace("2026", "2018"))
    assert plan_of(draft).issue == Issue()
    assert "# 待定：发文时在 issue 里填上印发机关和印发日期：printed_by: 城东区应急管理局" in draft
    assert all(comment in draft for comment in re.findall("# [^#\n]+", issue))


@pytest.mark.parametrize(
    ("target", "listed"),
    [
        ('at_least: 85, unit: "%"', ["二（一）整改率≥85%"]),
        ("at_most: 2, unit: 起", ["整改率≤2起"]),
        ("exactly: 12, unit: 座", ["整改率12座"]),
        ('decrease: 5, baseline: 86, unit: "%"', ["整改率下降5%", "整改率基数86"]),
        ('at_least: 100, unit: "%"', []),
        ('exactly: 100, unit: "%"', []),
        ("exactly: 0, unit: 起", []),
        ("at_most: 0, unit: 起", []),
    ],
)
def test_targets(target: str, listed: list[str], tmp_path: Path) -> None:
    """Whether to raise them is asked, but of those at their limit."""
    item = f"        targets: [{{name: 整改率, {target}}}]\n"
    draft = drafted(tmp_path, of_2018(BASE) + item)
    questions = "；".join(asked(draft))
    assert [words in questions for words in listed] == [True] * len(listed)
    assert ("整改率" in questions) == bool(listed)


@pytest.mark.parametrize(
    ("deadline", "doing", "asks"),
    [
        ("年底前", "登记商场", True),
        ("12月底前", "登记商场", True),
        ("2018年5月31日前", "登记商场", True),
        ("12月10日前", "报送全年工作总结", False),
        ("每月25日前", "登记商场", False),
        ("全年", "登记商场", False),
        ("6·26国际禁毒日", "登记商场", False),
        ("3月—11月", "登记商场", False),
        ("3月—5月", "登记商场", True),
        ("9月", "安装喷淋", True),
        ("3月—5月", "开展春季检查", False),
        ("印发后3个月内", "登记商场", True),
        ("到2025年", "登记商场", False),
    ],
)
def test_what_was_due_once(deadline: str, doing: str, asks: bool, tmp_path: Path) -> None:
    text = of_2018(BASE).replace("deadline: 每月25日前", f"deadline: {deadline}")
    draft = drafted(tmp_path, text.replace("每月上报火灾情况", doing))
    assert any("一次办结" in each for each in asked(draft)) == asks


def test_a_five_year_plan_that_is_over(tmp_path: Path) -> None:
    text = BASE.replace("2026", "2020").replace("text: 全区不", "text: 落实“十三五”规划，全区不")
    [question] = [each for each in asked(drafted(tmp_path, text, 2021)) if "十三五" in each]
    assert question == "说的年份到了，核对还要不要写：“十三五”"


def test_figures_in_a_table(tmp_path: Path) -> None:
    """The first column only numbers the rows."""
    table = "annexes:\n  - title: 任务表\n    table:\n      columns: [{name: 序号}, {name: 处}]\n"
    figures = of_2018(BASE) + table + '      rows: [["1", 几处]]\n'
    questions = asked(drafted(tmp_path, figures.replace("几处", '"12"')))
    assert "核对表里的数字：附件“任务表”" in questions
    assert "核对表里的数字" not in "".join(asked(drafted(tmp_path, figures)))


def test_people_are_asked_about_once(tmp_path: Path) -> None:
    annex = "annexes:\n  - title: 名单\n    roster: # 按笔画\n      - {role: 组长, names: [王强]}\n"
    draft = drafted(tmp_path, of_2018(BASE) + annex)
    question = "核对人员换没换：责任人、责任领导、附件“名单”"
    assert f"  departments: # 待定：{question}\n" in draft


WAIVED = """\
issue:
  form: plan
  waive: [{rule: name-variant, reason: 原文如此}] # 老问题
waive: [{rule: law-title, reason: 甲}, {rule: undated-deadline, reason: 乙},
  {rule: no-lead, reason: 丙}] # 丁
"""


def test_waivers_that_the_text_does_not_call_for_are_left_out(tmp_path: Path) -> None:
    """A waiver goes alone, or with its key; a comment beside it stays."""
    text = CLOSED + WAIVED
    text = text.replace("deadline: 每季度", "deadline: 及时")
    draft = drafted(tmp_path, of_2018(text))
    assert (
        "issue:\n  form: plan\n  # 老问题\nwaive: [{rule: undated-deadline, reason: 乙}] # 丁\n"
        in draft
    )


def test_comments_between_waivers_are_kept(tmp_path: Path) -> None:
    waivers = """\
waive: [{rule: law-title, reason: 甲}, # 甲
  {rule: no-lead, reason: 乙}, # 乙
  # 丙
  {rule: undated-deadline, reason: 丁}] # 丁
"""
    draft = drafted(tmp_path, of_2018(BASE).replace("每季度\n", "及时\n") + waivers)
    assert draft.endswith("# 甲\n# 乙\n# 丙\nwaive: [{rule: undated-deadline, reason: 丁}] # 丁\n")


WRITTEN = [
    ("preamble: |\n  火灾比2017年下降5%。\n", "火灾比2018年下降5%。"),
    (
        "preamble: 火灾比2017年下降5%，\n  事故比2017年下降6%，\n  伤亡比2017年下降7%。\n",
        "火灾比2018年下降5%，事故比2018年下降6%，伤亡比2018年下降7%。",
    ),
    ('preamble: "火灾比2017年下降5%。\n  # 不是说明"\n', "火灾比2018年下降5%。 # 不是说明"),
    ("{preamble: '火灾比2017年下降5%。'} # 说明\n", "火灾比2018年下降5%。"),
    ("preamble: >-\n  火灾比2017年下降5%。\n", "火灾比2018年下降5%。"),
    ("preamble: 火灾比2017年下降5%。 # 说明\n", "火灾比2018年下降5%。"),
]


@pytest.mark.parametrize(("written", "value"), WRITTEN)
def test_a_question_never_lands_in_a_value(written: str, value: str, tmp_path: Path) -> None:
    """It goes above where the line's end is a value's, or has a comment."""
    text = of_2018(CLOSED) + "issue: {form: plan}\n"
    if written.startswith("{"):
        text += f"annexes:\n  - {written.replace('{preamble', '{title: 甲, text')}"
    else:
        text += written
    draft = drafted(tmp_path, text)
    plan = plan_of(draft)
    assert str(plan.annexes[0].text if plan.annexes else plan.preamble) == value
    [line] = [line for line in draft.split("\n") if "数据、基数" in line]
    assert line.lstrip().startswith("# 待定：")


def test_open_questions_of_last_year_are_handed_on(tmp_path: Path) -> None:
    text = of_2018(BASE).replace("deadline: 每季度", "deadline: 每季度 # 待定：改不改成每月")
    draft = drafted(tmp_path, text)
    assert "deadline: 每季度 # 待定：改不改成每月\n" in draft
    again = drafted(tmp_path, draft, 2020)
    assert again.count("待定：核对人员换没换：责任人、责任领导") == 1
    assert again.count("待定：改不改成每月") == 1


def test_an_open_question_cannot_be_waived(tmp_path: Path) -> None:
    waiver = "waive: [{rule: open-question, reason: 以后再说}] # 待定：谁来办\n"
    (tmp_path / "plan.yaml").write_text(BASE + waiver, "utf-8")
    outcome = run("check", "--issuing", tmp_path / "plan.yaml")
    assert outcome.code == 1
    assert "[open-question] 还有待定：谁来办" in outcome.out
    assert "“open-question”不能豁免" in outcome.out


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "2026.yaml"
    source.write_text(BASE, "utf-8")
    assert run("draft", 2027, "--from", source).code == 0
    made = (tmp_path / "2027.yaml").read_bytes()
    outcome = run("draft", 2027, "--from", source)
    assert outcome.code == 2
    assert "2027.yaml 已经有了，没有改动；用 -o 换一个文件名" in outcome.err
    assert (tmp_path / "2027.yaml").read_bytes() == made
    assert run("draft", 2027, "--from", source, "-o", source).code == 2
    assert source.read_text("utf-8") == BASE


@pytest.mark.parametrize("year", [2025, 2026, 2037])
def test_a_year_that_is_not_ahead(year: int, tmp_path: Path) -> None:
    (tmp_path / "2026.yaml").write_text(BASE, "utf-8")
    outcome = run("draft", year, "--from", tmp_path / "2026.yaml")
    assert outcome.code == 2
    assert "是2026年的方案，照它可以拟2027至2036年的" in outcome.err
    assert len([*tmp_path.iterdir()]) == 1


def test_a_source_with_errors_gives_its_findings(tmp_path: Path) -> None:
    (tmp_path / "last.yaml").write_text(
        BASE.replace("deadline: 每季度", "deadline: 2月30日前"), "utf-8"
    )
    outcome = run("draft", 2027, "--from", tmp_path / "last.yaml")
    assert (outcome.code, "impossible-date" in outcome.out) == (1, True)
    assert len([*tmp_path.iterdir()]) == 1
    assert run("draft", 2027, "--from", tmp_path / "none.yaml").code == 2


@pytest.mark.parametrize(
    ("code", "end"),
    [("utf-8", "\r\n"), ("utf-8-sig", "\r\n"), ("utf-8-sig", "\n"), ("gb18030", "\r\n")],
)
def test_line_ends_and_byte_order_mark_are_kept(code: str, end: str, tmp_path: Path) -> None:
    plain = drafted(tmp_path, BASE, 2027)
    (tmp_path / "last.yaml").write_bytes(BASE.replace("\n", end).encode(code))
    assert run("draft", 2027, "--from", tmp_path / "last.yaml").code == 0
    target = "utf-8" if code == "gb18030" else code
    assert (tmp_path / "2027.yaml").read_bytes() == plain.replace("\n", end).encode(target)


def test_a_plan_written_as_json(tmp_path: Path) -> None:
    """Everything in braces on one line: every question stands above it."""
    text = str(yaml.load(BASE, yaml.BaseLoader)).replace("'", '"')
    draft = drafted(tmp_path, text, 2027)
    assert plan_of(draft).title == "城东区2027年消防安全工作方案"
    assert plan_of(draft).issue.printed_by is None
    assert len(asked(draft)) == 2


def test_many_items_in_good_time(tmp_path: Path) -> None:
    text = drafted(tmp_path, many(40, 10), 2027)
    assert [item.id for item in plan_of(text).items()] == [
        item.id for item in plan_of(many(40, 10)).items()
    ]


# Of any plan, whatever a clerk has made of it.
SPOTS = st.lists(
    st.tuples(st.integers(0, 10_000), st.sampled_from(["above", "beside"])), max_size=8
)
TIMES = st.sampled_from(
    [
        "6月30日前",
        "年底前",
        "每月",
        "2月28日前、10月7日前",
        "上半年",
        "印发后10日内",
        "3月1日—5月4日",
    ]
)

TIMED = re.compile("deadline: (?:全年|每日|每季度|常态化开展)$", re.MULTILINE)
WAIVING = re.compile("rule: [a-z-]+")
IDLE = "rule: mobile-number"


def _masked(plan: Plan) -> list[str]:
    """The wording of a plan, its figures aside; without what is emptied."""
    page = Subject(plan).wordings
    return [re.sub("[0-9]+", "0", each.text) for each in page if each.kind != "page"]


def _noted(text: str, spots: list[tuple[int, str]]) -> tuple[str, list[str]]:
    """A plan's text with a clerk's comments put in, where they leave it the same plan."""
    notes = []
    for number, (spot, how) in enumerate(spots):
        lines, note = text.split("\n"), f"# 说明{number}：2026年、6月30日前"
        row = spot % len(lines)
        line = lines[row]
        lines[row] = f"{line[: len(line) - len(line.lstrip())]}{note}\n{line}"
        if how == "beside":
            lines[row] = f"{line} {note}"
        after = read("\n".join(lines).encode(), "x").plan
        if after and _masked(after) == _masked(plan_of(text)):
            text = "\n".join(lines)
            notes.append(note)
    return text, notes


@settings_of(max_examples=40)
@given(
    path=st.sampled_from(PLANS),
    spots=SPOTS,
    times=st.lists(TIMES, max_size=6),
    idle=st.sets(st.integers(0, 20), max_size=4),
    ahead=st.integers(1, 3),
)
def test_any_plan(
    path: Path, spots: list[tuple[int, str]], times: list[str], idle: set[int], ahead: int
) -> None:
    """No new errors; ids, order and comments kept; of the words only years and days change."""
    text = path.read_text("utf-8")
    for time in times:
        text = TIMED.sub(f"deadline: {time}", text, count=1)
    places = iter(range(len(text)))
    text = WAIVING.sub(lambda rule: IDLE if next(places) in idle else rule[0], text)
    text, notes = _noted(text, spots)
    before = plan_of(text)
    with TemporaryDirectory() as folder:
        draft = drafted(Path(folder), text, before.year + ahead)
    after = plan_of(draft)
    assert _masked(after) == _masked(before)
    assert [item.id for item in after.items()] == [item.id for item in before.items()]
    assert after.year == before.year + ahead
    assert IDLE not in draft
    assert all(draft.count(note) == text.count(note) for note in notes)
    assert all(comment.strip() in draft for comment in re.findall("(?<!\\S)# .*", text))


def answered(draft: str) -> str:
    """A draft as a clerk leaves it who has decided every question and changed nothing."""
    return re.sub(r"^ *# 待定：.*\n| *# 待定：.*", "", draft, flags=re.MULTILINE)


@pytest.mark.parametrize("last", [2018, 2022])
def test_four_generations(last: int, tmp_path: Path) -> None:
    """History stays, the plan's own years move, days are the same, nothing gathers."""
    source = (ROOT / "plans" / f"{last}.yaml").read_text("utf-8")
    text = source.replace("preamble: ", f"preamble: 落实自{last}年1月1日起施行的新规定。", 1)
    text = TIMED.sub("deadline: 6月15日前、10月7日前", text, count=1)
    first = plan_of(text)
    for year in range(last + 1, last + 5):
        text = answered(drafted(tmp_path, text, year))
    plan = plan_of(text)
    assert plan.year == last + 4
    assert f"落实自{last}年1月1日起施行的新规定" in text
    assert "deadline: 6月15日前、10月7日前" in text
    assert f"{last + 4}年" in plan.title
    assert _masked(plan) == _masked(first)
    assert [item.id for item in plan.items()] == [item.id for item in first.items()]


@pytest.mark.parametrize("last", [2018, 2022])
def test_questions_are_few(last: int, tmp_path: Path) -> None:
    """No more than one for four items of the real plans."""
    text = (ROOT / "plans" / f"{last}.yaml").read_text("utf-8")
    plan = plan_of(drafted(tmp_path, text, last + 1))
    questions = "；".join(plan.questions).split("；")
    assert len(questions) <= len([*plan.items()]) / 4


def test_last_years_plan_of_the_workspace_needs_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    assert "plans 文件夹里没有2026年的方案" in run("draft", 2027).err
    (tmp_path / "plans/2026.yaml").write_text(BASE, "utf-8")
    (tmp_path / "plans/2025.yaml").write_text(BASE.replace("2026", "2025"), "utf-8")
    outcome = run("draft", 2027)
    assert outcome.code == 0
    assert outcome.out.startswith(f"照 {Path('plans/2026.yaml')} 拟的。\n")
    assert (tmp_path / "plans/2027.yaml").is_file()
    (tmp_path / "plans/防汛2026.yaml").write_text(BASE, "utf-8")
    outcome = run("draft", 2027)
    assert outcome.code == 2
    assert "plans 文件夹里有 2 份2026年的方案（" in outcome.err


ISSUED = """{form: letter, issuer_mark: {names: [城东区应急管理局]}, doc_number: 城应急〔2026〕12号,
  recipients: 各街道, title: 城东区应急管理局关于印发城东区2026年消防安全工作方案的函,
  body: 现印发给你们。}"""


def test_a_number_that_is_not_filled_in_stops_the_notice(tmp_path: Path) -> None:
    """Whether its question still stands or was deleted."""
    draft = drafted(tmp_path, with_issue(ISSUED, CLOSED), 2027)
    for text in (draft, answered(draft)):
        (tmp_path / "next.yaml").write_text(text, "utf-8")
        outcome = run("notice", tmp_path / "next.yaml", "-o", tmp_path / "next.docx")
        assert outcome.code == 1
        assert "发文字号“城应急〔2027〕号”还没有填顺序号，公文没有生成" in outcome.out


def test_how_long_a_policy_holds_is_asked(tmp_path: Path) -> None:
    """A deadline that says it keeps its year."""
    text = of_2018(BASE).replace("deadline: 每季度", "deadline: 有效期至2018年12月31日")
    draft = drafted(tmp_path, text)
    assert "deadline: 有效期至2018年12月31日 # 待定：政策的时间没有改" in draft


def test_the_names_of_a_register_move_with_the_text(tmp_path: Path) -> None:
    text = of_2018(BASE).replace("name: 北街消防站", "name: 2018年新建消防站")
    text = text.replace("text: 全区不", "text: 2018年新建消防站所在街道不")
    draft = drafted(tmp_path, text)
    assert "name: 2019年新建消防站" in draft
    assert "text: 2019年新建消防站所在街道不" in draft


def test_a_table_moves_with_its_head(tmp_path: Path) -> None:
    """Last year's figures under the head of a column are asked about with it."""
    table = "annexes:\n  - title: 2018年任务表\n    table:\n"
    table += "      columns: [{name: 2018年任务}, {name: 2017年完成数}, {name: 时限}]\n"
    table += '      rows: [[接种2018人, "19", 2018年6月30日]]\n'
    draft = drafted(tmp_path, of_2018(BASE) + table)
    assert "  - title: 2019年任务表\n" in draft
    assert "columns: [{name: 2019年任务}, {name: 2018年完成数}, {name: 时限}]" in draft
    assert '[[接种2018人, "19", 2019年6月30日]]' in draft
    assert "“2018年完成数”" in "".join(asked(draft))
    assert "核对表里的数字：附件“2018年任务表”" in asked(draft)


def test_a_deadline_does_not_leave_its_text(tmp_path: Path) -> None:
    """Where the text says what is past and the deadline moves, both are asked about."""
    text = of_2018(BASE).replace("每季度检查一次", "落实2018年3月31日召开的会议精神")
    text = text.replace("deadline: 每季度", "deadline: 2018年3月31日前")
    questions = "".join(asked(drafted(tmp_path, text)))
    assert "文中说的是过去的事，没有改，核对：“2018年3月31日”" in questions
