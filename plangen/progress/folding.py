"""A report meets the ledger: the newest wins, but only forward; what is decided stays decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from plangen.progress.ledger import CLOSED, FORMAT, RETURNED, WAIVED, LedgerKey, LedgerLine, Lines
from plangen.progress.reported_state import ReportedState


class Effect(Enum):
    """What a report does to the ledger."""

    ADDED = auto()
    UPDATED = auto()
    KEPT = auto()
    """The ledger says so already, or something newer."""
    UNTOUCHED = auto()
    """The row is as the list was sent out, and the ledger knows more."""
    ASKED = auto()
    """A person must decide."""


@dataclass(frozen=True, slots=True)
class Folded:
    """What became of a report."""

    effect: Effect
    question: str = ""


_REPORTED: Final = (
    *("wording", "name", "state", "done_on", "value", "note", "problem", "extension_asked"),
    *("evidence", "stamp", "source"),
)
"""The fields of a line that a report fills; the others are the office's."""
_SAID: Final = (*("state", "done_on", "value", "note", "problem", "extension_asked", "evidence"),)
_KEPT: Final = Folded(Effect.KEPT)


def report_line(key: LedgerKey, **said: str) -> LedgerLine:
    """A report as a line of which the office has decided nothing."""
    return LedgerLine(FORMAT, *key, **said)


def fold(lines: Lines, report: LedgerLine) -> Folded:
    """Take a report into the ledger.

    Of two reports the one that is further stands, of two as far the newer: so the ledger is the
    same in whatever order they come. Where the newer one goes back, a person is asked.
    """
    old = lines.get(report.key)
    if old is None:
        lines[report.key] = report
        return Folded(Effect.ADDED)
    if old.decision in (CLOSED, WAIVED):
        return _decided(old, report)
    if old.decision == RETURNED:
        return _returned(lines, old, report)
    if not old.state or old.source == report.source:
        return _put(lines, old, report)
    newer = (report.stamp, report.source) > (old.stamp, old.source)
    if report.rank > old.rank:
        folded = _put(lines, old, report)
        if newer or _is_untouched(old):
            return folded
        return Folded(folded.effect, _gone_back(report, old))
    if report.rank < old.rank and _is_untouched(report):
        return Folded(Effect.UNTOUCHED) if report.stamp >= old.stamp else _KEPT
    if report.rank < old.rank:
        return Folded(Effect.ASKED, _gone_back(old, report)) if newer else _KEPT
    doubtful = report.stamp == old.stamp and _said(report) != _said(old)
    folded = _put(lines, old, report) if newer else _KEPT
    return Folded(folded.effect, _at_once(lines[report.key])) if doubtful else folded


def renew(lines: Lines, report: LedgerLine) -> bool:
    """Note that a unit says again what the ledger says of it; whether the ledger differs now.

    Where the ledger says something else by now, or the office has decided, the row says nothing.
    """
    old = lines.get(report.key)
    if old is None or old.decision or _said(old) != _said(report):
        return False
    if (report.stamp, report.source) <= (old.stamp, old.source):
        return False
    lines[report.key] = old._replace(stamp=report.stamp, source=report.source)
    return True


def _put(lines: Lines, old: LedgerLine, report: LedgerLine) -> Folded:
    """Write what is reported; what the office has decided stays."""
    fields = {name: getattr(report, name) for name in _REPORTED}
    if is_granted(old, report):
        fields["extension_asked"] = ""
    new = old._replace(**fields)
    if new == old:
        return _KEPT
    lines[report.key] = new
    return Folded(Effect.UPDATED)


def is_granted(old: LedgerLine, report: LedgerLine) -> bool:
    """Whether the office has extended as far as a report asks, or since it came in and less far."""
    if not old.extended_to:
        return False
    asked_before = old.source == report.source and not old.extension_asked
    return asked_before or report.extension_asked <= old.extended_to


def _decided(old: LedgerLine, report: LedgerLine) -> Folded:
    if report.source == old.source or report.rank == old.rank or report.stamp < old.stamp:
        return _KEPT
    said = (
        f"已于{old.decided_on}定为{old.decision}，这份却报“{report.state}”，没有采用；要改，先退回"
    )
    return Folded(Effect.ASKED, said)


def _returned(lines: Lines, old: LedgerLine, report: LedgerLine) -> Folded:
    """Only what was saved after the office returned a report answers it."""
    if report.source == old.source or report.stamp < old.stamp or report.stamp < old.decided_on:
        return _KEPT
    lines[report.key] = old._replace(decision="", decided_on="", reason="", number="")
    return _put(lines, lines[report.key], report)


def _is_untouched(line: LedgerLine) -> bool:
    """Whether a report says no more than a list says that nobody has filled in."""
    return line.state == ReportedState.NOT_STARTED and not any(_said(line)[1:])


def _said(line: LedgerLine) -> tuple[str, ...]:
    return tuple(getattr(line, name) for name in _SAID)


def _gone_back(further: LedgerLine, newer: LedgerLine) -> str:
    return (
        f"先报“{further.state}”，后来（{newer.stamp[:10]}）又报“{newer.state}”，台账仍记“{further.state}”；"
        "问清楚，确实没有完成的，用 plangen close --return 退回"
    )


def _at_once(kept: LedgerLine) -> str:
    return (
        f"{kept.stamp[:10]}收到两份，说法不同，分不出先后，台账记的是"
        f"“{kept.state}{kept.done_on}{kept.note}”；核对以哪一份为准"
    )


def changed_lines(before: Mapping[LedgerKey, LedgerLine], after: Lines) -> tuple[int, int]:
    """How many lines are new, and how many say something else than before."""
    new = 0
    changed = 0
    for key, line in after.items():
        if key not in before:
            new += 1
        elif before[key] != line:
            changed += 1
    return new, changed
