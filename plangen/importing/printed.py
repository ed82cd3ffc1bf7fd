"""The paragraphs of a notice, and which value of the plan each of their characters came from.

The notice is made a second time from a plan in which every value carries a mark that nobody types
behind its first character. Where a mark comes out, there the value was printed, by whatever
template; what follows it character by character is the value's, all else is the template's:
numbers, brackets, labels, names of the register.

一、加强学[X]习。各[Y]单位要学习。 → 一、 ―, 加强学习 the title's, 。 ―, 各单位要学习。 the text's
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import count
from typing import Any, Final, NamedTuple, cast

from rapidfuzz.distance import Indel

from plangen.deadline import Deadline
from plangen.deadline.dates import written
from plangen.document.gbt9704 import Style
from plangen.docx_file.stream import Block, StreamParagraph, read_stream
from plangen.plan import Item, Plan, Register, Responsibility
from plangen.readers.entries import joined
from plangen.scalar import Day, Text

_FIRST_MARK: Final = 0xF0000
_MARK: Final = re.compile("[\U000f0000-\U000ffffd]")
_MOST_MARKS: Final = 0xFFFE
"""So many lines of values are followed: the characters of Unicode's private plane 15."""
_LATIN: Final = re.compile("[!-~]")
_UNMARKED: Final = frozenset(
    {"id", "goals", "series", "form", "kind", "suffix", "orientation", "print_responsible"}
    | {"width", "column", "group_by", "size"}
)
"""Fields whose words a program compares."""
_LEFT_OUT: Final = (Register, Responsibility, Style)
"""What may be printed in a hundred places and is not edited in one of them; the layout."""


class Origin(NamedTuple):
    """A character of a value of the plan; a day is one whole."""

    value: Text | Day
    offset: int


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph on the page, in a cell of a table too."""

    text: str
    """White space left out, but for one space between Latin words."""
    origins: tuple[Origin | None, ...] = ()
    """Of each character; None where a template or the program put it there. Empty if not known."""
    row: int = 0
    """The row of a table that it stands in, counted through the document from 1; 0 for none."""


def printed(data: bytes) -> list[PrintedParagraph]:
    """The paragraphs of a DOCX, those of tables among them, cell by cell.

    Raises Unusable, in one line, for what is no DOCX, is damaged or is hostile.
    """
    return [PrintedParagraph(tidied(text), row=row) for text, row in _texts(data)]


def texts_of(paragraphs: Iterable[PrintedParagraph]) -> list[str]:
    """The paragraphs' texts."""
    return [paragraph.text for paragraph in paragraphs]


def traced(plan: Plan, made: bytes, write: Callable[[Plan], bytes]) -> list[PrintedParagraph]:
    """The paragraphs of the notice that `write` made of a plan, each character with its origin."""
    paragraphs = printed(made)
    marks = _Marks(plan)
    told = [marks.read(text) for text, _ in _texts(write(marks.plan))]
    marked = [text for text, _ in told]
    for step in Indel.opcodes(texts_of(paragraphs), marked):
        if step.tag == "equal":
            for at in range(step.src_end - step.src_start):
                origins = told[step.dest_start + at][1]
                place = step.src_start + at
                paragraphs[place] = replace(paragraphs[place], origins=origins)
    return paragraphs


def tidied(text: str) -> str:
    """A text without white space, which only lays out; one space between Latin words stays."""
    return "".join(" " if text[at].isspace() else text[at] for at in _kept(text))


def _kept(text: str) -> list[int]:
    """Which characters of a text are left when it is tidied."""
    kept: list[int] = []
    for word in re.finditer(r"\S+", text):
        start = word.start()
        if kept and _LATIN.match(text, kept[-1]) and _LATIN.match(text, start):
            kept.append(start - 1)
        kept += range(start, word.end())
    return kept


def _texts(data: bytes) -> Iterator[tuple[str, int]]:
    """The text of each paragraph, and the row of a table that it stands in."""
    rows = count(1)

    def within(blocks: Iterable[Block], row: int) -> Iterator[tuple[str, int]]:
        for block in blocks:
            if isinstance(block, StreamParagraph):
                yield block.shown, row
                continue
            for cells in block.rows:
                number = row or next(rows)
                for cell in cells:
                    yield from within(cell.content, number)

    return within(read_stream(data), 0)


