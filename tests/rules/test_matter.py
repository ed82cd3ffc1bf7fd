"""Rules about targets and structure: sound official wording on which they must be silent."""

from pathlib import Path

import pytest
from support.program import ROOT
from support.rule_examples import found

from plangen.readers.plan_file import read
from plangen.rules.judging import judge
from plangen.rules.manual import BASE
from plangen.rules.registry import BY_CODE
from plangen.rules.subject import Subject

MATTER = (
    BY_CODE["aimless-measure"],
    BY_CODE["annex-missing"],
    BY_CODE["annex-not-named"],
    BY_CODE["aspirational-mismatch"],
    BY_CODE["broken-sequence"],
    BY_CODE["change-without-baseline"],
    BY_CODE["contradictory-target"],
    BY_CODE["duplicate-duty"],
    BY_CODE["empty-section"],
    BY_CODE["figure-without-target"],
    BY_CODE["heading-twice"],
    BY_CODE["idle-target"],
    BY_CODE["issue-year"],
    BY_CODE["long-heading"],
    BY_CODE["lower-than-last-year"],
    BY_CODE["target-mismatch"],
    BY_CODE["target-twice"],
    BY_CODE["target-without-unit"],
    BY_CODE["title-form"],
    BY_CODE["title-mark"],
    BY_CODE["title-without-year"],
    BY_CODE["titles-agree"],
    BY_CODE["typed-number"],
    BY_CODE["unserved-goal"],
    BY_CODE["wrong-direction"],
    BY_CODE["year-slip"],
    BY_CODE["zero-without-report"],
)

SOUND = [
    "各单位2025年以来排查隐患200处，比2024年增长12%。",
    "2025年，全区未发生较大火灾，火灾起数同比下降8%。",
    "2025年全区消防工作取得了新的成效，今后要继续保持。",
    "对2025年6月底前建成的商场，逐一登记。",
    "对2025年6月底前完成改造的老旧小区开展回头看。",
    "做好2025年度考核工作，总结2025年工作情况。",
    "完成2025年遗留的整改任务，落实《2025年全市消防工作要点》。",
    "严格执行《消防安全检查办法（2021年修订）》和区政办〔2021〕12号文件。",
    "自2025年1月1日起施行的规定，从2021年起纳入平安考评内容。",
    "截至2025年底，各站要统计在册的隐患。",
    "到2027年，全区微型消防站实现全覆盖，2026—2028年分三年完成。",
    "参照《消防监督检查办法》附件2的样式，填写检查记录。",
    "根据区安委办〔2026〕3号文件附件1的分工，开展检查。",
    "合同附件3份，随卷归档。",
    "唯一是安全不能放松。",
    "一是查隐患；二是抓整改。各站一是定人，二是定责，三是定时。",
    "第一，查隐患；第二，抓整改。",
    "一、二级商场每季度检查一次，三、四级商场每半年检查一次。",
    "1.5米以上的货架，逐一登记。",
    "12.4国家宪法日前后，组织宣传。",
    "100人以上的商场，使用面积不低于500平方米的，列为重点。",
    "每次检查不少于2人，持证上岗。",
    "合格率低于90%的，约谈主要负责人。",
    "去年，全区消防设施完好率达到95%以上，今年继续巩固。",
    "使用酒精浓度达到75%的消毒液。",
    "第一季度、6、7月份为重点时段。",
    "加快推进2025年高标准农田项目，抓好2025年续建工程。",
    "2025年底前完成设计，2026年6月底前开工。",
    "未纳入2025年度考核的单位，补充考核。",
    "每月至少召开1次例会，每季度检查不少于2次。",
    "对改造费用给予补助，比例不超过30%。",
    "2025年12月31日前依法登记注册的企业，全部纳入检查。",
    "2026年是治本攻坚的收官之年，2025年开了好头，今年要一鼓作气。",
    "2025年底前全区已建成充电棚120处，已于2025年12月底前完成全部整改。",
    "到2025年底，全区累计建成微型消防站312个，基本实现全覆盖。",
    "上一轮整治（2025年4月—12月）中发现的问题已经销号。",
    "第一阶段（2025年1月—12月）已经结束。",
    "到2027年，火灾起数比2026年明显减少。",
    "作为2025年度考核结果运用的参考。",
    "优秀比例不超过20%，不合格的取消评优资格。",
    "“十四五”期间年均下降5%。",
    "死亡率控制在1.5以下，合格率达95分以上的，予以通报。",
]

