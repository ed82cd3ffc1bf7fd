"""The fields of a part as a clerk sees them: name, help, what kind of value, and the value."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from yaml.nodes import MappingNode, SequenceNode

from plangen.editing.parts import PlanPart
from plangen.editing.values import Value, value_of
from plangen.source.editing import value
from plangen.source.schema_nodes import SchemaNode


class FieldKind(StrEnum):
    """How a field is shown and typed."""

    LINE = "line"
    """One line of text."""
    LINES = "lines"
    """Text whose line breaks are printed."""
    PARAGRAPHS = "paragraphs"
    """Text, a line a paragraph."""
    PEOPLE = "people"
    """Who is responsible: a dict of roles, each a list of names, or words as a notice has them."""
    DEADLINE = "deadline"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes-no"
    CHOICE = "choice"
    """One of `choices`."""
    WORDS = "words"
    """A list of texts; of the names or ids in `choices` where it has some."""
    RECORDS = "records"
    """A list of dicts with the fields in `columns`: targets, milestones, tasks, sentences."""
    OWN = "own"
    """A dict of the bureau's own columns."""
    COLUMNS = "columns"
    """A list of columns, each a dict or its name alone; edited one by one, see `columns`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen: the value, what it is called, and what it means."""

    value: str
    name: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class PartField:
    """One field of a part of a plan."""

    name: str
    """As `change` takes it: a key, or keys with dots between them."""
    title: str
    """In Chinese."""
    help: str
    kind: FieldKind
    value: Value = None
    """None where nothing is written."""
    choices: tuple[Choice, ...] = ()
    columns: "tuple[PartField, ...]" = ()
    """The fields of each record, or the roles of those responsible."""
    required: bool = False
    more: bool = False
    """Whether it is shown only where somebody asks for more."""
    example: str = ""
    understood: tuple[str, ...] = ()
    """What the program read out of the value, in words."""
    proposals: tuple["Proposal", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the program proposes to write, and the words that say so."""

    words: str
    values: dict[str, Value]
    """The new value of each field of the part."""


MAIN: Final = (
    *("kind", "form", "title", "name", "do", "text", "responsible", "deadline"),
    *("targets", "tasks", "evidence", "doc_number", "recipients", "body", "signature", "signed_on"),
    *("also", "person", "lead_official", "category", "parent", "contact", "units", "where"),
    *("year", "issuer", "preamble", "closing", "defaults.deadline", "defaults.responsible"),
    *("roster", "notes", "orientation"),
)
"""The fields that are always shown, in their order; others where they say something."""
_CHILDREN: Final = ("sections", "parts", "goals", "measures", "requirements", "items", "annexes")
"""The lists whose entries are parts of their own, and no value of a field."""
COLUMN_LISTS: Final = {
    "table.columns": "表格的列",
    "tasks.columns": "任务表的列",
    "fields": "自定栏目",
}
"""The fields that are lists of columns, and their titles."""
_NO_FIELDS: Final = ("waive", "register", "issue", "format", "style")
_ITEM_KINDS: Final = (
    Choice("goal", "工作目标"),
    Choice("measure", "工作措施"),
    Choice("requirement", "工作要求"),
    Choice("text", "正文", "印出来，不派任务"),
)


def fields_of(part: PlanPart) -> Iterator[PartField]:
    """The fields of a part, those that are always shown first."""
    if not isinstance(part.node, MappingNode):
        yield _of_words(part)
        return
    known = [*_known(part)]
    order = {name: place for place, name in enumerate(MAIN)}
    yield from sorted(known, key=lambda each: (each.more, order.get(each.name, len(order))))


def _of_words(part: PlanPart) -> PartField:
    """The only field of a part that is a text: a sentence, or a row of a table."""
    name = "text" if part.kind == "sentence" else ""
    schema = part.schema.at(name) if name else part.schema
    field = _field(name, schema, value_of(part.node, part.schema), required=True)
    return replace(field, columns=tuple(_cells_of(part)))


def _cells_of(part: PlanPart) -> Iterator[PartField]:
    """The cells of a row that has one for each column, by what the columns are called."""
    table = value(part.parent.node, "table") if part.kind == "row" and part.parent else None
    columns: Any = value(table, "columns")
    cells: Any = part.node
    if not isinstance(columns, SequenceNode) or len(columns.value) != len(cells.value):
        return
    for column in columns.value:
        name = getattr(value(column, "name"), "value", "")
        yield PartField(name, name, "", FieldKind.LINE)


def _known(part: PlanPart) -> Iterator[PartField]:
    forbidden = forbidden_keys(part)
    if part.kind in ("goal", "measure", "requirement", "text"):
        yield PartField(
            "kind", "种类", "这一条是什么", FieldKind.CHOICE, part.kind, _ITEM_KINDS, required=True
        )
    for name, schema in keys_of(part.schema):
        key = name.partition(".")[0]
        held = key in _CHILDREN and schema.type == "array" and key != "goals"
        if key in (*_NO_FIELDS, *forbidden, "kind") or held or _is_list_of_goals(part, key):
            continue
        if key == "text" and value(part.node, "sentences"):
            continue
        written = _node_at(part.node, name)
        now = None if written is None else value_of(written, schema)
        required = key in part.schema.part.get("required", ())
        yield _field(name, schema, now, required=required)


def _is_list_of_goals(part: PlanPart, key: str) -> bool:
    """Whether `goals` are parts of a section, as against the goals that a measure serves."""
    return key == "goals" and part.kind == "section"


def keys_of(schema: SchemaNode, before: str = "") -> Iterator[tuple[str, SchemaNode]]:
    """The names of a place's fields: of a record within it those of the record, with a dot."""
    for key, place in schema.keys.items():
        name = f"{before}{key}"
        if place.type == "object" and key in FLAT:
            yield from keys_of(place, f"{name}.")
        else:
            yield name, place


FLAT: Final = ("defaults", "numbering", "issuer_mark", "attendance", "table", "tasks")
"""The records whose fields are shown as those of what holds them."""


def forbidden_keys(part: PlanPart) -> set[str]:
    """The keys that a part of its kind may not have: a text has no deadline."""
    forbidden: set[str] = set()
    for key in ("kind", "form"):
        forbidden |= forbidden_by(part.schema, key, part.word(key))
    return forbidden


def forbidden_by(schema: SchemaNode, key: str, word: str) -> set[str]:
    """The keys that the schema forbids where a key has this word."""
    forbidden = set()
    for rule in schema.part.get("allOf", ()):
        if rule.get("if", {}).get("properties", {}).get(key, {}).get("const") == word:
            refused = rule["then"].get("properties", {})
            forbidden |= {name for name, allowed in refused.items() if allowed is False}
    return forbidden


def schema_at(part: PlanPart, name: str) -> SchemaNode:
    """The schema of a field by its name."""
    schema = part.schema
    for key in name.split("."):
        schema = schema.at(key)
    return schema


def _node_at(node: Any, name: str) -> Any:
    for key in name.split("."):
        node = value(node, key)
    return node


def _field(name: str, schema: SchemaNode, now: Value, *, required: bool = False) -> PartField:
    kind, title = kind_of(schema), schema.part.get("title", name)
    if name in COLUMN_LISTS and schema.type == "array":
        kind, title = FieldKind.COLUMNS, COLUMN_LISTS[name]
    if name.startswith("defaults."):
        title = f"各条默认的{title}"
    columns: list[PartField] = []
    if kind in (FieldKind.RECORDS, FieldKind.COLUMNS):
        columns = [_field(key, place, None) for key, place in keys_of(schema.entry)]
    elif kind is FieldKind.PEOPLE:
        columns = [_field(key, place, None) for key, place in schema.keys.items()]
    examples = schema.part.get("examples", ())
    return PartField(
        name,
        title,
        schema.part.get("description", ""),
        kind,
        now,
        tuple(choices_of(schema)),
        tuple(columns),
        required=required,
        more=name == "id" or (now is None and name not in MAIN),
        example=examples[0] if examples and isinstance(examples[0], str) else "",
    )


def choices_of(schema: SchemaNode) -> Iterator[Choice]:
    """What the schema lets one choose from."""
    words = schema.part.get("enum", ())
    helps = schema.part.get("x-enum-descriptions", ("",) * len(words))
    for word, said in zip(words, helps, strict=True):
        yield Choice(word, said or word)


def kind_of(schema: SchemaNode) -> FieldKind:
    """How a value at a place of the schema is shown."""
    if "lead_unit" in schema.keys:
        return FieldKind.PEOPLE
    if "enum" in schema.part:
        return FieldKind.CHOICE
    if schema.type == "array":
        records = schema.entry.type in ("object", "array")
        return FieldKind.RECORDS if records else FieldKind.WORDS
    if schema.type == "object":
        return FieldKind.OWN
    return _SCALARS.get(schema.kind) or _TYPES.get(schema.type, FieldKind.LINE)


_SCALARS: Final = {
    "paragraphs": FieldKind.PARAGRAPHS,
    "lines": FieldKind.LINES,
    "deadline": FieldKind.DEADLINE,
    "date": FieldKind.DATE,
}
_TYPES: Final = {
    "boolean": FieldKind.YES_NO,
    "number": FieldKind.NUMBER,
    "integer": FieldKind.NUMBER,
}
