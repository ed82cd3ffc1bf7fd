"""A task table's rows taken into a plan that there is: what it lacks is filled in.

Nothing that the plan says is changed: where the table says something else, a question is asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from yaml.nodes import MappingNode, Node, SequenceNode

from plangen.checking.identities import free, spelt
from plangen.importing.names import canonical
from plangen.importing.registering import Registry, names_of
from plangen.importing.table_columns import DO, MATTER, PlacedColumn, declared, placed_columns
from plangen.importing.table_matches import Duty, duties, matched
from plangen.importing.table_rows import RowWriter, enter_bodies
from plangen.importing.tables import GridRow, TaskGrid
from plangen.plan import UNIT_ROLES, Item, Plan, Responsibility
from plangen.readers.yaml_text import compose
from plangen.scalar import Text
from plangen.source import scalars
from plangen.source.editing import TextEdits, line_of, mappings, value
from plangen.source.schema_nodes import UNKNOWN
from plangen.typography import blankless

Record = dict[str, Any]

_ADDED: Final = "分解表里有、方案里没有的任务，放在了这一条下面；核对"
_LABELS: Final = {"deadline": "完成时限", "evidence": "佐证材料"}


@dataclass(slots=True)
class Joined:
    """A plan's text with a table taken in, and what became of the rows."""

    text: str
    matches: int = 0
    """Rows that are about an item or a task of the plan."""
    filled: int = 0
    """Values that the plan lacked."""
    asked: int = 0
    """Values that differ from the plan's, each a question now."""
    added: int = 0
    """Rows that became a task of their own."""
    left: list[str] = field(default_factory=list)
    """Rows that nothing in the plan is like."""


def join(plan: Plan, text: str, grids: Sequence[TaskGrid], home: Item | None = None) -> Joined:
    """Take the rows of task tables into a plan; `text` is what its file says.

    Rows that nothing in the plan is like become tasks of `home`, where there is one.
    """
    root, _ = compose(text, "")
    if not isinstance(root, MappingNode):
        return Joined(text)
    joiner = _Joiner(plan, text, root, Duty(home) if home else None)
    for grid in grids:
        if placed := placed_columns(grid, ()):
            joiner.take(grid, placed)
    return joiner.joined()


