"""Findings → what a person reads on a terminal."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate

from plangen.findings.finding import Finding, Severity
from plangen.typography import columns

_SHOWN = 88
"""How many terminal columns of a long source line are shown around the fault."""
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.ADVICE: "建议"}
"""What people call them."""


def as_text(finding: Finding, lines: Mapping[str, list[str]]) -> str:
    """One finding: place, what is wrong, the source line with a caret, how to mend it.

    `lines` holds the source lines of each file, by the file's name.
    """
    mark = finding.mark
    head = f"{mark.file}:{mark.line}:{mark.column}: {SEVERITIES[finding.severity]}"
    shown = [f"{head} [{finding.code}] {_message(finding)}"]
    source = lines.get(mark.file, [])
    if 0 < mark.line <= len(source) and source[mark.line - 1].strip():
        shown += _excerpt(source[mark.line - 1], finding)
    if finding.hint:
        shown.append(f"  改法：{finding.hint}")
    if finding.others:
        shown.append(f"  {_elsewhere(finding)}")
    return "\n".join(shown)


def _elsewhere(finding: Finding) -> str:
    """The other places of the same fault: 同样的还有 9 处：第 12、15 行."""
    rows = "、".join(dict.fromkeys(str(mark.line) for mark in finding.others))
    return f"同样的还有 {len(finding.others)} 处：第 {rows} 行"


def _message(finding: Finding) -> str:
    """What is wrong, behind the item that it is about."""
    if not finding.item:
        return finding.message
    return f"{finding.item}：{finding.message}"


def sentence(finding: Finding) -> str:
    """A finding on one line: which item, what is wrong, how to mend it."""
    if not finding.hint:
        return _message(finding)
    return f"{_message(finding)}。改法：{finding.hint}"


def summary(findings: Iterable[Finding], files: int, waived: int = 0, accepted: int = 0) -> str:
    """How many findings of each severity there are in so many files.

    `waived` and `accepted` are how many others the plans waive and a baseline accepts.
    """
    severities: list[Severity] = []
    for finding in findings:
        severities += [finding.severity] * (1 + len(finding.others))
    outcome = "没有发现问题"
    if counts := counted(severities):
        outcome = f"发现 {'、'.join(counts)}"
    if waived:
        outcome += f"；按方案里的豁免，另有 {waived} 处不报"
    if accepted:
        outcome += f"；基线里记下的 {accepted} 处不报"
    return f"检查了 {files} 个文件，{outcome}。"


def counted(severities: Iterable[Severity]) -> list[str]:
    """How many there are of each severity, the gravest first: 2 处错误, 1 处提醒."""
    counts = Counter(severities)
    words = []
    for severity in Severity:
        if counts[severity]:
            words.append(f"{counts[severity]} 处{SEVERITIES[severity]}")
    return words


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _fitting(text: str, most: int) -> int:
    """How many of a text's first characters fit into `most` columns of a terminal."""
    return bisect_right(list(accumulate(map(columns, text))), most)


def _excerpt(line: str, finding: Finding) -> list[str]:
    """The line, cut around the fault where it is long, and carets under the fault."""
    start = finding.mark.column - 1
    stop = max(start + 1, min(start + finding.length, len(line)))
    shown = line[max(0, start - _SHOWN) : start]
    first = min(start, len(line)) - _fitting(shown[::-1], _SHOWN // 2)
    last = max(min(start + 1, len(line)), first + _fitting(line[first : start + _SHOWN], _SHOWN))
    before, after = line[first:start], line[start:last]
    if first:
        before = f"...{before}"
    if last < len(line):
        after += "..."
    carets = "^" * max(1, columns(line[start : min(stop, last)]))
    number = str(finding.mark.line)
    before, after = _printable(before), _printable(after)
    return [
        f"  {number} | {before}{after}",
        f"  {' ' * len(number)} | {' ' * columns(before)}{carets}",
    ]
