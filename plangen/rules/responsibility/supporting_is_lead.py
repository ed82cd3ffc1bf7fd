"""同一件事，一个单位不能又牵头或者负责，又配合。

为什么：又是责任单位又是配合单位，出了问题可以推说“我只是配合”；清单上也只能算一样。

依据：《党政机关公文处理工作条例》第二十四条，两个以上部门办理的要明确主办部门，主办与配合不能混同。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查 # ← 加强检查
            text: 检查辖区内的商场。
            responsible: {lead_unit: north, supporting_units: [schools, north]}
          - id: drill
            text: 开展疏散演练。 # ← 开展疏散演练
            responsible: {units: [stations], supporting_units: [south]}

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查
            text: 检查辖区内的商场，其余各站配合。
            responsible: {lead_unit: north, supporting_units: [stations]}

改法：牵头、负责的，从配合单位里去掉；从上面继承来的，在本条另写 units 或者 supporting_units。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.actors import Members
from plangen.plan import Responsibility
from plangen.rules.pointing import at_row
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find units that support what they lead or are responsible for; what is inherited once.

    A group that supports one of its own members is the others of it, and no fault.
    """
    members, seen = Members(), set()
    for row in subject.rows:
        if id(row.responsible) in seen:
            continue
        seen.add(id(row.responsible))
        if both := _both(row.responsible, members):
            message = f"{'、'.join(both)}既是牵头、责任单位，又是配合单位，责任不清"
            yield at_row(row, message, "从配合单位里去掉，或者另写责任单位")


def _both(who: Responsibility, members: Members) -> list[str]:
    if not who.supporting_units:
        return []
    doing = (*who.leads, *who.units)
    ids = frozenset[str]().union(*map(members.ids, doing))
    return [supporter.name for supporter in who.supporting_units if members.ids(supporter) <= ids]
