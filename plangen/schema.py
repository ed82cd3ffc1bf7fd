"""The plan format as a JSON Schema, its references resolved."""

import json
from functools import cache
from typing import Any

from plangen.resources import resource

Schema = dict[str, Any]


@cache
def schema() -> Schema:
    """The plan's JSON Schema."""
    loaded: Schema = json.loads(resource("schema/plan.schema.json").read_text("utf-8"))
    return loaded


def resolve(part: Schema) -> Schema:
    """A part of the schema with what it refers to; its own words go first."""
    if "$ref" not in part:
        return part
    return {**resolve(schema()["$defs"][part["$ref"].removeprefix("#/$defs/")]), **part}
