"""Text set to a width in 字, the full-width character that official pages are measured by."""

import unicodedata


def width(text: str) -> float:
    """The width of a text in 字: a Latin letter or digit takes half of one."""
    return sum(0.5 if unicodedata.east_asian_width(char) in "NaHN" else 1.0 for char in text)


def spread(text: str, size: int) -> str:
    """A name or label set `size` 字 wide by equal spaces between its characters.

    Left as it is when it is wide enough, a single character, or the spaces would be unequal.
    """
    gaps = len(text) - 1
    halves = round(2 * (size - width(text)))
    if gaps < 1 or halves <= 0 or halves % gaps:
        return text
    full, half = divmod(halves // gaps, 2)
    return ("\u3000" * full + " " * half).join(text)
