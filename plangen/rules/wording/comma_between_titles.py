"""并列的书名号之间、并列的引号之间不用顿号。

为什么：书名号和引号已经把各项分开了，再用顿号是多余的。

依据：GB/T 15834-2011《标点符号用法》4.5.3.5，标有引号的并列成分之间、
标有书名号的并列成分之间通常不用顿号；有其他成分插在中间的，宜用顿号。

不合：
    preamble: 学习《消防法》、《安全生产法》，做到“早发现”、“早报告”。 # ← 、 ← 、

合：
    preamble: 学习《消防法》《安全生产法》，办好“119”消防日、“安全生产月”活动。

改法：删去顿号；书名号或者引号后面还有括注等文字的，顿号照用。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_RUN: Final = lazily(r"《[^《》\n]*》(?:、?《[^《》\n]*》)+|“[^“”\n]*”(?:、?“[^“”\n]*”)+")
_COMMA: Final = lazily("(?<=[》”])、(?=[《“])")


def check(subject: Subject) -> Iterator[Offence]:
    """Find 、 between titles or quotes that follow each other directly."""
    for wording, run in spots(subject, _RUN):
        text = wording.text
        mixed = text[: run.start()].endswith("、") or text[run.end() :].startswith(("、", "（"))
        for match in () if mixed else _COMMA.finditer(text, *run.span()):
            kind = "书名号" if text[match.start() - 1] == "》" else "引号"
            message = f"并列的{kind}之间多了顿号，{kind}已经把各项分开"
            yield offence(wording, match.span(), message, "删去顿号", "")
