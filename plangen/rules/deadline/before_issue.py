"""完成时限不能早于印发日期。

为什么：文件发出去时限已经过了，谁也办不到；多半是照抄了上年的日子，或者发文拖了。

依据：《党政机关公文处理工作条例》第二十五条，印发前要复核；时限在成文日期之后是通行做法。

不合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-03-20}
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 登记辖区内的商场。
            responsible: {units: [stations]}
            deadline: 3月1日前 # ← 3月1日前
          - id: yearly
            text: 开展春节检查。
            responsible: {units: [stations]}
            deadline: 每年2月 # ← 每年2月

合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-03-20}
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 登记辖区内的商场。
            responsible: {units: [stations]}
            deadline: 3月20日前
          - id: monthly
            text: 检查辖区内的商场。
            responsible: {units: [stations]}
            deadline: 每月

改法：核对月份和印发日期，把时限往后改；已经办完的，不再列为任务。
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from plangen.deadline import Deadline, Recurring, Term
from plangen.deadline.dates import month_day
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find terms that are over when the plan is issued; a recurrence when all of it is."""
    issued = subject.plan.issue.signed_on or subject.plan.issue.printed_on
    seen = set()
    for row in subject.rows:
        if issued and row.deadline and id(row.deadline) not in seen:
            seen.add(id(row.deadline))
            if over := _over(row.deadline, issued):
                days = "、".join(map(month_day, over))
                message = f"时限{days}早于印发日期{month_day(issued)}，发文时已经过了"
                hint = "核对月份和印发日期，把时限往后改"
                yield Offence(row.deadline.text, message, hint, row.item.clause)


def _over(deadline: Deadline, issued: date) -> list[date]:
    """The last day of each term that ends before a plan is issued."""
    ends = [max(days) for term in deadline.terms if (days := _days(term))]
    return [end for end in ends if end < issued]


def _days(term: Term) -> tuple[date, ...]:
    """Its due dates; of a recurrence those too that were over at the issue."""
    over = (due.day for due in term.over) if isinstance(term, Recurring) else ()
    return (*over, *term.due)
