"""Standing lines counted: by unit, by department, by lead official; who has not reported."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from plangen.progress.standing import Light, Stand, StandingLine

NOBODY: Final = "（方案没有写）"


@dataclass(slots=True)
class StatusCount:
    """How the tasks of one unit, department or lead official stand."""

    name: str
    lights: Counter[Light] = field(default_factory=Counter)
    stands: Counter[Stand] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many lines there are, those that are not applicable left out."""
        return self.stands.total() - self.stands[Stand.WAIVED]

    @property
    def closed(self) -> int:
        """How many are closed."""
        return self.stands[Stand.CLOSED]


@dataclass(frozen=True, slots=True)
class StatusTable:
    """The standing of everything on a day."""

    as_of: date
    titles: tuple[str, ...]
    """The plans'."""
    lines: tuple[StandingLine, ...]
    views: tuple[tuple[str, tuple[StatusCount, ...]], ...]
    """What is counted by, such as 单位, and the counts."""
    unreported: tuple[str, ...]
    """The names of those who have reported nothing."""


def status_table(as_of: date, titles: Iterable[str], lines: Sequence[StandingLine]) -> StatusTable:
    """Count lines in every view."""
    views = []
    for title, names in _VIEWS:
        views.append((title, tuple(_counts(lines, names))))
    reported = set()
    named: dict[str, str] = {}
    for line in lines:
        named[line.unit] = line.name
        if line.line is not None and line.line.state:
            reported.add(line.unit)
    unreported = []
    for unit, name in named.items():
        if unit not in reported:
            unreported.append(name)
    return StatusTable(as_of, tuple(titles), tuple(lines), tuple(views), tuple(unreported))


def whole(table: StatusTable) -> StatusCount:
    """Everything counted together."""
    count = StatusCount("合计")
    for line in table.lines:
        count.lights[line.light] += 1
        count.stands[line.stand] += 1
    return count


def _units(line: StandingLine) -> Sequence[str]:
    return (line.name,)


def _departments(line: StandingLine) -> Sequence[str]:
    return [str(office.name) for office in line.asked.row.responsible.departments] or (NOBODY,)


def _officials(line: StandingLine) -> Sequence[str]:
    return [str(name) for name in line.asked.row.responsible.lead_officials] or (NOBODY,)


_VIEWS: Final[tuple[tuple[str, Callable[[StandingLine], Sequence[str]]], ...]] = (
    ("单位", _units),
    ("科室", _departments),
    ("责任领导", _officials),
)


def _counts(
    lines: Iterable[StandingLine], names: Callable[[StandingLine], Sequence[str]]
) -> list[StatusCount]:
    counts: dict[str, StatusCount] = {}
    for line in lines:
        for name in names(line):
            count = counts.setdefault(name, StatusCount(name))
            count.lights[line.light] += 1
            count.stands[line.stand] += 1
    return list(counts.values())
