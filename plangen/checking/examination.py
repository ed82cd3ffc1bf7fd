"""What `plangen check` finds: the reader's findings and the rules', without what is waived."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plangen.checking.waivers import waived
from plangen.findings.finding import Finding, Severity
from plangen.plan import Plan
from plangen.readers.plan_file import PlanFile, collector_paused
from plangen.readers.settings import Settings
from plangen.results import Results
from plangen.rules.judging import judge
from plangen.rules.registry import Rule
from plangen.rules.subject import Options, Subject

_OF_WORDS: Final = ("wording", "law")
"""The families of rules that look at words alone."""


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
    issued: Plan | None = None,
    *,
    results: Results | None = None,
    issuing: bool = False,
) -> Examination:
    """Look at a plan by these rules; when it is `issuing`, what stops an issue is an error.

    `previous` is last year's plan of the same series, `results` what was reached of it, `laws` are
    more laws than the program knows, `issued` is the plan as it was last issued. Of a plan with
    errors, the rules look at what could be read, and what they say of an item with an error is
    left out: it may be wrong because of it.
    """
    plan = file.plan or file.partial
    if plan is None or not plan.year:
        return Examination(file, tuple(_graver(file.findings, issuing=issuing)))
    options = Options(settings.load, laws)
    subject = Subject(plan, settings.workdays, previous, options, issued, results)
    with collector_paused():
        found = judge(subject, file.name, file.text, rules)
    if file.plan is None:
        found = list(_sure(found, file.findings, rules))
    found = [*file.findings, *found]
    looked = {rule.code for rule in rules}
    standing, count = waived(found, plan, file.name, file.text, looked)
    return Examination(file, tuple(_graver(standing, issuing=issuing)), count)


def _graver(findings: Iterable[Finding], *, issuing: bool) -> Iterator[Finding]:
    for finding in findings:
        stops = issuing and finding.code in _STOPS
        yield replace(finding, severity=Severity.ERROR) if stops else finding


_STOPS: Final = ("open-question", "unreadable-deadline")
"""What may stand in a draft, but not in a plan that is being issued."""


def _sure(
    found: Iterable[Finding], read: Iterable[Finding], rules: Iterable[Rule]
) -> Iterator[Finding]:
    """What rules find of a plan with errors, and what no error can be the cause of.

    A rule of wording looks at the words alone, and is heard but where an error stands in them.
    The others are heard of items that neither have an error nor stand in what has one.
    """
    errors = [finding for finding in read if finding.severity is Severity.ERROR]
    faulty = tuple({error.item for error in errors})
    of_words = {rule.code for rule in rules if rule.family in _OF_WORDS}
    for finding in found:
        if finding.code in of_words:
            told = not any(_overlap(finding, error) for error in errors)
        else:
            told = bool(finding.item) and not finding.item.startswith(faulty)
        if told:
            yield finding


def _overlap(finding: Finding, error: Finding) -> bool:
    """Whether they touch; an error of no item is one of YAML, and concerns its whole line."""
    mark, other = finding.mark, error.mark
    before = mark.column + finding.length < other.column
    after = other.column + error.length < mark.column
    same = (mark.file, mark.line) == (other.file, other.line)
    return same and not (error.item and (before or after))
