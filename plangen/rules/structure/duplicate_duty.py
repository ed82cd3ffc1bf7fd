"""同一件事不要派两次。

为什么：同样的话在两条里各写一遍，单位的清单上就有两件一样的任务，要报两次材料；改了一处，另一处就成了旧话。

依据：《党政机关公文处理工作条例》第十九条，公文要“结构严谨”“文字精练”。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 各站要对辖区内的商场进行检查。
            responsible: {units: [stations]}
          - id: market
            text: 各站对辖区内商场认真进行检查。 # ← 各站对辖区内商场认真进行检查。
            responsible: {units: [stations]}

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 各消防站对辖区内的商场、市场进行消防安全检查。
            responsible: {units: [stations]}
            deadline: 6月底前
          - id: again
            text: 各消防站对辖区内的商场、市场进行消防安全检查。
            responsible: {units: [stations]}
            deadline: 11月底前
          - id: schools
            text: 各消防站对辖区内的学校、医院进行消防安全检查。
            responsible: {units: [stations]}

改法：并成一条；分次做的，各写各的时限；分人做的，各写各的责任单位。
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from plangen.patterns import lazily
from plangen.plan import Group, Responsibility, Unit
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text
from plangen.tasks import TaskRow, UnitPart

SEVERITY: Final = Severity.WARNING
_SHORT: Final = 12
"""Shorter texts, such as 开展业务培训, may well be said twice."""
_FILLERS: Final = lazily(r"\W|认真|切实|进一步|积极|继续|大力|严格|扎实|全面|着力|要|应当|必须|的")


def check(subject: Subject) -> Iterator[Offence]:
    """Find tasks that say, fillers and marks aside, what another says to the same people."""
    known: dict[str, list[tuple[TaskRow, Text]]] = {}
    for row, text in _duties(subject):
        same = known.setdefault(_FILLERS.sub("", row.text), [])
        for earlier, twin in same:
            if row.due == earlier.due and _shared(row, earlier):
                message = f"与第{twin.line}行是同一件事，清单上会派两次"
                length = len(text.partition("\n")[0])
                hint = "并成一条；分次、分人做的，写明各自的时限、责任单位"
                yield Offence(text, message, hint, row.item.clause, length=length)
                break
        same.append((row, text))


def _duties(subject: Subject) -> Iterator[tuple[TaskRow, Text]]:
    """The tasks, and the items without any, each with its wording in the file."""
    for row in subject.rows:
        text = row.text if isinstance(row.text, Text) else row.item.text or row.item.title
        listed = bool(row.item.tasks) and row.id == row.item.id
        if isinstance(text, Text) and not listed and len(row.text) >= _SHORT:
            yield row, text


def _shared(row: TaskRow, earlier: TaskRow) -> bool:
    """Whether somebody answers for both, or nobody for either."""
    mine, others = _everybody(row), _everybody(earlier)
    return bool(mine & others) or not (mine or others)


def _everybody(row: TaskRow) -> set[str]:
    parties = chain.from_iterable(map(row.units, UnitPart))
    units = set(chain.from_iterable(map(_members, parties)))
    return units or _inside(row.responsible)


def _inside(responsible: Responsibility) -> set[str]:
    return {responsible.department.id} if responsible.department else set()


def _members(party: Unit | Group) -> Iterator[str]:
    if isinstance(party, Group) and party.units:
        for member in party.units:
            yield from _members(member)
    else:
        yield party.id
