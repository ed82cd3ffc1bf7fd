"""How alike the wordings of two plans are, each counted as characters and pairs of characters.

A character or a pair is a term. A rare term weighs more than one that every item has (inverse
document frequency). Terms that stand in the same items, equally often in each, are weighed at once.

A long number holds one value for each of many items, 32 bits apart, so that one addition adds them
all: [1, 2] + [3, 4] → [4, 6] is 0x2_00000001 + 0x4_00000003 → 0x6_00000004.
"""

import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from math import log, log1p, sqrt
from operator import add
from typing import Final, NamedTuple, TypeAlias

ONE: Final = 1 << 31
"""What stands for 1: likeness is counted in whole numbers, the same on every machine."""
_ROW: Final = 1 << 15
_COLUMN: Final = ONE // _ROW
"""The two factors of ONE that an old and a new item bring with them."""
_MORE: Final = 20
"""Items that are thought to stand beside, without the term: few tell little of how common it is."""
_MARKS: Final = re.compile(r"[\W_]")

Text: TypeAlias = tuple[str, ...]
"""The parts of a wording; what is to count twice is given twice."""
Row: TypeAlias = "memoryview[int]"


class _Terms(NamedTuple):
    """Terms that stand in the same items."""

    weight: float
    """The weight of one of them."""
    number: int
    sides: tuple[Mapping[int, int], Mapping[int, int]]
    """The old and the new items that they stand in, each with how often."""


class Likeness:
    """The wordings of the items of two plans; items are known by their places in the plan."""

    def __init__(self, old: Sequence[Text], new: Sequence[Text]) -> None:
        self._sizes = len(old), len(new)
        self._terms = [*_terms(old, new)]

    def cosines(self) -> Iterator[Row]:
        """For each old item its cosines with the new ones, from 0 to ONE."""
        old_size, new_size = self._sizes
        old_lengths, new_lengths = self._lengths(0), self._lengths(1)
        sums: list[dict[int, int]] = [defaultdict(int) for _ in range(old_size)]
        for weight, number, (old, new) in self._terms:
            squares = _COLUMN * number * weight**2
            values = {}
            for item, often in new.items():
                values[item] = round(squares * log1p(often) / new_lengths[item])
            packed = _packed(values, new_size)
            for item, often in old.items():
                sums[item][often] += packed
        for length, by_often in zip(old_lengths, sums, strict=True):
            total = 0
            for often, packed in by_often.items():
                total += packed * round(_ROW * log1p(often) / length)
            yield _unpacked(total, new_size)

    def shares(
        self, side: int, parts: Sequence[int], other: int, wholes: Sequence[int]
    ) -> Iterator[Row]:
        """For each part the shares of it, by weight, that stand in the wholes, from 0 to ONE.

        `side` is the plan of the parts (0 old, 1 new), `other` that of the wholes.
        """
        sums = dict.fromkeys(parts, 0)
        weights = self._weights(side)
        for weight, number, items in self._terms:
            values = {}
            for column, whole in enumerate(wholes):
                if whole in items[other]:
                    values[column] = 1
            packed = _packed(values, len(wholes))
            for part in sums.keys() & items[side].keys():
                sums[part] += packed * round(ONE * number * weight / weights[part])
        for total in sums.values():
            yield _unpacked(total, len(wholes))

    def _lengths(self, side: int) -> list[float]:
        """The lengths of the items' vectors of weights."""
        squares = [0.0] * self._sizes[side]
        for weight, number, items in self._terms:
            for item, often in items[side].items():
                squares[item] += number * (log1p(often) * weight) ** 2
        return [*map(sqrt, squares)]

    def _weights(self, side: int) -> list[float]:
        """The sums of the weights of the items' terms."""
        weights = [0.0] * self._sizes[side]
        for weight, number, items in self._terms:
            for item in items[side]:
                weights[item] += number * weight
        return weights


def _terms(old: Sequence[Text], new: Sequence[Text]) -> Iterator[_Terms]:
    """The terms of two plans with their weights; the frequency is that in the plan with more."""
    places: dict[str, array[int]] = defaultdict(partial(array, "I"))
    for place, text in enumerate([*old, *new]):
        for part in text:
            characters = _MARKS.sub("", part)
            for term in chain(characters, map(add, characters, characters[1:])):
                places[term].append(place)
    most = max(len(old), len(new))
    for together, number in Counter(map(array.tobytes, places.values())).items():
        before, after = Counter[int](), Counter[int]()
        for place, often in Counter(memoryview(together).cast("I")).items():
            if place < len(old):
                before[place] = often
            else:
                after[place - len(old)] = often
        weight = log((most + _MORE) / max(len(before), len(after)))
        yield _Terms(weight, number, (before, after))


def _packed(values: Mapping[int, int], size: int) -> int:
    """So many values in one number; those not given are 0."""
    packed = bytearray(4 * size)
    row = memoryview(packed).cast("I")
    for place, value in values.items():
        row[place] = value
    return int.from_bytes(packed, sys.byteorder)


def _unpacked(packed: int, size: int) -> Row:
    return memoryview(packed.to_bytes(4 * size, sys.byteorder)).cast("I")
