"""Messages that name keys, said with the titles that the fields of a screen bear.

A message names a key as it is typed, with its title behind it: `targets（指标）`; where it says
what to write, the title says that too: `exactly: 0（等于 0）`. A terminal shows both, a screen the
title alone.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from plangen.editing.fields import FieldKind, PartField, fields_of
from plangen.editing.parts import PlanPart, PlanParts
from plangen.schema import schema

_TITLE: Final = "（((?:[^（）]|（[^（）]*）)+)）"
"""What stands in brackets; brackets within it are its own."""
_APART: Final = "(?<![A-Za-z0-9_.“-])"
"""Before a key: no other letter; what stands in quotation marks is cited from a file."""
_YAML_EXAMPLE: Final = re.compile(r"，例如：[^；]*[\[{][^；]*")
"""An example of several keys: nobody types one on a screen."""
_RECORDS: Final = ("register", "issue")
"""The keys of a plan that are parts of their own."""


@cache
def _words() -> frozenset[str]:
    """Every key of a plan, and every word in Latin letters that may stand at one."""
    words: set[str] = set()
    left, seen = [schema()], set()
    while left:
        part: Any = left.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, dict):
            words.update(part.get("properties", {}), part.get("enum", ()), ("true", "false"))
            left += part.values()
        elif isinstance(part, list):
            left += part
    return frozenset(word for word in words if re.fullmatch("[a-z][a-z_0-9]+", str(word)))


@cache
def _marks() -> re.Pattern[str]:
    keys = "|".join(sorted(_words(), key=len, reverse=True))
    return re.compile(rf" ?{_APART}(?P<key>{keys})(?:: [^（），；。]+)?{_TITLE}")


def named_keys(text: str) -> dict[str, str]:
    """The keys that a message names, each with its title: targets, 指标."""
    return {match["key"]: match[2] for match in _marks().finditer(text)}


def titled(*texts: str) -> tuple[str, ...]:
    """Texts of one message by titles alone; a key that one of them titles is known to all.

    缺少 deadline（完成时限） · 补上，例如：deadline: 6月底前
    → 缺少“完成时限” · 补上，例如：“完成时限”：6月底前
    """
    titles: dict[str, str] = {}
    for text in texts:
        titles |= named_keys(text)
    said = []
    for text in texts:
        plain = _marks().sub(lambda match: _quoted(match[2]), text)
        for key, title in titles.items():
            plain = _without_key(plain, key, title)
        said.append(_YAML_EXAMPLE.sub("", plain))
    return tuple(said)


def _without_key(text: str, key: str, title: str) -> str:
    text = re.sub(rf" ?{_APART}{key}: ", f"{_quoted(title)}：", text)
    return re.sub(rf" ?{_APART}{key}(?![A-Za-z0-9_.-])", _quoted(title), text)


def _quoted(title: str) -> str:
    return title if "“" in title else f"“{title}”"


def field_named(key: str, part: PlanPart) -> tuple[PlanPart, PartField] | None:
    """The part and the field that a message about a part means by a key; None where there is none.

    at_least, said of an item → the item and its field `targets`; person, said of a task without
    such a field → what holds the task.
    """
    around: PlanPart | None = part
    while around is not None:
        for field in fields_of(around) if around.opens else ():
            if key in _keys_of(field):
                return around, field
        around = around.parent
    return None


def _keys_of(field: PartField) -> Iterator[str]:
    """The keys that are typed in a field: its own, and those of its records or roles."""
    yield field.name.rpartition(".")[2]
    if field.kind in (FieldKind.RECORDS, FieldKind.PEOPLE):
        for column in field.columns:
            yield column.name


def asked_fields(
    keys: Iterable[str], part: PlanPart, parts: PlanParts
) -> Iterator[tuple[PlanPart, PartField]]:
    """The fields that a hint about a part names by their keys, each once, with the part of each.

    register, departments, person, said of a department → its own field `person`
    register, units, said of an item → the field `units` of the register
    """
    asked = set()
    for key in keys:
        record = parts.get(key) if key in _RECORDS else None
        if record is not None and not part.is_in(record):
            part = record
        place = None if record is not None or key == part.list_name else field_named(key, part)
        if place is not None and (place[0].key, place[1].name) not in asked:
            asked.add((place[0].key, place[1].name))
            yield place
