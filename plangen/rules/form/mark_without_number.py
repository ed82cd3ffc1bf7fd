"""有红头的公文要有发文字号。

为什么：没有字号的红头文件没有登记，收文的单位无法登记、引用，也查不到。

依据：《党政机关公文处理工作条例》第九条，公文一般由发文机关标志、发文字号等组成；GB/T 9704-2012，
发文字号“编排在发文机关标志下空二行位置”。

不合：
    issue:
      form: notice
      issuer_mark: {names: [城东区应急管理局], suffix: 文件} # ← 城东区应急管理局
      title: 城东区应急管理局关于印发城东区2026年消防安全工作方案的通知
      body: 现印发给你们。

合：
    issue:
      form: notice
      issuer_mark: {names: [城东区应急管理局], suffix: 文件}
      doc_number: 东应急〔2026〕8号
      title: 城东区应急管理局关于印发城东区2026年消防安全工作方案的通知
      body: 现印发给你们。

改法：向办公室取号，写进 doc_number；纪要另有编号的，不受此限。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find a red head without a number; minutes may be numbered in the head itself."""
    issue = subject.plan.issue
    if issue.issuer_mark and not issue.doc_number and issue.form != "minutes":
        message = "有发文机关标志，没有发文字号"
        yield Offence(
            issue.issuer_mark.names[0], message, "写上 doc_number（发文字号），如 东应急〔2026〕8号"
        )
