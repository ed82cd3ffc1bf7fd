"""The register's records → departments, units and groups, found by id, name or alias."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from plangen.plan import Department, Group, Register, Unit
from plangen.readers.reading import Reading
from plangen.readers.register.file import Beside, supplied
from plangen.readers.register.names import NameIndex
from plangen.readers.register.units import RegisterSource, UnitTree, source, words
from plangen.readers.shape import Record
from plangen.scalar import Text

if TYPE_CHECKING:
    from plangen.readers.register.condition import UnitCondition


Named = TypeVar("Named", bound=Department | Unit | Group)

_COMMA = re.compile("[，、；]")
_PART = re.compile("[^，、；]+")


class Directory:
    """Finds who is meant by an id, a name or an alias, and says when nobody is, or several are.

    The units of a file come before those of the plan, and so may be members of its groups.
    """

    def __init__(self, record: Record, reading: Reading, beside: Beside) -> None:
        """Read a plan's `register`; its faults become findings of `reading`."""
        self._reading = reading
        sources = [source(record, reading, shared=False)]
        named = record.get("from")
        count = 0
        if named and (file := supplied(named, reading, beside)):
            sources.insert(0, file)
            count = len(file.units)
        self._whole = "from" not in record or len(sources) > 1
        """False where units may be missing: then nobody is said not to be registered."""
        self._departments = NameIndex[Department]("科室", "departments（科室）", whole=self._whole)
        self._units = NameIndex[Unit | Group](
            "单位或单位组", "units（单位）或 groups（单位组）", whole=self._whole
        )
        self._choice: UnitCondition | None = None
        departments = self._enter_departments(sources)
        self._all_units = self._enter_units(sources)
        groups = chain.from_iterable(map(self._groups, sources))
        self.register = Register(departments, self._all_units, tuple(groups), named, count)

    @property
    def whole(self) -> bool:
        """Whether everybody is known: else nobody is said not to be registered."""
        return self._whole

    def departments(self, words: Iterable[Text], place: str) -> tuple[Department, ...]:
        """The departments so called, each with its alias; one not found bears its name alone."""
        found = []
        for word in self._apart(words, self._departments, place):
            department = self._departments.find(word, place, self._reading)
            found.append(as_called(department or Department(word, word), word))
        return tuple(found)

    def find_department(self, word: str) -> Department | None:
        """The department so called; None without a finding where there is none."""
        return self._departments.known(word)

    def unit(self, word: Text, clause: str) -> Unit | Group | None:
        """The unit or group so called by the item at a clause."""
        return self._units.find(word, clause, self._reading)

    def units(self, words: Iterable[Text], place: str) -> tuple[Unit | Group, ...]:
        """The units and groups so called, each with its alias; one not found bears its name alone.

        So a plan with an error can still be shown as it will print.
        """
        found = []
        for word in self._apart(words, self._units, place):
            unit = self.unit(word, place)
            found.append(as_called(unit or Unit(word, word), word))
        return tuple(found)

    def _apart(self, words: Iterable[Text], names: NameIndex[Any], place: str) -> Iterator[Text]:
        """The words of a list, those run together by a Chinese comma parted and reported.

        A name may itself hold such a comma: 各中小学、幼儿园.
        """
        for word in words:
            comma = _COMMA.search(word)
            if comma is None or names.knows(word):
                yield word
                continue
            parts = [
                Text(each[0], word.line, word.column + each.start())
                for each in _PART.finditer(word)
            ]
            at = Text(comma[0], word.line, word.column + comma.start())
            message = f"列表的各项之间用了中文标点“{comma[0]}”，会被当成一个名字"
            hint = f"改成英文逗号：[{', '.join(parts)}]"
            self._reading.say(at, "fullwidth-comma", message, hint, place)
            yield from parts

    def _enter_departments(self, sources: list[RegisterSource]) -> tuple[Department, ...]:
        entered = []
        for origin in sources:
            for record in origin.departments:
                department = _department(record)
                self._departments.enter(department, origin.reading, shared=False)
                entered.append(department)
        return tuple(entered)

    def _enter_units(self, sources: list[RegisterSource]) -> tuple[Unit, ...]:
        entered = []
        for unit, origin, line in UnitTree(sources, whole=self._whole).units():
            self._units.enter(unit, origin.reading, shared=origin.shared, line=line)
            entered.append(unit)
        return tuple(entered)

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
        found = [
            self._units.find(word, "", reading)
            for word in self._apart(words(record, "units"), self._units, "")
        ]
        return tuple(unit for unit in found if unit is not None)

    def _pick(self, where: Text, reading: Reading) -> tuple[Unit, ...]:
        if self._choice is None:
            from plangen.readers.register.condition import UnitCondition

            self._choice = UnitCondition(self._all_units, whole=self._whole)
        return self._choice.pick(where, reading)


def as_called(one: Named, word: Text) -> Named:
    """The one that is meant, with the alias that it is called by."""
    return replace(one, called=word) if word in one.also else one


def _department(record: Record) -> Department:
    person, lead_official = record.get("person"), record.get("lead_official")
    also = words(record, "also")
    return Department(record["id"], record["name"], also, person, lead_official)
