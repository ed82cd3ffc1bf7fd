"""A field of a part written anew in the tree of its plan file, and a part made another kind."""

from typing import Final

from plangen.editing.fields import forbidden_by, schema_at
from plangen.editing.identifying import identify
from plangen.editing.listing import entry_schema, mix
from plangen.editing.parts import ITEMS, PlanPart
from plangen.editing.tree_paths import node_at
from plangen.editing.values import Value, drop, tree_of
from plangen.findings.finding import CannotGoOn
from plangen.source.tree import Mapping, Node, Scalar

_WORDS: Final = ("title", "do", "text")


def change(root: Mapping, part: PlanPart, name: str, value: Value) -> Node:
    """Write a tidy value into a field of a part, or take the field away (None); the part."""
    node = node_at(root, part.path)
    if not isinstance(node, Mapping):
        return _change_words(root, part, node, name, value)
    if name in _WORDS:
        identify(root, part, node, str(value or ""))
    *outer, key = name.split(".")
    holders = [node]
    for step in outer:
        inner = holders[-1].entries.setdefault(step, Mapping({}))
        if not isinstance(inner, Mapping):
            raise CannotGoOn(f"“{step}”的写法这里改不了；到文本里改")
        holders.append(inner)
    if value is not None:
        old = holders[-1].entries.get(key)
        holders[-1].entries[key] = tree_of(value, schema_at(part, name), old)
    elif key in holders[-1].entries:
        drop(holders[-1], key)
    for holder, step in reversed([*zip(holders, outer, strict=False)]):
        inner = holder.entries[step]
        if isinstance(inner, Mapping) and not inner.entries:
            drop(holder, step)
    return node


def _change_words(root: Mapping, part: PlanPart, node: Node, name: str, value: Value) -> Node:
    """Change a part that is a text or a row; a sentence with a duty becomes a record."""
    if value is None:
        raise CannotGoOn("这里不能空着；不要了，就删去它")
    if part.kind == "sentence" and name != "text":
        made: Node = Mapping({"text": node, name: tree_of(value, schema_at(part, name))})
    else:
        schema = part.schema if part.kind == "row" else schema_at(part, "text")
        made = tree_of(value, schema, node)
    node_at(root, part.path[:-1]).entries[part.index] = made
    return made


def change_kind(root: Mapping, part: PlanPart, kind: str) -> Node:
    """Make an item of another kind; what that may not have must be gone before."""
    node: Mapping = node_at(root, part.path)
    if kind not in ITEMS or part.kind not in ITEMS:
        raise CannotGoOn(f"没有“{kind}”这一种")
    if part.list_name != "items":
        mix(node_at(root, part.path[:-2]))
    refused = sorted(forbidden_by(entry_schema(), "kind", kind) & node.entries.keys() - {"id"})
    if refused:
        titles = "、".join(_title(part, key) for key in refused)
        raise CannotGoOn(f"这一种没有{titles}；先清空，再换种类")
    if kind == "text" and "id" in node.entries:
        drop(node, "id")
    node.entries["kind"] = Scalar(kind, notes=node.entries["kind"].notes)
    return node


def _title(part: PlanPart, key: str) -> str:
    return str(part.schema.at(key).part.get("title", key))
