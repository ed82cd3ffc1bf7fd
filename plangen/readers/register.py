"""The register's records → departments, units and groups, found by id, name or alias."""

from collections.abc import Iterable
from typing import Any, TypeVar

from plangen.nearest import nearest
from plangen.plan import Department, Group, Register, Unit
from plangen.readers.departures import Reading
from plangen.readers.shape import Record
from plangen.scalar import Text

Named = TypeVar("Named", Department, Unit | Group)


class Directory:
    """Finds who is meant by an id, a name or an alias, and says when nobody is."""

    def __init__(self, record: Record, reading: Reading) -> None:
        self._reading = reading
        self._departments: dict[str, Department] = {}
        self._units: dict[str, Unit | Group] = {}
        departments = [_department(entry) for entry in _named(record, "departments")]
        for department in departments:
            self._enter(department, self._departments)
        units = [_unit(entry) for entry in _named(record, "units")]
        for unit in units:
            self._enter(unit, self._units)
        groups = self._groups(_named(record, "groups"))
        self.register = Register(tuple(departments), tuple(units), tuple(groups))

    def department(self, word: Text, place: str) -> Department | None:
        """The department so called."""
        return self._find(word, place, self._departments, "科室", "departments")

    def unit(self, word: Text, place: str) -> Unit | Group | None:
        """The unit or group so called."""
        return self._find(word, place, self._units, "单位或单位组", "units 或 groups")

    def units(self, words: Iterable[Text], place: str) -> tuple[Unit | Group, ...]:
        """The units and groups so called, those not found left out."""
        found = [self.unit(word, place) for word in words]
        return tuple(unit for unit in found if unit is not None)

    def _enter(self, named: Named, table: dict[str, Named]) -> None:
        for word in dict.fromkeys((named.id, named.name, *named.also)):
            if word in table:
                other = table[word].name
                message = f"“{word}”在名册里已经有了（{other}），再用到时分不清是谁"
                self._reading.say(word, "duplicate-id", message, "换一个编号或别名，或合并两处")
            else:
                table[word] = named

    def _groups(self, records: list[Record]) -> list[Group]:
        """Groups may hold groups written before them, so that none can hold itself."""
        groups = []
        for record in records:
            members = record.get("units")
            units = None if members is None else self.units(filter(None, members), "")
            group = Group(record["id"], record["name"], _also(record), units)
            self._enter(group, self._units)
            groups.append(group)
        return groups

    def _find(
        self, word: Text, place: str, table: dict[str, Named], kind: str, where: str
    ) -> Named | None:
        if word not in table:
            near = near_name(word, table)
            message = f"名册里没有“{word}”这个{kind}"
            hint = f"{near}没有登记的，在 register 的 {where} 里登记"
            self._reading.say(word, "dangling-reference", message, hint, place)
        return table.get(word)


def near_name(word: str, table: Iterable[str]) -> str:
    """Ask whether the nearest known name was meant."""
    close = nearest(word, table, cutoff=0.5)
    return f"是不是想写“{close}”？" if close else ""


def _named(record: Record, key: str) -> list[Record]:
    entries: tuple[Any, ...] = record.get(key) or ()
    return [entry for entry in entries if entry and entry.get("id") and entry.get("name")]


def _also(record: Record) -> tuple[Text, ...]:
    return tuple(filter(None, record.get("also") or ()))


def _department(record: Record) -> Department:
    person, lead_official = record.get("person"), record.get("lead_official")
    also = _also(record)
    return Department(record["id"], record["name"], also, person, lead_official)


def _unit(record: Record) -> Unit:
    return Unit(record["id"], record["name"], _also(record))
