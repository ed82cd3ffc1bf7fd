"""The register that the words of a document give: each body once, under every name it has.

市卫健局 and 市卫生健康局 are one entry with two names; 各县区人民政府 is a group whose members the
document does not list.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from plangen.checking.identities import free, spelt
from plangen.importing.names import canonical, completed, is_collective, names_in
from plangen.plan import Register

_LEVELS: Final = "省市县区州旗盟"
_SHORTEST: Final = 3
_OWN: Final = 8
"""The most 字 of the name of a department."""


@dataclass(slots=True)
class Body:
    """A body that the document names."""

    name: str
    also: list[str] = field(default_factory=list)
    is_department: bool = False

    @property
    def names(self) -> list[str]:
        """Every name it has."""
        return [self.name, *self.also]


@dataclass(slots=True)
class Registry:
    """The bodies met so far, by what their names have in common."""

    bodies: dict[str, Body] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    """The names that an existing register has: they need no entry."""

    def enter(self, words: str) -> None:
        """Enter every body that some words name."""
        roles = names_in(words)
        full = completed(roles)
        for name, role in roles.items():
            if name not in self.known and role not in ("person", "lead_official"):
                is_department = "departments" in role or _is_department(name)
                self._enter(full[name], department=is_department)
                if full[name] != name:
                    self._enter_place(name, full[name])

    def _enter_place(self, place: str, name: str) -> None:
        """Enter the bare name of a place as one that its body has."""
        body = self.bodies[canonical(name)]
        if place not in body.names:
            body.also.append(place)

    def _enter(self, name: str, *, department: bool) -> None:
        key = canonical(name)
        body = self.bodies.get(key)
        if body is None:
            self.bodies[key] = Body(name, is_department=department)
        elif name not in body.names:
            _add(body, name)

    def join_shortened(self) -> list[tuple[str, str]]:
        """Join the names that leave the place's level out: 财政厅 beside 省财政厅.

        Returns the pairs that may be two bodies all the same; a 厅 is the province's always.
        """
        full: dict[str, Body] = {}
        for key, body in self.bodies.items():
            if key[:1] in _LEVELS and len(key) > _SHORTEST:
                full.setdefault(key[1:], body)
        doubtful = []
        for key in [key for key in self.bodies if key in full]:
            short, body = self.bodies.pop(key), full[key]
            body.also += [name for name in short.names if name not in body.names]
            if not short.name.endswith("厅"):
                doubtful.append((short.name, body.name))
        return doubtful

    @property
    def names(self) -> frozenset[str]:
        """Every name there is."""
        own = [name for body in self.bodies.values() for name in body.names]
        return self.known.union(own)

    def record(self) -> dict[str, Any]:
        """The register as a plan's file holds it, without an existing one's entries."""
        taken: set[str] = set()
        kinds: dict[str, list[dict[str, Any]]] = {"departments": [], "units": [], "groups": []}
        for body in self.bodies.values():
            identity = free(spelt(body.name), taken)
            taken.add(identity)
            entry = {"id": identity, "name": body.name, "also": body.also}
            kinds[_list_of(body)].append({key: value for key, value in entry.items() if value})
        return {kind: entries for kind, entries in kinds.items() if entries}


def _is_department(name: str) -> bool:
    """Whether a name is one of the bureau's own: 安全科, not 市教育局安全科."""
    return len(name) <= _OWN and name.endswith(("科", "股", "科室", "处室", "股室"))


def _add(body: Body, name: str) -> None:
    """Add a name; the longer of them is the body's own."""
    if len(name) > len(body.name):
        body.also.append(body.name)
        body.name = name
    else:
        body.also.append(name)


def list_of(name: str) -> str:
    """The list of a register in which somebody of a name stands: departments, units or groups."""
    return _list_of(Body(name, is_department=_is_department(name)))


def _list_of(body: Body) -> str:
    if body.is_department:
        return "departments"
    return "groups" if is_collective(body.name) else "units"


def names_of(register: Register) -> frozenset[str]:
    """Every name and alias of a register."""
    return frozenset(_names(register))


def _names(register: Register) -> Iterator[str]:
    kinds: list[Iterable[Any]] = [register.departments, register.units, register.groups]
    for kind in kinds:
        for entry in kind:
            yield str(entry.name)
            yield from map(str, entry.also)
