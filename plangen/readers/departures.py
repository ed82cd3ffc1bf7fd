"""What is said, in Chinese, of a node that departs from the schema.

The words are the schema's own: its titles name the keys, its examples show what to write.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from plangen.nearest import did_you_mean, nearest
from plangen.patterns import lazily
from plangen.readers.reading import Reading
from plangen.scalar import Text
from plangen.schema import Schema
from plangen.typography import UNSEEN

MAX_DIGITS = 20


_TYPES = {
    "object": "几行“键: 内容”（缩进两格）",
    "array": "列表：每项一行，以“- ”开头；或写在英文方括号里 [甲, 乙]",
    "string": "一段文字",
    "boolean": " true（是）或 false（否）",
    "integer": "整数",
    "number": "数字，不带单位",
}


_FOUND: dict[type[Node], str] = {
    ScalarNode: "一段文字",
    SequenceNode: "一个列表",
    MappingNode: "几行“键: 内容”",
}


def _named(part: Schema, key: str = "") -> str:
    title = part.get("title", "方案")
    return f"{key}（{title}）" if key else f"“{title}”"


def _shown(example: object) -> str:
    text = json.dumps(example, ensure_ascii=False)
    return re.sub(r'"(\w+)": ', r"\1: ", text).strip('"')


def _example(part: Schema) -> str:
    examples = part.get("examples")
    return f"，例如：{_shown(examples[0])}" if examples else ""


def wrong_type(node: Any, part: Schema, reading: Reading, place: str) -> None:
    """Say that there is text where a list should be, or the like."""
    if node.__class__ is ScalarNode and not node.value.strip() and not node.style:
        empty(node, part, reading, place)
        return
    if part["type"] == "object" and run_on_key(node, reading, place):
        return
    found = _FOUND[type(node)]
    wanted = _TYPES[part["type"]]
    if node.__class__ is ScalarNode and part["type"] in ("integer", "number"):
        found = f"“{node.value}”"
    message = f"{_named(part)}应当是{wanted}，这里却是{found}"
    reading.say(node, "wrong-type", message, f"改成{wanted}{_example(part)}", place)


_RUN_ON_KEY = lazily(r"([A-Za-z_]+)([：:])")


def run_on_key(node: Any, reading: Reading, place: str) -> bool:
    """Say so when a key and its value were run together by a Chinese colon."""
    match = _RUN_ON_KEY.match(node.value) if node.__class__ is ScalarNode else None
    if match is None:
        return False
    mark = node.start_mark
    at = Text(match[2], mark.line + 1, mark.column + 1 + match.end(1))
    if match[2] == "：":
        code, message = "fullwidth-colon", f"“{match[1]}”后面是中文冒号“：”"
    else:
        code, message = "no-space", f"“{match[1]}:”的冒号后面没有空格，会和内容连成一个词"
    reading.say(at, code, message, f"用英文冒号，后面空一格，写作“{match[1]}: ”", place)
    return True


def empty(node: Any, part: Schema, reading: Reading, place: str) -> None:
    """Say that nothing follows a key."""
    message = f"{_named(part)}后面没有内容"
    unneeded = "空格写 ''" if part.get("x-kind") == "cell" else "不需要的，删去这一键"
    hint = f"写上内容{_example(part)}；{unneeded}"
    reading.say(node, "empty-value", message, hint, place)


def not_allowed(node: Any, part: Schema, reading: Reading, place: str) -> None:
    """Say what a value may be."""
    if not node.value.strip():
        empty(node, part, reading, place)
        return
    if "enum" in part:
        says = "、".join(
            f"{value}（{meaning}）" if meaning != value else value
            for value, meaning in zip(part["enum"], part["x-enum-descriptions"], strict=True)
        )
    elif "minimum" in part:
        says = f"{part['minimum']} 到 {part['maximum']} 之间的整数"
    else:
        says = part.get("x-says", f"不超过 {MAX_DIGITS} 位的数字")
    message = f"{_named(part)}不能是“{node.value}”"
    near = _near(node.value, part.get("enum", ()))
    reading.say(node, "not-allowed", message, f"{near}可以写：{says}", place)


_CONTROL = lazily(f"{UNSEEN.pattern}|[\ufffe\uffff]")


def has_control(node: Any, reading: Reading, place: str) -> bool:
    """Say so when an escape in quotes yields what no document can hold."""
    if _CONTROL.search(node.value):
        reading.say(node, "control-character", "引号里有看不见的控制字符", "删去反斜杠写法", place)
        return True
    return False


def unknown_keys(
    node: Any, unexpected: list[str], part: Schema, reading: Reading, place: str
) -> None:
    """Say which keys of a mapping its schema does not know."""
    unknown = set(unexpected)
    for key_node, _ in node.value:
        if key_node.__class__ is not ScalarNode or key_node.value in unknown:
            _unknown_key(key_node, part, reading, place)


def _unknown_key(node: Any, part: Schema, reading: Reading, place: str) -> None:
    """Say that there is no such key, and ask whether the nearest was meant."""
    if node.__class__ is ScalarNode and run_on_key(node, reading, place):
        return
    key = node.value if node.__class__ is ScalarNode else "?"
    properties = part["properties"]
    names = {
        word: name
        for name, value in properties.items()
        for word in (name, value["title"], *value.get("x-aka", ()))
    }
    near = _near(key, names, names)
    allowed = "、".join(_named(value, name) for name, value in properties.items())
    message = f"{_named(part)}里没有“{key}”这个键"
    reading.say(node, "unknown-key", message, f"{near}这里可以写：{allowed}", place)


def _near(word: str, words: Iterable[str], means: dict[str, str] | None = None) -> str:
    close = nearest(word.lower(), words)
    return did_you_mean(means[close] if close and means else close)


def duplicate_key(node: Any, reading: Reading, place: str) -> None:
    """Say that a key stands twice in one mapping."""
    message = f"“{node.value}”写了两遍，后一遍会盖掉前一遍"
    reading.say(node, "duplicate-key", message, "合成一处，或删去一处", place)


def excluded(node: Node, rule: Schema, part: Schema, reading: Reading, place: str) -> None:
    """Say that two keys do not go together; the rule may say why.

    Where it does not, two lists stand in one section, whose order on the page would be a guess.
    """
    first, second = rule["not"]["required"]
    code = "not-allowed" if "x-says" in rule else "mixed-section"
    names = [_named(part["properties"][key], key) for key in (first, second)]
    message = f"{'和 '.join(names)}不能写在同一个部分里，印出来分不清先后"
    hint = rule.get("x-hint", "分成两个部分，各写一种")
    reading.say(node, code, rule.get("x-says", message), hint, place, length=1)


def not_printed(node: Any, key: str, part: Schema, reading: Reading, because: str) -> None:
    """Say that a key has no place in the form the plan is issued in."""
    at = next(key_node for key_node, _ in node.value if key_node.value == key)
    message = f"{because}，没有{_named(part['properties'][key], key)}这个要素，印不出来"
    reading.say(at, "not-allowed", message, "删去它，或改 form（印发形式）")


def missing(
    node: Node, keys: list[str], part: Schema, reading: Reading, place: str, because: str = ""
) -> None:
    """Say that a key is missing, or any one of several; `because` says when it is needed."""
    properties = part["properties"]
    names = "、".join(_named(properties[key], key) for key in keys)
    message = f"{_named(part)}缺少 {names}" + ("，至少写一项" if len(keys) > 1 else "")
    if because:
        message += f"，{because}，就要写它"
    example = _shown(properties[keys[0]]["examples"][0])
    reading.say(node, "missing-key", message, f"补上，例如：{keys[0]}: {example}", place, length=1)


def report(error: Any, root: Node, part: Schema, reading: Reading) -> None:
    """Say a validator's error at its node; a value that the schema refuses is not read."""
    word, path, of_schema = error.kind.name, error.instance_path, error.schema_path
    if word == "falseSchema":
        node, part, _ = _at(path[:-1], root, part, reading)
        not_printed(node, path[-1], part, reading, _when(part, of_schema))
        return
    node, part, place = _at(path, root, part, reading)
    match word:
        case "additionalProperties":
            unknown_keys(node, error.kind.unexpected, part, reading, place)
        case "required":
            key = error.kind.property
            missing(node, [key], part, reading, place, _because(key, node, part, of_schema))
        case "anyOf":
            missing(node, [way["required"][0] for way in part["anyOf"]], part, reading, place)
        case "not":
            excluded(node, _rule(part, of_schema), part, reading, place)
        case _:
            reading.refused.add(id(node))
            _refused(word, node, part, reading, place)


