"""责任人与责任领导不能是同一个人，一个人的姓名只能有一种写法。

为什么：自己管自己，责任领导就落空了；“王 勇”与“王勇”会被当成两个人，任务清单分成两份。

依据：通行做法：责任人办、责任领导管，各是一人；姓名全文一致。

不合：
    register:
      departments:
        - {id: office, name: 办公室, person: 李明, lead_official: 李明} # ← 李明
        - {id: safety, name: 安全科, person: 赵勇, lead_official: 李 明} # ← 李 明
        - {id: rescue, name: 救援科, person: 赵勇, lead_official: 孙平} # ← 赵勇
      units:
        - {id: north, name: 北街消防站}
        - {id: schools, name: 区教育局}
      groups:
        - {id: stations, name: 各消防站, units: [north]}

合：
    register:
      departments:
        - {id: office, name: 办公室, person: 王强, lead_official: 李明}
        - {id: safety, name: 安全科, person: 赵勇, lead_official: 李明}
      units:
        - {id: north, name: 北街消防站}
        - {id: schools, name: 区教育局}
      groups:
        - {id: stations, name: 各消防站, units: [north]}

改法：核对名单；确实一人兼任的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.plan import Plan
from plangen.rules.pointing import in_register
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find names that stand for two, or stand in two ways."""
    yield from _own_leader(subject.plan)
    yield from _two_departments(subject.plan)
    yield from _spaced(subject.plan)


def _own_leader(plan: Plan) -> Iterator[Offence]:
    for department in plan.register.departments:
        person, leader = department.person, department.lead_official
        if person and leader and _bare(person) == _bare(leader):
            message = f"“{department.name}”的责任人和责任领导都是{_bare(person)}，等于自己管自己"
            yield Offence(in_register(plan, leader), message, "核对名单")


def _two_departments(plan: Plan) -> Iterator[Offence]:
    first: dict[str, Text] = {}
    for department in plan.register.departments:
        person, name = department.person, department.name
        holder = first.setdefault(_bare(person), name) if person else name
        if person and holder is not name:
            message = f"“{holder}”和“{name}”的责任人都是{_bare(person)}，请核对是否写错"
            yield Offence(in_register(plan, person), message, "核对名单；一人兼任的，写豁免")


def _spaced(plan: Plan) -> Iterator[Offence]:
    """Find names of the register written both with and without spaces."""
    people: list[Text] = []
    for department in plan.register.departments:
        people += filter(None, (department.person, department.lead_official))
    plain = set(map(str, people))
    for name in people:
        if (bare := _bare(name)) != name and bare in plain:
            message = f"“{name}”与“{bare}”写法不一，会被当成两个人"
            yield Offence(in_register(plan, name), message, f"统一写作“{bare}”", mend=bare)


def _bare(name: Text) -> str:
    return "".join(name.split())
