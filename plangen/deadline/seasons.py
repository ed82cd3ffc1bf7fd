"""The seasons that deadlines name without days: school terms, exams, heating, forest fires."""

from dataclasses import dataclass, fields
from datetime import date

from plangen.deadline.dates import Span


@dataclass(frozen=True, slots=True)
class Seasons:
    """Their first and last days, as in 09-01/01-20; one that ends before it begins ends next year.

    They differ from place to place: a bureau sets its own under [calendar] in plangen.toml.
    """

    autumn_term: str = "09-01/01-20"
    """秋季学期, 上学期"""
    spring_term: str = "02-20/07-10"
    """春季学期, 下学期"""
    college_exam: str = "06-07/06-09"
    """高考"""
    senior_exam: str = "06-20/06-22"
    """中考"""
    heating: str = "11-15/03-15"
    """供暖期, 采暖季"""
    winter_spring: str = "12-01/03-31"
    """今冬明春"""
    forest_fire: str = "11-01/05-31"
    """森林防火期"""
    flood: str = "06-01/09-30"
    """汛期"""

    def in_year(self, season: str, year: int) -> Span:
        """The first and last day of the season that begins in a year."""
        first, last = _days(getattr(self, season), year)
        if last < first:
            last = last.replace(year=year + 1)
        return first, last


def is_season(value: object) -> bool:
    """Whether a value is two days such as 09-01/01-20; not 29 February, which most years lack."""
    try:
        _days(str(value), _ANY_YEAR)
    except ValueError:
        return False
    return True


_ANY_YEAR = 2025
"""A year without 29 February."""


def _days(season: str, year: int) -> Span:
    """09-01/01-20 as two days of one year; raises ValueError for what is none."""
    first, last = season.split("/")
    return date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")


USUAL = Seasons()
"""What holds where a bureau sets nothing."""
NAMES = tuple(field.name for field in fields(Seasons))
"""Their names, which are the keys of the settings too."""
