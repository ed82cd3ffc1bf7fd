"""The comments of a plan file, which YAML's own parsers drop; the open questions among them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode

from plangen.patterns import lazily
from plangen.scalar import Text

_OUTSIDE = lazily(r"^(?:---|\.\.\.|%.*)|#[^\n]*|-", re.MULTILINE)
_HEAD = lazily(r"[|>][0-9+-]*[ \t]+(#[^\n]*)")
_BLANK = lazily(r"\n[ \t]*\n")
_QUESTION = lazily(r"#+\s*(待定(?:\s*[：:](?:(?!\s#).)*|\s*$))")
"""A question ends where another # begins."""
NEXT_QUESTION = "；待定："
"""Between two questions of one comment; a ； alone is part of the wording."""
_PIECE = lazily(r"待定(?:(?!；待定[：:]).)*")


class Comment(NamedTuple):
    """A comment, or the dash of a list's entry, among what stands between the scalars."""

    text: str
    """From its #, or the dash."""
    start: int
    """Its place in the text."""
    column: int
    alone: bool
    """Whether nothing stands before it on its line."""
    blank: bool
    """Whether a blank line follows."""

    @property
    def dash(self) -> bool:
        """Whether it is the dash of a list's entry."""
        return self.text == "-"


def comments(text: str, root: Node) -> Iterator[Text]:
    """Every comment, from its # to the end of the line; a # within a value begins none."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    for each in marks(text, [span(node) for node in scalars(root)]):
        if not each.dash:
            yield Text(each.text, bisect_right(starts, each.start), each.column + 1)


def questions(text: str, root: Node) -> tuple[Text, ...]:
    """What the comments that begin with 待定： ask, each question from that word.

    `# 待定：还办不办；核对数字；待定：问财务科` asks two.
    """
    asked: list[Text] = []
    if "待定" in text:
        for comment in comments(text, root):
            if found := _QUESTION.match(comment):
                column = comment.column + found.start(1)
                for piece in _PIECE.finditer(found[1].rstrip()):
                    asked.append(Text(piece[0], comment.line, column + piece.start()))
    return tuple(asked)


def marks(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Comment]:
    """The comments and dashes in order; `spans` are where each scalar starts and ends.

    Between scalars every # begins a comment: of what else may stand there nothing has one.
    """
    end = 0
    for start, stop in [*spans, (len(text), len(text))]:
        for match in _OUTSIDE.finditer(text, end, start):
            if match[0][0] == "#" or match[0] == "-":
                yield _comment(text, match.start(), match.end())
        if head := _HEAD.match(text, start, stop):
            yield _comment(text, head.start(1), head.end(1))
        end = stop


def _comment(text: str, start: int, end: int) -> Comment:
    column = start - (text.rfind("\n", 0, start) + 1)
    alone = not text[start - column : start].strip(" \t")
    written = text[start:end].rstrip()
    return Comment(written, start, column, alone, bool(_BLANK.match(text, end)))


def scalars(root: Node) -> Iterator[ScalarNode]:
    """Every scalar, keys included, in the file's order."""
    ahead = [root]
    while ahead:
        node = ahead.pop()
        if isinstance(node, ScalarNode):
            yield node
        elif isinstance(node, MappingNode):
            ahead += [each for pair in reversed(node.value) for each in reversed(pair)]
        else:
            ahead += reversed(node.value)


def span(node: Node) -> tuple[int, int]:
    """Where a node starts and ends in the text."""
    start: Any = node.start_mark
    end: Any = node.end_mark
    return start.index, end.index
