"""Findings → JSON, for programs."""

import json
from collections.abc import Iterable

from plangen.findings.finding import Finding


def as_json(findings: Iterable[Finding]) -> str:
    """A list of {code, severity, file, line, column, item, message, hint, others}.

    `others` are the lines and columns where the same is wrong, when it is told once.
    """
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
            "others": [{"line": mark.line, "column": mark.column} for mark in finding.others],
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
