"""The schema is sound, explains every key, and says the same as the reader and the model."""

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema_specifications import REGISTRY
from support.program import ROOT, run

from plangen import plan
from plangen.document import gbt9704
from plangen.readers.plan_file import read
from plangen.schema import compiled

SCHEMA = json.loads((ROOT / "schema/plan.schema.json").read_text("utf-8"))
DIALECT = json.loads((ROOT / "schema/dialect.schema.json").read_text("utf-8"))
DEFS = SCHEMA["$defs"]
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
PLANS = sorted((ROOT / "plans").glob("*.yaml"))


def test_printed_as_it_is() -> None:
    assert run("schema") == (0, (ROOT / "schema/plan.schema.json").read_text("utf-8"), "")


def test_it_is_a_schema() -> None:
    """The metaschema holds of both schemas: of the plan's, and of that which says its keywords."""
    for one in (SCHEMA, DIALECT):
        assert one["$schema"] == VALIDATOR.META_SCHEMA["$id"]
        VALIDATOR.check_schema(one)


def test_a_faulty_schema_is_none() -> None:
    """The check above can fail."""
    with pytest.raises(jsonschema.SchemaError):
        VALIDATOR.check_schema({**SCHEMA, "$defs": {"id": {"type": "text"}}})


KEYWORDS = {
    keyword
    for uri in REGISTRY
    if "/2020-12/" in uri
    for keyword in REGISTRY.contents(uri).get("properties", ())
}
"""Every keyword of the draft's vocabularies."""


def with_part(**words: Any) -> dict[str, Any]:
    """The plan's schema, with other words in the part that says what an id is."""
    return {**SCHEMA, "$defs": {**DEFS, "id": {**DEFS["id"], **words}}}


@pytest.mark.parametrize("keyword", sorted(KEYWORDS - set(DIALECT["properties"])))
def test_a_keyword_without_words_is_refused(keyword: str) -> None:
    """Each keyword of the draft that the reader could not tell of in Chinese."""
    with pytest.raises(ValueError, match=rf"schema: \$defs/id: .*'{re.escape(keyword)}'"):
        compiled(with_part(**{keyword: True}))


def test_an_unknown_keyword_of_our_own_is_refused() -> None:
    assert {word for word in DIALECT["properties"] if word.startswith("x-")} == {
        *("x-aka", "x-enum-descriptions", "x-kind", "x-open", "x-says"),
    }
    with pytest.raises(ValueError, match="'x-aks'"):
        compiled(with_part(**{"x-aks": ["编号"]}))


@pytest.mark.parametrize(
    "words",
    [
        {"minLength": 500},
        {"minLength": 0},
        {"type": ["string", "number"]},
        {"type": ["string", "object"]},
        {"x-open": False},
        {"type": "null"},
        {"additionalProperties": True},
        {"enum": ["甲"]},
        {"enum": [1], "x-enum-descriptions": ["一"]},
        {"minItems": 2},
        {"minProperties": 2},
        {"minimum": 1},
        {"pattern": "[a-z]"},
        {"x-kind": "paragraph"},
        {"$ref": "https://example.org/other.json"},
        {"anyOf": [{"required": ["a", "b"]}]},
        {"anyOf": [{"type": "string"}]},
        {"allOf": [{"not": {"required": ["a"]}}]},
        {"allOf": [{"not": {"required": ["a", "b"]}, "x-says": "不行"}]},
        {"allOf": [{"if": {"properties": {"a": {"const": "b"}}}, "then": {"required": ["c"]}}]},
        {"allOf": [{"type": "string"}]},
        {"dependentRequired": {"a": []}},
    ],
    ids=str,
)
def test_a_value_without_words_is_refused(words: dict[str, Any]) -> None:
    """A known keyword with a value that the reader could not tell of."""
    with pytest.raises(ValueError, match=r"^schema: \$defs/id"):
        compiled(with_part(**words))


def test_a_part_without_a_type_is_refused() -> None:
    with pytest.raises(ValueError, match="schema: "):
        compiled({**SCHEMA, "$defs": {**DEFS, "id": {"title": "编号"}}})


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema with what it refers to; its own words go first."""
    if "$ref" not in part:
        return part
    return {**resolved(DEFS[part["$ref"].rpartition("/")[2]]), **part}


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every object of the schema, those among them that may be words instead."""
    if isinstance(part, dict):
        if part.get("type") in ("object", ["object", "string"]):
            yield part
        for value in part.values():
            yield from objects(value)


OBJECTS = list(objects(DEFS))
KEYS = {
    f"{each.get('title', '方案')}.{key}": value
    for each in OBJECTS
    for key, value in each.get("properties", {}).items()
}


def test_objects_are_closed() -> None:
    """Only what stands in the bureau's own columns has keys that the schema does not know."""
    assert len(OBJECTS) > 12
    is_open = [each for each in OBJECTS if each.get("x-open")]
    assert is_open == [DEFS["field_values"]]
    closed = [each for each in OBJECTS if each.get("additionalProperties") is False]
    assert len(closed) == len(OBJECTS) - len(is_open)


@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_explained(name: str) -> None:
    """A Chinese title and description, an example that the schema accepts, every choice said."""
    part = resolved(KEYS[name])
    assert all(
        any("一" <= char <= "鿿" for char in part[word]) for word in ("title", "description")
    )
    assert part["examples"]
    for example in part["examples"]:
        VALIDATOR.evolve(schema={"$defs": DEFS, **part}).validate(example)
    if "enum" in part:
        assert len(part["x-enum-descriptions"]) == len(part["enum"])


