"""正文点名要办事的单位，要列入责任。

为什么：正文写“市疾控中心要……”，责任里却没有它，它就收不到任务清单，这件事也就没有人办。

依据：《党政机关公文处理工作条例》第十九条第三项，公文内容要“表述准确”；责任与正文一致是通行做法。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 北街站要每月检查商场，由区教育局负责学校的检查。 # ← 北街站 ← 区教育局
            responsible: {units: [south]}

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 北街站要每月检查商场，会同区教育局检查学校，结果报城东区应急管理局。
            responsible: {units: [stations], supporting_units: [schools]}

改法：把它写进 units、lead_unit 或者 supporting_units；只是顺带提到的，把句子改得不像派任务。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.actors import Actor, Members, Who, is_issuer
from plangen.plan import Item, Plan, Unit
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find registered units that the wording makes act, but which have no part in it."""
    names, members = subject.names, Members()
    for item in subject.items:
        for text, part in _texts(item):
            for actor in names.actors(text) if part else ():
                if not _covered(actor.who, part, subject.plan, members):
                    yield _offence(text, actor, item.clause)


def _offence(text: Text, actor: Actor, clause: str) -> Offence:
    name = text[actor.start : actor.end]
    message = f"正文要“{name}”办事，责任里却没有它，它收不到这项任务"
    hint = "写进 units（责任单位）、lead_unit（牵头单位）或者 supporting_units（配合单位）"
    return Offence(text, message, hint, clause, actor.start, len(name))


def _texts(item: Item) -> Iterator[tuple[Text, tuple[Who, ...]]]:
    own = item.responsible.parts
    everybody = (*own, *(party for task in item.tasks for party in task.responsible.parts))
    if item.text:
        yield item.text, everybody or _of_the_bureau(item)
    for task in item.tasks:
        yield task.do, task.responsible.parts


def _of_the_bureau(item: Item) -> tuple[Who, ...]:
    """The item's department as a unit of its own: then every unit that acts is missing."""
    department = item.responsible.department
    return (Unit(department.id, department.name),) if department else ()


def _covered(who: Who, part: tuple[Who, ...], plan: Plan, members: Members) -> bool:
    if is_issuer(plan, who) or any(party.id == who.id for party in part):
        return True
    if any(map(members.open, part)) or (
        members.open(who) and any(not isinstance(party, Unit) for party in part)
    ):
        return True
    ids = members.ids(who)
    return any(ids & members.ids(party) or _related(who, party) for party in part)


def _related(party: Who, other: Who) -> bool:
    """Whether one stands under the other: 县卫健局 may answer for its 县疾控中心."""
    return other.id in _above(party) or party.id in _above(other)


def _above(party: Who | None) -> set[str]:
    above: set[str] = set()
    while isinstance(party, Unit) and party.parent:
        party = party.parent
        above.add(party.id)
    return above
