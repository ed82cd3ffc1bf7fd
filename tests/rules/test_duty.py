"""Rules about who and when: sound official wording on which they must be silent, and faults."""

from types import ModuleType

import pytest
from support.program import ROOT
from support.rule_examples import found

from plangen.language.actors import NameFinder
from plangen.readers.plan_file import read
from plangen.rules.judging import judge
from plangen.rules.manual import BASE
from plangen.rules.registry import BY_CODE
from plangen.rules.subject import Subject

RULES = (
    BY_CODE["before-issue"],
    BY_CODE["crowded-day"],
    BY_CODE["deadline-mismatch"],
    BY_CODE["department-without-person"],
    BY_CODE["idle-unit"],
    BY_CODE["milestone-after-goal"],
    BY_CODE["named-twice"],
    BY_CODE["no-deadline"],
    BY_CODE["no-lead"],
    BY_CODE["no-responsible"],
    BY_CODE["open-group"],
    BY_CODE["overloaded-person"],
    BY_CODE["report-without-day"],
    BY_CODE["report-without-recipient"],
    BY_CODE["responsible-not-in-text"],
    BY_CODE["rest-day"],
    BY_CODE["same-name"],
    BY_CODE["short-notice"],
    BY_CODE["supporting-is-lead"],
    BY_CODE["undated-words"],
    BY_CODE["unit-not-responsible"],
)
HEAD = BASE[: BASE.index("sections:")]


def plan(text: str, who: str = "{units: [south]}", deadline: str = "全年") -> str:
    """A plan of one measure."""
    return (
        f"{HEAD}sections:\n  - title: 主要措施\n    measures:\n      - id: only\n"
        f"        text: {text}\n        responsible: {who}\n        deadline: {deadline}\n"
    )


def words(rule: ModuleType, text: str) -> list[str]:
    return [word for _, word in found((rule,), text)]


@pytest.mark.parametrize(
    "text",
    [
        "检查结果报区教育局，并抄送北街消防站。",
        "配合北街消防站开展检查。",
        "对北街消防站、区教育局的检查应当每月一次。",
        "区教育局要求的材料按时准备。",
        "北街消防站负责人要靠前指挥。",
        "区教育局应急预案要修订。",
        "区教育局直属学校要开展演练。",
        "按照“区教育局要加强管理”的要求执行。",
        "由于北街消防站改建，暂停检查。",
        "城东区应急管理局要加强督导，区应急管理局负责汇总。",
        "南街站要加强检查，由南街消防站牵头。",
        "会同有关部门开展检查。",
        "指导北街消防站积极整改。",
        "《区教育局负责事项清单》要公开。",
    ],
)
def test_a_unit_that_is_only_spoken_of(text: str) -> None:
    assert words(BY_CODE["unit-not-responsible"], plan(text)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("北街站要每月检查。", ["北街站"]),
        ("南街站、北街站和区教育局应当每月检查。", ["北街站", "区教育局"]),
        ("检查商场，由区教育局负责。", ["区教育局"]),
        ("会同区教育局检查学校。", ["区教育局"]),
        ("同时，北街消防站负责登记。", ["北街消防站"]),
        ("一是检查；区教育局、北街站等部门要配合。", ["区教育局", "北街站"]),
        ("区教育局每季度通报。", ["区教育局"]),
    ],
)
def test_a_unit_that_acts(text: str, said: list[str]) -> None:
    assert words(BY_CODE["unit-not-responsible"], plan(text)) == said


def test_a_department_alone_does_not_do_the_duty_of_all_stations() -> None:
    text = plan("各消防站要加强检查。", "{department: safety}")
    assert words(BY_CODE["unit-not-responsible"], text) == ["各消防站"]
    assert words(BY_CODE["unit-not-responsible"], plan("各消防站要加强检查。")) == []


def test_an_open_group_may_hold_whoever_is_named() -> None:
    text = plan("北街站要加强检查。", "{units: [all]}")
    text = text.replace("  groups:\n", "  groups:\n    - {id: all, name: 各单位}\n")
    assert words(BY_CODE["unit-not-responsible"], text) == []


