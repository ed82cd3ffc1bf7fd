"""派了任务的单位组要列出成员。

为什么：“各医疗卫生单位”没有列出是哪些单位，只能出一份大家共用的任务清单，催办、统计都对不到单位。

依据：通行做法：责任分解到具体单位。

不合：
    register:
      departments:
        - {id: office, name: 办公室, person: 王强, lead_official: 李明}
        - {id: safety, name: 安全科, person: 赵勇, lead_official: 孙平}
      units:
        - {id: north, name: 北街消防站}
        - {id: schools, name: 区教育局}
      groups:
        - {id: stations, name: 各消防站} # ← 各消防站
        - {id: shops, name: 各商场}

合：
    register:
      departments:
        - {id: office, name: 办公室, person: 王强, lead_official: 李明}
        - {id: safety, name: 安全科, person: 赵勇, lead_official: 孙平}
      units:
        - {id: north, name: 北街消防站}
        - {id: schools, name: 区教育局}
      groups:
        - {id: stations, name: 各消防站, units: [north]}
        - {id: shops, name: 各商场}

改法：在单位组的 units 里列出成员，或者用 where 按类别、标签选取。
"""

from collections.abc import Iterator
from typing import Final

from plangen.plan import Group, leaves
from plangen.rules.pointing import in_register
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE


def check(subject: Subject) -> Iterator[Offence]:
    """Find groups that have tasks but no members; those within other groups too."""
    members = {leaf.id: leaf for party in subject.parties for leaf in leaves(party)}
    for group in members.values():
        if isinstance(group, Group):
            message = f"“{group.name}”派了任务，却没有列出是哪些单位，任务清单落不到单位"
            hint = "在 units（成员单位）里列出成员，或者用 where（选取条件）选取"
            yield Offence(in_register(subject.plan, group.name), message, hint)
