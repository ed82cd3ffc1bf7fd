"""落款署的是发文机关，不是别的机关。

为什么：署名的机关才对公文负责；署名和版头、发文机关对不上，公文的效力就有疑问。

依据：《党政机关公文处理工作条例》第九条，发文机关署名“署发文机关全称或者规范化简称”。

不合：
    issue: {form: plan, signature: [城东区公安局], signed_on: 2026-01-15} # ← 城东区公安局

合：
    issue: {form: plan, signature: [城东区应急管理局], signed_on: 2026-01-15}

改法：署发文机关的全称；联合行文的，版头的 issuer_mark 和署名写同样的机关。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.unit_names import is_variant
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find signatures of bodies that issue nothing here; an order is signed by a person."""
    plan = subject.plan
    if plan.issue.form == "order":
        return
    mark = plan.issue.issuer_mark
    units = [{unit.name, *unit.also} for unit in plan.register.units]
    issuers = {plan.issuer, *(mark.names if mark else ())}
    issuers.update(name for names in units if names & issuers for name in names)
    for name in plan.issue.signature:
        if not any(_alike(name, issuer) for issuer in issuers):
            message = f"署名“{name}”不是发文机关“{plan.issuer}”"
            yield Offence(name, message, "署发文机关的全称")


def _alike(name: str, issuer: str) -> bool:
    """Whether a name may be a short or a variant form of the issuer's; a person's has a space."""
    if len(name.split()) > 1 or is_variant(name, issuer):
        return True
    short, long = sorted((name, issuer), key=len)
    letters = iter(long)
    return all(char in letters for char in short)
