"""每个目标都要有措施来落实。

为什么：目标写了，却没有一条措施为它服务，等于没有人做；这多半是改目标时忘了改措施。

依据：通行做法：目标、措施逐条对应，任务分解表按目标检查有无缺漏。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 全区不发生较大以上火灾事故。
          - id: awareness # ← awareness
            text: 群众消防安全意识明显增强。
      - title: 主要措施
        measures:
          - id: inspection
            text: 各消防站每季度检查一次辖区内的商场。
            goals: [no-fire]

合：
    sections:
      - title: 工作目标
        goals:
          - id: overall
            numbered: false
            text: 消防安全形势进一步好转。
          - id: no-fire
            text: 全区不发生较大以上火灾事故。
          - id: awareness
            text: 群众消防安全意识明显增强。
      - title: 主要措施
        measures:
          - id: inspection
            text: 各消防站每季度检查一次辖区内的商场。
            goals: [no-fire]
          - id: publicity
            text: 各消防站在社区开展消防宣传。
            goals: [awareness]

改法：在落实它的措施里写 goals: [这个目标的编号]，没有就补一条；
办法就写在目标自己的任务里的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import NAMING, Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find goals that nothing serves, in a plan that says what serves which."""
    served = {goal for item in subject.items for goal in item.goals}
    goals = [item for item in subject.items if item.kind == "goal"]
    lead_in = any(goal.number for goal in goals)
    for goal in goals:
        if served and goal.id not in served and (goal.number or not lead_in):
            message = f"目标“{goal.wording[:NAMING]}”没有措施为它服务，写了没有人做"
            hint = (
                f"在落实它的措施里写 goals: [{goal.id}]（服务的目标：{goal.id}），没有就补一条措施"
            )
            yield Offence(goal.id, message, hint, goal.clause)
