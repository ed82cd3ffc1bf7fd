"""What rules find in a plan's text."""

import csv
from datetime import date
from types import ModuleType

from plangen.findings.finding import Finding
from plangen.plan import Plan
from plangen.progress.asked import AskedPlan
from plangen.progress.folding import report_line
from plangen.progress.ledger import LedgerKey, LedgerLine
from plangen.progress.reaching import results
from plangen.progress.standing import StandingDay
from plangen.readers.plan_file import read
from plangen.results import Results
from plangen.rules.judging import judge
from plangen.rules.subject import Subject
from plangen.workdays import OFFICIAL

_FIELDS = {
    "完成情况": "state",
    "完成日期": "done_on",
    "实际完成值": "value",
    "决定": "decision",
    "延期至": "extended_to",
}


def found(
    rules: tuple[ModuleType, ...],
    text: str,
    previous: str = "",
    issued: str = "",
    ledger: str = "",
) -> list[tuple[int, str]]:
    """The lines where rules speak, each with the word it speaks of."""
    lines = text.split("\n")
    return [
        (mark.line, lines[mark.line - 1][mark.column - 1 :][: each.length])
        for each in findings_of(rules, text, previous, issued, ledger)
        for mark in [each.mark]
    ]


def findings_of(
    rules: tuple[ModuleType, ...],
    text: str,
    previous: str = "",
    issued: str = "",
    ledger: str = "",
) -> list[Finding]:
    """What rules say of a text."""
    file, before = read(text.encode(), "example.yaml"), read(previous.encode(), "previous.yaml")
    version = read(issued.encode(), "issued.yaml")
    assert file.plan is not None, [str(each) for each in file.findings]
    reached = results_of(before.plan, ledger) if ledger and before.plan else None
    subject = Subject(file.plan, previous=before.plan, issued=version.plan, results=reached)
    return [*judge(subject, "example.yaml", text, rules)]


def results_of(plan: Plan, ledger: str) -> Results | None:
    """What some columns of a ledger say was reached of a plan when its year was over."""
    asked = AskedPlan(plan, "previous.yaml", OFFICIAL)
    day = StandingDay(date(plan.year + 1, 1, 1), 7, OFFICIAL)
    return results(asked, ledger_lines(str(plan.series), ledger), day)


def ledger_lines(series: str, ledger: str) -> dict[LedgerKey, LedgerLine]:
    """The lines of a ledger by some of their columns."""
    lines = {}
    for row in csv.DictReader(ledger.splitlines()):
        key = LedgerKey(series, row["任务"], row["单位"], row.get("期次", ""))
        said = {field: row[heading] for heading, field in _FIELDS.items() if heading in row}
        lines[key] = report_line(key, **said)
    return lines
