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


WORDINGS = [
    ("2018年全市禁毒工作要取得实效", "2019年全市禁毒工作要取得实效", ""),
    ("纳入2018年度效能目标考核", "纳入2019年度效能目标考核", ""),
    ("二〇一八年全市禁毒工作", "二〇一九年全市禁毒工作", ""),
    ("从2017年起纳入平安考评", "从2017年起纳入平安考评", ""),
    ("自2018年起纳入平安考评", "自2018年起纳入平安考评", "今年才开始的改成2019年"),
    ("自2018年启动以来，成效明显", "自2018年启动以来，成效明显", ""),
    ("2017年底，覆盖率达到80%", "2017年底，覆盖率达到80%", ""),
    ("对2017年12月31日前建成的检查", "对2017年12月31日前建成的检查", ""),
    ("按照国发〔2016〕2号文件", "按照国发〔2016〕2号文件", ""),
    ("按照区政办〔2018〕2号文件", "按照区政办〔2018〕2号文件", "核对今年有没有新的文件"),
    ("按照《2018年全区要点》", "按照《2019年全区要点》", "核对今年的文件名和文号"),
    ("按照《2017年全区要点》", "按照《2017年全区要点》", ""),
    ("《城东区2018年消防安全工作方案》", "《城东区2019年消防安全工作方案》", ""),
    ("依照《消防法》（2018年修正）", "依照《消防法》（2018年修正）", ""),
    ("火灾比2017年下降5%", "火灾比2018年下降5%", "数据和基数一起换"),
    ("火灾比2015年下降5%", "火灾比2015年下降5%", ""),
    ("消化2017年遗留的隐患", "消化2018年遗留的隐患", "数据和基数一起换"),
    ("到2025年，建成示范区", "到2025年，建成示范区", ""),
    ("到2019年，建成示范区", "到2019年，建成示范区", "2019年的目标今年到期"),
    ("到2018年底，建成示范区", "到2019年底，建成示范区", "目标年份由2018年改成了2019年"),
    ("开展三年行动（2018—2020年）", "开展三年行动（2018—2020年）", ""),
    ("开展三年行动（2016—2018年）", "开展三年行动（2016—2018年）", "到2018年为止"),
    ("为2019年工作打好基础", "为2020年工作打好基础", "2019年改成了2020年"),
    ("做好2018年争创示范城市工作", "做好2019年争创示范城市工作", "今年还做不做"),
    ("截至2018年3月底", "截至2019年3月底", "核对数据"),
    ("6月30日前登记完毕", "6月28日前登记完毕", "6月30日是星期日，已改为6月28日"),
    ("于2018年6月30日完成", "于2019年6月28日完成", "6月30日是星期日，已改为6月28日"),
    ("10月7日前登记完毕", "9月30日前登记完毕", "10月7日是放假的日子，已改为9月30日"),
    ("1月1日前登记完毕", "1月1日前登记完毕", ""),
    ("5月31日前登记完毕", "5月31日前登记完毕", ""),
    ("8月31日—9月30日检查", "8月31日—9月30日检查", ""),
    ("每季度末25日前报送", "每季度末25日前报送", ""),
    ("每年6月30日前报送", "每年6月30日前报送", ""),
    ("以6月26日国际禁毒日为重点", "以6月26日国际禁毒日为重点", ""),
    ("2018年3月5日，召开了会议", "2019年3月5日，召开了会议", "核对今年是哪一天"),
    ("博览会9月18日至22日举行", "博览会9月18日至22日举行", "核对今年是哪一天"),
    ("自2018年4月1日起执行", "自2019年4月1日起执行", ""),
    ("落实“十三五”规划", "落实“十三五”规划", ""),
    ("以第28个全国消防日为重点", "以第28个全国消防日为重点", "核对今年是第几"),
    ("自2018年2月启动至今", "自2018年2月启动至今", ""),
    ("2017—2018学年各演练一次", "2018—2019学年各演练一次", ""),
    ("2018学年和2018届毕业生", "2019学年和2019届毕业生", ""),
    ("2015—2016学年的数据", "2015—2016学年的数据", ""),
    ("从2018年秋季学期起全覆盖", "从2018年秋季学期起全覆盖", "今年才开始的改成2019年"),
    ("截至2017年底，已有36所", "截至2018年底，已有36所", "数据和基数一起换"),
    ("2017年未整改到位的隐患", "2018年未整改到位的隐患", "数据和基数一起换"),
    ("《城东区2017年消防安全工作方案》", "《城东区2018年消防安全工作方案》", "上年的方案"),
    ("自2018年9月1日起，全部安装", "自2019年9月1日起，全部安装", "2018年已经开始的改回来"),
    ("消防安全日（3月31日）宣传", "消防安全日（3月31日）宣传", ""),
    ("6月30日和12月10日前报送", "6月28日和12月10日前报送", "6月30日是星期日，已改为6月28日"),
    ("2018.6.30和2018-07-01", "2019.6.30和2019-07-01", ""),
    (
        "2018年建12所，2019年建8所，2020年建成",
        "2018年建12所，2019年建8所，2020年建成",
        "是分年安排",
    ),
    ("实施2018—2020年行动，2018年建12所", "实施2018—2020年行动，2019年建12所", ""),
    (
        "巩固去年成果，去年火灾2起",
        "巩固去年成果，去年火灾2起",
        "“去年”说的是2017年，换成2018年的事",
    ),
    ("火灾较去年下降5%", "火灾较去年下降5%", ""),
    ("比上年同期的60起下降", "比上年同期的60起下降", "“上年”说的是2017年"),
    ("60岁以上年龄的，说明年龄", "60岁以上年龄的，说明年龄", ""),
    ("明年迎接验收", "明年迎接验收", "“明年”说的是2019年"),
    ("今年是“十三五”攻坚之年、第三年", "今年是“十三五”攻坚之年、第三年", "核对今年怎么说"),
    ("面积2018平方米，电话2018119", "面积2018平方米，电话2018119", ""),
]


