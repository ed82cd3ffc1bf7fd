"""正文写明了日子的，不要沿用上面的完成时限。

为什么：正文写每月25日前报，时限却沿用全文的“年底前”，清单就叫人年底才报，和文件两样。

依据：《党政机关公文处理工作条例》第十九条第三项，公文内容要“表述准确”；同一件事日子前后一致是通行做法。

不合：
    defaults: {deadline: 年底前}
    sections:
      - title: 主要措施
        measures:
          - id: report
            text: 各消防站每月25日前向区应急管理局报送检查情况。 # ← 每月25日前
            responsible: {units: [stations]}
          - id: drill
            text: 各消防站组织一次演练，6月底前完成。 # ← 6月底前
            responsible: {units: [stations]}
          - id: plans
            text: 各消防站印发后3个月内出台实施方案。 # ← 印发后3个月内
            responsible: {units: [stations]}

合：
    defaults: {deadline: 年底前}
    sections:
      - title: 主要措施
        measures:
          - id: report
            text: 各消防站每月25日前向区应急管理局报送检查情况。
            responsible: {units: [stations]}
            deadline: 每月25日前
          - id: summary
            text: 各消防站12月31日前报送总结；每月检查一次，发现隐患的，6月底前整改。
            responsible: {units: [stations]}
          - id: grant
            text: 对6月底前购买消防器材的商户给予补助。
            responsible: {units: [stations]}

改法：在这一条下面写上正文里的日子：deadline: 每月25日前。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject
from plangen.rules.times import duty_text, inherits, only_time, read_time

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find duties whose text names one time, and no other, beside an inherited deadline."""
    for row in subject.rows:
        text = duty_text(row)
        match = only_time(text) if text and row.deadline and inherits(row) else None
        if text and row.deadline and match:
            meant = read_time(match[0], subject)
            if meant and meant.due != row.due:
                message = f"正文写{match[0]}，完成时限却沿用上面的“{row.deadline.text}”"
                hint = f"在这一条下面写 deadline: {match[0]}（完成时限：{match[0]}）；"
                hint += "正文说的是其中一步的，另写一件任务"
                span = match.start(), len(match[0])
                yield Offence(text, message, hint, row.item.clause, *span)
