"""The rows of a task table → the items and tasks of a plan, as its file holds them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from plangen.importing.heads import HeadMeaning, first_leads
from plangen.importing.names import canonical, is_body, names_in
from plangen.importing.registering import Registry
from plangen.importing.table_columns import DO, MATTER, PRINTED, PlacedColumn
from plangen.importing.tables import GridRow, TaskGrid
from plangen.patterns import lazily

Record = dict[str, Any]

ROLES: Final = (
    *(HeadMeaning.LEADS, HeadMeaning.UNITS, HeadMeaning.SUPPORTING, HeadMeaning.PARTICIPATING),
    *(HeadMeaning.GUIDING, HeadMeaning.IMPLEMENTING, HeadMeaning.DEPARTMENTS),
    HeadMeaning.SUPPORTING_DEPARTMENTS,
)
"""The columns that name bodies."""
_KEYS: Final = {"leads": "lead_unit", "departments": "department"}
"""The keys of a plan's file that differ from the names of the roles."""
_OF_DEPARTMENTS: Final = {"departments": "units", "supporting_departments": "supporting_units"}
_DEPARTMENTS: Final = {"supporting_units": "supporting_departments"}
_PERSONS: Final = {HeadMeaning.PERSON: "person", HeadMeaning.OFFICIAL: "lead_official"}
_TARGET: Final = lazily(
    r"(?P<sign>≥|≧|>=|不低于|不少于|达到|≤|≦|<=|不超过|不高于)?\s*(?P<figure>[0-9]+(?:\.[0-9]+)?)\s*"
    r"(?P<unit>%|％|‰|[一-鿿]{0,3}?)(?P<tail>及?以上|以下|以内|之内)?"
)
_LEAST: Final = lazily("≥|≧|>=|不低于|不少于|达到|及?以上")
_MOST: Final = lazily("≤|≦|<=|不超过|不高于|以下|以内|之内")
_NUMBERED: Final = lazily(r"^[（(]?[0-9一二三四五六七八九十]+[）)]?[.．、]?\s*")
_NAME: Final = 30
"""A longer text names no target."""


def enter_bodies(
    rows: Iterable[GridRow], placed: Sequence[PlacedColumn], registry: Registry
) -> None:
    """Enter every body that the rows of a table name into the register."""
    for row in rows:
        for entry in placed:
            if entry.meaning in ROLES:
                registry.enter(_words(entry, row))


class RowWriter:
    """Writes the rows of one table; those whom they name are in the register already."""

    def __init__(
        self,
        placed: Sequence[PlacedColumn],
        registry: Registry,
        year: int,
        *,
        group: str = "",
    ) -> None:
        """`group` is the field of what rows from edge to edge say."""
        self._placed = placed
        self._registry = registry
        self._year = year
        self._group = group

    def items(self, grid: TaskGrid) -> list[Record]:
        """The items: one a row, or one for the rows that a cell of 工作事项 reaches over."""
        matter = self._place(MATTER)
        if matter is None:
            return list(map(self._item, grid.rows))
        items = []
        for rows in _reaching(grid.rows, matter):
            if len(rows) == 1:
                items.append(self._item(rows[0]))
            else:
                items.append(self._item_with_tasks(rows, rows[0].texts[matter]))
        return items

    def duty(self, row: GridRow) -> Record:
        """What a row says beside what is to be done."""
        record: Record = {"responsible": {}}
        fields: Record = {}
        for entry in self._placed:
            text = row.texts[entry.column.place]
            if text and entry.is_field:
                fields[entry.prints] = text
            if text and entry.meaning is not None:
                self._say(record, entry, row)
        if self._group and row.heading:
            fields[self._group] = row.heading
        return record | {"fields": fields}

    def _item(self, row: GridRow) -> Record:
        do, matter = self._place(DO), self._place(MATTER)
        title = ""
        if matter is not None:
            title = row.texts[matter]
        text = _paragraphs(row.texts[do or 0])
        return {"kind": "measure", "title": _line(title), "text": text, **self.duty(row)}

    def _item_with_tasks(self, rows: Sequence[GridRow], title: str) -> Record:
        duties = list(map(self.duty, rows))
        shared = _taken_out(duties)
        do = self._place(DO) or 0
        tasks = []
        for row, duty in zip(rows, duties, strict=True):
            tasks.append({"do": row.texts[do], **duty})
        return {"kind": "measure", "title": _line(title), **shared, "tasks": tasks}

    def _place(self, prints: str) -> int | None:
        for entry in self._placed:
            if entry.prints == prints:
                return entry.column.place
        return None

    def _say(self, record: Record, entry: PlacedColumn, row: GridRow) -> None:
        """Enter what a cell says into the record of its task."""
        text = row.texts[entry.column.place]
        meaning = entry.meaning
        if meaning in ROLES:
            for key, name in self._named(entry, row):
                record["responsible"].setdefault(key, []).append(name)
        elif meaning in _PERSONS:
            record["responsible"][_PERSONS[meaning]] = _line(text)
        elif meaning is HeadMeaning.DEADLINE:
            if readable(text, self._year, kept=not entry.is_field):
                record["deadline"] = _line(text)
        elif meaning is HeadMeaning.EVIDENCE:
            record["evidence"] = _line(text)
        elif meaning is HeadMeaning.TARGET:
            record["targets"] = _targets(text, row.texts[self._place(DO) or 0])

    def _named(self, entry: PlacedColumn, row: GridRow) -> Iterator[tuple[str, str]]:
        """The bodies that a cell names, each with the key of its role."""
        leads = first_leads(entry.column.head)
        for name, role in names_in(_words(entry, row)).items():
            if role in ("person", "lead_official") or (entry.is_field and not is_body(name)):
                continue
            body = self._registry.bodies.get(canonical(name))
            if body is None and name not in self._registry.names:
                continue
            is_department = "department" in role
            if body is not None:
                is_department = body.is_department
            own: str = role
            if not is_department and leads and role == "units":
                own, leads = "leads", False
            elif not is_department:
                own = _OF_DEPARTMENTS.get(role, role)
            elif role not in _OF_DEPARTMENTS:
                own = _DEPARTMENTS.get(role, "departments")
            yield _KEYS.get(own, own), name


