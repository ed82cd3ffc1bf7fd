"""汉字中间的标点用全角的，不用半角的 , ; : ? ! . ( )。

为什么：半角标点只占半个字，挤在汉字中间，印出来疏密不一；多是输入法没有切换，一眼看得出没有校对。

依据：GB/T 15834-2011《标点符号用法》，标点符号除短横线、间隔号、分隔号外，
占一个字或者两个字的位置。

不合：
    preamble: 切实加强火灾监测,扩大巡查范围，建立工作档案(一户一档)。 # ← , ← (一户一档)

合：
    preamble: 切实加强火灾监测，建立档案（一户一档），电话0595-12345678，每日12:30前报送。

改法：换成全角的 ，；：？！。（）。数字中的小数点、千分撇，时刻中的冒号，外文、网址、
标准号中的标点不动。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.outline import recognise
from plangen.patterns import lazily
from plangen.rules.searching import HAN, holding, offence, prose
from plangen.rules.subject import Offence, Severity, Subject, Wording

SEVERITY: Final = Severity.WARNING

_WIDE: Final = dict(zip(",;:?!.()", "，；：？！。（）", strict=True))
_BESIDE: Final = f"[{HAN}“”‘’（）《》〔〕％]"
_MARK: Final = lazily(
    rf"(?<={_BESIDE})[,;:?!]|[,;?!](?={_BESIDE})|(?<={_BESIDE})\.(?=[{HAN}“《]|$)", re.MULTILINE
)
_PAIR: Final = lazily(r"\(([^()\n]*)\)")
_ALONE: Final = lazily(rf"(?<={_BESIDE})[()]|\((?={_BESIDE})")
_HAN: Final = lazily(f"[{HAN}]")
_OFFICE_NUMBER: Final = lazily(r"\((?:19|20)\d\d\)(?=第?\d+号)")
_SIGN: Final = lazily(r"[,;:?!.()]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find half-width marks beside Chinese characters."""
    for wording in holding(subject, _SIGN):
        if any(mark in wording.text for mark in _WIDE):
            text = prose(wording.text)
            begin = _numeral(text)
            for start, end in (*_marks(text, begin), *_brackets(text, begin)):
                yield _offence(wording, start, end)


def _offence(wording: Wording, start: int, end: int) -> Offence:
    """What is said of a mark; a full stop amid a text may be meant for a dot between names."""
    word = wording.text[start:end]
    mend = _mended(word)
    message = f"“{word}”用了半角标点，汉字中间应当用全角标点"
    if word == "." and wording.text[end : end + 1] not in ("", "\n"):
        hint = "是句末的改成“。”，是间隔号的（如“尚善·求真”）改成“·”"
        return offence(wording, (start, end), message, hint)
    return offence(wording, (start, end), message, f"改成“{mend}”", mend)


def _numeral(text: str) -> int:
    """How long the hand-typed numeral is that a text opens with."""
    numeral = recognise(text)
    return len(numeral.numeral) if numeral else 0


def _marks(text: str, begin: int) -> Iterator[tuple[int, int]]:
    for match in _MARK.finditer(text, begin):
        if match[0] not in "()":
            yield match.span()


def _brackets(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """A pair is one slip; one that stands alone, or pairs with a full-width one, is one too."""
    if "(" not in text and ")" not in text:
        return
    pairs = [match.span() for match in _PAIR.finditer(text, begin)]
    for start, end in pairs:
        around = text[max(start - 1, 0) : end]
        if _HAN.search(around) and not _OFFICE_NUMBER.match(text, start):
            yield start, end
    taken = {index for start, end in pairs for index in (start, end - 1)}
    for match in _ALONE.finditer(text, begin):
        if match.start() not in taken:
            yield match.span()


def _mended(word: str) -> str:
    if word[0] == "(" and len(word) > 1:
        return f"（{word[1:-1]}）"
    return _WIDE[word]
