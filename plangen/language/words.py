"""Where the words of a text part, by a dictionary that is loaded only when somebody asks."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from plangen.patterns import lazily

if TYPE_CHECKING:
    from rjieba import Jieba

_NEAR: Final = 40
"""So many characters either way decide where words part."""
_BREAK: Final = lazily(r"[^\u3400-\u4dbf\u4e00-\u9fff]")


def part_at(text: str, *indexes: int) -> bool:
    """Whether words part at each of these indexes: 耕地地力 parts at 2 (耕地, 地力), not at 1."""
    first, last = max(0, min(indexes) - _NEAR), max(indexes) + _NEAR
    before = list(_BREAK.finditer(text, first, min(indexes)))
    after = _BREAK.search(text, max(indexes), last)
    if before:
        first = before[-1].end()
    if after:
        last = after.start()
    edges = _edges(text[first:last])
    return all(index - first in edges for index in indexes)


def is_word(text: str) -> bool:
    """Whether the dictionary has this very word."""
    return _segmenter().has_word(text)


@lru_cache(maxsize=1024)
def _edges(text: str) -> frozenset[int]:
    edges, end = {0}, 0
    for word in _segmenter().cut(text):
        end += len(word)
        edges.add(end)
    return frozenset(edges)


@cache
def _segmenter() -> "Jieba":
    from rjieba import Jieba

    return Jieba()
