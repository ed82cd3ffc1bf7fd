"""措施要说明为哪个目标服务。

为什么：别的措施都对上了目标，只有这一条没有，年底检查目标时就漏掉了它；说不出为哪个目标的，多半不必做。

依据：通行做法：目标、措施逐条对应。

不合：
    sections:
      - title: 工作目标
        goals:
          - {id: no-fire, text: 全区不发生较大以上火灾事故。}
      - title: 主要措施
        measures:
          - {id: inspection, text: 各消防站每季度检查一次商场。, goals: [no-fire]}
          - {id: drill, text: 各学校每学期组织一次疏散演练。} # ← drill

合：
    sections:
      - title: 工作目标
        goals:
          - {id: no-fire, text: 全区不发生较大以上火灾事故。}
      - title: 主要措施
        measures:
          - {id: inspection, text: 各消防站每季度检查一次商场。, goals: [no-fire]}
          - {id: drill, text: 各学校每学期组织一次疏散演练。, goals: [no-fire]}
      - title: 工作要求
        requirements:
          - {id: leadership, text: 各单位要加强领导。}

改法：在这条措施里写 goals: [目标的编号]；工作要求不必写。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import NAMING, Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find measures that serve no goal, in a plan where most do."""
    measures = [item for item in subject.items if item.kind == "measure"]
    numbered = [item for item in measures if item.number] or measures
    aimless = [item for item in numbered if not item.goals]
    if 2 * len(aimless) <= len(numbered):
        for item in aimless:
            message = f"措施“{item.wording[:NAMING]}”没有写为哪个目标服务，检查目标时会漏掉它"
            yield Offence(item.id, message, "写上 goals: [目标的编号]（服务的目标）", item.clause)
