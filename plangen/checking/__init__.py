"""What `plangen check` finds: the reader's findings and the rules', without what is waived."""

from collections.abc import Sequence
from dataclasses import dataclass

from plangen.checking.waivers import waived
from plangen.findings.finding import Finding
from plangen.plan import Plan
from plangen.readers.plan_file import PlanFile, collector_paused
from plangen.readers.settings import Settings
from plangen.rules.judging import judge
from plangen.rules.registry import Rule
from plangen.rules.subject import Options, Subject


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in one plan file."""

    file: PlanFile
    findings: tuple[Finding, ...]
    """Those that stand, by place."""
    waived: int = 0
    """How many others the plan waives."""


def examine(
    file: PlanFile,
    rules: Sequence[Rule],
    settings: Settings,
    previous: Plan | None = None,
    laws: bytes | None = None,
) -> Examination:
    """Look at a plan by these rules.

    `previous` is last year's plan of the same series, `laws` are more laws than the program
    knows. A plan with errors that keep it from being read has the reader's findings alone.
    """
    plan = file.plan
    if plan is None:
        return Examination(file, file.findings)
    subject = Subject(plan, settings.workdays, previous, Options(settings.load, laws))
    with collector_paused():
        found = [*file.findings, *judge(subject, file.name, file.text, rules)]
    looked = {rule.code for rule in rules}
    standing, count = waived(found, plan, file.name, file.text, looked)
    return Examination(file, tuple(standing), count)
