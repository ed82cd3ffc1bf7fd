"""Observances such as 国际禁毒日: days and windows that have a name, from the data file."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from plangen.deadline.dates import Span, expand
from plangen.nearest import nearest
from plangen.resources import resource


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
            return None
        if "=" in when:
            (day,) = expand(when, date(year, 1, 1))
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


def near_name(misspelt: str, day: date) -> str:
    """The observance of that very day whose name is nearest; empty when none is near."""
    that_day = [n for n, entry in observances().items() if entry.in_year(day.year) == (day, day)]
    return nearest(misspelt, that_day)
