"""指标 and 完成时限: what changed in them, and which way."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from plangen.comparison.model import Change, Direction, Kind
from plangen.comparison.pairing import HALF, closest, like
from plangen.deadline import Deadline
from plangen.plan import Milestone, Target
from plangen.tasks import target_words

MILESTONES: Final = "节点"
_COUNTED: Final = ("%", "％", "次", "场", "期", "场次")
"""Units in which an exact figure other than 0 is a floor: shares, and how often."""


def target_changes(old: Sequence[Target], new: Sequence[Target]) -> Iterator[Change]:
    """What changed in the targets of one item or task, paired by their names."""
    if old == new:
        return
    pairs = _paired(old, new)
    for a, b in pairs.items():
        if old[a] != new[b]:
            yield _change(old[a], new[b])
    yield from (_change(None, target) for b, target in enumerate(new) if b not in pairs.values())
    yield from (_change(target, None) for a, target in enumerate(old) if a not in pairs)
    if [*pairs.values()] != sorted(pairs.values()):
        before = "；".join(target.name for target in old)
        after = "；".join(target.name for target in new)
        yield Change(Kind.TARGET, "指标次序", before, after)


def _paired(old: Sequence[Target], new: Sequence[Target]) -> dict[int, int]:
    def alike(a: int, b: int) -> float:
        return like(old[a].name, new[b].name) + 0.1 * (old[a] == new[b])

    pairs = closest(range(len(old)), range(len(new)), alike, HALF)
    return dict(sorted(pairs.items()))


def _change(old: Target | None, new: Target | None) -> Change:
    if old is None or new is None:
        target = new or old
        label = str(target.name) if target else ""
        return Change(Kind.TARGET, label, _words(old), _words(new))
    return Change(Kind.TARGET, str(new.name), _words(old), _words(new), _direction(old, new))


def _words(target: Target | None) -> str:
    return target_words(target) if target else ""


def _direction(old: Target, new: Target) -> Direction | None:
    """RAISED where more is asked, LOWERED where less; None where the figures disagree."""
    if old.unit != new.unit:
        return None
    figures = (
        (_floor(old), _floor(new)),
        (_ceiling(new), _ceiling(old)),
        (old.increase, new.increase),
        (old.decrease, new.decrease),
        (Decimal(not old.aspirational), Decimal(not new.aspirational)),
    )
    steps = {(a < b) - (b < a) for a, b in figures if a is not None and b is not None} - {0}
    if len(steps) != 1:
        return None
    return Direction.RAISED if steps == {1} else Direction.LOWERED


def _floor(target: Target) -> Decimal | None:
    if target.at_least is not None or not target.exactly:
        return target.at_least
    return target.exactly if (target.unit or "").partition("/")[0] in _COUNTED else None


def _ceiling(target: Target) -> Decimal | None:
    return target.exactly if target.at_most is None and target.exactly == 0 else target.at_most


def deadline_changes(old: Deadline | None, new: Deadline | None, years: int) -> Iterator[Change]:
    """How a deadline changed over so many years; one only rolled on to the new year did not."""
    before = str(old.text) if old else ""
    after = str(new.text) if new else ""
    if before == after or (old and old.rolled(years) == after):
        return
    direction = _moved(old, new, years) if old and new else None
    yield Change(Kind.DEADLINE, "完成时限", before, after, direction)


def milestone_changes(
    old: Sequence[Milestone], new: Sequence[Milestone], years: int
) -> Iterator[Change]:
    """What changed of the steps of a task, where its deadline as a whole is the same."""
    before, after = _steps(old, 0), _steps(new, 0)
    if after not in (before, _steps(old, years)):
        yield Change(Kind.DEADLINE, MILESTONES, before, after)


def _steps(milestones: Sequence[Milestone], years: int) -> str:
    """The steps in words, their dates rolled on so many years: 3月底前制定方案；9月底前完成."""
    return "；".join(f"{step.by.rolled(years) if step.by else ''}{step.do}" for step in milestones)


def _moved(old: Deadline, new: Deadline, years: int) -> Direction | None:
    """Earlier or later in its year, by every due date; where their number differs, by the last."""
    before, after = [_later(day, years) for day in _days(old)], _days(new)
    if not before or not after or (len(before) != len(after) and (old.rrule or new.rrule)):
        return None
    if len(before) != len(after):
        before, after = before[-1:], after[-1:]
    steps = {(b > a) - (b < a) for a, b in zip(before, after, strict=True)} - {0}
    if len(steps) != 1:
        return None
    return Direction.LATER if steps == {1} else Direction.EARLIER


def _days(deadline: Deadline) -> list[date]:
    """Its due dates; of one that is ongoing, the day of its review."""
    if deadline.due:
        return [*deadline.due]
    return [deadline.review] if deadline.review else []


def _later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year + years, day.month, last)
