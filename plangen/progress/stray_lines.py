"""Lines of the ledger that no list asks for: their task is gone from the plan, or their unit."""

from collections.abc import Iterable, Iterator

from plangen.progress.asked import AskedPlan
from plangen.progress.ledger import LedgerLine


def stray_lines(plan: AskedPlan, lines: Iterable[LedgerLine]) -> Iterator[LedgerLine]:
    """The lines of a plan's series that stand on nobody's list any more."""
    for line in lines:
        if line.series == plan.name[0]:
            asked = plan.of(line.unit.partition("/")[0])
            row = f"{line.task}@{line.period}" if line.period else line.task
            if asked is None or row not in asked.rows:
                yield line
