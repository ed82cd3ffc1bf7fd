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
    found = {_finding(slip, rule, file, source) for rule in rules for slip in rule.check(subject)}
    return sorted(found, key=_ORDER)


def _finding(slip: Offence, rule: Rule, file: str, source: Source) -> Finding:
    value = str(slip.at)
    length = slip.length or len(value)
    place = source.find(slip.at.line, slip.at.column, value, slip.offset, length)
    mend = None
    if place is None:
        place = _as_written(slip, length, source)
    elif slip.mend is not None:
        mend = fitted(slip.mend, place, value, slip.offset, length)
    return Finding(
        Mark(file, place.line, place.column),
        rule.code,
        slip.message,
        slip.hint,
        slip.clause,
        slip.severity or rule.severity,
        place.length,
        mend,
    )


def _as_written(slip: Offence, length: int, source: Source) -> SourceSpan:
    """Where a number or a day stands that is written otherwise than it is said here."""
    line, column = max(1, min(slip.at.line, source.height)), max(1, slip.at.column)
    room = len(source.line(line)) - column + 1
    return SourceSpan(line, column, max(1, min(length, room)))