def _refused(word: str, node: Node, part: Schema, reading: Reading, place: str) -> None:
    """Say what is wrong with a value; `word` is the keyword of the schema that it fails."""
    match word:
        case "type":
            wrong_type(node, part, reading, place)
        case "minItems":
            reading.say(node, "empty-value", "列表是空的", "写上内容，或删去这一键", place)
        case "minLength" | "minProperties":
            empty(node, part, reading, place)
        case _ if node.__class__ is ScalarNode:  # else its type is wrong too, which is enough
            not_allowed(node, part, reading, place)


def _because(key: str, node: Any, part: Schema, of_schema: list[Any]) -> str:
    """When a key is needed that not every mapping of its kind needs."""
    if "then" in of_schema:
        return _when(part, of_schema)
    if "dependentRequired" not in of_schema:
        return ""
    needs = part["dependentRequired"]
    written = [other.value for other, _ in node.value if key in needs.get(other.value, ())]
    names = "、".join(_named(part["properties"][other], other) for other in written)
    return f"写了 {names}的"


def _rule(part: Schema, path: list[Any]) -> Any:
    return part["allOf"][path[path.index("allOf") + 1]]


def _when(part: Schema, path: list[Any]) -> str:
    ((key, value),) = _rule(part, path)["if"]["properties"].items()
    field, word = part["properties"][key], value["const"]
    meaning = field["x-enum-descriptions"][field["enum"].index(word)]
    return f"{_named(field, key)}写 {word}（{meaning}）的"


def _at(path: list[Any], node: Any, part: Schema, reading: Reading) -> tuple[Any, Schema, str]:
    """The node that a path leads to, its part of the schema, and the place of its item."""
    place = ""
    for step in path:
        if spot := reading.spots.get(id(node)):
            place = spot.clause
        if isinstance(step, int):
            node, part = node.value[step], part["items"]
        else:
            node = next(value for key, value in node.value if key.value == step)
            part = part["properties"][step]
    if spot := reading.spots.get(id(node)):
        place = spot.clause
    return node, part, place
