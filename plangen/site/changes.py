"""What changed: against last year's plan, against the plan as issued, and from step to step."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plangen.comparison.model import Comparison
from plangen.comparison.report.entries import ComparisonReport, comparison_report
from plangen.findings.finding import CannotGoOn
from plangen.history.past import Event, past
from plangen.plan import Plan
from plangen.site.pages import Fragment, SiteOptions, SitePage
from plangen.site.publishing import published_comparison
from plangen.workspace import Workspace, issued_on

_SHOWN: Final = 30
"""The latest steps that are shown with all that changed; of earlier ones the summary."""


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step in a plan's past."""

    day: str
    title: str
    remarks: tuple[str, ...] = ()
    report: ComparisonReport | None = None
    """What changed; None where that is the whole plan, or nothing."""


class PlanChanges:
    """A plan's changes, as everybody may know them or, `internal`, with names and reasons."""

    def __init__(self, path: Path, data: bytes, plan: Plan, options: SiteOptions) -> None:
        self._path, self._data, self._plan = path, data, plan
        self._internal = options.internal
        self._workspace = Workspace.of(path)

    def pages(self) -> Iterator[SitePage]:
        """The comparisons that there are something to compare with for, and the past."""
        earlier = self._workspace.last_year(self._plan)
        if earlier and not earlier.issue.classification:
            yield self._comparison("comparison", "和上年比", earlier, "")
        issued = self._workspace.last_issued(self._plan, other_than=self._data)
        if issued and issued.plan and not issued.plan.issue.classification:
            day = issued_on(Path(issued.name))
            yield self._comparison("revision", "和印发时比", issued.plan, day)
        steps = [*self._issued_steps(), *self._commits()]
        if steps:
            steps.sort(key=lambda step: step.day, reverse=True)
            context = {"steps": steps[:_SHOWN], "earlier": steps[_SHOWN:]}
            yield SitePage("history", "history", "沿革", (Fragment("history", context),))

    def _comparison(self, name: str, title: str, earlier: Plan, against: str) -> SitePage:
        report = comparison_report(self._compared(earlier, self._plan))
        fragment = Fragment("comparison", {"report": report, "against": against})
        return SitePage(name, name, title, (fragment,))

    def _compared(self, old: Plan, new: Plan) -> Comparison:
        if self._internal:
            from plangen.comparison import compare

            return compare(old, new)
        return published_comparison(old, new)

    def _issued_steps(self) -> Iterator[HistoryStep]:
        """The plan as it was issued, each time against the time before."""
        before: Plan | None = None
        for path in self._workspace.issued(self._plan):
            plan = self._workspace.read_plan(path).plan
            if plan is None or plan.issue.classification:
                continue
            number = str(plan.issue.doc_number or "")
            report = comparison_report(self._compared(before, plan)) if before else None
            yield HistoryStep(issued_on(path), f"印发 {number}".strip(), report=report)
            before = plan

    def _commits(self) -> Iterator[HistoryStep]:
        """What each commit changed in this year's plan."""
        try:
            events = past(self._path).events
        except CannotGoOn:
            return
        for event in events:
            if event.commit is not None and event.comparison is not None and self._is_own(event):
                yield self._commit(event, event.comparison)

    def _is_own(self, event: Event) -> bool:
        """Whether a step is of this plan, and may be shown."""
        comparison = event.comparison
        if comparison is None or comparison.new.year != self._plan.year:
            return False
        return not (comparison.old.issue.classification or comparison.new.issue.classification)

    def _commit(self, event: Event, comparison: Comparison) -> HistoryStep:
        made = event.commit
        if made is None:
            raise ValueError("a step that is not committed has no day")
        title, remarks = "修改", event.notes if self._internal else ()
        if self._internal:
            title = f"{made.subject}（{made.author}，{made.short}）"
        if len(made.before) > 1:
            return HistoryStep(made.date[:10], title, (*remarks, "把两边的修改并到一起"))
        if event.whole:
            added = comparison.tally.added
            whole = f"新建，{added} 项" if added else "删除"
            return HistoryStep(made.date[:10], title, (*remarks, whole))
        compared = self._compared(comparison.old, comparison.new)
        if not compared:
            return HistoryStep(made.date[:10], title, (*remarks, "方案的内容没有变"))
        return HistoryStep(made.date[:10], title, remarks, comparison_report(compared))
