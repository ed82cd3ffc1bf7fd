"""Findings that the plan itself waives, with a reason, and waivers that waive nothing."""

from collections.abc import Collection, Iterator, Sequence

from plangen.findings.finding import Finding, Mark, Severity
from plangen.nearest import did_you_mean, nearest
from plangen.plan import Plan, Waiver

_NEVER = frozenset({"open-question"})
"""What cannot be waived: a question is closed by deciding it."""


def waived(
    findings: Sequence[Finding], plan: Plan, file: str, text: str, examined: Collection[str]
) -> tuple[list[Finding], int]:
    """The findings that stand, those about the waivers among them, and how many are waived.

    `text` is that of the plan's `file`; `examined` are the codes of the rules that were applied:
    a waiver of another rule cannot be called unused.
    """
    covered = _covered(findings, plan, file, text)
    standing = _without(findings, covered)
    for waiver, hits in covered:
        if not hits:
            standing += _idle(waiver, file, examined)
    return sorted(standing), len(findings) - len(_without(findings, covered))


def standing(findings: Sequence[Finding], plan: Plan, file: str, text: str) -> list[Finding]:
    """The findings that the plan does not waive; whether a waiver is of use is not asked."""
    return _without(findings, _covered(findings, plan, file, text))


def _covered(
    findings: Sequence[Finding], plan: Plan, file: str, text: str
) -> list[tuple[Waiver, list[Finding]]]:
    """Each waiver with the findings that it waives."""
    lines = text.split("\n") if plan.waivers else []
    return [
        (waiver, [finding for finding in findings if _covers(waiver, finding, file, lines)])
        for waiver in plan.waivers
    ]


def _without(
    findings: Sequence[Finding], covered: Sequence[tuple[Waiver, list[Finding]]]
) -> list[Finding]:
    gone = {id(finding) for _, hits in covered for finding in hits}
    return [finding for finding in findings if id(finding) not in gone]


def _covers(waiver: Waiver, finding: Finding, file: str, lines: Sequence[str]) -> bool:
    first, last = waiver.lines
    if finding.mark.file != file or finding.code != waiver.rule or finding.code in _NEVER:
        return False
    if not first <= finding.mark.line <= last:
        return False
    return waiver.word is None or _ink(waiver.word) in _underlined(finding, lines)


def _underlined(finding: Finding, lines: Sequence[str]) -> str:
    """What a finding underlines, without white; to its end where that is on a later line."""
    row, start = finding.mark.line - 1, finding.mark.column - 1
    line, following = "".join(lines[row : row + 1]), lines[row + 1 : row + 3]
    shown, rest = line[start:][: finding.length], line[start + finding.length :]
    return _ink(shown if rest.strip() else "".join([shown, *following]))


def _ink(text: str) -> str:
    return "".join(text.split())


def _idle(waiver: Waiver, file: str, examined: Collection[str]) -> Iterator[Finding]:
    """Say that a waiver waives nothing, where that is sure."""
    from plangen.rules.registry import BY_CODE

    if waiver.rule in _NEVER:
        code, message = "unused-waiver", f"“{waiver.rule}”不能豁免，这条豁免没有用处"
        hint = "删去这条豁免；定下来的，删去那条待定的注释"
    elif waiver.rule in examined:
        code, message = "unused-waiver", f"这里没有“{waiver.rule}”要豁免的问题，这条豁免没有用处"
        hint = "删去这条豁免，或核对它写的位置"
    elif waiver.rule not in BY_CODE:
        near = nearest(waiver.rule, list(BY_CODE))
        code, message = "unknown-rule", f"没有“{waiver.rule}”这条规则，什么也没有豁免"
        hint = did_you_mean(near) or "全部规则见 plangen rule --all"
    else:
        return
    mark = Mark(file, waiver.rule.line, waiver.rule.column)
    yield Finding(
        mark, code, message, hint, waiver.clause, Severity.WARNING, length=len(waiver.rule)
    )