@pytest.fixture(scope="module")
def worded() -> list[tuple[str, str]]:
    """What became of each wording, and what is asked of it."""
    texts = "".join(
        f"      - {{id: w{number}, text: {said}。}}\n" for number, (said, *_) in enumerate(WORDINGS)
    )
    section = f"  - title: 其他措施\n    measures:\n{texts}"
    with TemporaryDirectory() as folder:
        draft = drafted(Path(folder), of_2018(BASE) + section)
    questions = {each.line: each.partition("：")[2] for each in plan_of(draft).questions}
    items = [item.text for item in plan_of(draft).items() if item.id.startswith("w")]
    return [(str(text), questions.get(text.line, "")) for text in items if text]


@pytest.mark.parametrize("number", range(len(WORDINGS)), ids=[said for said, *_ in WORDINGS])
def test_years_and_days_in_the_wording(worded: list[tuple[str, str]], number: int) -> None:
    said, question = worded[number]
    _, expected, asking = WORDINGS[number]
    assert said == f"{expected}。"
    assert asking in question
    assert bool(asking) == bool(question)


DEADLINES = [
    ("2018年6月30日前", "2019年6月28日前"),
    ("2018-06-30", "2019-06-28"),
    ("6.30前", "6.28前"),
    ("06月30日前", "06月28日前"),
    ("2018年3月—11月", "2019年3月—11月"),
    ("到2020年", "到2020年"),
    ("到2018年", "到2019年"),
    ("6·26国际禁毒日", "6·26国际禁毒日"),
    ("6月30日前、12月底前", "6月28日前、12月底前"),
    ("2018年12月底前", "2019年12月底前"),
    ("每季度", "每季度"),
]


@pytest.mark.parametrize(("old", "new"), DEADLINES)
def test_deadlines(old: str, new: str, tmp_path: Path) -> None:
    draft = drafted(tmp_path, of_2018(BASE).replace("deadline: 每季度", f"deadline: {old}"))
    assert f"deadline: {new}" in draft


def test_a_day_and_the_sentence_that_says_it_move_together(tmp_path: Path) -> None:
    """One question is asked, at the deadline; no rule finds them apart."""
    text = (
        of_2018(BASE)
        .replace("每季度检查一次", "6月30日前检查")
        .replace("deadline: 每季度", "deadline: 6月30日前")
    )
    draft = drafted(tmp_path, text)
    assert "6月28日前检查" in draft
    assert draft.count("6月30日是星期日，已改为6月28日") == 1
    assert re.search("deadline: 6月28日前 # 待定：6月30日是星期日", draft)


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
    assert "原来要求到2018年底，一次办结" in draft


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
    assert "deadline: 2月28日前 # 待定：2025年没有2月29日，已改为2月28日" in draft
    draft = drafted(tmp_path, text.replace("{}", "1月8日—2月29日"), 2025)
    assert "deadline: 1月8日—2月28日 # 待定：2025年没有2月29日，已改为2月28日" in draft


def test_years_further_on(tmp_path: Path) -> None:
    """All years move as far as the plan's does."""
    text = of_2018(BASE).replace("text: 全区不", "text: 比2017年下降，2018年全区不")
    assert "比2019年下降，2020年全区不" in drafted(tmp_path, text, 2020)


