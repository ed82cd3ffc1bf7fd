"""What the YAML tab proposes while one types; | is the cursor."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.editing import PLANS, opened

from plangen.editing.completing import Completion

if TYPE_CHECKING:
    from pathlib import Path


def proposed(text: str) -> list[Completion]:
    session = opened(PLANS["plan"])
    return session.completions(text.replace("|", ""), text.index("|"))


CASES = [
    ("iss|", ["issuer: ", "issue: "]),
    ("issue:\n  form: |", ["plan", "notice", "document", "letter", "minutes", "order"]),
    ("issue:\n  form: no|", ["notice"]),
    ("issue:\n  sealed: |", ["true", "false"]),
    ("issue: {form: plan, sig|}", ["signatories: ", "signature: ", "signed_on: "]),
    ("defaults:\n  responsible: {lead_unit: eco|", ["ecology-bureau"]),
    ("defaults:\n  responsible:\n    lead_unit: 公安|", ["public-security"]),
    ("defaults:\n  responsible: {units: [public-security, 城管|", ["urban-management"]),
    (
        "sections:\n  - measures:\n      - goals: [a]\n        responsible: {units: [生态|",
        ["ecology-bureau"],
    ),
    ("defaults:\n  responsible:\n    units:\n      - 城管|", ["urban-management"]),
    ("defaults:\n  responsible: {units: [a,\n    b, 生态|", ["ecology-bureau"]),
    ("sections:\n  - title: 甲\n    measures:\n      - goals: [|", ["no-noise-disturbance"]),
    ("sections:\n  - title: 甲\n    measures:\n      - id: a\n        tit|", ["title: "]),
    ("sections:\n- title: 甲\n  measures:\n  - id: a\n    tit|", ["title: "]),
    ("sections:\n  - title: 甲\n    measures:\n      - tit|", ["title: "]),
    ("sections:\n  - title: 甲\n    measures:\n      - id: a\n        dea|", ["deadline: "]),
    ("sections:\n  - title: 甲\n    dea|", []),
    (
        "sections:\n  - title: 甲\n    items:\n      - kind: |",
        ["part", "text", "goal", "measure", "requirement"],
    ),
    (
        "sections:\n  - title: 甲\n    goals:\n      - targets: [{name: 率, at_|",
        ["at_least: ", "at_most: "],
    ),
    (
        "sections:\n  - goals:\n      - targets:\n          - {name: 率, aspirational: |",
        ["true", "false"],
    ),
    ("# dea|", []),
    ("title: 甲 # dea|", []),
]


@pytest.mark.parametrize(("text", "texts"), CASES)
def test_what_fits_is_proposed(text: str, texts: list[str]) -> None:
    assert [completion.text for completion in proposed(text)] == texts


def test_a_chinese_title_leads_to_its_key() -> None:
    assert [c.text for c in proposed("issue:\n  成文|")] == ["signed_on: "]
    (found,) = proposed("issue:\n  form: noti|")
    assert (found.title, found.start) == ("印发通知，后附方案", len("issue:\n  form: "))


def test_a_key_that_is_there_is_not_proposed_again() -> None:
    texts = [c.text for c in proposed("issue:\n  form: plan\n  |\n  note: 甲\ntitle: 乙\n")]
    assert "form: " not in texts
    assert "note: " not in texts
    assert "title: " in texts


def test_nothing_is_proposed_in_a_text() -> None:
    session = opened(PLANS["plan"])
    text = "preamble: |\n  dea"
    assert session.completions(text, len(text)) == []


@given(st.sampled_from(sorted(PLANS)), st.data())
def test_every_place_of_every_plan_can_be_asked(name: str, draw: st.DataObject) -> None:
    path: Path = PLANS[name]
    session = opened(path)
    at = draw.draw(st.integers(0, len(session.text)))
    cut = draw.draw(st.booleans())
    text = session.text[:at] if cut else session.text
    for completion in session.completions(text, at):
        assert 0 <= completion.start <= at
        assert completion.text
