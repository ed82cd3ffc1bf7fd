"""What is known while a plan file is read: its name, the items' clauses, the findings so far."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, Node

from plangen.findings.finding import Finding, Mark, Severity
from plangen.plan import Waiver
from plangen.scalar import Number, Text, placed


class ClauseNumber(NamedTuple):
    """Where a section or an item stands in the document."""

    number: str
    """Its printed numeral, such as （三）."""
    clause: str
    """How people cite it, such as 二（三）."""
    level: int
    """1 for 一、 to 4 for （1）."""


class Reading:
    """What is known while a file is read: its name, the items' places, the findings so far."""

    def __init__(self, file: str, spots: dict[int, ClauseNumber]) -> None:
        self.file = file
        self.spots = spots
        """By the id of the node."""
        self.findings: list[Finding] = []
        self.waivers: list[Waiver] = []
        self.questions: tuple[Text, ...] = ()
        self.refused: set[int] = set()
        """The ids of the nodes that the schema refuses, whose values are not read."""

    def say(
        self,
        at: Node | Text | Number,
        code: str,
        message: str,
        hint: str,
        item: str = "",
        length: int = 0,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a finding at a node or a piece of text; it underlines the text unless told."""
        if isinstance(at, Node):
            line, column = at.start_mark.line + 1, at.start_mark.column + 1
            length = length or _length(at)
        else:
            line, column, length = at.line, at.column, length or len(str(at))
        mark = Mark(self.file, line, column)
        self.findings.append(Finding(mark, code, message, hint, item, severity, length))

    def placed(self, word: str, line: int, column: str) -> Text:
        """A unit's word with its place, where it does not remember it: a line and a column's name.

        Outside a table every word does.
        """
        return placed(word)

    def waive(self, records: Iterable[Any], node: MappingNode, place: str) -> None:
        """Take the waivers written in a mapping; they hold in its lines, the plan's everywhere."""
        first, end = node.start_mark, node.end_mark
        inside = node.flow_style or end.column > first.column  # else the next thing stands there
        lines = first.line + 1, end.line + inside
        for record in records:
            if record and record.get("rule") and record.get("reason"):
                waiver = Waiver(**record, lines=lines, clause=place)
                self.waivers.append(waiver)


def _length(node: Node) -> int:
    if node.start_mark.line != node.end_mark.line:
        return 1
    return max(1, int(node.end_mark.column - node.start_mark.column))
