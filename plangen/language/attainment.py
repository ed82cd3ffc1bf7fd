"""Whether a figure that was reported reaches a target."""

from decimal import Decimal

from plangen.language.figures import base_unit
from plangen.plan import Target
from plangen.results import TargetReached


def misses(figure: float, target: Target) -> bool:
    """Whether a figure does not reach a target."""
    if target.at_least is not None and figure < float(target.at_least):
        return True
    if target.at_most is not None and figure > float(target.at_most):
        return True
    return target.exactly is not None and figure != float(target.exactly)


def is_missed(target: Target, reached: TargetReached) -> bool:
    """Whether the units together surely missed a target.

    It is not known of an amount whether each is to reach it or all together: what adds up is
    missed where the sum does not reach it, or where one of them exceeds it.
    """
    if _is_change(target):
        return _misses_change(target, reached)
    adds_up = reached.total is not None and len(reached.figures) > 1
    if adds_up and target.at_most is None and target.exactly != 0:
        return reached.is_whole and misses(float(reached.total or 0), target)
    return _one_misses(target, reached)


def is_met(target: Target, reached: TargetReached) -> bool:
    """Whether every unit that was asked surely reached a target, however it is read."""
    if not reached.is_whole or is_missed(target, reached):
        return False
    if not _is_change(target):
        return not _one_misses(target, reached)
    if reached.is_level:
        return reached.total is not None and target.baseline is not None
    return all(figure.unit == base_unit(target.unit) for _, figure in reached.figures)


def _is_change(target: Target) -> bool:
    return target.increase is not None or target.decrease is not None


def _one_misses(target: Target, reached: TargetReached) -> bool:
    """Whether a figure alone does not reach a target."""
    return any(misses(float(number), target) for number in reached.numbers)


def _misses_change(target: Target, reached: TargetReached) -> bool:
    """Whether the change, or the one level held to the baseline, falls short of what was aimed."""
    sign = 1 if target.decrease is None else -1
    aimed = Decimal(target.increase or target.decrease or 0)
    for _, figure in reached.figures:
        change = figure.figure if (figure.way == "增长") == (sign > 0) else -figure.figure
        if figure.way and figure.unit == base_unit(target.unit) and change < aimed:
            return True
    level = reached.total if reached.is_level else None
    if level is None or target.baseline is None:
        return False
    wanted = aimed * target.baseline / 100 if base_unit(target.unit) == "%" else aimed
    return sign * (level - target.baseline) < wanted
