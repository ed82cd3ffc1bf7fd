"""A title's lines, chosen so that no word or name is broken and the shape pleases (§7.3.1)."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from math import ceil

from plangen.typography import width

_KEPT_TOGETHER = re.compile(r"[0-9]+年?|[A-Za-z0-9.·-]+|《[^《》]*》|“[^“”]*”|（[^（）]*）")
_BAD_START = tuple("的和与及或、，》）”")
_BAD_END = ("关于", *"和与及或对在为以由向、《（“")
_CLOSING = tuple(
    f"的{kind}" for kind in ["通知", "决定", "意见", "报告", "请示", "批复", "函", "公告", "通报"]
)
_MOST_LINES = 4


def title_lines(title: str, names: Iterable[str], limit: float) -> list[str]:
    """Part a title into as few lines as fit, each at most `limit` 字 wide.

    No word of the segmenter's dictionary and none of `names` is broken. Of the partings the one is
    taken that is nearest to a trapezoid or a diamond of even lines (GB/T 9704-2012, 7.3.1). A
    title that cannot be parted into four lines stays whole.
    """
    fewest = max(1, ceil(width(title) / limit))
    words = _words(title, names, limit) if fewest <= _MOST_LINES else []
    for count in range(fewest, _MOST_LINES + 1):
        partings = [_part(words, cuts) for cuts in combinations(range(1, len(words)), count - 1)]
        fitting = [lines for lines in partings if max(map(width, lines)) <= limit]
        if fitting:
            return min(fitting, key=_ugliness)
    return [title]


def _words(title: str, names: Iterable[str], limit: float) -> list[str]:
    from rjieba import Jieba

    segmenter = Jieba()
    for name in (*names, *_CLOSING):
        segmenter.add_word(name, 10**9, "n")
    words: list[str] = []
    end = 0
    for kept in _KEPT_TOGETHER.finditer(title):
        words += segmenter.cut(title[end : kept.start()])
        words += [kept[0]] if width(kept[0]) <= limit else segmenter.cut(kept[0])
        end = kept.end()
    words += segmenter.cut(title[end:])
    return words


def _part(words: Sequence[str], cuts: Sequence[int]) -> list[str]:
    bounds = [0, *cuts, len(words)]
    return ["".join(words[start:stop]) for start, stop in pairwise(bounds)]


def _ugliness(lines: Sequence[str]) -> float:
    """0 for lines of one width; more for an hourglass, a rectangle, a line that starts badly."""
    widths = [width(line) for line in lines]
    mean = sum(widths) / len(widths)
    ugly = sum(abs(each - mean) for each in widths)
    steps = [later - earlier for earlier, later in pairwise(widths)]
    ugly += 3 * sum(abs(step) < 1 for step in steps)
    ugly += 20 * any(first < 0 < second for first, second in pairwise(steps))
    ugly += 20 * sum(line.startswith(_BAD_START) for line in lines[1:])
    ugly += 20 * sum(line.endswith(_BAD_END) for line in lines[:-1])
    return ugly
