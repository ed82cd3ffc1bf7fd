"""Responsibility brackets in a paragraph: where each stands, and the sentence it stands after.

开展检查。（市应急局牵头）建立台账（各区政府负责）。 gives
开展检查。 with （市应急局牵头）, and 建立台账 with （各区政府负责）。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plangen.importing.names import is_body, is_surely_body, names_in
from plangen.patterns import lazily
from plangen.readers.role_words import time_in

_OPEN: Final = {"（": "）", "〔": "〕", "(": ")", "[": "]", "【": "】", "［": "］"}
_ROLE: Final = (
    "(?:责任|牵头|配合|主办|协办|参与|参加|负责|支持|协助|指导|落实|实施)"
    "(?:单位|部门|科室|处室|股室|人|领导)"
)
_LABELLED: Final = lazily(rf"[^，。；：]{{0,6}}{_ROLE}\s*[：:]")
_OWN_LINE: Final = lazily(
    rf"(?:[（(〔]?[^，。；：]{{0,6}}{_ROLE}|(?:完成|办结)(?:时限|期限|时间))\s*[：:].+"
)
_AT_END: Final = lazily(rf"(?<=[。；;])(?:{_ROLE})[：:][^。]+。?$")
_VERB: Final = lazily("牵头|负责|配合|参与|指导|落实|支持|协助|协同|按职责|分工")
_LABEL: Final = 14
"""A label is shorter, its blanks included."""
_MOST: Final = 0.6
"""The share of names that must be bodies', where words beside them say who does what."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a paragraph, and who is responsible for them in brackets."""

    text: str
    bracket: str = ""
    """As printed, brackets and the mark after them included."""


def is_own_line(text: str) -> bool:
    """Whether a paragraph says only who is responsible: 责任单位：市商务局."""
    return bool(_OWN_LINE.fullmatch(spaced_label(text))) and len(text) < 400


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
    """Every outermost pair of brackets: where it begins, and where it has ended."""
    stack: list[str] = []
    begin = 0
    for at, char in enumerate(text):
        if char in _OPEN:
            if not stack:
                begin = at
            stack.append(_OPEN[char])
        elif stack and char == stack[-1]:
            stack.pop()
            if not stack:
                yield begin, at + 1


def _stands_at_end(text: str, begin: int, end: int) -> bool:
    """Whether a bracket closes a sentence: after its mark, or right before one."""
    return text[begin - 1] in "。；！？：" or text[end : end + 1] in ("", "。", "；")


def says_who(words: str) -> bool:
    """Whether words in brackets say who is responsible, and nothing else."""
    if _LABELLED.match(words):
        return True
    names = names_in(words)
    if not names or len(words) > 400:
        return False
    if _VERB.search(words) or time_in(words):
        return sum(map(is_body, names)) >= max(1, _MOST * len(names))
    return all(map(is_surely_body, names)) and not re.search("[0-9。；]", words)
