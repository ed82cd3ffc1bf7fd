"""An annex that repeats a notice's tasks as a table → a table made from the tasks.

Its rows are matched with the notice's items by their words, and what they say goes to the items.
The annex becomes a made table only where that prints the very cells of the source's; else the
record stays as it was, with the table typed cell by cell.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from plangen.importing.assembling import Assembled
from plangen.importing.nodes import Questioned
from plangen.importing.registering import Registry
from plangen.importing.table_columns import (
    DO,
    MATTER,
    PlacedColumn,
    declared,
    placed_columns,
    table_of,
)
from plangen.importing.table_likeness import columns_unlike
from plangen.importing.table_matches import Duty, matched
from plangen.importing.table_rows import RowWriter, enter_bodies
from plangen.importing.tables import TaskGrid, task_grid
from plangen.plan import Item, Plan
from plangen.typography import blankless

Record = dict[str, Any]
Reading = Callable[[Assembled], Plan | None]


def with_made_annexes(
    assembled: Assembled, plan: Plan, registry: Registry, read: Reading
) -> Assembled:
    """The record with each annex made from the tasks that can be; `plan` is what it reads as."""
    for place, table in assembled.tables.items():
        grid = task_grid(table)
        if grid is None or grid.titles or grid.notes or grid.left:
            continue
        made = _made(assembled, plan, registry, read, place, grid)
        if made is not None:
            assembled = made
            plan = read(made) or plan
    return assembled


def _made(
    assembled: Assembled,
    plan: Plan,
    registry: Registry,
    read: Reading,
    place: int,
    grid: TaskGrid,
) -> Assembled | None:
    """The record with one annex made from the tasks; None where it would print something else."""
    as_text: set[int] = set()
    for _ in range(2):
        placed = placed_columns(grid, as_text)
        candidate = _Candidate(assembled, plan, registry, grid, placed or [])
        if placed is None or not candidate.take(place):
            return None
        changed = read(candidate.assembled)
        if changed is None or len(changed.annexes) != len(plan.annexes):
            return None
        as_text = columns_unlike(changed, changed.annexes[place].tasks, grid)
        if not as_text:
            return candidate.assembled
    return None


class _Candidate:
    """A copy of a record into which the rows of a table are taken."""

    def __init__(
        self,
        assembled: Assembled,
        plan: Plan,
        registry: Registry,
        grid: TaskGrid,
        placed: Sequence[PlacedColumn],
    ) -> None:
        self.assembled = replace(assembled, record=deepcopy(assembled.record))
        self._plan = plan
        self._registry = deepcopy(registry)
        self._grid = grid
        self._placed = list(placed)
        self._items = list(plan.items())
        self._records = list(_items_of(self.assembled.record["sections"]))

    def take(self, place: int) -> bool:
        """Take the rows in; False where they do not match the items."""
        if len(self._items) != len(self._records):
            return False
        enter_bodies(self._grid.rows, self._placed, self._registry)
        writer = RowWriter(self._placed, self._registry, int(self._plan.year))
        if not (self._item_a_row(writer) or self._tasks_of_items(writer)):
            return False
        record = self.assembled.record
        own = {entry["name"]: entry for entry in declared(self._grid, self._placed)}
        for entry in record.get("fields") or []:
            own.setdefault(entry["name"], entry)
        record["fields"] = list(own.values())
        annex = record["annexes"][place]
        annex.pop("table", None)
        annex["tasks"] = table_of(self._grid, self._placed)
        self._register()
        return True

    def _item_a_row(self, writer: RowWriter) -> bool:
        """Give each item what its row says, where each row is about one."""
        rows = self._grid.rows
        place = self._place(DO)
        texts = self._grid.texts(self._grid.columns[place])
        pairs = matched(texts, [Duty(item) for item in self._items if not item.tasks])
        if len(pairs) != len(rows) or len(rows) != len(self._items):
            return False
        if all(blankless(texts[n]) == blankless(d.item.title or "") for n, d in pairs.items()):
            self._rename_do()
        for number, duty in pairs.items():
            self._say(duty.item, writer.duty(rows[number]))
        return True

    def _tasks_of_items(self, writer: RowWriter) -> bool:
        """Make the rows tasks of the items that 工作事项 names."""
        matter = self._place(MATTER)
        if matter < 0:
            return False
        names = list(dict.fromkeys(self._grid.texts(self._grid.columns[matter])))
        pairs = matched(names, list(map(Duty, self._items)))
        if len(pairs) != len(names) or len(names) != len(self._items):
            return False
        items = {names[number]: duty.item for number, duty in pairs.items()}
        for row in self._grid.rows:
            task = {"do": row.texts[self._place(DO)], **writer.duty(row)}
            self._record_of(items[row.texts[matter]]).setdefault("tasks", []).append(task)
        return True

    def _rename_do(self) -> None:
        """Print the items' titles in the column of what is to be done."""
        for number, entry in enumerate(self._placed):
            if entry.prints == DO:
                self._placed[number] = replace(entry, prints=MATTER)

    def _say(self, item: Item, duty: Record) -> None:
        record = self._record_of(item)
        for key, wanted in duty.items():
            if wanted and not record.get(key):
                record[key] = wanted

    def _record_of(self, item: Item) -> Record:
        return self._records[self._items.index(item)]

    def _place(self, prints: str) -> int:
        """The place of the column that prints something; below 0 where there is none."""
        for entry in self._placed:
            if entry.prints == prints:
                return entry.column.place
        return -1

    def _register(self) -> None:
        """Register those whom the rows name beside those whom the text names."""
        record = self.assembled.record
        old = record["register"]
        new = self._registry.record()
        if isinstance(old, Questioned):
            record["register"] = Questioned(_from(old.value) | new, old.question)
        else:
            record["register"] = _from(old) | new


def _from(register: Record) -> Record:
    """What says where most of a register is."""
    return {key: file for key, file in register.items() if key == "from"}


def _items_of(entries: Sequence[Any]) -> Iterator[Record]:
    """The records of items that are duties, in the order in which a plan has them."""
    for entry in entries:
        if entry.get("kind") in ("goal", "measure", "requirement"):
            yield entry
        else:
            yield from _items_of(entry.get("items", ()))
