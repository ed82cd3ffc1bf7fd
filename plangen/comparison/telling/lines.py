"""A change in words: 指标 维持率：≥85% → ≥90%（提高）."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from plangen.comparison.model import Change, Direction, Kind
from plangen.comparison.wording import Sign, TextPiece, pieces, plain

LAWS: Final = frozenset({Kind.LAW_ADDED, Kind.LAW_DROPPED})
_STACKED: Final = 40
"""Two values that are longer together stand one below the other."""
_NONE: Final = "无"
"""What is said of a page element that one side does without."""
_NAME: Final = 20
"""Characters by which a text without a heading is called."""
_SHARE: Final = 0.5
"""Of a wording must have stayed for its edits to be readable within it."""
ONLY_YEARS: Final = "仅年份"
"""What is said of a wording in which nothing but the years changed."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in words: 指标 维持率：≥85% → ≥90%（提高）."""

    label: str
    before: str = ""
    after: str = ""
    note: str = ""
    pieces: tuple[TextPiece, ...] = ()
    """A wording with its edits; empty for a value, and where too little stayed to read it so."""
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
            return tuple(piece for piece in self.pieces if piece.sign in ("=", sign))
        whole = self.before if sign == "-" else self.after
        return (TextPiece(whole, "="),) if whole else ()


def lines(changes: Iterable[Change]) -> Iterator[ChangeLine]:
    """Each change in words; roles that only came or only went are said together."""
    for key, run in groupby(changes, _role):
        found = list(run)
        if key and len(found) > 1:
            labels, before, after = (
                "、".join(filter(None, said))
                for said in zip(*((c.label, c.before, c.after) for c in found), strict=True)
            )
            yield line(replace(found[0], label=labels, before=before, after=after))
        else:
            yield from map(line, found)


def _role(change: Change) -> tuple[str, bool] | None:
    """What roles that are said together have alike."""
    one_sided = bool(change.before) != bool(change.after)
    is_role = change.kind is Kind.RESPONSIBLE and one_sided
    return (change.task, bool(change.before)) if is_role else None


def line(change: Change) -> ChangeLine:
    """A change in words."""
    both = pieces(change.before, change.after) if _is_wording(change) else ()
    before, after = _values(change)
    return ChangeLine(
        label=_label(change),
        before=before,
        after=after,
        note=ONLY_YEARS if only_years(change) else way(change),
        pieces=both if _readable(both) else (),
        seen=change.kind is Kind.REWORDED and not change.task,
    )


def only_years(change: Change) -> bool:
    """Whether a wording is the old one, but for its years."""
    return bool(
        change.kind in (Kind.REWORDED, Kind.PAGE)
        and change.before
        and change.after
        and plain(change.before) == plain(change.after)
    )


def way(change: Change) -> str:
    """Which way it went; a ceiling is not raised or lowered but drawn in or let out."""
    if change.kind is Kind.TARGET and "≤" in change.before + change.after and change.direction:
        return "收紧" if change.direction is Direction.RAISED else "放宽"
    return change.direction.label if change.direction else ""


def _is_wording(change: Change) -> bool:
    """Whether it is read as a text with edits in it."""
    is_text = change.kind is Kind.PAGE and _long(change.before, change.after)
    return change.kind is Kind.REWORDED or is_text or only_years(change)


def _long(before: str, after: str) -> bool:
    return bool(before and after and len(before) + len(after) > _STACKED)


def _values(change: Change) -> tuple[str, str]:
    """Both sides, without what their label says."""
    sides = (change.before, change.after)
    if change.kind is Kind.TARGET and all(change.label in side for side in sides):
        before, after = (side.replace(change.label, "", 1).removeprefix("=") for side in sides)
        return before, after
    if change.kind is Kind.PAGE:
        return change.before or _NONE, change.after or _NONE
    if change.kind in LAWS:
        before, after = (side and f"{change.label}（{side}）" for side in sides)
        return before, after
    return sides


def _readable(both: tuple[TextPiece, ...]) -> bool:
    stayed = sum(len(piece.text) for piece in both if piece.sign == "=")
    changed = sum(len(piece.text) for piece in both if piece.sign != "=")
    return 2 * stayed >= _SHARE * (2 * stayed + changed)


_JOINED_OR_LEFT: Final = {Kind.UNIT_JOINED: "增加", Kind.UNIT_LEFT: "减少"}
_VERBS: Final = {
    **_JOINED_OR_LEFT,
    Kind.PAGE: "",
    Kind.TASK_REMOVED: "删除",
    Kind.LAW_ADDED: "",
    Kind.LAW_DROPPED: "",
}


def _label(change: Change) -> str:
    """What it is about; of a change that has one side, what became of it: 取消责任单位."""
    name = f"任务“{clipped(change.task)}”" if change.task else ""
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
            whose, colon, label = (change.label or change.kind.label).rpartition("：")
            name += whose + colon
    if change.before and change.after:
        return name + label
    return name + _VERBS.get(change.kind, "取消" if change.before else "新增") + label


def begun(text: str) -> str:
    """How a text begins: its heading or its first clause, cut short."""
    return clipped(re.split("[，。；：\n]", text, maxsplit=1)[0])


def clipped(text: str) -> str:
    """A text cut short to be called by."""
    return text if len(text) <= _NAME else f"{text[: _NAME - 1]}…"
