"""正文写明的时间，要与完成时限一致。

为什么：正文写3月15日前报，清单上印成3月10日前，责任单位不知道听哪一个，催办也没有准。

依据：《党政机关公文处理工作条例》第十九条第三项，公文内容要“表述准确”；同一件事日子前后一致是通行做法。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 各消防站6月20日前登记辖区内的商场。 # ← 6月20日前
            responsible: {units: [stations]}
            deadline: 6月30日前
          - id: plans
            text: 各消防站印发后1个月内制定方案。 # ← 印发后1个月内
            responsible: {units: [stations]}
            deadline: 6月30日前

合：
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 各消防站6月30日前登记辖区内的商场。
            responsible: {units: [stations]}
            deadline: 6月30日前
          - id: plan
            text: 各消防站3月10日前定好方案，6月20日前登记辖区内的商场。
            responsible: {units: [stations]}
            deadline: 6月30日前
          - id: step
            text: 各消防站3月10日前定好方案，认真组织实施。
            responsible: {units: [stations]}
            deadline: 全年

改法：核对哪一个对，改成同一个时间；正文说的是另一件事的，另写一件任务。
"""

from collections.abc import Iterator
from typing import Final

from plangen.deadline import By, Deadline, Relative
from plangen.rules.subject import Offence, Severity, Subject
from plangen.rules.times import duty_text, inherits, only_time, read_time

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find duties whose text names one time, and whose own deadline is another.

    Of an inherited deadline, inherited-deadline speaks.
    """
    for row in subject.rows:
        text = duty_text(row)
        match = only_time(text) if text and row.deadline and not inherits(row) else None
        if text and row.deadline and match:
            meant = read_time(match[0], subject)
            if meant and meant.due != row.due and _alike(row.deadline, meant):
                message = f"正文写{match[0]}，完成时限却是{row.deadline.text}"
                hint = "核对哪一个对，改成同一个时间"
                span = match.start(), len(match[0])
                yield Offence(text, message, hint, row.item.clause, *span)


def _alike(deadline: Deadline, meant: Deadline) -> bool:
    """Whether the two should be one: what the text names may be a step on the way.

    A day of the same month or number looks like a slip; so does 印发后3个月内 beside a day.
    """
    mine, others = _day(deadline), _day(meant)
    if mine is None or others is None:
        counted = any(isinstance(term, Relative) for term in meant.terms)
        return counted and bool(deadline.due)
    return mine[0] == others[0] or mine[1] == others[1]


def _day(deadline: Deadline) -> tuple[int, int] | None:
    """The one month and day that the words name; None when they are of another sort."""
    term = deadline.terms[0]
    if len(deadline.terms) > 1 or not isinstance(term, By) or term.name:
        return None
    return (term.on.month, term.on.day) if f"{term.on.day}日" in deadline.text else None
