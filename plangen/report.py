"""Findings → what a person reads on a terminal, or a program from JSON."""

import json
from collections.abc import Iterable, Mapping
from unicodedata import east_asian_width

from plangen.finding import Finding, Severity

_SHOWN = 88
"""How many terminal columns of a long source line are shown around the fault."""
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.ADVICE: "建议"}


def as_json(findings: Iterable[Finding]) -> str:
    """A list of {code, severity, file, line, column, item, message, hint}."""
    rows = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "file": finding.mark.file,
            "line": finding.mark.line,
            "column": finding.mark.column,
            "item": finding.item,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_text(finding: Finding, lines: Mapping[str, list[str]]) -> str:
    """One finding: place, what is wrong, the source line with a caret, how to mend it.

    `lines` holds the source lines of each file, by the file's name.
    """
    mark = finding.mark
    head = f"{mark.file}:{mark.line}:{mark.column}: {_WORDS[finding.severity]}"
    item = f"{finding.item}：" if finding.item else ""
    shown = [f"{head} [{finding.code}] {item}{finding.message}"]
    source = lines.get(mark.file, [])
    if 0 < mark.line <= len(source) and source[mark.line - 1].strip():
        shown += _excerpt(source[mark.line - 1], finding)
    if finding.hint:
        shown.append(f"  改法：{finding.hint}")
    return "\n".join(shown)


def summary(findings: Iterable[Finding], files: int) -> str:
    """How many of each severity were found in how many files."""
    found = list(findings)
    if not found:
        return f"检查了 {files} 个文件，没有发现问题。"
    counts = [
        f"{count} 处{_WORDS[severity]}"
        for severity in Severity
        if (count := sum(finding.severity is severity for finding in found))
    ]
    return f"检查了 {files} 个文件，发现 {'、'.join(counts)}。"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _excerpt(line: str, finding: Finding) -> list[str]:
    """The line, cut around the fault where it is long, and carets under the fault."""
    start = finding.mark.column - 1
    stop = max(start + 1, min(start + finding.length, len(line)))
    first, last = max(0, start - _SHOWN), min(len(line), start + _SHOWN)
    while _columns(line[first:start]) > _SHOWN // 2:
        first += 1
    while last > start + 1 and _columns(line[first:last]) > _SHOWN:
        last -= 1
    before = ("..." if first else "") + line[first:start]
    after = line[start:last] + ("..." if last < len(line) else "")
    carets = "^" * max(1, _columns(line[start : min(stop, last)]))
    number = str(finding.mark.line)
    before, after = _printable(before), _printable(after)
    return [
        f"  {number} | {before}{after}",
        f"  {' ' * len(number)} | {' ' * _columns(before)}{carets}",
    ]
