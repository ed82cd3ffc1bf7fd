"""破折号用两个字长的“——”，不用 -- 和制表线。

为什么：“--”是打字机的写法，制表线“─”印出来会断开、错位。

依据：GB/T 15834-2011《标点符号用法》4.10，破折号的形式是“——”，占两个字的位置。

不合：
    preamble: 抓住关键--消除火灾隐患，守住底线──不发生火灾。 # ← -- ← ──

合：
    preamble: 抓住关键——消除火灾隐患，3月—11月集中整治。

改法：改成“——”。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import HAN, offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_DASH: Final = lazily(rf"(?<=[{HAN}”》）])(?:--+|[─━―]{{2}}|－－)(?=[{HAN}“《（])")
_SIGN: Final = lazily("[-─━―－][-─━―－]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find dashes made of other marks."""
    for wording, match in spots(subject, _DASH, _SIGN):
        message = f"“{match[0]}”不是破折号，破折号占两个字"
        yield offence(wording, match.span(), message, "改成“——”", "——")
