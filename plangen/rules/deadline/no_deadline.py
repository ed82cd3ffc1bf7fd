"""要做的事要有完成时限。

为什么：没有时限的任务，不知道什么时候办完，也就无从提醒、催办和考核。

依据：《党政机关公文处理工作条例》第十九条第二项，公文起草要“所提政策措施和办法切实可行”。

不合：
    defaults: {print_responsible: none}
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 全区不发生较大以上火灾事故。
            responsible: {department: safety}
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查 # ← 加强检查
            text: 检查辖区内的商场。
            responsible: {units: [stations]}
          - id: drill
            text: 开展疏散演练。
            responsible: {units: [stations]}
            tasks:
              - do: 开展商场疏散演练
                deadline: 6月30日前
              - do: 开展学校疏散演练 # ← 开展学校疏散演练

合：
    defaults: {print_responsible: none}
    sections:
      - title: 主要措施
        defaults: {deadline: 全年}
        measures:
          - id: inspection
            title: 加强检查
            text: 检查辖区内的商场。
            responsible: {units: [stations]}

改法：写上完成时限；几条相同的，写在所在部分的 defaults 里，贯穿全年的写“全年”。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.pointing import at_row
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text
from plangen.tasks import TaskRow

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find duties without any deadline; a plan that has none at all is told so once."""
    rows = [row for row in subject.rows if _asks(row)]
    late = [row for row in rows if row.deadline is None]
    if len(late) > 1 and not any(row.deadline for row in subject.rows):
        message = "全文没有一处完成时限，任务无从催办和考核"
        yield Offence(
            subject.plan.title,
            message,
            "在各条写上时限，或在 defaults（默认值）的 deadline（完成时限）里写“全年”",
        )
        return
    for row in late:
        message = "这件事没有完成时限，无从提醒、催办和考核"
        yield at_row(row, message, "写上时限，贯穿全年的写“全年”")


def _asks(row: TaskRow) -> bool:
    """Whether it is something to do: a goal may do without a deadline, and so may general words."""
    if isinstance(row.text, Text):
        return True
    measured = bool(row.targets or row.evidence)
    numbered = bool(row.item.number or row.item.title)
    return row.item.kind != "goal" and (measured or (numbered and row.item.kind == "measure"))
