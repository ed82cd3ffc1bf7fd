"""Two versions of a line of the ledger and the one they come from → the line as both want it."""

from typing import Final, TypeVar

from plangen.progress.ledger import CLOSED, RETURNED, LedgerLine
from plangen.progress.reported_state import ReportedState

Value = TypeVar("Value")
_Part = tuple[str, ...]
_REPORT: Final = slice(5, 16)
"""The fields that tell what the unit has reported, with its wording and name."""
_DECISION, _EXTENSION = slice(16, 20), slice(20, 24)
_DAY: Final = 1
"""Where a decision has its day, and an extension the date before it: the earlier one stands."""
_UNDECIDED: Final = ("", "", "", "")


def merge_line(
    base: LedgerLine, ours: LedgerLine, theirs: LedgerLine
) -> tuple[LedgerLine, LedgerLine]:
    """Our line and theirs, each with all that the other has; they differ in decisions alone.

    Of two reports the one that is further stands, of two as far the newer, as in collecting. A
    report that was saved after the other side had returned the one before answers that. What only
    one side has decided stands; so does what both have decided alike.
    """
    for changed, kept in ((theirs, ours), (ours, theirs)):
        if kept == base:
            return changed, changed
    report = settled(_part(base, _REPORT), _part(ours, _REPORT), _part(theirs, _REPORT))
    if report is None:
        report = _part(max(ours, theirs, key=progress), _REPORT)
    decisions = _settled_parts(_DECISION, base, ours, theirs)
    extensions = _settled_parts(_EXTENSION, base, ours, theirs)
    decision = decisions[0] if decisions[0] == decisions[1] else _UNDECIDED
    if decision[0] == RETURNED:
        answer = _answer(decision[_DAY], ours, theirs)
        if answer is not None:
            report, decisions = _part(answer, _REPORT), (_UNDECIDED, _UNDECIDED)
    merged = []
    for part, extension in zip(decisions, extensions, strict=True):
        merged.append(LedgerLine._make((*ours[:5], *report, *part, *extension)))
    if decision[0] == CLOSED and merged[0].state != ReportedState.DONE:
        return ours, theirs
    return merged[0], merged[1]


def _part(line: LedgerLine, part: slice) -> _Part:
    return tuple(line)[part]


def settled(base: Value, ours: Value, theirs: Value) -> Value | None:
    """What three versions come to; None where both sides changed it, each otherwise."""
    if ours == theirs or theirs == base:
        return ours
    return theirs if ours == base else None


def progress(line: LedgerLine) -> tuple[int, _Part]:
    """By what one report goes before another."""
    return line.rank, (line.stamp, line.source, *_part(line, _REPORT))


def _settled_parts(part: slice, *versions: LedgerLine) -> tuple[_Part, _Part]:
    """A decision as either side has it in the end; `versions` are base, ours and theirs."""
    base, ours, theirs = (_part(line, part) for line in versions)
    both = settled(base, ours, theirs) or _joined(ours, theirs)
    return (both, both) if both else (ours, theirs)


def _joined(ours: _Part, theirs: _Part) -> _Part | None:
    """Two decisions that say the same, though one says more or on another day."""
    fields = []
    for place, (our, their) in enumerate(zip(ours, theirs, strict=True)):
        if our and their and our != their and place != _DAY:
            return None
        fields.append(min(filter(None, (our, their)), default=""))
    return tuple(fields)


def _answer(returned_on: str, ours: LedgerLine, theirs: LedgerLine) -> LedgerLine | None:
    """The side whose report was saved after the other side had returned what was reported."""
    for returning, other in ((ours, theirs), (theirs, ours)):
        answers = returning.decision == RETURNED != other.decision and bool(other.state)
        newer = other.source != returning.source and other.stamp >= returning.stamp
        if answers and newer and other.stamp >= returned_on:
            return other
    return None
