"""What reading the ledger of a province costs: 24,000 units with 15 tasks each."""

import csv
from io import StringIO

from timing import ratio, row, times

from plangen.progress.folding import report_line
from plangen.progress.ledger import LedgerKey, ledger_bytes, ledger_of

UNITS, TASKS = 24_000, 15
LEDGER_LIMIT = 2.5


def ledger(rounds: int) -> bool:
    """The whole ledger into lines, against reading its CSV alone."""
    data = ledger_of_units(UNITS)
    bare, whole = times(rounds, lambda: _bare(data), lambda: ledger_of(data, "台账.csv"))
    row(f"csv.reader, a ledger of {UNITS * TASKS} lines", bare)
    row("plangen: read the same", whole)
    return row("  against csv.reader", ratio=ratio(whole, bare), limit=LEDGER_LIMIT)


def _bare(data: bytes) -> int:
    return sum(map(len, csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))))


def ledger_of_units(units: int) -> bytes:
    """The ledger of so many units with 15 tasks each, all reported."""
    lines = {}
    for unit in range(units):
        for task in range(TASKS):
            key = LedgerKey("drug-control", f"task-{task}", f"unit-{unit}", "")
            lines[key] = report_line(
                key,
                wording=f"二（三）{task} 按要求处理使用过的器械",
                name=f"第{unit}卫生院",
                state="已完成",
                done_on="2026-06-01",
                note="查了三次",
                stamp="2026-06-02T08:00:00",
                source="abcdef012345",
            )
    return ledger_bytes(lines)


if __name__ == "__main__":
    ledger(5)
