"""同一级的标题不要重复。

为什么：两个“加强组织领导”并列，多半是复制以后忘了改，或者同样的内容写了两遍。

依据：《党政机关公文处理工作条例》第十九条，公文要“结构严谨”。

不合：
    sections:
      - title: 主要措施
        measures:
          - {id: inspection, title: 加强检查, text: 各消防站每季度检查一次商场。}
          - {id: drill, title: 加强检查, text: 各学校每学期组织一次疏散演练。} # ← 加强检查

合：
    sections:
      - title: 主要措施
        measures:
          - {id: inspection, title: 加强检查, text: 各消防站每季度检查一次商场。}
          - {id: drill, title: 组织演练, text: 各学校每学期组织一次疏散演练。}

改法：按内容改标题；内容相同的，并成一条。
"""

from collections.abc import Iterable, Iterator
from typing import Final

from plangen.plan import Item, Section
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Offence]:
    """Find titles that a sister section or item has too."""
    yield from _repeated(subject.plan.sections)
    for section in subject.sections:
        yield from _repeated((*section.parts, *section.items))


def _repeated(sisters: Iterable[Section | Item]) -> Iterator[Offence]:
    clauses: dict[str, str] = {}
    for sister in sisters:
        if sister.title in clauses:
            message = f"标题“{sister.title}”与{clauses[sister.title]}相同，多半是复制以后忘了改"
            yield Offence(
                sister.title, message, "按内容改标题；内容相同的，并成一条", sister.clause
            )
        elif sister.title:
            clauses[sister.title] = sister.clause
