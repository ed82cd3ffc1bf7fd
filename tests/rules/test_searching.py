"""A sign, which is quick to find, stands wherever the pattern that it stands for matches."""

import re
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.rules.wording.variant_word import _table

SIGNS = (
    ("wording.chinese_year", "_SIGN", "_YEAR"),
    ("wording.cited_number", "_SIGN", "_NUMBER"),
    ("wording.dash_mark", "_SIGN", "_DASH"),
    ("wording.doubled_word", "_LISTED", "_MEMBER"),
    ("wording.doubled_word", "_TWICE", "_PARTICLE"),
    ("wording.ellipsis_mark", "_SIGN", "_DOTS"),
    ("wording.inserted_mark", "_SIGN", "_MARK"),
    ("wording.mixed_digits", "_SIGN", "_DATE"),
    ("wording.mixed_digits", "_SIGN", "_FIGURE"),
    ("wording.mixed_digits", "_SIGN", "_LETTERS"),
    ("wording.observance_dot", "_SIGN", "_DATE"),
    ("wording.radical_character", "_SIGN", "_LOOKALIKE"),
    ("wording.ratio_mark", "_SIGN", "_RATIO"),
    ("wording.stray_mark", "_SIGN", "_MARKS"),
    ("structure.broken_sequence", "_SIGN", "_FORMS"),
)
"""Of each rule that looks for one: the rule, the sign and the pattern; or several patterns."""


@pytest.mark.parametrize(("rule", "sign", "pattern"), SIGNS)
def test_where_a_pattern_matches_its_sign_stands(rule: str, sign: str, pattern: str) -> None:
    module = import_module(f"plangen.rules.{rule}")
    patterns = getattr(module, pattern)
    for one in patterns if isinstance(patterns, tuple) else (patterns,):
        _holds(getattr(module, sign), one)


def test_each_wrong_word_shows_its_sign() -> None:
    for word in _table().words:
        assert _table().sign.search(f"\n{word}")
    _holds(_table().sign, _table().pattern)


def _holds(sign: re.Pattern[str], pattern: re.Pattern[str]) -> None:
    flags = (pattern.flags & ~re.UNICODE) | re.ASCII  # no digits of other scripts

    @settings(max_examples=50)
    @given(st.from_regex(re.compile(pattern.pattern, flags)))
    def holds(text: str) -> None:
        if any(pattern.search(line) for line in text.split("\n")):
            assert sign.search(f"\n{text}")

    holds()
