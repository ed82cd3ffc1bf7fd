"""比例用比号“∶”，不用冒号。

为什么：“1:1”“1：1”用的是冒号，一半角一全角，又与时刻“12:30”分不清；比号居中，占一个字。

依据：GB 3102.11-1993《物理科学和技术中使用的数学符号》，a与b之比写作a∶b；一份文件里只用一种写法。

不合：
    preamble: 区、镇按照1:1的比例分担，配比为1：3，比例不低于2:8。 # ← 1:1 ← 1：3 ← 2:8

合：
    preamble: 区、镇按照1∶1的比例分担，每日12:30前报送，比赛结果3:2，会期9:00至11:30。

改法：改成“∶”，如“1∶1”。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE

_RATIO: Final = lazily(r"(?<![\d.:：])\d{1,3}(?:\.\d+)?[:：]\d{1,3}(?:\.\d+)?(?![\d.:：])")
_BEFORE: Final = lazily(
    "(?:比例|配比|比值)(?:均|原则上)?(?:为|是|达到?|不低于|不高于|不超过|控制在|提高到|降至)?$"
)
_AFTER: Final = lazily("的?(?:比例|配套|配比|配备|配建|分担|出资)")
_SIGN: Final = lazily(r"\d[:：]\d")


def check(subject: Subject) -> Iterator[Offence]:
    """Find ratios, known by the words around them, that are written with a colon."""
    for wording, match in spots(subject, _RATIO, _SIGN):
        text, start, end = match.string, *match.span()
        if _BEFORE.search(text, max(0, start - 12), start) or _AFTER.match(text, end):
            mend = re.sub("[:：]", "∶", match[0])
            message = f"“{match[0]}”是比例，比号应当用“∶”，不用冒号"
            yield offence(wording, match.span(), message, f"改成“{mend}”", mend)
