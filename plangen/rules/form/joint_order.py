"""联合行文，署名的机关和先后与发文机关标志一致。

为什么：主办机关排在前面，版头和落款排法不一，就看不出谁主办；少署一个，就少一个机关负责。

依据：GB/T 9704-2012，联合行文时“一般应当将主办机关名称排列在前”，
各发文机关署名“按照发文机关顺序”编排。

不合：
    issue:
      form: notice
      issuer_mark: {names: [城东区应急管理局, 城东区教育局]}
      doc_number: 东应急〔2026〕8号
      title: 关于印发城东区2026年消防安全工作方案的通知
      body: 现印发给你们。
      signature: [城东区教育局, 城东区应急管理局] # ← 城东区教育局
      signed_on: 2026-01-15

合：
    issue:
      form: notice
      issuer_mark: {names: [城东区应急管理局, 城东区教育局]}
      doc_number: 东应急〔2026〕8号
      title: 关于印发城东区2026年消防安全工作方案的通知
      body: 现印发给你们。
      signature: [城东区应急管理局, 城东区教育局]
      signed_on: 2026-01-15

改法：署名照发文机关标志的机关和先后写。版头只印主办机关的，不受此限。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Compare several issuers of the red head with those that sign."""
    issue = subject.plan.issue
    names = issue.issuer_mark.names if issue.issuer_mark else ()
    if issue.form in ("order", "minutes") or len(names) < 2 or not issue.signature:
        return
    if missing := [name for name in names if name not in issue.signature]:
        if len(issue.signature) < len(names):
            message = f"联合行文，“{missing[0]}”没有署名"
            yield Offence(issue.signature[-1], message, "各发文机关都要署名，先后与版头一致")
    elif signers := [name for name in issue.signature if name in names]:
        pairs = zip(signers, names, strict=False)
        if wrong := next((pair for pair in pairs if pair[0] != pair[1]), None):
            message = f"署名的先后与发文机关标志不一致，这里应当是“{wrong[1]}”"
            yield Offence(wrong[0], message, "先后照发文机关标志写，主办机关在前")
