"""Pairs the elements of an old and a new sequence of texts that are the same, or reworded."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ALIKE: Final = 0.5
"""The part of two texts that they must share to be one text reworded."""


@dataclass(frozen=True, slots=True)
class Key:
    """What tells whether two elements may be paired."""

    kind: str
    """Elements of two kinds are never paired."""
    text: str
    only: bool = False
    """Whether it is paired however its text has changed, for lack of others of its kind."""


Pair: TypeAlias = tuple[int | None, int | None]


def aligned(old: Sequence[Key], new: Sequence[Key]) -> Iterator[Pair]:
    """Pair the indexes of two sequences, crossing none, so that most characters stay.

    Every index comes once, in order; what has no partner is paired with None. The texts 甲, 乙丙
    against 乙丙丁, 戊 give (0, None), (1, 0), (None, 1).
    """
    first = _shared(old, new)
    last = _shared(old[first:][::-1], new[first:][::-1])
    for index in range(first):
        yield index, index
    inner = _best(old[first : len(old) - last], new[first : len(new) - last])
    for before, after in inner:
        yield _shifted(before, first), _shifted(after, first)
    for left in range(last, 0, -1):
        yield len(old) - left, len(new) - left


def _shared(old: Sequence[Key], new: Sequence[Key]) -> int:
    """How many keys are the same at the beginning."""
    count = 0
    for before, after in zip(old, new, strict=False):
        if before != after:
            break
        count += 1
    return count


def _shifted(index: int | None, by: int) -> int | None:
    if index is None:
        return None
    return index + by


def _best(old: Sequence[Key], new: Sequence[Key]) -> list[Pair]:
    """The pairs whose gains add up to most, found from the end of the table of totals."""
    totals = _totals(_gains(old, new), len(new))
    row, column = len(old), len(new)
    pairs: list[Pair] = []
    while row or column:
        if column and totals[row][column] == totals[row][column - 1]:
            column -= 1
            pairs.append((None, column))
        elif row and totals[row][column] == totals[row - 1][column]:
            row -= 1
            pairs.append((row, None))
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _gains(old: Sequence[Key], new: Sequence[Key]) -> Iterator[dict[int, int]]:
    """What pairing an old key with new ones keeps: the characters in common, one more for the pair.

    New keys are left out that it may not be paired with: of another kind, or with less than half of
    the text in common.
    """
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extract

    texts: dict[str, dict[int, str]] = defaultdict(dict)
    for column, key in enumerate(new):
        texts[key.kind][column] = key.text
    for key in old:
        least = _ALIKE
        if key.only:
            least = 0
        gains = {}
        alike = extract(
            key.text,
            texts[key.kind],
            scorer=Indel.normalized_similarity,
            score_cutoff=least,
            limit=None,
        )
        for text, likeness, column in alike:
            gains[column] = round(likeness * (len(key.text) + len(text))) + 1
        yield gains


def _totals(gains: Iterable[dict[int, int]], columns: int) -> list[list[int]]:
    """The most that the first so many of each can keep: by old ones, then by new ones.

    Gains {0: 3, 1: 5}, {1: 4} of two columns → [[0, 0, 0], [0, 3, 5], [0, 3, 7]].
    """
    totals = [[0] * (columns + 1)]
    for gain in gains:
        before = totals[-1]
        row = before.copy()
        for column in sorted(gain):
            total = before[column] + gain[column]
            end = bisect_left(row, total, column + 1)
            row[column + 1 : end] = [total] * (end - column - 1)
        totals.append(row)
    return totals
