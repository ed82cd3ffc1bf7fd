"""牵头单位不再列进责任单位。

为什么：同一个单位写两遍，多半是一处写了全称、一处写了简称，读的人当成两个单位；清单上也只能算一样。

依据：《党政机关公文处理工作条例》第二十四条，两个以上部门办理的要明确主办部门；通行写法一个单位只列一次。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查 # ← 加强检查
            text: 检查辖区内的商场。
            responsible: {lead_unit: north, units: [北街站, schools]}

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查
            text: 检查辖区内的商场。
            responsible: {lead_unit: north, units: [schools]}

改法：从责任单位里去掉；责任单位写的是包括它的统称的，不用改。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.pointing import at_row
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find units that lead and are responsible by name as well; what is inherited once.

    A lead that does a task of its own alone is no fault, unless two names make two of it.
    """
    seen = set()
    for row in subject.rows:
        if id(row.responsible) in seen:
            continue
        seen.add(id(row.responsible))
        leads = {lead.id: lead for lead in row.responsible.leads}
        both = [unit for unit in row.responsible.units if unit.id in leads]
        renamed = any(unit.printed != leads[unit.id].printed for unit in both)
        twice = [unit.name for unit in both]
        if twice and (renamed or len(row.responsible.units) > 1):
            message = f"{'、'.join(twice)}既是牵头单位，又列在责任单位里，同一个单位写了两遍"
            yield at_row(row, message, "从责任单位里去掉")
