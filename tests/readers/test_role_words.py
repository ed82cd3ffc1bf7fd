"""Who is responsible in words as many offices write them, and who leads by standing first."""

import pytest

from plangen.readers.plan_file import read
from plangen.readers.role_words import lead_order, named

KNOWN = frozenset({"市林业局", "市体育局", "市文联", "市工商业联合会", "各乡、镇人民政府"})


def roles(words: str, known: frozenset[str] = KNOWN) -> dict[str, list[str]]:
    """Who has which role; a name that nobody bears is marked."""
    found: dict[str, list[str]] = {}
    for entry in named(words, known):
        found.setdefault(entry.role, []).append(f"?{entry.name}" if entry.unknown else entry.name)
    return found


BOTH = ["市林业局", "市体育局"]


@pytest.mark.parametrize(
    "words",
    [
        "（责任单位：市林业局、市体育局根据各自职责分别组织实施）",
        "（责任单位：市林业局、市体育局依据单位职责分工负责）",
        "（市林业局、市体育局等有关部门和单位负责）",
        "（市林业局、市体育局等涉及林地的有关单位）",
        "（负责部门：市林业局、市体育局；适用范围：所有林场，以下除标明的外，均为所有林场）",
        "（责任单位：市林业局、市体育局，实施范围：城北、城南）",
        "（责任单位：市林业局、市体育局，以下不再列出）",
        "（市林业局、市体育局组织有关部门实施）",
    ],
)
def test_words_beside_the_names_are_no_names(words: str) -> None:
    assert roles(words) == {"units": BOTH}


def test_a_label_stands_whatever_verb_follows() -> None:
    assert roles("（牵头单位：市林业局、市体育局负责）") == {"leads": BOTH}
    assert roles("（责任单位：市林业局按职责牵头）") == {"leads": ["市林业局"]}


def test_a_federation_is_no_word_for_together() -> None:
    assert roles("（责任单位：市林业局、市工商业联合会）") == {
        "units": ["市林业局", "市工商业联合会"]
    }
    assert roles("（市林业局联合市体育局负责）") == {
        "leads": ["市林业局"],
        "supporting_units": ["市体育局"],
    }


@pytest.mark.parametrize(
    "remark",
    [
        "列第一位者为牵头单位，下同",
        "排在第一位的部门为牵头部门，下同",
        "排首位的单位为牵头单位",
        "排名第一的为牵头单位，下同",
    ],
)
@pytest.mark.parametrize("mark", ["，", "。"])
def test_the_first_of_a_row_leads_where_the_words_say_so(remark: str, mark: str) -> None:
    words = f"（市林业局、市体育局、市文联负责{mark}{remark}）"
    assert roles(words) == {"leads": ["市林业局"], "units": ["市体育局", "市文联"]}


def test_those_before_the_comma_lead_where_the_words_say_so() -> None:
    words = "（责任单位：市林业局、市体育局，市文联、各乡、镇人民政府。逗号前面的为牵头单位，下同）"
    assert roles(words) == {"leads": BOTH, "units": ["市文联", "各乡、镇人民政府"]}
    assert lead_order(words) == "before comma"


def test_nobody_is_made_the_lead_beside_one_that_is_named() -> None:
    words = "（市文联牵头，市林业局、市体育局负责，列第一位者为牵头单位）"
    assert roles(words) == {"leads": ["市文联"], "units": BOTH}


PLAN = """\
format: 2
series: trees
year: 2026
title: 林场养护方案
issuer: 某某市林业局
issue: {form: plan}
defaults: {deadline: 全年}
register:
  units:
    - {id: a, name: 市林业局}
    - {id: b, name: 市体育局}
sections:
  - title: 任务
    text: SAID
    items:
      - id: x
        kind: measure
        text: 种树。
        responsible: （市林业局、市体育局负责。REMARK）
      - id: y
        kind: measure
        text: 浇水。
        responsible: （市体育局、市林业局负责）
"""


@pytest.mark.parametrize(
    ("said", "remark", "leads"),
    [
        ("养护如下。", "列第一位者为牵头单位，下同", ["市林业局", "市体育局"]),
        ("责任单位排第一位的为牵头单位。", "", ["市林业局", "市体育局"]),
        ("养护如下。", "", []),
    ],
)
def test_the_remark_holds_for_all_that_follows(said: str, remark: str, leads: list[str]) -> None:
    file = read(PLAN.replace("SAID", said).replace("REMARK", remark).encode(), "x.yaml")
    assert file.findings == ()
    assert file.plan is not None
    found = [str(one.name) for item in file.plan.items() for one in item.responsible.leads]
    assert found == leads