class _Joiner:
    def __init__(self, plan: Plan, text: str, root: MappingNode, home: Duty | None) -> None:
        self._plan = plan
        self._home = home
        self._root = root
        self._edits = TextEdits(text, root)
        self._registry = Registry(known=names_of(plan.register))
        self._account = Joined(text)
        self._nodes = _nodes_by_place(root)
        self._fields: dict[str, Record] = {}
        self._named: set[str] = set()
        """Those who are responsible by what was taken in."""
        self._new_tasks: dict[int, tuple[MappingNode, list[Record]]] = {}
        """The first tasks of items, by the item's node."""

    def joined(self) -> Joined:
        for node, tasks in self._new_tasks.values():
            self._edits.add(node, "tasks", _flow(tasks))
            self._edits.ask(line_of(node), _ADDED)
        self._extend(self._root, "fields", list(self._fields.values()))
        self._register()
        self._account.text = self._edits.written()
        return self._account

    def take(self, grid: TaskGrid, placed: Sequence[PlacedColumn]) -> None:
        """Take the rows of one table in."""
        enter_bodies(grid.rows, placed, self._registry)
        writer = RowWriter(placed, self._registry, int(self._plan.year))
        places = {entry.prints: entry.column.place for entry in placed}
        do, matter = places[DO], places.get(MATTER)
        candidates = list(duties(self._plan))
        pairs = matched(grid.texts(grid.columns[do]), candidates)
        above = self._items_above(grid, matter)
        own = {entry["name"]: entry for entry in declared(grid, placed)}
        for number, row in enumerate(grid.rows):
            record = writer.duty(row)
            if duty := pairs.get(number):
                self._fill(duty, record, own)
                self._account.matches += 1
            elif matter is not None and (duty := above.get(row.texts[matter])):
                self._append(duty, row.texts[do], record, own)
            elif self._home:
                self._append(self._home, _with_matter(row, do, matter), record, own)
            else:
                self._account.left.append(" ".join(filter(None, row.texts)))

    def _items_above(self, grid: TaskGrid, matter: int | None) -> Mapping[str, Duty]:
        """The items that the texts of 工作事项 are about."""
        if matter is None:
            return {}
        texts = list(dict.fromkeys(grid.texts(grid.columns[matter])))
        items = list(map(Duty, self._plan.items()))
        return {texts[place]: duty for place, duty in matched(texts, items).items()}

    def _fill(self, duty: Duty, record: Record, own: Mapping[str, Record]) -> None:
        """Give a duty what it lacks, and ask where it says something else."""
        holder = duty.holder
        node = self._node(duty.words)
        if node is None:
            return
        self._fill_responsible(node, holder.responsible, record["responsible"])
        for key, label in _LABELS.items():
            if wanted := record.get(key):
                self._put(node, key, wanted, label)
        values = dict(holder.fields)
        new = {}
        for name, wanted in record["fields"].items():
            if name in values:
                self._compare(node, wanted, values[name], name)
            else:
                new[name] = wanted
                self._want(name, own)
        if new:
            self._add_fields(node, new)

    def _put(self, node: MappingNode, key: str, wanted: str, label: str) -> None:
        there = value(node, key)
        if there is not None:
            self._compare(there, wanted, there.value, label)
        else:
            self._edits.add(node, key, _flow(wanted))
            self._account.filled += 1

    def _compare(self, node: Node, wanted: str, has: str, label: str) -> None:
        """Ask where the plan says something else than the table."""
        if blankless(wanted) != blankless(has):
            words = blankless(wanted)
            self._edits.ask(line_of(node), f"分解表的{label}是“{words}”，和这里不同；核对")
            self._account.asked += 1

    def _fill_responsible(
        self, node: MappingNode, has: Responsibility, wanted: Mapping[str, Any]
    ) -> None:
        if not wanted:
            return
        if not has:
            self._edits.add(node, "responsible", _flow(wanted))
            self._named.update(_names(wanted))
            self._account.filled += 1
            return
        known = set(_everybody(has))
        missing = [name for name in _names(wanted) if canonical(name) not in known]
        if missing:
            at = value(node, "responsible") or node
            names = "、".join(missing)
            self._edits.ask(line_of(at), f"分解表的责任里还有“{names}”，这里没有；核对")
            self._account.asked += 1

    def _add_fields(self, node: MappingNode, new: Mapping[str, str]) -> None:
        there = value(node, "fields")
        if isinstance(there, MappingNode):
            for name, text in new.items():
                self._edits.add(there, _flow(name), _flow(text))
        else:
            self._edits.add(node, "fields", _flow(new))
        self._account.filled += len(new)

    def _append(self, duty: Duty, do: str, record: Record, own: Mapping[str, Record]) -> None:
        """Make a row a task of the item that it stands under in the table."""
        node = self._node(duty.item.title or duty.item.text)
        if node is None:
            return
        task = {"do": do, **record}
        for name in record["fields"]:
            self._want(name, own)
        self._named.update(_names(record["responsible"]))
        tasks = value(node, "tasks")
        if isinstance(tasks, SequenceNode):
            self._edits.append(tasks, _flow(task), _ADDED)
        else:
            self._new_tasks.setdefault(id(node), (node, []))[1].append(task)
        self._account.added += 1

    def _want(self, name: str, own: Mapping[str, Record]) -> None:
        """Declare a column of the bureau's own, where the plan has none of the name."""
        if name not in {str(declaration.name) for declaration in self._plan.fields}:
            self._fields.setdefault(name, own[name])

    def _register(self) -> None:
        """Register those who were not, under ids that nobody has."""
        register = self._plan.register
        kinds: list[Iterable[Any]] = [register.departments, register.units, register.groups]
        taken = {str(entry.id) for entries in kinds for entry in entries}
        there = value(self._root, "register")
        new: Record = {}
        for kind, entries in self._registry.record().items():
            for entry in entries:
                if self._named.intersection([entry["name"], *entry.get("also", ())]):
                    entry["id"] = free(spelt(entry["name"]), taken)
                    taken.add(entry["id"])
                    new.setdefault(kind, []).append(entry)
        if isinstance(there, MappingNode):
            for kind, entries in new.items():
                self._extend(there, kind, entries)
        elif new:
            self._edits.add(self._root, "register", _flow(new))

    def _extend(self, mapping: MappingNode, key: str, entries: Sequence[Record]) -> None:
        """Add entries to the list of a key; the list too, where there is none."""
        there = value(mapping, key)
        if isinstance(there, SequenceNode):
            for entry in entries:
                self._edits.append(there, _flow(entry))
        elif entries:
            self._edits.add(mapping, key, _flow(entries))

    def _node(self, words: Text | None) -> MappingNode | None:
        """The record of the file that holds some words of the plan."""
        if words is None:
            return None
        return self._nodes.get((words.line, words.column))


def _with_matter(row: GridRow, do: int, matter: int | None) -> str:
    """What a row says is to be done, after what it is a part of: 清淤：摸清底数。"""
    above = row.texts[matter] if matter is not None else ""
    words = row.texts[do]
    return f"{above}：{words}" if above and above not in words else words


def _nodes_by_place(root: MappingNode) -> dict[tuple[int, int], MappingNode]:
    """The records of a file by where their title, text or task stands."""
    nodes = {}
    for mapping in mappings(root):
        for key in ("title", "text", "do"):
            if words := value(mapping, key):
                start: Any = words.start_mark
                nodes[start.line + 1, start.column + 1] = mapping
    return nodes


def _names(responsible: Mapping[str, Any]) -> Iterator[str]:
    for names in responsible.values():
        if isinstance(names, str):
            yield names
        else:
            yield from names


def _everybody(responsible: Responsibility) -> Iterator[str]:
    """Every name of those who are responsible, in the form in which names are compared."""
    for role in (*UNIT_ROLES, "departments", "supporting_departments"):
        for body in getattr(responsible, role):
            yield from map(canonical, (str(body.name), *map(str, body.also)))
    yield from map(canonical, (*responsible.persons, *responsible.lead_officials))


def _flow(written: Any) -> str:
    """A value on one line; what is empty in a record is left out."""
    if isinstance(written, Mapping):
        entries = []
        for key, entry in written.items():
            if entry:
                entries.append(f"{_flow(key)}: {_flow(entry)}")
        return f"{{{', '.join(entries)}}}"
    if isinstance(written, list):
        return f"[{', '.join(map(_flow, written))}]"
    return scalars.written(str(written), UNKNOWN, brackets=True)
