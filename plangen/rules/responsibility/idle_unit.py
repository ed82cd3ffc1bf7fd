"""登记了的单位要有任务。

为什么：名册里有、正文里没有、又没有任务的单位，多半是照抄上年名册留下的，或者漏派了任务。

依据：通行做法：名册与任务分解表核对一致。

不合：
    register:
      departments:
        - {id: office, name: 办公室, person: 王强, lead_official: 李明}
        - {id: safety, name: 安全科, person: 赵勇, lead_official: 孙平}
      units:
        - {id: north, name: 北街消防站}
        - {id: schools, name: 区教育局}
        - {id: culture, name: 区文化旅游局} # ← 区文化旅游局
      groups:
        - {id: stations, name: 各消防站, units: [north]}

合：
    register:
      departments:
        - {id: office, name: 办公室, person: 王强, lead_official: 李明}
        - {id: safety, name: 安全科, person: 赵勇, lead_official: 孙平}
      units:
        - {id: north, name: 北街消防站}
        - {id: schools, name: 区教育局}
        - {id: bureau, name: 区应急管理局}
      groups:
        - {id: stations, name: 各消防站, units: [north]}

改法：给它派任务，或者从名册里去掉。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.actors import is_issuer
from plangen.plan import leaves
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import placed

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find units without a task that the plan does not name either.

    A register in a file of its own serves many plans, and may hold units that this one spares.
    """
    plan = subject.plan
    if plan.register.source:
        return
    busy = _busy(subject)
    idle = [unit for unit in plan.register.units if unit.id not in busy]
    named = _named(subject) if idle else set()
    for unit in idle:
        if unit.id not in named and not is_issuer(plan, unit):
            message = f"“{unit.name}”登记了，却没有任务，正文也没有提到"
            yield Offence(placed(unit.name), message, "给它派任务，或者从名册里去掉")


def _busy(subject: Subject) -> set[str]:
    """The ids of the units that have a task, and of those above them."""
    busy: set[str] = {leaf.id for party in subject.parties for leaf in leaves(party)}
    for unit in subject.plan.register.units:
        above = unit.parent if unit.id in busy else None
        while above:
            busy.add(above.id)
            above = above.parent
    return busy


def _named(subject: Subject) -> set[str]:
    names, issue = subject.names, subject.plan.issue
    texts = [wording.text for wording in subject.wordings if wording.text is not issue.recipients]
    return {who.id for text in texts for who in names.mentioned(text)}
