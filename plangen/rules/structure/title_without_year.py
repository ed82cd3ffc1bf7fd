"""年度方案的标题要写年度。

为什么：年年发同样标题的方案，归档、引用时分不清是哪一年的。

依据：通行做法：年度性文件在标题中标明年度。

不合：
    title: 城东区消防安全工作方案 # ← 城东区消防安全工作方案
    preamble: 为做好2026年全区消防安全工作，制定本方案。

合：
    title: 城东区商场消防设施配备办法
    preamble: 为做好2026年商场消防工作，制定本办法。

改法：在标题里加上年度，如“城东区2026年消防安全工作方案”。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE
_YEAR: Final = lazily(
    "(?:19|20)[0-9]{2}|[一二][〇○零九][〇○零一二三四五六七八九]{2}年|十[一二三四五六七]五"
)


_SINGLE: Final = lazily("专项|试点|行动|应急|预案|攻坚|规划|措施|意见|办法|细则|规定|制度")
"""What is made once, or lasts for years."""
_ANNUAL: Final = lazily(
    "(?:工作要点|工作计划|年度[^，。]{0,6}(?:方案|计划|安排))(?:（[^（）]*）)?$"
)
_WORK: Final = (
    "(?:做好|抓好|推进|推动|开展|完成|加强|部署)[^，。；]{{0,6}}{year}年(?!底|[0-9]|以来)"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find the title of an annual plan that names no year."""
    title = subject.plan.title
    if not _YEAR.search(title) and _annual(subject):
        message = "标题里没有年度，与往年的方案分不开"
        hint = f"加上“{subject.plan.year}年”"
        yield Offence(title, message, hint, length=len(title.partition("\n")[0]))


def _annual(subject: Subject) -> bool:
    """Whether last year had one too, or the title or the preamble tells of a year's work."""
    plan = subject.plan
    if subject.previous or _ANNUAL.search(plan.title):
        return True
    work = re.compile(_WORK.format(year=plan.year))
    return not _SINGLE.search(plan.title) and bool(plan.preamble and work.search(plan.preamble))
