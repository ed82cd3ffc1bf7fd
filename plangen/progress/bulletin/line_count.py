"""Numbers that know what they count, so that each can be traced to lines of the ledger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from plangen.progress.standing import Light, Stand, StandingLine


class Progress(StrEnum):
    """How far a task is in the words of reports; each line is one of them, or not applicable."""

    FINISHED = "已完成"
    """Closed, or reported done."""
    AHEAD = "超进度"
    """An amount over its share of the year."""
    ON_PACE = "达进度"
    BEHIND = "欠进度"
    """Overdue, returned, silent for a whole quarter, or an amount under its share."""
    NOT_DUE = "未到时限"
    """Not due, and not begun or not reported."""
    WAIVED = "不适用"


@dataclass(frozen=True, slots=True)
class CountedLine:
    """A standing line with its number in the annex and how far it is."""

    number: int
    line: StandingLine
    progress: Progress


@dataclass(frozen=True, slots=True)
class LineCount:
    """A number with the lines that it counts."""

    lines: tuple[CountedLine, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.lines)

    @property
    def units(self) -> int:
        """How many units they belong to."""
        return len({(entry.line.unit, entry.line.name) for entry in self.lines})

    def of(self, whole: "LineCount") -> "Share":
        """The share that they are of others."""
        return Share(self.count, whole.count)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def percent(self) -> str:
        """66.7%, one decimal; — of nothing. What is not all is never 100%, some never 0%."""
        if not self.whole:
            return "—"
        thousandths = (2000 * self.part + self.whole) // (2 * self.whole)
        if 0 < self.part < self.whole:
            thousandths = min(max(thousandths, 1), 999)
        whole, tenth = divmod(thousandths, 10)
        return f"{whole}.{tenth}%" if tenth else f"{whole}%"

    @property
    def words(self) -> str:
        """With numerator and denominator: 66.7%（8/12）."""
        return f"{self.percent}（{self.part}/{self.whole}）" if self.whole else "—"


def line_count(
    entries: Iterable[CountedLine], test: Callable[[CountedLine], bool] | None = None
) -> LineCount:
    """Some lines as a number: all, or those that pass a test."""
    return LineCount(tuple(filter(test, entries)))


def by_progress(entries: Iterable[CountedLine], progress: Progress) -> LineCount:
    """The lines that are so far."""
    return line_count(entries, lambda entry: entry.progress is progress)


def by_stand(entries: Iterable[CountedLine], stand: Stand) -> LineCount:
    """The lines that stand so."""
    return line_count(entries, lambda entry: entry.line.stand is stand)


def by_light(entries: Iterable[CountedLine], light: Light) -> LineCount:
    """The lines that show a light."""
    return line_count(entries, lambda entry: entry.line.light is light)
