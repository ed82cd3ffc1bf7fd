"""The numeral and the place of every section and item, read off the nodes before their shape.

It comes first so that every finding can name its item, 二（三）1, however wrong the rest may be.
"""

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plangen.outline import numeral, place
from plangen.readers.reading import ClauseNumber

_LEVELS = {"（一）": 2, "1.": 3, "（1）": 4, "none": 0}
_CHILDREN = ("parts", "goals", "measures", "requirements")
_DEEPEST = 4


def number(root: Node) -> dict[int, ClauseNumber]:
    """The spot of each section and item, by the id of its node."""
    spots: dict[int, ClauseNumber] = {}
    for index, section in enumerate(_entries(_child(root, "sections")), 1):
        _number_section(
            section, ClauseNumber(numeral(1, index), place([numeral(1, index)]), 1), spots
        )
    return spots


def _number_section(section: Node, spot: ClauseNumber, spots: dict[int, ClauseNumber]) -> None:
    spots[id(section)] = spot
    level = _LEVELS.get(_word(section, "numbering"), min(spot.level + 1, _DEEPEST))
    for key in _CHILDREN:
        count = 0
        for child in _entries(_child(section, key)):
            numbered = level > 0 and _word(child, "numbered") not in ("false", "no", "否")
            count += numbered
            written = numeral(level, count) if numbered else ""
            below = place([spot.clause, written]) if numbered else f"{spot.clause}首段"
            inner = ClauseNumber(written, below, level or spot.level + 1)
            if key == "parts":
                _number_section(child, inner, spots)
            else:
                spots[id(child)] = inner


def _child(node: Node | None, key: str) -> Node | None:
    if isinstance(node, MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == key:
                return value_node  # type: ignore[no-any-return]
    return None


def _word(node: Node, key: str) -> str:
    child = _child(node, key)
    return child.value if isinstance(child, ScalarNode) else ""


def _entries(node: Node | None) -> list[Node]:
    return node.value if isinstance(node, SequenceNode) else []
