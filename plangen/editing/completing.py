"""What may be typed next at a place of a plan's YAML, which need not be whole: keys and values.

responsible: {lead_unit: 市财|    the register's units that have 财
    dea|                          deadline: 完成时限
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from plangen.editing.fields import Choice, FieldKind, choices_of, kind_of
from plangen.editing.parts import PlanParts
from plangen.editing.pick_lists import picks
from plangen.plan import Plan
from plangen.source.schema_nodes import SchemaNode, plan_place

_LINE: Final = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +|-$)*)(?P<rest>.*)")
_KEY: Final = re.compile(r"(?P<key>[A-Za-z_][A-Za-z0-9_]*):(?: +|$)(?P<value>.*)")
_BLOCK: Final = re.compile(r"[|>][0-9+-]*\s*(?:#.*)?$")
_MOST: Final = 50
_YES_NO: Final = (Choice("true", "是"), Choice("false", "否"))


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that may be typed, in the place of some characters."""

    start: int
    """The first character of the text that it replaces; the last is before the cursor."""
    text: str
    title: str
    """In Chinese."""
    help: str = ""


class _Line(NamedTuple):
    """A line of YAML, as far as its layout tells."""

    column: int
    """Where its content begins, behind the dashes."""
    dashes: tuple[int, ...]
    """The columns of its dashes."""
    key: str
    value: str


class TypingSpot(NamedTuple):
    """Where the cursor is."""

    schema: SchemaNode
    in_mapping: bool
    """Whether a key is to come, as against a value."""
    word: str
    """What is typed of it so far."""
    taken: frozenset[str] = frozenset()
    """The keys that the mapping has."""


def completions(
    text: str, offset: int, parts: PlanParts | None, plan: Plan | None
) -> list[Completion]:
    """What may be typed at an offset of a text; names are those of a plan that was read before."""
    spot = spot_at(text, offset)
    if spot is None:
        return []
    start = offset - len(spot.word)
    found = []
    for choice, after in _offered(spot, parts, plan):
        words = [choice.value, choice.name]
        if not spot.in_mapping:
            words.append(choice.help)
        if any(spot.word in word for word in words):
            found.append(Completion(start, choice.value + after, choice.name, choice.help))
    return found[:_MOST]


def _offered(
    spot: TypingSpot, parts: PlanParts | None, plan: Plan | None
) -> Iterator[tuple[Choice, str]]:
    """What fits, and what follows it."""
    if spot.in_mapping:
        for key, place in spot.schema.keys.items():
            if key not in spot.taken:
                title, words = place.part.get("title", key), place.part.get("description", "")
                yield Choice(key, title, words), ": "
        return
    place = spot.schema.entry if kind_of(spot.schema) is FieldKind.WORDS else spot.schema
    if place.type == "boolean":
        choices: Iterator[Choice] = iter(_YES_NO)
    elif "enum" in place.part:
        choices = choices_of(place)
    elif place.kind == "deadline":
        choices = (Choice(example, "完成时限") for example in place.part["examples"])
    else:
        choices = picks(place.kind, parts, plan)
    for choice in choices:
        yield choice, ""


def spot_at(text: str, offset: int) -> TypingSpot | None:
    """Where a cursor is; None in a comment, in a block of text, where nothing is known."""
    before, after = text[:offset].split("\n"), text[offset:].split("\n")
    row = len(before) - 1
    if before[row].lstrip().startswith("#") or " #" in before[row]:
        return None
    first = _begin_of_brackets(before)
    line = _line(before[first])
    if line is None or (first == row and _is_in_block(before, line)):
        return None
    place = _place(before[:first], line)
    if line.key:
        value = "\n".join([line.value, *before[first + 1 :]])
        return _in_value(place.at(line.key), value)
    if line.value[:1] in ("{", "["):
        return _in_value(place, line.value)
    if place.type == "object":
        return TypingSpot(place, True, line.value, _taken(before[:row], after[1:], line.column))
    return TypingSpot(place, False, line.value)