CONDITIONS = [
    ("去年溺水事故2起，今年不发生溺水事故。", "溺水事故", "exactly: 0", "起"),
    ("隐患整改率由80%提高到90%以上。", "隐患整改率", "at_least: 90", "%"),
    ("隐患整改率比上年提高3个百分点，达到96%以上。", "隐患整改率", "at_least: 96", "%"),
    ("对30人以上的单位全部检查。", "单位检查覆盖率", "exactly: 100", "%"),
    ("上半年隐患整改率达到60%，年底前全部整改。", "隐患整改率", "exactly: 100", "%"),
    ("每季度检查1次，全年不少于4次。", "全年检查次数", "at_least: 4", "次"),
    ("每季度检查1次。", "全年检查次数", "at_least: 4", "次"),
    ("一般事故不超过2起，坚决防止较大事故。", "较大事故", "exactly: 0", "起"),
    ("抽查比例不低于5%，问题整改到位。", "隐患整改完成率", "exactly: 100", "%"),
    ("使用一次性灭火器材，演练2次。", "应急演练", "at_least: 2", "次"),
    ("整改率比上年下降不超过2%的单位，免于检查。", "火灾起数", "decrease: 5", "%"),
]


def plan(measure: str) -> str:
    """The base plan with this as its one measure."""
    head, _ = BASE.split("  - title: 主要措施\n")
    only = f"      - {{id: only, goals: [no-fire], {measure}}}\n"
    return f"{head}  - title: 主要措施\n    measures:\n{only}"


def titled(title: str) -> str:
    return BASE.replace("城东区2026年消防安全工作方案", title)


@pytest.mark.parametrize("text", SOUND)
def test_sound_wording_passes(text: str) -> None:
    assert found(MATTER, plan(f"text: {text}")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025年底前全区市场全部检查。", ["2025年"]),
        ("到2025年底，商场检查覆盖率达到100%。", ["2025年"]),
        ("分两步（2025年3月—5月）检查。", []),
        ("集中检查（2025年3月—5月）。检查商场。", []),
        ("检查阶段（2025年3月—5月）。检查商场。", ["2025年"]),
        ("各站于2025年6月15日、11月25日前分别上报情况。", ["2025年"]),
        ("检查商场（完成时限：2025年6月底前）。", ["2025年"]),
        ("结果作为2025年度绩效考评的重要依据。", ["2025年"]),
        ("印发2025年消防工作要点。", ["2025年"]),
        ("开展2025年度“消防宣传月”活动。", ["2025年"]),
        ("举办2025年消防运动会。", ["2025年"]),
        ("力争2025年12月上旬开工建设。", ["2025年"]),
        ("编制2025年度质量报告，发布2025年工作白皮书，训练2025级新兵。", []),
        ("组织2025年度考核，表彰开展2025年活动的先进单位。", []),
        ("火灾起数较2026年分别下降5%。", ["2026年"]),
    ],
)
def test_a_year_that_was_left(text: str, words: list[str]) -> None:
    assert [said for _, said in found((BY_CODE["year-slip"],), plan(f"text: {text}"))] == words


@pytest.mark.parametrize(("text", "name", "figure", "unit"), CONDITIONS)
def test_a_figure_of_something_else_is_no_mismatch(
    text: str, name: str, figure: str, unit: str
) -> None:
    target = f'targets: [{{name: {name}, {figure}, unit: "{unit}"}}]'
    assert found((BY_CODE["target-mismatch"],), plan(f"text: {text}, {target}")) == []


@pytest.mark.parametrize(
    ("text", "target", "word"),
    [
        ("整改率达到90%以上，力争达到92%。", "{name: 整改率, at_least: 89, unit: '%'}", "90%"),
        ("每月组织不少于4次联合执法。", "{name: 联合执法, at_least: 3, unit: 次/月}", "4次"),
        ("主要负责同志上两次专题课。", "{name: 专题课, at_least: 3, unit: 次}", "两次"),
        ("火灾起数比上年下降8%。", "{name: 火灾起数, increase: 8, unit: '%'}", "8%"),
    ],
)
def test_a_mismatch_is_found(text: str, target: str, word: str) -> None:
    other = "{name: 整改率（力争）, at_least: 92, unit: '%', aspirational: true}"
    targets = f"targets: [{target}{', ' + other if '92' in text else ''}]"
    assert [
        said for _, said in found((BY_CODE["target-mismatch"],), plan(f"text: {text}, {targets}"))
    ] == [word]


@pytest.mark.parametrize(
    "title",
    [
        "城东区2026年消防安全工作要点",
        "城东区消防安全专项整治三年行动方案（2026—2028年）",
        "城东区2026年“安全生产月”活动安排",
        "城东区贯彻落实《消防安全责任制实施办法》2026年工作计划（试行）",
        "城东区2026年消防安全工作实施意见",
        "城东区“十五五”消防规划",
        "城东区2026年消防工作三年攻坚行动",
        "关于进一步做好2026年消防安全工作的通知",
    ],
)
def test_sound_titles_pass(title: str) -> None:
    assert found(MATTER, titled(title)) == []


