"""YAML nodes → typed records; a JSON Schema library decides what departs from the schema.

The nodes become a plain instance, typed as the schema wants its scalars, for the library; its
errors become findings at their nodes; then the nodes become records. A record is a dict of the
keys that were written; a value that could not be read is None, and stands as reported.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import yaml
from yaml.nodes import Node, ScalarNode, SequenceNode

from plangen.readers import departures
from plangen.readers.departures import MAX_DIGITS
from plangen.readers.reading import Reading
from plangen.readers.yaml_text import scalar_text
from plangen.scalar import Day, Integer, Number, Text
from plangen.schema import Schema, plan_validator, register_schema, register_validator, schema

Record = dict[str, Any]
SPOT = "@spot"
"""The key under which a section's or an item's record holds its Spot."""


def read_shape(node: Node, reading: Reading) -> Record | None:
    """Read the document's root by the schema."""
    return _read(node, schema(), plan_validator(), reading)


def read_register(node: Node, reading: Reading) -> Record | None:
    """Read the root of a register's own file: shaped as a plan's register, but of no other file."""
    return _read(node, register_schema(), register_validator(), reading)


def _read(node: Node, part: Schema, validator: Any, reading: Reading) -> Record | None:
    for error in validator.iter_errors(_instance(node, part, reading, "")):
        departures.report(error, node, part, reading)
    record: Record | None = _value(node, part, reading, "")
    return record


def _instance(node: Any, part: Schema, reading: Reading, place: str) -> Any:
    """A node as JSON would give it; a scalar that is not of the type wanted stays text."""
    kind = node.__class__
    if kind is ScalarNode:
        return _scalar(node, part.get("x-or") or part["type"])
    if kind is SequenceNode:
        return _list(node, part.get("items"), reading, place)
    if spot := reading.spots.get(id(node)):
        place = spot.clause
    properties = part.get("properties", {})
    instance: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if key_node.__class__ is ScalarNode else "?"
        if key not in instance:
            known = properties.get(key)
            instance[key] = known and _instance(value_node, known, reading, place)
    return instance


def _list(node: Any, entry: Schema | None, reading: Reading, place: str) -> list[Any]:
    if entry is None:
        return []
    if entry["type"] == "string" and entry.get("x-kind") not in ("unit", "department"):
        node.value = [word for child in node.value for word in _words(child, reading, place)]
    return [_instance(child, entry, reading, place) for child in node.value]


_BOOLEANS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
_FIGURES = {
    "integer": re.compile(r"-?\d+", re.ASCII),
    "number": re.compile(r"-?\d+(\.\d+)?", re.ASCII),
}


def _scalar(node: ScalarNode, wanted: str) -> str | bool | Decimal:
    if wanted == "string":
        text = scalar_text(node)
        return text if text.strip() else ""
    value: str = node.value
    if wanted == "boolean":
        return _BOOLEANS.get(value, value)
    figure = _FIGURES.get(wanted)
    return Decimal(value[: MAX_DIGITS + 1]) if figure and figure.fullmatch(value) else value


_FULLWIDTH_COMMA = re.compile("[，、；]")
_COLLECTIVE = re.compile("(?:各|全[省市县区]|所有|有关|相关)[^，；]*")
"""A name for many, which may hold 、 of its own: 各中小学、幼儿园."""


def _words(node: Any, reading: Reading, place: str) -> list[Node]:
    """One entry of a list of words; entries run together by a Chinese comma are parted."""
    comma = _FULLWIDTH_COMMA.search(node.value) if node.__class__ is ScalarNode else None
    if comma is None or node.style or _COLLECTIVE.fullmatch(node.value):
        return [node]
    at = Text(comma[0], node.start_mark.line + 1, node.start_mark.column + 1 + comma.start())
    words = [*re.finditer("[^，、；]+", node.value)]
    message = f"列表的各项之间用了中文标点“{comma[0]}”，会被当成一个名字"
    hint = f"改成英文逗号：[{', '.join(word[0] for word in words)}]"
    reading.say(at, "fullwidth-comma", message, hint, place)
    return [
        ScalarNode(node.tag, word[0], _shifted(node, word.start()), _shifted(node, word.end()))
        for word in words
    ]


def _shifted(node: Any, by: int) -> yaml.Mark:
    mark = node.start_mark
    return yaml.Mark(mark.name, mark.index + by, mark.line, mark.column + by, None, 0)


