"""Lines end where Chinese lines may, hold what fits, and lose nothing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.writers.typeset.advances import OFFICIAL
from plangen.writers.typeset.lines import Piece, Setting, Typeface, set_lines
from plangen.writers.typeset.model import MM, Ink, SetLine

FACE = Typeface(gbt9704.STANDARD, OFFICIAL)
WIDTH = gbt9704.TYPE_AREA_WIDTH_MM * MM
NEVER_FIRST = "。，、；：？！）》”"
NEVER_LAST = "（《“"
HAN = "学习宣传贯彻国家法律完成任务加强领导"
SIGNS = "0123456789AIDS%.-/ （）《》“”，。、；：！？—…"
TEXTS = st.text(st.sampled_from(HAN + SIGNS), max_size=160)
MARKS = "，。、；：？！（）《》“”"
CLAUSES = st.lists(
    st.tuples(st.text(st.sampled_from(HAN), min_size=2, max_size=9), st.sampled_from(MARKS)),
    min_size=20,
    max_size=40,
)
"""Words with a sign behind each."""


def lines(
    text: str, align: str = "both", first: float = 31.5, width: float = WIDTH
) -> list[SetLine]:
    """A text set as a paragraph of the body."""
    return list(set_lines((Piece(text, Ink()),), Setting(width, align, first=first), FACE))


def texts(text: str, **setting: float) -> list[str]:
    return [line.text for line in lines(text, **setting)]


@given(TEXTS)
def test_joined_lines_are_the_text(text: str) -> None:
    assert "".join(texts(text)) == text


@given(TEXTS)
def test_lines_stay_within_the_width(text: str) -> None:
    for line in lines(text):
        inked = [run for run in line.runs if run.text.strip()]
        if inked and len(line.text) > 1:
            end = inked[-1].x + inked[-1].width
            is_one_word = len(line.runs) == 1 and inked[-1].narrow
            has_spaces = inked[-1].text.endswith(" ")
            assert end <= WIDTH + 0.01 or is_one_word or has_spaces


@given(CLAUSES)
def test_no_line_begins_or_ends_as_it_must_not(clauses: list[tuple[str, str]]) -> None:
    set_texts = texts("".join(han + sign for han, sign in clauses))
    for before, after in pairwise(set_texts):
        assert after[0] not in NEVER_FIRST
        assert before[-1] not in NEVER_LAST


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("各" * 26 + "，", ["各" * 25, "各，"]),
        ("各" * 25 + "（一）", ["各" * 25, "（一）"]),
        ("各" * 24 + "2026年", ["各" * 24, "2026年"]),
        ("各" * 23 + "2026年", ["各" * 23 + "2026", "年"]),
        ("各" * 25 + "≥90%", ["各" * 25, "≥90%"]),
        ("各" * 25 + "——各", ["各" * 25, "——各"]),
        ("各" * 24 + "，2026年", ["各" * 23, "各，2026年"]),
    ],
)
def test_a_line_ends_before_what_must_stay_together(text: str, ends: list[str]) -> None:
    assert texts(text) == ends


def test_28_characters_fill_a_line() -> None:
    assert [len(line) for line in texts("字" * 82)] == [26, 28, 28]


def test_lines_are_justified_but_for_the_last() -> None:
    first, *_, last = lines("各" * 20 + "2026年" * 3 + "，" + "各" * 30)
    assert first.runs[-1].x + first.runs[-1].width == pytest.approx(WIDTH)
    assert last.runs[0].x + last.runs[0].width < WIDTH - 16


def test_a_number_is_parted_from_chinese_and_keeps_its_width() -> None:
    (line,) = lines("共5台", align="left", first=0)
    assert [(run.text, run.narrow) for run in line.runs] == [
        ("共", False),
        ("5", True),
        ("台", False),
    ]
    assert line.runs[1].x == pytest.approx(16 + 0.2 * 16)
    assert line.runs[2].x == pytest.approx(16 + 0.2 * 16 + 8 + 0.2 * 16)


def test_a_font_of_its_own_for_digits_has_its_own_widths() -> None:
    face = Typeface(Style(latin_font="Times New Roman"), OFFICIAL)
    pieces = (Piece("1.A", Ink()),)
    (line,) = set_lines(pieces, Setting(WIDTH, "left"), face)
    assert line.runs[0].width == pytest.approx((0.5 + 0.25 + 0.722) * 16 - 2 * 0.25)


def test_tabs_lead_to_stops_and_beyond_them_to_multiples_of_half_an_inch() -> None:
    setting = Setting(WIDTH, "left", stops=(50.0,))
    (line,) = set_lines((Piece("甲\t乙\t丙", Ink()),), setting, FACE)
    assert [run.x for run in line.runs] == pytest.approx([0, 50, 72])


def test_line_feeds_begin_lines() -> None:
    assert texts("甲\n乙\n") == ["甲", "乙", ""]
