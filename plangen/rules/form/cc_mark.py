"""抄送机关前面的“抄送：”和末尾的句号由程序加，这里不写。

为什么：写了，印出来就是两遍“抄送”、两个句号。

依据：GB/T 9704-2012，“抄送”二字后加全角冒号和抄送机关名称，“最后一个抄送机关名称后标句号”。

不合：
    issue:
      form: plan
      cc: 抄送：区委办公室，区政府办公室。 # ← 抄送： ← 。
      printed_by: 城东区应急管理局
      printed_on: 2026-01-15

合：
    issue:
      form: plan
      cc: 区委办公室，区政府办公室
      printed_by: 城东区应急管理局
      printed_on: 2026-01-15

改法：删去“抄送：”和末尾的标点。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_ADDED: Final = lazily(r"\A抄\s*送\s*[：:]\s*|(?<![。；;，,、.])[。；;，,、.]+\Z")


def check(subject: Subject) -> Iterator[Offence]:
    """Find 抄送： and end marks, which the writers add themselves, in the list of copies."""
    copies = subject.plan.issue.cc
    if not copies:
        return
    for match in _ADDED.finditer(copies):
        message = f"抄送机关的“{match[0]}”由程序加，这里再写就重复了"
        yield Offence(copies, message, f"删去“{match[0]}”", "", match.start(), len(match[0]), "")