def _value(node: Any, part: Schema, reading: Reading, place: str) -> Any:
    """A node as a value of its type; None where it was refused."""
    if id(node) in reading.refused:
        return None
    scalar = node.__class__ is ScalarNode
    match part["type"]:
        case "object" if not scalar and part.get("x-open"):
            return _open_record(node, reading, place)
        case "object" if not scalar:
            return _record(node, part, reading, place)
        case "array" if not scalar:
            entry = part["items"]
            return tuple([_value(child, entry, reading, place) for child in node.value])
        case "array":
            return (_value(node, part["items"], reading, place),)
        case "string" | "object":
            if node.style == '"' and departures.has_control(node, reading, place):
                return None
            typed = _STRINGS.get(part.get("x-kind", ""), _line)
            return typed(scalar_text(node), node, reading, place)
        case "boolean":
            return _BOOLEANS[node.value]
    if len(node.value) > MAX_DIGITS:
        departures.not_allowed(node, part, reading, place)
        return None
    figure = Integer if part["type"] == "integer" else Number
    return figure(node.value, node.start_mark.line + 1, node.start_mark.column + 1)


def _record(node: Any, part: Schema, reading: Reading, place: str) -> Record:
    record: Record = {}
    if spot := reading.spots.get(id(node)):
        place = spot.clause
        record[SPOT] = spot
    properties = part.get("properties", {})
    for key_node, value_node in node.value:
        known = key_node.__class__ is ScalarNode and properties.get(key_node.value)
        if known and key_node.value in record:
            departures.duplicate_key(key_node, reading, place)
        elif known:
            record[key_node.value] = _value(value_node, known, reading, place)
    if waivers := record.pop("waive", None):
        reading.waive(waivers, node, place)
    return record


def _open_record(node: Any, reading: Reading, place: str) -> Record:
    """A mapping whose keys the bureau has named, with a text under each."""
    record: Record = {}
    for key_node, value_node in node.value:
        if key_node.__class__ is not ScalarNode:
            departures.wrong_type(key_node, {"type": "string", "title": "键"}, reading, place)
        elif key_node.value in record:
            departures.duplicate_key(key_node, reading, place)
        else:
            part: Schema = {"type": "string", "title": key_node.value}
            record[key_node.value] = _written(value_node, part, reading, place)
    return record


def _written(node: Any, part: Schema, reading: Reading, place: str) -> Any:
    """A text that is there; None, which is said, where there is none."""
    if node.__class__ is not ScalarNode:
        departures.wrong_type(node, part, reading, place)
    elif not node.value.strip():
        departures.empty(node, part, reading, place)
    else:
        return _value(node, part, reading, place)
    return None


def _line(value: str, node: Node, reading: Reading, place: str) -> Text:
    if "\n" in value:
        value = _join(value)
    mark = node.start_mark
    return Text(value, mark.line + 1, mark.column + 1)


def _lines(value: str, node: Node, reading: Reading, place: str) -> Text:
    mark = node.start_mark
    lines = [line.strip() for line in value.strip().split("\n")]
    return Text("\n".join(line for line in lines if line), mark.line + 1, mark.column + 1)


def _paragraphs(value: str, node: Node, reading: Reading, place: str) -> Text:
    if "\n" in value:
        value = "\n".join(paragraphs(value))
    mark = node.start_mark
    return Text(value, mark.line + 1, mark.column + 1)


def paragraphs(value: str) -> list[str]:
    """The paragraphs of a text, each on one line; a blank line parts them."""
    return [_join(text) for text in re.split(r"\n\s*\n", value.strip())]


_ASCII_GAP = re.compile(r"(?<=[!-~])[ \t]*\n\s*(?=[!-~])")


def _join(value: str) -> str:
    """Folded lines as one: no space between Chinese, one between Latin words."""
    return "".join(map(str.strip, _ASCII_GAP.sub(" ", value.strip()).split("\n")))


def _day(value: str, node: Node, reading: Reading, place: str) -> Day | None:
    year, month, day = map(int, re.findall(r"\d+", value))
    mark = node.start_mark
    try:
        return Day(year, month, day, mark.line + 1, mark.column + 1)
    except ValueError:
        message = f"没有{year}年{month}月{day}日这一天"
        reading.say(node, "impossible-date", message, "核对月份和日子", place)
        return None


_STRINGS: dict[str, Callable[[str, Node, Reading, str], Any]] = {
    "lines": _lines,
    "paragraphs": _paragraphs,
    "date": _day,
}
