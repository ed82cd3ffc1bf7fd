"""The period that a report is about: a quarter, a month, half a year or a year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from plangen.findings.finding import CannotGoOn

_WRITTEN: Final = re.compile(r"(20\d\d)(?:[Qq]([1-4])|[Hh]([12])|-(0[1-9]|1[0-2]))?")
_QUARTERS: Final = ("第一季度", "第二季度", "第三季度", "第四季度")
_HALVES: Final = ("上半年", "下半年")


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """Some months of a year."""

    year: int
    first: int
    """Its first month, 1 to 12."""
    months: int
    key: str
    """As it is written: 2026Q2."""
    name: str
    """What people call it in its year: 第二季度; empty for the whole of it."""

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.first, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> "ReportPeriod":
        """The period as long that follows."""
        months = self.first - 1 + self.months
        year, first = self.year + months // 12, months % 12 + 1
        return ReportPeriod(year, first, self.months, "", _name(first, self.months))

    def holds(self, day: date | None) -> bool:
        """Whether a day is in it."""
        return day is not None and self.start <= day <= self.end


def report_period(written: str) -> ReportPeriod:
    """The period that is meant by 2026Q2, 2026H1, 2026-06 or 2026. Raises CannotGoOn."""
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise CannotGoOn(
            f"--period {written}：看不懂；季度写作 2026Q2，半年 2026H1，月份 2026-06，全年 2026"
        )
    year, quarter, half, month = match.groups()
    if quarter:
        first, months = 3 * int(quarter) - 2, 3
    elif half:
        first, months = 6 * int(half) - 5, 6
    else:
        first, months = (int(month), 1) if month else (1, 12)
    return ReportPeriod(int(year), first, months, match[0].upper(), _name(first, months))


def _name(first: int, months: int) -> str:
    if months == 3:
        return _QUARTERS[first // 3]
    if months == 6:
        return _HALVES[first // 6]
    return f"{first}月" if months == 1 else ""