def readable(text: str, year: int, *, kept: bool) -> bool:
    """Whether a plan of the year reads a deadline; or at least keeps it, undated."""
    from plangen.deadline import DeadlineError, parse, read

    try:
        (read if kept else parse)(_line(text), year)
    except DeadlineError:
        return False
    return True


def _words(entry: PlacedColumn, row: GridRow) -> str:
    """The words of a cell that say who, with the role that the head says."""
    label = ""
    if entry.meaning:
        label = PRINTED[entry.meaning]
    return f"{label}：{'、'.join(row.texts[entry.column.place].splitlines())}"


def _reaching(rows: Sequence[GridRow], place: int) -> Iterator[list[GridRow]]:
    """Runs of rows that one cell of a column reaches over."""
    run: list[GridRow] = []
    for row in rows:
        if run and not row.reached[place]:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _taken_out(duties: list[Record]) -> Record:
    """What all tasks have alike, taken out of them: their item says it once."""
    keys = ("responsible", "deadline", "evidence")
    shared = _alike([{key: duty.get(key) for key in keys} for duty in duties])
    fields = [duty["fields"] for duty in duties]
    shared["fields"] = _alike(fields)
    for duty in duties:
        for key in keys:
            if key in shared:
                del duty[key]
        for name in shared["fields"]:
            del duty["fields"][name]
    return shared


def _alike(records: Sequence[Record]) -> Record:
    """What all records say alike."""
    first, *others = records
    shared = {}
    for key, said in first.items():
        if said and all(other.get(key) == said for other in others):
            shared[key] = said
    return shared


def _targets(text: str, name: str) -> list[Record]:
    """The target that a cell says: ≥90% is at least 90%. Other words tell a machine nothing."""
    match = _TARGET.fullmatch(text.strip())
    plain = _NUMBERED.sub("", _line(name)).strip("▲★*。；")
    if match is None or len(plain) > _NAME:
        return []
    signs = f"{match['sign'] or ''}{match['tail'] or ''}"
    if _LEAST.search(signs):
        key = "at_least"
    elif _MOST.search(signs):
        key = "at_most"
    else:
        return []
    return [{"name": plain, key: match["figure"], "unit": match["unit"] or None}]


def _line(text: str) -> str:
    """A text on one line."""
    return re.sub(r"\s*\n\s*", "", text)


def _paragraphs(text: str) -> str:
    return "\n\n".join(text.splitlines())
