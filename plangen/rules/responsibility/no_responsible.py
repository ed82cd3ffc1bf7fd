"""每件要做的事都要有责任单位或者责任人。

为什么：没有写明由谁办的事，任务清单发不到任何人手里，到年底也无人可问。

依据：《党政机关公文处理工作条例》第十九条第二项，公文起草要“所提政策措施和办法切实可行”。

不合：
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
          - id: drill
            text: 开展疏散演练，覆盖全部商场。 # ← 开展疏散演练
            responsible: {supporting_units: [schools]}

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查
            text: 检查辖区内的商场。
            tasks:
              - do: 检查北街的商场
                responsible: {units: [north]}
              - do: 检查南街的商场
                responsible: {units: [south]}
          - id: drill
            text: 开展疏散演练，覆盖全部商场。
            responsible: {department: safety}

改法：写上责任单位 units、牵头单位 lead_unit 或者责任科室 department；几条相同的，写在 defaults 里。
"""

from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.plan import Responsibility
from plangen.rules.pointing import at_row
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text
from plangen.tasks import TaskRow

SEVERITY: Final = Severity.WARNING
_CLOSING: Final = lazily("自(?:印发|发布|公布)之日起|负责解释|有效期|执行至")
"""What ends a document: 本方案自印发之日起施行."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find duties that nobody is responsible for; a plan that names nobody is told so once."""
    rows = [row for row in subject.rows if _asks(row)]
    lost = [row for row in rows if not _somebody(row.responsible)]
    if len(lost) > 1 and len(lost) == len(rows):
        message = "全文没有写明责任单位和责任人，任务落不到任何人头上"
        yield Offence(
            subject.plan.title,
            message,
            "在 register（名册）里登记单位，在各条写上 responsible（责任）",
        )
        return
    for row in lost:
        only = "只有配合单位" if row.responsible.supporting_units else "没有责任单位和责任人"
        message = f"这件事{only}，任务清单发不到主办的人手里"
        yield at_row(
            row, message, "写上 units（责任单位）、lead_unit（牵头单位）或者 department（责任科室）"
        )


def _somebody(who: Responsibility) -> bool:
    people = who.department or who.person or who.lead_official
    return bool(people or who.leads or who.units or who.implementing_units)


def _asks(row: TaskRow) -> bool:
    """Whether it is something to do: requirements and closing words often ask nothing of anyone."""
    if isinstance(row.text, Text) or row.targets or row.evidence:
        return True
    if _CLOSING.search(row.text):
        return False
    numbered = bool(row.item.number or row.item.title)
    return row.item.kind != "requirement" and (numbered or row.item.kind == "goal")
