"""What a ledger says was reached: figures told of targets, counts of units, words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.rule_examples import results_of

from plangen.plan import Plan
from plangen.progress.asked import AskedPlan
from plangen.progress.reaching import reached_figures, results
from plangen.progress.standing import StandingDay
from plangen.readers.plan_file import read
from plangen.results import Results, figure_words, plain
from plangen.tasks import task_rows
from plangen.workdays import OFFICIAL

PLAN = """\
series: trees
year: 2025
title: 山前县2025年绿化工作方案
issuer: 山前县林业局
issue: {{form: plan, printed_by: 山前县林业局, printed_on: 2025-01-10}}
register:
  departments: [{{id: forests, name: 造林科, person: 何苗, lead_official: 温岭}}]
  units:
    - {{id: a, name: 东林场}}
    - {{id: b, name: 西林场}}
    - {{id: c, name: 南林场}}
    - {{id: d, name: 北林场}}
sections:
  - title: 工作目标
    goals:
      - id: plant
        text: 完成造林任务。
        responsible: {{department: forests, {who}}}
        deadline: 9月底前
        targets: [{targets}]
"""
ALL = "units: [a, b, c, d]"
SHARE = '{name: 成活率, at_least: 90, unit: "%"}'
COUNT = "{name: 造林亩数, at_least: 400, unit: 亩}"
FALL = '{name: 火情起数, decrease: 10, baseline: 40, unit: "%"}'


def plan(targets: str, who: str = ALL) -> Plan:
    made = read(PLAN.format(targets=targets, who=who).encode(), "x.yaml").plan
    assert made is not None
    return made


def reached(targets: str, *lines: str, who: str = ALL) -> Results:
    """The results where the units, a to d, have each reported 完成情况,完成日期,实际完成值,决定."""
    rows = ["任务,单位,完成情况,完成日期,实际完成值,决定"]
    for unit, line in zip("abcd", lines, strict=False):
        if line:
            rows.append(f"plant,{unit},{line}")
    made = results_of(plan(targets, who), "\n".join(rows))
    assert made is not None
    return made


def words(targets: str, *lines: str, who: str = ALL) -> str:
    whole = reached(targets, *lines, who=who).of_item("plant")
    assert whole is not None
    return whole.words


def closed(value: str, day: str = "2025-09-01") -> str:
    return f"已完成,{day},{value},销号"


FIGURES = [
    (SHARE, "92%", ["92%"]),
    (SHARE, "92", ["92%"]),
    (SHARE, "９２．５％", ["92.5%"]),
    (SHARE, "共栽1,200株，成活率93%", ["93%"]),
    (SHARE, "90%或者91%", []),
    (SHARE, "基本达到", []),
    (SHARE, "300株", []),
    (COUNT, "1,250亩", ["1250亩"]),
    (COUNT, "120 亩", ["120亩"]),
    (f"{SHARE}, {COUNT}", "成活率95%，造林亩数120亩", ["95%", "120亩"]),
    (f"{SHARE}, {COUNT}", "95%；120亩", ["95%", "120亩"]),
    (f"{SHARE}, {COUNT}", "120亩", ["120亩"]),
    (f"{SHARE}, {COUNT}", "120", []),
    ('{name: 甲率, at_least: 9, unit: "%"}, {name: 乙率, at_least: 9, unit: "%"}', "95%", []),
    (FALL, "下降12%", ["下降12%"]),
    (FALL, "12%", ["下降12%"]),
    (FALL, "上升3%", ["增长3%"]),
    (FALL, "36起", ["36起"]),
    (FALL, "36", []),
]


@pytest.mark.parametrize(("targets", "value", "figures"), FIGURES)
def test_figures(targets: str, value: str, figures: list[str]) -> None:
    (row,) = task_rows(plan(targets), OFFICIAL)
    assert list(map(figure_words, reached_figures(value, row))) == figures


WORDS = [
    (SHARE, ("92%", "88%", "97%", "90%"), "成活率实际88%—97%"),
    (SHARE, ("92%", "92%", "92%", "92%"), "成活率实际各92%"),
    (SHARE, ("92%", "88%"), "成活率实际东林场92%、西林场88%（4家中2家报了数）"),
    (COUNT, ("100亩", "90亩", "60亩", "150亩"), "造林亩数实际60亩—150亩，合计400亩"),
    (FALL, ("12起", "9起", "8起", "7起"), "火情起数实际7起—12起，合计36起"),
    (FALL, ("下降8%", "下降20%"), "东林场下降8%、西林场下降20%（4家中2家报了数）"),
    (SHARE, ("差不多", "92%"), "报的值：东林场“差不多”"),
]


@pytest.mark.parametrize(("targets", "values", "said"), WORDS)
def test_words(targets: str, values: tuple[str, ...], said: str) -> None:
    assert said in words(targets, *map(closed, values))


def test_what_is_led_together_is_no_sum() -> None:
    who = "lead_unit: a, supporting_units: [b, c, d]"
    said = words(COUNT, *map(closed, ("400亩", "90亩", "60亩", "150亩")), who=who)
    assert "造林亩数实际60亩—400亩" in said
    assert "合计" not in said
    each = COUNT.replace("造林亩数", "每村造林亩数")
    assert "合计" not in words(each, closed("400亩"), closed("90亩"))


ENDINGS = [
    ((closed(""),) * 4, "4家都已销号"),
    (
        (closed(""), "已完成,2025-09-01,,", "进行中,,,"),
        "4家中1家逾期、1家没有报全、1家待销号、1家已销号",
    ),
    (
        ("未开始,,,", "已完成,2025-11-01,,销号", ",,,不适用"),
        "1家逾期、1家没有报全、1家已销号、1家不适用",
    ),
    ((closed("", "2025-11-01"),) * 4, "4家都已销号，4家超期办结"),
]


@pytest.mark.parametrize(("lines", "said"), ENDINGS)
def test_endings(lines: tuple[str, ...], said: str) -> None:
    assert said in words("", *lines)


def test_before_the_day_nothing_is_overdue() -> None:
    whole = plan("")
    asked = AskedPlan(whole, "x.yaml", OFFICIAL)
    assert results(asked, {}, StandingDay(date(2025, 5, 1), 7, OFFICIAL)) is None
    made = reached("", "进行中,,,")
    assert made.of_item("nothing") is None
    of_item = made.of_item("plant")
    assert of_item is not None
    assert of_item.overdue == 1
    assert not of_item.is_over


@given(st.lists(st.integers(0, 10_000), min_size=4, max_size=4))
def test_sums_and_ends_are_those_of_the_units(acres: list[int]) -> None:
    whole = reached(COUNT, *[closed(f"{number}亩") for number in acres]).of_item("plant")
    assert whole is not None
    (target,) = whole.targets
    assert (target.low, target.high, target.total) == (min(acres), max(acres), sum(acres))
    assert target.is_whole


@given(st.decimals(-1000, 1000, places=3))
def test_a_number_is_written_plainly(number: Decimal) -> None:
    assert Decimal(plain(number)) == number
    assert "E" not in plain(number)
