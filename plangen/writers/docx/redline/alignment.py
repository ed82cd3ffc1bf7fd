"""Pairs the elements of an old and a new sequence of texts that are the same, or reworded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

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
    total = _totals(_gain(old, new)) if old and new else None
    row, column = len(old), len(new)
    pairs: list[Pair] = []
    while row or column:
        if column and (total is None or total[row, column] == total[row, column - 1]):
            column -= 1
            pairs.append((None, column))
        elif row and (total is None or total[row, column] == total[row - 1, column]):
            row -= 1
            pairs.append((row, None))
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _gain(old: Sequence[Key], new: Sequence[Key]) -> NDArray[Any]:
    """What pairing each with each keeps: the characters in common, one more for the pair.

    0 for two that may not be paired: of two kinds, or with less than half of their text in common.
    """
    import numpy as np
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.process import cdist

    before, after = [key.text for key in old], [key.text for key in new]
    common = cdist(before, after, scorer=LCSseq.similarity, dtype=np.int32, workers=-1)
    size = np.add.outer(list(map(len, before)), list(map(len, after)))
    old_kinds = np.array([key.kind for key in old], object)
    same_kind = np.equal.outer(old_kinds, np.array([key.kind for key in new], object))
    only = np.array([key.only for key in old])[:, None]
    may_pair = same_kind & (only | (2 * common >= _ALIKE * size))
    return np.where(may_pair, 2 * common + 1, 0)


def _totals(gain: NDArray[np.int32]) -> NDArray[Any]:
    """The most that the first so many of each can keep."""
    import numpy as np

    rows, columns = gain.shape
    total = np.zeros((rows + 1, columns + 1), np.int64)
    for row in range(rows):
        best = np.maximum(total[row, 1:], total[row, :-1] + gain[row])
        total[row + 1, 1:] = np.maximum.accumulate(best)
    return total
