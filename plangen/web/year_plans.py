"""A plan with the others of its year: which there are, and which are taken together with it."""

from collections.abc import Iterator

from plangen.findings.finding import CannotGoOn
from plangen.progress.asked import AskedPlan
from plangen.progress.ledger import LedgerLine, Lines
from plangen.progress.stray_lines import stray_lines
from plangen.web.plan_folder import ClassifiedPlan, OpenPlan
from plangen.web.visit import Visit
from plangen.web.year_ledger import YearLedger


def others_of_year(visit: Visit) -> list[OpenPlan]:
    """The other plans of the year that can be read."""
    return [other for other, trouble in _others(visit) if other is not None and not trouble]


def left_out_of_year(visit: Visit) -> list[str]:
    """Which other plans of the year cannot be taken along, and why."""
    return [trouble for _, trouble in _others(visit) if trouble]


def _others(visit: Visit) -> Iterator[tuple[OpenPlan | None, str]]:
    """The other plans of the year; why one is left out."""
    own, names = visit.open_plan, visit.folder.names
    for path in own.workspace.of_year(int(own.plan.year)):
        if path.name == own.name or path.name not in names:
            continue
        try:
            other = visit.folder.open(path.name)
        except ClassifiedPlan:
            yield None, f"{path.name} 标有密级，不在工作台里一起办"
            continue
        faulty = other.file.plan is None
        yield other, f"{path.name} 里还有错误，改正以后才能一起办" if faulty else ""


def chosen_along(visit: Visit, others: list[OpenPlan]) -> list[str]:
    """The names of the other plans that are ticked; unless somebody chose, those that are out."""
    if visit.asked("chosen"):
        return visit.request.query_params.getlist("with")
    return [other.name for other in others if _is_out(visit, other)]


def _is_out(visit: Visit, other: OpenPlan) -> bool:
    """Whether a plan was issued, or lists of it have come back; not one of the same series."""
    if other.plan.series == visit.open_plan.plan.series:
        return False
    if other.workspace.issued(other.plan):
        return True
    lines = YearLedger.of(other, visit.folder).lines.values()
    return any(line.series == str(other.plan.series) for line in lines)


class YearLedgers:
    """The plans that a screen is about, each with the ledger of the year."""

    def __init__(self, visit: Visit) -> None:
        """Take the visited plan and those chosen along; CannotGoOn for two of one series."""
        self.others = others_of_year(visit)
        self.left_out = left_out_of_year(visit)
        self.along = chosen_along(visit, self.others)
        plans = [visit.open_plan]
        plans += [other for other in self.others if other.name in self.along]
        if len({str(plan.plan.series) for plan in plans}) < len(plans):
            raise CannotGoOn("选中的方案里有同一系列的两份；只选一份")
        plans.sort(key=lambda plan: plan.name)
        self.ledgers = [YearLedger.of(plan, visit.folder) for plan in plans]

    @property
    def pairs(self) -> list[tuple[AskedPlan, Lines]]:
        """What each plan asks, and what came back."""
        return [(ledger.asked, ledger.lines) for ledger in self.ledgers]

    @property
    def strays(self) -> int:
        """How many lines none of the plans asks for any more."""
        return sum(1 for _ in self._stray_lines())

    def _stray_lines(self) -> Iterator[LedgerLine]:
        for ledger in self.ledgers:
            yield from stray_lines(ledger.asked, ledger.lines.values())
