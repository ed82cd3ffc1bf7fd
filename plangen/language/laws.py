"""The laws, regulations and standards on file: by name, by number, and by a name nearly right."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, Final

from plangen.patterns import lazily
from plangen.resources import resource

_REPUBLIC: Final = "中华人民共和国"
_PARTICLES: Final = lazily(r"[的和与及、，,·\s《》〈〉“”\"（）()]")
_REMARK: Final = lazily(r"(?<![）)])(?:[（(][^（()）]*[）)])+\Z")
_SHORTEST: Final = 8
"""A shorter name that lacks one character may well be another one's."""
_LONG: Final = 10
"""The like of a name that has one character changed."""


@dataclass(frozen=True, slots=True)
class Law:
    """An entry of data/laws.tsv, whose head explains the columns."""

    title: str
    kind: str
    source: str = ""
    full: str = ""
    number: str = ""
    since: date | None = None
    until: date | None = None
    by: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Laws:
    """The laws on file, by every name that may mean them."""

    named: dict[str, Law]
    """Under each name that may be written between 《》."""
    numbered: dict[str, Law]
    """Standards, under numbers such as GB/T 9704-2012."""
    _sought: dict[str, Law | None] = field(default_factory=dict)

    @cached_property
    def loosely(self) -> dict[str, Law]:
        """Under the same names without particles and marks."""
        laws: dict[str, Law] = {}
        for name, law in self.named.items():
            laws.setdefault(_PARTICLES.sub("", name.removeprefix(_REPUBLIC)), law)
        return laws

    def find(self, name: str) -> Law | None:
        """The law of exactly this name."""
        return self.named.get(name)

    def near(self, name: str) -> Law | None:
        """The law that a name means which is not quite right; None when that is not sure."""
        if name not in self._sought:
            self._sought[name] = self._near(name)
        return self._sought[name]

    def _near(self, name: str) -> Law | None:
        key = _PARTICLES.sub("", name.removeprefix(_REPUBLIC))
        if law := self.loosely.get(key):
            return law
        if len(key) < _SHORTEST:
            return None
        return next((law for name, law in self.loosely.items() if _one_off(key, name)), None)


@cache
def laws(extra: bytes | None = None) -> Laws:
    """The laws on file; those of `extra`, YAML of the same shape, override them by title."""
    more = _added(extra) if extra else []
    titles = {law.title for law in more}
    return _sorted_in([law for law in _on_file() if law.title not in titles] + more)


def standard_key(number: str) -> str:
    """A standard's number in one way of writing: GB/T 9704-2012."""
    return re.sub(r"([A-Z])(?=[0-9])", r"\1 ", re.sub(r"\s", "", re.sub("[—–－]+", "-", number)))


def _on_file() -> list[Law]:
    """The program's own laws: tab-separated, for YAML takes six times as long to read."""
    lines = resource("data/laws.tsv").read_text("utf-8").splitlines()
    return [_of_line(line) for line in lines if line and not line.startswith("#")]


def _of_line(line: str) -> Law:
    """The law of a line: 中华人民共和国消防法⇥法律⇥⇥1998-09-01 (⇥ is a tab)."""
    fields = line.split("\t")
    name, kind, number, since, until, by, also = fields + [""] * (7 - len(fields))
    return Law(
        title=name.removeprefix(_REPUBLIC),
        kind=kind,
        full=name if name.startswith(_REPUBLIC) else "",
        number=number,
        since=_day(since),
        until=_day(until),
        by=by,
        also=tuple(filter(None, also.split("、"))),
    )


def _day(written: str) -> date | None:
    if not written:
        return None
    return date.fromisoformat(written)


def _added(data: bytes) -> list[Law]:
    """The laws of a bureau's own YAML file."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return [_law(entry) for entry in yaml.load(data, Loader=loader)]  # noqa: S506


def _law(entry: dict[str, Any]) -> Law:
    """The entry's values, all of them text so far, as a law."""
    days = {key: date.fromisoformat(entry.pop(key)) for key in ("from", "to") if key in entry}
    also = tuple(entry.pop("also", ()))
    return Law(**entry, also=also, since=days.get("from"), until=days.get("to"))


def _sorted_in(entries: Iterable[Law]) -> Laws:
    """Under its own names a law that is in force comes before one that is not."""
    index = Laws({}, {})
    for law in sorted(entries, key=lambda law: law.until is not None):
        for name in filter(None, (law.title, law.full, *law.also, _REMARK.sub("", law.title))):
            index.named.setdefault(name, law)
        if law.kind == "标准":
            index.numbered.setdefault(standard_key(law.number), law)
    return index


def _one_off(written: str, right: str) -> bool:
    """Whether two names of the same kind differ by one character, left out, put in or changed.

    药品 and 食品 differ so too: a change counts only in a long name, and not at its head.
    """
    if abs(len(written) - len(right)) > 1 or written[-2:] != right[-2:]:
        return False
    short, long = sorted((written, right), key=len)
    at = next((i for i, char in enumerate(short) if char != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return at > 0 and len(short) >= _LONG and short[at + 1 :] == long[at + 1 :]
