"""`long-title` speaks just where a notice would break a title within a word."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.rule_examples import found

from plangen.document.title import TITLE_CHARS, printed_width, title_lines
from plangen.rules.registry import RULES

LONG = "关于进一步加强全市大型商场、专业市场、餐饮场所、地下空间和老旧居民小区消防安全隐患排查整治"
NAME = "某某市老旧小区改造和城市更新工作协调推进办公室"
WORDS = (
    *("城东区", "2026年", "消防安全", "隐患", "排查整治", "工作", "专业市场", "和"),
    *("小区", "的", "《条例》"),
)
REST = "工作切实保障人民群众生命财产安全和社会大局稳定有序的2026年度工作方案"
RULE = next(rule for rule in RULES if rule.code == "long-title")


def spoken(title: str, names: tuple[str, ...] = ()) -> list[str]:
    """The words that the rule speaks of in a plan with this title and units of these names."""
    units = "".join(f"\n    - {{id: u{number}, name: {name}}}" for number, name in enumerate(names))
    text = dedent("""\
        series: fire
        year: 2026
        title: {}
        issuer: 某局
        issue: {{form: plan}}
        register:
          units:{}
        sections:
          - title: 工作措施
            measures: [{{id: a, text: 排查。, responsible: {{units: [u0]}}, deadline: 年底前}}]
        """).format(title, units or " []")
    return [word for _, word in found((RULE,), text)]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        (LONG + "工作方案", []),
        (LONG + REST, [LONG + REST]),
        (LONG + LONG, ["消防安全隐患排查整治"]),
        (f"{NAME}2026年工作方案", [NAME]),
    ],
)
def test_titles(title: str, words: list[str]) -> None:
    assert spoken(title, ("某站", NAME)) == words


@given(st.lists(st.sampled_from(WORDS), min_size=4, max_size=30).map("".join))
def test_it_speaks_where_no_parting_fits(title: str) -> None:
    wide = printed_width(title)
    whole = wide > TITLE_CHARS and len(title_lines(title, {"某局", "某站"}, TITLE_CHARS)) == 1
    assert bool(spoken(title, ("某站",))) == whole
