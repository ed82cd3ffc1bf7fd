"""What the reader makes of a plan: the two real ones whole, and defaults inherited."""

from datetime import date
from decimal import Decimal

import pytest
from support.program import ROOT

from plangen.plan import Item, Plan
from plangen.readers.plan_file import read


def plan_of(text: str | bytes) -> Plan:
    """The plan that a sound file holds."""
    found = read(text if isinstance(text, bytes) else text.encode(), "x")
    assert found.plan is not None, found.findings
    return found.plan


@pytest.fixture(scope="module")
def old() -> Plan:
    return plan_of((ROOT / "plans/2018.yaml").read_bytes())


@pytest.fixture(scope="module")
def new() -> Plan:
    return plan_of((ROOT / "plans/2022.yaml").read_bytes())


def kinds(plan: Plan, kind: str) -> list[Item]:
    """The items of one kind."""
    return [item for item in plan.items() if item.kind == kind]


def item(plan: Plan, name: str) -> Item:
    """The item with an id."""
    return next(item for item in plan.items() if item.id == name)


def test_2018_is_whole(old: Plan) -> None:
    goals = kinds(old, "goal")
    assert [len(kinds(old, kind)) for kind in ("goal", "measure", "requirement")] == [9, 9, 3]
    for goal in goals:
        owners = goal.responsible
        assert owners.department
        assert owners.person
        assert owners.lead_official
        assert owners.units
    assert {goal.responsible.department.name for goal in goals if goal.responsible.department} == {
        "办公室",
        "公共卫生科",
        "医政医改科",
    }
    roles = {role.role: len(role.names) for role in old.annexes[0].roster}
    assert roles == {"组长": 1, "副组长": 4, "成员": 25}
    assert old.issue.printed_on == date(2018, 4, 26)


def test_2022_is_whole(new: Plan) -> None:
    goals, measures, safeguards = (kinds(new, kind) for kind in ("goal", "measure", "requirement"))
    assert (len(goals), len(safeguards)) == (7, 3)
    assert [item.clause for item in measures if not item.number] == ["二（二）首段"]
    assert [item.clause for item in measures if item.number.endswith(".")] == [
        *("二（一）1", "二（一）2", "二（二）1", "二（二）2"),
        *("二（三）1", "二（三）2", "二（三）3"),
    ]
    assert [item.number for item in measures if item.clause.startswith("三")] == [
        *("（一）", "（二）", "（三）", "（四）"),
    ]
    assert [item.number for item in safeguards] == ["1.", "2.", "3."]
    assert new.issue.signed_on == date(2022, 3, 7)
    assert new.issue.note == "此件主动公开"


def test_targets_of_both_years(old: Plan, new: Plan) -> None:
    for plan, least in ((old, 85), (new, 90)):
        (target,) = item(plan, "methadone-retention").targets
        assert (target.at_least, target.unit) == (Decimal(least), "%")
        (zero,) = item(plan, "staff-no-drug-use").targets
        assert zero.exactly == 0


def test_duties_have_their_own_deadlines(old: Plan, new: Plan) -> None:
    (campaign,) = [task for task in item(old, "publicity").tasks if task.deadline.due[1:]]
    assert campaign.deadline
    assert campaign.deadline.due == (date(2018, 6, 26), date(2018, 12, 1), date(2018, 12, 4))
    report, _, inspection, _ = item(old, "dynamic-management").tasks
    quarters = tuple(date(2018, month, day) for month, day in ((6, 30), (9, 30), (12, 31)))
    assert report.deadline
    assert inspection.deadline
    assert report.deadline.due == inspection.deadline.due == quarters
    assert [unit.name for unit in inspection.responsible.leads] == ["市卫生和计划生育局"]
    supporting = [unit.name for unit in inspection.responsible.supporting_units]
    assert supporting == ["市公安局", "市场监督管理局"]
    lecture = item(new, "study").tasks[1]
    assert lecture.targets[0].at_least == 1
    assert lecture.evidence == "课件、签到表、照片"


def test_laws_are_found_in_the_text(old: Plan) -> None:
    cited = {law for each in old.items() for law in each.cited}
    assert cited == {
        *("禁毒法", "戒毒药物维持治疗工作的管理办法", "麻醉药品和精神药物管理条例"),
        *("易制毒化学品管理条例", "处方管理办法"),
    }


INHERITED = """\
series: x
year: 2026
title: 方案
issuer: 某局
issue: {form: plan}
defaults: {deadline: 全年, responsible: {department: office, units: [a]}}
register:
  departments:
    - {id: office, name: 办公室, person: 张三, lead_official: 李四}
    - {id: health, name: 卫生科, person: 王五}
  units: [{id: a, name: 甲院}, {id: b, name: 乙院}]
sections:
  - title: 措施
    defaults: {deadline: 上半年, print_responsible: block}
    parts:
      - title: 其一
        defaults: {responsible: {person: 赵六}}
        measures:
          - id: plain
            text: 一。
          - id: own
            text: 二。
            deadline: 6月10日前
            responsible: {department: health, units: [b]}
            tasks:
              - do: 做
              - do: 再做
                deadline: 每月
                responsible: {person: 钱七, supporting_units: [甲院]}
  - title: 要求
    requirements: [{id: last, text: 三。}]
"""


def test_the_nearest_default_wins() -> None:
    plan = plan_of(INHERITED)
    plain, _, last = plan.items()
    assert plain.deadline
    assert plain.deadline.text == "上半年"
    assert plain.print_responsible == "block"
    assert plain.responsible.department
    assert plain.responsible.department.name == "办公室"
    assert (plain.responsible.person, plain.responsible.lead_official) == ("赵六", "李四")
    assert [unit.name for unit in plain.responsible.units] == ["甲院"]
    assert last.deadline
    assert last.deadline.text == "全年"
    assert last.print_responsible == "none"


def test_a_department_brings_its_own_people() -> None:
    _, own, _ = plan_of(INHERITED).items()
    assert own.responsible.department
    assert own.responsible.department.name == "卫生科"
    assert (own.responsible.person, own.responsible.lead_official) == ("王五", None)
    inherits, differs = own.tasks
    assert inherits.responsible == own.responsible
    assert inherits.deadline == own.deadline
    assert differs.deadline
    assert len(differs.deadline.due) == 12
    assert differs.responsible.person == "钱七"
    assert differs.responsible.department == own.responsible.department
    assert [unit.name for unit in differs.responsible.supporting_units] == ["甲院"]


def test_folded_lines_are_one_paragraph() -> None:
    ways = {
        "|\n              甲。\n              乙\n\n              丙": "甲。乙\n丙",
        ">\n              甲。\n              乙": "甲。乙",
        "甲。\n              乙": "甲。乙",
        "用 HIV\n              test 检测": "用 HIV test 检测",
    }
    for written, text in ways.items():
        plan = plan_of(INHERITED.replace("text: 一。", f"text: {written}", 1))
        assert next(plan.items()).text == text