def test_a_name_within_a_longer_one_does_not_count() -> None:
    units = "  units:\n    - {id: short, name: 市医院}\n    - {id: long, name: 市医院管理中心}\n"
    text = plan("市医院管理中心要加强检查。", "{units: [long]}").replace("  units:\n", units)
    assert words(BY_CODE["unit-not-responsible"], text) == []
    file = read(text.encode(), "a.yaml")
    assert file.plan
    names = NameFinder(file.plan.register)
    assert [one.id for one in names.mentioned("报市医院管理中心，再报市医院")] == ["long", "short"]


@pytest.mark.parametrize(
    "text",
    [
        "检查商场。北街消防站要登记。",
        "各消防站要检查商场，区教育局要检查学校。",
        "加强检查。",
        "北街消防站、区教育局要检查。",
    ],
)
def test_responsible_units_the_text_may_well_leave_out(text: str) -> None:
    assert words(BY_CODE["responsible-not-in-text"], plan(text, "{units: [north, schools]}")) == []


@pytest.mark.parametrize(
    "who",
    [
        "{units: [stations]}",
        "{units: [stations, schools]}",
        "{units: [north]}",
        "{department: safety, units: [north, south]}",
        "{lead_unit: north, units: [north, south]}",
    ],
)
def test_duties_that_need_no_lead(who: str) -> None:
    assert words(BY_CODE["no-lead"], plan("开展检查。", who)) == []


@pytest.mark.parametrize("text", ["各自检查辖区。", "按照职责分工检查。", "本单位要自查。"])
def test_duties_that_are_each_units_own(text: str) -> None:
    assert words(BY_CODE["no-lead"], plan(text, "{units: [north, south]}")) == []


def test_the_first_may_be_the_lead_by_the_plans_own_words() -> None:
    text = plan("开展检查。", "{units: [north, south]}")
    assert words(BY_CODE["no-lead"], text) == ["开展检查"]
    said = "    text: 责任单位列第一位的为牵头单位，下同。\n    measures:\n"
    assert words(BY_CODE["no-lead"], text.replace("    measures:\n", said)) == []


def test_a_closing_line_is_nobodys_duty() -> None:
    text = (
        f"{HEAD}sections:\n  - title: 要求\n    requirements:\n      - id: closing\n"
        "        numbered: false\n        text: 以上方案妥否，请批示。\n"
    )
    assert words(BY_CODE["no-responsible"], text) == []
    assert words(BY_CODE["no-deadline"], text.replace("defaults: {deadline: 全年}\n", "")) == []


def test_a_plan_that_names_nobody_is_told_once() -> None:
    measure = "      - id: {}\n        text: 检查商场。\n"
    text = f"{HEAD}sections:\n  - title: 措施\n    measures:\n{measure.format('a')}"
    text = (text + measure.format("b")).replace("defaults: {deadline: 全年}\n", "")
    title = "城东区2026年消防安全工作方案"
    assert words(BY_CODE["no-responsible"], text) == words(BY_CODE["no-deadline"], text) == [title]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("{lead_unit: north, supporting_units: [stations]}", False),
        ("{units: [stations], supporting_units: [schools]}", False),
        ("{units: [stations], supporting_units: [north]}", True),
        ("{lead_unit: stations, supporting_units: [stations]}", True),
    ],
)
def test_supporting_through_groups(who: str, said: bool) -> None:
    assert bool(words(BY_CODE["supporting-is-lead"], plan("开展检查。", who))) == said


@pytest.mark.parametrize(
    "text",
    [
        "发现火情立即上报区应急管理局。",
        "发现隐患的，及时上报。",
        "听取各站工作汇报。",
        "完善信息报送制度，提高上报率。",
        "每月25日前报送进展情况。",
        "督促各单位报送材料。",
        "及时总结，按时报送。各站于12月8日前将总结发送至区应急管理局。",
        "信息要及时报送、及时更新。",
        "不得瞒报漏报，汇报会一年一次。",
        "按照《信息报送办法》执行。",
    ],
)
def test_reports_that_have_no_day_to_name(text: str) -> None:
    assert words(BY_CODE["report-without-day"], plan(text)) == []


