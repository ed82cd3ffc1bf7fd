"""What was reached of a year's tasks: how each unit ended with each, and the figures it gave."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final


class Ending(StrEnum):
    """How far a unit had come; of several tasks or periods the first of these that holds counts."""

    OVERDUE = "逾期"
    """Reported, not done, and the day is over."""
    UNREPORTED = "没有报全"
    """Nothing was reported of what was due."""
    OPEN = "没有办结"
    """Not done, and not due yet."""
    DONE = "待销号"
    """Reported done; the office has not closed it."""
    CLOSED = "已销号"
    WAIVED = "不适用"


UNFINISHED: Final = (Ending.OVERDUE, Ending.UNREPORTED, Ending.OPEN)


@dataclass(frozen=True, slots=True)
class ReachedFigure:
    """A figure that a unit reported for a target."""

    target: str
    """The target's name."""
    figure: Decimal
    unit: str
    way: str = ""
    """增长 or 下降 where the figure is a change, not a level."""
    adds_up: bool = False
    """Whether the figures of several units make a sum that means something."""


@dataclass(frozen=True, slots=True)
class TaskEnding:
    """How one unit ended with one task in one period."""

    item: str
    task: str
    period: str
    unit: str
    """Its key in the ledger."""
    name: str
    ending: Ending
    extended: bool = False
    late: bool = False
    """Whether it was done after it was due."""
    value: str = ""
    """实际完成值, as written."""
    figures: tuple[ReachedFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetReached:
    """What the units reported for one target, each its last figure of each task."""

    name: str
    figures: tuple[tuple[str, ReachedFigure], ...]
    """The name of the unit beside its figure."""
    asked: int
    """Of how many units."""

    @property
    def numbers(self) -> list[Decimal]:
        """The figures without their units."""
        return [figure.figure for _, figure in self.figures]

    @property
    def low(self) -> Decimal:
        """The smallest figure."""
        return min(self.numbers)

    @property
    def high(self) -> Decimal:
        """The greatest figure."""
        return max(self.numbers)

    @property
    def heard(self) -> int:
        """How many units gave a figure."""
        return len(dict(self.figures))

    @property
    def is_whole(self) -> bool:
        """Whether every unit that was asked gave a figure."""
        return self.heard == self.asked

    @property
    def is_level(self) -> bool:
        """Whether all figures are levels, in one unit."""
        kinds = set()
        for _, figure in self.figures:
            kinds.add((figure.unit, figure.way))
        return len(kinds) == 1 and not self.figures[0][1].way

    @property
    def total(self) -> Decimal | None:
        """The one figure, or the sum; None where a sum would say nothing."""
        if len(self.figures) == 1:
            return self.low
        if self.is_level and all(figure.adds_up for _, figure in self.figures):
            return sum(self.numbers, Decimal())
        return None

    @property
    def words(self) -> str:
        """维持率实际80%—95%（17家中15家报了数）: ends and sums, never an average."""
        words = f"{self.name}实际{self._values()}"
        if not self.is_whole:
            words += f"（{self.asked}家中{self.heard}家报了数）"
        return words

    def _values(self) -> str:
        said = []
        named = []
        for name, figure in self.figures:
            said.append(figure_words(figure))
            named.append(f"{name}{said[-1]}")
        if len(said) == 1:
            return said[0]
        if len(set(said)) == 1:
            told = f"各{said[0]}"
        elif len(said) <= _LISTED or not self.is_level:
            told = _listed(named, "个数")
        else:
            unit = self.figures[0][1].unit
            told = f"{plain(self.low)}{unit}—{plain(self.high)}{unit}"
        return "，".join(filter(None, [told, self._sum_words()]))

    def _sum_words(self) -> str:
        if self.total is None or len(self.figures) == 1:
            return ""
        return f"合计{plain(self.total)}{self.figures[0][1].unit}"


_LISTED: Final = 3
"""So many units are named with their figures."""
_SHOWN: Final = 30
"""So many characters are shown of what a unit wrote."""


def _listed(words: list[str], measure: str) -> str:
    """The first of some words, and how many there are."""
    told = "、".join(words[:_LISTED])
    return told if len(words) <= _LISTED else f"{told}等{len(words)}{measure}"


@dataclass(frozen=True)
class Reached:
    """What was reached of one item, or of one of its tasks."""

    year: int
    endings: tuple[TaskEnding, ...]

    @cached_property
    def by_unit(self) -> Mapping[str, Ending]:
        """How each unit ended, by its key."""
        units: dict[str, Ending] = {}
        order = list(Ending)
        for entry in self.endings:
            before = units.get(entry.unit, Ending.WAIVED)
            units[entry.unit] = min(before, entry.ending, key=order.index)
        return units

    @cached_property
    def counts(self) -> Counter[Ending]:
        """How many units ended how."""
        return Counter(self.by_unit.values())

    @property
    def is_over(self) -> bool:
        """Whether every unit is closed, or what was asked does not apply to it."""
        return set(self.counts) <= {Ending.CLOSED, Ending.WAIVED}

    @property
    def is_closed(self) -> bool:
        """Whether it is over, and somebody did it."""
        return self.is_over and self.counts[Ending.CLOSED] > 0

    @property
    def overdue(self) -> int:
        """How many units were overdue: those not done, and those done too late."""
        overdue = {*self._late}
        for unit, ending in self.by_unit.items():
            if ending is Ending.OVERDUE:
                overdue.add(unit)
        return len(overdue)

    @property
    def extended(self) -> int:
        """How many units were given more time."""
        return len({entry.unit for entry in self.endings if entry.extended})

    @property
    def _late(self) -> set[str]:
        """The units that were done too late with something."""
        return {entry.unit for entry in self.endings if entry.late}

    @cached_property
    def targets(self) -> tuple[TargetReached, ...]:
        """What was reported for each target that figures can be told of."""
        last: dict[str, dict[tuple[str, str], tuple[str, ReachedFigure]]] = {}
        for entry in sorted(self.endings, key=_period):
            for figure in entry.figures:
                of_target = last.setdefault(figure.target, {})
                of_target[entry.unit, entry.task] = (entry.name, figure)
        targets = []
        asked = len(self.by_unit) - self.counts[Ending.WAIVED]
        for name, figures in last.items():
            targets.append(TargetReached(name, tuple(figures.values()), asked))
        return tuple(targets)

    def target(self, name: str) -> TargetReached | None:
        """What was reported for a target by its name."""
        for target in self.targets:
            if target.name == name:
                return target
        return None

    @property
    def ending_words(self) -> str:
        """17家中14家已销号、3家逾期；1家延期."""
        total = len(self.by_unit)
        kinds = []
        for ending in Ending:
            if count := self.counts[ending]:
                kinds.append(f"{count}家{ending}")
        told = f"{total}家中{'、'.join(kinds)}"
        if len(kinds) == 1:
            who = self.endings[0].name if total == 1 else f"{total}家都"
            told = f"{who}{next(iter(self.counts))}"
        return "，".join([told, *self._beside()])

    def _beside(self) -> Iterator[str]:
        if self.extended:
            yield f"{self.extended}家延期"
        if self._late:
            yield f"{len(self._late)}家超期办结"

    @property
    def words(self) -> str:
        """The endings, then each target's figures, then values that no figure could be told of."""
        words = [self.ending_words]
        for target in self.targets:
            words.append(target.words)
        return "；".join([*words, *self.unread])

    @property
    def unread(self) -> Iterator[str]:
        """The values that no figure could be told of, as they were written."""
        unread: dict[str, str] = {}
        for entry in sorted(self.endings, key=_period):
            if entry.value and not entry.figures:
                unread[entry.name] = entry.value
        if unread:
            named = []
            for name, value in unread.items():
                short = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
                named.append(f"{name}“{short}”")
            yield f"报的值：{_listed(named, '家')}"


def _period(entry: TaskEnding) -> str:
    """Periods of a task in their order: 2026Q1, 2026Q2, then the year's review."""
    return entry.period


@dataclass(frozen=True)
class Results:
    """What was reached of a plan, as its ledger has it."""

    year: int
    endings: tuple[TaskEnding, ...]

    def of_item(self, item: str) -> Reached | None:
        """What was reached of an item and all its tasks; None where nothing was asked of it."""
        return self._items.get(item)

    def of_task(self, task: str) -> Reached | None:
        """What was reached of a task by its id, which is the item's where that has no tasks."""
        return self._tasks.get(task)

    @cached_property
    def _items(self) -> Mapping[str, Reached]:
        return self._grouped("item")

    @cached_property
    def _tasks(self) -> Mapping[str, Reached]:
        return self._grouped("task")

    def _grouped(self, key: str) -> Mapping[str, Reached]:
        groups: dict[str, list[TaskEnding]] = {}
        for entry in self.endings:
            groups.setdefault(getattr(entry, key), []).append(entry)
        reached = {}
        for name, endings in groups.items():
            reached[name] = Reached(self.year, tuple(endings))
        return reached


def figure_words(figure: ReachedFigure) -> str:
    """A figure with its unit: 88%, 下降12%."""
    return f"{figure.way}{plain(figure.figure)}{figure.unit}"


def plain(number: Decimal) -> str:
    """A number without zeros at its end, and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
