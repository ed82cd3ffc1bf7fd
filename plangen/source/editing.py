"""Edits of a plan file's text: words replaced, entries removed, questions added as comments.

deadline: 2025年6月底前        replace 2025 by 2026, ask 是否保留
deadline: 2026年6月底前 # 待定：是否保留
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plangen.readers.comments import NEXT_QUESTION, comments, scalars
from plangen.readers.yaml_text import ILLEGAL, INVISIBLE
from plangen.scalar import Text
from plangen.source.locating import Source, fitted

Pair = tuple[ScalarNode, Node]
Edit = tuple[int, int, str]
"""Where in a text it begins and ends, and what stands there instead."""
_LONG: Final = ("sections", "items", "parts", "goals", "measures", "requirements", "tasks")
"""The keys of what runs on over many lines; what is added stands before it."""


class TextEdits:
    """The text of one file and its pending edits; all else stays as it is.

    Rows and columns count from 0, as those of nodes do; a line counts from 1, as a value's does.
    """

    def __init__(self, text: str, root: MappingNode) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._source = Source(text)
        self._edits: list[Edit] = []
        self._questions: dict[tuple[int, bool], list[str]] = {}
        """By the row, and whether they stand above it."""
        self._comments = {comment.line - 1: comment for comment in comments(text, root)}
        self._run_on: dict[int, int] = {}
        """Rows that a value runs on into, each with the row that it begins in."""
        self._closed: set[int] = set()
        """Rows at whose end a # would be a letter of a value, or beside only a part of one."""
        for node in scalars(root):
            self._mark_rows(node)

    def replace(self, value: Text, offset: int, old: str, new: str) -> int:
        """Replace `old` at an offset of a value; its line, 0 where it stands in several."""
        place = self._source.find(value.line, value.column, value, offset, len(old))
        if place is None or not place.whole:
            return 0
        if new != old:
            start = self._starts[place.line - 1] + place.column - 1
            self._edits.append((start, start + len(old), new))
        return place.line

    def fit(self, value: Text, offset: int, old: str, new: str) -> Edit | None:
        """Prepare to replace `old` at an offset of a value by what reads as `new` there.

        None where it stands in several lines, would not read so, or would leave a line blank or
        deeper than it was.
        """
        place = self._source.find(value.line, value.column, value, offset, len(old))
        mend = place and fitted(new, place, value, offset, len(old))
        if place is None or mend is None:
            return None
        line, start = self._lines[place.line - 1], place.column - 1
        left = line[:start] + mend + line[start + place.length :]
        if not left.strip() or _indent(left) != _indent(line):
            return None
        if self._runs_on(value) and not _joins_alike(line, left):
            return None
        at = self._starts[place.line - 1] + start
        return at, at + place.length, mend

    def _runs_on(self, value: Text) -> bool:
        """Whether a value stands in several lines."""
        return self.line(value, 0) != self.line(value, len(value) - 1)

    def make(self, edits: Sequence[Edit]) -> None:
        """Take prepared edits."""
        self._edits += edits

    def line(self, value: Text, offset: int) -> int:
        """The line in which a character of a value stands."""
        place = self._source.find(value.line, value.column, value, offset, 1)
        if place is None:
            return value.line
        return place.line

    def put(self, node: Node, new: str) -> None:
        """Write a scalar anew."""
        self._edits.append((*self._span(node), new))

    def put_lines(self, node: ScalarNode, lines: Sequence[str], indent: int) -> None:
        """Write a scalar of a block mapping or list anew, in a block of lines where it has several.

        The comment beside it stays beside its first line.
        """
        start: Any = node.start_mark
        row = _last_row(node)
        while not self._lines[row].strip():
            row -= 1
        end: Any = node.end_mark
        in_block = node.style in ("|", ">")
        rest = (
            self._lines[start.line][start.column :] if in_block else self._lines[row][end.column :]
        )
        beside = " " + rest[rest.index("#") :].rstrip() if "#" in rest else ""
        pad = "\n" + " " * indent
        block = "".join(f"{pad}{line}" if line else "\n" for line in lines)
        new = f"|{beside}{block}" if len(lines) > 1 else f"{lines[0]}{beside}"
        stop = self._starts[row] + len(self._lines[row])
        self._edits.append((self._starts[start.line] + start.column, stop, new))

    def ask(self, line: int, question: str) -> None:
        """Add a question as a comment beside a line, or above it where no comment fits at its end.

        A question that the file already asks there is not repeated; what nobody can see of it, and
        what YAML does not take, is left out.
        """
        question = ILLEGAL.sub("", INVISIBLE.sub("", question))
        row = line - 1
        if question in self._comments.get(row - 1, "") or question in self._comments.get(row, ""):
            return
        above = row in self._closed or row in self._comments
        if above:
            row = self._start_of(row)
        asked = self._questions.setdefault((row, above), [])
        if question not in asked:
            asked.append(question)

    def write_above(self, row: int, comment: str) -> None:
        """Put a comment on a line of its own above a row, or above the value that runs on there."""
        row = self._start_of(row)
        line = self._lines[row]
        indent = line[: len(line) - len(line.lstrip())]
        self._edits.append((self._starts[row], self._starts[row], f"{indent}{comment}\n"))

    def comment_out(self, pair: Pair) -> None:
        """Make comments of the lines of a block mapping's entry."""
        column: Any = pair[0].start_mark.column
        for row in _rows(pair):
            written = self._lines[row].lstrip()
            if written and not written.startswith("#"):
                indent = min(column, len(self._lines[row]) - len(written))
                self._edits.append((at := self._starts[row] + indent, at, "# "))

    def add(self, mapping: MappingNode, key: str, written: str) -> None:
        """Add an entry to a mapping, its value written on one line; long lists stay last."""
        entry = f"{key}: {written}"
        if mapping.flow_style:
            self._put_in_brackets(mapping, entry)
            return
        keys = [pair[0].value for pair in mapping.value]
        ahead = min((keys.index(long) for long in _LONG if long in keys), default=len(keys))
        pair = mapping.value[max(ahead, 1) - 1]
        column: Any = mapping.start_mark.column
        self._put_below(_last_row(pair[1]), " " * column + entry)

    def append(self, entries: SequenceNode, written: str, comment: str = "") -> None:
        """Add an entry at the end of a list, written on one line, maybe with a comment above it."""
        if entries.flow_style:
            self._put_in_brackets(entries, written)
            if comment:
                self.ask(line_of(entries), comment)
            return
        start: Any = entries.start_mark
        indent = " " * start.column
        above = f"{indent}# 待定：{comment}\n" if comment else ""
        self._put_below(_last_row(entries), f"{above}{indent}- {written}")

    def _put_in_brackets(self, node: MappingNode | SequenceNode, entry: str) -> None:
        end = self._span(node)[1] - 1
        self._edits.append((end, end, f", {entry}" if node.value else entry))

    def _put_below(self, row: int, lines: str) -> None:
        if row + 1 < len(self._lines):
            at = self._starts[row + 1]
            self._edits.append((at, at, f"{lines}\n"))
        else:
            at = len(self._text)
            self._edits.append((at, at, f"\n{lines}"))

    def take_out(self, mapping: MappingNode, doomed: Sequence[Pair]) -> None:
        """Remove entries of a mapping, keeping the clerk's comments; other entries must be left."""
        if not mapping.flow_style and all(map(self._begins_line, doomed)):
            for pair in doomed:
                self._cut_lines(_rows(pair))
        else:
            spans = [(self._span(key)[0], self._span(node)[1]) for key, node in mapping.value]
            self._cut_among(spans, [pair in doomed for pair in mapping.value])

    def take_out_of(self, entries: SequenceNode, doomed: Sequence[Node]) -> None:
        """Remove entries of a list; others must be left."""
        spans = [*map(self._span, entries.value)]
        self._cut_among(spans, [node in doomed for node in entries.value])

    def written(self) -> str:
        """The edited text; of two edits in one place the larger is made."""
        for (row, above), asked in self._questions.items():
            question = "# 待定：" + NEXT_QUESTION.join(asked)
            if above:
                self.write_above(row, question)
            else:
                self._write_beside(row, question)
        pieces, end = [], 0
        for start, stop, new in sorted(self._edits, key=lambda edit: (edit[0], -edit[1])):
            if start >= end:
                pieces += [self._text[end:start], new]
                end = stop
        return "".join([*pieces, self._text[end:]])

    def _mark_rows(self, node: ScalarNode) -> None:
        rows = range(line_of(node) - 1, _last_row(node) + 1)
        self._run_on.update(dict.fromkeys(rows[1:], rows[0]))
        self._closed.update(rows[1:])
        if node.style not in ("|", ">") and len(rows) > 1:
            self._closed.add(rows[0])

    def _write_beside(self, row: int, comment: str) -> None:
        line = self._lines[row]
        start, stop = len(line.rstrip()), len(line)
        self._edits.append((self._starts[row] + start, self._starts[row] + stop, f" {comment}"))

    def _start_of(self, row: int) -> int:
        """The row itself, or that in which the value begins that runs on into it."""
        while row in self._run_on:
            row = self._run_on[row]
        return row

    def _span(self, node: Node) -> tuple[int, int]:
        start: Any = node.start_mark
        end: Any = _last(node).end_mark
        return self._starts[start.line] + start.column, self._starts[end.line] + end.column

    def _begins_line(self, pair: Pair) -> bool:
        start: Any = pair[0].start_mark
        return not self._lines[start.line][: start.column].strip()

    def _cut_among(self, spans: list[tuple[int, int]], doomed: list[bool]) -> None:
        """Cut out some of several spans, each with the comma or line end that separates it.

        The comments between them go to lines of their own above the first.
        """
        last = max(place for place, gone in enumerate(doomed) if not gone)
        cuts = [(spans[at][0], spans[at + 1][0]) for at in range(last) if doomed[at]]
        if doomed[-1]:
            cuts.append((spans[last][1], spans[-1][1]))
        for start, stop in cuts:
            self._edits.append((start, stop, ""))
            for row in range(self._row(start), self._row(stop) + 1):
                if row in self._comments and start <= self._comment_at(row) < stop:
                    self.write_above(self._row(spans[0][0]), self._comments[row])

    def _cut_lines(self, rows: range) -> None:
        """Cut whole lines, but for the comments in them."""
        line = self._lines[rows.start]
        indent = line[: len(line) - len(line.lstrip())]
        left = ""
        for row in rows:
            if row in self._comments:
                left += f"{indent}{self._comments[row]}\n"
        stop = min(self._starts[rows.stop], len(self._text))
        self._edits.append((self._starts[rows.start], stop, left))

    def _row(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def _comment_at(self, row: int) -> int:
        return self._starts[row] + self._comments[row].column - 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _joins_alike(line: str, other: str) -> bool:
    """Whether lines are joined alike to those around them: a space stands between Latin words."""
    ends = [(text.strip()[0].isascii(), text.strip()[-1].isascii()) for text in (line, other)]
    return ends[0] == ends[1]


def _rows(pair: Pair) -> range:
    start: Any = pair[0].start_mark
    return range(start.line, _last_row(pair[1]) + 1)


def _last_row(node: Node) -> int:
    """The row in which a node's last character stands."""
    last = _last(node)
    end: Any = last.end_mark
    row: int = end.line
    if getattr(last, "style", "") in ("|", ">") and not end.column:
        row -= 1
    return row


def _last(node: Node) -> Node:
    """The node in which a node ends: in block style, that of its last entry."""
    while not isinstance(node, ScalarNode) and node.value and not node.flow_style:  # type: ignore[attr-defined]
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    return node


def entry(mapping: Node | None, key: str) -> Pair | None:
    """The entry of a mapping by its key; None where it has none."""
    if isinstance(mapping, MappingNode):
        for pair in mapping.value:
            if pair[0].value == key:
                return pair  # type: ignore[no-any-return]
    return None


def value(mapping: Node | None, key: str) -> Any:
    """The node of a key of a mapping; None where it has none."""
    pair = entry(mapping, key)
    if pair is None:
        return None
    return pair[1]


def mappings(root: Node) -> Iterator[MappingNode]:
    """Every mapping of a file, in its order."""
    ahead = [root]
    while ahead:
        node = ahead.pop()
        if isinstance(node, MappingNode):
            yield node
            ahead += [child for _, child in reversed(node.value)]
        elif isinstance(node, SequenceNode):
            ahead += reversed(node.value)


def line_of(node: Node) -> int:
    """The line that a node begins in, from 1."""
    start: Any = node.start_mark
    line: int = start.line
    return line + 1
