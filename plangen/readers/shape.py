"""YAML nodes → typed records, as the schema says; every departure becomes a finding.

The schema is compiled once into one small function a type. A record is a dict of the keys that
were written; a value that could not be read is None, and stands as reported.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plangen.readers import departures
from plangen.readers.reading import Reading
from plangen.readers.yaml_text import scalar_text
from plangen.scalar import Day, Integer, Number, Text
from plangen.schema import Schema, resolve, schema

Record = dict[str, Any]
SPOT = "@spot"
"""The key under which a section's or an item's record holds its Spot."""

Reader = Callable[[Node, Reading, str], Any]


def read_shape(node: Node, reading: Reading) -> Record | None:
    """Read the document's root by the schema."""
    record: Record | None = _plan_reader()(node, reading, "")
    return record


def read_register(node: Node, reading: Reading) -> Record | None:
    """Read the root of a register's own file: shaped as a plan's register, but of no other file."""
    record: Record | None = _register_reader()(node, reading, "")
    return record


@cache
def _plan_reader() -> Reader:
    return _compile(schema())


@cache
def _register_reader() -> Reader:
    part = schema()["$defs"]["register"]
    keys = {key: value for key, value in part["properties"].items() if key != "from"}
    return _compile({**part, "properties": keys})


def _compile(part: Schema) -> Reader:
    if len(part) == 1 and "$ref" in part:
        return _reference(part)
    part = resolve(part)
    match part["type"]:
        case "object":
            return _object(part)
        case "array":
            return _array(part)
        case "string":
            return _string(part)
        case "boolean":
            return _boolean(part)
        case kind:
            return _number(part, Integer if kind == "integer" else Number)


@cache
def _definition(name: str) -> Reader:
    return _compile(schema()["$defs"][name])


def _reference(part: Schema) -> Reader:
    name = part["$ref"].removeprefix("#/$defs/")
    found: list[Reader] = []

    def read(node: Node, reading: Reading, place: str) -> Any:
        if not found:
            found.append(_definition(name))
        return found[0](node, reading, place)

    return read


def _object(part: Schema) -> Reader:
    readers = {key: _compile(value) for key, value in part["properties"].items()}
    check = _checker(part)
    may_be_empty = not part.get("minProperties")

    def read(node: Node, reading: Reading, place: str) -> Record | None:
        if node.__class__ is not MappingNode:
            departures.wrong_type(node, part, reading, place)
            return None
        if not (node.value or may_be_empty):
            departures.empty(node, part, reading, place)
            return None
        record: Record = {}
        if spot := reading.spots.get(id(node)):
            place = spot.clause
            record[SPOT] = spot
        for key_node, value_node in node.value:
            key = key_node.value
            if key_node.__class__ is not ScalarNode or key not in readers:
                departures.unknown_key(key_node, part, reading, place)
            elif key in record:
                departures.duplicate_key(key_node, reading, place)
            else:
                record[key] = readers[key](value_node, reading, place)
        check(record, node, reading, place)
        if waivers := record.pop("waive", None):
            reading.waive(waivers, node, place)
        return record

    return read


def _checker(part: Schema) -> Callable[[Record, Node, Reading, str], None]:
    """What the keys of a mapping must be to each other."""
    required = part.get("required", ())
    choice = [way["required"][0] for way in part.get("anyOf", ())]
    pairs = [(key, other) for key, (other,) in part.get("dependentRequired", {}).items()]
    rules = [
        _exclusion(rule) if "not" in rule else _condition(rule) for rule in part.get("allOf", ())
    ]

    def check(record: Record, node: Node, reading: Reading, place: str) -> None:
        for key in required:
            if key not in record:
                departures.missing(node, [key], part, reading, place)
        if choice and record.keys().isdisjoint(choice):
            departures.missing(node, choice, part, reading, place)
        for key, other in pairs:
            if key in record and other not in record:
                because = f"写了 {key} 的"
                departures.missing(node, [other], part, reading, place, because)
        for rule in rules:
            rule(record, node, part, reading, place)

    return check


Rule = Callable[[Record, Node, Schema, Reading, str], None]


