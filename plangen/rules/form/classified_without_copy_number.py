"""涉密的公文要有份号。

为什么：涉密公文逐份登记、逐份清退，没有份号，少了一份也查不出。

依据：《党政机关公文处理工作条例》第九条，“涉密公文应当标注份号”。

不合：
    issue: {form: plan, classification: 秘密★1年} # ← 秘密★1年

合：
    issue: {form: plan, copy_number: "000001", classification: 秘密★1年}

改法：写上 copy_number，六位数字，如 "000001"。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find a classified plan that is not numbered copy by copy."""
    issue = subject.plan.issue
    if issue.classification and not issue.copy_number:
        message = "标了密级，没有份号；涉密公文应当标注份号"
        yield Offence(issue.classification, message, '写上 copy_number（份号），如 "000001"')
