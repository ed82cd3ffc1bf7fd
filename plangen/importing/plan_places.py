"""The values and entries of a plan's file: what people call them, and which of them are gone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plangen.importing.printed import PrintedParagraph
from plangen.readers.numbering import number
from plangen.source.rewriting import ScalarPlace


class Removal(NamedTuple):
    """An entry of a list that is gone whole: an item, a part, a section, a row of a table."""

    entries: SequenceNode
    entry: Node
    paragraphs: tuple[int, ...]
    """Those that it was printed in."""


def removals_of(root: Node, old: Sequence[PrintedParagraph], gone: Set[int]) -> Iterator[Removal]:
    """The entries of the plan's lists all of whose paragraphs are gone; others must be left."""
    clauses = number(root)
    printed_in = _paragraphs_of(old)
    ahead: list[Any] = [root]
    while ahead:
        node = ahead.pop()
        if isinstance(node, MappingNode):
            ahead += [value for _, value in node.value]
        if not isinstance(node, SequenceNode):
            continue
        doomed = []
        for entry in node.value:
            paragraphs = set[int]().union(*map(printed_in.__getitem__, positions(entry)))
            listed = id(entry) in clauses or isinstance(entry, SequenceNode)
            if listed and paragraphs and paragraphs <= gone:
                doomed.append(Removal(node, entry, tuple(sorted(paragraphs))))
            else:
                ahead.append(entry)
        if len(doomed) < len(node.value):
            yield from doomed


def _paragraphs_of(
    old: Sequence[PrintedParagraph],
) -> defaultdict[tuple[int, int], set[int]]:
    """The paragraphs that each value is printed in, by its line and column."""
    printed_in: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for at, paragraph in enumerate(old):
        for origin in filter(None, paragraph.origins):
            printed_in[origin.value.line, origin.value.column].add(at)
    return printed_in


def positions(node: Node) -> Iterator[tuple[int, int]]:
    """Where the scalars of a part of a plan file stand, from 1."""
    ahead: list[Any] = [node]
    while ahead:
        inner = ahead.pop()
        if isinstance(inner, ScalarNode):
            start: Any = inner.start_mark
            yield start.line + 1, start.column + 1
        else:
            for child in inner.value:
                ahead += child if isinstance(child, tuple) else (child,)


def labels(
    root: Node, places: Mapping[tuple[int, int], ScalarPlace]
) -> Iterator[tuple[tuple[int, int], str]]:
    """What each value is called: 二（三）1 正文."""
    clauses = number(root)
    ahead: list[tuple[Any, str]] = [(root, "")]
    while ahead:
        node, clause = ahead.pop()
        if id(node) in clauses:
            clause = clauses[id(node)].clause
        if isinstance(node, ScalarNode):
            start: Any = node.start_mark
            at = start.line + 1, start.column + 1
            if at in places:
                title = places[at].schema.part.get("title", "")
                yield at, f"{clause} {title}".strip()
            continue
        for child in node.value:
            ahead.append((child[1] if isinstance(child, tuple) else child, clause))