def test_holidays_that_are_not_announced(tmp_path: Path) -> None:
    dated = BASE.replace("deadline: 每季度", "deadline: 6月30日前")
    said = "年的放假安排还不知道"
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
    ("target", "question"),
    [
        ('at_least: 85, unit: "%"', "整改率2018年≥85%，是否提高"),
        ("at_most: 2, unit: 起", "整改率2018年≤2起，是否降低"),
        ("exactly: 12, unit: 座", "整改率2018年是12座，今年是多少"),
        (
            'decrease: 5, baseline: 86, unit: "%"',
            "整改率2018年下降5%，今年下降多少，基数86换成2018年的，正文里的一起改",
        ),
        ('at_least: 100, unit: "%"', ""),
        ('exactly: 100, unit: "%"', ""),
        ("exactly: 0, unit: 起", ""),
        ("at_most: 0, unit: 起", ""),
    ],
)
def test_targets(target: str, question: str, tmp_path: Path) -> None:
    """Whether to raise them is asked, but of those at their limit."""
    item = f"        targets: [{{name: 整改率, {target}}}]\n"
    draft = drafted(tmp_path, of_2018(BASE) + item)
    assert [each for each in asked(draft) if "整改率" in each] == [question] * bool(question)


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
        ("到2025年", "登记商场", False),
    ],
)
def test_what_was_due_once(deadline: str, doing: str, asks: bool, tmp_path: Path) -> None:
    text = of_2018(BASE).replace("deadline: 每月25日前", f"deadline: {deadline}")
    draft = drafted(tmp_path, text.replace("每月上报火灾情况", doing))
    assert any("其余保留" in each for each in asked(draft)) == asks


def test_a_five_year_plan_that_is_over(tmp_path: Path) -> None:
    text = BASE.replace("2026", "2020").replace("text: 全区不", "text: 落实“十三五”规划，全区不")
    assert "“十三五”到2020年为止，核对" in asked(drafted(tmp_path, text, 2021))


def test_figures_in_a_table(tmp_path: Path) -> None:
    """The first column only numbers the rows."""
    table = "annexes:\n  - title: 任务表\n    table:\n      columns: [{name: 序号}, {name: 处}]\n"
    figures = of_2018(BASE) + table + '      rows: [["1", 几处]]\n'
    assert "核对表里的数字" in asked(drafted(tmp_path, figures.replace("几处", '"12"')))
    assert "核对表里的数字" not in asked(drafted(tmp_path, figures))


def test_people_are_asked_about_once(tmp_path: Path) -> None:
    annex = "annexes:\n  - title: 名单\n    roster: # 按笔画\n      - {role: 组长, names: [王强]}\n"
    draft = drafted(tmp_path, of_2018(BASE) + annex)
    assert "  departments: # 待定：核对责任人、责任领导\n" in draft
    assert "    # 待定：核对名单\n    roster: # 按笔画\n" in draft


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


def test_a_question_never_lands_in_a_value(tmp_path: Path) -> None:
    """It goes above where the line's end is a value's, or has a comment."""
    text = (
        of_2018(CLOSED)
        + """\
issue: {form: plan}
preamble: |
  火灾比2017年下降5%。
annexes:
  - title: 甲
    text: 火灾比2017年下降5%，
      事故比2017年下降6%，
      伤亡比2017年下降7%。
  - title: 乙
    text: "火灾比2017年下降5%。
      # 不是说明"
  - {title: 丙, text: '火灾比2017年下降5%。'} # 说明
  - title: >-
      丁
    text: 火灾比2017年下降5%。 # 说明
"""
    )
    draft = drafted(tmp_path, text)
    plan = plan_of(draft)
    assert [str(annex.text) for annex in plan.annexes] == [
        "火灾比2018年下降5%，事故比2018年下降6%，伤亡比2018年下降7%。",
        "火灾比2018年下降5%。 # 不是说明",
        "火灾比2018年下降5%。",
        "火灾比2018年下降5%。",
    ]
    assert str(plan.preamble) == "火灾比2018年下降5%。"
    asks = [line for line in draft.split("\n") if "数据和基数" in line]
    assert len(asks) == 5
    assert all(line.lstrip().startswith("# 待定：") for line in asks)


def test_open_questions_of_last_year_are_handed_on(tmp_path: Path) -> None:
    text = of_2018(BASE).replace("deadline: 每季度", "deadline: 每季度 # 待定：改不改成每月")
    draft = drafted(tmp_path, text)
    assert "deadline: 每季度 # 待定：改不改成每月\n" in draft
    again = drafted(tmp_path, draft, 2020)
    assert again.count("待定：核对责任人、责任领导") == 1
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
