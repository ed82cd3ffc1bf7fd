"""完成时限不要定在休息日。

为什么：到期那天没人上班，报不了也收不了；实际上要提前到节前、周五，不如直接写明。

依据：《全国年节及纪念日放假办法》和当年国务院办公厅的放假安排；时限避开休息日是通行做法。

不合：
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 登记辖区内的商场。
            responsible: {units: [stations]}
            deadline: 2026年5月2日前 # ← 5月2日前

合：
    sections:
      - title: 主要措施
        measures:
          - id: register
            text: 登记辖区内的商场。
            responsible: {units: [stations]}
            deadline: 2026年4月30日前
          - id: half-year
            text: 总结上半年工作，国庆期间加强值守。
            responsible: {units: [stations]}
            deadline: 2月底前、10月1日—7日、每月25日前

改法：改成前一个工作日；上级文件定的日子不能改的，照旧，任务清单会提醒提前。
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from plangen.deadline import By, Deadline
from plangen.deadline.dates import month_day
from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject
from plangen.tasks import TaskRow, calendar_note
from plangen.workdays import may_be_off

SEVERITY: Final = Severity.ADVICE
_POLICY: Final = lazily(
    "(?:执行|施行|有效|实施|延续|延长|享受|适用|减免|补贴|缓缴)(?:期限?)?[^，。；]{0,12}(?:至|到|截止)"
    "|有效期|执行期|政策期|执行时间|截止(?:日期|时间)|[0-9]日前[^，。；]{0,16}的，"
)
"""A policy's end or a cut-off day, not a day on which something is to be handed in."""


def check(subject: Subject) -> Iterator[Offence]:
    """Find days named with 前 on which nobody works; say once where the year is not announced."""
    deadlines = {id(row.deadline): row.deadline for row in subject.rows if row.deadline}
    named = {key: words for key, deadline in deadlines.items() if (words := _named(deadline))}
    rows = {
        id(row.deadline): row
        for row in reversed(subject.rows)
        if id(row.deadline) in named and not _policy(row)
    }
    if rows and (note := calendar_note(subject.plan, subject.workdays)):
        yield Offence(subject.plan.year, note, "公布以后再检查一次；本局已知的，写进 plangen.toml")
        return
    for key, row in reversed(rows.items()):
        for day, before in row.moved:
            if word := named[key].get(day):
                yield _offence(deadlines[key], word, day, before, row.item.clause)


def _policy(row: TaskRow) -> bool:
    """Whether the day is the end of what a policy grants, when nobody need come to work."""
    return bool(_POLICY.search(f"{row.text}{row.deadline.text if row.deadline else ''}"))


def _named(deadline: Deadline) -> dict[date, str]:
    """The days due that the words name, with those words, if nobody may work on them."""
    terms = [term for term in deadline.terms if isinstance(term, By) and not term.name]
    days = [term.on for term in terms if may_be_off(term.on)]
    words = [(day, f"{day.month}月{day.day}{mark}前") for day in days for mark in "日号"]
    return {day: word for day, word in words if word in deadline.text}


def _offence(deadline: Deadline, word: str, day: date, before: date, clause: str) -> Offence:
    week = "一二三四五六日"
    message = f"{month_day(day)}（星期{week[day.weekday()]}）是休息日，到期没人上班"
    hint = f"改成{month_day(before)}前（星期{week[before.weekday()]}）"
    return Offence(deadline.text, message, hint, clause, deadline.text.index(word), len(word))