@pytest.mark.parametrize(
    "title",
    [
        "城东区应急管理局关于印发2026年消防安全工作方案的通知",
        "城东区应急管理局 城东区教育局关于印发《城东区2026年消防安全工作方案》的通知",
        "城东区应急管理局等三部门关于印发城东区2026年消防安全工作方案（试行）的通知",
        "城东区应急管理局办公室关于做好2026年消防安全工作的通知",
    ],
)
def test_sound_notices_pass(title: str) -> None:
    issue = (
        f"issue: {{form: notice, title: {title}, body: 现将《城东区2026年消防安全工作方案》"
        "（以下简称《方案》）印发给你们，请照《方案》执行。}\n"
    )
    base = BASE.replace(BASE.splitlines(keepends=True)[4], issue)
    plan_title = "城东区2026年消防安全工作方案"
    if "（试行）" in title:
        base = base.replace(f"title: {plan_title}\n", f"title: {plan_title}（试行）\n", 1)
    assert found(MATTER, base) == []


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("火灾事故查处率", "at_least: 90"),
        ("病例发现率", "at_least: 90"),
        ("投诉办结率", "at_least: 98"),
        ("事故隐患整改率", "at_least: 95"),
        ("火灾发生率", "at_most: 5"),
        ("抽检覆盖率", "at_least: 20, at_most: 30"),
    ],
)
def test_a_right_direction_passes(name: str, figure: str) -> None:
    text = f'text: 各站照办。, targets: [{{name: {name}, {figure}, unit: "%"}}]'
    assert found((BY_CODE["wrong-direction"],), plan(text)) == []


@pytest.mark.parametrize(
    "body",
    [
        "现将《政府工作报告》2026年消防工作任务分解印发给你们。",
        "区政府制定了《消防检查事项清单》，请对照检查。现将工作方案印发给你们。",
        "《城东区2026年消防安全工作方案》已经区政府同意，现印发给你们。",
        "《关于城东区2026年消防安全的工作方案》已经区政府同意，现印发给你们。",
        "《城东区2026年消防安全工作方案》《检查办法》已经区政府常务会议通过，现予印发。",
    ],
)
def test_other_documents_in_a_notice_pass(body: str) -> None:
    title = "城东区应急管理局关于印发2026年消防安全工作方案的通知"
    issue = f"issue: {{form: notice, title: {title}, body: {body}}}\n"
    assert (
        found((BY_CODE["titles-agree"],), BASE.replace(BASE.splitlines(keepends=True)[4], issue))
        == []
    )


@pytest.mark.parametrize("text", ["各单位的进展见附件2。", "《检查表》见附件1。", "名单详见附件。"])
def test_an_annex_that_is_not_there_is_found(text: str) -> None:
    assert len(found((BY_CODE["annex-missing"],), plan(f"text: {text}"))) == 1


def test_task_numerals_that_are_none_pass() -> None:
    tasks = "tasks: [{do: 二、三级商场检查}, {do: 6、7月巡查}, {do: 第一、二季度各检查一次}]"
    assert found((BY_CODE["typed-number"],), plan(f"text: 各站照办。, {tasks}")) == []


@pytest.mark.parametrize("name", ["2018", "2022"])
def test_the_real_plans_bear_only_what_a_reviewer_would_mark(name: str) -> None:
    text = (ROOT / f"plans/{name}.yaml").read_text(encoding="utf-8")
    before = (ROOT / "plans/2018.yaml").read_text(encoding="utf-8") if name == "2022" else ""
    unserved = ["assist-departments", "addiction-treatment"]
    marked = {"2018": [*unserved, "中卫市卫生计生系统禁毒工作领导小组名单"], "2022": []}
    assert [word for _, word in found(MATTER, text, before)] == marked[name]


def test_a_copied_plan_shows_every_year_left_behind() -> None:
    text = (ROOT / "plans/2018.yaml").read_text(encoding="utf-8")
    copied = text.replace("year: 2018", "year: 2019")
    lines = text.split("\n")
    left = [number for number, line in enumerate(lines, 1) if "2018年" in line]
    assert [line for line, _ in found((BY_CODE["year-slip"],), copied)] == left


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda p: p.stem)
def test_examples_bear_advice_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    file = read(text.encode(), path.name)
    assert file.plan is not None
    findings = judge(Subject(file.plan), path.name, text, MATTER)
    assert {each.severity for each in findings} <= {"advice"}
