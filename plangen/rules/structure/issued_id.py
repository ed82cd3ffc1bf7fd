"""印发以后，编号不能再改。

为什么：单位手里的清单、收回来的表、台账，都按编号认任务。印发以后换了编号，报过的就对不上，同一件事会当成一取消、一新增。

依据：通行做法：事项一经编号，修订时沿用，不另起。

印发的：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查
            text: 各消防站每季度检查一次辖区内的商场。
            responsible: {units: [stations]}
            deadline: 每季度
            tasks:
              - {id: markets, do: 检查辖区内的商场, deadline: 每季度}

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspections # ← inspections
            title: 加强检查
            text: 各消防站每两个月检查一次辖区内的商场。
            responsible: {units: [stations]}
            deadline: 每季度
            tasks:
              - {id: shops, do: 检查辖区内的商场, deadline: 每季度} # ← shops

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            title: 加强检查
            text: 各消防站每两个月检查一次辖区内的商场。
            responsible: {units: [stations]}
            deadline: 每季度
            tasks:
              - {id: markets, do: 检查辖区内的商场和超市, deadline: 每季度}

改法：改回印发时的编号；没有写编号的，补上印发时的编号。确是另一件事的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.plan import Item, Task
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Offence]:
    """Find items and tasks that were issued under another id."""
    if subject.issued is None:
        return
    from plangen.comparison import compare

    for pair in compare(subject.issued, subject.plan).entries:
        if isinstance(pair.old, Item) and isinstance(pair.new, Item) and pair.sure:
            yield from _item(pair.old, pair.new)


def _item(old: Item, new: Item) -> Iterator[Offence]:
    if old.id != new.id:
        yield _offence(old.id, new.id, new.title or new.text, new, new.clause)
    yield from _tasks(old, new, new.clause)


def _tasks(old: Item | Task, new: Item | Task, clause: str) -> Iterator[Offence]:
    from plangen.comparison.items import paired_tasks

    for a, b in paired_tasks(old.tasks, new.tasks, by_id=True).items():
        before, after = old.tasks[a], new.tasks[b]
        if before.id and after.id and before.id != after.id:
            yield _offence(before.id, after.id, after.do, after, clause)
        yield from _tasks(before, after, clause)


def _offence(
    before: Text, after: Text, words: Text | None, duty: Item | Task, clause: str
) -> Offence:
    """What to say of an id; one that is made from words is told of at the words."""
    if duty.derived and words:
        message = f"这一条印发时的编号是“{before}”，文字改了，编号就跟着变了"
        return Offence(words, message, f"在这一条里补上 id: {before}（编号：{before}）", clause)
    message = f"编号“{after}”印发时是“{before}”，改了就和单位手里的清单、台账对不上"
    return Offence(after, message, f"改回 {before}", clause)
