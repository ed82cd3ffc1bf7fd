"""今年的指标不应当低于去年。

为什么：同一件事去年要求90%，今年只要求85%，没有说明就是工作倒退；多半是抄错了数，或者照抄了前年的方案。

依据：通行做法：指标逐年持平或提高，调低的要说明理由。

上年：
    year: 2025
    title: 城东区2025年消防安全工作方案
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2025-01-15}
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到98%以上，火灾控制在30起以内，新建微型消防站40个。
            targets:
              - {name: 隐患整改率, at_least: 98, unit: "%"}
              - {name: 火灾起数, at_most: 30, unit: 起}
              - {name: 新建微型消防站, exactly: 40, unit: 个}

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到95%以上，火灾控制在35起以内。
            targets:
              - {name: 隐患整改率, at_least: 95, unit: "%"} # ← 95
              - {name: 火灾起数, at_most: 35, unit: 起} # ← 35

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到98%以上，火灾控制在28起以内，新建微型消防站10个。
            targets:
              - {name: 隐患整改率, at_least: 98, unit: "%"}
              - {name: 火灾起数, at_most: 28, unit: 起}
              - {name: 新建微型消防站, exactly: 10, unit: 个}

改法：核对去年的方案；确需调低的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.figures import RATES, base_unit, targets
from plangen.plan import Plan, Target
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Number
from plangen.tasks import target_words

SEVERITY: Final = Severity.WARNING
_OFTEN: Final = ("次", "场", "期", "场次")
"""How often: work of this measure is not to fall off; how much is built differs every year."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find floors below last year's and ceilings above it."""
    if subject.previous is None:
        return
    before = _by_name(subject.previous)
    for (key, name), target in _by_name(subject.plan).items():
        old = before.get((key, name)) or before.get(("", name))
        at = _laxer(target, old) if key and old else None
        if at is not None and old is not None:
            was_words = f"{subject.previous.year}年是“{target_words(old)}”"
            message = f"“{target.name}”{was_words}，今年放宽到 {at}，没有说明就是倒退"
            clause = next(item.clause for item in subject.items if item.id == key)
            yield Offence(at, message, "核对去年的方案；确需调低的，写豁免和理由", clause)


def _by_name(plan: Plan) -> dict[tuple[str, str], Target]:
    """Targets by item and name; by name alone where the plan has but one so named."""
    by_name: dict[tuple[str, str], Target] = {}
    names: dict[str, list[Target]] = {}
    for item, target in targets(plan.items()):
        by_name.setdefault((item.id, target.name), target)
        names.setdefault(target.name, []).append(target)
    alone = {("", name): same[0] for name, same in names.items() if len(same) == 1}
    return by_name | alone


def _laxer(now: Target, old: Target) -> Number | None:
    """The figure that asks for less than it did."""
    if base_unit(now.unit) != base_unit(old.unit) or (old.aspirational and not now.aspirational):
        return None
    floor, was = _floor(now), _floor(old)
    if floor is not None and was is not None and floor < was:
        return floor
    ceiling, limit = _ceiling(now), _ceiling(old)
    return ceiling if ceiling is not None and limit is not None and ceiling > limit else None


def _floor(target: Target) -> Number | None:
    """What is reached at least: of shares and of how often, not of how much is built."""
    kept = base_unit(target.unit) in (*RATES, *_OFTEN)
    exact = target.exactly or None
    return (target.at_least if target.at_least is not None else exact) if kept else None


def _ceiling(target: Target) -> Number | None:
    if target.at_least is not None:
        return None
    zero = target.exactly if target.exactly == 0 else None
    return target.at_most if target.at_most is not None else zero
