"""Which of two sequences of texts are one another's successors, in order."""

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
    """What an element is known by."""

    kind: str
    """Elements of two kinds are never paired."""
    text: str
    only: bool = False
    """There is hardly another of its kind: it is paired however its text has changed."""


Pair: TypeAlias = tuple[int | None, int | None]


def aligned(old: Sequence[Key], new: Sequence[Key]) -> Iterator[Pair]:
    """Pair the places of two sequences, crossing none, so that most characters stay.

    Every place comes once, in order; what has no partner is paired with None.
    """
    first = _shared(old, new)
    last = _shared(old[first:][::-1], new[first:][::-1])
    yield from ((place, place) for place in range(first))
    inner = _best(old[first : len(old) - last], new[first : len(new) - last])
    yield from ((_moved(before, first), _moved(after, first)) for before, after in inner)
    yield from ((len(old) - left, len(new) - left) for left in range(last, 0, -1))


def _shared(old: Sequence[Key], new: Sequence[Key]) -> int:
    """How many keys are the same at the beginning."""
    count = 0
    for before, after in zip(old, new, strict=False):
        if before != after:
            break
        count += 1
    return count


def _moved(place: int | None, by: int) -> int | None:
    return None if place is None else place + by


def _best(old: Sequence[Key], new: Sequence[Key]) -> list[Pair]:
    if not old or not new:
        return [*((place, None) for place in range(len(old))), *_added(0, len(new))]
    gain = _gain(old, new)
    total = _totals(gain)
    row, column = len(old), len(new)
    pairs: list[Pair] = []
    while row or column:
        if column and total[row, column] == total[row, column - 1]:
            column -= 1
            pairs.append((None, column))
        elif row and total[row, column] == total[row - 1, column]:
            row -= 1
            pairs.append((row, None))
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _added(start: int, end: int) -> Iterator[Pair]:
    return ((None, place) for place in range(start, end))


def _gain(old: Sequence[Key], new: Sequence[Key]) -> NDArray[Any]:
    """What pairing each with each keeps: the characters in common, one more for the pair."""
    import numpy as np
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.process import cdist

    before, after = ([key.text for key in keys] for keys in (old, new))
    common = cdist(before, after, scorer=LCSseq.similarity, dtype=np.int32, workers=-1)
    size = np.add.outer([len(text) for text in before], [len(text) for text in after])
    kinds = [[key.kind for key in keys] for keys in (old, new)]
    same = np.equal.outer(*(np.array(names, object) for names in kinds))
    only = np.array([key.only for key in old])[:, None]
    return np.where(same & (only | (2 * common >= _ALIKE * size)), 2 * common + 1, 0)


def _totals(gain: NDArray[np.int32]) -> NDArray[Any]:
    """The most that the first so many of each can keep."""
    import numpy as np

    rows, columns = gain.shape
    total = np.zeros((rows + 1, columns + 1), np.int64)
    for row in range(rows):
        best = np.maximum(total[row, 1:], total[row, :-1] + gain[row])
        total[row + 1, 1:] = np.maximum.accumulate(best)
    return total
