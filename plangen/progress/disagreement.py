"""Where those who do a task together say of it what cannot both be so."""

from collections.abc import Iterator, Mapping
from typing import Final

from plangen.plan import leaves
from plangen.progress.asked import AskedPlan
from plangen.progress.ledger import LedgerKey, LedgerLine
from plangen.progress.reported_state import ReportedState
from plangen.tasks import TaskRow, UnitPart

_OPEN: Final = (ReportedState.NOT_STARTED, ReportedState.UNDER_WAY, ReportedState.OVERDUE)
_LEADING: Final = (UnitPart.LEAD, UnitPart.RESPONSIBLE)
"""Who speaks for the whole task: who leads, or else who is responsible beside others who help."""


def disagreements(plan: AskedPlan, lines: Mapping[LedgerKey, LedgerLine]) -> Iterator[str]:
    """Tasks that the lead reports done and a partner does not, one line of Chinese each."""
    doubtful = _doubtful(plan, lines)
    by_task: dict[tuple[str, str], dict[str, LedgerLine]] = {}
    for line in lines.values() if doubtful else ():
        if line.series == plan.name[0] and line.state and (line.task, line.period) in doubtful:
            by_task.setdefault((line.task, line.period), {})[line.unit] = line
    for (task, period), reports in sorted(by_task.items()):
        row = plan.tasks.get(task)
        if row is not None and len(reports) > 1:
            yield from _of_task(row, period, reports)


def _doubtful(plan: AskedPlan, lines: Mapping[LedgerKey, LedgerLine]) -> frozenset[tuple[str, str]]:
    """The tasks, each with its period, that somebody reports done and somebody else does not."""
    done = set()
    behind = set()
    for line in lines.values():
        if line.series == plan.name[0]:
            if line.state == ReportedState.DONE:
                done.add((line.task, line.period))
            elif line.state in _OPEN:
                behind.add((line.task, line.period))
    return frozenset(done & behind)


def _of_task(row: TaskRow, period: str, reports: Mapping[str, LedgerLine]) -> Iterator[str]:
    leading = next((part for part in _LEADING if row.units(part)), None)
    if leading is None:
        return
    leads = _reports_of(row, leading, reports)
    partners = []
    for part in UnitPart:
        if part is not leading:
            partners += _reports_of(row, part, reports)
    done = [line for line in leads if line.state == ReportedState.DONE]
    behind = [line for line in partners if line.state in _OPEN]
    if done and behind:
        when = f"（{period}）" if period else ""
        yield (
            f"{done[0].wording}{when}：{leading.label}{_names(done)}报“已完成”，"
            f"{_names(behind)}却报“{behind[0].state}”；问清楚再销号"
        )


def _reports_of(
    row: TaskRow, part: UnitPart, reports: Mapping[str, LedgerLine]
) -> list[LedgerLine]:
    found = []
    for named in row.units(part):
        for leaf in leaves(named):
            if str(leaf.id) in reports:
                found.append(reports[str(leaf.id)])
    return found


def _names(lines: list[LedgerLine]) -> str:
    return "、".join(dict.fromkeys(line.name for line in lines))
