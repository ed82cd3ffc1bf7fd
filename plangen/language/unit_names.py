"""Names of units that are written nearly right."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from plangen.patterns import lazily

_PARTICLES: Final = lazily(r"[和与及、的·\s]")
_TELLING: Final = frozenset("一二三四五六七八九十东西南北中上下前后新老大小省市县区州盟旗乡镇街村")
"""Characters by which one unit's name differs from another's."""
_NOTHING: Final = r"(?!)"
"""A pattern that matches nowhere."""
_SHORTEST: Final = 7
_PLACE: Final = 3
"""So many characters at its head may name a place."""


def plain(name: str) -> str:
    """A name without particles and marks."""
    return _PARTICLES.sub("", name)


def is_variant(word: str, name: str) -> bool:
    """Whether a word is that very name written otherwise, and not the name of another unit.

    So it is when they differ by 和, 与, 及, 的 or 、, by the order of the characters within, or by
    one character that does not tell units apart.
    """
    written, right = plain(word), plain(name)
    if word == name or written[:1] != right[:1] or written[-2:] != right[-2:]:
        return False
    if written == right:
        return True
    if min(len(written), len(right)) < _SHORTEST:
        return False
    return _reordered(written, right) or _one_slip(written, right)


def _reordered(written: str, right: str) -> bool:
    """The same characters in another order, past the place's name."""
    if sorted(written) != sorted(right) or written[: _PLACE - 1] != right[: _PLACE - 1]:
        return False
    return not _TELLING & {char for char, its in zip(written, right, strict=True) if char != its}


def _one_slip(written: str, right: str) -> bool:
    """One character left out, put in or changed, past the place's name."""
    if abs(len(written) - len(right)) > 1:
        return False
    short, long = sorted((written, right), key=len)
    at = next((i for i, char in enumerate(short) if char != long[i]), len(short))
    rest = short[at + 1 :]
    if len(short) < len(long):
        rest = short[at:]
    if at < _PLACE or rest != long[at + 1 :]:
        return False
    return not _TELLING & set(long[at] + short[at : at + 1 + len(short) - len(long)])


class UnitNames:
    """The names of a register, and where a text has one of them written otherwise."""

    def __init__(self, names: Iterable[str], known: Iterable[str]) -> None:
        """`names` may be found misspelt; `known` are right as they are."""
        self._known = frozenset(known)
        self._ends: dict[str, list[str]] = {}
        for name in dict.fromkeys(names):
            if len(plain(name)) >= _SHORTEST:
                self._ends.setdefault(name[-2:], []).append(name)
        ends = "|".join(map(re.escape, sorted(self._ends)))
        self._end = re.compile(ends or _NOTHING)
        self._lengths = sorted({len(name) for name in self._known}, reverse=True)
        self._variant = lru_cache(maxsize=None)(self._uncached)

    def variants(self, text: str) -> Iterable[tuple[int, str, str]]:
        """Each misspelt name: where it begins, as written, and the name it means."""
        for match in self._end.finditer(text):
            longest = 2 + max(len(name) for name in self._ends[match[0]])
            window = text[max(0, match.end() - longest) : match.end()]
            if not self._is_known(text, match.end()) and (pair := self._variant(window)):
                yield match.end() - len(pair[0]), *pair

    def _is_known(self, text: str, end: int) -> bool:
        return any(text[end - size : end] in self._known for size in self._lengths if size <= end)

    def _uncached(self, window: str) -> tuple[str, str] | None:
        """The longest end of a window that is a name written otherwise, and that name."""
        for name in self._ends[window[-2:]]:
            for more in (2, 1, 0, -1, -2):
                word = window[-len(name) - more :]
                if word[0] == name[0] and len(word) == len(name) + more and is_variant(word, name):
                    return word, name
        return None
