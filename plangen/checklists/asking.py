"""What lists ask about: everything, or what is due in a period; and to whom they go back."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from plangen.checklists.model import Checklist
from plangen.deadline.dates import written
from plangen.findings.finding import CannotGoOn
from plangen.plan import Plan
from plangen.readers.settings import Settings
from plangen.workdays import Workdays

_PERIOD: Final = re.compile(r"(20\d\d)(?:Q([1-4])|-(0[1-9]|1[0-2]))?")
_LABELLED: Final = re.compile(r"[（(](20\d\d)年(?:第([一二三四])季度|([1-9]|1[0-2])月)?[)）]\s*$")


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """A year, a quarter or a month that units report on."""

    text: str
    """As it is written: 2026Q2, 2026-06, 2026."""
    label: str
    """In words: 2026年第二季度."""
    first: date
    last: date


def reporting_period(text: str) -> ReportingPeriod:
    """The period of a text such as 2026Q2. Raises CannotGoOn.

    >>> reporting_period("2026Q2").last
    datetime.date(2026, 6, 30)
    """
    match = _PERIOD.fullmatch(text.strip().upper())
    if match is None:
        raise CannotGoOn(f"--due {text}：写作 2026Q2（季度）、2026-06（月）或 2026（年）")
    year, quarter, month = int(match[1]), match[2], match[3]
    if quarter:
        first, last = 3 * int(quarter) - 2, 3 * int(quarter)
        label = f"{year}年第{'一二三四'[int(quarter) - 1]}季度"
    elif month:
        first = last = int(month)
        label = f"{year}年{first}月"
    else:
        first, last = 1, 12
        label = f"{year}年"
    end = date(year, last, calendar.monthrange(year, last)[1])
    return ReportingPeriod(match[0], label, date(year, first, 1), end)


def titled_period(title: str) -> ReportingPeriod | None:
    """The period at the end of a list's title; None where the list asks of everything.

    >>> titled_period("某县2026年卫生工作任务清单（2026年第二季度）").text
    '2026Q2'
    """
    match = _LABELLED.search(title)
    if match is None:
        return None
    year, quarter, month = match.groups()
    if quarter:
        return reporting_period(f"{year}Q{'一二三四'.index(quarter) + 1}")
    return reporting_period(f"{year}-{int(month):02}" if month else year)


def _everything(_plan: Plan, checklist: Checklist) -> Checklist:
    return checklist


@dataclass(frozen=True, slots=True)
class Asking:
    """What a delivery asks for."""

    ask: Callable[[Plan, Checklist], Checklist] = _everything
    """A plan's list as it is to be sent out; one without lines is not sent."""
    period: ReportingPeriod | None = None
    """Of what is due in it and before it the list asks; None where it asks of everything."""
    returning: str = ""
    """To whom the list goes back, and by when."""
    reported: bool = False
    """Whether anything was reported before, so that lists say what became of it."""


EVERYTHING: Final = Asking()
"""Asks of everything, and knows of no report."""


def returning(
    settings: Settings, issued: date | None, workdays: Workdays, period: ReportingPeriod | None
) -> str:
    """To whom lists go back and by when, as the settings say; empty where they do not.

    A number of working days counts from the end of the period, or else from the day of issue.
    """
    back = settings.returning
    begun = period.last if period else issued
    by = back.by
    if not by and back.days and begun:
        by = written(workdays.after(begun, back.days))
    to = "，".join(
        filter(
            None, (back.to, back.phone and f"电话 {back.phone}", back.mail and f"邮箱 {back.mail}")
        )
    )
    said = (to and f"报送至：{to}", by and f"截止：{by}")
    return "　".join(filter(None, said))
