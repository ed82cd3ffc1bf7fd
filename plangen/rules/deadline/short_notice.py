"""给下面的时限，离印发至少要有三个工作日。

为什么：文件流转、签收、部署都要时间；前脚印发、后脚到期，基层只能应付了事。

依据：通行做法：给承办单位留出合理的办理时间。

不合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-03-20}
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 登记辖区内的商场。
            responsible: {units: [stations]}
            deadline: 3月23日前 # ← 3月23日前

合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-03-20}
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 登记辖区内的商场。
            responsible: {units: [stations]}
            deadline: 3月25日前
          - id: issue
            text: 印发本方案。
            responsible: {department: office}
            deadline: 3月20日前

改法：把时限往后放；确有上级时限的，提前用电话、传真通知。
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from plangen.deadline import By, Deadline
from plangen.deadline.dates import month_day
from plangen.language.actors import is_issuer
from plangen.rules.subject import Offence, Severity, Subject
from plangen.tasks import TaskRow

SEVERITY: Final = Severity.ADVICE


_LEAST = 3
"""Working days between the issue and the first thing due from others."""
_NEAR = timedelta(days=20)
"""Longer than so many working days ever take; what is due later needs no calendar."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find days that are due to others within a few working days of the issue."""
    issued = subject.plan.issue.signed_on or subject.plan.issue.printed_on
    if issued is None:
        return
    soon, seen = issued + _NEAR, set()
    for row in subject.rows:
        if row.deadline is None or id(row.deadline) in seen:
            continue
        days = [day for day in _days(row.deadline) if issued <= day <= soon]
        if days and _for_others(subject, row):
            seen.add(id(row.deadline))
            if min(days) < subject.workdays.after(issued, _LEAST):
                message = f"时限离印发日期{month_day(issued)}不到{_LEAST}个工作日，来不及办"
                yield Offence(row.deadline.text, message, "把时限往后放", row.item.clause)


def _for_others(subject: Subject, row: TaskRow) -> bool:
    return any(not is_issuer(subject.plan, party) for party in row.responsible.parts)


def _days(deadline: Deadline) -> list[date]:
    return [term.on for term in deadline.terms if isinstance(term, By) and not term.name]
