"""责任: who answers for what in two plans, and what became of each role."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from plangen.comparison.model import Change, Kind
from plangen.plan import Department, Group, Plan, Responsibility, Unit

Named: TypeAlias = Department | Unit | Group


@dataclass(frozen=True, slots=True)
class Who:
    """Who of the old register is who in the new one: new ids by old ones."""

    departments: Mapping[str, str]
    units: Mapping[str, str]
    """Of units and groups."""
    by_id: bool
    """Whether an id means the same in both: the plans are of one series."""


def who(old: Plan, new: Plan) -> Who:
    """Tell who is who: by id where both plans are of one series, else by name or alias."""
    same = old.series == new.series
    a, b = old.register, new.register
    units = _same(a.units, b.units, by_id=same)
    groups = _same(a.groups, b.groups, by_id=same)
    return Who(_same(a.departments, b.departments, by_id=same), {**units, **groups}, same)


def _same(old: Sequence[Named], new: Sequence[Named], *, by_id: bool) -> dict[str, str]:
    """New ids by old ones; the first name that both have counts."""
    ids = {str(now.id) for now in new} if by_id else set()
    known = {str(was.id): str(was.id) for was in old if was.id in ids}
    taken = set(known.values())
    named = {
        name: str(now.id) for now in new if now.id not in taken for name in (*now.also, now.name)
    }
    for was in old:
        names = () if was.id in known else (was.name, *was.also)
        others = [named[name] for name in names if name in named and named[name] not in taken]
        if others:
            known[str(was.id)] = others[0]
            taken.add(others[0])
    return known


def responsible_changes(old: Responsibility, new: Responsibility, known: Who) -> Iterator[Change]:
    """What became of each role; a person who only came with the department is not told again."""
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
        before, after = (str(each.name) if each else "" for each in (old, new))
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
    before = [known.units.get(each.id, "") for each in old]
    after = [str(each.id) for each in new]
    if before == after:
        return
    left = [str(each.id) for each, now in zip(old, before, strict=True) if now not in after]
    joined = [each for each in after if each not in before]
    yield Change(Kind.RESPONSIBLE, label, names(old), names(new), affected=(*left, *joined))


def names(everybody: Iterable[Named]) -> str:
    """The names in a row."""
    return "、".join(each.name for each in everybody)
