"""增长、下降的基数要和去年报的实际数一致。

为什么：“比上年下降10%”，上年就是去年实际做到的数；基数照抄去年方案里的，年底算出来的增减幅度不对。

依据：通行做法：基数用上年实际完成数。

上年：
    year: 2025
    title: 城东区2025年消防安全工作方案
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2025-01-15}
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 火灾起数比上年下降10%。
            responsible: {department: safety, units: [stations]}
            targets: [{name: 火灾起数, decrease: 10, baseline: 60, unit: "%"}]

上年台账：
    任务,单位,完成情况,完成日期,实际完成值,决定
    no-fire,north,已完成,2025-12-20,30起,销号
    no-fire,south,已完成,2025-12-22,22起,销号

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 火灾起数比上年下降10%。
            responsible: {department: safety, units: [stations]}
            targets: [{name: 火灾起数, decrease: 10, baseline: 60, unit: "%"}] # ← 60

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 火灾起数比上年下降10%。
            responsible: {department: safety, units: [stations]}
            targets: [{name: 火灾起数, decrease: 10, baseline: 52, unit: "%"}]

改法：按台账核对基数，正文里的一起改；用别的口径的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.results import plain
from plangen.rules.last_year import target_histories
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find baselines of increases and decreases that are not what last year reached."""
    for history in target_histories(subject):
        now, reached = history.now, history.reached
        changes = now.increase is not None or now.decrease is not None
        if not changes or now.baseline is None or not reached.is_level or not reached.is_whole:
            continue
        if reached.total is not None and reached.total != now.baseline:
            unit = reached.figures[0][1].unit
            message = (
                f"“{now.name}”的基数是{now.baseline}，"
                f"{history.year}年台账上报的是{plain(reached.total)}{unit}"
            )
            hint = "按台账核对基数，正文里的一起改；用别的口径的，写豁免和理由"
            yield Offence(now.baseline, message, hint, history.item.clause)