def _line(written: str) -> _Line | None:
    match = _LINE.fullmatch(written)
    if match is None:
        return None
    dashes = []
    for place, char in enumerate(match["dashes"], len(match["indent"])):
        if char == "-":
            dashes.append(place)
    column = len(match["indent"]) + len(match["dashes"])
    if key := _KEY.match(match["rest"]):
        return _Line(column, tuple(dashes), key["key"], key["value"])
    return _Line(column, tuple(dashes), "", match["rest"])


def _begin_of_brackets(lines: list[str]) -> int:
    """The row in which the brackets begin that are open at the end; else the last row."""
    last = len(lines) - 1
    for row in range(last - 1, max(-1, last - 40), -1):
        line = _line(lines[row])
        if line is not None and line.key:
            opened = line.value[:1] in ("[", "{") and _open_brackets("\n".join(lines[row:last])) > 0
            return row if opened else last
    return last


def _open_brackets(written: str) -> int:
    return sum(written.count(sign) for sign in "[{") - sum(written.count(sign) for sign in "]}")


def _is_in_block(lines: list[str], line: _Line) -> bool:
    """Whether the last line is of a text that a key above it began with |."""
    for written in reversed(lines[:-1]):
        above = _line(written)
        if not written.strip() or above is None:
            continue
        outer = above.dashes[0] if above.dashes else above.column
        if outer < (line.dashes[0] if line.dashes else line.column):
            return bool(above.key and _BLOCK.fullmatch(above.value))
    return False


def _place(above: list[str], line: _Line) -> SchemaNode:
    """The schema of the mapping, or the list's entry, that a line stands in."""
    path: list[str] = []
    column = _enter(path, line, line.column)
    for written in reversed(above):
        outer = _line(written)
        if outer is None or not outer.key:
            continue
        under_dash = path[:1] == [""] and outer.column == column and not outer.dashes
        if outer.column < column or under_dash:
            path.insert(0, outer.key)
            column = _enter(path, outer, outer.column)
        elif outer.column == column and outer.dashes:
            column = _enter(path, outer, column)
    place = plan_place()
    for step in path:
        place = place.at(step) if step else place.entry
    return place


def _enter(path: list[str], line: _Line, column: int) -> int:
    """Note the lists whose dashes a line has; the column that what holds them stands left of."""
    for dash in reversed(line.dashes):
        path.insert(0, "")
        column = dash
    return column


def _taken(above: list[str], below: list[str], column: int) -> frozenset[str]:
    """The keys that stand in the same mapping of block style."""
    keys = []
    for lines in (reversed(above), below):
        for written in lines:
            line = _line(written)
            if line is None or not written.strip():
                continue
            if line.column < column or (line.dashes and lines is below):
                break
            if line.column == column and line.key:
                keys.append(line.key)
            if line.dashes and line.column == column:
                break
    return frozenset(keys)


def _in_value(place: SchemaNode, value: str) -> TypingSpot:
    """The spot at the end of a value, within its brackets where it has some."""
    spot = TypingSpot(place, False, "")
    holders: list[TypingSpot] = []
    word = ""
    quote = ""
    for char in value:
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"" and not word.strip():
            quote = char
        elif char == "[":
            holders.append(TypingSpot(spot.schema.entry, False, ""))
            spot, word = holders[-1], ""
        elif char == "{":
            holders.append(TypingSpot(spot.schema, True, ""))
            spot, word = holders[-1], ""
        elif char == ":" and spot.in_mapping:
            key = word.strip()
            holders[-1] = holders[-1]._replace(taken=holders[-1].taken | {key})
            spot, word = TypingSpot(spot.schema.at(key), False, ""), ""
        elif char == "," and holders:
            spot, word = holders[-1], ""
        elif char in "]}" and holders:
            holders.pop()
            spot, word = TypingSpot(plan_place().at(""), False, ""), ""
        else:
            word += char
    return spot._replace(word=word.lstrip())
