"""Writes the ids that a plan's items and tasks lack, so that they stay when words are touched up.

A plan says `- do: 制定方案`; it becomes `- id: zdfa` and `do: 制定方案` under it.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plangen.plan import Item, Plan, Task
from plangen.readers.yaml_text import compose

_LISTS = ("goals", "measures", "requirements", "tasks")
_DUTY = ("responsible", "deadline", "targets", "evidence", "milestones", "fields")
_LETTERS = 8
"""How many characters of the words an id is made from."""


def with_identities(
    text: str, file: str, known: Mapping[tuple[int, int], str] = MappingProxyType({})
) -> str:
    """The text of a plan with an id in every item and task; as it was where YAML is at fault.

    `known` gives the ids that lists and ledgers have used so far, by line and column of the words.
    """
    root, faults = compose(text, file)
    if root is None or faults:
        return text
    bare = list(_without_id(root))
    taken = set(_ids(root))
    numbers: dict[str, int] = {}
    pieces: list[str] = []
    copied = 0
    for node in bare:
        words = _words(node)
        place = (words.start_mark.line + 1, words.start_mark.column + 1) if words else (0, 0)
        spelling = spelt(words.value if words else "")
        identity = known.get(place) or free(spelling, taken, numbers)
        taken.add(identity)
        at = node.start_mark.index + bool(node.flow_style)
        apart = ", " if node.flow_style else "\n" + " " * node.start_mark.column
        pieces += (text[copied:at], f"id: {identity}{apart}")
        copied = at
    return "".join([*pieces, text[copied:]])


def _without_id(node: Node) -> Iterator[MappingNode]:
    """The items and tasks that bear no id, in the file's order."""
    for key, value in _pairs(node):
        for entry in value.value if isinstance(value, SequenceNode) else ():
            if isinstance(entry, MappingNode):
                if _bears_id(key, entry) and not _has(entry, "id"):
                    yield entry
                yield from _without_id(entry)


def _bears_id(key: str, entry: MappingNode) -> bool:
    match key:
        case "items":
            return _word(entry, "kind") in ("goal", "measure", "requirement")
        case "sentences":
            return any(_has(entry, duty) for duty in _DUTY)
        case _:
            return key in _LISTS


def _ids(node: Node) -> Iterator[str]:
    for key, value in _pairs(node):
        if key == "id" and isinstance(value, ScalarNode):
            yield value.value
        yield from _ids(value)
        for entry in value.value if isinstance(value, SequenceNode) else ():
            yield from _ids(entry)


def _pairs(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, MappingNode):
        yield from ((str(key.value), value) for key, value in node.value)


def _has(node: MappingNode, key: str) -> bool:
    return any(name == key for name, _ in _pairs(node))


def _word(node: MappingNode, key: str) -> str:
    return next((value.value for name, value in _pairs(node) if name == key), "")


def ids_in_use(plan: Plan) -> dict[tuple[int, int], str]:
    """The ids that were made from words, by line and column of these."""
    duties: list[Item | Task] = [*plan.items()]
    used = {}
    while duties:
        duty = duties.pop()
        duties += duty.tasks
        if duty.derived and duty.id:
            used[duty.id.line, duty.id.column] = str(duty.id)
    return used


def _words(node: MappingNode) -> ScalarNode | None:
    """What an item or a task is called, or says."""
    said = dict(_pairs(node))
    for key in ("title", "do", "text"):
        words = said.get(key)
        if isinstance(words, ScalarNode) and words.value:
            return words
    return None


def spelt(words: str) -> str:
    """The first letters of the words' pinyin: 加强学习 is jqxx."""
    from pypinyin import Style, lazy_pinyin

    letters = "".join(re.findall("[A-Za-z0-9\u4e00-\u9fff]", words))[:_LETTERS]
    spelt = "".join(lazy_pinyin(letters, style=Style.FIRST_LETTER, errors="ignore"))
    return re.sub("[^a-z0-9]", "", spelt.lower()) or "item"


def free(identity: str, taken: set[str], numbers: dict[str, int] | None = None) -> str:
    """The identity itself, or with the first number behind it that nobody has.

    `numbers` remembers how far each identity has been counted, for many of them.
    """
    number = numbers.get(identity, 1) if numbers else 1
    free = identity if number == 1 else f"{identity}-{number}"
    while free in taken:
        number += 1
        free = f"{identity}-{number}"
    if numbers is not None:
        numbers[identity] = number
    return free
