"""涉密的公文不写主动公开。

为什么：标了密级又写公开，照附注办就是泄密。

依据：《政府信息公开条例》规定，依法确定为国家秘密的政府信息不予公开；
《保守国家秘密法》对国家秘密的知悉范围有规定。

不合：
    issue:
      form: plan
      copy_number: "000001"
      classification: 秘密★1年
      note: 此件主动公开 # ← 主动公开

合：
    issue:
      form: plan
      copy_number: "000001"
      classification: 秘密★1年
      note: 此件不予公开，公开发布须经批准

改法：确属涉密的，删去附注的公开字样；可以公开的，先依法解密，再删去密级。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ERROR
_PUBLIC: Final = lazily(
    r"(?<![不非未勿得宜会要])(?:主动公开|(?<=此件)公开发布|(?<=此件)公开\Z|(?<=此件)全文公开)"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find a classified plan whose note makes it public."""
    issue = subject.plan.issue
    if issue.classification and issue.note and (match := _PUBLIC.search(issue.note)):
        message = f"密级是“{issue.classification}”，附注却写“{match[0]}”"
        hint = "删去公开字样；可以公开的，先依法解密"
        yield Offence(issue.note, message, hint, "", match.start(), len(match[0]))
