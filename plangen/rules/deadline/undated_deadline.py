"""完成时限要有日子，不能只写“及时”“尽快”“适时”。

为什么：没有日子的事，到年底谁也说不清做没做、迟没迟；催办和考核都没有根据。

依据：《党政机关公文处理工作条例》第十九条第二项，公文内容要“所提政策措施和办法切实可行”。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: report
            text: 各消防站及时上报隐患。
            responsible: {units: [stations]}
            deadline: 及时 # ← 及时

合：
    sections:
      - title: 主要措施
        measures:
          - id: report
            text: 各消防站每月上报隐患。
            responsible: {units: [stations]}
            deadline: 每月25日前
          - id: complaint
            text: 各消防站受理投诉。
            responsible: {units: [stations]}
            deadline: 接到投诉后24小时内
          - id: accident
            text: 发生火灾事故，30分钟内电话报告、2小时内书面报告。
            responsible: {units: [stations]}
            deadline: 及时

改法：写出日期或周期，如“6月30日前”“每季度”“接到报告后3个工作日内”；确实不能定日子的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.deadline.grammar import OF_EACH_CASE
from plangen.language.reporting import limited
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find deadlines that name no day; a limit for each case (接到举报后24小时内) is clear."""
    for row in subject.rows:
        if (
            row.deadline
            and row.deadline.undated not in ("", OF_EACH_CASE)
            and not limited(row.text)
        ):
            at = row.deadline.text
            message = f"完成时限“{at}”没有日子：{row.deadline.undated}"
            yield Offence(at, message, "写出日期或周期，如 6月30日前、每季度", row.item.clause)
