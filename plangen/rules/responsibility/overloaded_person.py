"""一个责任人名下的任务不要太多。

为什么：几十件事都压在一个人身上，件件负责等于件件落空，催办也催不过来。

依据：通行做法：任务均衡分解到人，件数上限由各单位自定（默认三十件）。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 全面检查各类场所。
            responsible: {department: office, person: 周全} # ← 周全
            tasks: [{do: 查一}, {do: 查二}, {do: 查三}, {do: 查四}, {do: 查五}, {do: 查六},
              {do: 查七}, {do: 查八}, {do: 查九}, {do: 查十}, {do: 查十一}, {do: 查十二},
              {do: 查十三}, {do: 查十四}, {do: 查十五}, {do: 查十六}, {do: 查十七}, {do: 查十八},
              {do: 查十九}, {do: 查二十}, {do: 查廿一}, {do: 查廿二}, {do: 查廿三}, {do: 查廿四},
              {do: 查廿五}, {do: 查廿六}, {do: 查廿七}, {do: 查廿八}, {do: 查廿九}, {do: 查三十},
              {do: 查卅一}]

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 全面检查各类场所。
            responsible: {department: office, person: 周全}
            tasks: [{do: 查商场}, {do: 查学校}]

改法：把一部分任务分给别的科室或者责任人；几件实为一件的，合并。
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from plangen.rules.pointing import in_register
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find officers who answer for more tasks than a bureau has set."""
    load: Counter[str] = Counter()
    first: dict[str, Text] = {}
    for row in subject.rows:
        if person := row.responsible.person:
            name = "".join(person.split())
            load[name] += 1
            first.setdefault(name, person)
    for name, count in load.items():
        if count > (most := subject.options.load):
            message = f"责任人“{name}”名下有 {count} 件任务，超过 {most} 件，难以件件落实"
            yield Offence(_at(subject, first[name]), message, "把一部分任务分给别的科室或者责任人")


def _at(subject: Subject, person: Text) -> Text:
    """Where to point: into the register for its people, else at the item's own person."""
    people = {id(department.person) for department in subject.plan.register.departments}
    return in_register(subject.plan, person) if id(person) in people else person
