"""A change in words: 指标 维持率：≥85% → ≥90%（提高）."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from plangen.comparison.model import Change, Direction, Kind
from plangen.comparison.wording import Sign, TextPiece, pieces, plain, side_of

LAWS: Final = frozenset({Kind.LAW_ADDED, Kind.LAW_DROPPED})
_STACKED: Final = 40
"""Two values that are longer together stand one below the other."""
_NONE: Final = "无"
"""Stands for a page element that one side does without."""
_NAME: Final = 20
"""So many characters name a text without a heading."""
_SHARE: Final = 0.5
"""The share of a wording that must have stayed for its edits to be readable within it."""
_OF_CEILING: Final = {Direction.RAISED: "收紧", Direction.LOWERED: "放宽"}
"""Which way a ceiling (≤) went, where more or less is asked than before."""
ONLY_YEARS: Final = "仅年份"
"""The note on a wording in which nothing but the years changed."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in words: 指标 维持率：≥85% → ≥90%（提高）."""

    label: str
    before: str = ""
    after: str = ""
    note: str = ""
    pieces: tuple[TextPiece, ...] = ()
    """A wording with its edits; empty for a value, and where too little stayed to read them."""
    seen: bool = False
    """Whether the block's own wordings show it."""

    @property
    def stacked(self) -> bool:
        """Whether both sides are better read one below the other."""
        both = _NONE not in (self.before, self.after)
        return both and _long(self.before, self.after) and not self.pieces

    def side(self, sign: Sign) -> tuple[TextPiece, ...]:
        """The old (-) or the new (+) side, its edits marked where it has pieces."""
        if self.pieces:
            return side_of(self.pieces, sign)
        whole = self.before if sign == "-" else self.after
        if not whole:
            return ()
        return (TextPiece(whole, "="),)


def lines(changes: Iterable[Change]) -> Iterator[ChangeLine]:
    """Each change in words; roles that only came or only went share a line.

    新增牵头单位：县医院 and 新增配合单位：县公安局 → 新增牵头单位、配合单位：县医院、县公安局.
    """
    for role, run in groupby(changes, _role):
        if role:
            yield line(_joined(list(run)))
        else:
            yield from map(line, run)


def _joined(changes: Sequence[Change]) -> Change:
    """Changes of several roles as one."""
    if len(changes) == 1:
        return changes[0]
    return replace(
        changes[0],
        label=_listed(change.label for change in changes),
        before=_listed(change.before for change in changes),
        after=_listed(change.after for change in changes),
    )


def _listed(words: Iterable[str]) -> str:
    return "、".join(filter(None, words))


def _role(change: Change) -> tuple[str, bool] | None:
    """What changes of roles in one line have in common; None for any other change."""
    one_sided = bool(change.before) != bool(change.after)
    if change.kind is Kind.RESPONSIBLE and one_sided:
        return change.task, bool(change.before)
    return None


def line(change: Change) -> ChangeLine:
    """A change in words."""
    both: tuple[TextPiece, ...] = ()
    if _is_wording(change):
        both = _readable(pieces(change.before, change.after))
    before, after = _values(change)
    return ChangeLine(
        label=_label(change),
        before=before,
        after=after,
        note=ONLY_YEARS if only_years(change) else way(change),
        pieces=both,
        seen=change.kind is Kind.REWORDED and not change.task,
    )


def only_years(change: Change) -> bool:
    """Whether a wording is the old one except for its years."""
    return bool(
        change.kind in (Kind.REWORDED, Kind.PAGE)
        and change.before
        and change.after
        and plain(change.before) == plain(change.after)
    )


def way(change: Change) -> str:
    """Which way a target or deadline went: 提高, 降低, 提前, 推后; of a ceiling (≤) 收紧, 放宽."""
    if change.direction is None:
        return ""
    if change.kind is Kind.TARGET and "≤" in change.before + change.after:
        return _OF_CEILING[change.direction]
    return change.direction.label


def _is_wording(change: Change) -> bool:
    """Whether it is read as a text with edits in it."""
    is_text = change.kind is Kind.PAGE and _long(change.before, change.after)
    return change.kind is Kind.REWORDED or is_text or only_years(change)


def _long(before: str, after: str) -> bool:
    return bool(before and after and len(before) + len(after) > _STACKED)


def _values(change: Change) -> tuple[str, str]:
    """Both sides, without what the label says already: of 维持率≥85%, only ≥85%."""
    before, after = change.before, change.after
    if change.kind is Kind.TARGET and change.label in before and change.label in after:
        return _figure(before, change.label), _figure(after, change.label)
    if change.kind is Kind.PAGE:
        return before or _NONE, after or _NONE
    if change.kind in LAWS:
        return _cited(before, change.label), _cited(after, change.label)
    return before, after


def _figure(words: str, name: str) -> str:
    return words.replace(name, "", 1).removeprefix("=")


def _cited(clause: str, title: str) -> str:
    return clause and f"{title}（{clause}）"


def _readable(both: tuple[TextPiece, ...]) -> tuple[TextPiece, ...]:
    """The pieces of a wording; none where too little of it stayed."""
    stayed = changed = 0
    for piece in both:
        if piece.sign == "=":
            stayed += len(piece.text)
        else:
            changed += len(piece.text)
    if 2 * stayed < _SHARE * (2 * stayed + changed):
        return ()
    return both


_JOINED_OR_LEFT: Final = {Kind.UNIT_JOINED: "增加", Kind.UNIT_LEFT: "减少"}
_VERBS: Final = {
    **_JOINED_OR_LEFT,
    Kind.PAGE: "",
    Kind.TASK_REMOVED: "删除",
    Kind.LAW_ADDED: "",
    Kind.LAW_DROPPED: "",
}


def _label(change: Change) -> str:
    """What changed, as 责任单位; where it has one side only, with the verb, as 取消责任单位."""
    name = ""
    if change.task:
        name = f"任务“{clipped(change.task)}”"
    match change.kind:
        case Kind.TASK_ADDED | Kind.TASK_REMOVED:
            name, label = "", "任务"
        case Kind.TARGET if change.label in change.before and change.label in change.after:
            label = f"指标 {change.label}"
        case Kind.TARGET | Kind.DEADLINE | Kind.LAW_ADDED | Kind.LAW_DROPPED:
            label = change.kind.label
        case Kind.WAIVER:
            label = f"{change.kind.label} {change.label}"
        case Kind.UNIT_JOINED | Kind.UNIT_LEFT if change.label != "单位":
            return f"{change.label}{_JOINED_OR_LEFT[change.kind]}成员"
        case Kind.REWORDED if change.task:
            label = change.label.removeprefix("任务")
        case _:
            owner, colon, label = (change.label or change.kind.label).rpartition("：")
            name += owner + colon
    if change.before and change.after:
        return name + label
    return name + _VERBS.get(change.kind, "取消" if change.before else "新增") + label


def begun(text: str) -> str:
    """The first clause of a text, shortened, as its name."""
    return clipped(re.split("[，。；：\n]", text, maxsplit=1)[0])


def clipped(text: str) -> str:
    """A text shortened to serve as a name."""
    if len(text) <= _NAME:
        return text
    return f"{text[: _NAME - 1]}…"
