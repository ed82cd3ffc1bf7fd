"""A plan file's text → its tree, every comment with the node that it is about.

# 说明甲                     above the key: before
deadline: 年底前 # 说明乙     on the line: beside
tasks:
  - 督导检查
  # 说明丙                   at the depth of the entries, after the last: after
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from plangen.findings.finding import CannotGoOn, Finding, Mark
from plangen.readers.comments import Comment, marks, scalars, span
from plangen.readers.plan_file import collector_paused
from plangen.readers.shape import paragraphs
from plangen.readers.yaml_text import compose, scalar_text
from plangen.source.schema_nodes import SchemaNode, plan_place
from plangen.source.tree import Mapping, Node, Notes, Scalar, Sequence, SourceFile

_LONGEST_KEY = 200
"""YAML takes no more than 1,024 characters, quotes and all."""
_ENDS = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)


def read(text: str) -> SourceFile:
    """Read a plan file; raises CannotGoOn where it is no YAML that a plan could be."""
    file, findings = parse(text, "")
    if file is None:
        first = findings[0]
        raise CannotGoOn(f"第 {first.mark.line} 行：{first.message}；{first.hint}")
    return file


def parse(text: str, name: str) -> tuple[SourceFile | None, list[Finding]]:
    """Read a plan file of this name; without a tree, the findings say why it is no such YAML.

    The contents are not checked, except that no mapping has a key twice.
    """
    with collector_paused():
        root, findings = compose(text, name)
        if not isinstance(root, MappingNode):
            message, hint = "文件里没有方案的内容", "方案的最外层写成几行“键: 内容”"
            return None, findings or [Finding(Mark(name), "empty-file", message, hint)]
        findings = findings or [*_misshapen(root, name)]
        if findings:
            return None, findings
        return _Reader(text, root).file(root), []


def _misshapen(node: Any, name: str) -> Iterator[Finding]:
    """What the tree cannot hold, with its place."""
    if isinstance(node, SequenceNode):
        for entry in node.value:
            yield from _misshapen(entry, name)
    elif isinstance(node, MappingNode):
        seen = set()
        for key, value in node.value:
            mark = Mark(name, key.start_mark.line + 1, key.start_mark.column + 1)
            if not isinstance(key, ScalarNode) or len(key.value) > _LONGEST_KEY:
                yield Finding(mark, "unknown-key", "冒号前面不是一个键", "写成“键: 内容”")
            elif key.value in seen:
                message = f"“{key.value}”写了两遍，后一遍会盖掉前一遍"
                yield Finding(mark, "duplicate-key", message, "合成一处，或删去一处")
            else:
                seen.add(key.value)
                yield from _misshapen(value, name)


class _Reader:
    """Builds the tree in the order of the text, giving each node the comments around it."""

    def __init__(self, text: str, root: MappingNode) -> None:
        spans = [*map(span, scalars(root))]
        self.text = f"{text}\n"
        self.starts = deque(start for start, _ in spans)
        """Of the scalars still to come."""
        self.waiting = deque(marks(text, spans))
        """Comments and dashes that no node has taken yet."""

    def file(self, root: MappingNode) -> SourceFile:
        """Build the whole file; comments parted from the first key by a blank line are its head."""
        head = [*self._until(self._next(len(self.text)))]
        blanks = [count for count, comment in enumerate(head[:-1], 1) if comment.blank]
        parted = max(blanks, default=len(head))
        self.waiting.extendleft(reversed(head[parted:]))
        mapping = Mapping({}, Notes(_lines(head[:parted])))
        self._fill_mapping(mapping, root, plan_place(), -1, len(self.text))
        rest = _lines(comment for comment in self.waiting if not comment.dash)
        tail = [*mapping.notes.after, *filter(None, [mapping.notes.beside]), *_trimmed(rest)]
        mapping.notes = Notes(mapping.notes.before)
        return SourceFile(mapping, tail)

    def _node(self, node: Any, place: SchemaNode, above: list[str], depth: int, limit: int) -> Node:
        """Build a value or an entry of a collection; `above` are the comments over it.

        `depth` is the column of the collection's entries, -1 in brackets; `limit` the end of the
        brackets, which comments beside the node stand before.
        """
        notes = Notes(above)
        block = not isinstance(node, ScalarNode) and not node.flow_style
        for comment in self._until(node.start_mark.index, alone=not block):
            _push(notes, comment)
        built: Node
        if isinstance(node, ScalarNode):
            value = _text(node, place)
            built = Scalar(value, "\n" in value, notes)
            self._pass_scalar(node, notes, depth, limit)
        elif isinstance(node, MappingNode):
            built = Mapping({}, notes)
            self._fill_mapping(built, node, place, depth, limit)
        else:
            built = Sequence([], notes)
            self._fill_sequence(built, node, place, depth, limit)
        return built

    def _pass_scalar(self, node: Any, notes: Notes, depth: int, limit: int) -> None:
        self.starts.popleft()
        end = node.end_mark.index
        for comment in [*self._until(end), *self._beside(end, limit)]:
            _push(notes, comment)
        if not node.value and depth >= 0:
            for comment in self._under(depth + 1):
                _push(notes, comment)

    def _fill_mapping(
        self, mapping: Mapping, node: Any, place: SchemaNode, depth: int, limit: int
    ) -> None:
        own, within = _bounds(node, limit)
        waiting = len(self.waiting)
        for key, value in node.value:
            above = _lines(self._until(key.start_mark.index))
            self.starts.popleft()
            mapping.entries[key.value] = self._node(value, place.at(key.value), above, own, within)
        self._close(node, mapping.notes, depth, limit, waiting)

    def _fill_sequence(
        self, sequence: Sequence, node: Any, place: SchemaNode, depth: int, limit: int
    ) -> None:
        own, within = _bounds(node, limit)
        waiting = len(self.waiting)
        for entry in node.value:
            above = _lines(self._until(entry.start_mark.index))
            if not node.flow_style:
                self.waiting.popleft()  # the dash
                above += self._under_dash(entry)
            sequence.entries.append(self._node(entry, place.entry, above, own, within))
        self._close(node, sequence.notes, depth, limit, waiting)

    def _under_dash(self, entry: Any) -> list[str]:
        """Take the comments over the first key of an entry whose dash stands alone on its line."""
        if not isinstance(entry, MappingNode) or not (self.waiting and self.waiting[0].alone):
            return []
        return _lines(self._until(entry.start_mark.index))

    def _close(self, node: Any, notes: Notes, depth: int, limit: int, waiting: int) -> None:
        """Take the comments after the last entry; `waiting` is how many there were at first."""
        if not node.flow_style:
            own = max(node.start_mark.column, depth + 1)
            notes.after = _trimmed(_lines(self._under(own)))
            return
        end = node.end_mark.index
        for comment in [*self._until(end), *self._beside(end, limit)]:
            if node.value and (comment.start < end or len(self.waiting) < waiting - 1):
                notes.after.append(comment.text)
            else:
                _push(notes, comment)

    def _until(self, position: int, *, alone: bool = True) -> Iterator[Comment]:
        """Take the comments before a position, or before a dash; or only those not `alone`."""
        while self.waiting and self.waiting[0].start < position:
            if self.waiting[0].dash or (self.waiting[0].alone and not alone):
                return
            yield self.waiting.popleft()

    def _beside(self, end: int, limit: int) -> Iterator[Comment]:
        """Take the comments on the line where something ends; a block of lines ends with its."""
        stop = self.text.index("\n", end - 1)
        yield from self._until(min(limit, self._next(limit), stop), alone=False)

    def _next(self, otherwise: int) -> int:
        """Where the next scalar begins."""
        if not self.starts:
            return otherwise
        return self.starts[0]

    def _under(self, column: int) -> Iterator[Comment]:
        """Take the comments up to the next scalar that stand at a column or deeper."""
        stop = self._next(len(self.text))
        while self.waiting and self.waiting[0].start < stop:
            first = self.waiting[0]
            if first.dash or not first.alone or first.column < column:
                return
            yield self.waiting.popleft()


def _bounds(node: Any, limit: int) -> tuple[int, int]:
    """The column of a block's entries, and where the comments beside them must end."""
    if node.flow_style:
        return -1, node.end_mark.index
    return node.start_mark.column, limit


def _push(notes: Notes, comment: Comment) -> None:
    """Put a comment beside a node; one there already, or one on a line of its own, goes above."""
    if notes.beside:
        notes.before.append(notes.beside)
    notes.beside = ""
    if comment.alone:
        notes.before.append(comment.text)
    else:
        notes.beside = comment.text


def _lines(comments: Iterable[Comment]) -> list[str]:
    """Comments on lines of their own; an empty line stands for a blank one after a comment."""
    lines = []
    for comment in comments:
        lines.append(comment.text)
        if comment.blank:
            lines.append("")
    return lines


def _trimmed(lines: list[str]) -> list[str]:
    """Lines without a blank one at their end."""
    if lines and not lines[-1]:
        return lines[:-1]
    return lines


def _text(node: Any, place: SchemaNode) -> str:
    """The text of a scalar: paragraphs unfolded, no white space at the ends of lines."""
    value = scalar_text(node)
    if "\n" not in value:
        return value
    value = _ENDS.sub("", value).strip("\n")
    if place.kind == "paragraphs":
        return "\n\n".join(paragraphs(value))
    return value
