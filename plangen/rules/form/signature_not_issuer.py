"""落款署的是发文机关，不是别的机关。

为什么：署名的机关才对公文负责；署名和版头、发文机关对不上，公文的效力就有疑问。

依据：《党政机关公文处理工作条例》第九条，发文机关署名“署发文机关全称或者规范化简称”。

不合：
    issue: {form: plan, signature: [城东区公安局], signed_on: 2026-01-15} # ← 城东区公安局

合：
    issue:
      form: letter
      issuer_mark: {names: [城东区应急管理局]}
      doc_number: 东应急函〔2026〕3号
      title: 城东区应急管理局等2部门关于印发2026年消防安全工作方案的函
      recipients: 各消防站
      body: 现将方案印发给你们，请认真贯彻执行。
      signature: [城东区应急管理局, 城东区公安局]
      signed_on: 2026-01-15

改法：署发文机关的全称；联合行文的，版头的 issuer_mark 和署名写同样的机关。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.unit_names import is_variant
from plangen.patterns import lazily
from plangen.plan import Issue
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_SEVERAL: Final = lazily("等[0-9一二三四五六七八九十]{1,3}个?(?:部门|单位|机关)")
"""What a joint document's title says: 等2部门."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find signatures of bodies that issue nothing here; an order is signed by a person."""
    plan = subject.plan
    if plan.issue.form == "order":
        return
    mark = plan.issue.issuer_mark
    units = [{unit.name, *unit.also} for unit in plan.register.units]
    issuers: set[str] = {plan.issuer, *(mark.names if mark else ())}
    issuers.update(name for names in units if names & issuers for name in names)
    strangers = [
        name for name in plan.issue.signature if not any(_alike(name, issuer) for issuer in issuers)
    ]
    if _joint(plan.issue) and len(strangers) < len(plan.issue.signature):
        return
    for name in strangers:
        message = f"署名“{name}”不是发文机关“{plan.issuer}”"
        yield Offence(name, message, "署发文机关的全称")


def _joint(issue: Issue) -> bool:
    """Whether others sign with the issuer.

    On a letter its mark alone stands; a title says 等2部门; a page without a mark names nobody.
    """
    bare = issue.issuer_mark is None and len(issue.signature) > 1
    return bare or issue.form == "letter" or bool(issue.title and _SEVERAL.search(issue.title))


def _alike(name: str, issuer: str) -> bool:
    """Whether a name may be a short or a variant form of the issuer's; a person's has a space."""
    if len(name.split()) > 1 or is_variant(name, issuer):
        return True
    short, long = sorted((name, issuer), key=len)
    letters = iter(long)
    return all(char in letters for char in short)
