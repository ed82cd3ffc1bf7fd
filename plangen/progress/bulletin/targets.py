"""Targets reached against aimed, by what units have reported as 实际完成值."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plangen.language.attainment import misses
from plangen.plan import Target
from plangen.progress.answers import figure_of
from plangen.progress.bulletin.line_count import CountedLine, LineCount, Progress, line_count
from plangen.tasks import target_words


@dataclass(frozen=True, slots=True)
class TargetCount:
    """A target, and how those stand who are to reach it."""

    words: str
    """The target: 维持率≥85%."""
    clause: str
    all: LineCount
    met: LineCount
    missed: LineCount
    open: LineCount
    """A figure whose target cannot be judged by it alone: an increase, several targets."""
    silent: LineCount
    """No figure was reported."""
    reached: str
    """What was reached, where only one was reported."""


def target_counts(entries: Iterable[CountedLine]) -> Iterator[TargetCount]:
    """The targets of the tasks that have any, in the plan's order."""
    tasks: dict[tuple[str, str, str], list[CountedLine]] = {}
    for entry in entries:
        if entry.progress is not Progress.WAIVED and entry.line.asked.row.targets:
            asked = entry.line.asked
            key = (entry.line.plan.name[0], asked.task, asked.period)
            tasks.setdefault(key, []).append(entry)
    for lines in tasks.values():
        row = lines[0].line.asked.row
        for target in row.targets:
            yield _count(target, lines, alone=len(row.targets) == 1)


def _count(target: Target, lines: Iterable[CountedLine], *, alone: bool) -> TargetCount:
    met, missed, unjudged, silent, reached = [], [], [], [], []
    every = list(lines)
    for entry in every:
        value = entry.line.line.value if entry.line.line else ""
        figure = figure_of(value, target) if alone else None
        if not value:
            silent.append(entry)
            continue
        reached.append(f"{figure}{target.unit or ''}" if figure else value)
        if figure is None or not _is_level(target):
            unjudged.append(entry)
        elif misses(float(figure), target):
            missed.append(entry)
        else:
            met.append(entry)
    asked = every[0].line.asked
    words = f"{target_words(target)}（{asked.period}）" if asked.period else target_words(target)
    return TargetCount(
        words=words,
        clause=asked.row.item.clause,
        all=line_count(every),
        met=line_count(met),
        missed=line_count(missed),
        open=line_count(unjudged),
        silent=line_count(silent),
        reached=reached[0] if len(reached) == 1 else "",
    )


def _is_level(target: Target) -> bool:
    """Whether a figure alone tells if a target is reached: not so of an increase or decrease."""
    levels = (target.at_least, target.at_most, target.exactly)
    return any(level is not None for level in levels)
