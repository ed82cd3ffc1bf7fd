"""一个指标里的几个数不能互相矛盾。

为什么：至少95%又至多90%，谁也做不到；既写等于又写至少，考核时不知以哪个为准。

依据：通行做法；《党政机关公文处理工作条例》第十九条，公文要“表述准确”，所提政策措施和办法切实可行。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率保持在90%至95%之间。
            targets:
              - {name: 隐患整改率, at_least: 95, at_most: 90, unit: "%"} # ← 95

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率保持在90%至95%之间。
            targets:
              - {name: 隐患整改率, at_least: 90, at_most: 95, unit: "%"}

改法：核对正文，只留正文所说的那个数；区间的下限写至少，上限写至多。
"""

from collections.abc import Iterator
from typing import Final

from plangen.plan import Target
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Number

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Offence]:
    """Find targets that no figure can meet, or that say two things."""
    for item, target in subject.targets:
        if match := _contradiction(target):
            at, why = match
            message = f"指标“{target.name}”{why}，两者不能并存"
            yield Offence(at, message, "照正文所说，只留一个数", item.clause)


def _contradiction(target: Target) -> tuple[Number, str] | None:
    least, most, exact = target.at_least, target.at_most, target.exactly
    if least is not None and most is not None and least > most:
        return least, f"至少 {least}，又至多 {most}"
    limit = least if least is not None else most
    if exact is not None and limit is not None:
        return exact, f"等于 {exact}，又{'至少' if limit is least else '至多'} {limit}"
    if target.increase is not None and target.decrease is not None:
        return target.decrease, f"增长 {target.increase}，又下降 {target.decrease}"
    return None
