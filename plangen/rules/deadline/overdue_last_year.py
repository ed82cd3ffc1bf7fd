"""去年多数单位逾期的任务，今年不要原样照抄。

为什么：去年一半以上的单位没有按时办完，今年任务、时限一字不改，多半还要逾期；是时限太紧，还是任务不实，要先弄清楚。

依据：通行做法：上年没有按时完成的，分析原因后再安排。

上年：
    year: 2025
    title: 城东区2025年消防安全工作方案
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2025-01-15}
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查
            text: 2025年6月底前检查一遍辖区内的商场。
            responsible: {units: [stations]}
            deadline: 2025年6月底前

上年台账：
    任务,单位,完成情况,完成日期,实际完成值,决定
    inspection,north,进行中,,,
    inspection,south,已完成,2025-08-01,,销号

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查
            text: 2026年6月底前检查一遍辖区内的商场。 # ← 2026年6月底前检查一遍辖区内的商场。
            responsible: {units: [stations]}
            deadline: 2026年6月底前

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查
            text: 2026年9月底前检查一遍辖区内的商场。
            responsible: {units: [stations]}
            deadline: 2026年9月底前

改法：核对时限和责任单位；仍照原样的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.results import Ending
from plangen.rules.last_year import carried_on
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find work that stayed the same though more than half of the units were overdue with it."""
    for duty in carried_on(subject):
        reached = duty.reached
        asked = len(reached.by_unit) - reached.counts[Ending.WAIVED]
        if 2 * reached.overdue > asked:
            message = (
                f"{reached.year}年{asked}家中有{reached.overdue}家逾期，今年任务和时限原样照抄"
            )
            hint = "核对时限和责任单位；仍照原样的，写豁免和理由"
            yield Offence(duty.words, message, hint, duty.item.clause)
