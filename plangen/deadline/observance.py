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
            return _one_day(festival(self.name, year))
        if "=" in when:
            (day,) = expand(when, date(year, 1, 1), date(year, 12, 31))
            return _one_day(day)
        first, _, last = when.partition("/")
        return date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last or first}")


def _one_day(day: date | None) -> Span | None:
    return (day, day) if day else None


@cache
def observances() -> dict[str, Observance]:
    """Every observance, under each of its names."""
    import yaml

    text = resource("data/observances.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries: dict[str, Observance] = {}
    for record in yaml.load(text, Loader=loader):  # noqa: S506
        entry = Observance(**record)
        for name in (entry.name, *entry.also):
            entries[name] = entry
    return entries


def observance(name: str) -> Observance | None:
    """The observance of a name, which may lead with the figures of its day: 626国际禁毒日."""
    if entry := observances().get(name):
        return entry
    figures = re.match("[0-9]{3,4}", name)
    if figures is None:
        return None
    entry = observances().get(name[figures.end() :])
    if entry and figures[0] in _figures(entry):
        return entry
    return None


_ANY_YEAR: Final = 2026


def _figures(entry: Observance) -> tuple[str, ...]:
    """The day of an observance as names lead with it: 626, 0626; none for more days than one."""
    days = entry.in_year(_ANY_YEAR)
    if days is None or days[0] != days[1]:
        return ()
    day = days[0]
    return f"{day.month}{day.day}", f"{day:%m%d}", f"{day.month}{day.day:02}"


def near_name(misspelt: str, day: date) -> str:
    """The observance of that very day whose name is nearest; empty when none is near."""
    names = []
    for name, entry in observances().items():
        if entry.in_year(day.year) == (day, day):
            names.append(name)
    return nearest(misspelt, names)
