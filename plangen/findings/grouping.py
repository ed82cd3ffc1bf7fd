"""The same fault in many places, told once with all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from plangen.findings.finding import Finding

_FEW: Final = 3
"""So many of the same are told one by one."""


def grouped(findings: Sequence[Finding]) -> list[Finding]:
    """The findings; where more than three say the same of a file, the first with the others' marks.

    Ten cells with a full-width 1 → one finding at the first cell, and nine `others`.
    """
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        alike.setdefault(told_as(finding), []).append(finding)
    told: dict[tuple[str, ...], Finding] = {}
    for words, same in alike.items():
        if len(same) > _FEW:
            told[words] = replace(same[0], others=tuple(finding.mark for finding in same[1:]))
    return list(_once(findings, told))


def told_as(finding: Finding) -> tuple[str, ...]:
    """What findings have in common that are told together."""
    return (finding.mark.file, finding.code, finding.severity, finding.message, finding.hint)


def _once(findings: Sequence[Finding], told: dict[tuple[str, ...], Finding]) -> Iterator[Finding]:
    """The findings in their order, but those `told` together at the first of them alone."""
    for finding in findings:
        together = told.get(told_as(finding))
        if together is None:
            yield finding
        elif together.mark == finding.mark:
            yield together
