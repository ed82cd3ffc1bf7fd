"""Bodies that reforms renamed: their old names found in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

from plangen.resources import resource

_MINISTRY: Final = r"(?:(?<![一-鿿])|(?<=国家)|(?<=[由经报向和与及按照据送请实彻会]))"
"""What stands before the short name of a ministry, which may also end a department's name."""
_NOT_AFTER: Final = {
    "部": "(?![门署分队位件级])",
    "局": "(?![面势部限域])",
    "办": "(?![法理事学])",
    "委": "(?![员托派])",
}


@dataclass(frozen=True, slots=True)
class RenamedBody:
    """An entry of data/bodies.yaml, whose head explains the keys."""

    old: tuple[str, ...]
    new: str
    since: date
    source: str
    national: bool = False


@cache
def bodies() -> dict[str, RenamedBody]:
    """Every renamed body, under each of its old names."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resource("data/bodies.yaml").read_bytes()
    entries = [RenamedBody(**entry) for entry in yaml.load(text, Loader=loader)]  # noqa: S506
    by_name: dict[str, RenamedBody] = {}
    for entry in entries:
        by_name |= dict.fromkeys(entry.old, entry)
    return by_name


def old_names(text: str, names: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Where a text has one of these old names: all that it may have, for some hide others."""
    return _pattern(names).finditer(text)


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(_guarded, longest_first)))


def _guarded(name: str) -> str:
    """A name with what must not stand around it, or it is a part of another one."""
    before = ""
    if name.endswith("部"):
        before = _MINISTRY
    elif name == "安监局":
        before = "(?<!矿山)"
    return before + name + _NOT_AFTER.get(name[-1], "")
