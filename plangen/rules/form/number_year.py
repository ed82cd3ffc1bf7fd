"""发文字号的年份与成文日期的年份一致。

为什么：字号按成文的年度编；年份对不上，多半是照抄上年的文件没有改全。

依据：GB/T 9704-2012，发文字号由“发文机关代字、年份、发文顺序号组成”；
《党政机关公文处理工作条例》第九条，成文日期署会议通过或者发文机关负责人签发的日期。
字号跟成文的年份，是通行做法。

不合：
    issue:
      form: notice
      issuer_mark: {names: [城东区应急管理局]}
      doc_number: 东应急〔2025〕8号 # ← 2025
      title: 城东区应急管理局关于印发城东区2026年消防安全工作方案的通知
      body: 现印发给你们。
      signature: [城东区应急管理局]
      signed_on: 2026-01-15

合：
    issue:
      form: notice
      issuer_mark: {names: [城东区应急管理局]}
      doc_number: 东应急〔2026〕8号
      title: 城东区应急管理局关于印发城东区2026年消防安全工作方案的通知
      body: 现印发给你们。
      signature: [城东区应急管理局]
      signed_on: 2026-01-15

改法：核对字号和日期，改正错的那一个。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_YEAR: Final = lazily(r"[\[［【(（〔]\s*((?:19|20)[0-9]{2})")


def check(subject: Subject) -> Iterator[Offence]:
    """Compare the number's year with that of the day of signing."""
    issue = subject.plan.issue
    match = _YEAR.search(issue.doc_number or "")
    if match and issue.doc_number and issue.signed_on and int(match[1]) != issue.signed_on.year:
        message = f"发文字号是{match[1]}年的，成文日期在{issue.signed_on.year}年"
        hint = "核对字号和成文日期，改正错的那一个"
        yield Offence(issue.doc_number, message, hint, offset=match.start(1), length=4)
