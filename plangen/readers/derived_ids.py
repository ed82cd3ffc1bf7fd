"""The ids of items and tasks that have none written: made from their words, not their place."""

import re
from hashlib import blake2b
from typing import Final

_DERIVED: Final = re.compile(r"(?:m-|.*/)([0-9a-f]{8})(?:-\d+)?")


def derived_id(above: str, words: str) -> str:
    """The id that words give below an item or a task; at the top, where `above` is empty."""
    return f"{above}/{_digest(words)}" if above else f"m-{_digest(words)}"


def is_made_from(identity: str, words: str) -> bool:
    """Whether an id is one made from these words, wherever they stood."""
    match = _DERIVED.fullmatch(identity)
    return match is not None and match[1] == _digest(words)


def _digest(words: str) -> str:
    return blake2b("".join(words.split()).encode(), digest_size=4).hexdigest()
