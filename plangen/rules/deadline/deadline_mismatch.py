"""正文写明的日子，要与完成时限一致。

为什么：正文写3月15日前报，清单上印成3月10日前，责任单位不知道听哪一个，催办也没有准。

依据：《党政机关公文处理工作条例》第十九条第三项，公文内容要“表述准确”；同一件事日子前后一致是通行做法。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 各消防站6月20日前登记辖区内的商场。 # ← 6月20日
            responsible: {units: [stations]}
            deadline: 6月30日前

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

改法：核对哪一个对，改成同一天；正文说的是另一件事的，另写一件任务。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.deadline import By
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text
from plangen.tasks import TaskRow

SEVERITY: Final = Severity.WARNING
_DAY: Final = re.compile(
    r"(?<![0-9年至到对—～-])(?P<m>[1-9]|1[0-2])月(?P<d>[1-9][0-9]?)日(?=(?:之|以)?前(?![^，。；]{0,4}的))"
)
_DATED: Final = re.compile(
    "[0-9]月|[0-9]日|季度|年底|年末|年初|半年|每[年月周日旬]|[初底末]前|[上中下]旬|工作日|以来"
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find duties whose text has one day, in the deadline's month or of its number, not its own."""
    for row in subject.rows:
        text = _wording(row)
        day = _due(row)
        match = list(_DAY.finditer(text)) if text and day else []
        if text and day and len(match) == 1 and _only(text, match[0]):
            said = int(match[0]["m"]), int(match[0]["d"])
            if said != day and (said[0] == day[0] or said[1] == day[1]):
                message = f"正文写{match[0][0]}前，完成时限却是{day[0]}月{day[1]}日前"
                hint = "核对哪一个对，改成同一天"
                length = len(match[0][0])
                yield Offence(text, message, hint, row.item.clause, match[0].start(), length)


def _due(row: TaskRow) -> tuple[int, int] | None:
    """The one day that the deadline names; None when it is of another sort."""
    terms = row.deadline.terms if row.deadline else ()
    if len(terms) != 1 or not row.deadline:
        return None
    term = terms[0]
    if not isinstance(term, By) or term.name or f"{term.on.day}日" not in row.deadline.text:
        return None
    return term.on.month, term.on.day


def _only(text: str, match: re.Match[str]) -> bool:
    """Whether a text names no other time than this day."""
    return not _DATED.search(text[: match.start()] + text[match.end() :])


def _wording(row: TaskRow) -> Text | None:
    """What a task says; an item that has tasks says it in them."""
    if isinstance(row.text, Text):
        return row.text
    return None if row.item.tasks else row.item.text
