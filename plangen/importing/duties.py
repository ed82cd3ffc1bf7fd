"""Responsibility brackets in a paragraph: where each stands, and the sentence it stands after.

开展检查。（市应急局牵头）建立台账（各区政府负责）。 gives
开展检查。 with （市应急局牵头）, and 建立台账 with （各区政府负责）。
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plangen.importing.names import completed, is_body, is_surely_body, names_in
from plangen.patterns import lazily
from plangen.readers.role_words import time_in

_OPEN: Final = {"（": "）", "〔": "〕", "(": "）", "[": "］", "【": "】", "［": "］"}
_NARROW: Final = {")": "）", "]": "］"}
_ROLE: Final = (
    "(?:责任|牵头|配合|主办|协办|参与|参加|负责|支持|协助|指导|落实|实施)"
    "(?:单位|部门|科室|处室|股室|人|领导)"
)
_LABELLED: Final = lazily(rf"[^，。；：]{{0,6}}{_ROLE}\s*[：:]")
_OWN_LINE: Final = lazily(
    rf"(?:[（(〔]?[^，。；：]{{0,6}}{_ROLE}|(?:完成|办结|推进|工作)(?:时限|期限|时间)|时[序间]进度|进度安排)\s*[：:].+"
)
_AT_END: Final = lazily(rf"(?<=[。；;])(?:{_ROLE})[：:][^。]+。?$")
_VERB: Final = lazily("牵头|负责|配合|参与|指导|落实|支持|协助|协同|按职责|分工")
_LABEL: Final = 14
"""A label is shorter, its blanks included."""
_LINE: Final = 400
"""No words that say who is responsible are as long."""
_MOST: Final = 0.6
"""The share of names that must be bodies', where words beside them say who does what."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a paragraph, and who is responsible for them in brackets."""

    text: str
    bracket: str = ""
    """As printed, brackets and the mark after them included."""


def is_own_line(text: str) -> bool:
    """Whether a paragraph says only who is responsible: 责任单位：市商务局, （市商务局牵头）."""
    labelled = _OWN_LINE.fullmatch(spaced_label(text))
    return len(text) < _LINE and bool(labelled or _is_bracket_of_names(text.rstrip("。；")))


def _is_bracket_of_names(text: str) -> bool:
    whole = list(_outer_brackets(text)) == [(0, len(text))]
    return whole and says_who(text[1:-1])


def said_at_end(text: str) -> str:
    """What a paragraph says at its end of who is responsible, out of brackets; empty for nothing.

    >>> said_at_end("开展检查。责任单位：市教育局。")
    '责任单位：市教育局。'
    """
    match = _AT_END.search(text)
    return match[0] if match and all(map(is_body, names_in(match[0]))) else ""


def spaced_label(text: str) -> str:
    """A text whose label is spread by blanks, with them taken out: 责 任 人：王某."""
    label, colon, rest = text.partition("：")
    return re.sub(r"\s", "", label) + colon + rest if colon and len(label) < _LABEL else text


def passages(text: str) -> list[Passage]:
    """A paragraph, parted after each responsibility bracket; one passage where it has none."""
    parted: list[Passage] = []
    start = 0
    for begin, end in _brackets(text):
        parted.append(Passage(text[start:begin], text[begin:end]))
        start = end
    if text[start:].strip() or not parted:
        parted.append(Passage(text[start:]))
    return parted


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where the responsibility brackets begin and end, the mark behind them included."""
    for begin, end in _outer_brackets(text):
        if begin and _stands_at_end(text, begin, end) and says_who(text[begin + 1 : end - 1]):
            yield begin, end + (text[end : end + 1] in ("。", "；"))


def _outer_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Every outermost pair of brackets: where it begins, and where it has ended.

    What opens and is never closed parts nothing; either width closes the other.
    """
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    pairs: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        closing = _NARROW.get(char, char)
        if char in _OPEN:
            opened.append((_OPEN[char], at))
            waiting[_OPEN[char]] += 1
        elif waiting[closing]:
            pairs.append((_close(opened, waiting, closing), at + 1))
    last = 0
    for begin, end in sorted(pairs):
        if begin >= last:
            yield begin, end
            last = end


def _close(opened: list[tuple[str, int]], waiting: Counter[str], closing: str) -> int:
    """Close the last bracket that waits for this mark, and drop those opened within it."""
    while True:
        awaited, begin = opened.pop()
        waiting[awaited] -= 1
        if awaited == closing:
            return begin


def _stands_at_end(text: str, begin: int, end: int) -> bool:
    """Whether a bracket closes a sentence: after its mark, or right before one."""
    return text[begin - 1] in "。；！？：" or text[end : end + 1] in ("", "。", "；")


def says_who(words: str) -> bool:
    """Whether words in brackets say who is responsible, and nothing else."""
    if _LABELLED.match(words):
        return True
    names = names_in(words)
    if not names or len(words) > _LINE:
        return False
    if _VERB.search(words) or time_in(words):
        return sum(map(is_body, completed(names).values())) >= max(1, _MOST * len(names))
    return all(map(is_surely_body, names)) and not re.search("[0-9。；]", words)
