"""How a piece of text is quoted: plain where every YAML reader reads the same text.

年底前 stays plain; no → "no"; 1.10 → "1.10" except where a number belongs; 甲: 乙 → "甲: 乙".
"""

import json
import re
from contextlib import suppress
from datetime import date

import yaml

from plangen.readers.yaml_text import ILLEGAL, INVISIBLE
from plangen.source.schema_nodes import SchemaNode

_UNSEEN = re.compile(rf"[\t\n\r]|{INVISIBLE.pattern}|{ILLEGAL.pattern}")
"""Invisible characters, and those that YAML or a plan does not accept as they are."""
_INDICATOR = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]|\.\.\.")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_MARK = re.compile(r":\s|:$|\s#")
_BRACKETS = re.compile(r"[,\[\]{}:?]")
_FIGURES = re.compile(r"[-+.]?[0-9][-+.:_,0-9eExob]*", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS = frozenset({"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"})


def written(value: str, place: SchemaNode, *, brackets: bool = False) -> str:
    """A text on one line as YAML, at a place of the schema; `brackets` when it stands in such."""
    return value if _plain(value, place, brackets=brackets) else _quoted(value)


def folds(value: str) -> bool:
    """Whether a text can stand in a block of lines as it is."""
    return not _UNSEEN.search(value.replace("\n", "")) and not value.startswith((" ", "\n"))


def _plain(value: str, place: SchemaNode, *, brackets: bool) -> bool:
    if not value or value != value.strip(" ") or _UNSEEN.search(value) or _MARK.search(value):
        return False
    if brackets and _BRACKETS.search(value):
        return False
    harmless = _harmless(value, place)
    return harmless or not (_INDICATOR.match(value) or _is_typed(value))


def _harmless(value: str, place: SchemaNode) -> bool:
    """Whether a plain text may be read as a number, a day or a yes, since it is one."""
    if place.type == "boolean":
        return value in ("true", "false", "yes", "no")
    if place.type in ("integer", "number"):
        return bool(_NUMBER.fullmatch(value))
    return place.kind in ("date", "deadline") and _is_day(value)


def _is_day(value: str) -> bool:
    match = _DAY.fullmatch(value)
    with suppress(ValueError):
        return match is not None and bool(date(*map(int, match.groups())))
    return False


def _is_typed(value: str) -> bool:
    """Whether some reader of YAML 1.1 or 1.2 reads a plain text as something other than text."""
    if _FIGURES.fullmatch(value) or value.lower() in _WORDS:
        return True
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(value[0], ())
    return any(pattern.match(value) for _, pattern in resolvers)


def _quoted(value: str) -> str:
    """In double quotes; in single ones where it holds a double quote or a backslash."""
    if _UNSEEN.search(value):
        return _escaped(value)
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _escaped(value: str) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
