"""成文日期、印发日期要在方案的年度里，或者在上一年年底。

为什么：照抄去年的方案，年度改了，落款的日期忘了改，印出来就是一份迟到或早到一年的文件。

依据：GB/T 9704-2012 第7.3.5.4条，成文日期用阿拉伯数字将年、月、日标全；年份要与实际相符。

不合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2024-01-15} # ← 2024-01-15

合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2025-12-30}

改法：核对日期；年度 year 写错了的，改年度。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find days of issue in years that are neither the plan's nor the one before."""
    year, issue = subject.plan.year, subject.plan.issue
    for day, name in ((issue.signed_on, "成文日期"), (issue.printed_on, "印发日期")):
        if day and day.year not in (year, year - 1):
            message = f"{name}在{day.year}年，方案却是{year}年度的"
            yield Offence(day, message, "核对日期和年度", length=10)
