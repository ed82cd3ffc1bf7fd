"""The ids of another year's plan for the same items, paired as a comparison pairs them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from plangen.checking.identities import free
from plangen.comparison import compare
from plangen.plan import Item, Plan, Task
from plangen.scalar import Text

_ALIKE: Final = 80
"""From this likeness on (0 to 100) two tasks of paired items are the same."""


def with_ids_of(text: str, plan: Plan, like: Plan) -> str:
    """The text of an imported plan with another year's series, and its ids for what is alike.

    `plan` is what the text reads as.
    """
    other = replace(plan, series=Text(f"{like.series}-"))
    wanted = dict(_pairs(like, other))
    head, mark, body = text.partition("\nsections:")
    head = re.sub(r"(?m)^series: .*$", lambda _: f"series: {like.series}", head, count=1)
    taken = set(wanted.values())
    own_ids = [str(holder.id) for holder in _holders(plan)]
    for own in own_ids:
        if own in taken and own not in wanted:
            wanted[own] = free(own, {*taken, *own_ids})
            taken.add(wanted[own])
    body = re.sub(
        r"(?<=\bid: )([\w.-]+)(?=[,}\n])",
        lambda match: wanted.get(match[1], match[1]),
        body,
    )
    return f"{head}{mark}{body}"


def _pairs(like: Plan, plan: Plan) -> Iterator[tuple[str, str]]:
    """The ids of a plan, each with the id of the other's item or task that is the same."""
    for entry in compare(like, plan).entries:
        old, new = entry.old, entry.new
        if isinstance(old, Item) and isinstance(new, Item) and not old.derived:
            yield str(new.id), str(old.id)
            yield from _task_pairs(old.tasks, new.tasks)


def _task_pairs(old: Sequence[Task], new: Sequence[Task]) -> Iterator[tuple[str, str]]:
    left = [task for task in old if task.id and not task.derived]
    for task in new:
        best = max(left, key=lambda other: fuzz.ratio(task.do, other.do), default=None)
        if best is not None and fuzz.ratio(task.do, best.do) >= _ALIKE:
            left.remove(best)
            yield str(task.id), str(best.id)


def _holders(plan: Plan) -> Iterator[Item | Task]:
    for item in plan.items():
        yield item
        yield from item.tasks
