"""Places in a plan file's tree: by path to a node, and by node to its path."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from plangen.editing.parts import Path
from plangen.source.schema_nodes import SchemaNode, plan_place
from plangen.source.tree import Mapping, Node, Scalar, Sequence


def node_at(root: Node, path: Path) -> Any:
    """The node at a path."""
    node: Any = root
    for step in path:
        node = node.entries[step]
    return node


def path_of(root: Node, node: Node) -> Path:
    """The path that leads to a node, which must be there."""
    ahead: list[tuple[Node, Path]] = [(root, ())]
    while ahead:
        inner, path = ahead.pop()
        if inner is node:
            return path
        if isinstance(inner, Mapping):
            ahead += [(child, (*path, key)) for key, child in inner.entries.items()]
        elif isinstance(inner, Sequence):
            ahead += [(child, (*path, index)) for index, child in enumerate(inner.entries)]
    raise ValueError(path)


class ScalarSlot(NamedTuple):
    """A scalar of a tree, what the schema says of its place, and the path there."""

    scalar: Scalar
    schema: SchemaNode
    path: Path


def scalar_slots(root: Node) -> Iterator[ScalarSlot]:
    """Every scalar of a plan's tree; one that stands for a list has the schema of its entries."""
    ahead: list[tuple[Node, SchemaNode, Path]] = [(root, plan_place(), ())]
    while ahead:
        node, schema, path = ahead.pop()
        if isinstance(node, Scalar):
            yield ScalarSlot(node, schema.entry if schema.type == "array" else schema, path)
        elif isinstance(node, Mapping):
            for key, child in reversed(node.entries.items()):
                ahead.append((child, schema.at(key), (*path, key)))
        elif isinstance(node, Sequence):
            for index, child in reversed([*enumerate(node.entries)]):
                ahead.append((child, schema.entry, (*path, index)))


def scalar_text(node: Node | None, key: str) -> str:
    """The text at a key of a mapping; empty where there is none."""
    inner = node.entries.get(key) if isinstance(node, Mapping) else None
    return inner.value if isinstance(inner, Scalar) else ""
