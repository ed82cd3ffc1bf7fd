"""What rules say of a plan, as findings at their places in its file."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from plangen.findings.finding import Finding, Mark
from plangen.rules.registry import RULES, Rule
from plangen.rules.subject import Offence, Subject
from plangen.source.locating import Source, SourceSpan, fitted

_ORDER: Final = attrgetter(
    "mark.line", "mark.column", "code", "message", "hint", "item", "severity"
)
"""As findings of one file sort, only quicker."""


def judge(subject: Subject, file: str, text: str, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """What these rules find in a plan, by place; `text` is that of its file."""
    source = Source(text)
    findings = {
        _finding(offence, rule, file, source) for rule in rules for offence in rule.check(subject)
    }
    return sorted(findings, key=_ORDER)


def _finding(offence: Offence, rule: Rule, file: str, source: Source) -> Finding:
    value = str(offence.at)
    length = offence.length or len(value)
    span = source.find(offence.at.line, offence.at.column, value, offence.offset, length)
    mend = None
    if span is None:
        span = _as_written(offence, length, source)
    elif offence.mend is not None:
        mend = fitted(offence.mend, span, value, offence.offset, length)
    return Finding(
        Mark(file, span.line, span.column),
        rule.code,
        offence.message,
        offence.hint,
        offence.clause,
        offence.severity or rule.severity,
        span.length,
        mend,
    )


def _as_written(offence: Offence, length: int, source: Source) -> SourceSpan:
    """The place of a value that the file writes otherwise, such as a number or a day."""
    line, column = max(1, min(offence.at.line, source.height)), max(1, offence.at.column)
    available = len(source.line(line)) - column + 1
    return SourceSpan(line, column, max(1, min(length, available)))
