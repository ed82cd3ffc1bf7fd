"""“一是”“二是”要连着编，不缺不重。

为什么：从“二是”跳到“四是”，或者有两个“三是”，多半是增删时忘了改序，读的人会以为漏印了一段。

依据：《党政机关公文处理工作条例》第十九条，公文要“结构严谨”。

不合：
    sections:
      - title: 主要措施
        text: 一是查隐患；二是抓整改；四是强宣传。 # ← 四是

合：
    sections:
      - title: 主要措施
        text: |
          唯一是安全；一是查隐患；二是抓整改。
          加强领导，一是定人，二是定责，三是定时。

改法：核对缺的是哪一条，改顺序号。
"""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import numeric

from plangen.patterns import lazily
from plangen.rules.searching import holding
from plangen.rules.subject import Offence, Severity, Subject, Wording

SEVERITY: Final = Severity.WARNING
_SIGN: Final = lazily("[一二三四五六七八九十①-⑩](?:(?<=[①-⑩])|是|(?<=第.)，)")
_BRACKETS: Final = lazily("（[^（）]*）")
_FORMS: Final = (
    lazily("(?P<n>一)是|(?:^|(?<=[，。；：:、\n]))(?P<m>[二三四五六七八九十])是(?!否)"),
    lazily("第(?P<n>一)，|(?:^|(?<=[，。；：:、\n]))第(?P<m>[二三四五六七八九十])，"),
    lazily("(?P<n>①)|(?P<m>[②-⑩])"),
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find rows of 一是…二是… that skip a number or say one twice."""
    for wording in holding(subject, _SIGN):
        if wording.kind == "text":
            for form in _FORMS:
                yield from _broken(wording, form)


def _broken(wording: Wording, form: re.Pattern[str]) -> Iterator[Offence]:
    before = 0
    for match in form.finditer(_BRACKETS.sub(lambda aside: "#" * len(aside[0]), wording.text)):
        number = int(numeric(match["n"] or match["m"]))
        if before and number not in (1, before + 1):
            message = f"第{before}项后面接的是“{match[0]}”，序号不连"
            hint = "核对缺了哪一条，改顺序号"
            at, length = match.start(), len(match[0])
            yield Offence(wording.text, message, hint, wording.clause, at, length)
        before = number
