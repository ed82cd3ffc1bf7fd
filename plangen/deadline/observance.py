"""Observances such as 国际禁毒日: days and windows that have a name, from the data file."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from plangen.deadline.dates import Span, expand
from plangen.nearest import nearest
from plangen.resources import resource
from plangen.workdays import festival


@dataclass(frozen=True, slots=True)
class Observance:
    """One entry; what its keys mean is said at the head of the data file."""

    name: str
    source: str
    also: tuple[str, ...] = ()
    when: str = ""
    years: dict[int, str] = field(default_factory=dict)

    def in_year(self, year: int) -> Span | None:
        """Its first and last day in a year; None where the year's date is not on file."""
        when = self.years.get(year, self.when)
        if not when:
            holiday = festival(self.name, year)
            return (holiday, holiday) if holiday else None
        if "=" in when:
            (day,) = expand(when, date(year, 1, 1), date(year, 12, 31))
            return day, day
        days = [date.fromisoformat(f"{year}-{part}") for part in when.split("/")]
        return days[0], days[-1]


@cache
def observances() -> dict[str, Observance]:
    """Every observance, under each of its names."""
    import yaml

    text = resource("data/observances.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = [Observance(**entry) for entry in yaml.load(text, Loader=loader)]  # noqa: S506
    return {name: entry for entry in entries for name in (entry.name, *entry.also)}


def observance(name: str) -> Observance | None:
    """The observance of a name, which may lead with the figures of its day: 626国际禁毒日."""
    if entry := observances().get(name):
        return entry
    figures = re.match("[0-9]{3,4}", name)
    entry = observances().get(name[figures.end() :]) if figures else None
    day = entry.in_year(_ANY_YEAR) if entry else None
    if figures is None or day is None or day[0] != day[1]:
        return None
    said = (f"{day[0].month}{day[0].day}", f"{day[0]:%m%d}", f"{day[0].month}{day[0].day:02}")
    return entry if figures[0] in said else None


_ANY_YEAR: Final = 2026


def near_name(misspelt: str, day: date) -> str:
    """The observance of that very day whose name is nearest; empty when none is near."""
    that_day = [n for n, entry in observances().items() if entry.in_year(day.year) == (day, day)]
    return nearest(misspelt, that_day)
