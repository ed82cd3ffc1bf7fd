"""The pairing of items: best assignment and likeness of wordings, against plain reckoning."""

from collections import Counter
from itertools import pairwise
from math import log, log1p, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.comparison.best_pairs import best_pairs
from plangen.comparison.likeness import ONE, Likeness

Gains = list[dict[int, int]]
GAIN = st.integers(1, 4) | st.integers(1, 10**9)
GAINS = st.lists(st.dictionaries(st.integers(0, 5), GAIN), max_size=6)
WORDING = st.lists(st.text("加强药品监管，。", max_size=9), min_size=1, max_size=3).map(tuple)
WORDINGS = st.lists(WORDING, min_size=1, max_size=5)


def most(gains: Gains, taken: frozenset[int] = frozenset()) -> int:
    """The highest sum of gains, found by trying all ways to pair."""
    if not gains:
        return 0
    row, *rest = gains
    sums = [most(rest, taken)]
    for column in row.keys() - taken:
        sums.append(row[column] + most(rest, taken | {column}))
    return max(sums)


@given(GAINS)
def test_no_other_pairs_gain_more(gains: Gains) -> None:
    pairs = best_pairs(gains)
    assert len({*pairs.values()}) == len(pairs), "a column is taken twice"
    assert sum(gains[row][column] for row, column in pairs.items()) == most(gains)


def test_of_equal_gains_the_first_pairs_with_the_first() -> None:
    assert best_pairs([{0: 1, 1: 1}] * 2) == {0: 0, 1: 1}


def terms(wording: tuple[str, ...]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for part in wording:
        characters = part.replace("，", "").replace("。", "")
        counts.update(characters)
        counts.update(a + b for a, b in pairwise(characters))
    return counts


def weights(old: list[Counter[str]], new: list[Counter[str]]) -> dict[str, float]:
    """The weight of each term by the plan in which more items have it."""
    found = {}
    for term in {term for counts in old + new for term in counts}:
        common = max(sum(term in counts for counts in side) for side in (old, new))
        found[term] = log((max(len(old), len(new)) + 20) / common)
    return found


@given(WORDINGS, WORDINGS)
def test_cosines_and_shares_are_those_of_the_counts(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]]
) -> None:
    before, after = [*map(terms, old)], [*map(terms, new)]
    weight = weights(before, after)

    def product(one: Counter[str], other: Counter[str]) -> float:
        return sum(log1p(one[t]) * log1p(other[t]) * weight[t] ** 2 for t in one)

    def share(part: Counter[str], whole: Counter[str]) -> float:
        total = sum(weight[t] for t in part) or 1
        return sum(weight[t] for t in part if t in whole) / total

    likeness = Likeness(old, new)
    for one, row in zip(before, likeness.cosines(), strict=True):
        for other, cosine in zip(after, row, strict=True):
            length = sqrt(product(one, one) * product(other, other)) or 1
            assert cosine / ONE == pytest.approx(product(one, other) / length, abs=1e-3)
    places = [*range(len(new))]
    for side, parts, wholes in ((0, before, after), (1, after, after)):
        rows = likeness.shares(side, [*range(len(parts))], 1, places)
        for part, row in zip(parts, rows, strict=True):
            expected = [share(part, whole) for whole in wholes]
            assert [each / ONE for each in row] == pytest.approx(expected, abs=1e-3)
