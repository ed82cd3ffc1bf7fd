"""印发日期不早于成文日期。

为什么：先签发，后印发；印发日期在前，两个日期必有一个是错的，时限也会算错。

依据：《党政机关公文处理工作条例》第九条，成文日期“署会议通过或者发文机关负责人签发的日期”，
印发日期是公文的送印日期。

不合：
    issue:
      form: plan
      signature: [城东区应急管理局]
      signed_on: 2026-01-15
      printed_by: 城东区应急管理局
      printed_on: 2026-01-12 # ← 2026-01-12

合：
    issue:
      form: plan
      signature: [城东区应急管理局]
      signed_on: 2026-01-15
      printed_by: 城东区应急管理局
      printed_on: 2026-01-15

改法：核对两个日期，改正错的那一个。
"""

from collections.abc import Iterator
from typing import Final

from plangen.deadline.dates import written
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Offence]:
    """Compare the day of printing with that of signing."""
    issue = subject.plan.issue
    if issue.signed_on and issue.printed_on and issue.printed_on < issue.signed_on:
        signed = written(issue.signed_on)
        message = f"印发日期早于成文日期{signed}，没有签发就印发了"
        yield Offence(issue.printed_on, message, "核对两个日期，改正错的那一个")
