"""The schema by place in a plan file: the keys in order, and how each value is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from plangen.schema import Schema, schema


@dataclass(frozen=True, eq=False)
class SchemaNode:
    """The part of the schema for a place in a plan file."""

    part: Schema = field(default_factory=dict)
    """The schema of the place; empty where it knows no such place."""

    @property
    def type(self) -> str:
        """Such as object or string; empty where the place is unknown."""
        kind: str = self.part.get("type", "")
        return kind

    @property
    def kind(self) -> str:
        """What kind of text stands here, such as paragraphs; empty for most."""
        kind: str = self.part.get("x-kind", "")
        return kind

    @cached_property
    def keys(self) -> Mapping[str, "SchemaNode"]:
        """The places of a mapping's values, in the order that a plan gives them."""
        return {key: SchemaNode(value) for key, value in self.part.get("properties", {}).items()}

    @cached_property
    def entry(self) -> "SchemaNode":
        """The place of a list's entries."""
        return SchemaNode(self.part["items"]) if "items" in self.part else UNKNOWN

    @cached_property
    def short(self) -> bool:
        """Whether a mapping here may stand on one line: it never holds a list of records."""
        return all(place.entry.type != "object" for place in self.keys.values())

    def at(self, key: str) -> "SchemaNode":
        """The place of the value of a key."""
        return self.keys.get(key, UNKNOWN)


UNKNOWN = SchemaNode()


@cache
def plan_place() -> SchemaNode:
    """The place of the whole plan."""
    return SchemaNode(schema())
