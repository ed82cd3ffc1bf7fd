"""Numbers as deadlines write them: 12, 十二, 二〇二二, 两."""

N = "(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|[0-9]{1,2})"
"""The pattern of a month or a day."""
COUNT = "(?:[1-9][0-9]{0,2}|两|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
"""The pattern of how many, from 1 to 999."""

_DIGITS = str.maketrans("〇零○一二两三四五六七八九", "0001223456789")


def to_int(said: str) -> int:
    """The number of a text that one of the patterns or a year matched."""
    tens, ten, ones = said.translate(_DIGITS).partition("十")
    if ten:
        return 10 * int(tens or 1) + int(ones or 0)
    return int(tens)
