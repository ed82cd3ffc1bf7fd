"""Who is meant by an id, a name or an alias; and what is said when nobody is, or several are."""

from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import chain
from typing import Generic, Protocol, TypeVar

from plangen.nearest import did_you_mean, nearest
from plangen.plan import Department, Group, Unit
from plangen.readers.reading import Reading
from plangen.readers.register.sheet import CODE, NAME
from plangen.scalar import Text

Named = TypeVar("Named", Department, Unit | Group)

_MANY = 2000
"""Among more words than these only the likeliest are compared, and only for a few misses."""
_LIKELY = 50
_ASKED = 20
_LISTED = 3
"""How many of those meant are told."""


class NameIndex(Generic[Named]):
    """Everybody of one kind, by every word that means them.

    In a plan itself a word means one only. In a register of their own, units may share names
    and aliases; such a word is refused where it is used. Nobody shares an id.
    """

    def __init__(self, kind: str, where: str, *, whole: bool) -> None:
        """Index those of a kind, registered under a key of the plan's register.

        `whole` is False where some may be missing: then nobody is said not to be registered.
        """
        self._kind, self._where, self._whole = kind, where, whole
        self._ids: dict[str, Named] = {}
        self._words: dict[str, Named | list[Named]] = {}
        """By name and alias; ids stand apart, since one large table grows to twice two smaller."""
        self._single: dict[str, Named] = {}
        """The words that may not be shared."""
        self._asked = 0

    def enter(self, named: Named, reading: Reading, *, shared: bool, line: int = 0) -> None:
        """Enter somebody by every word; `shared` says that others may have the same name.

        `line` is theirs in a table, whose words do not remember it.
        """
        for word in dict.fromkeys((named.id, named.name, *named.also)):
            if clash := self._clash(word, named, shared=shared):
                at = reading.placed(word, line, NAME if word is named.name else CODE)
                _say_clash(at, named, clash, reading, shared=shared)
                if shared:
                    return
                continue
            self._put(str(word), named, is_id=word is named.id and has_code(named))
            if not shared:
                self._single[word] = named

    def _put(self, word: str, named: Named, *, is_id: bool) -> None:
        """Enter somebody by a plain word: a dict of plain texts alone takes two thirds."""
        if is_id:
            self._ids[word] = named
            return
        before = self._words.setdefault(word, named)
        if isinstance(before, list):
            before.append(named)
        elif before is not named:
            self._words[word] = [before, named]

    def _clash(self, word: str, named: Named, *, shared: bool) -> Named | None:
        """Who already has the word so that nobody else may."""
        if not shared and word in self._single:
            return self._single[word]
        if word != named.id:
            return None
        for other in self._meant(word):
            if word == other.id:
                return other
        return None

    def _meant(self, word: str) -> list[Named]:
        """Everybody whom a word means, the one with this id first."""
        meant: list[Named] = []
        for table in (self._ids, self._words):
            named = table.get(word)
            if isinstance(named, list):
                meant += named
            elif named is not None:
                meant.append(named)
        return meant

    def find(self, word: Text, clause: str, reading: Reading) -> Named | None:
        """The one so called by the item at a clause; else a finding says why not."""
        meant = self._meant(word)
        if len(meant) > 1 and word not in self._ids:
            reading.say(word, "ambiguous-name", *ambiguity(word, meant), clause)
            return None
        if not meant and self._whole:
            near = self._near(word)
            message = f"名册里没有“{word}”这个{self._kind}"
            hint = f"{near}没有登记的，在 register（名册）的 {self._where}里登记"
            reading.say(word, "dangling-reference", message, hint, clause)
        return meant[0] if meant else None

    def knows(self, word: str) -> bool:
        """Whether anybody is so called."""
        return word in self._ids or word in self._words

    def known(self, word: str) -> Named | None:
        """The one so called; None where there is none or several."""
        meant = self._meant(word)
        return meant[0] if len(meant) == 1 else None

    def _near(self, word: str) -> str:
        self._asked += len(self._ids) + len(self._words) > _MANY
        return near_name(word, chain(self._ids, self._words)) if self._asked <= _ASKED else ""


class Registered(Protocol):
    """Whoever has an id and a name, whether built yet or not."""

    @property
    def id(self) -> str:
        """What alone is nobody else's."""

    @property
    def name(self) -> str:
        """The official name."""


def ambiguity(word: str, meant: Sequence[Registered]) -> tuple[str, str]:
    """Say who a word could mean, and what to write instead."""
    listed = "、".join(map(_introduced, meant[:_LISTED]))
    if len(meant) > _LISTED:
        listed += "等"
    message = f"名册里叫“{word}”的有 {len(meant)} 个，分不清是哪一个：{listed}"
    coded = list(filter(has_code, meant))
    hint = "改写编码"
    if coded:
        hint += f"，例如“{coded[0].id}”"
    if len(coded) < len(meant):
        hint += "；没有编码的，先在名册里编上"
    return message, hint


def _introduced(registered: Registered) -> str:
    """Somebody's id, and whose they are: 1001（甲县卫健局）."""
    parent = getattr(registered, "parent", None)
    owner = getattr(parent, "name", parent)
    return f"{registered.id}（{owner}）" if owner else str(registered.id)


def has_code(registered: Registered) -> bool:
    """Tell whether an id was written: a unit without one has its name itself for an id."""
    return registered.id is not registered.name


def _say_clash(word: Text, named: Named, other: Named, reading: Reading, *, shared: bool) -> None:
    message = f"“{word}”在名册里已经有了（{other.name}），再用到时分不清是谁"
    hint = "换一个编号或别名，或合并两处"
    if shared and word == named.name:
        hint = "同名的单位，各编一个编码"
    elif shared:
        hint = "换一个编码，或删去重复的一行"
    reading.say(word, "duplicate-id", message, hint)


def near_name(word: str, table: Iterable[str]) -> str:
    """Ask whether the nearest known name was meant."""
    words = list(table)
    if len(words) > _MANY:
        words = _likeliest(word, words)
    return did_you_mean(nearest(word, words, cutoff=0.5))


def _likeliest(word: str, words: list[str]) -> list[str]:
    """Those that have most characters in common with a word."""
    chars = set(word)
    return nlargest(_LIKELY, words, lambda near: len(chars.intersection(near)) / (len(near) + 1))
