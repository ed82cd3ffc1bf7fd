r"""文字里没有看不见的字符。

为什么：空白的填充字符、变体选择符是粘贴带进来的，看不见，却让查找、统计落空。

依据：《党政机关公文处理工作条例》第二十五条，印发前要对公文的内容、格式等进行复核；通行做法。

不合：
    preamble: "各单位要\u3164加强检\ufe0f查。" # ← \u3164 ← \ufe0f

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

_UNSEEN: Final = lazily("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find characters that are not seen and that the reader takes."""
    for wording, match in spots(subject, _UNSEEN):
        code = f"U+{ord(match[0]):04X}"
        message = f"这里有看不见的字符（{code}），会改变查找和排印的结果"
        yield offence(wording, match.span(), message, "删去这个字符", "")