@pytest.mark.parametrize(
    ("text", "deadline", "said"),
    [
        ("6月20日前登记商场。", "6月30日前", ["6月20日前"]),
        ("5月30日前登记商场。", "6月30日前", ["5月30日前"]),
        ("6月30日前登记商场。", "6月30日前", []),
        ("3月10日前定好方案。", "6月30日前", []),
        ("6月10日前登记，6月30日前检查。", "6月30日前", []),
        ("对6月10日前建成的商场逐一登记。", "6月30日前", []),
        ("6月10日前完成改造的商场逐一登记。", "6月30日前", []),
        ("6月10日前定好方案，年底前建成。", "6月30日前", []),
        ("6月20日前登记商场。", "6月底前", []),
        ("6月20日前登记商场。", "每季度末25日前", []),
        ("6月20日前登记商场。", "6月30日前、12月30日前", []),
    ],
)
def test_a_day_in_the_text_and_another_in_the_list(
    text: str, deadline: str, said: list[str]
) -> None:
    assert words(BY_CODE["deadline-mismatch"], plan(text, deadline=deadline)) == said


@pytest.mark.parametrize("deadline", ["每季度", "12月10日前", "及时"])
def test_reports_with_a_deadline(deadline: str) -> None:
    """及时 is another rule's."""
    assert words(BY_CODE["report-without-day"], plan("报送工作总结。", deadline=deadline)) == []


def test_a_report_all_year_long() -> None:
    assert words(BY_CODE["report-without-day"], plan("报送工作总结。")) == ["报送"]


@pytest.mark.parametrize(
    "text",
    [
        "上报进展情况。",
        "向区应急管理局报送总结。",
        "将总结报送至区应急管理局办公室。",
        "总结报送区应急管理局安全科。",
        "做好信息报送工作。",
    ],
)
def test_reports_that_say_to_whom(text: str) -> None:
    assert words(BY_CODE["report-without-recipient"], plan(text)) == []


def test_what_is_reported_goes_to_the_department_that_answers_for_it() -> None:
    text = plan("报送总结。", "{department: safety, units: [stations]}")
    assert words(BY_CODE["report-without-recipient"], text) == []
    assert words(BY_CODE["report-without-recipient"], plan("报送总结。")) == ["报送"]


@pytest.mark.parametrize(
    "text",
    [
        "及时清理疏散通道。",
        "遇有重大情况，及时上报。",
        "及时传达学习会议精神。",
        "尽快于6月底完成登记。",
        "提高及时上报率。",
        "及时处置、及时通报。",
    ],
)
def test_haste_that_is_no_deadline(text: str) -> None:
    assert words(BY_CODE["undated-words"], plan(text)) == []


@pytest.mark.parametrize("text", ["抓紧完成登记。", "及时将有关情况上报区政府。"])
def test_haste_instead_of_a_deadline(text: str) -> None:
    assert words(BY_CODE["undated-words"], plan(text)) == [text[:2]]
    assert words(BY_CODE["undated-words"], plan(text, deadline="6月底前")) == []
    assert words(BY_CODE["undated-words"], plan(text, deadline="及时")) == []


@pytest.mark.parametrize(
    "deadline",
    [
        "6月底前",  # 最后一天是星期二
        "5月底前",  # 说月底，不说哪一天
        "10月1日—7日",
        "每月25日前",
        "5·12全国防灾减灾日",
        "全年",
        "5月30日",  # 办在那一天，不是到期
        "2026年2月14日前",  # 星期六，调休上班
    ],
)
def test_days_that_are_no_rest_days(deadline: str) -> None:
    assert words(BY_CODE["rest-day"], plan("开展检查。", deadline=deadline)) == []


def test_a_rest_day() -> None:
    text = plan("开展检查。", deadline="3月20日前、5月30日前")
    assert words(BY_CODE["rest-day"], text) == ["5月30日前"]


@pytest.mark.parametrize("deadline", ["每月", "每年3月", "1月15日前", "全年", "1月1日—3月1日"])
def test_deadlines_after_the_issue(deadline: str) -> None:
    assert words(BY_CODE["before-issue"], plan("开展检查。", deadline=deadline)) == []


@pytest.mark.parametrize("deadline", ["1月14日前", "1月1日—10日", "1月10日前、6月底前"])
def test_deadlines_before_the_issue(deadline: str) -> None:
    assert words(BY_CODE["before-issue"], plan("开展检查。", deadline=deadline)) == [deadline]


