"""Where a line may end: 避头尾, words and numbers whole."""

from typing import Final

from plangen.writers.typeset.advances import full_or_half

NO_START: Final = frozenset(
    "!%),.:;?]}¢°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
"""What no line begins with (避头), as readers have it for Chinese of the mainland."""
NO_END: Final = frozenset("$(£¥‘“〈《「『【〔〖〝﹗﹙﹛＄（．［｛￡￥·")
"""What no line ends with (避尾)."""
_CLOSING: Final = frozenset("、。〉》」』】〕〗〞）］｝，．")
"""What does not part from a number or word behind it; see `may_part`."""
_OPENING: Final = frozenset("〈《「『【〔〖〝（［｛")
"""What does not part from one before it."""
_SIGNS: Final = frozenset("≥≤±×÷≈")
"""What stays with the number behind it."""
_PAIRED: Final = ("—", "…")
"""Two of these are one mark."""


def may_part(before: str, after: str) -> bool:
    """Whether a line may end between two characters that follow each other.

    As LibreOffice has it, also not between ， and 2026 or 2026 and （, which were one thing in the
    Unicode line breaking of its time (UAX #14 revision 22, LB30).
    """
    if after in NO_START or before in NO_END or after.isspace():
        return False
    if before == after and before in _PAIRED:
        return False
    if before.isspace():
        return True
    if (before in _CLOSING or before in _SIGNS) and _is_word(after):
        return False
    if _is_word(before) and after in _OPENING:
        return False
    if is_narrow(before) and is_narrow(after):
        return before == "-" or (before == "/" and after.isalpha())
    return True


def _is_word(char: str) -> bool:
    """Whether a character is a digit or a Latin letter."""
    return char.isascii() and char.isalnum()


def is_narrow(char: str) -> bool:
    """Whether a character takes half a 字 or what its font says."""
    return full_or_half(char) < 1


def line_end(text: str, widths: list[float], gaps: list[float], start: int, room: float) -> int:
    """Where the line ends that begins at a character and has so much room.

    `gaps` are what parts each character from the one before it, unless that ends a line. In a room
    of 4, 加强领导，落实责任。 ends at 3, 7 and 10, each character being 1 wide: no line begins with
    a comma, so 导 goes down with it.
    """
    end = _fitting(widths, gaps, start, room + gaps[start])
    if end < len(text):
        return _allowed(text, start, end)
    return end


def _fitting(widths: list[float], gaps: list[float], start: int, room: float) -> int:
    """Up to where the characters fit; at least one is taken."""
    end = start
    while end < len(widths) and (gaps[end] + widths[end] <= room or end == start):
        room -= gaps[end] + widths[end]
        end += 1
    return end


def _allowed(text: str, start: int, end: int) -> int:
    """Where the line may end: behind the spaces at `end`, or at the last place before that.

    Where there is none, at `end` itself.
    """
    behind = end + len(text[end:]) - len(text[end:].lstrip(" "))
    if behind > end and text[behind : behind + 1] not in NO_START:
        return behind
    for place in range(end, start, -1):
        if may_part(text[place - 1], text[place]):
            return place
    return end
