"""A comparison with what was reached of its items in the years of its plans."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from plangen.comparison.model import Comparison, Counterparts, ItemReached, Subject
from plangen.language.figures import holders
from plangen.plan import Item, Plan, Target
from plangen.results import Reached, Results, TargetReached
from plangen.tasks import target_words


def with_results(comparison: Comparison, by_year: Mapping[int, Results]) -> Comparison:
    """Put beside each item what was reached of it in each year that has results."""
    entries = []
    for entry in comparison.entries:
        entries.append(replace(entry, reached=tuple(_reached(entry, comparison, by_year))))
    return replace(comparison, entries=tuple(entries))


def _reached(
    entry: Counterparts, comparison: Comparison, by_year: Mapping[int, Results]
) -> Iterator[ItemReached]:
    """What was reached of both sides; of two versions of one year, of the newer one."""
    sides: dict[int, tuple[Plan, Subject | None]] = {}
    sides[int(comparison.old.year)] = (comparison.old, entry.old)
    if entry.new is not None:
        sides[int(comparison.new.year)] = (comparison.new, entry.new)
    for year, (_, subject) in sides.items():
        results = by_year.get(year)
        if results is not None and isinstance(subject, Item):
            reached = item_reached(subject, results)
            if reached is not None:
                yield reached


def item_reached(item: Item, results: Results) -> ItemReached | None:
    """The targets of an item beside what was reached of it; None where nothing was asked of it."""
    whole = results.of_item(item.id)
    if whole is None:
        return None
    words = [whole.ending_words]
    for target, reached in targets_reached(item, whole, results):
        words.append(target_and_result(target, reached))
    return ItemReached(whole, "；".join([*words, *whole.unread]))


def targets_reached(
    item: Item, whole: Reached, results: Results
) -> Iterator[tuple[Target, TargetReached | None]]:
    """Every target of an item and of its tasks, with what was reached of it."""
    for holder in holders(item):
        reached = whole if holder is item else results.of_task(holder.id or "")
        for target in holder.targets:
            yield target, reached.target(str(target.name)) if reached else None


def target_and_result(target: Target, reached: TargetReached | None) -> str:
    """维持率≥85%，实际88%."""
    said = target_words(target)
    if reached is None:
        return said
    return f"{said}，{reached.words.removeprefix(reached.name)}"