def test_short_notice_is_given_to_others_only() -> None:
    assert words(BY_CODE["short-notice"], plan("开展检查。", deadline="1月16日前")) == ["1月16日前"]
    own = plan("印发方案。", "{department: office}", "1月16日前")
    assert words(BY_CODE["short-notice"], own) == []
    assert words(BY_CODE["short-notice"], plan("开展检查。", deadline="1月20日前")) == []


def test_two_departments_may_share_a_leader() -> None:
    text = BASE.replace("孙平", "李明")
    assert words(BY_CODE["same-name"], text) == []


def test_a_padded_name_in_a_roster_is_no_fault() -> None:
    roster = "annexes:\n  - title: 名单\n    roster: [{role: 成员, names: [王 强, 赵 勇]}]\n"
    assert (
        words(BY_CODE["same-name"], BASE + roster)
        == words(BY_CODE["named-twice"], BASE + roster)
        == []
    )


def test_an_alias_in_the_text_is_a_unit_that_is_named() -> None:
    unit = "  units:\n    - {id: city, name: 市消防安全委员会, also: [市消安委]}\n"
    text = plan("按照市消安委部署检查。", "{units: [stations, schools]}")
    assert words(BY_CODE["idle-unit"], text.replace("  units:\n", unit)) == []
    idle = text.replace("市消安委部署", "部署").replace("  units:\n", unit)
    assert words(BY_CODE["idle-unit"], idle) == ["市消防安全委员会"]


def test_a_register_of_its_own_file_is_nobody_elses_place() -> None:
    """Its lines are not the plan's: what is said of it stands where the plan names the file."""
    text = plan("开展检查。", "{units: [all, u3]}")
    start, end = text.index("register:"), text.index("sections:")
    text = f"{text[:start]}register: {{from: register.yaml}}\n{text[end:]}"
    units = "".join(f"  - {{id: u{n}, name: 第{n}消防站}}\n" for n in range(40))
    register = f"units:\n{units}groups:\n  - {{id: all, name: 各单位}}\n"
    file = read(text.encode(), "a.yaml", beside=lambda _: register.encode())
    assert file.plan, [str(each) for each in file.findings]
    findings = judge(Subject(file.plan), "a.yaml", text, RULES)
    assert [(each.code, each.mark.line) for each in findings] == [
        ("open-group", text[:start].count("\n") + 1)
    ]


def test_a_goal_may_be_served_after_another_is_reached() -> None:
    goals = "".join(
        f"      - {{id: {key}, text: 目标, responsible: {{department: safety}}, deadline: {by}}}\n"
        for key, by in [("early", "6月底前"), ("late", "年底前")]
    )
    text = plan("检查商场。", deadline="9月底前").replace(
        "sections:\n", f"sections:\n  - title: 目标\n    goals:\n{goals}"
    )
    both = text.replace("        text: 检查", "        goals: [early, late]\n        text: 检查")
    assert words(BY_CODE["milestone-after-goal"], both) == []
    early = both.replace("[early, late]", "[early]")
    assert words(BY_CODE["milestone-after-goal"], early) == ["9月底前"]
    assert words(BY_CODE["milestone-after-goal"], early.replace("9月底前", "每季度")) == []


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2018, [("open-group", 33), ("open-group", 34)]),
        (
            2022,
            [("open-group", 37), ("open-group", 38), ("no-lead", 68), ("report-without-day", 246)],
        ),
    ],
)
def test_the_two_real_plans(year: int, expected: list[tuple[str, int]]) -> None:
    text = (ROOT / f"plans/{year}.yaml").read_text("utf-8")
    file = read(text.encode(), f"{year}.yaml")
    assert file.plan is not None
    findings = judge(Subject(file.plan), f"{year}.yaml", text, RULES)
    assert [(each.code, each.mark.line) for each in findings] == expected


def test_departments_without_anybody_are_said_once() -> None:
    nobody = BASE.replace(", person: 王强, lead_official: 李明", "")
    nobody = nobody.replace(", person: 赵勇, lead_official: 孙平", "")
    assert words(BY_CODE["department-without-person"], nobody) == ["安全科"]
    assert words(BY_CODE["department-without-person"], BASE.replace(", person: 赵勇", "")) == [
        "安全科"
    ]
