"""Standing lines counted: by unit, department, lead official, goal; who has not reported."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from plangen.progress.standing import Light, Stand, StandingLine

NOBODY: Final = "（方案没有写）"
"""The name that those have together for whom a plan names nobody, or no goal."""


@dataclass(slots=True)
class StatusCount:
    """How the tasks of one unit, department or lead official stand."""

    name: str
    lights: Counter[Light] = field(default_factory=Counter)
    stands: Counter[Stand] = field(default_factory=Counter)

    def add(self, line: StandingLine) -> None:
        """Count a line."""
        self.lights[line.light] += 1
        self.stands[line.stand] += 1

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


def status_table(
    as_of: date,
    titles: Iterable[str],
    lines: Sequence[StandingLine],
    lights: Sequence[Light] = tuple(Light),
) -> StatusTable:
    """Count the lines that are lit so in every view; who has not reported is told of all lines."""
    unreported = _unreported(lines)
    lines = [line for line in lines if line.light in lights]
    views = []
    for title, names in _VIEWS:
        views.append((title, tuple(_counts(lines, names))))
    views.append(("目标", tuple(_goal_counts(lines))))
    return StatusTable(as_of, tuple(titles), tuple(lines), tuple(views), unreported)


def _unreported(lines: Iterable[StandingLine]) -> tuple[str, ...]:
    """The names of those who have lines and have said nothing of any."""
    reported = set()
    named: dict[str, str] = {}
    for line in lines:
        named[line.unit] = line.name
        if line.line is not None and line.line.state:
            reported.add(line.unit)
    return tuple(name for unit, name in named.items() if unit not in reported)


def whole(table: StatusTable) -> StatusCount:
    """Everything counted together."""
    count = StatusCount("合计")
    for line in table.lines:
        count.add(line)
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
            counts.setdefault(name, StatusCount(name)).add(line)
    return list(counts.values())


def _goal_counts(lines: Iterable[StandingLine]) -> Iterator[StatusCount]:
    """The lines that serve each goal, in the plans' order; a goal's own tasks serve it."""
    lines = list(lines)
    plans = {line.plan.name: line.plan for line in lines}
    counts = {}
    for name, plan in plans.items():
        title = f"《{plan.plan.name}》" if len(plans) > 1 else ""
        for goal, words in plan.goals.items():
            counts[name, goal] = StatusCount(f"{title}{words}")
    without = StatusCount(NOBODY)
    for line in lines:
        item = line.asked.row.item
        served = {(line.plan.name, str(goal)) for goal in (item.id, *item.goals)} & counts.keys()
        for goal_key in served:
            counts[goal_key].add(line)
        if not served:
            without.add(line)
    for count in (*counts.values(), without):
        if count.lights:
            yield count
