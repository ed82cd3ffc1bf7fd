"""指标 and 完成时限: what changed in them, and which way."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

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
    for b, target in enumerate(new):
        if b not in pairs.values():
            yield _change(None, target)
    for a, target in enumerate(old):
        if a not in pairs:
            yield _change(target, None)
    if [*pairs.values()] != sorted(pairs.values()):
        yield Change(Kind.TARGET, "指标次序", _names(old), _names(new))


def _names(targets: Sequence[Target]) -> str:
    return "；".join(target.name for target in targets)


def _paired(old: Sequence[Target], new: Sequence[Target]) -> dict[int, int]:
    def alike(a: int, b: int) -> float:
        return like(old[a].name, new[b].name) + 0.1 * (old[a] == new[b])

    pairs = closest(range(len(old)), range(len(new)), alike, HALF)
    return dict(sorted(pairs.items()))


def _change(old: Target | None, new: Target | None) -> Change:
    target = new or old
    label = str(target.name) if target else ""
    direction = None
    if old and new:
        direction = _direction(old, new)
    return Change(Kind.TARGET, label, _words(old), _words(new), direction)


def _words(target: Target | None) -> str:
    if target is None:
        return ""
    return target_words(target)


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
    known = [(a, b) for a, b in figures if a is not None and b is not None]
    return {1: Direction.RAISED, -1: Direction.LOWERED}.get(_step(known))


def _step(pairs: Iterable[tuple[Any, Any]]) -> int:
    """1 where values rose, -1 where they fell, none of them the other way; else 0."""
    rose = fell = False
    for before, after in pairs:
        rose |= before < after
        fell |= after < before
    return rose - fell


def _floor(target: Target) -> Decimal | None:
    if target.at_least is not None or not target.exactly:
        return target.at_least
    unit = (target.unit or "").partition("/")[0]
    if unit in _COUNTED:
        return target.exactly
    return None


def _ceiling(target: Target) -> Decimal | None:
    if target.at_most is None and target.exactly == 0:
        return target.exactly
    return target.at_most


def deadline_changes(old: Deadline | None, new: Deadline | None, years: int) -> Iterator[Change]:
    """How a deadline changed over so many years; one only rolled on to the new year did not."""
    before, after = _as_written(old), _as_written(new)
    if before == after or (old and old.rolled(years) == after):
        return
    direction = None
    if old and new:
        direction = _moved(old, new, years)
    yield Change(Kind.DEADLINE, "完成时限", before, after, direction)


def _as_written(deadline: Deadline | None) -> str:
    if deadline is None:
        return ""
    return str(deadline.text)


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
    before = [_later(day, years) for day in _days(old)]
    after = _days(new)
    if not before or not after or (len(before) != len(after) and (old.rrule or new.rrule)):
        return None
    if len(before) != len(after):
        before, after = before[-1:], after[-1:]
    pairs = zip(before, after, strict=True)
    return {1: Direction.LATER, -1: Direction.EARLIER}.get(_step(pairs))


def _days(deadline: Deadline) -> list[date]:
    """Its due dates; of one that is ongoing, the day of its review."""
    if deadline.due:
        return [*deadline.due]
    if deadline.review:
        return [deadline.review]
    return []


def _later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 2, 28)
    return date(day.year + years, day.month, day.day)
