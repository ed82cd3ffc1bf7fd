"""同一个单位、同一个责任人，一天到期的任务不要太多。

为什么：十几件事定在同一天，到时顾此失彼；多半是图省事都填了同一个日子。

依据：通行做法：时限错开，年底除外。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 检查各类场所。
            responsible: {units: [schools]}
            deadline: 6月18日前 # ← 6月18日前
            tasks: [{do: 查一}, {do: 查二}, {do: 查三}, {do: 查四}, {do: 查五}, {do: 查六},
              {do: 查七}, {do: 查八}, {do: 查九}, {do: 查十}, {do: 查十一}]

合：
    sections:
      - title: 主要措施
        measures:
          - id: inspection
            text: 检查各类场所。
            responsible: {units: [schools]}
            deadline: 12月31日前
            tasks: [{do: 查一}, {do: 查二}, {do: 查三}, {do: 查四}, {do: 查五}, {do: 查六},
              {do: 查七}, {do: 查八}, {do: 查九}, {do: 查十}, {do: 查十一}]

改法：按轻重缓急把时限错开，或者把同类的任务合并。
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from plangen.deadline import By
from plangen.deadline.dates import month_day
from plangen.rules.subject import Offence, Severity, Subject
from plangen.tasks import TaskRow

SEVERITY: Final = Severity.ADVICE


_MOST = 10
"""How many tasks may fall due together."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find days on which one unit or officer has too many tasks due; the year's end is spared."""
    days: dict[date, dict[str, list[TaskRow]]] = defaultdict(lambda: defaultdict(list))
    for row in subject.rows:
        for day in _days(row):
            for name in _addressed(row):
                days[day][name].append(row)
    for day, holders in days.items():
        name, rows = max(holders.items(), key=lambda each: len(each[1]))
        deadline = rows[0].deadline
        if len(rows) > _MOST and deadline:
            message = f"{name}有 {len(rows)} 件任务同在{month_day(day)}到期，顾不过来"
            yield Offence(deadline.text, message, "把时限错开", rows[0].item.clause)


def _days(row: TaskRow) -> set[date]:
    """The days named; what recurs, lasts or is observed falls together by nature."""
    terms = row.deadline.terms if row.deadline else ()
    days = {term.on for term in terms if isinstance(term, By) and not term.name}
    return {day for day in days if (day.month, day.day) != (12, 31)}


def _addressed(row: TaskRow) -> set[str]:
    person = row.responsible.person
    return {*(party.name for party in row.responsible.parts), *([person] if person else [])}
