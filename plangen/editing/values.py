"""A value of a plan file as plain data, as a screen holds it, and plain data as a tree again.

A text is a text with a line a paragraph; a list a list; a record a dict; yes and no are booleans;
a figure is the text of its digits, so that 1.10 stays 1.10.
"""

import re
from dataclasses import replace
from typing import Any, Final, TypeAlias

from yaml.nodes import MappingNode, Node, ScalarNode

from plangen.readers.shape import paragraphs
from plangen.readers.yaml_text import ILLEGAL, INVISIBLE, scalar_text
from plangen.source.schema_nodes import SchemaNode
from plangen.source.tree import Mapping, Notes, Scalar, Sequence
from plangen.source.tree import Node as TreeNode

Value: TypeAlias = Any
"""None, a text, a boolean, a list or a dict of values."""
_YES: Final = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
_BLANK_LINE: Final = re.compile(r"\n\s*\n")


def value_of(node: Node, schema: SchemaNode) -> Value:
    """A node as plain data; a word that stands for a list of one is that list."""
    if isinstance(node, ScalarNode) and schema.type == "array":
        return [_scalar(scalar_text(node), schema.entry)]
    if isinstance(node, ScalarNode):
        return _scalar(scalar_text(node), schema)
    if isinstance(node, MappingNode):
        return {key.value: value_of(inner, schema.at(key.value)) for key, inner in node.value}
    return [value_of(entry, schema.entry) for entry in node.value]


def tidy(value: Value, schema: SchemaNode) -> Value:
    """A value as it will be read back: no white space at its ends, nothing that nobody sees.

    None where nothing is left of it.
    """
    if isinstance(value, str):
        value = ILLEGAL.sub("", INVISIBLE.sub("", _unix(value)))
        tidied: Value = _scalar(value, schema)
    elif isinstance(value, list):
        tidied = _tidy_list(value, schema)
    elif isinstance(value, dict):
        tidied = {}
        for key, inner in value.items():
            left = tidy(inner, schema.at(key))
            if left is not None and key.strip():
                tidied[" ".join(key.split())] = left
    else:
        return value if value is None or isinstance(value, bool) else str(value)
    return None if tidied in ("", [], {}) else tidied


def _tidy_list(value: list[Value], schema: SchemaNode) -> list[Value]:
    """The entries that say something; a cell of a table may be empty."""
    entries = []
    for entry in value:
        tidied = tidy(entry, schema.entry)
        if tidied is None and schema.entry.kind == "cell":
            tidied = ""
        if tidied is not None:
            entries.append(tidied)
    return entries


def _unix(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def _scalar(value: str, schema: SchemaNode) -> Value:
    """A scalar's text as the reader of plans takes it."""
    if schema.type == "boolean":
        return _YES.get(value, value)
    if schema.kind == "paragraphs":
        return "\n".join(filter(None, paragraphs(value)))
    if schema.kind == "lines":
        return "\n".join(filter(None, map(str.strip, value.split("\n"))))
    return paragraphs(_BLANK_LINE.sub("\n", value))[0]


def tree_of(value: Value, schema: SchemaNode, old: TreeNode | None = None) -> TreeNode:
    """A value that is not None as a tree, with the comments of the tree that stood there."""
    notes = old.notes if old is not None else Notes()
    if isinstance(value, dict):
        was = old.entries if isinstance(old, Mapping) else {}
        entries = {}
        for key, inner in value.items():
            entries[key] = tree_of(inner, schema.at(key), was.get(key))
        return _with_lost(Mapping(entries, notes), old)
    if isinstance(value, list) and len(value) == 1 and isinstance(old, Scalar):
        return tree_of(value[0], schema.entry, old)
    if isinstance(value, list):
        return _with_lost(Sequence(_entries(value, schema, old), notes), old)
    text = _written(value, schema)
    return _with_lost(Scalar(text, "\n" in text, notes), old)


def _entries(value: list[Value], schema: SchemaNode, old: TreeNode | None) -> list[TreeNode]:
    """The entries of a list; one that says the same keeps its comments, others by their place."""
    before = list(old.entries) if isinstance(old, Sequence) else []
    was = list(before)
    same = len(was) == len(value)
    entries = []
    for index, inner in enumerate(value):
        made = tree_of(inner, schema.entry)
        match = next((node for node in was if bare(node) == made), None)
        if match is not None:
            was.remove(match)
            made = match
        elif same:
            made = tree_of(inner, schema.entry, before[index])
        entries.append(made)
    return entries


def _written(value: Value, schema: SchemaNode) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if schema.kind == "paragraphs":
        return str(value).replace("\n", "\n\n")
    return str(value)


def bare(node: TreeNode) -> TreeNode:
    """A tree without its comments."""
    match node:
        case Mapping():
            return Mapping({key: bare(inner) for key, inner in node.entries.items()})
        case Sequence():
            return Sequence([bare(entry) for entry in node.entries])
        case Scalar():
            return Scalar(node.value, node.lines)
    return node


def comments_of(node: TreeNode | None) -> list[str]:
    """Every comment of a tree, in its order."""
    if node is None:
        return []
    comments = [*node.notes.before, node.notes.beside]
    match node:
        case Mapping():
            for inner in node.entries.values():
                comments += comments_of(inner)
        case Sequence():
            for inner in node.entries:
                comments += comments_of(inner)
    comments += node.notes.after
    return list(filter(None, comments))


def drop(holder: Mapping, key: str) -> None:
    """Take a field away; its comments stay, above what follows it, or what is before it."""
    keys = list(holder.entries)
    lost = comments_of(holder.entries.pop(key))
    place = keys.index(key)
    following = [*keys[place + 1 :], *keys[:place][-1:]]
    notes = holder.entries[following[0]].notes if following else holder.notes
    notes.before[:0] = lost


def _with_lost(made: TreeNode, old: TreeNode | None) -> TreeNode:
    """A tree with the comments that what it replaces had and it has not, above it."""
    lost = comments_of(old)
    for comment in comments_of(made):
        if comment in lost:
            lost.remove(comment)
    if not lost:
        return made
    notes = made.notes
    return replace(made, notes=replace(notes, before=[*notes.before, *lost]))
