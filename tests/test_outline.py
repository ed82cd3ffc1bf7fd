"""Numerals are written as the standard asks and read back, right or wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.outline import LIMIT, numeral, place, recognise


@pytest.mark.parametrize(
    ("level", "number", "written"),
    [
        (1, 1, "一、"),
        (1, 10, "十、"),
        (1, 11, "十一、"),
        (1, 20, "二十、"),
        (1, 21, "二十一、"),
        (1, 99, "九十九、"),
        (1, 100, "一百、"),
        (1, 101, "一百零一、"),
        (2, 110, "（一百一十）"),
        (2, 10_003, "（一万零三）"),
        (3, 1_000, "1000."),
        (2, 3, "（三）"),
        (3, 12, "12."),
        (4, 1, "（1）"),
    ],
)
def test_numeral(level: int, number: int, written: str) -> None:
    assert numeral(level, number) == written


@pytest.mark.parametrize(("level", "number"), [(0, 1), (5, 1), (1, 0), (3, -1)])
def test_no_numeral(level: int, number: int) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        numeral(level, number)


@pytest.mark.parametrize(
    ("text", "level", "number", "rest"),
    [
        ("一.工作目标", 1, 1, "工作目标"),
        ("二．工作目标", 1, 2, "工作目标"),
        ("(一)加强宣传", 2, 1, "加强宣传"),
        ("（二)加强宣传", 2, 2, "加强宣传"),
        ("（三）、加强宣传", 2, 3, "加强宣传"),
        ("１．加强学习", 3, 1, "加强学习"),
        ("1、加强学习", 3, 1, "加强学习"),
        ("01.加强学习", 3, 1, "加强学习"),
        ("1．2022年底前完成", 3, 1, "2022年底前完成"),
        ("(1)登记", 4, 1, "登记"),
        ("1)登记", 4, 1, "登记"),
        ("12）登记", 4, 12, "登记"),
        ("（1）、登记", 4, 1, "登记"),
    ],
)
def test_wrong_form(text: str, level: int, number: int, rest: str) -> None:
    found = recognise(text)
    assert found is not None
    assert (found.level, found.number, found.rest, found.official) == (level, number, rest, False)
    assert found.numeral + found.rest == text


def test_indentation_and_a_leading_year() -> None:
    found = recognise("　　2.2022年6月底前完成排查")
    assert found is not None
    assert (found.level, found.number, found.rest) == (3, 2, "2022年6月底前完成排查")
    assert found.official


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.5米",
        "1、2号楼",
        "１．５米",
        "2022年",
        "2022.10.10",
        "12.1世界艾滋病日",
        "6.26国际禁毒日",
        "6·26国际禁毒日",
        "五.一劳动节",
        "一次性输液器",
        "十十、",
        "0.",
        "（0）",
        "（2022）",
        "（此件主动公开）",
        "1000.",
    ],
)
def test_no_numeral_here(text: str) -> None:
    assert recognise(text) is None


@given(
    st.integers(1, 4),
    st.integers(1, LIMIT),
    st.text().filter(lambda t: not t.startswith(tuple("0123456789０１２３４５６７８９、.．"))),
)
def test_round_trip(level: int, number: int, rest: str) -> None:
    found = recognise(numeral(level, number) + rest)
    assert found is not None
    assert (found.level, found.number, found.rest) == (level, number, rest)
    assert found.official


@given(st.text(alphabet="一二十1０.．、（()） 年2"))
def test_nothing_is_lost(text: str) -> None:
    if found := recognise(text):
        assert found.numeral + found.rest == text.lstrip()


@pytest.mark.parametrize(
    ("numerals", "cited"),
    [
        (["一、", "（三）", "1."], "一（三）1"),
        (["四、", "1."], "四1"),
        (["二、", "（三）", "1.", "（2）"], "二（三）1（2）"),
        ([], ""),
    ],
)
def test_place(numerals: list[str], cited: str) -> None:
    assert place(numerals) == cited
