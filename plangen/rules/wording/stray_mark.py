"""标点不重复，不站错位置。

为什么：“。。”“，。”和段首的逗号是删改后留下的，读者不知道是不是少了字。

依据：GB/T 15834-2011《标点符号用法》5.1，句号、逗号、顿号、分号、冒号等不出现在一行之首；句子中间、
末尾的停顿只用一个点号。

不合：
    preamble: 加强检查，，消除隐患（含商场，）。。 # ← ，， ← ， ← 。。

合：
    preamble: 谁来检查？！检查什么？做到“有人查、有人管。”（见附件）。

改法：留下应有的一个，删去多余的。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_MARKS: Final = lazily(
    r"(?P<twice>([，、；：？！])\2+|(?<!。)。。(?!。))|(?P<mixed>[，、；：][，、；：。]|。[，、；：])"
    r"|(?P<first>(?m:^)[，。、；：？！])|(?P<open>(?<=[（《])[，。、；：])|(?P<close>[，、；：](?=[）》]))"
)
_SIGN: Final = lazily("[，、；：？！。（《\\n][，、；：？！。）》]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find marks doubled, first in a paragraph, or inside a bracket's edge."""
    for wording, match in spots(subject, _MARKS, _SIGN):
        message, hint, mend = _said(match)
        if match[0] not in ("！！", "！！！", "？？"):
            yield offence(wording, match.span(), message, hint, mend)


def _said(match: re.Match[str]) -> tuple[str, str, str | None]:
    word = match[0]
    if match["twice"]:
        return f"标点“{word}”重复了", f"留一个“{word[0]}”", word[0]
    if match["mixed"]:
        return f"两个点号“{word}”连在一起，句中停顿只用一个", "留下应有的一个", None
    where = "段首" if match["first"] else "括号、引号的边上"
    return f"“{word}”站在{where}，前面没有它要断开的话", f"删去“{word}”", ""
