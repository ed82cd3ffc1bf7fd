"""对照: two years, or two versions of one, side by side; the 对照表 and the redline to download."""

from contextlib import suppress
from dataclasses import dataclass

from starlette.responses import Response

from plangen.comparison import compare
from plangen.compose import compose
from plangen.exports import COMPARISON_WRITERS, ComparisonTable
from plangen.findings.finding import CannotGoOn
from plangen.git import Commit, repository_at
from plangen.history.revision import plan_of
from plangen.plan import Plan
from plangen.web.plan_folder import ClassifiedPlan, is_classified
from plangen.web.visit import Visit, attachment, short_title
from plangen.workspace import Workspace
from plangen.writers.docx.redline import redline

_VERSIONS = 50
"""So many versions are offered."""


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    """Something to compare with: a plan of the folder, or a version of this one."""

    value: str
    label: str
    is_same: bool = True
    """Whether it is about the same work, by series or title: what one would compare with."""


def show(visit: Visit) -> Response:
    """The differences between what is chosen and this plan."""
    choices = [*_plans(visit), *_issued(visit), *_versions(visit)]
    likely = [choice.value for choice in choices if choice.is_same]
    chosen = visit.asked("with") or next(iter(likely), "")
    report = None
    if chosen:
        report = _table(visit, chosen).report
    by = visit.asked("by")
    return visit.page("comparing.html", choices=choices, chosen=chosen, by=by, report=report)


def _plans(visit: Visit) -> list[EarlierPlan]:
    """The other plans: last year's first, then whatever is near in time."""
    own = visit.open_plan.plan
    others = []
    for other in visit.folder.all_plans():
        if isinstance(other, ClassifiedPlan) or other.file.plan is None:
            continue
        if other.name != visit.open_plan.name:
            apart = int(own.year) - int(other.plan.year)
            is_same = own.series == other.plan.series
            is_same = is_same or short_title(own) == short_title(other.plan)
            label = f"{other.plan.year}年 {other.plan.name}"
            order = (not is_same, apart < 0, abs(apart))
            others.append((order, EarlierPlan(other.name, label, is_same)))
    others.sort(key=lambda entry: entry[0])
    return [choice for _, choice in others]


def _issued(visit: Visit) -> list[EarlierPlan]:
    """The plan as it was issued, the latest first."""
    issued = visit.open_plan.workspace.issued(visit.open_plan.plan)
    return [
        EarlierPlan(f"issued:{path.stem}", f"印发留存的 {path.stem}") for path in reversed(issued)
    ]


def _versions(visit: Visit) -> list[EarlierPlan]:
    return [
        EarlierPlan(f"version:{commit.short}", f"{commit.date[:10]} 存的：{commit.subject}")
        for commit in versions(visit)[:_VERSIONS]
    ]


def versions(visit: Visit) -> list[Commit]:
    """The versions of the plan that git keeps; none without git."""
    path = visit.open_plan.path
    with suppress(CannotGoOn):
        repository = repository_at(path.parent)
        return [commit for commit in repository.log(repository.place(path)) if commit.after]
    return []


def _earlier(visit: Visit, chosen: str) -> Plan:
    """The plan to compare with. Raises CannotGoOn, NoSuchPlan."""
    kind, colon, version = chosen.partition(":")
    if not colon:
        return visit.folder.open(chosen).plan
    if kind == "issued":
        return _as_issued(visit, version)
    for commit in versions(visit):
        if kind == "version" and commit.short == version:
            repository = repository_at(visit.open_plan.path.parent)
            (data,) = repository.contents([commit.after])
            file = plan_of(repository, commit.id, commit.path, data or b"", commit.subject)
            if is_classified(file):
                raise ClassifiedPlan(f"{commit.date[:10]} 存的那一版")
            if file.plan is None:
                raise CannotGoOn(f"{commit.date[:10]} 存的那一版读不出方案，换一版")
            return file.plan
    raise CannotGoOn("没有这一版；换一版")


def _as_issued(visit: Visit, stem: str) -> Plan:
    """The plan as it was issued under a name. Raises CannotGoOn, ClassifiedPlan."""
    for path in visit.open_plan.workspace.issued(visit.open_plan.plan):
        if path.stem == stem:
            file = Workspace(path.parent).read_plan(path)
            if is_classified(file):
                raise ClassifiedPlan(f"印发留存的 {stem}")
            if file.plan is not None:
                return file.plan
    raise CannotGoOn("没有这一版，或者读不出来；换一版")


def _table(visit: Visit, chosen: str) -> ComparisonTable:
    comparison = compare(_earlier(visit, chosen), visit.open_plan.plan)
    templates = visit.open_plan.workspace.templates
    return ComparisonTable(comparison, visit.asked("by") == "responsible", templates=templates)


def send_table(visit: Visit) -> Response:
    """The 对照表 as DOCX."""
    table = _table(visit, visit.asked("with"))
    data = COMPARISON_WRITERS["docx"](table)
    return attachment(data, f"{visit.open_plan.plan.name}对照表.docx")


def send_redline(visit: Visit) -> Response:
    """The notice of this plan with its changes tracked."""
    old, new = _earlier(visit, visit.asked("with")), visit.open_plan.plan
    templates = visit.open_plan.workspace.templates
    data = redline(compose(old, templates), compose(new, templates), old.style, new.style)
    return attachment(data, f"{new.heading}（修订）.docx")
