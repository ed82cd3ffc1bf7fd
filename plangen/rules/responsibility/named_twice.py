"""一份领导小组名单里，一个人只担任组长、副组长、成员中的一样。

为什么：又是副组长又是成员，多半是改名单时只加没有减；人数、排序也都跟着错。

依据：通行做法：领导小组名单一人一职。

不合：
    annexes:
      - title: 领导小组名单
        roster:
          - {role: 组长, names: [李明]}
          - {role: 副组长, names: [孙平, 王 强]}
          - {role: 成员, names: [赵勇, 王强]} # ← 王强

合：
    annexes:
      - title: 领导小组名单
        roster:
          - {role: 组长, names: [李明]}
          - {role: 副组长, names: [孙平]}
          - {role: 成员, names: [赵勇, 王强]}
          - {role: 联络员, names: [王强]}

改法：从低的一职里去掉；确是两个人同名的，在姓名后注明单位。
"""

from collections.abc import Iterator
from typing import Final

from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


_RANKS: Final = frozenset({"组长", "常务副组长", "副组长", "成员", "主任", "副主任", "委员"})


def check(subject: Subject) -> Iterator[Offence]:
    """Find people who stand twice in one roster; a liaison may be a member too."""
    for annex in subject.plan.annexes:
        ranks: dict[str, str] = {}
        for role in annex.roster:
            for name in role.names if "".join(role.role.split()) in _RANKS else ():
                bare = "".join(name.split())
                if bare in ranks:
                    message = f"“{bare}”在名单里已是{ranks[bare]}，又列为{role.role}"
                    yield Offence(name, message, "去掉一处；同名的，在姓名后注明单位")
                ranks.setdefault(bare, role.role)
