"""What `plangen check` finds: the reader's findings and the rules', without what is waived."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plangen.checking.waivers import waived
from plangen.findings.finding import Finding, Severity
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
    *,
    issuing: bool = False,
) -> Examination:
    """Look at a plan by these rules; when it is `issuing`, what stops an issue is an error.

    `previous` is last year's plan of the same series, `laws` are more laws than the program
    knows. A plan with errors that keep it from being read has the reader's findings alone.
    """
    plan = file.plan
    if plan is None:
        return Examination(file, tuple(_graver(file.findings, issuing=issuing)))
    subject = Subject(plan, settings.workdays, previous, Options(settings.load, laws))
    with collector_paused():
        found = [*file.findings, *judge(subject, file.name, file.text, rules)]
    looked = {rule.code for rule in rules}
    standing, count = waived(found, plan, file.name, file.text, looked)
    return Examination(file, tuple(_graver(standing, issuing=issuing)), count)


def _graver(findings: Iterable[Finding], *, issuing: bool) -> Iterator[Finding]:
    for finding in findings:
        stops = issuing and finding.code in _STOPS
        yield replace(finding, severity=Severity.ERROR) if stops else finding


_STOPS: Final = ("open-question", "unreadable-deadline")
"""What may stand in a draft, but not in a plan that is being issued."""
