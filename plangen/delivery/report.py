"""What is said of a delivery when it is over."""

from collections.abc import Iterator
from itertools import islice

from plangen.delivery import Outcome
from plangen.delivery.record import Status
from plangen.findings.finding import Finding, Mark, Severity
from plangen.plan import Plan

_SHOWN = 20
"""How many files of a kind are listed."""


def summary(outcome: Outcome) -> str:
    """How many checklists there are, and what has changed: 23 份清单，新增 1，未变 22."""
    counts = [f"{status} {n}" for status in Status if (n := outcome.changes.get(status, 0))]
    return "，".join([f"{outcome.lists} 份清单", *counts])


def remarks(outcome: Outcome) -> Iterator[str]:
    """Files that were left as they are, and what to do about them."""
    yield from _listed(outcome, outcome.edited, "被人改过，没有覆盖；移走它，或加 --overwrite")
    yield from _listed(outcome, outcome.stray, "这份清单已撤销，但文件被人改过，没有删除；看过再删")


def _listed(outcome: Outcome, paths: tuple[str, ...], remark: str) -> Iterator[str]:
    for path in islice(paths, _SHOWN):
        yield f"{outcome.where.rstrip('/')}/{path}：{remark}"
    if len(paths) > _SHOWN:
        yield f"……这样的文件共 {len(paths)} 个。"


def open_groups(plan: Plan, outcome: Outcome, file: str) -> Iterator[Finding]:
    """Advice on the groups whose members are not listed, and so share a checklist."""
    for group in plan.register.groups:
        if group.id in outcome.shared:
            yield Finding(
                Mark(file, group.name.line, group.name.column),
                "open-group",
                f"“{group.name}”没有列出成员，只生成一份共用的任务清单",
                "在名册里列出 units 或 where，就一家一份",
                severity=Severity.ADVICE,
                length=len(group.name),
            )
