"""同一个机关不既是主送又是抄送。

为什么：主送的要办，抄送的只要知道；两处都有，收到两份，不知道要不要办。

依据：《党政机关公文处理工作条例》第九条，主送机关是“公文的主要受理机关”，
抄送机关是“除主送机关外需要执行或者知晓公文内容的其他机关”。

不合：
    issue:
      form: plan
      recipients: 各镇人民政府，区教育局
      cc: 区委办公室，区教育局 # ← 区教育局
      printed_by: 城东区应急管理局
      printed_on: 2026-01-15

合：
    issue:
      form: plan
      recipients: 各镇人民政府，区教育局
      cc: 区委办公室，区公安局
      printed_by: 城东区应急管理局
      printed_on: 2026-01-15

改法：要它办的留在主送机关，只要它知道的留在抄送机关。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_NAME: Final = lazily(r"[^，、；：。,;:\s]+")


def check(subject: Subject) -> Iterator[Offence]:
    """Find bodies that are both recipients and copied."""
    issue = subject.plan.issue
    if not issue.cc or not issue.recipients:
        return
    recipients = {match[0] for match in _NAME.finditer(issue.recipients)}
    for match in _NAME.finditer(issue.cc):
        if match[0] in recipients:
            message = f"“{match[0]}”既是主送机关，又是抄送机关"
            hint = "要它办的只写主送，只要它知道的只写抄送"
            yield Offence(issue.cc, message, hint, "", match.start(), len(match[0]))