# The model's names are the schema's, but for what the reader works out or names otherwise.
PLACED = {"clause", "level"}
ITEM = PLACED | {"kind", "bracket", "closing", "derived"}
SECTION = PLACED | {"content", "closing", "table"}
PART = {"numbering", "defaults", "items", "run_in"}
WHO = {"department", "person", "lead_official", "lead_unit"}
MODELS: dict[str, tuple[type, set[str], set[str]]] = {
    "plan": (plan.Plan, {"format", "numbering", "defaults"}, {"waivers", "questions"}),
    "waiver": (plan.Waiver, set(), {"lines", "clause"}),
    "issue": (plan.Issue, set(), set()),
    "issuer_mark": (plan.IssuerMark, set(), set()),
    "responsible": (
        plan.Responsibility,
        WHO,
        {"departments", "persons", "lead_officials", "leads"},
    ),
    "target": (plan.Target, set(), set()),
    "milestone": (plan.Milestone, set(), set()),
    "field": (plan.Field, set(), set()),
    "task": (plan.Task, set(), {"derived"}),
    "subtask": (plan.Task, set(), {"derived", "tasks"}),
    "goal": (plan.Item, {"numbered"}, ITEM | {"goals"}),
    "measure": (plan.Item, {"numbered"}, ITEM),
    "entry": (plan.Item, {"numbered", *PART}, ITEM - {"kind"}),
    "section": (
        plan.Section,
        {*PART - {"run_in"}, "numbered", "parts", "goals", "measures", "requirements"}
        | {"responsible", "tasks"},
        SECTION,
    ),
    "sentence": (plan.Sentence, set(DEFS["subtask"]["properties"]) - {"do"}, {"bracket"}),
    "attendance": (plan.Attendance, set(), set()),
    "style": (gbt9704.Style, set(), set()),
    "table": (plan.Table, set(), set()),
    "table.columns": (plan.Column, set(), set()),
    "cell": (plan.Cell, set(), set()),
    "task_table": (plan.TaskTable, set(), set()),
    "task_table.columns": (plan.TaskColumn, set(), set()),
    "annex": (plan.Annex, set(), set()),
    "register": (plan.Register, {"from"}, {"source", "supplied"}),
    "register.departments": (plan.Department, set(), {"called"}),
    "register.units": (plan.Unit, set(), {"called"}),
    "register.groups": (plan.Group, {"where"}, {"called"}),
    "annex.roster": (plan.Role, set(), set()),
}


@pytest.mark.parametrize("name", MODELS)
def test_schema_and_model_have_the_same_fields(name: str) -> None:
    model, read_only, worked_out = MODELS[name]
    definition, _, key = name.partition(".")
    part = DEFS[definition]
    if key:
        part = part["properties"][key]["items"]
    fields = {field.name for field in dataclasses.fields(model)}
    assert set(part["properties"]) - {"waive"} - read_only == fields - worked_out


def test_a_sentence_is_a_task_whose_text_is_to_do() -> None:
    """A sentence says of itself what a task without subtasks says."""
    assert set(DEFS["sentence"]["properties"]) - {"text"} == set(DEFS["subtask"]["properties"]) - {
        "do"
    }


def test_every_object_of_the_schema_has_its_model() -> None:
    assert len(OBJECTS) == len(MODELS) + len(["defaults", "field_values", "plan_numbering"])


def values(text: str) -> Any:
    """A plan as JSON would give it: text is text, and what the schema counts is a number."""

    def typed(value: Any, part: dict[str, Any]) -> Any:
        part = resolved(part)
        if isinstance(value, dict):
            inner = part.get("properties", {})
            return {key: typed(each, inner.get(key, {})) for key, each in value.items()}
        if isinstance(value, list):
            return [typed(each, part.get("items", {})) for each in value]
        if part.get("type") in ("integer", "number", "boolean"):
            return yaml.safe_load(value or "''")
        return value

    return typed(yaml.load(text, yaml.BaseLoader), SCHEMA)


VALUES = [values(path.read_text("utf-8")) for path in PLANS]


@pytest.mark.parametrize("plan_values", VALUES)
def test_the_plans_are_valid(plan_values: Any) -> None:
    VALIDATOR.validate(plan_values)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) of nested values."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(entries):
        yield value, key
        if isinstance(inner, dict | list):
            yield from places(inner)


CHANGES = {
    "drop": lambda container, key: container.pop(key),
    "unknown": lambda container, key: _put(container, key, {"ownr": "x"}),
    "text": lambda container, key: _put(container, key, "某"),
    "empty": lambda container, key: _put(container, key, ""),
    "list": lambda container, key: _put(container, key, ["某"]),
    "map": lambda container, key: _put(container, key, {}),
    "zero": lambda container, key: _put(container, key, 0),
}
STRUCTURAL = {
    *("unknown-key", "missing-key", "wrong-type", "not-allowed", "empty-value", "mixed-section"),
}


def _put(container: Any, key: Any, value: Any) -> None:
    container[key] = value


@settings(max_examples=300)
@given(st.sampled_from(VALUES), st.data(), st.sampled_from(sorted(CHANGES)))
def test_reader_and_schema_agree(plan_values: Any, data: st.DataObject, change: str) -> None:
    """An independent validator accepts a changed plan just when the reader does."""
    plan_values = json.loads(json.dumps(plan_values))
    container, key = data.draw(st.sampled_from(list(places(plan_values))))
    CHANGES[change](container, key)
    text = yaml.safe_dump(plan_values, allow_unicode=True, sort_keys=False, width=10**6)
    found = [finding for finding in read(text.encode(), "x").findings if finding.code in STRUCTURAL]
    assert bool(found) != VALIDATOR.is_valid(values(text)), (change, key, found)
