"""The register's records → departments, units and groups, found by id, name or alias."""

from collections.abc import Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING

from plangen.plan import Department, Group, Register, Unit
from plangen.readers.reading import Reading
from plangen.readers.register.file import Beside, supplied
from plangen.readers.register.names import NameIndex
from plangen.readers.register.units import RegisterSource, UnitTree, source, words
from plangen.readers.shape import Record
from plangen.scalar import Text

if TYPE_CHECKING:
    from plangen.readers.register.condition import UnitCondition


class Directory:
    """Finds who is meant by an id, a name or an alias, and says when nobody is, or several are.

    The units of a file come before those of the plan, and so may be members of its groups.
    """

    def __init__(self, record: Record, reading: Reading, beside: Beside) -> None:
        """Read a plan's `register`; its faults become findings of `reading`."""
        self._reading = reading
        sources = [source(record, reading, shared=False)]
        named = record.get("from")
        if named and (file := supplied(named, reading, beside)):
            sources.insert(0, file)
        self._whole = "from" not in record or len(sources) > 1
        """False where units may be missing: then nobody is said not to be registered."""
        self._departments = NameIndex[Department]("科室", "departments", whole=self._whole)
        self._units = NameIndex[Unit | Group]("单位或单位组", "units 或 groups", whole=self._whole)
        self._choice: UnitCondition | None = None
        departments = self._enter_departments(sources)
        self._all_units = self._enter_units(sources)
        groups = chain.from_iterable(map(self._groups, sources))
        self.register = Register(departments, self._all_units, tuple(groups), named)

    def department(self, word: Text, clause: str) -> Department | None:
        """The department so called by the item at a clause."""
        return self._departments.find(word, clause, self._reading)

    def unit(self, word: Text, clause: str) -> Unit | Group | None:
        """The unit or group so called by the item at a clause."""
        return self._units.find(word, clause, self._reading)

    def units(self, words: Iterable[Text], clause: str) -> tuple[Unit | Group, ...]:
        """The units and groups so called, those that are not registered left out."""
        named = [self.unit(word, clause) for word in words]
        return tuple(unit for unit in named if unit is not None)

    def _enter_departments(self, sources: list[RegisterSource]) -> tuple[Department, ...]:
        entered = []
        for origin in sources:
            for record in origin.departments:
                department = _department(record)
                self._departments.enter(department, origin.reading, shared=False)
                entered.append(department)
        return tuple(entered)

    def _enter_units(self, sources: list[RegisterSource]) -> tuple[Unit, ...]:
        units = tuple(UnitTree(sources, whole=self._whole).units())
        unentered = iter(units)
        for origin in sources:
            for unit in islice(unentered, len(origin.units)):
                self._units.enter(unit, origin.reading, shared=origin.shared)
        return units

    def _groups(self, origin: RegisterSource) -> list[Group]:
        """Groups may hold groups written before them, so that none can hold itself."""
        groups = []
        for record in origin.groups:
            members = self._members(record, origin.reading)
            group = Group(record["id"], record["name"], words(record, "also"), members)
            self._units.enter(group, origin.reading, shared=False)
            groups.append(group)
        return groups

    def _members(self, record: Record, reading: Reading) -> tuple[Unit | Group, ...] | None:
        """Those listed, or those that `where` picks; None for an open group."""
        if record.get("where"):
            return self._pick(record["where"], reading)
        if record.get("units") is None:
            return None
        listed = [self._units.find(word, "", reading) for word in words(record, "units")]
        return tuple(unit for unit in listed if unit is not None)

    def _pick(self, where: Text, reading: Reading) -> tuple[Unit, ...]:
        if self._choice is None:
            from plangen.readers.register.condition import UnitCondition

            self._choice = UnitCondition(self._all_units, whole=self._whole)
        return self._choice.pick(where, reading)


def _department(record: Record) -> Department:
    person, lead_official = record.get("person"), record.get("lead_official")
    also = words(record, "also")
    return Department(record["id"], record["name"], also, person, lead_official)
