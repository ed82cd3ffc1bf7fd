"""The numerals of a document read as a sequence: which paragraph stands under which.

A numeral's form gives its level (一、（一）1.（1）); the sequence says whether a level runs on
through the document or begins anew under each heading, and where a number is left out or stands
twice.

一、甲   （一）乙   二、丙   （二）丁    level 2 runs on
一、甲   （一）乙   （三）丙            （三） is not what follows （一）: it is kept, and told
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from plangen.importing.duties import is_own_line
from plangen.importing.lines import Line
from plangen.importing.own_numbers import OFFICIAL, OwnNumber, Rung, own_numbers_of
from plangen.outline import Numeral
from plangen.patterns import lazily

_THIRD: Final = 3
_DEEPEST: Final = 4
_FIGURE: Final = lazily("([0-9]{1,3})[.．、](?=[0-9]+[月日个项次家])")
_SECOND: Final = lazily("2[.．、]")
_CLOSES: Final = lazily(
    "(?:各地|各单位|各县|各市|各区|各乡镇|各有关|各部门|各级|未纳入|本(?:方案|行动方案|措施|政策|意见|计划|通知|办法|文件)"
    "|以上|上述|此前|凡|对(?:本|上述)|特此|各[一-鿿、，（）]{1,30}?要)"
)
"""How a paragraph opens that closes a document."""


@dataclass(slots=True)
class Clause:
    """A numbered paragraph or a heading, and what stands under it."""

    level: int
    """1 to 4; 0 for the whole document."""
    number: int = 0
    """0 for a heading without a numeral, or with a number that a plan does not count."""
    line: Line | None = None
    text: str = ""
    """The paragraph without its numeral; a number of the paper's own is part of it."""
    own_number: str = ""
    """The number that it opens with and that a plan does not count: 第三条."""
    rung: int = 0
    """How high it stands on the paper's ladder of numbers; the whole document stands on 0."""
    out_of_sequence: bool = False
    """Whether its number is not the one that counting gives."""
    begins_anew: bool = False
    """Whether it is the first of a level that a plan would count on: 一、 under 第二章."""
    paragraphs: list[Line] = field(default_factory=list)
    """Unnumbered paragraphs and tables right under it."""
    children: "list[Clause]" = field(default_factory=list)

    def walk(self) -> "Iterator[Clause]":
        """The clauses under it, in the document's order."""
        for child in self.children:
            yield child
            yield from child.walk()


@dataclass(slots=True)
class Outline:
    """A document's clauses."""

    root: Clause
    running: frozenset[int]
    """The levels that run on through the document."""
    closing: list[Line]
    """What follows the last clause and belongs to the whole."""

    @property
    def breaks(self) -> list[Clause]:
        """The clauses whose number does not follow."""
        return [clause for clause in self.root.walk() if clause.out_of_sequence]


def outline(lines: Sequence[Line], *, official: bool = False) -> Outline:
    """Read the clauses of a document's body; where `official`, by official numerals alone."""
    own = {} if official else own_numbers_of(lines)
    lines = [replace(line, numeral=None) if at in own else line for at, line in enumerate(lines)]
    root = _tree(_without_false_numerals(lines), own)
    running = _running(root)
    _count(root, running)
    return Outline(root, running, _closing(root))


def _tree(lines: Sequence[Line], own: Mapping[int, OwnNumber]) -> Clause:
    root = Clause(0)
    path = [root]
    for at, line in enumerate(lines):
        clause = _clause(line, own.get(at))
        if clause is None:
            path[-1].paragraphs.append(line)
            continue
        while path[-1].rung >= clause.rung or (at in own and path[-1].level == _DEEPEST):
            path.pop()
        clause.level = clause.level or _level_under(path[-1], own[at])
        path[-1].children.append(clause)
        path.append(clause)
    return root


def _clause(line: Line, own: OwnNumber | None) -> Clause | None:
    """The clause that a line begins; that of an own number gets its level by what it is under."""
    if own:
        return Clause(0, 0, line, own.written + own.rest, own.written, own.rung)
    if line.numeral:
        level, rest = line.numeral.level, line.numeral.rest.strip()
        return Clause(level, line.numeral.number, line, rest, "", OFFICIAL[level - 1])
    return None


def _level_under(parent: Clause, own: OwnNumber) -> int:
    """The level of a clause with an own number; only headings are sections.

    What stands above （一） is not of the last level, for （一）, 1. and （1） may stand under it.
    """
    highest = 1 if own.is_heading else 2
    deepest = _THIRD if own.rung < Rung.SECOND else _DEEPEST
    return min(max(parent.level + 1, highest), deepest)


def _without_false_numerals(lines: Sequence[Line]) -> list[Line]:
    """Lines with the numerals that the sequence confirms.

    1.甲  24.乙  2.丙: 24 is no numeral, as 2 follows 1; it is text.
    1.甲  2.3月底前乙  3.丙: 2.3 is no decimal, as 1 stands before it; it is 2. and 3月底前乙.
    """
    kept = list(lines)
    last: dict[int, int] = {}
    for at, line in enumerate(kept):
        numeral = line.numeral or _before_figure(line.text, last, kept[at + 1 :])
        if numeral is None:
            continue
        expected = last.get(numeral.level, 0) + 1
        jumps = numeral.number not in (1, expected)
        if jumps and _follows_later(kept[at + 1 :], numeral, expected):
            kept[at] = replace(line, numeral=None)
            continue
        kept[at] = replace(line, numeral=numeral)
        last[numeral.level] = numeral.number
        for deeper in range(numeral.level + 1, 5):
            last.setdefault(deeper, 0)
    return kept


