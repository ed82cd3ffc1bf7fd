"""The paragraphs of two versions of a notice, those that belong together side by side.

Equal ones are found first; between them the likest pairs in order. A paragraph parted in two, or
two made one, is one pair: 甲。乙。 beside 甲。 and 乙。
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from plangen.outline import recognise

_LEAST: Final = 45
"""How like two wordings of one paragraph are, of 100, at least."""
_MOVED: Final = 70
"""How like a paragraph is to what it was elsewhere."""
_LONG: Final = 12
"""So many characters make a paragraph that does not stand in two places by chance."""
_MOST: Final = 40_000
"""So many pairs are weighed between two equal paragraphs; where there are more, none is."""


class Facing(NamedTuple):
    """Paragraphs that differ and stand side by side; one side may be empty."""

    old: range
    new: range


def facing(old: Sequence[str], new: Sequence[str]) -> list[Facing]:
    """The paragraphs that differ, in their order."""
    found: list[Facing] = []
    for gap in _gaps(old, new):
        found += _within(old, new, gap)
    return found


def _gaps(old: Sequence[str], new: Sequence[str]) -> Iterator[Facing]:
    """What stands between equal paragraphs."""
    at, put = 0, 0
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            if at < step.src_start or put < step.dest_start:
                yield Facing(range(at, step.src_start), range(put, step.dest_start))
            at, put = step.src_end, step.dest_end
    if at < len(old) or put < len(new):
        yield Facing(range(at, len(old)), range(put, len(new)))


def _within(old: Sequence[str], new: Sequence[str], gap: Facing) -> list[Facing]:
    """The pairs of a gap, and what has no counterpart."""
    pairs = _likest(old, new, gap)
    found: list[Facing] = []
    at, put = gap.old.start, gap.new.start
    for row, column in [*pairs, (gap.old.stop, gap.new.stop)]:
        for one in range(at, row):
            found.append(Facing(range(one, one + 1), range(put, put)))
        for one in range(put, column):
            found.append(Facing(range(row, row), range(one, one + 1)))
        if row < gap.old.stop:
            found.append(Facing(range(row, row + 1), range(column, column + 1)))
        at, put = row + 1, column + 1
    return _rejoined(old, new, found)


def _likest(old: Sequence[str], new: Sequence[str], gap: Facing) -> list[tuple[int, int]]:
    """The pairs whose likenesses have the greatest sum, none crossing another.

    One paragraph in the place of one is the same in other words, however unlike.
    """
    if len(gap.old) == len(gap.new) == 1:
        return [(gap.old.start, gap.new.start)]
    if len(gap.old) * len(gap.new) > _MOST:
        return []
    best: defaultdict[tuple[int, int], float] = defaultdict(float)
    for row in reversed(gap.old):
        for column in reversed(gap.new):
            best[row, column] = max(best[row + 1, column], best[row, column + 1])
            if likeness := _likeness(old[row], new[column]):
                paired = likeness + best[row + 1, column + 1]
                best[row, column] = max(paired, best[row, column])
    pairs: list[tuple[int, int]] = []
    row, column = gap.old.start, gap.new.start
    while row < gap.old.stop and column < gap.new.stop:
        if best[row, column] == best[row + 1, column]:
            row += 1
        elif best[row, column] == best[row, column + 1]:
            column += 1
        else:
            pairs.append((row, column))
            row, column = row + 1, column + 1
    return pairs


def _likeness(old: str, new: str) -> float:
    likeness = max(fuzz.ratio(old, new), fuzz.partial_ratio(old, new) * 0.6)
    return likeness if likeness >= _LEAST else 0


def _rejoined(old: Sequence[str], new: Sequence[str], found: list[Facing]) -> list[Facing]:
    """The pairs, with what is alone beside one joined to it where that makes it liker."""
    joined: list[Facing] = []
    for one in found:
        last = [one, *joined][-1]
        is_pair = bool(one.old and one.new)
        if joined and is_pair != bool(last.old and last.new):
            both = Facing(range(last.old.start, one.old.stop), range(last.new.start, one.new.stop))
            if _alike(old, new, both) > _alike(old, new, one if is_pair else last):
                joined[-1] = both
                continue
        joined.append(one)
    return joined


def _alike(old: Sequence[str], new: Sequence[str], pair: Facing) -> float:
    before = "".join(old[pair.old.start : pair.old.stop])
    return fuzz.ratio(before, "".join(new[pair.new.start : pair.new.stop]))


def moves(old: Sequence[str], new: Sequence[str], pairs: Sequence[Facing]) -> set[Facing]:
    """The pairs without a counterpart that have one elsewhere, numerals aside: what has moved."""
    gone = [pair for pair in pairs if not pair.new]
    added = [pair for pair in pairs if not pair.old]
    moved: set[Facing] = set()
    if len(gone) * len(added) > _MOST:
        return moved
    for left in gone:
        text = without_numeral(old[left.old.start])
        for right in added:
            likeness = fuzz.ratio(text, without_numeral(new[right.new.start]))
            if len(text) >= _LONG and likeness >= _MOVED:
                moved.update((left, right))
    return moved


def without_numeral(text: str) -> str:
    """A paragraph behind its number, if it has one."""
    numeral = recognise(text)
    return numeral.rest if numeral else text


def by_row(
    pairs: Sequence[Facing], old_rows: Sequence[int], new_rows: Sequence[int]
) -> Iterator[Facing]:
    """The pairs, cells of one table row that are all gone or all new made one.

    The rows are those of the paragraphs, 0 where they stand in no table.
    """
    whole: Facing | None = None
    for pair in pairs:
        if whole and _is_same_row(whole, pair, old_rows, new_rows):
            whole = Facing(
                range(whole.old.start, pair.old.stop), range(whole.new.start, pair.new.stop)
            )
            continue
        if whole:
            yield whole
        whole = pair
    if whole:
        yield whole


def _is_same_row(
    one: Facing, other: Facing, old_rows: Sequence[int], new_rows: Sequence[int]
) -> bool:
    if not (one.new or other.new):
        return 0 < old_rows[one.old.start] == old_rows[other.old.start]
    if not (one.old or other.old):
        return 0 < new_rows[one.new.start] == new_rows[other.new.start]
    return False
