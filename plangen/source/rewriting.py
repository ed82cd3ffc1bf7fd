"""A value of a plan file in other words, in the style in which it is written.

text: |                      text: |
  甲乙。       丙 → 戊己       甲乙。
  丙丁。                       戊己丁。
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plangen.scalar import Text
from plangen.source import scalars
from plangen.source.editing import Edit, TextEdits
from plangen.source.schema_nodes import SchemaNode, plan_place
from plangen.source.writing import value_lines

_BREAKS: Final = {"paragraphs": "\n\n"}
"""What parts the lines of a value in the file, by its kind; a line break for others."""


class WordChange(NamedTuple):
    """Some characters of a value, and what stands there instead."""

    start: int
    stop: int
    new: str


@dataclass(frozen=True, slots=True)
class ScalarPlace:
    """A scalar of a plan file, and what the schema says of its place."""

    node: ScalarNode
    schema: SchemaNode
    indent: int
    """Of the lines of a block that is written there."""
    in_brackets: bool


def scalar_places(root: Node) -> Mapping[tuple[int, int], ScalarPlace]:
    """Every scalar of a plan file that is a value, by its line and column, from 1."""
    places = {}
    for place in _places(root, plan_place(), 0, in_brackets=False):
        start: Any = place.node.start_mark
        places[start.line + 1, start.column + 1] = place
    return places


def _places(
    node: Any, schema: SchemaNode, indent: int, *, in_brackets: bool
) -> Iterator[ScalarPlace]:
    if isinstance(node, ScalarNode):
        yield ScalarPlace(node, schema, indent, in_brackets)
        return
    within = in_brackets or bool(node.flow_style)
    inner = node.start_mark.column + 2
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _places(value, schema.at(key.value), inner, in_brackets=within)
    elif isinstance(node, SequenceNode):
        for entry in node.value:
            yield from _places(entry, schema.entry, inner, in_brackets=within)


def rewrite(
    edits: TextEdits, place: ScalarPlace, value: Text, changes: Sequence[WordChange]
) -> None:
    """Change words of a value: within its lines where that can be, else it is written anew."""
    pieces = [_fitted(edits, value, change) for change in changes]
    if None not in pieces:
        edits.make([piece for piece in pieces if piece])
        return
    text = changed(value, changes).replace("\n", _BREAKS.get(place.schema.kind, "\n"))
    lines = value_lines(text, place.schema)
    if place.in_brackets:
        edits.put(place.node, scalars.written(text, place.schema, brackets=True))
    elif len(lines) > 1:
        edits.put_lines(place.node, lines, place.indent)
    else:
        edits.put_lines(place.node, [scalars.written(text, place.schema)], place.indent)


def changed(value: str, changes: Iterable[WordChange]) -> str:
    """A value with its words changed."""
    pieces, end = [], 0
    for change in sorted(changes):
        pieces += [value[end : change.start], change.new]
        end = change.stop
    return "".join([*pieces, value[end:]])


def _fitted(edits: TextEdits, value: Text, change: WordChange) -> Edit | None:
    """The edit of one line that makes a change; None where it cannot be made so.

    What is only put in is put in together with a character beside it, which has a place.
    """
    start, stop, new = change
    if start == stop and value[start - 1 : start].strip():
        start, new = start - 1, value[start - 1] + new
    elif start == stop and value[stop : stop + 1].strip():
        stop, new = stop + 1, new + value[stop]
    old = value[start:stop]
    return None if "\n" in old + new or not old else edits.fit(value, start, old, new)
