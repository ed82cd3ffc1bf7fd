"""Everybody's checklist as an order wants it: of one plan or of several, of all or what is due."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from plangen.checklists import Checklist, Cover, checklists, cover
from plangen.checklists.asking import Asking
from plangen.checklists.together import PlanLists, cover_of_all, together
from plangen.delivery.run import Order, plan_key
from plangen.plan import Plan
from plangen.tasks import TaskRow

_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


def run_cover(
    plans: Sequence[Plan],
    rows: Sequence[Sequence[TaskRow]],
    asking: Asking,
    since: Mapping[str, Plan] = _NONE,
) -> Cover:
    """What all the lists of an order say alike."""
    covers = []
    for plan, own in zip(plans, rows, strict=True):
        covers.append(cover(plan, own, since.get(plan_key(plan))))
    face = covers[0]
    if len(covers) > 1:
        face = cover_of_all(covers)
    if asking.period:
        title = f"{face.title}（{asking.period.label}）"
        face = replace(face, title=title, due=asking.period.text)
    if asking.reported and not face.news:
        face = replace(face, news="较上次")
    return replace(face, returning=asking.returning)


def lists_of(
    order: Order,
    rows: Sequence[Sequence[TaskRow]],
    news: Mapping[str, Mapping[str, str]] = _NONE,
) -> Iterator[Checklist]:
    """Yield every list of an order, those without lines left out."""
    plans = []
    for plan, own in zip(order.plans, rows, strict=True):
        asked = _asked(order, plan, checklists(plan, own, news.get(plan_key(plan), {})))
        plans.append(PlanLists(cover(plan), str(plan.name), asked))
    if len(plans) == 1:
        return iter(plans[0].lists)
    return together(plans)


def _asked(order: Order, plan: Plan, lists: Iterator[Checklist]) -> Iterator[Checklist]:
    for checklist in lists:
        asked = order.asking.ask(plan, checklist)
        if asked.lines:
            yield asked
