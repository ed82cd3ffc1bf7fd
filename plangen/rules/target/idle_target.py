"""指标要管得住：至少为0、至多100%、增减为0，等于没有指标。

为什么：什么结果都合格的指标考核不了什么；写“至少0”的，多半是把“不发生”写错了地方。

依据：《党政机关公文处理工作条例》第十九条，公文所提政策措施和办法要切实可行。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 不发生较大以上火灾事故。
            targets: [{name: 较大以上火灾事故, at_least: 0, unit: 起}] # ← 0

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 不发生较大以上火灾事故。
            targets: [{name: 较大以上火灾事故, exactly: 0, unit: 起}]

改法：不发生的写等于（exactly: 0）；全覆盖的写 exactly: 100。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.figures import base_unit
from plangen.plan import Target
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Number

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find targets that every result meets, such as at least 0."""
    for item, target in subject.targets:
        if match := _idle(target):
            at, words, hint = match
            message = f"指标“{target.name}”{words}，什么结果都算完成"
            yield Offence(at, message, hint, item.clause)


def _idle(target: Target) -> tuple[Number, str, str] | None:
    least, most = target.at_least, target.at_most
    if least is not None and least <= 0 and most is None:
        return least, "至少 0", "不发生的写 exactly: 0（等于 0）"
    if most is not None and most == 100 and least is None and base_unit(target.unit) == "%":
        return most, "至多 100%", "要求全部做到的写 exactly: 100（等于 100）"
    for change, word in ((target.increase, "增长"), (target.decrease, "下降")):
        if change is not None and change == 0:
            return change, f"{word} 0", "要求不增加的，写 at_most（至多）和上年的数"
    return None
