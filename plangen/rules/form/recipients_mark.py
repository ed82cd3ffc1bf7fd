"""主送机关末尾的冒号由程序加，这里不写标点。

为什么：写了冒号，印出来就是两个；写了句号，就成了“。：”。

依据：GB/T 9704-2012，主送机关“最后一个机关名称后标全角冒号”。

不合：
    issue: {form: plan, recipients: 各消防站：} # ← ：

合：
    issue: {form: plan, recipients: 各镇（街道），各消防站}

改法：删去末尾的标点。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_MARKS: Final = lazily(r"(?<![：:。；;，,、.])[：:。；;，,、.]+\Z")


def check(subject: Subject) -> Iterator[Offence]:
    """Find a mark at the end of the recipients."""
    recipients = subject.plan.issue.recipients
    if recipients and (match := _MARKS.search(recipients)):
        message = f"主送机关末尾的“{match[0]}”是多的，冒号由程序加"
        length = len(match[0])
        yield Offence(recipients, message, "删去末尾的标点", "", match.start(), length, "")
