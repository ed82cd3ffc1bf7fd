"""首页: the plans of the folder by year; where there is none, how to come to one."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from plangen.findings.finding import Severity
from plangen.tasks import task_rows
from plangen.web.plan_folder import ClassifiedPlan, OpenPlan
from plangen.web.visit import Visit


@dataclass(frozen=True, slots=True)
class PlanCard:
    """What the first screen says of one plan."""

    name: str
    title: str
    year: int | None
    tasks: int
    questions: int
    errors: int
    """How many things stand in the way of reading it."""
    refusal: str = ""
    """Why it is not opened."""


def show(visit: Visit) -> Response:
    """The plans, the latest year first."""
    cards = [_card(plan) for plan in visit.folder.all_plans()]
    cards.sort(key=lambda card: card.year or 0, reverse=True)
    return visit.page("home.html", cards=cards, year=date.today().year)


def _card(plan: OpenPlan | ClassifiedPlan) -> PlanCard:
    if isinstance(plan, ClassifiedPlan):
        return PlanCard(plan.name, plan.name, None, 0, 0, 0, str(plan))
    shown = plan.shown
    if shown is None:
        return PlanCard(plan.name, plan.name, None, 0, 0, _errors(plan))
    tasks = questions = 0
    if plan.file.plan is not None:
        tasks = len(task_rows(plan.file.plan, plan.workspace.settings.workdays))
        questions = len(shown.questions)
    year, errors = int(shown.year or 0), _errors(plan)
    return PlanCard(plan.name, shown.name, year, tasks, questions, errors)


def _errors(plan: OpenPlan) -> int:
    return sum(finding.severity is Severity.ERROR for finding in plan.file.findings)
