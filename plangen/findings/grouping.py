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
        alike.setdefault(_said(finding), []).append(finding)
    told: dict[tuple[str, ...], Finding] = {}
    for said, same in alike.items():
        if len(same) > _FEW:
            told[said] = replace(same[0], others=tuple(finding.mark for finding in same[1:]))
    return list(_once(findings, told))


def _said(finding: Finding) -> tuple[str, ...]:
    return (finding.mark.file, finding.code, finding.severity, finding.message, finding.hint)


def _once(findings: Sequence[Finding], told: dict[tuple[str, ...], Finding]) -> Iterator[Finding]:
    """The findings in their order, but those `told` together at the first of them alone."""
    for finding in findings:
        together = told.get(_said(finding))
        if together is None:
            yield finding
        elif together.mark == finding.mark:
            yield together
