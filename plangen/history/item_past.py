"""One item's past: the steps of a plan's past that changed it, under whatever id a year had it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from plangen.comparison.model import Comparison, Counterparts, Kind, Subject
from plangen.comparison.tree import all_tasks
from plangen.findings.finding import CannotGoOn
from plangen.history.past import Event, Past, item_id
from plangen.nearest import did_you_mean, nearest
from plangen.plan import Item, Plan, Responsibility

_POSTS: Final = ("责任人", "责任领导")


def past_of(whole: Past, word: str) -> Past:
    """The steps that changed one item, named by id or place, under whatever id a year had it.

    What was split off it is followed too, from that step on. Raises CannotGoOn, with the nearest,
    where no version has such an item.
    """
    own: dict[int, Counterparts] = {}
    """The entry of the item at each step that knows it, by the step's number."""
    item: Item | None = None
    key = ""
    """The id of the item in the version at hand, once it is known."""
    for number, event in reversed([*enumerate(whole.events)]):
        if entry := _entry_of(event, word, key):
            item = item or _item(entry.subject)
            key = item_id(entry.old) or item_id(entry.kin) or item_id(entry.new)
            own[number] = entry
    if item is None:
        raise CannotGoOn(_unknown(whole, word))
    events = tuple(_with_parts(whole.events, own))
    return replace(whole, events=events, item=item, years=tuple(_years(whole.events, own)))


def _years(events: Sequence[Event], own: Mapping[int, Counterparts]) -> Iterator[tuple[Plan, Item]]:
    """The item as each year's plan had it last; `own` has its entry for each step that knows it."""
    last: dict[int, tuple[Plan, Item]] = {}
    for number in sorted(own):
        comparison, entry = events[number].comparison, own[number]
        if comparison is not None:
            for plan, subject in ((comparison.old, entry.old), (comparison.new, entry.new)):
                if item := _item(subject):
                    last[int(plan.year)] = (plan, item)
    for year in sorted(last):
        yield last[year]


def _entry_of(event: Event, word: str, key: str) -> Counterparts | None:
    """The entry of the item at a step; None where the step does not know it."""
    for entry in _items(event):
        if _is(entry, word, key):
            return entry
    return None


def _with_parts(events: Sequence[Event], own: Mapping[int, Counterparts]) -> Iterator[Event]:
    """The steps that changed an item or what was split off it.

    `own` has the entry of the item for each step that knows it, by the step's number.
    """
    began = max((number for number, entry in own.items() if entry.kin and entry.new), default=-1)
    parts: set[str] = set()
    """The ids of what was split off, as they stand before the step at hand."""
    for number, event in enumerate(events):
        if event.comparison is None:
            continue
        followed = []
        if number in own:
            followed.append(own[number])
        if number > began:
            pieces = _pieces(event, own.get(number), parts)
            parts -= {item_id(piece.old) for piece in pieces}
            parts |= {item_id(piece.new) for piece in pieces} - {""}
            followed += pieces
        alone = _alone(event.comparison, followed)
        if alone.changes or any(map(_is_changed, followed)):
            yield replace(event, comparison=alone, whole=False)


def _pieces(event: Event, own: Counterparts | None, parts: Collection[str]) -> list[Counterparts]:
    """The entries of a step that were split off the item or its parts, then or before."""
    wholes = {*parts}
    if own:
        wholes.add(item_id(own.old))
    wholes -= {""}
    pieces = []
    for entry in _items(event):
        if entry is not own and _is_part(entry, parts, wholes):
            pieces.append(entry)
    return pieces


def _is_changed(entry: Counterparts) -> bool:
    """Whether more than its number is another."""
    return any(change.kind is not Kind.RENUMBERED for change in entry.changes)


def _is_part(entry: Counterparts, parts: Collection[str], wholes: Collection[str]) -> bool:
    """Whether it was split off one of the wholes, in this step or before."""
    if entry.old is None:
        return item_id(entry.kin) in wholes
    return item_id(entry.old) in parts


def _alone(comparison: Comparison, entries: Sequence[Counterparts]) -> Comparison:
    """What changed in some items, and in the register for those responsible for them."""
    labels: set[tuple[Kind, str]] = set()
    """The kinds and labels of the register's changes that are about them."""
    for entry in entries:
        if item := _item(entry.new):
            labels.update(_register_labels(item.responsible))
            for task in all_tasks(item):
                labels.update(_register_labels(task.responsible))
    changes = [change for change in comparison.changes if (change.kind, change.label) in labels]
    return replace(comparison, entries=tuple(entries), changes=tuple(changes))


def _register_labels(responsible: Responsibility) -> Iterator[tuple[Kind, str]]:
    """The kinds and labels of changes in the register for those who are responsible."""
    for department in responsible.departments:
        for post in _POSTS:
            yield Kind.SUCCESSION, f"{department.name}{post}"
    for part in responsible.parts:
        yield Kind.UNIT_JOINED, str(part.name)
        yield Kind.UNIT_LEFT, str(part.name)
        yield Kind.REGISTER, f"{part.name}：名称"


def _items(event: Event) -> tuple[Counterparts, ...]:
    if event.comparison is None:
        return ()
    return event.comparison.items


def _is(entry: Counterparts, word: str, key: str) -> bool:
    """Whether it is the item with the id `key`, or, while that is empty, what `word` names.

    A clause, in whatever brackets, never names an item that is gone.
    """
    if key or item_id(entry.subject) == word:
        return item_id(entry.subject) == (key or word)
    clause = word.strip().translate(str.maketrans("()", "（）")).rstrip(".、．")
    return isinstance(entry.new, Item) and entry.new.clause == clause


def _item(subject: Subject | None) -> Item | None:
    if isinstance(subject, Item):
        return subject
    return None


def _unknown(whole: Past, word: str) -> str:
    """That no version has such an item, and the id or clause that was perhaps meant."""
    ids, clauses = [], []
    for event in whole.events:
        for entry in _items(event):
            if item := _item(entry.subject):
                clauses.append(item.clause)
                if not item.derived:
                    ids.append(item.id)
    near = nearest(word, dict.fromkeys(filter(None, [*ids, *clauses])))
    hint = did_you_mean(near) or "写条目的编号（id），或它在文中的序号，如 二（三）1"
    return f"方案里没有“{word}”这一条，从前也没有。{hint}"
