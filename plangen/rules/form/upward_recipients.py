"""上行文原则上主送一个上级机关。

为什么：几个上级各有各的批法，办的人不知道听谁的；需要别的机关知道，用抄送。

依据：《党政机关公文处理工作条例》第十五条，向上级机关行文，“原则上主送一个上级机关，
根据需要同时抄送相关上级机关和同级机关，不抄送下级机关”。

不合：
    issue:
      form: plan
      signatories: [李明]
      recipients: 市人民政府，市应急管理局 # ← 市人民政府，市应急管理局
      issuer_mark: {names: [城东区应急管理局]}
      doc_number: 东应急报〔2026〕8号

合：
    issue:
      form: plan
      signatories: [李明]
      recipients: 市人民政府
      issuer_mark: {names: [城东区应急管理局]}
      doc_number: 东应急报〔2026〕8号

改法：主送机关只留一个，其余写进抄送机关；确需主送几个的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE
_BRACKETS: Final = lazily(r"（[^（）]*）")
_SEVERAL: Final = lazily(r"[，、；,;]")


def check(subject: Subject) -> Iterator[Offence]:
    """Find several recipients of a document that bears a signatory, as upward ones do."""
    issue = subject.plan.issue
    recipients = issue.recipients
    if recipients and issue.signatories and _SEVERAL.search(_BRACKETS.sub("", recipients)):
        message = "有签发人的是上行文，原则上主送一个上级机关"
        yield Offence(recipients, message, "主送只留一个，其余写进 cc（抄送机关）")
