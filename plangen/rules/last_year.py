"""Last year's targets and work beside this year's, each with what was reached."""

from collections.abc import Iterator
from dataclasses import dataclass

from plangen.deadline import Deadline
from plangen.language.figures import amounts, base_unit, targets
from plangen.plan import Item, Plan, Target
from plangen.results import Reached, TargetReached
from plangen.rules.subject import Subject
from plangen.scalar import Number, Text


@dataclass(frozen=True, slots=True)
class TargetHistory:
    """A target of this year's plan, the same one of last year's, and what was reached of that."""

    item: Item
    now: Target
    before: Target
    reached: TargetReached
    year: int
    """Last year."""

    @property
    def is_same(self) -> bool:
        """Whether it asks for just what it asked for."""
        return amounts(self.now) == amounts(self.before)

    @property
    def reached_words(self) -> str:
        """实际88%, without the target's name."""
        return self.reached.words.removeprefix(str(self.reached.name))


def target_histories(subject: Subject) -> Iterator[TargetHistory]:
    """The targets that both years have, by item and name, and of which figures were reported."""
    if subject.previous is None or subject.results is None:
        return
    before = _by_name(subject.previous)
    for key, (item, now) in _by_name(subject.plan).items():
        whole = subject.results.of_item(item.id)
        reached = whole.target(str(now.name)) if whole else None
        if reached is None or key not in before:
            continue
        old = before[key][1]
        if base_unit(now.unit) == base_unit(old.unit):
            yield TargetHistory(item, now, old, reached, subject.results.year)


def _by_name(plan: Plan) -> dict[tuple[str, str], tuple[Item, Target]]:
    """Each target by item and name; none of those that an item has twice."""
    named: dict[tuple[str, str], list[tuple[Item, Target]]] = {}
    for item, target in targets(plan.items()):
        named.setdefault((str(item.id), str(target.name)), []).append((item, target))
    return {key: same[0] for key, same in named.items() if len(same) == 1}


def figure_of(target: Target) -> Number:
    """The figure that a target is told by."""
    return next(iter(amounts(target).values()), target.baseline or Number(0))


@dataclass(frozen=True, slots=True)
class CarriedOn:
    """An item or a task that stands in this year's plan as in last year's, but for the years."""

    item: Item
    words: Text
    deadline: Deadline | None
    reached: Reached


def carried_on(subject: Subject) -> Iterator[CarriedOn]:
    """Work with the same id, wording and deadline in both years, of which results are known."""
    if subject.previous is None or subject.results is None:
        return
    before = dict(_duties(subject.previous))
    for key, (item, words, deadline) in _duties(subject.plan):
        reached = subject.results.of_task(key)
        if reached is None or key not in before:
            continue
        _, old_words, old_deadline = before[key]
        same_time = _timing(deadline) == _timing(old_deadline)
        if same_time and _plain(words) == _plain(old_words):
            yield CarriedOn(item, words, deadline, reached)


def _duties(plan: Plan) -> Iterator[tuple[str, tuple[Item, Text, Deadline | None]]]:
    """Every item without tasks, and every task, by its id."""
    for item in plan.items():
        words = item.title if item.text is None else item.text
        if words and not item.tasks:
            yield str(item.id), (item, words, item.deadline)
        for task in item.tasks:
            yield str(task.id), (item, task.do, task.deadline)


def _timing(deadline: Deadline | None) -> str:
    return _plain(deadline.text) if deadline else ""


def _plain(text: str) -> str:
    """A wording without years."""
    from plangen.comparison.wording import plain

    return plain(text)
