"""Who acts, by what a sentence says: 市疾控中心要…、由市公安局负责、会同市教育局."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from plangen.patterns import lazily
from plangen.plan import Group, Plan, Register, Unit, leaves

Who = Unit | Group

_HEAD: Final = lazily(r"(?:\A|[。；;，,：:\n])[ 　]*(?P<by>由)?|(?P<with>会同)|由")
_AND: Final = lazily(r"[、，和与及]")
_ACTS: Final = lazily(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:要(?![求点闻素件])|应当|应(?![急对邀聘])|必?须(?!知)|"
    r"负责(?![人同])|牵头|会同|积极|切实|认真|进一步|继续|配合|协助|每[日天周旬月季年半])"
)
_TOGETHER: Final = lazily(r"(?!的)")


class Actor(NamedTuple):
    """Somebody registered whom a sentence makes act, and where it names them."""

    who: Who
    start: int
    end: int


class NameFinder:
    """Finds the registered names in a text, the longest first."""

    def __init__(self, register: Register) -> None:
        self._who: dict[str, Who] = {}
        self._actors: dict[str, tuple[Actor, ...]] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        everybody: list[Who] = [*register.groups, *register.units]
        for who in everybody:
            for name in (who.name, *who.also):
                self._who.setdefault(name, who)
                lengths[name[:2]].add(len(name))
        self._lengths = {start: sorted(counts, reverse=True) for start, counts in lengths.items()}

    def actors(self, text: str) -> tuple[Actor, ...]:
        """Everybody whom a text makes act; found once, for several rules ask."""
        if text not in self._actors:
            self._actors[text] = tuple(self._acting(text))
        return self._actors[text]

    def _acting(self, text: str) -> Iterator[Actor]:
        for head in _HEAD.finditer(text):
            if text[head.end() : head.end() + 2] not in self._lengths:
                continue
            actors = list(self._listed(text, head.end()))
            acts = _TOGETHER if head["with"] else _ACTS
            if actors and acts.match(text, actors[-1].end):
                yield from actors

    def mentioned(self, text: str) -> Iterator[Who]:
        """Yield everybody whom a text names, wherever."""
        start = 0
        while start < len(text):
            if actor := self._at(text, start):
                yield actor.who
                start = actor.end
            else:
                start += 1

    def _listed(self, text: str, start: int) -> Iterator[Actor]:
        while actor := self._at(text, start):
            yield actor
            joint = _AND.match(text, actor.end)
            if not joint:
                return
            start = joint.end()

    def _at(self, text: str, start: int) -> Actor | None:
        for length in self._lengths.get(text[start : start + 2], ()):
            if who := self._who.get(text[start : start + length]):
                return Actor(who, start, start + length)
        return None


def is_issuer(plan: Plan, who: Who) -> bool:
    """Whether a unit is the bureau itself, or one that issues the plan with it."""
    issuers = [plan.issuer, *plan.issue.signature]
    if plan.issue.issuer_mark:
        issuers += plan.issue.issuer_mark.names
    names = (who.name, *who.also)
    return any(issuer.endswith(names) for issuer in issuers)


class Members:
    """The units of groups; each group is walked once and remembered."""

    def __init__(self) -> None:
        self._of: dict[str, frozenset[str]] = {}
        self._open: dict[str, bool] = {}

    def ids(self, who: Who) -> frozenset[str]:
        """The ids of a group's units and of the open groups in it; of a unit its own."""
        if who.id not in self._of:
            self._of[who.id] = frozenset(leaf.id for leaf in leaves(who))
        return self._of[who.id]

    def open(self, who: Who) -> bool:
        """Whether somebody who is not listed may belong to it."""
        if who.id not in self._open:
            self._open[who.id] = any(isinstance(leaf, Group) for leaf in leaves(who))
        return self._open[who.id]
