"""引用的发文字号，年份用六角括号〔〕，序号不加“第”、不编虚位。

为什么：发文字号是查文件的凭据，写法不一，查不到原文。

依据：GB/T 9704-2012《党政机关公文格式》7.2.5，年份用六角括号“〔〕”括入，发文顺序号不加“第”字，
不编虚位（即1不编为01）。

不合：
    preamble: 根据国办发[2017]87号和区政办发〔2025〕第06号文件精神，制定本方案。 # ← [2017] ← 第06

合：
    preamble: 根据国办发〔2017〕87号和区政办发〔2025〕6号文件精神，制定本方案。

改法：改成机关代字〔年份〕序号的写法，如“国办发〔2017〕87号”。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import HAN, offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_NUMBER: Final = lazily(
    rf"(?<=[{HAN}])(?P<year>(?P<open>[\[［【（(〔])(?P<figures>(?:19|20)\d\d)年?[\]］】）)〕])"
    r"(?P<zero>第0*|0+)?(?P<serial>[1-9]\d{0,4})号"
)
_OTHER: Final = lazily("(?:[第字证许备案合号同照令]|公告|公报|专利|协议)$")
_SIGN: Final = lazily(r"[])）］】〕](?:第|0|[1-9]\d{0,4}号)")


def check(subject: Subject) -> Iterator[Offence]:
    """Find document numbers with other brackets, 第 or leading zeros."""
    for wording, match in spots(subject, _NUMBER, _SIGN):
        if match["year"] != (year := f"〔{match['figures']}〕") and _of_document(match):
            message = f"发文字号的年份写成了“{match['year']}”，应当用六角括号括入四位年份"
            yield offence(wording, match.span("year"), message, f"改成“{year}”", year)
        if match["zero"] and _of_document(match):
            span = match.start("zero"), match.end("serial")
            word = wording.text[slice(*span)]
            message = f"发文字号的序号写成了“{word}”，序号不加“第”字、不编虚位"
            yield offence(wording, span, message, f"改成“{match['serial']}”", match["serial"])


def _of_document(match: re.Match[str]) -> bool:
    """Certificates, contracts and bulletins number themselves otherwise."""
    return not _OTHER.search(match.string, max(match.start() - 2, 0), match.start())
