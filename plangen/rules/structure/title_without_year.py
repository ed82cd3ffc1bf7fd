"""年度方案的标题要写年度。

为什么：年年发同样标题的方案，归档、引用时分不清是哪一年的。

依据：通行做法：年度性文件在标题中标明年度。

不合：
    title: 城东区消防安全工作方案 # ← 城东区消防安全工作方案

合：
    title: 城东区消防安全三年行动方案（2025—2027年）

改法：在标题里加上年度，如“城东区2026年消防安全工作方案”。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE
_YEAR: Final = re.compile(
    "(?:19|20)[0-9]{2}|[一二][〇○零九][〇○零一二三四五六七八九]{2}年|十[一二三四五六七]五"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find a plan's title that names no year."""
    title = subject.plan.title
    if not _YEAR.search(title):
        message = "标题里没有年度，与往年的方案分不开"
        hint = f"加上“{subject.plan.year}年”"
        yield Offence(title, message, hint, length=len(title.partition("\n")[0]))
