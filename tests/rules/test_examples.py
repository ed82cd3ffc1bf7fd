"""Every rule's page: its examples are run, and its failing one says where it fails."""

import re
from types import ModuleType

import pytest
from support.rule_examples import found

from plangen.rules.manual import BASE, Manual, page
from plangen.rules.registry import RULES

MARK = re.compile(r" # ← (.+)$", re.MULTILINE)


@pytest.fixture(params=RULES, ids=lambda rule: rule.code)
def rule(request: pytest.FixtureRequest) -> ModuleType:
    return request.param


@pytest.fixture
def manual(rule: ModuleType) -> Manual:
    return page(rule.docstring)


def test_the_failing_example_fails_where_it_says(rule: ModuleType, manual: Manual) -> None:
    """`# ← 及时` says: on this line, of this word."""
    text = manual.example("不合")
    marked = [
        (text.count("\n", 0, mark.start()) + 1, word)
        for mark in MARK.finditer(text)
        for word in mark[1].split(" ← ")
    ]
    assert marked, "no line is marked"
    assert sorted(found((rule,), text, *_others(manual))) == sorted(marked)


def test_the_passing_example_passes(rule: ModuleType, manual: Manual) -> None:
    assert found((rule,), manual.example("合"), *_others(manual)) == []


def _others(manual: Manual) -> list[str]:
    """What a rule holds the example against: last year's plan, as it was issued, the ledger."""
    plans = [manual.example(part) if part in manual.parts else "" for part in ("上年", "印发的")]
    return [*plans, manual.parts.get("上年台账", "")]


def test_without_a_ledger_what_looks_at_results_is_silent(rule: ModuleType, manual: Manual) -> None:
    if "上年台账" in manual.parts:
        assert found((rule,), manual.example("不合"), manual.example("上年")) == []


def test_no_rule_speaks_on_a_clean_plan(rule: ModuleType) -> None:
    assert found((rule,), BASE) == []


def test_codes_are_unique_and_sorted() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
