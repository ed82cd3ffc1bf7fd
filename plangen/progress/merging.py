"""Two clerks' ledgers or receipts made one; what they decided otherwise is left to a person."""

from dataclasses import dataclass, field

from plangen.progress.folding import report_line
from plangen.progress.ledger import LEDGER_HEADINGS, LedgerKey, LedgerLine, Lines, ledger_of
from plangen.progress.ledger_words import decided_words, place_words
from plangen.progress.line_merge import merge_line, progress, settled
from plangen.progress.open_table import head_bytes, headings_of, rows_bytes
from plangen.progress.receipts import (
    VERSION_1,
    Receipt,
    Receipts,
    receipts_bytes,
    receipts_of,
)


@dataclass(slots=True)
class MergedTable:
    """What two versions of a table come to."""

    data: bytes = b""
    conflicts: list[str] = field(default_factory=list)
    """What was decided otherwise by either, one line of Chinese each; marked in the data."""
    notes: list[str] = field(default_factory=list)
    """What was reported otherwise to either, and which of it stands."""


def merged_table(
    versions: tuple[bytes, bytes, bytes], labels: tuple[str, str], marker: int
) -> MergedTable | None:
    """Base, ours and theirs as one; None for what is neither a ledger nor receipts.

    `labels` name the two sides in conflict markers of `marker` characters. An empty base is that
    of a file that both sides have begun. Raises CannotGoOn for a version that cannot be read.
    """
    base, ours, theirs = versions
    headings = headings_of(ours)
    if headings.issuperset(LEDGER_HEADINGS):
        lines = ledger_of(base, "") if base else {}
        ledgers = (lines, ledger_of(ours, ""), ledger_of(theirs, ""))
        return _merged_ledgers(ledgers, labels, marker)
    if headings.issuperset(VERSION_1):
        known = receipts_of(base, "") if base else {}
        receipts = _merged_receipts(known, receipts_of(ours, ""), receipts_of(theirs, ""))
        return MergedTable(receipts_bytes(receipts))
    return None


def _merged_ledgers(
    versions: tuple[Lines, Lines, Lines], labels: tuple[str, str], marker: int
) -> MergedTable:
    """Every line that either side has; where they decided otherwise, both between git's marks."""
    merged = MergedTable()
    parts = [head_bytes(LEDGER_HEADINGS)]
    waiting: list[LedgerLine] = []
    begin, middle, end = (sign * marker for sign in "<=>")
    for key in sorted({**versions[1], **versions[2]}):
        ours, theirs = _merged_line(key, versions, merged)
        if ours == theirs:
            waiting.append(ours)
            continue
        said = f"我方“{_words(ours)}”，对方“{_words(theirs)}”"
        merged.conflicts.append(f"{place_words(ours)}：{said}")
        parts += [rows_bytes(waiting), f"{begin} {labels[0]}\n".encode(), rows_bytes([ours])]
        parts += [f"{middle}\n".encode(), rows_bytes([theirs]), f"{end} {labels[1]}\n".encode()]
        waiting = []
    merged.data = b"".join((*parts, rows_bytes(waiting)))
    return merged


def _merged_line(
    key: LedgerKey, versions: tuple[Lines, Lines, Lines], merged: MergedTable
) -> tuple[LedgerLine, LedgerLine]:
    """A line as either side has it in the end; one that a side took away is kept."""
    base, ours, theirs = (lines.get(key) for lines in versions)
    if ours is None or theirs is None or ours == theirs:
        line = ours or theirs or report_line(key)
        return line, line
    base = base or report_line(key)
    if settled(base.state, ours.state, theirs.state) is None:
        further = max(ours, theirs, key=progress)
        merged.notes.append(
            f"{place_words(ours)}：我方收到“{ours.state}”，对方收到“{theirs.state}”，"
            f"台账记“{further.state}”"
        )
    return merge_line(base, ours, theirs)


def _words(line: LedgerLine) -> str:
    return decided_words(line) or f"没有决定，报的是{line.state}"


def _merged_receipts(base: Receipts, ours: Receipts, theirs: Receipts) -> Receipts:
    """Every file that either side has received, since the day on which the first of them did."""
    merged = {**theirs, **ours}
    for digest in ours.keys() & theirs.keys():
        our, their = ours[digest], theirs[digest]
        receipt = settled(base.get(digest), our, their) or max(our, their, key=_taken)
        merged[digest] = receipt._replace(received=min(our.received, their.received))
    return merged


def _taken(receipt: Receipt) -> tuple[int, Receipt]:
    """How many rows of a file are in the ledger."""
    return int(receipt.taken) if receipt.taken.isdecimal() else 0, receipt
