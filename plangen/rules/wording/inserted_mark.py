"""一个词中间不夹进别的符号。

为什么：“创+业”“检#查”是打字、粘贴时碰进去的，校对一遍就能看到；查找“创业”也找不到这一处。

依据：《党政机关公文处理工作条例》第二十五条，印发前要对公文的内容、格式等进行复核；通行做法。

不合：
    preamble: 支持居民就业创+业，落实消防检#查制度。 # ← + ← #

合：
    preamble: 推进“互联网+监管”“线上+线下”，开展政+企联建，培育“文化+旅游”业态，做好规划+设计。

改法：删去夹进去的符号。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.words import is_word, part_at
from plangen.patterns import lazily
from plangen.rules.searching import HAN, offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_SIGN: Final = lazily(r"[+＋*＊#＃@＠&＆=＝_＿|｜^~\\]")
_MARK: Final = lazily(rf"(?<=[{HAN}]{{2}})[+＋*＊#＃@＠&＆=＝_＿|｜^~\\](?=[{HAN}])")
_LONE: Final = lazily(rf"(?:[^{HAN}]|推进|开展|实行|实施|推行|建立|打造)[{HAN}]$")
"""A single character before the mark is meant: 政+企."""
_OPPOSITES: Final = ("上下", "下上", "内外", "外内", "前后")
"""What two that stand together end in: 线上+线下."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find marks without which the characters on both sides are one word."""
    for wording, match in spots(subject, _MARK, _SIGN):
        before, after = match.string[: match.start()], match.string[match.end() :]
        joins = is_word(before[-2:]) and is_word(after[:2])
        pair = before[-2] == after[0] and f"{before[-1]}{after[1:2]}" in _OPPOSITES
        if not (joins or pair or _LONE.search(before) or part_at(before + after, match.start())):
            message = f"“{before[-1]}{match[0]}{after[0]}”中间夹着“{match[0]}”，多半是一个词"
            yield offence(wording, match.span(), message, f"删去“{match[0]}”")
