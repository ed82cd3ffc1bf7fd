"""通知的标题、正文说到方案，要用方案自己的标题。

为什么：通知说印发的是“实施方案”，后面却是“工作计划”，收文单位会以为附错了文件。

依据：《党政机关公文处理工作条例》第十九条，公文要“表述准确”；引用公文标题要与原件一致是通行做法。

不合：
    issue:
      form: notice
      title: 城东区应急管理局关于印发2026年消防工作要点的通知 # ← 2026年消防工作要点
      body: 现将《城东区消防整治工作方案》印发给你们，请遵照执行。 # ← 城东区消防整治工作方案
    preamble: 结合本区实际，制定本计划。 # ← 本计划

合：
    issue:
      form: notice
      title: 城东区应急管理局关于印发2026年消防安全工作方案的通知
      body: 根据《2025年消防安全工作要点》，制定《城东区2026年消防安全工作方案》，现印发给你们。
    preamble: 结合本区实际，制定本方案。

改法：照方案的标题改；方案的标题不对的，改方案的标题。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.document.kinds import PLANS, flat
from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.WARNING
_NOTICE: Final = lazily(r"关\s*于\s*印\s*发\s*(.{1,200}?)\s*的\s*通\s*知", re.DOTALL)
_BODY: Final = lazily(
    f"《([^《》]*(?:{PLANS})(?:（[^《》]*）)?)》(?:（以下简称[^（）]*）)?"
    "，?(?:业?经[^，。；《》]*(?:同意|通过|批准)，)?(?:现予?以?)?印发"
)
_THIS: Final = lazily(
    "(?:特?(?:制定|制订)|现?印发)(本(?:工作|实施|行动)?(?P<kind>方案|计划|规划|要点|意见|办法|预案|细则|安排))"
)
_SHORT: Final = lazily("(?:实施|工作|行动)?(?:方案|计划|要点|意见|办法|安排|预案|规划)$")
_YEAR: Final = lazily("[0-9]{4}年")
_PLANS: Final = lazily(PLANS)


def check(subject: Subject) -> Iterator[Offence]:
    """Find words for the plan that are not its title."""
    plan, issue = subject.plan, subject.plan.issue
    sources = ((text, form) for text, form in ((issue.title, _NOTICE), (issue.body, _BODY)) if text)
    for text, form in sources:
        for match in form.finditer(text):
            named = match[1].strip("《》")
            same = _same(named, plan.title, plan.issuer)
            if not same and not _years_apart(named, plan.title, form):
                at = match.start(1) + match[1].index(named)
                yield _offence(text, at, named, plan.title)
    for text in filter(None, (issue.body, plan.preamble, *(s.text for s in plan.sections[:1]))):
        for match in _THIS.finditer(text):
            if match["kind"] not in flat(plan.title) and _PLANS.search(flat(plan.title)):
                yield _offence(text, match.start(1), match[1], plan.title)


def _same(named: str, title: str, issuer: str) -> bool:
    """Whether a name is the title, or the title with the place or office left out or put in."""
    mine, own = _loosely(named), _loosely(title)
    if mine in own or own in mine or _SHORT.fullmatch(mine):
        return True
    return _left_out(mine, own, flat(issuer))


def _loosely(title: str) -> str:
    """A title without 关于 and 的, which a name in running text leaves out."""
    return re.sub("关于|的", "", flat(title))


def _years_apart(named: str, title: str, form: re.Pattern[str]) -> bool:
    """Whether only the year differs in the notice's title, which another rule speaks of."""
    bare = (_YEAR.sub("", flat(name)) for name in (named, title))
    return form is _NOTICE and len(set(bare)) == 1


def _left_out(named: str, title: str, issuer: str) -> bool:
    """Whether the longer name only adds a part of the issuer's, such as 城东区."""
    short, long = sorted((named, title), key=len)
    cut = len(long) - len(short)
    return any(
        long[:start] + long[start + cut :] == short and long[start : start + cut] in issuer
        for start in range(len(short) + 1)
    )


def _offence(text: Text, offset: int, word: str, title: str) -> Offence:
    message = f"这里说的是“{flat(word)}”，方案的标题却是“{flat(title)}”"
    length = len(word.partition("\n")[0])
    return Offence(text, message, "照方案的标题改", "", offset, length)