def _exclusion(rule: Schema) -> Rule:
    """`not` both of two keys; the rule itself may say why."""
    first, second = rule["not"]["required"]
    says, hint = rule.get("x-says"), rule.get("x-hint", "")

    def check(record: Record, node: Node, part: Schema, reading: Reading, place: str) -> None:
        if first not in record or second not in record:
            return
        if says:
            reading.say(node, "not-allowed", says, hint, place, length=1)
        else:
            departures.mixed(node, (first, second), reading, place)

    return check


def _condition(rule: Schema) -> Rule:
    """`if` a key has a value, `then` some keys are needed and others have no place."""
    ((key, value),) = rule["if"]["properties"].items()
    needed = rule["then"].get("required", ())
    barred = rule["then"].get("properties", ())

    def check(record: Record, node: Node, part: Schema, reading: Reading, place: str) -> None:
        if record.get(key) != value["const"]:
            return
        because = f"{key} 写 {value['const']} 的"
        for other in needed:
            if other not in record:
                departures.missing(node, [other], part, reading, place, because)
        for other in barred:
            if other in record:
                departures.not_printed(node, other, part, reading, because)

    return check


def _array(part: Schema) -> Reader:
    inner = _compile(part["items"])
    entry = resolve(part["items"])
    of_words = entry["type"] == "string" and entry.get("x-kind") != "cell"

    def read(node: Node, reading: Reading, place: str) -> tuple[Any, ...] | None:
        if node.__class__ is not SequenceNode:
            departures.wrong_type(node, part, reading, place)
            return None
        if not node.value:
            reading.say(node, "empty-value", "列表是空的", "写上内容，或删去这一键", place)
            return None
        values: Iterable[Node] = node.value
        if of_words:
            values = (word for child in node.value for word in _words(child, reading, place))
        return tuple([inner(child, reading, place) for child in values])

    return read


_FULLWIDTH_COMMA = re.compile("[，、；]")


def _words(node: Any, reading: Reading, place: str) -> list[Node]:
    """One entry of a list of words; entries run together by a Chinese comma are parted."""
    comma = _FULLWIDTH_COMMA.search(node.value) if node.__class__ is ScalarNode else None
    if comma is None or node.style:
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


def _string(part: Schema) -> Reader:
    typed = _STRINGS.get(part.get("x-kind", ""), _line)
    pattern = re.compile(part["pattern"]) if "pattern" in part else None
    allowed = part.get("enum")

    def read(node: Node, reading: Reading, place: str) -> Any:
        if node.__class__ is not ScalarNode:
            departures.wrong_type(node, part, reading, place)
            return None
        value = scalar_text(node)
        if not value.strip():
            departures.empty(node, part, reading, place)
            return None
        if (pattern and not pattern.match(value)) or (allowed and value not in allowed):
            departures.not_allowed(node, part, reading, place)
            return None
        if node.style == '"' and departures.has_control(node, reading, place):
            return None
        return typed(value, node, reading, place)

    return read


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


_ASCII_GAP = re.compile(r"(?<=[!-~])\n\s*(?=[!-~])")


def _join(value: str) -> str:
    """Folded lines as one: no space between Chinese, one between Latin words."""
    return re.sub(r"\s*\n\s*", "", _ASCII_GAP.sub(" ", value.strip()))


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


def _boolean(part: Schema) -> Reader:
    words = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}

    def read(node: Node, reading: Reading, place: str) -> bool | None:
        if node.__class__ is not ScalarNode or node.value not in words:
            departures.wrong_type(node, part, reading, place)
            return None
        return words[node.value]

    return read


def _number(part: Schema, typed: type[Integer] | type[Number]) -> Reader:
    pattern = re.compile(r"-?\d+" if typed is Integer else r"-?\d+(\.\d+)?", re.ASCII)
    least, most = part.get("minimum"), part.get("maximum")

    def read(node: Node, reading: Reading, place: str) -> Integer | Number | None:
        if node.__class__ is not ScalarNode or not pattern.fullmatch(node.value):
            departures.wrong_type(node, part, reading, place)
            return None
        mark = node.start_mark
        if len(node.value) > departures.MAX_DIGITS:
            departures.not_allowed(node, part, reading, place)
            return None
        value = typed(node.value, mark.line + 1, mark.column + 1)
        if (least is not None and value < least) or (most is not None and value > most):
            departures.not_allowed(node, part, reading, place)
            return None
        return value

    return read
