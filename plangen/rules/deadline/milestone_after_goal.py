"""措施的时限不能晚于它所服务的目标。

为什么：目标六月底要实现，为它服务的措施八月底才办完，到时目标必然落空，或者有一个日子写错了。

依据：《党政机关公文处理工作条例》第十九条第二项，公文起草要“所提政策措施和办法切实可行”。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: survey
            text: 6月底前全部商场登记在册。
            responsible: {department: safety}
            deadline: 6月底前
      - title: 主要措施
        measures:
          - id: register
            text: 登记辖区内的商场。
            goals: [survey]
            responsible: {units: [stations]}
            deadline: 7月—8月 # ← 7月—8月

合：
    sections:
      - title: 工作目标
        goals:
          - id: survey
            text: 6月底前全部商场登记在册。
            responsible: {department: safety}
            deadline: 6月底前
      - title: 主要措施
        measures:
          - id: register
            text: 登记辖区内的商场。
            goals: [survey]
            responsible: {units: [stations]}
            deadline: 4月—6月
          - id: keep
            text: 新开的商场随时登记。
            goals: [survey]
            responsible: {units: [stations]}
            deadline: 自7月1日起

改法：核对两个日子：提前措施的时限，或者推后目标的时限。
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from plangen.deadline import By, Deadline, Relative, Window
from plangen.deadline.dates import month_day
from plangen.plan import Item
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find measures that end after every goal they serve; each deadline once."""
    goals = {item.id: item for item in subject.items if item.kind == "goal"}
    seen = set()
    for item in subject.items:
        latest = _latest([goals[key] for key in item.goals if key in goals])
        for deadline in _deadlines(item) if latest else ():
            end = _end(deadline)
            if latest and end and end > latest and id(deadline) not in seen:
                seen.add(id(deadline))
                message = f"做到{month_day(end)}，晚于所服务的目标的时限{month_day(latest)}"
                hint = "提前措施的时限，或者推后目标的时限"
                yield Offence(deadline.text, message, hint, item.clause)


def _deadlines(item: Item) -> Iterator[Deadline]:
    """What its tasks are due by, or else the measure itself."""
    return filter(None, [task.deadline for task in item.tasks] or [item.deadline])


def _latest(goals: list[Item]) -> date | None:
    """When the last of the goals is due; None when one of them has no day."""
    days = []
    for goal in goals:
        day = _end(goal.deadline) if goal.deadline else None
        if day is None:
            return None
        days.append(day)
    return max(days, default=None)


def _end(deadline: Deadline) -> date | None:
    """The last of the days that something is done by; None when it recurs or goes on."""
    if not all(isinstance(term, By | Window | Relative) for term in deadline.terms):
        return None
    if any(getattr(term, "name", "") for term in deadline.terms) or _goes_on(deadline):
        return None
    return max(deadline.due)


def _goes_on(deadline: Deadline) -> bool:
    return deadline.text.rstrip("。").endswith(("起", "开始"))
