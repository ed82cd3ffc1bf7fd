"""责任: who is responsible in two plans, and how each role changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from plangen.comparison.model import Change, Kind
from plangen.plan import Department, Group, Plan, Responsibility, Unit

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
    ids = {str(named.id) for named in new} if by_id else set()
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
    yield from _department(old.department, new.department, known)
    if not _follows(old, new, "person"):
        yield from _person("责任人", old.person, new.person)
    if not _follows(old, new, "lead_official"):
        yield from _person("责任领导", old.lead_official, new.lead_official)
    yield from _units("牵头单位", _lead(old), _lead(new), known)
    yield from _units("责任单位", old.units, new.units, known)
    yield from _units("配合单位", old.supporting_units, new.supporting_units, known)


def _lead(responsible: Responsibility) -> tuple[Unit | Group, ...]:
    return (responsible.lead_unit,) if responsible.lead_unit else ()


def _department(old: Department | None, new: Department | None, known: Who) -> Iterator[Change]:
    if (old and known.departments.get(old.id, "")) != (new and new.id):
        before = str(old.name) if old else ""
        after = str(new.name) if new else ""
        yield Change(Kind.RESPONSIBLE, "责任科室", before, after)


def _follows(old: Responsibility, new: Responsibility, role: str) -> bool:
    """Whether both years' persons are simply those of the departments."""
    return all(
        getattr(each, role) == (getattr(each.department, role) if each.department else None)
        for each in (old, new)
    )


def _person(label: str, old: str | None, new: str | None) -> Iterator[Change]:
    if old != new:
        yield Change(Kind.RESPONSIBLE, label, old or "", new or "")


def _units(
    label: str, old: Sequence[Unit | Group], new: Sequence[Unit | Group], known: Who
) -> Iterator[Change]:
    before = [known.units.get(unit.id, "") for unit in old]
    after = [str(unit.id) for unit in new]
    if before == after:
        return
    left = [str(unit.id) for unit in old if known.units.get(unit.id, "") not in after]
    joined = [unit for unit in after if unit not in before]
    yield Change(Kind.RESPONSIBLE, label, names(old), names(new), affected=(*left, *joined))


def names(everybody: Iterable[Named]) -> str:
    """The names in a row."""
    return "、".join(named.name for named in everybody)
