"""正文点名派给几个单位的，责任里不要多出别的单位。

为什么：正文只叫甲办，责任里还写着乙，乙接到清单不知道要办什么；多半是改了正文忘了改责任。

依据：《党政机关公文处理工作条例》第十九条第三项，公文内容要“表述准确”；责任与正文一致是通行做法。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 北街消防站要检查辖区内的商场。 # ← 北街消防站
            responsible: {units: [north, schools]}

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 各消防站要检查辖区内的商场，区教育局要检查学校。
            responsible: {units: [north, schools]}
          - id: survey
            text: 北街站要登记商场。建立台账，逐一核对。
            responsible: {units: [north, schools]}

改法：从责任里去掉正文没有提到的单位，或者在正文里写明它要办什么。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.actors import Actor, Members, NameFinder, Who, is_issuer
from plangen.language.reporting import sentences
from plangen.plan import Item, Unit
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find named units that are responsible where each sentence says that others act."""
    names, members = subject.names, Members()
    for item in subject.items:
        units = [unit for unit in _responsible(item) if not is_issuer(subject.plan, unit)]
        first = _first_actor(item, names) if units and item.text else None
        if first and item.text:
            named = _named(item, names, members)
            for unit in units:
                if unit.id not in named:
                    message = f"正文没有提到“{unit.name}”，责任里却有它，它不知道要办什么"
                    hint = "从责任里去掉，或者在正文里写明它要办什么"
                    length = first.end - first.start
                    yield Offence(item.text, message, hint, item.clause, first.start, length)


def _responsible(item: Item) -> list[Unit]:
    """The responsible units of an item; a lead may coordinate without being named."""
    apart = {unit.id for task in item.tasks for unit in _apart(item, task.responsible.units)}
    return [
        unit for unit in item.responsible.units if isinstance(unit, Unit) and unit.id not in apart
    ]


def _apart(item: Item, units: tuple[Who, ...]) -> tuple[Who, ...]:
    """The units of a task, unless they are the whole item's."""
    return () if units == item.responsible.units else units


def _first_actor(item: Item, names: NameFinder) -> Actor | None:
    """Who acts in the first sentence; None unless every sentence says at its head who acts."""
    actors = {actor.start: actor for actor in names.actors(item.text or "")}
    heads = [actors.get(start) for start, _ in sentences(item.text or "")]
    return heads[0] if heads and all(heads) else None


def _named(item: Item, names: NameFinder, members: Members) -> set[str]:
    words = "\n".join([item.wording, *(task.do for task in item.tasks)])
    return {key for who in names.mentioned(words) for key in members.ids(who)}
