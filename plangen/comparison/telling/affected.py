"""Who is affected by what changed: what is new for each unit, department and lead official."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from plangen.comparison.model import Change, Comparison, Counterparts, Kind
from plangen.comparison.responsible import who
from plangen.comparison.telling.notes import notes
from plangen.plan import Group, Item, Plan, Responsibility, Unit, leaves

__all__ = ["Affected", "by_responsible", "notes"]

_OLD, _NEW = 0, 1
_UNIT, _DEPARTMENT, _OFFICIAL = "单位", "科室", "责任领导"
_ROLES: Final = {_UNIT: "责任单位", _DEPARTMENT: "责任科室", _OFFICIAL: "责任领导"}
_NOTHING_NEW: Final = {Kind.RENUMBERED, Kind.MOVED, Kind.PRINTING, Kind.GOALS}
"""What changes nothing for those who do it."""
_CAME_OR_WENT: Final = {Kind.RESPONSIBLE, Kind.TASK_ADDED, Kind.TASK_REMOVED}

Party = tuple[str, str]
"""Of whom something is asked: 单位, 科室 or 责任领导, and the id; an official's is the name."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A unit, an open group, a department or a lead official, and what is new for them."""

    audience: str
    """单位, 科室 or 责任领导."""
    id: str
    """In the new register, else in the old one; an official's name."""
    name: str
    entries: tuple[Counterparts, ...]
    """The items that concern them, each with only the changes that do."""


def by_responsible(comparison: Comparison) -> tuple[Affected, ...]:
    """Everybody whom a change of an item concerns, in the order of the register.

    A change of an item concerns everybody who has a part in it in either year, a change of a task
    those of the task, a change of responsibility those who came or went. So are those told who
    come or go without the item saying it: a group has other members, a department another leader.
    """
    parties = _Parties(comparison)
    found: dict[Party, list[Counterparts]] = {}
    for entry in comparison.items:
        shared: dict[tuple[Change, ...], Counterparts] = {}
        for party, changes in parties.concerned(entry).items():
            key = tuple(changes)
            if key not in shared:
                shared[key] = replace(entry, changes=key)
            found.setdefault(party, []).append(shared[key])
    return tuple(
        Affected(*party, name, tuple(found[party]))
        for party, name in parties.names.items()
        if party in found
    )


class _Parties:
    """Whom the items of two plans are asked of; those of the old plan by their new ids."""

    def __init__(self, comparison: Comparison) -> None:
        plans = (comparison.old, comparison.new)
        known = who(*plans)
        self._keys: tuple[dict[str, Mapping[str, str]], ...] = (
            {_UNIT: known.units, _DEPARTMENT: known.departments},
            {_UNIT: {}, _DEPARTMENT: {}},
        )
        self._registered = [_registered(plan) for plan in plans]
        self._of_unit = cache(self._leaves)
        self.names: dict[Party, str] = {}
        for side in (_NEW, _OLD):
            for party, name in self._named(plans[side], side):
                self.names.setdefault(party, name)

    def concerned(self, entry: Counterparts) -> dict[Party, list[Change]]:
        """The changes of an item that concern each party."""
        items = [one if isinstance(one, Item) else None for one in (entry.old, entry.new)]
        before, after = (self._of_item(item, side) for side, item in enumerate(items))
        found: dict[Party, list[Change]] = {}
        for change in entry.changes:
            told = self._told(change, items) if change.kind not in _NOTHING_NEW else set()
            for party in before | after if told is None else told:
                found.setdefault(party, []).append(change)
        for party in before ^ after if entry.old and entry.new else ():
            changes = found.setdefault(party, [])
            if all(change.kind not in _CAME_OR_WENT for change in changes):
                changes.append(self._came_or_went(party, came=party in after))
        return found

    def _told(self, change: Change, items: Sequence[Item | None]) -> set[Party] | None:
        """Whom alone a change concerns; None for everybody who has a part in the item."""
        if change.kind is Kind.RESPONSIBLE and change.affected:
            named = [(one, side) for one in change.affected for side in (_OLD, _NEW)]
            return {party for each in named for party in self._of_unit(*each)}
        if not change.task:
            return None
        side = _OLD if change.kind is Kind.TASK_REMOVED else _NEW
        item = items[side]
        tasks = [task for task in item.tasks if task.do == change.task] if item else []
        return {party for task in tasks for party in self._of(task.responsible, side)}

    def _came_or_went(self, party: Party, *, came: bool) -> Change:
        label, name = _ROLES[party[0]], self.names[party]
        before, after = ("", name) if came else (name, "")
        return Change(Kind.RESPONSIBLE, label, before, after)

    def _of_item(self, item: Item | None, side: int) -> set[Party]:
        """Everybody who has a part in an item or a task of it."""
        return {party for part in _shares(item) for party in self._of(part, side)}

    def _of(self, responsible: Responsibility, side: int) -> set[Party]:
        found = {party for one in responsible.parts for party in self._of_unit(one.id, side)}
        if responsible.department:
            found.add(self._party(_DEPARTMENT, responsible.department.id, side))
        if responsible.lead_official:
            found.add((_OFFICIAL, str(responsible.lead_official)))
        return found

    def _leaves(self, unit: str, side: int) -> frozenset[Party]:
        """A unit; the units of a group; an open group itself."""
        one = self._registered[side].get(unit)
        return frozenset(self._party(_UNIT, leaf.id, side) for leaf in (leaves(one) if one else ()))

    def _party(self, audience: str, key: str, side: int) -> Party:
        return audience, self._keys[side][audience].get(key, str(key))

    def _named(self, plan: Plan, side: int) -> Iterator[tuple[Party, str]]:
        """Everybody of one plan by name: units and groups, departments, officials."""
        for key, one in self._registered[side].items():
            yield self._party(_UNIT, key, side), str(one.name)
        for department in plan.register.departments:
            yield self._party(_DEPARTMENT, department.id, side), str(department.name)
        for item in plan.items():
            for part in _shares(item):
                if name := part.lead_official:
                    yield (_OFFICIAL, str(name)), str(name)


def _shares(item: Item | None) -> list[Responsibility]:
    """Who is responsible for an item, and for each task of it."""
    return [item.responsible, *(task.responsible for task in item.tasks)] if item else []


def _registered(plan: Plan) -> dict[str, Unit | Group]:
    everybody: tuple[Unit | Group, ...] = (*plan.register.units, *plan.register.groups)
    return {str(one.id): one for one in everybody}
