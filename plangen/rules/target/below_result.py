"""今年的指标不宜比去年实际做到的低。

为什么：去年要求90%，各家都做到了97%，今年还只要求90%，等于允许退步；定指标要看去年做到了多少，不只看去年写了多少。
各家报的数都比今年的要求高出二十分之一以上才提；分几家报的数量，上限和几家的合计比。

依据：通行做法：指标在上年实际的基础上持平或提高。

上年：
    year: 2025
    title: 城东区2025年消防安全工作方案
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2025-01-15}
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到90%以上，火灾控制在30起以内。
            responsible: {department: safety, units: [stations]}
            targets:
              - {name: 隐患整改率, at_least: 90, unit: "%"}
              - {name: 火灾起数, at_most: 30, unit: 起}

上年台账：
    任务,单位,完成情况,完成日期,实际完成值,决定
    no-fire,north,已完成,2025-12-20,隐患整改率97%，火灾起数12起,销号
    no-fire,south,已完成,2025-12-22,隐患整改率98.5%，火灾起数9起,销号

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到92%以上，火灾控制在30起以内。
            responsible: {department: safety, units: [stations]}
            targets:
              - {name: 隐患整改率, at_least: 92, unit: "%"} # ← 92
              - {name: 火灾起数, at_most: 30, unit: 起} # ← 30

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到97%以上，火灾控制在21起以内。
            responsible: {department: safety, units: [stations]}
            targets:
              - {name: 隐患整改率, at_least: 97, unit: "%"}
              - {name: 火灾起数, at_most: 21, unit: 起}

改法：按去年实际核对；有意留余地的，写豁免和理由。
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from plangen.language.figures import RATES, base_unit
from plangen.plan import Target
from plangen.results import TargetReached
from plangen.rules.last_year import target_histories
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Number

SEVERITY: Final = Severity.ADVICE
_KEPT: Final = (*RATES, "次", "场", "期", "场次")
"""Shares, and how often: what was reached once is to be kept; how much is built is not."""
_MARGIN: Final = Decimal("0.05")
"""The part of a result by which a target may stay behind it."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find floors under what every unit reached, and ceilings over what all together did."""
    for history in target_histories(subject):
        if not history.reached.is_whole or not history.reached.is_level:
            continue
        at = _behind(history.now, history.reached)
        if at is not None:
            unit = history.now.unit or ""
            message = (
                f"“{history.now.name}”{history.year}年{history.reached_words}，"
                f"今年只要求{at}{unit}，比做到的低"
            )
            hint = "按去年实际核对；有意留余地的，写豁免和理由"
            yield Offence(at, message, hint, history.item.clause)


def _behind(target: Target, reached: TargetReached) -> Number | None:
    """The figure of a target that asks for less than was reached."""
    floor, ceiling = target.at_least, target.at_most
    kept = base_unit(target.unit) in _KEPT
    if floor is not None and kept and floor < reached.low * (1 - _MARGIN):
        return floor
    if ceiling is None:
        return None
    worst = reached.high if reached.total is None else max(reached.high, reached.total)
    return ceiling if ceiling > worst * (1 + _MARGIN) else None
