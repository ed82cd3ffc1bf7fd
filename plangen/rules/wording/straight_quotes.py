"""引号用弯的“”，不用直的 "" 和 ''，全角的 ＂＂ 也是直的。

为什么：直引号是打字机的写法，分不出前后，印出来不是公文的样子。

依据：GB/T 15834-2011《标点符号用法》4.8，引号的形式是双引号“”和单引号‘’。

不合：
    preamble: 开展"安全生产月"活动，落实'谁主管、谁负责'。 # ← "安全生产月" ← '谁主管、谁负责'
    closing: 培育“小巨人”企业，奖励＂小巨人＂企业。 # ← ＂小巨人＂

合：
    preamble: 开展“安全生产月”活动，落实“谁主管、谁负责”。
    closing: 培育“小巨人”企业，奖励“小巨人”企业。

改法：换成“”；引号里面的引号用‘’。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import HAN, holding, offence
from plangen.rules.subject import Offence, Severity, Subject, Wording

SEVERITY: Final = Severity.WARNING

_SINGLE: Final = lazily(rf"(?<![A-Za-z0-9])'([^'\n]*[{HAN}][^'\n]*)'(?![A-Za-z])")
_DOUBLE: Final = lazily(r'["＂“”]')
_STRAIGHT: Final = ('"', "＂")
_HINT: Final = "换成“”"
_WHY: Final = "是直引号，分不出前后，汉字中用弯引号“”"
_SIGN: Final = lazily("[\"＂']")


def check(subject: Subject) -> Iterator[Offence]:
    """Find straight quotes in Chinese text."""
    for wording in holding(subject, _SIGN):
        if any(mark in wording.text for mark in _STRAIGHT):
            yield from _double(wording)
        for match in _SINGLE.finditer(wording.text) if "'" in wording.text else ():
            single = f"“{match[1]}”"
            yield offence(wording, match.span(), f"{match[0]} {_WHY}", _HINT, single)


def _double(wording: Wording) -> Iterator[Offence]:
    start = 0
    for paragraph in wording.text.split("\n"):
        yield from _of_paragraph(wording, paragraph, start)
        start += len(paragraph) + 1


def _of_paragraph(wording: Wording, paragraph: str, start: int) -> Iterator[Offence]:
    """Take the marks two by two; a paragraph with an odd one is not mended."""
    indexes = [match.start() for match in _DOUBLE.finditer(paragraph)]
    paired = len(indexes) % 2 == 0
    for first, last in zip(indexes[::2], indexes[1::2], strict=False):
        yield from _of_pair(wording, (start + first, start + last), mend=paired)
    if paired or paragraph[indexes[-1]] not in _STRAIGHT or paragraph[indexes[-1] - 1].isdigit():
        return
    index = start + indexes[-1]
    yield offence(wording, (index, index + 1), f"{paragraph[indexes[-1]]} {_WHY}", _HINT)


def _of_pair(wording: Wording, indexes: tuple[int, int], *, mend: bool) -> Iterator[Offence]:
    first, last = indexes
    text = wording.text
    if text[first] == text[last] and text[first] in _STRAIGHT:
        inside = text[first + 1 : last]
        mended = f"“{inside}”" if mend else None
        yield offence(wording, (first, last + 1), f"{text[first : last + 1]} {_WHY}", _HINT, mended)
        return
    for index, mark in zip(indexes, "“”", strict=True):
        if text[index] in _STRAIGHT:
            mended = mark if mend else None
            yield offence(wording, (index, index + 1), f"{text[index]} {_WHY}", _HINT, mended)
