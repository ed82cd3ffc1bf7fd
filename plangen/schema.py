"""The plan's JSON Schema, and the validator that decides what fits it."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from plangen.resources import resource

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

Schema = dict[str, Any]


@cache
def schema() -> Schema:
    """The plan's schema; every reference in it is replaced by what it refers to.

    Words beside a reference go before those it refers to: `{"$ref": "#/$defs/id", "title": "编号"}`
    is the part `id` with that title. A section holds sections, so a part may hold itself. A part of
    two types, as ["object", "string"], has the first as its `type` and the other as `x-or`.
    """
    parts: list[Schema] = []
    whole = _read("plan", parts)
    for part in parts:
        while "$ref" in part:
            meant = whole["$defs"][part.pop("$ref").removeprefix("#/$defs/")]
            own = part.copy()
            part.update(meant)
            part.update(own)
        if isinstance(part.get("type"), list):
            part["type"], part["x-or"] = part["type"]
    return whole


@cache
def register_schema() -> Schema:
    """The schema of a register's own file."""
    return _register(schema())


@cache
def plan_validator() -> "Draft202012Validator":
    """Tell what in a plan departs from the schema."""
    return compiled(_read("plan"))


@cache
def register_validator() -> "Draft202012Validator":
    """Tell what in a register's own file departs from the schema."""
    return compiled(_register(_read("plan")))


def compiled(whole: Schema) -> "Draft202012Validator":
    """Compile a schema; ValueError at a keyword or a value that the reader has no words for."""
    from jsonschema_rs import Draft202012Validator, RegexOptions

    for error in Draft202012Validator(_read("dialect")).iter_errors(whole):
        place = "/".join(map(str, error.instance_path))
        raise ValueError(f"schema: {place}: {error.message}")
    return Draft202012Validator(whole, pattern_options=RegexOptions())


def _register(whole: Schema) -> Schema:
    """A register's own file is shaped as a plan's register, but names no other file."""
    part = whole["$defs"]["register"]
    keys = {key: value for key, value in part["properties"].items() if key != "from"}
    return {"$defs": whole["$defs"], **part, "properties": keys}


def _read(name: str, parts: list[Schema] | None = None) -> Schema:
    """Read a schema; all its objects, the innermost first, are added to `parts`."""

    def keep(part: Schema) -> Schema:
        if parts is not None:
            parts.append(part)
        return part

    text = resource(f"schema/{name}.schema.json").read_text("utf-8")
    whole: Schema = json.loads(text, object_hook=keep)
    return whole
