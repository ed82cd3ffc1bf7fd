"""A title's lines, chosen so that no word or name is broken and the shape pleases (§7.3.1)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import ceil, fsum

from plangen.document.kinds import OFFICIAL
from plangen.typography import BOUNDARY, width

_KEPT_TOGETHER = re.compile(r"[0-9]+年?|[A-Za-z0-9.·-]+|《[^《》]*》|“[^“”]*”|（[^（）]*）")
_BAD_START = tuple("的和与及或等、，》）”")
"""What no line begins with, alone or before the rest of a word."""
_BOUND = ("的", "和", "与", "及", "或", "等", "以及", "、", "，")
"""Words that stay on the line of the word before them."""
_BAD_END = ("关于", *"和与及或对在为以由向、《（“")
_CLOSING = tuple(f"的{kind}" for kind in OFFICIAL.split("|"))
TITLE_CHARS = 20
"""How many 字 of 2号 fit the type area: 156 mm at 22 pt (§7.3.1)."""
MOST_LINES = 4


def title_lines(title: str, names: Iterable[str], limit: float) -> list[str]:
    """Part a title into as few lines as fit, each at most `limit` 字 wide.

    No word of the segmenter's dictionary and none of `names` is broken. Of the partings the one is
    taken that is nearest to a trapezoid or a diamond of even lines (GB/T 9704-2012, 7.3.1). A
    title that cannot be parted into four lines stays whole.
    """
    return list(_title_lines(title, frozenset(names), limit))


def printed_width(text: str) -> float:
    """The width of a text in 字 with a quarter of one where Chinese meets digits or letters."""
    return width(text) + len(BOUNDARY.findall(text)) / 4


@lru_cache(maxsize=256)
def _title_lines(title: str, names: frozenset[str], limit: float) -> tuple[str, ...]:
    """The same, remembered: the segmenter's dictionary takes a tenth of a second to load."""
    fewest = max(1, ceil(printed_width(title) / limit))
    if fewest > MOST_LINES:
        return (title,)
    words = _words(title, names, limit)
    ends = [0.0, *map(printed_width, accumulate(words))]
    for count in range(fewest, MOST_LINES + 1):
        partings = [_part(words, cuts) for cuts in _cuts(ends, 0, count, limit)]
        if partings:
            best: list[str] = min(partings, key=_ugliness)
            return tuple(best)
    return (title,)


def _words(title: str, names: Iterable[str], limit: float) -> list[str]:
    from rjieba import Jieba

    segmenter = Jieba()
    for name in (*names, *_CLOSING):
        segmenter.add_word(name, 10**9, "n")
    words: list[str] = []
    end = 0
    for kept in _KEPT_TOGETHER.finditer(title):
        words += segmenter.cut(title[end : kept.start()])
        if width(kept[0]) <= limit:
            words.append(kept[0])
        else:
            words += segmenter.cut(kept[0])
        end = kept.end()
    words += segmenter.cut(title[end:])
    return _bound(words)


def _bound(words: Iterable[str]) -> list[str]:
    """Join words that begin no line to those before: 甲局, 等, 三部门 are 甲局等, 三部门."""
    bound: list[str] = []
    for word in words:
        if bound and word in (*_BOUND, *_CLOSING):
            bound[-1] += word
        else:
            bound.append(word)
    return bound


def _cuts(ends: Sequence[float], start: int, count: int, limit: float) -> Iterator[tuple[int, ...]]:
    """Yield before which words to cut, from word `start` on, for `count` lines that all fit.

    `ends` says how wide the text is up to each word. Words of 2, 3 and 2 字 at a limit of 5 in two
    lines: (1,) and (2,).
    """
    rest = ends[-1] - ends[start]
    if count == 1 and rest <= limit:
        yield ()
    for stop in range(start + 1, len(ends) - 1) if count > 1 else ():
        line = ends[stop] - ends[start]
        if line > limit:
            return
        if rest - line <= limit * (count - 1):
            for later in _cuts(ends, stop, count - 1, limit):
                yield stop, *later


def _part(words: Sequence[str], cuts: Sequence[int]) -> list[str]:
    bounds = [0, *cuts, len(words)]
    return ["".join(words[start:stop]) for start, stop in pairwise(bounds)]


def _ugliness(lines: Sequence[str]) -> float:
    """0 for lines of one width; more for an hourglass, a rectangle, a line that starts badly."""
    widths = list(map(width, lines))
    mean = fsum(widths) / len(widths)
    ugly = fsum(abs(line - mean) for line in widths)
    for line, following in pairwise(lines):
        ugly += 3 * (abs(width(following) - width(line)) < 1)
        ugly += 20 * following.startswith(_BAD_START)
        ugly += 20 * line.endswith(_BAD_END)
    for first, second, third in zip(widths, widths[1:], widths[2:], strict=False):
        ugly += 20 * (first > second < third)
    return ugly
