"""What changed in the register: who succeeds whom, which units came and went, other facts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from plangen.comparison.model import Change, Kind
from plangen.comparison.responsible import Who, names
from plangen.plan import Department, Group, Register, Unit

Named = TypeVar("Named", bound=Department | Unit | Group)


def register_changes(old: Register, new: Register, who: Who) -> Iterator[Change]:
    """What changed in the register itself."""
    if old.source != new.source:
        yield Change(Kind.REGISTER, "名册文件", old.source or "", new.source or "")
    yield from _departments(old.departments, new.departments, who)
    yield from _units(old.units, new.units, who)
    yield from _groups(old.groups, new.groups, who)


def _departments(
    old: Sequence[Department], new: Sequence[Department], who: Who
) -> Iterator[Change]:
    known = who.departments
    for a, b in _kept(old, new, known):
        yield from _named(a, b, who)
        for label, before, after in (
            ("责任人", a.person, b.person),
            ("责任领导", a.lead_official, b.lead_official),
        ):
            if before != after:
                yield Change(Kind.SUCCESSION, f"{b.name}{label}", before or "", after or "")
    yield from _come_and_gone("科室", (Kind.REGISTER, Kind.REGISTER), old, new, known)


def _units(old: Sequence[Unit], new: Sequence[Unit], who: Who) -> Iterator[Change]:
    known = who.units
    for a, b in _kept(old, new, known):
        yield from _named(a, b, who)
        yield from _fact(b, "类别", a.category, b.category)
        yield from _fact(b, "标签", "、".join(a.tags), "、".join(b.tags))
        yield from _parent(a, b, known)
        yield from _fact(b, "联系人", a.contact, b.contact)
        yield from _fact(b, "电话", a.phone, b.phone)
        yield from _fact(b, "邮箱", a.mail, b.mail)
    yield from _come_and_gone("单位", (Kind.UNIT_JOINED, Kind.UNIT_LEFT), old, new, known)


def _parent(old: Unit, new: Unit, known: Mapping[str, str]) -> Iterator[Change]:
    if old.parent and new.parent and known.get(old.parent.id, "") == new.parent.id:
        return
    if old.parent or new.parent:
        label = f"{new.name}：上级"
        yield Change(Kind.REGISTER, label, _name(old.parent), _name(new.parent))


def _name(unit: Unit | None) -> str:
    if unit is None:
        return ""
    return unit.name


def _groups(old: Sequence[Group], new: Sequence[Group], who: Who) -> Iterator[Change]:
    known = who.units
    for a, b in _kept(old, new, known):
        yield from _named(a, b, who)
        yield from _members(a, b, known)
    yield from _come_and_gone("单位组", (Kind.REGISTER, Kind.REGISTER), old, new, known)


def _members(old: Group, new: Group, known: Mapping[str, str]) -> Iterator[Change]:
    """Who joined a group and who left it."""
    if old.units is None or new.units is None:
        if old.units is not new.units:
            label = f"{new.name}：成员"
            yield Change(Kind.REGISTER, label, _listed(old), _listed(new))
        return
    before = [known.get(unit.id) for unit in old.units]
    after = [unit.id for unit in new.units]
    joined = [unit for unit in new.units if unit.id not in before]
    left = [unit for unit, new_id in zip(old.units, before, strict=True) if new_id not in after]
    if joined:
        yield Change(Kind.UNIT_JOINED, new.name, "", names(joined), affected=_ids(joined))
    if left:
        yield Change(Kind.UNIT_LEFT, new.name, names(left), "", affected=_ids(left))
    if not joined and not left and before != after:
        yield Change(Kind.REGISTER, f"{new.name}：成员次序", names(old.units), names(new.units))


def _listed(group: Group) -> str:
    if group.units is None:
        return "未列出"
    return names(group.units)


def _named(old: Named, new: Named, who: Who) -> Iterator[Change]:
    if who.by_id:
        yield from _fact(new, "编号", old.id, new.id)
    yield from _fact(new, "名称", old.name, new.name)
    yield from _fact(new, "别称", "、".join(old.also), "、".join(new.also))


def _fact(new: Named, label: str, before: str | None, after: str | None) -> Iterator[Change]:
    if (before or "") != (after or ""):
        yield Change(Kind.REGISTER, f"{new.name}：{label}", before or "", after or "")


def _kept(
    old: Sequence[Named], new: Sequence[Named], known: Mapping[str, str]
) -> Iterator[tuple[Named, Named]]:
    """The pairs of what stands in both registers."""
    new_by_id = {str(named.id): named for named in new}
    for named in old:
        if partner := new_by_id.get(known.get(named.id, "")):
            yield named, partner


def _come_and_gone(
    label: str,
    kinds: tuple[Kind, Kind],
    old: Sequence[Named],
    new: Sequence[Named],
    known: Mapping[str, str],
) -> Iterator[Change]:
    """Every new entry, every one gone, and another order of those that stayed.

    `kinds` are what to call the first and the second.
    """
    joined, left = kinds
    stayed = set(known.values())
    before, after = [], []
    """The new ids of those that stayed, in the order of each register."""
    for named in new:
        if named.id in stayed:
            after.append(str(named.id))
        else:
            yield Change(joined, label, "", named.name, affected=(str(named.id),))
    for named in old:
        if named.id in known:
            before.append(known[named.id])
        else:
            yield Change(left, label, named.name, "", affected=(str(named.id),))
    if before != after:
        yield Change(Kind.REGISTER, f"{label}次序", names(old), names(new))


def _ids(everybody: Sequence[Unit | Group]) -> tuple[str, ...]:
    return tuple(str(unit.id) for unit in everybody)
