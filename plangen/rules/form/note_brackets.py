"""附注的圆括号由程序加，这里不写括号。

为什么：写了括号，印出来就是两层。

依据：GB/T 9704-2012，附注“居左空二字加圆括号编排在成文日期下一行”。

不合：
    issue: {form: plan, note: （此件主动公开）} # ← （此件主动公开）

合：
    issue: {form: plan, note: 联系人：王强（办公室）}

改法：删去两头的括号。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_BRACKETED: Final = lazily(r"[（(]([^（）()]+)[）)]。?")


def check(subject: Subject) -> Iterator[Offence]:
    """Find a note wholly in brackets."""
    note = subject.plan.issue.note
    if note and (match := _BRACKETED.fullmatch(note)):
        yield Offence(note, "附注写了括号，程序还要加一层", "删去两头的括号", mend=match[1])
