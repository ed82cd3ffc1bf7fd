"""附件的任务表，要与正文的任务一致。

为什么：表是照正文另抄的，正文改了牵头单位、时限，表没有改，责任单位不知道听哪一个。

依据：《党政机关公文处理工作条例》第十九条第三项，公文内容要“表述准确”；同一件事前后一致是通行做法。

不合：
    annexes:
      - title: 任务分工表
        table:
          columns: [{name: 工作任务}, {name: 牵头单位}, {name: 完成时限}]
          rows:
            - [加强检查, 南街消防站, 每月] # ← 南街消防站 ← 每月
            - [每月报送火灾情况, 北街站, 每月] # ← 每月报送火灾情况

合：
    annexes:
      - title: 任务分工表
        table:
          columns: [{name: 工作任务}, {name: 牵头单位}, {name: 完成时限}]
          rows:
            - [加强检查, 北街站, 每季度]
            - [另行安排的工作, 南街消防站, 每月]

改法：核对哪一处对，改成一样的。
"""

import re
from collections.abc import Iterator
from typing import Final

from plangen.nearest import did_you_mean, nearest
from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject
from plangen.rules.times import read_time
from plangen.scalar import Text
from plangen.tasks import TaskRow, UnitPart

SEVERITY: Final = Severity.WARNING
_TASK: Final = lazily("任务|事项|措施|工作内容")
_LEAD: Final = lazily("牵头(?:单位|部门)")
_TIME: Final = lazily("时限|完成时间|时间节点|完成期限")
_SHORTEST: Final = 4
"""Fewer characters, such as 检查, name many a task."""
_ALIKE: Final = 0.75
"""How alike, from 0 to 1, a cell and the task are that it was copied from."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find cells that name a task in other words, or say another lead or time than the task."""
    for annex in subject.plan.annexes:
        if not annex.table:
            continue
        names = [column.name for column in annex.table.columns]
        task, lead, time = (_column(names, kind) for kind in (_TASK, _LEAD, _TIME))
        rows = [cells for cells in annex.table.rows if len(cells) == len(names)]
        if task is None:
            continue
        listed = {_plain(cells[task].text) for cells in rows}
        for cells in rows:
            row = _named(subject, cells[task].text)
            if row is None:
                yield from _of_task(subject, cells[task].text, listed)
            if row and lead is not None:
                yield from _of_lead(subject, row, cells[lead].text)
            if row and time is not None:
                yield from _of_time(subject, row, cells[time].text)


def _column(names: list[Text], kind: re.Pattern[str]) -> int | None:
    return next((number for number, name in enumerate(names) if kind.search(name)), None)


def _named(subject: Subject, cell: Text) -> TaskRow | None:
    """The one task that a cell names by its heading or in its own words."""
    words = _plain(cell)
    if len(words) < _SHORTEST:
        return None
    rows = [
        row for row in subject.rows if words in (_plain(row.item.title or ""), _plain(row.text))
    ]
    return rows[0] if len(rows) == 1 else None


def _of_task(subject: Subject, cell: Text, listed: set[str]) -> Iterator[Offence]:
    """A cell that is nearly, and not quite, a task that no other cell of the table names."""
    names: dict[str, str] = {}
    for row in subject.rows:
        for words in filter(None, (row.item.title, row.text)):
            names[_plain(words)] = words
    if len(_plain(cell)) < _SHORTEST or listed.isdisjoint(names):
        return
    near = nearest(_plain(cell), sorted(names.keys() - listed), _ALIKE)
    if near:
        message = f"表里的“{cell}”，正文里没有这一项"
        yield Offence(cell, message, f"{did_you_mean(names[near])}核对哪一处对，改成一样的")


def _of_lead(subject: Subject, row: TaskRow, cell: Text) -> Iterator[Offence]:
    leads = row.units(UnitPart.LEAD)
    own = {name for unit in leads for name in (unit.name, *unit.also)}
    known = {name for unit in subject.plan.register.units for name in (unit.name, *unit.also)}
    if leads and cell in known - own:
        message = f"表里写{cell}牵头，{row.item.clause}却由{leads[0].name}牵头"
        yield Offence(cell, message, "核对哪一处对，改成一样的")


def _of_time(subject: Subject, row: TaskRow, cell: Text) -> Iterator[Offence]:
    meant = read_time(cell, subject)
    if meant and row.deadline and row.deadline.due and meant.due != row.deadline.due:
        message = f"表里写{cell}，{row.item.clause}的时限却是{row.deadline.text}"
        yield Offence(cell, message, "核对哪一处对，改成一样的")


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text)
