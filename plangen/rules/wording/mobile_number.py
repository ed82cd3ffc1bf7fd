"""主动公开的文件里不写个人手机号码。

为什么：文件挂到网上，手机号码就谁都看得到；联系电话写办公电话。

依据：《中华人民共和国政府信息公开条例》第十五条，涉及个人隐私的信息不得公开；
《中华人民共和国个人信息保护法》第六条。

不合：
    issue: {form: plan, note: 此件主动公开, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
    preamble: 联系人王强，电话13912345678。 # ← 13912345678

合：
    issue: {form: plan, note: 此件主动公开, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
    preamble: 联系人王强，电话0595-12345678，热线12350。

改法：换成办公电话；不公开的文件，附注里不写“主动公开”。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import holding, offence
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING

_MOBILE: Final = lazily(r"(?<![0-9A-Za-z.])1[3-9]\d{9}(?![0-9A-Za-z])")
_SIGN: Final = lazily(r"1[3-9]\d{9}")


def check(subject: Subject) -> Iterator[Offence]:
    """Find mobile numbers in a document that is to be published."""
    if "主动公开" in (subject.plan.issue.note or ""):
        for wording in holding(subject, _SIGN):
            for match in _MOBILE.finditer(wording.text):
                message = "主动公开的文件写了个人手机号码"
                yield offence(wording, match.span(), message, "换成办公电话")
