"""同一个指标不能写两个数。

为什么：目标里是90%，为它服务的措施里是85%，措施全做到了，目标还是完不成；清单上一个单位收到两个数。

依据：《党政机关公文处理工作条例》第十九条，公文要“表述准确”；同一文件数字前后一致是通行做法。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到98%以上。
            targets: [{name: 隐患整改率, at_least: 98, unit: "%"}]
      - title: 主要措施
        measures:
          - id: inspection
            text: 每季度检查一次，隐患整改率达到95%以上。
            goals: [no-fire]
            targets: [{name: 隐患整改率, at_least: 95, unit: "%"}] # ← 隐患整改率

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到98%以上，力争达到100%。
            targets:
              - {name: 隐患整改率, at_least: 98, unit: "%"}
              - {name: 隐患整改率, exactly: 100, unit: "%", aspirational: true}
      - title: 主要措施
        measures:
          - id: inspection
            text: 每季度检查一次，上半年隐患整改率达到60%以上。
            goals: [no-fire]
            deadline: 6月底前
            targets: [{name: 隐患整改率, at_least: 60, unit: "%"}]

改法：改成同一个数；确是两个指标的，把名称写得有分别。
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from plangen.language.figures import amounts, holders
from plangen.plan import Item, Target, Task
from plangen.rules.subject import Offence, Severity, Subject
from plangen.tasks import target_words

SEVERITY: Final = Severity.WARNING
_Known = dict[str, list[tuple[Target, Item | Task]]]


def check(subject: Subject) -> Iterator[Offence]:
    """Find targets that differ within an item, or from those of a goal that it serves."""
    of_goals: dict[str, _Known] = {}
    for item in subject.items:
        if item.kind == "goal":
            of_goals[item.id] = _add({}, item)
    for item in subject.items:
        known: _Known = {}
        for goal in item.goals:
            for name, same in of_goals.get(goal, {}).items():
                known.setdefault(name, []).extend(same)
        yield from _differing(item, known)


def _add(known: _Known, item: Item) -> _Known:
    for holder in holders(item):
        for target in holder.targets:
            known.setdefault(target.name, []).append((target, holder))
    return known


def _differing(item: Item, known: _Known) -> Iterator[Offence]:
    for holder in holders(item):
        for target in holder.targets:
            same = known.setdefault(target.name, [])
            for earlier, bearer in same:
                if _differ(target, earlier) and _together(holder, bearer):
                    message = f"“{target_words(target)}”与第{earlier.name.line}行的"
                    message += f"“{target_words(earlier)}”不一致，不知以哪个为准"
                    hint = "改成同一个数；确是两个指标的，名称写得有分别"
                    yield Offence(target.name, message, hint, item.clause)
                    break
            same.append((target, holder))


def _differ(target: Target, earlier: Target) -> bool:
    if target.aspirational != earlier.aspirational or target.unit != earlier.unit:
        return False
    now, before = amounts(target), amounts(earlier)
    return any(now[key] != before[key] for key in now.keys() & before.keys())


def _together(holder: Item | Task, earlier: Item | Task) -> bool:
    """Whether both are due at one time from the same people; tasks may share a figure out."""
    if _last_day(holder) != _last_day(earlier):
        return False
    tasks = isinstance(holder, Task) and isinstance(earlier, Task)
    return not tasks or holder.responsible == earlier.responsible


def _last_day(holder: Item | Task) -> date | None:
    days = holder.deadline.due if holder.deadline else ()
    return days[-1] if days else None
