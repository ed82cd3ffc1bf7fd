"""The marks of a text that come in pairs: which belong together, and which stand alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

OPENING: Final = dict(zip("“‘（《〈〔【「『", "”’）》〉〕】」』", strict=True))
"""Each opening mark with its closing one."""
_CLOSING: Final = {close: opened for opened, close in OPENING.items()}
_DEEPEST: Final = 20
"""No text nests its marks deeper; a bound, so that no text takes long."""
_WIDE: Final = str.maketrans("()", "（）")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks that belong together."""

    mark: str
    """The opening one."""
    start: int
    end: int
    """The place after the closing one."""
    around: str
    """The opening mark of the pair that it stands in; empty for none."""


@dataclass(slots=True)
class Marks:
    """The paired marks of one text."""

    pairs: list[Pair] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)
    """Where marks stand that have no partner."""


@lru_cache(maxsize=16_384)
def marks(text: str) -> Marks:
    """Match the marks of a text, each paragraph for itself; ( and ) count as （ and ）."""
    found = Marks()
    start = 0
    for paragraph in text.translate(_WIDE).split("\n"):
        _of_paragraph(paragraph, start, found)
        start += len(paragraph) + 1
    return found


def _of_paragraph(paragraph: str, start: int, found: Marks) -> None:
    open_: list[tuple[str, int]] = []
    for place, char in enumerate(paragraph):
        if char in OPENING:
            open_.append((char, place))
        elif char in _CLOSING and not _apostrophe(paragraph, place):
            _close(char, place, start, open_, found)
    found.alone += [start + place for _, place in open_]


def _close(char: str, place: int, start: int, open_: list[tuple[str, int]], found: Marks) -> None:
    """Close the nearest mark of this kind; those opened after it stand alone."""
    mark = _CLOSING[char]
    if any(each == mark for each, _ in open_[-_DEEPEST:]):
        while open_[-1][0] != mark:
            found.alone.append(start + open_.pop()[1])
        _, opened = open_.pop()
        around = open_[-1][0] if open_ else ""
        found.pairs.append(Pair(mark, start + opened, start + place + 1, around))
    else:
        found.alone.append(start + place)


def _apostrophe(paragraph: str, place: int) -> bool:
    before = paragraph[place - 1 : place]
    return paragraph[place] == "’" and before.isascii() and before.isalpha()


def within(text: str, kinds: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that stand in pairs of these kinds."""
    for pair in marks(text).pairs:
        if pair.mark in kinds:
            yield pair.start, pair.end