class _Marks:
    """A plan in which every value is marked, and what each mark stands for."""

    def __init__(self, plan: Plan) -> None:
        self._lines: list[tuple[Text, int, int]] = []
        """For each mark the value, and where in it its line begins and ends."""
        self._marked: dict[tuple[int, int, str], Text] = {}
        self._days: list[tuple[str, Day]] = []
        """The days that stand in for those of issue, as printed, and these."""
        self.plan = cast("Plan", self._copy(plan))

    def read(self, text: str) -> tuple[str, tuple[Origin | None, ...]]:
        """A marked paragraph as it is without marks, and the origin of each character."""
        for shown, day in self._days:
            if shown in text:
                return self._dated(text, shown, day)
        plain = _MARK.sub("", text)
        kept = _kept(plain)
        tidy = tidied(plain)
        origins: list[Origin | None] = [None] * len(tidy)
        for number, mark in enumerate(_MARK.finditer(text)):
            start = bisect_left(kept, mark.start() - number - 1)
            self._follow(tidy, start, ord(mark[0]) - _FIRST_MARK, origins)
        return tidy, tuple(origins)

    def _follow(self, tidy: str, start: int, mark: int, origins: list[Origin | None]) -> None:
        """Give the characters of a marked line their origin, as far as it is printed."""
        value, begin, end = self._lines[mark]
        for at, offset in enumerate(_kept(value[begin:end]), start):
            char = value[begin + offset]
            if at >= len(tidy) or (tidy[at] != char and not char.isspace()):
                return
            origins[at] = Origin(value, begin + offset)

    def _dated(self, text: str, shown: str, day: Day) -> tuple[str, tuple[Origin | None, ...]]:
        """A paragraph with a day of issue in it."""
        before, _, after = text.partition(shown)
        left, right = self.read(before), self.read(after)
        real = written(day)
        origins = [Origin(day, offset) for offset in range(len(real))]
        return left[0] + real + right[0], (*left[1], *origins, *right[1])

    def _copy(self, value: Any) -> Any:
        """A value of the plan, marked."""
        match value:
            case Text():
                return self._mark(value)
            case Day():
                return self._move(value)
            case tuple():
                return tuple(map(self._copy, value))
            case Deadline():
                return replace(value, text=self._mark(value.text))
            case Item() if value.sentences:
                copy = self._fields(value)
                return replace(copy, text=joined(list(copy.sentences)))
        if is_dataclass(value) and not isinstance(value, _LEFT_OUT):
            return self._fields(value)
        return value

    def _fields(self, value: Any) -> Any:
        copies = {}
        for field in fields(value):
            if field.name == "fields":
                copies["fields"] = tuple(map(self._own_column, value.fields))
            elif field.name not in _UNMARKED:
                copies[field.name] = self._copy(getattr(value, field.name))
        return replace(value, **copies)

    def _own_column(self, column: Any) -> Any:
        """What stands in a column of the bureau's own; its name is a key."""
        return (column[0], self._copy(column[1])) if isinstance(column, tuple) else column

    def _mark(self, value: Text) -> Text:
        key = value.line, value.column, str(value)
        if key not in self._marked:
            lines = "\n".join(self._marked_lines(value)) if value.line else value
            self._marked[key] = Text(lines, value.line, value.column)
        return self._marked[key]

    def _marked_lines(self, value: Text) -> Iterator[str]:
        begin = 0
        for line in value.split("\n"):
            first = len(line) - len(line.lstrip()) + 1
            if line.strip() and len(self._lines) < _MOST_MARKS:
                mark = chr(_FIRST_MARK + len(self._lines))
                self._lines.append((value, begin, begin + len(line)))
                yield line[:first] + mark + line[first:]
            else:
                yield line
            begin += len(line) + 1

    def _move(self, day: Day) -> Day:
        """A day of the same month that stands nowhere else in the plan."""
        taken = [*dict(self._days), written(day)]
        for number in range(11, 29):
            moved = Day(day.year, day.month, number, day.line, day.column)
            if written(moved) not in taken:
                break
        self._days.append((written(moved), day))
        return moved
