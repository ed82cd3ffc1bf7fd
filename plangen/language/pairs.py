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
    """Match the marks of a text, each paragraph for itself; ( and ) count as （ and ）.

    “甲（乙” pairs the quotes, and leaves the bracket alone.
    """
    result = Marks()
    start = 0
    for paragraph in text.translate(_WIDE).split("\n"):
        _of_paragraph(paragraph, start, result)
        start += len(paragraph) + 1
    return result


def _of_paragraph(paragraph: str, start: int, result: Marks) -> None:
    """Add the marks of a paragraph that begins at `start` of its text."""
    waiting: list[tuple[str, int]] = []
    for index, char in enumerate(paragraph):
        if char in OPENING:
            waiting.append((char, start + index))
        elif char in _CLOSING and not _apostrophe(paragraph, index):
            _close(_CLOSING[char], start + index, waiting, result)
    result.alone += [index for _, index in waiting]


def _close(mark: str, index: int, waiting: list[tuple[str, int]], result: Marks) -> None:
    """Close the nearest waiting mark of this kind; those opened after it stand alone."""
    if not any(char == mark for char, _ in waiting[-_DEEPEST:]):
        result.alone.append(index)
        return
    while waiting[-1][0] != mark:
        result.alone.append(waiting.pop()[1])
    _, opened = waiting.pop()
    around = waiting[-1][0] if waiting else ""
    result.pairs.append(Pair(mark, opened, index + 1, around))


def _apostrophe(paragraph: str, index: int) -> bool:
    before = paragraph[index - 1 : index]
    return paragraph[index] == "’" and before.isascii() and before.isalpha()


def within(text: str, kinds: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that stand in pairs of these kinds."""
    for pair in marks(text).pairs:
        if pair.mark in kinds:
            yield pair.start, pair.end
