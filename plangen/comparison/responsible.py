"""责任: who is responsible in two plans, and how each role changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias

from plangen.comparison.model import Change, Kind
from plangen.plan import UNIT_ROLES, Department, Group, Plan, Responsibility, Unit

Named: TypeAlias = Department | Unit | Group


@dataclass(frozen=True, slots=True)
class Who:
    """The same departments, units and groups in two registers: new ids by old ones."""

    departments: Mapping[str, str]
    units: Mapping[str, str]
    """Of units and groups."""
    by_id: bool
    """Whether an id means the same in both: the plans are of one series."""


def who(old: Plan, new: Plan) -> Who:
    """Identify who is in both registers: by id where the series is one, then by name or alias."""
    same = old.series == new.series
    a, b = old.register, new.register
    units = _same(a.units, b.units, by_id=same)
    groups = _same(a.groups, b.groups, by_id=same)
    return Who(_same(a.departments, b.departments, by_id=same), {**units, **groups}, same)


def _same(old: Sequence[Named], new: Sequence[Named], *, by_id: bool) -> dict[str, str]:
    """New ids by old ones; of several names the first that both have counts.

    Old 卫生局 (also 卫计局), new 卫健局 (also 卫计局) → the one is the other.
    """
    known: dict[str, str] = {}
    if by_id:
        ids = {str(named.id) for named in new}
        known = {str(named.id): str(named.id) for named in old if named.id in ids}
    taken = set(known.values())
    id_by_name: dict[str, str] = {}
    for named in new:
        if named.id not in taken:
            id_by_name |= dict.fromkeys([*named.also, named.name], str(named.id))
    for named in old:
        if named.id in known:
            continue
        for name in (named.name, *named.also):
            new_id = id_by_name.get(name)
            if new_id and new_id not in taken:
                known[str(named.id)] = new_id
                taken.add(new_id)
                break
    return known


def responsible_changes(old: Responsibility, new: Responsibility, known: Who) -> Iterator[Change]:
    """How each role changed; a person who only came with the department is not repeated."""
    yield from _departments("责任科室", old.departments, new.departments, known)
    yield from _departments(
        "配合科室", old.supporting_departments, new.supporting_departments, known
    )
    for label, role, own in (
        ("责任人", "persons", "person"),
        ("责任领导", "lead_officials", "lead_official"),
    ):
        before, after = getattr(old, role), getattr(new, role)
        if before != after and not (_follows(old, role, own) and _follows(new, role, own)):
            yield Change(Kind.RESPONSIBLE, label, "、".join(before), "、".join(after))
    for role, label in UNIT_ROLES.items():
        yield from _units(label, getattr(old, role), getattr(new, role), known)


def calling_changes(old: Responsibility, new: Responsibility, known: Who) -> Iterator[Change]:
    """Where the same ones, in the same role, are printed by another alias."""
    roles = {"责任科室": "departments", "配合科室": "supporting_departments"}
    roles |= {label: role for role, label in UNIT_ROLES.items()}
    same = {**known.departments, **known.units}
    for label, role in roles.items():
        before, after = getattr(old, role), getattr(new, role)
        unchanged = [same.get(one.id) for one in before] == [one.id for one in after]
        if unchanged and [one.called for one in before] != [one.called for one in after]:
            yield Change(Kind.PRINTING, f"{label}的写法", _printed(before), _printed(after))


def _printed(everybody: Iterable[Named]) -> str:
    return "、".join(named.printed for named in everybody)


def _departments(
    label: str, old: Sequence[Department], new: Sequence[Department], known: Who
) -> Iterator[Change]:
    before = [known.departments.get(department.id, "") for department in old]
    after = [str(department.id) for department in new]
    if before != after:
        yield Change(Kind.RESPONSIBLE, label, names(old), names(new))


def _follows(responsible: Responsibility, role: str, own: str) -> bool:
    """Whether the persons are simply those of the departments.

    `role` is the field of the persons, `own` that of a department's person.
    """
    people = map(attrgetter(own), responsible.departments)
    return [*dict.fromkeys(filter(None, people))] == [*getattr(responsible, role)]


def _units(
    label: str, old: Sequence[Unit | Group], new: Sequence[Unit | Group], known: Who
) -> Iterator[Change]:
    before = [known.units.get(unit.id, "") for unit in old]
    after = [str(unit.id) for unit in new]
    if before == after:
        return
    affected = []
    for unit, new_id in zip(old, before, strict=True):
        if new_id not in after:
            affected.append(str(unit.id))
    for new_id in after:
        if new_id not in before:
            affected.append(new_id)
    yield Change(Kind.RESPONSIBLE, label, names(old), names(new), affected=tuple(affected))


def names(everybody: Iterable[Named]) -> str:
    """The names in a row."""
    return "、".join(named.name for named in everybody)
