"""去年没有达到的指标，今年不要原样照抄。

为什么：去年要求95%，有的只做到80%，今年一字不改还是95%，没有新的措施，年底多半还是达不到；指标定高了，也要说明。

依据：通行做法：没有完成的指标，先分析原因，再定今年的数和措施。

上年：
    year: 2025
    title: 城东区2025年消防安全工作方案
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2025-01-15}
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到95%以上。
            responsible: {department: safety, units: [stations]}
            targets: [{name: 隐患整改率, at_least: 95, unit: "%"}]

上年台账：
    任务,单位,完成情况,完成日期,实际完成值,决定
    no-fire,north,已完成,2025-12-20,97%,销号
    no-fire,south,进行中,,80%,

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到95%以上。
            responsible: {department: safety, units: [stations]}
            targets: [{name: 隐患整改率, at_least: 95, unit: "%"}] # ← 95

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到90%以上，每月通报一次。
            responsible: {department: safety, units: [stations]}
            targets: [{name: 隐患整改率, at_least: 90, unit: "%"}]

改法：核对去年为什么没有达到，调整指标或者补上措施；仍照原样的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.attainment import is_missed
from plangen.rules.last_year import figure_of, target_histories
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find targets that are the same though last year missed them."""
    for history in target_histories(subject):
        if history.is_same and is_missed(history.before, history.reached):
            message = (
                f"“{history.now.name}”{history.year}年没有都达到，"
                f"{history.reached_words}，今年原样照抄"
            )
            hint = "调整指标或者补上措施；仍照原样的，写豁免和理由"
            yield Offence(figure_of(history.now), message, hint, history.item.clause)
