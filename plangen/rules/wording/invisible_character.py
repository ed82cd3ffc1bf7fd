r"""文字里没有看不见的字符、改变文字方向的字符。

为什么：零宽空格、软连字符、双向控制符是粘贴带进来的，看不见，却让查找、统计落空；
改变方向的还会让印出来的字前后颠倒。

依据：《党政机关公文处理工作条例》第二十五条，印发前要对公文的内容、格式等进行复核；通行做法。

不合：
    preamble: "各单位要\u2067加强\u2069检\u200b查。" # ← \u2067 ← \u2069 ← \u200b

合：
    preamble: "各单位要加强检查。"

改法：删去这个字符，或者重新输入这几个字。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_UNSEEN: Final = lazily(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find characters that are not seen, whether typed or written as an escape."""
    for wording, match in spots(subject, _UNSEEN):
        code = f"U+{ord(match[0]):04X}"
        message = f"这里有看不见的字符（{code}），会改变查找和排印的结果"
        yield offence(wording, match.span(), message, "删去这个字符", "")
