"""The changes regrouped by who must know of them: each unit, department and lead official.

The units of an item go from 县医院、县中医院 to 县医院、县妇幼保健院, and its deadline moves.
县医院 gets the deadline alone, the others also that 县中医院 left and 县妇幼保健院 joined.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from plangen.comparison.model import Change, Comparison, Counterparts, Kind, Subject
from plangen.comparison.responsible import who
from plangen.comparison.tree import all_tasks
from plangen.plan import Group, Item, Plan, Responsibility, Unit, leaves

_OLD, _NEW = 0, 1
_UNIT, _DEPARTMENT, _PERSON, _OFFICIAL = "单位", "科室", "责任人", "责任领导"
_ROLES: Final = {_UNIT: "责任单位", _DEPARTMENT: "责任科室", _PERSON: _PERSON, _OFFICIAL: _OFFICIAL}
_NOTHING_NEW: Final = {Kind.RENUMBERED, Kind.PRINTING, Kind.GOALS}
"""Changes that alter nothing for those who do the work."""
_CAME_OR_WENT: Final = {Kind.RESPONSIBLE, Kind.TASK_ADDED, Kind.TASK_REMOVED}

Party = tuple[str, str]
"""The kind of party (单位, 科室, 责任人, 责任领导) and its id; an officer's id is the name."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A unit, an open group, a department or an officer, with the changes for them."""

    audience: str
    """单位, 科室, 责任人 or 责任领导."""
    id: str
    """In the new register, else in the old one; an officer's name."""
    name: str
    entries: tuple[Counterparts, ...]
    """The items that concern them, each with only the changes that do."""


def by_responsible(comparison: Comparison) -> tuple[Affected, ...]:
    """Every party that a change of an item concerns, in the order of the register.

    A change of an item concerns all who have a part in it in either year, a change of a task those
    of the task, a change of responsibility those who joined or left. It also reaches those who
    joined or left though the item reads the same: a group has other members, a department another
    leader. The 责任人 of a department hears of joining and leaving alone; the department gets the
    rest.
    """
    parties = _Parties(comparison)
    entries: dict[Party, list[Counterparts]] = defaultdict(list)
    for entry in comparison.items:
        shared: dict[tuple[Change, ...], Counterparts] = {}
        for party, changes in parties.concerned(entry).items():
            key = tuple(changes)
            if key not in shared:
                shared[key] = replace(entry, changes=key)
            entries[party].append(shared[key])
    affected = []
    for party, name in parties.names.items():
        if party in entries:
            affected.append(Affected(*party, name, tuple(entries[party])))
    return tuple(affected)


class _Parties:
    """The parties of two plans; one of the old plan goes by its id in the new one."""

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
        items = (_item(entry.old), _item(entry.new))
        before, after = self._of_item(items[_OLD], _OLD), self._of_item(items[_NEW], _NEW)
        concerned: dict[Party, list[Change]] = defaultdict(list)
        for change in entry.changes:
            if change.kind in _NOTHING_NEW:
                continue
            only = self._concerned_alone(change, items)
            if only is None:
                only = before | after
            for party in only:
                concerned[party].append(change)
        if entry.old and entry.new:
            for party in before ^ after:
                changes = concerned[party]
                if _CAME_OR_WENT.isdisjoint(change.kind for change in changes):
                    changes.append(self._came_or_went(party, came=party in after))
        for party in _told_by_department(before & after):
            concerned.pop(party, None)
        return concerned

    def _concerned_alone(self, change: Change, items: Sequence[Item | None]) -> set[Party] | None:
        """The only parties a change concerns; None where all who have a part in the item."""
        parties: set[Party] = set()
        if change.kind is Kind.RESPONSIBLE and change.affected:
            for unit in change.affected:
                parties |= self._of_unit(unit, _OLD) | self._of_unit(unit, _NEW)
            return parties
        if not change.task:
            return None
        side = _OLD if change.kind is Kind.TASK_REMOVED else _NEW
        item = items[side]
        if item is None:
            return parties
        for task in all_tasks(item):
            if task.do == change.task:
                for duty in (task, *all_tasks(task)):
                    parties |= self._of(duty.responsible, side)
        return parties

    def _came_or_went(self, party: Party, *, came: bool) -> Change:
        label, name = _ROLES[party[0]], self.names[party]
        if came:
            return Change(Kind.RESPONSIBLE, label, "", name)
        return Change(Kind.RESPONSIBLE, label, name, "")

    def _of_item(self, item: Item | None, side: int) -> set[Party]:
        """Everybody who has a part in an item or a task of it."""
        parties: set[Party] = set()
        for duty in _duties(item):
            parties |= self._of(duty, side)
        return parties

    def _of(self, responsible: Responsibility, side: int) -> set[Party]:
        parties: set[Party] = set()
        for unit in responsible.parts:
            parties |= self._of_unit(unit.id, side)
        for department in (*responsible.departments, *responsible.supporting_departments):
            parties.add(self._party(_DEPARTMENT, department.id, side))
        return parties.union(_officers(responsible))

    def _leaves(self, unit: str, side: int) -> frozenset[Party]:
        """A unit; the units of a group; an open group itself."""
        registered = self._registered[side].get(unit)
        if registered is None:
            return frozenset()
        return frozenset(self._party(_UNIT, member.id, side) for member in leaves(registered))

    def _party(self, audience: str, key: str, side: int) -> Party:
        return audience, self._keys[side][audience].get(key, str(key))

    def _named(self, plan: Plan, side: int) -> Iterator[tuple[Party, str]]:
        """Everybody of one plan by name: units and groups, departments, officers."""
        for key, unit in self._registered[side].items():
            yield self._party(_UNIT, key, side), str(unit.name)
        for department in plan.register.departments:
            yield self._party(_DEPARTMENT, department.id, side), str(department.name)
        officers: dict[Party, None] = {}
        for item in plan.items():
            for duty in _duties(item):
                officers |= dict.fromkeys(_officers(duty))
        for party in sorted(officers, key=lambda party: party[0] == _OFFICIAL):
            yield party, party[1]


def _told_by_department(stay: set[Party]) -> set[Party]:
    """Of those who stay, the persons whose department stays too and gets what changed."""
    persons = {party for party in stay if party[0] == _PERSON}
    if any(audience == _DEPARTMENT for audience, _ in stay):
        return persons
    return set()


def _item(subject: Subject | None) -> Item | None:
    if isinstance(subject, Item):
        return subject
    return None


def _duties(item: Item | None) -> list[Responsibility]:
    """Who is responsible for an item, and for each task of it."""
    if item is None:
        return []
    return [item.responsible, *(task.responsible for task in all_tasks(item))]


def _officers(responsible: Responsibility) -> Iterator[Party]:
    for name in responsible.persons:
        yield _PERSON, str(name)
    for name in responsible.lead_officials:
        yield _OFFICIAL, str(name)


def _registered(plan: Plan) -> dict[str, Unit | Group]:
    everybody: tuple[Unit | Group, ...] = (*plan.register.units, *plan.register.groups)
    return {str(unit.id): unit for unit in everybody}
