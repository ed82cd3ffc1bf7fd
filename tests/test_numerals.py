"""Chinese figures say one number everywhere."""

import pytest

from plangen.inspection.wording import official_date
from plangen.numerals import to_int


@pytest.mark.parametrize(
    ("said", "number"),
    [
        *(("12", 12), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99)),
        *(("二〇二二", 2022), ("二零二二", 2022), ("二○二二", 2022), ("二Ｏ二二", 2022)),
    ],
)
def test_what_figures_say(said: str, number: int) -> None:
    assert to_int(said) == number


@pytest.mark.parametrize("said", ["", "十十", "百"])
def test_what_says_no_number(said: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        to_int(said)


def test_a_month_of_no_number_is_no_date() -> None:
    assert official_date("二〇二二年三月七日") == "2022年3月7日"
    assert official_date("二〇二二年十十月七日") is None
