"""增长、下降的指标要有基数。

为什么：只说比上年下降20%，不记下上年是多少，年底各算各的，完成没完成说不清。

依据：通行做法：考核增减幅度，先定基数。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 火灾起数比上年下降10%。
            targets: [{name: 火灾起数, decrease: 10, unit: "%"}] # ← 10

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 火灾起数比上年下降10%。
            targets: [{name: 火灾起数, decrease: 10, baseline: 60, unit: "%"}]

改法：在指标里加上基数 baseline，写所比的那个数；正文可以不写。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find increases and decreases without a baseline."""
    for item, target in subject.targets:
        change = target.decrease if target.increase is None else target.increase
        absolute = {target.at_least, target.at_most, target.exactly} != {None}
        if change and target.baseline is None and not absolute:
            word = "下降" if target.increase is None else "增长"
            message = f"指标“{target.name}”{word} {change}，没有基数，年底算不出完成没完成"
            yield Offence(change, message, "加上 baseline（基数），写所比的数", item.clause)
