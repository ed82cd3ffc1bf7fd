"""正文写明的时间，要与完成时限一致。

为什么：正文写3月15日前报，清单上印成3月10日前，责任单位不知道听哪一个，催办也没有准。

依据：《党政机关公文处理工作条例》第十九条第三项，公文内容要“表述准确”；同一件事日子前后一致是通行做法。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 各消防站6月20日前登记辖区内的商场。 # ← 6月20日前
            responsible: {units: [stations]}
            deadline: 6月30日前
      - title: 工作要求
        defaults: {deadline: 全年}
        requirements:
          - id: plans
            text: 各消防站印发后1个月内制定方案。 # ← 印发后1个月内
            responsible: {units: [stations]}
          - id: summary
            text: 各消防站12月1日前报送总结。 # ← 12月1日前
            responsible: {units: [stations]}

合：
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 各消防站6月30日前登记辖区内的商场。
            responsible: {units: [stations]}
            deadline: 6月30日前
          - id: plan
            text: 各消防站3月10日前定好方案，6月20日前登记辖区内的商场。
            responsible: {units: [stations]}
            deadline: 6月30日前
          - id: step
            text: 各消防站3月10日前定好方案，认真组织实施。
            responsible: {units: [stations]}
            deadline: 全年

改法：核对哪一个对，改成同一个时间；时限从上面继承来的，在这一条写上 deadline；
正文说的是另一件事的，另写一件任务。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.deadline import By, Deadline, DeadlineError, Relative, parse
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text
from plangen.tasks import TaskRow

SEVERITY: Final = Severity.WARNING
_TIME: Final = re.compile(
    "印发(?:之日)?起?后?[0-9一二三四五六七八九十]{1,3}个?(?:工作日|月|日|天|周)内"
    "|每(?:年|半年|季度末?|月|周)(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|底)前"
    "|(?<![0-9年至到对—～-])(?:20[0-9]{2}年)?(?:[1-9]|1[0-2])月(?:[1-9][0-9]?日|底|末)前"
    "|(?<![去上前0-9])(?:20[0-9]{2})?年底前"
)
_CONDITION: Final = re.compile(
    "[^，。；]{0,4}的|(?:完成|建|注册|取得|签|开工|竣工|交付|投)[^，。；]{0,8}的"
    "|[^。；]{0,24}(?:可|不予|不得|已|购买|出售|纳税|申请|享受|鼓励)"
)
"""What follows a time that is no deadline: 6月底前建成的商场, 年底前购买住房."""
_PAST: Final = re.compile("[已自从至对][^，。；]{0,6}$")
_DATED: Final = re.compile(
    "[0-9]月|[0-9]日|季度|学期|年底|年末|年初|半年|每[年月周日旬]|[初底末]前|[上中下]旬|工作日|以来"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find duties whose text names one time, and whose deadline is another."""
    for row in subject.rows:
        text = _wording(row)
        match = _only_time(text) if text else None
        if text and match and row.deadline:
            said = _read(match[0], subject)
            if said and said.due != row.due and _meant_alike(row, said):
                message = f"正文写{match[0]}，完成时限却是{row.deadline.text}"
                hint = f"这一条写 deadline: {match[0]}；正文说的是其中一步的，另写一件任务"
                span = match.start(), len(match[0])
                yield Offence(text, message, hint, row.item.clause, *span)


def _only_time(text: str) -> re.Match[str] | None:
    """The one time that a text names, if it is one to be done by."""
    match = _TIME.search(text)
    if not match or _DATED.search(text[: match.start()] + "。" + text[match.end() :]):
        return None
    condition = _CONDITION.match(text, match.end()) or _PAST.search(text[: match.start()])
    return None if condition else match


def _read(words: str, subject: Subject) -> Deadline | None:
    """The words as a deadline of the plan; None for those that name no day."""
    issued = subject.plan.issue.signed_on or subject.plan.issue.printed_on
    try:
        return parse(words, subject.plan.year, issued, subject.workdays)
    except DeadlineError:
        return None


def _meant_alike(row: TaskRow, said: Deadline) -> bool:
    """Whether the deadline should say the same time as the text.

    An inherited one was written for other duties too. The item's own may be later than a step
    that the text names: then only a day of the same month or number looks like a slip.
    """
    deadline = row.deadline
    if deadline is None or said.undated:
        return False
    if (deadline.text.line, deadline.text.column) < (row.item.id.line, row.item.id.column):
        return True
    mine, others = _day(deadline), _day(said)
    if mine is None or others is None:
        return any(isinstance(term, Relative) for term in said.terms)
    return mine[0] == others[0] or mine[1] == others[1]


def _day(deadline: Deadline) -> tuple[int, int] | None:
    """The one month and day that the words name; None when they are of another sort."""
    term = deadline.terms[0]
    if len(deadline.terms) > 1 or not isinstance(term, By) or term.name:
        return None
    return (term.on.month, term.on.day) if f"{term.on.day}日" in deadline.text else None


def _wording(row: TaskRow) -> Text | None:
    """What a task says; an item that has tasks says it in them."""
    if isinstance(row.text, Text):
        return row.text
    return None if row.item.tasks else row.item.text
