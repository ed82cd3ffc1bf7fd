"""“# 待定：”的地方都定下来了，才能发文。

为什么：plangen draft 拟的稿子，要人拿主意的地方都写着“# 待定：”；没有定就发出去，去年的数字、
名单、日子就成了今年的。

依据：《党政机关公文处理工作条例》第二十五条，公文印发前要“对公文的审批手续、内容、文种、格式等进行复核”。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: register # 待定：今年还做不做 # ← 待定：今年还做不做
            text: |
              登记辖区内的商场。
            responsible: {units: [stations]}
            # 待定：6月28日是星期日，已改为6月26日 # ← 待定：6月28日是星期日，已改为6月26日
            deadline: 6月26日前

合：
    sections:
      - title: 主要措施
        measures:
          - id: register # 待定的，去年都定了
            text: |
              登记辖区内的商场。
              # 待定：清单上这样标的，逐家核实。
            responsible: {units: [stations]}
            deadline: 6月26日前

改法：定下来以后，改好那一处，删去这条注释。发文之前用 plangen check --issuing 查，
还有待定的算错误。这条规则不能豁免。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find the questions that are still open."""
    for question in subject.plan.questions:
        yield Offence(question, f"还有{question}", "定下来以后，改好这一处，删去这条注释")
