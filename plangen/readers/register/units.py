"""The register's units as they were written → Units, each under its parent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from plangen.plan import Unit
from plangen.readers.reading import Reading
from plangen.readers.register.names import ambiguity, has_code, near_name
from plangen.readers.shape import Record
from plangen.scalar import Text

Word = TypeVar("Word", Text, Text | None)

MAX_LEVELS = 20
"""A province's register down to its village clinics has some six."""
_ASKED = 20
"""For how many unknown parents the nearest name is offered."""


class UnitRow(NamedTuple):
    """A unit as written, its parent still a word."""

    id: Text
    name: Text
    also: tuple[Text, ...] = ()
    category: Text | None = None
    tags: tuple[Text, ...] = ()
    parent: Text | None = None
    contact: Text | None = None
    phone: Text | None = None


@dataclass(frozen=True, slots=True)
class RegisterSource:
    """What one file says of the register."""

    reading: Reading
    departments: list[Record]
    units: list[UnitRow]
    groups: list[Record]
    shared: bool = True
    """Whether units may share a name: in a register of their own they may, in a plan not."""


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
        """`whole` is False when part of the register could not be read: then nobody is missed."""
        self._rows: list[UnitRow] = []
        self._readings: list[Reading] = []
        for origin in sources:
            self._rows += origin.units
            self._readings += [origin.reading] * len(origin.units)
        self._whole = whole
        self._called = self._index()
        self._parents: dict[str, int | None] = {}
        self._built: list[Unit | None] = [None] * len(self._rows)
        self._levels = [1] * len(self._rows)
        self._asked = 0

    def units(self) -> Iterator[Unit]:
        """Every unit, in the order written."""
        for start in range(len(self._rows)):
            for number in reversed(self._unbuilt(start)):
                self._build(number)
            yield self._built[start]  # type: ignore[misc]

    def _index(self) -> dict[str, list[int]]:
        """The numbers of the rows that a parent's word may mean."""
        wanted: dict[str, list[int]] = {row.parent: [] for row in self._rows if row.parent}
        for number, row in enumerate(self._rows if wanted else ()):
            for word in wanted.keys() & {row.id, row.name, *row.also}:
                wanted[word].append(number)
        return wanted

    def _unbuilt(self, start: int) -> list[int]:
        """A row and those above it that are not built yet, up to where they would go round."""
        chain: dict[int, None] = {}
        number: int | None = start
        while number is not None and self._built[number] is None and number not in chain:
            chain[number] = None
            number = self._parent(number)
        if number in chain:
            self._say_round(list(chain), number)
        return list(chain)

    def _build(self, number: int) -> None:
        row, parent = self._rows[number], self._parent(number)
        above = None if parent is None else self._built[parent]
        if parent is not None and above is not None:
            self._levels[number] = self._levels[parent] + 1
            if self._levels[number] > MAX_LEVELS:
                self._say_deep(number)
                above, self._levels[number] = None, 1
        self._built[number] = Unit(
            row.id, row.name, row.also, row.category, row.tags, above, row.contact, row.phone
        )

    def _parent(self, number: int) -> int | None:
        word = self._rows[number].parent
        if not word:
            return None
        if word not in self._parents:
            self._parents[word] = self._find(word, self._readings[number])
        return self._parents[word]

    def _find(self, word: Text, reading: Reading) -> int | None:
        """The number of the row that a parent's word means; else a finding says why not."""
        called = self._called[word]
        for number in called:
            if self._rows[number].id == word and has_code(self._rows[number]):
                return number
        if len(called) == 1:
            return called[0]
        if called:
            meant = [self._rows[number] for number in called]
            reading.say(word, "ambiguous-name", *ambiguity(word, meant))
        elif self._whole:
            hint = f"{self._near(word)}上级也要在名册里登记，写它的编码或名称"
            message = f"名册里没有“{word}”这个上级单位"
            reading.say(word, "dangling-reference", message, hint)
        return None

    def _near(self, word: str) -> str:
        self._asked += 1
        if self._asked > _ASKED:
            return ""
        names: dict[str, None] = {}
        for row in self._rows:
            names[row.id] = names[row.name] = None
        return near_name(word, names)

    def _say_round(self, chain: list[int], number: int) -> None:
        """Say that units are each other's parents; the last of them is left without one.

        `chain` are the numbers of rows, each of the parent of the one before; the last has the
        row `number` of the chain for a parent.
        """
        names: list[str] = [self._rows[member].name for member in chain[chain.index(number) :]]
        names = names[:3] + ["…"] * (len(names) > 3)
        last, hint = chain[-1], "改正其中一个的上级"
        message = f"上级绕成了一圈：{' → '.join([*names, self._rows[number].name])}"
        word = self._rows[last].parent or Text()
        self._readings[last].say(word, "parent-cycle", message, hint)

    def _say_deep(self, number: int) -> None:
        message = f"上级一层套一层，超过了 {MAX_LEVELS} 层"
        word = self._rows[number].parent or Text()
        self._readings[number].say(word, "too-deep", message, "核对上级，多半有一个写错了")
