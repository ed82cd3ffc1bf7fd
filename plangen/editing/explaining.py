"""What a word of a plan's YAML means, which need not be whole: a key, a deadline, a name, an id.

deadline: 6月底前
^^^^^^^^             完成时限, and how one is written
          ^^^^^^     6月30日
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plangen.editing.completing import TypingSpot, spot_at
from plangen.editing.fields import FieldKind, PartField, choices_of, kind_of
from plangen.editing.parts import PlanParts
from plangen.editing.pick_lists import picks
from plangen.editing.understanding import understood
from plangen.plan import Plan
from plangen.readers.settings import Settings
from plangen.source.schema_nodes import SchemaNode

_REST: Final = re.compile(r"(?:[^,\[\]{}:#\n]|:(?! |$))*", re.MULTILINE)
"""The rest of a word of YAML that is not quoted."""


class Explanation(NamedTuple):
    """A word of the text, from one offset to another, and what it means, a line each."""

    start: int
    stop: int
    words: tuple[str, ...]


def explained(
    text: str, offset: int, parts: PlanParts | None, plan: Plan | None, settings: Settings
) -> Explanation | None:
    """Explain the word at an offset; names and ids are those of a plan that was read before."""
    rest = _REST.match(text, offset)
    stop = rest.end() if rest else offset
    spot = spot_at(text, stop)
    if spot is None or stop - len(spot.word) > offset:
        return None
    word = spot.word.rstrip()
    if spot.in_mapping:
        words = _of_key(spot.schema, word)
    else:
        words = [*_of_value(spot, word, parts, plan, settings)]
    start = stop - len(spot.word)
    return Explanation(start, start + len(word), tuple(words)) if word and words else None


def _of_key(holder: SchemaNode, key: str) -> list[str]:
    schema = holder.keys.get(key)
    if schema is None:
        return []
    words = [schema.part.get("title", key), schema.part.get("description", "")]
    return [*filter(None, words)]


def _of_value(
    spot: TypingSpot, word: str, parts: PlanParts | None, plan: Plan | None, settings: Settings
) -> Iterator[str]:
    """What the program reads out of a value, and what it is called where it is one of a choice."""
    place = spot.schema.entry if kind_of(spot.schema) is FieldKind.WORDS else spot.schema
    field = PartField("", "", "", kind_of(place))
    yield from understood(field, word, plan, settings, {}).words
    for choice in [*choices_of(place), *picks(place.kind, parts, plan)]:
        if word in (choice.value, choice.name):
            yield "　".join(filter(None, (choice.name, choice.help)))
