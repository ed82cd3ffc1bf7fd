"""Chinese figures: how they are written, and the number they say."""

DIGITS = "〇一二三四五六七八九"
ZEROS = "〇零○Ｏ"
"""The nought, as it is written and as it is met."""
FIGURES = str.maketrans(f"{ZEROS}一二两三四五六七八九", "0" * len(ZEROS) + "1223456789")
"""Each Chinese figure as a plain one, for `str.translate`."""


def to_int(said: str) -> int:
    """The number under 100, or the year, that figures say: 12, 十二, 二十, 两, 二〇二二.

    Raises ValueError where they say none, as 十十.
    """
    tens, ten, ones = said.translate(FIGURES).partition("十")
    if ten:
        return 10 * int(tens or 1) + int(ones or 0)
    return int(tens)
