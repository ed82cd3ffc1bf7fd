"""The numeral and the clause of every section and item, read off the nodes before their shape.

It comes first so that every finding can name its item, 二（三）1, however wrong the rest may be.
"""

from collections import defaultdict

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plangen.outline import LIMIT, numeral, place
from plangen.readers.reading import ClauseNumber
from plangen.readers.shape import paragraphs

_LEVELS = {"一、": 1, "（一）": 2, "1.": 3, "（1）": 4, "none": 0}
_LISTS = ("items", "parts", "goals", "measures", "requirements")
_NO = ("false", "no", "否")
_DEEPEST = 4


def number(root: Node) -> dict[int, ClauseNumber]:
    """The numeral and clause of each section and item, by the id of its node."""
    return _Numbering(root).clauses


class _Numbering:
    """Counts the document through once, in its order.

    A level that runs on, as 1. to 56. under （一） to （二十五）, is never begun anew.
    """

    def __init__(self, root: Node) -> None:
        self.clauses: dict[int, ClauseNumber] = {}
        written = _child(root, "numbering")
        self._running = {
            level for level in (2, 3, 4) if _word(written, f"level_{level}") == "continue"
        }
        self._counts: dict[int, int] = defaultdict(int)
        before = _Before("", 0)
        for section in _entries(_child(root, "sections")):
            numbered = (
                _child(section, "title") is not None and _word(section, "numbered") not in _NO
            )
            if numbered:
                self._counts[1] = _written_number(section) or self._counts[1] + 1
            written_number = numeral(1, self._counts[1]) if numbered else ""
            clause = place([written_number]) if numbered else before.clause
            self._section(section, ClauseNumber(written_number, clause, 1))

    def _section(self, section: Node, own: ClauseNumber) -> None:
        self.clauses[id(section)] = own
        level = _LEVELS.get(_word(section, "numbering"), min(own.level + 1, _DEEPEST))
        counts_itself = level == own.level and own.number
        if level > 1 and level not in self._running and not counts_itself:
            self._counts[level] = 0
        before = _Before(own.clause, _paragraphs(section))
        for key in _LISTS:
            for child in _entries(_child(section, key)):
                before = self._entry(child, own, level, before, is_part=_is_part(child, key))

    def _entry(
        self, node: Node, above: ClauseNumber, level: int, before: "_Before", *, is_part: bool
    ) -> "_Before":
        """Number a part or an item; what it is followed by is cited from what is returned."""
        if level > 0 and _is_numbered(node):
            self._counts[level] = _written_number(node) or self._counts[level] + 1
            written = numeral(level, self._counts[level])
            clause = place([above.clause, written])
            after = _Before(clause, _paragraphs(node) or 1)
        else:
            written, clause = "", before.next_paragraph
            after = _Before(before.clause, before.paragraphs + (_paragraphs(node) or 1))
        is_group = is_part and not written and _child(node, "title") is None
        own = ClauseNumber(written, clause, above.level if is_group else level or above.level + 1)
        if is_part:
            self._section(node, own)
        else:
            self.clauses[id(node)] = own
        return after


class _Before:
    """The last numbered clause, and how many paragraphs of it stand so far."""

    def __init__(self, clause: str, paragraphs: int) -> None:
        self.clause = clause
        self.paragraphs = paragraphs

    @property
    def next_paragraph(self) -> str:
        """How people cite a paragraph without a numeral: 二（六）第2段."""
        if self.paragraphs == 0:
            return f"{self.clause}首段"
        return f"{self.clause}第{self.paragraphs + 1}段"


def _is_part(node: Node, key: str) -> bool:
    return key == "parts" or (key == "items" and _word(node, "kind") == "part")


def _is_numbered(node: Node) -> bool:
    """Tell whether an entry bears a numeral: a text without a title does so only when told."""
    said = _word(node, "numbered")
    if said:
        return said not in _NO
    return _word(node, "kind") != "text" or _child(node, "title") is not None


def _written_number(node: Node) -> int:
    """The number that an entry says it has, as one whose source leaves numbers out; else 0."""
    word = _word(node, "number")
    return int(word) if word.isascii() and word.isdigit() and 0 < int(word) <= LIMIT else 0


def _paragraphs(node: Node) -> int:
    """How many paragraphs a section or an item has of its own."""
    text = _child(node, "text")
    if isinstance(text, ScalarNode) and text.value.strip():
        return len(paragraphs(text.value))
    return int(_child(node, "sentences") is not None)


def _child(node: Node | None, key: str) -> Node | None:
    if isinstance(node, MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == key:
                return value_node  # type: ignore[no-any-return]
    return None


def _word(node: Node | None, key: str) -> str:
    child = _child(node, key)
    return child.value if isinstance(child, ScalarNode) else ""


def _entries(node: Node | None) -> list[Node]:
    return node.value if isinstance(node, SequenceNode) else []
