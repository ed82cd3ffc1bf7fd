"""百分号全文用一种，不混用 % 和 ％。

为什么：一处占半个字，一处占一个字，同一份方案里数字对不齐，像是几个人拼起来的。

依据：通行做法；GB/T 15834-2011 和 GB/T 9704-2012 没有规定百分号的字宽。

不合：
    preamble: 排查率达到100%，整改率达到95％以上。 # ← ％

合：
    preamble: 排查率达到100%，整改率达到95%以上。

改法：统一用半角的 %。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE

_WIDE: Final = lazily("％")


def check(subject: Subject) -> Iterator[Offence]:
    """Find ％ in a plan that writes % too."""
    if any("%" in wording.text for wording in subject.wordings):
        for wording, match in spots(subject, _WIDE):
            message = "全文别处用 %，这里用 ％，两种百分号混用"
            yield offence(wording, match.span(), message, "统一用 %", "%")
