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

    “甲（乙” pairs the quotes, and leaves the bracket alone; in “甲“乙” the first quote is alone,
    and the pair stands in none.
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
    spans: list[tuple[int, int]] = []
    for index, char in enumerate(paragraph):
        if char in OPENING:
            waiting.append((char, index))
        elif char in _CLOSING and not _apostrophe(paragraph, index):
            opened = _opened(_CLOSING[char], waiting)
            if opened is None:
                result.alone.append(start + index)
                continue
            result.alone += [start + inner for _, inner in waiting[opened + 1 :]]
            spans.append((waiting[opened][1], index + 1))
            del waiting[opened:]
    result.alone += [start + index for _, index in waiting]
    result.pairs += _nested(paragraph, start, sorted(spans))


def _opened(mark: str, waiting: list[tuple[str, int]]) -> int | None:
    """Which of the waiting marks a closing one of this kind belongs to: the nearest."""
    for number in range(len(waiting) - 1, max(-1, len(waiting) - 1 - _DEEPEST), -1):
        if waiting[number][0] == mark:
            return number
    return None


def _nested(paragraph: str, start: int, spans: list[tuple[int, int]]) -> Iterator[Pair]:
    """The pairs of a paragraph, each with the mark of the innermost pair that it stands in."""
    around: list[tuple[int, int]] = []
    for first, end in spans:
        while around and around[-1][1] <= first:
            around.pop()
        outer = paragraph[around[-1][0]] if around else ""
        yield Pair(paragraph[first], start + first, start + end, outer)
        around.append((first, end))


def _apostrophe(paragraph: str, index: int) -> bool:
    before = paragraph[index - 1 : index]
    return paragraph[index] == "’" and before.isascii() and before.isalpha()


def within(text: str, kinds: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that stand in pairs of these kinds."""
    for pair in marks(text).pairs:
        if pair.mark in kinds:
            yield pair.start, pair.end
