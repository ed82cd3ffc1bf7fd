"""正文写明了日子的，不要沿用上面的完成时限。

为什么：正文写每月25日前报，时限却沿用全文的“年底前”，清单就叫人年底才报，和文件两样。

依据：《党政机关公文处理工作条例》第十九条第三项，公文内容要“表述准确”；同一件事日子前后一致是通行做法。

不合：
    defaults: {deadline: 年底前}
    sections:
      - title: 主要措施
        measures:
          - id: report
            text: 各消防站每月25日前向区应急管理局报送检查情况。 # ← 每月25日前
            responsible: {units: [stations]}
          - id: drill
            text: 各消防站组织一次演练，6月底前完成。 # ← 6月底前
            responsible: {units: [stations]}

合：
    defaults: {deadline: 年底前}
    sections:
      - title: 主要措施
        measures:
          - id: report
            text: 各消防站每月25日前向区应急管理局报送检查情况。
            responsible: {units: [stations]}
            deadline: 每月25日前
          - id: summary
            text: 各消防站12月31日前报送总结；每月检查一次，发现隐患的，6月底前整改。
            responsible: {units: [stations]}

改法：在这一条下面写上正文里的日子：deadline: 每月25日前。
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from plangen.deadline import Deadline, DeadlineError, read
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text
from plangen.tasks import TaskRow

SEVERITY: Final = Severity.WARNING
_SAID: Final = re.compile(
    r"(?<![0-9年至到对—～-])(?:每(?:月|季度|半年|周)[^，。；、（）\n]{0,8}?[日号底末五]前"
    r"|次月[0-9]{1,2}日前|(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}[日号]|底|初|[上中下]旬)前)"
    r"(?![^，。；]{0,4}的)"
)
_OTHER: Final = re.compile(
    "[0-9]月|[0-9]日|季度|年[底末初]|半年|每[年月周日旬]|[初底末]前|[上中下]旬"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find duties whose text names one time, and no other, beside an inherited deadline."""
    items: dict[int, set[str]] = defaultdict(set)
    for row in subject.rows:
        items[id(row.deadline)].add(row.item.id)
    for row in subject.rows:
        text = _wording(row)
        if not (text and row.deadline and _inherits(row, len(items[id(row.deadline)]))):
            continue
        if said := _said(text, row.deadline, subject):
            message = f"正文写{said[0]}，完成时限却沿用上面的“{row.deadline.text}”"
            hint = f"在这一条下面写 deadline: {said[0]}"
            yield Offence(text, message, hint, row.item.clause, said.start(), len(said[0]))


def _inherits(row: TaskRow, holders: int) -> bool:
    """Whether a deadline is written above the task: others have it too, or it precedes the item."""
    said = row.deadline.text if row.deadline else Text()
    is_task = isinstance(row.text, Text) and row.deadline is row.item.deadline
    return is_task or holders > 1 or said.line < row.item.id.line


def _said(text: Text, deadline: Deadline, subject: Subject) -> re.Match[str] | None:
    """The one time that a text names, where it means other days than the deadline."""
    found = list(_SAID.finditer(text))
    if len(found) != 1 or _OTHER.search(text[: found[0].start()] + text[found[0].end() :]):
        return None
    issue = subject.plan.issue
    try:
        meant = read(found[0][0], subject.plan.year, issue.signed_on or issue.printed_on)
    except DeadlineError:
        return None
    return found[0] if meant.due and meant.due != deadline.due else None


def _wording(row: TaskRow) -> Text | None:
    """What a task says; an item that has tasks says it in them."""
    if isinstance(row.text, Text):
        return row.text
    return None if row.item.tasks else row.item.text
