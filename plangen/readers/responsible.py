"""Who is responsible, as a plan's keys or its words say it, and what is inherited."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from plangen.nearest import did_you_mean, nearest
from plangen.plan import UNIT_ROLES, Department, Group, Responsibility, Unit
from plangen.readers.reading import Reading
from plangen.readers.register.directory import Directory, as_called
from plangen.readers.role_words import LeadOrder, Named, lead_order, named
from plangen.scalar import Text

_SHARED: Final = ("implementing_units",)
"""What words do not take away: 以下均需各县区落实 holds beside what a sentence says."""
_OF_UNITS: Final = {"departments": "units", "supporting_departments": "supporting_units"}
"""The role of a unit that words name as a department is named."""


class ResponsibilityReader:
    """Reads `responsible` keys, each role from the nearest that names it."""

    def __init__(self, directory: Directory, reading: Reading) -> None:
        self._directory = directory
        self._reading = reading
        self._order: LeadOrder = ""

    def heed(self, words: str | None) -> None:
        """Take in what words say of who leads, here and in all that follows (下同)."""
        self._order = lead_order(words or "") or self._order

    def read(self, outer: Responsibility, said: Any, clause: str) -> Responsibility:
        """Apply what an entry says to what it inherits.

        `said` are keys, or words such as （市商务局牵头，市财政局配合）. A department brings its
        people. What is inherited by keys stays for the roles that are not named; words say all.
        """
        if not said:
            return outer
        if isinstance(said, Text):
            return self._of_words(outer, said, clause)
        roles: dict[str, Any] = {}
        if departments := self._departments(said.get("department"), clause):
            roles |= _people(departments)
        for key, role in (("person", "persons"), ("lead_official", "lead_officials")):
            if said.get(key):
                roles[role] = (said[key],)
        if supporting := self._departments(said.get("supporting_departments"), clause):
            roles["supporting_departments"] = supporting
        for role in UNIT_ROLES:
            words = said.get("lead_unit" if role == "leads" else role)
            if words:
                roles[role] = self._directory.units(filter(None, words), clause)
        return replace(outer, **roles)

    def _departments(self, words: Iterable[Text] | None, clause: str) -> tuple[Any, ...]:
        return self._directory.departments(filter(None, words or ()), clause)

    def _of_words(self, outer: Responsibility, said: Text, clause: str) -> Responsibility:
        """Read words; who is not registered is reported, and bears the name alone."""
        self.heed(said)
        roles: dict[str, list[Any]] = {}
        for one in named(said, self._names, self._order):
            at = Text(one.name, said.line, said.column + one.start)
            if one.unknown:
                self._unknown(at, clause)
                roles.setdefault(_OF_UNITS.get(one.role, one.role), []).append(Unit(at, at))
            elif one.role in ("person", "lead_official"):
                roles.setdefault(f"{one.role}s", []).append(at)
            else:
                self._enter(roles, one, at, clause)
        kept = {role: getattr(outer, role) for role in _SHARED if role not in roles}
        people: dict[str, Any] = {}
        if departments := roles.get("departments"):
            people = _people(departments)
        own = {role: tuple(dict.fromkeys(names)) for role, names in roles.items()}
        return Responsibility(**{**kept, **people, **own})

    def _enter(self, roles: dict[str, list[Any]], one: Named, at: Text, clause: str) -> None:
        """Add a unit or a department to its role; a department leads or supports."""
        if department := self._directory.find_department(one.name):
            supports = one.role in ("supporting_units", "supporting_departments")
            role = "supporting_departments" if supports else "departments"
            roles.setdefault(role, []).append(as_called(department, at))
        elif unit := self._directory.unit(at, clause):
            role = _OF_UNITS.get(one.role, one.role)
            roles.setdefault(role, []).append(as_called(unit, at))

    def _unknown(self, word: Text, clause: str) -> None:
        if not self._directory.whole:
            return
        near = did_you_mean(nearest(word, self._names))
        message = f"名册里没有“{word}”，不知道是谁"
        hint = f"{near}没有登记的，在 register（名册）的 units（单位）或 groups（单位组）里登记"
        self._reading.say(word, "dangling-reference", message, hint, clause)

    @cached_property
    def _names(self) -> frozenset[str]:
        """Every name and alias of the register, departments' among them."""
        register = self._directory.register
        everybody: list[Department | Unit | Group] = [*register.departments, *register.units]
        everybody += register.groups
        return frozenset(str(name) for one in everybody for name in (one.name, *one.also))


def _people(departments: Iterable[Any]) -> dict[str, Any]:
    """The departments, those that are not registered left out, and their people, each once."""
    found = tuple(one for one in departments if one is not None)
    return {
        "departments": found,
        "persons": tuple(dict.fromkeys(one.person for one in found if one.person)),
        "lead_officials": tuple(
            dict.fromkeys(one.lead_official for one in found if one.lead_official)
        ),
    }
