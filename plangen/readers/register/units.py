"""The register's units as they were written → Units, each under its parent."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeVar

from plangen.plan import Unit
from plangen.readers.reading import Reading
from plangen.readers.register.names import ambiguity, has_code, near_name
from plangen.readers.register.sheet import PARENT
from plangen.readers.shape import Record
from plangen.scalar import Text

Word = TypeVar("Word", Text, Text | None)

MAX_LEVELS = 20
"""A province's register down to its village clinics has some six."""
_ASKED = 20
"""For how many unknown parents the nearest name is offered."""


class UnitRow(NamedTuple):
    """A unit as written, its parent still a word."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    category: str | None = None
    tags: tuple[str, ...] = ()
    parent: str | None = None
    contact: str | None = None
    phone: str | None = None
    mail: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterSource:
    """What one file says of the register."""

    reading: Reading
    departments: list[Record]
    units: list[UnitRow]
    groups: list[Record]
    shared: bool = True
    """Whether units may share a name: in a register of their own they may, in a plan not."""
    lines: Sequence[int] = ()
    """The line of each unit of a table, whose words do not remember it."""


def source(record: Record, reading: Reading, *, shared: bool) -> RegisterSource:
    """What a register's record says."""
    units = list(map(_unit_row, _named(record, "units")))
    departments, groups = _named(record, "departments"), _named(record, "groups")
    return RegisterSource(reading, departments, units, groups, shared)


def words(record: Record, key: str) -> tuple[Text, ...]:
    """The words of a list that could be read."""
    return tuple(filter(None, record.get(key) or ()))


def _named(record: Record, key: str) -> list[Record]:
    entries: tuple[Record, ...] = record.get(key) or ()
    return [entry for entry in entries if entry and entry.get("id") and entry.get("name")]


def _unit_row(record: Record) -> UnitRow:
    return UnitRow(
        record["id"],
        record["name"],
        words(record, "also"),
        _bare(record.get("category")),
        tuple(map(_bare, words(record, "tags"))),
        _bare(record.get("parent")),
        record.get("contact"),
        record.get("phone"),
        record.get("mail"),
    )


def _bare(word: Word) -> Word:
    """A word without the blanks around it, which nobody sees."""
    if word is None or word == word.strip():
        return word
    return Text(word.strip(), word.line, word.column)


class UnitTree:
    """Builds the units of all sources, parents first; what is wrong becomes findings.

    Rows 甲（上级 乙）, 乙（上级 丙）, 丙 are built 丙, 乙, 甲 and yielded 甲, 乙, 丙.
    """

    def __init__(self, sources: list[RegisterSource], *, whole: bool) -> None:
        """Take the rows out of the sources, so that each is free again once it is built.

        `whole` is False when part of the register could not be read: then nobody is missed.
        """
        self._sources = sources
        self._starts = [0, *accumulate(len(origin.units) for origin in sources)]
        """The number of each source's first unit."""
        self._units: list[UnitRow | Unit] = []
        for origin in sources:
            self._units += origin.units
            origin.units.clear()
        self._whole = whole
        self._called = self._index()
        self._parents: dict[str, int | None] = {}
        self._levels = bytearray(len(self._units))
        self._asked = 0

    def units(self) -> Iterator[tuple[Unit, RegisterSource, int]]:
        """Every unit in the order written, with where it is from and its line in a table."""
        for start in range(len(self._units)):
            for number in reversed(self._unbuilt(start)):
                self._build(number)
            unit: Unit = self._units[start]  # type: ignore[assignment]
            yield unit, *self._origin(start)

    def _index(self) -> dict[str, list[int]]:
        """The numbers of the rows that a parent's word may mean."""
        rows: list[UnitRow] = self._units  # type: ignore[assignment]
        wanted: dict[str, list[int]] = {row.parent: [] for row in rows if row.parent}
        for number, row in enumerate(rows if wanted else ()):
            for word in wanted.keys() & {row.id, row.name, *row.also}:
                wanted[word].append(number)
        return wanted

    def _origin(self, number: int) -> tuple[RegisterSource, int]:
        """Where a unit is from, and its line; 0 where its words remember theirs."""
        source_number = bisect_right(self._starts, number) - 1
        origin = self._sources[source_number]
        return origin, origin.lines[number - self._starts[source_number]] if origin.lines else 0

    def _unbuilt(self, start: int) -> list[int]:
        """A row and those above it that are not built yet, up to where they would go round."""
        chain: dict[int, None] = {}
        number: int | None = start
        while number is not None and number not in chain:
            row = self._units[number]
            if isinstance(row, Unit):
                break
            chain[number] = None
            number = self._parent(number, row.parent)
        if number in chain:
            self._say_round(list(chain), number)
        return list(chain)

    def _build(self, number: int) -> None:
        row: UnitRow = self._units[number]  # type: ignore[assignment]
        parent = self._parent(number, row.parent)
        above = None if parent is None else self._units[parent]
        self._levels[number] = 1
        if parent is not None and isinstance(above, Unit):
            self._levels[number] += self._levels[parent]
            if self._levels[number] > MAX_LEVELS:
                self._say_deep(number)
                above, self._levels[number] = None, 1
        self._units[number] = Unit(
            *row[:5], above if isinstance(above, Unit) else None, row.contact, row.phone, row.mail
        )

    def _parent(self, number: int, word: str | None) -> int | None:
        if not word:
            return None
        if word not in self._parents:
            self._parents[word] = self._find(word, number)
        return self._parents[word]

    def _find(self, word: str, number: int) -> int | None:
        """The number of the row that a word for a parent means; else a finding says why not."""
        called = self._called[word]
        for other in called:
            if self._units[other].id == word and has_code(self._units[other]):
                return other
        if len(called) == 1:
            return called[0]
        if called:
            meant = [self._units[other] for other in called]
            self._say(number, "ambiguous-name", *ambiguity(word, meant))
        elif self._whole:
            hint = f"{self._near(word)}上级也要在名册里登记，写它的编码或名称"
            message = f"名册里没有“{word}”这个上级单位"
            self._say(number, "dangling-reference", message, hint)
        return None

    def _near(self, word: str) -> str:
        self._asked += 1
        if self._asked > _ASKED:
            return ""
        names: dict[str, None] = {}
        for one in self._units:
            names[one.id] = names[one.name] = None
        return near_name(word, names)

    def _say(self, number: int, code: str, message: str, hint: str) -> None:
        """Add a finding at a row's word for its parent."""
        origin, line = self._origin(number)
        row: UnitRow = self._units[number]  # type: ignore[assignment]
        at = origin.reading.placed(row.parent or "", line, PARENT)
        origin.reading.say(at, code, message, hint)

    def _say_round(self, chain: list[int], number: int) -> None:
        """Say that units are each other's parents; the last of them is left without one.

        `chain` are the numbers of rows, each of the parent of the one before; the last has the
        row `number` of the chain for a parent.
        """
        names: list[str] = [self._units[member].name for member in chain[chain.index(number) :]]
        names = names[:3] + ["…"] * (len(names) > 3)
        message = f"上级绕成了一圈：{' → '.join([*names, self._units[number].name])}"
        self._say(chain[-1], "parent-cycle", message, "改正其中一个的上级")

    def _say_deep(self, number: int) -> None:
        message = f"上级一层套一层，超过了 {MAX_LEVELS} 层"
        self._say(number, "too-deep", message, "核对上级，多半有一个写错了")