def _before_figure(text: str, last: Mapping[int, int], following: Sequence[Line]) -> Numeral | None:
    """The numeral of a paragraph that goes on with a figure, where it follows the one before it.

    A first one is none unless the next paragraph is the second.
    """
    match = _FIGURE.match(text)
    if match is None:
        return None
    begins = match[1] == "1" and bool(following) and bool(_SECOND.match(following[0].text))
    follows = bool(last.get(_THIRD)) and int(match[1]) == last[_THIRD] + 1
    if not (begins or follows):
        return None
    return Numeral(_THIRD, int(match[1]), match[0], text[match.end() :])


def _follows_later(lines: Sequence[Line], jumped: Numeral, expected: int) -> bool:
    """Whether the next numeral of its level is the expected one, not the one that follows it."""
    for line in lines:
        if line.numeral and line.numeral.level == jumped.level:
            return line.numeral.number == expected != jumped.number + 1
        if line.numeral and line.numeral.level < jumped.level:
            return False
    return False


def _running(root: Clause) -> frozenset[int]:
    """The levels that are counted through the whole document."""
    goes_on: Counter[int] = Counter()
    begins: Counter[int] = Counter()
    last: dict[int, int] = {}
    for parent in [root, *root.walk()]:
        seen: set[int] = set()
        for clause in parent.children:
            level = clause.level
            if clause.number and level not in seen and last.get(level):
                goes_on[level] += clause.number == last[level] + 1
                begins[level] += clause.number == 1
            seen.add(level)
            last[level] = _last_number(clause, level, last)
    return frozenset(level for level in (2, 3, 4) if goes_on[level] > begins[level])


def _last_number(clause: Clause, level: int, last: dict[int, int]) -> int:
    return clause.number or last.get(level, 0)


def _count(root: Clause, running: frozenset[int]) -> None:
    """Mark the clauses whose number counting does not give."""
    counts: Counter[int] = Counter()
    for clause in _with_restarts(root, running, counts):
        if clause.number:
            clause.out_of_sequence = clause.number != counts[clause.level] + 1
            counts[clause.level] = clause.number


def _with_restarts(
    parent: Clause, running: frozenset[int], counts: Counter[int]
) -> Iterator[Clause]:
    """The clauses in order; each level that does not run on is begun anew under its parent."""
    levels = {clause.level for clause in parent.children}
    for level in levels - running:
        counts[level] = 0
    for clause in parent.children:
        clause.begins_anew = parent.level > 0 and clause.level == clause.number == 1
        yield clause
        yield from _with_restarts(clause, running, counts)


def _closing(root: Clause) -> list[Line]:
    """Take the paragraphs that close the document from its last clause."""
    if not root.children:
        return []
    last = root
    while last.children:
        last = last.children[-1]
    says_itself = bool(heading_of(last.text)[1]) or last.text.endswith("。")
    for at, line in enumerate(last.paragraphs):
        if (at or says_itself) and _CLOSES.match(line.text):
            closing = last.paragraphs[at:]
            del last.paragraphs[at:]
            return closing
    return []


def heading_of(text: str) -> tuple[str, str]:
    """A paragraph's run-in heading and the rest; the whole is the heading where nothing follows.

    >>> heading_of("加强检查。每季度检查一次。")
    ('加强检查', '每季度检查一次。')
    >>> heading_of("指导思想。")
    ('指导思想。', '')
    >>> heading_of("落实责任，健全制度，确保全年任务完成，并于每季度末报送情况。")
    ('', '落实责任，健全制度，确保全年任务完成，并于每季度末报送情况。')
    """
    end = _sentence_end(text)
    if end is None:
        is_short = len(text) <= _HEADING_MOST and text[-1:] not in "；，、"
        return (text, "") if is_short else ("", text)
    head, mark, rest = text[:end], text[end], text[end + 1 :].strip()
    if not _is_heading(head, mark):
        return "", text
    if not rest:
        is_alone = mark == "：" or (len(head) <= _ALONE and "，" not in head)
        return (f"{head}{mark}", "") if is_alone else ("", text)
    if rest[0] in "（〔(【[" or is_own_line(rest):
        return "", text
    return (head if mark == "。" else f"{head}{mark}"), rest


_HEADING_MOST: Final = 60
_RUN_IN_MOST: Final = 45
_LABEL_MOST: Final = 20
_ALONE: Final = 22
"""The most 字 of a heading that stands alone with its full stop."""


def _is_heading(head: str, mark: str) -> bool:
    """Whether a first sentence is a heading: short, without figures to reach or several steps."""
    if mark == "：":
        return len(head) <= _LABEL_MOST and "，" not in head
    if len(head) > _RUN_IN_MOST or head.count("，") > 2 or "；" in head:
        return False
    return not re.search("[0-9]+(?:\\.[0-9]+)?[%％万亿个户家]|责任单位|牵头|（.{0,20}负责）", head)


def _sentence_end(text: str) -> int | None:
    """Where the first sentence ends, or a label with its colon; marks in brackets left aside."""
    depth = 0
    for at, char in enumerate(text):
        if char in "（〔《“‘(":
            depth += 1
        elif char in "）〕》”’)":
            depth = max(0, depth - 1)
        elif depth == 0 and char in "。！？：":
            return at
    return None
