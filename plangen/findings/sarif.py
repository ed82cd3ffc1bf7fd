"""Findings → SARIF 2.1.0, for code-scanning services."""

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from plangen import __version__
from plangen.findings.finding import Finding, Mark, Severity
from plangen.findings.text import sentence

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def as_sarif(findings: Sequence[Finding], titles: Mapping[str, str]) -> str:
    """A SARIF 2.1.0 log of one run; columns count Unicode characters, as findings do.

    `titles` says what each rule is about, by its code.
    """
    codes = sorted({finding.code for finding in findings})
    rules = [{"id": code, "shortDescription": {"text": titles.get(code, code)}} for code in codes]
    driver = {"name": "plangen", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes) for finding in findings],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding, codes: list[str]) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": sentence(finding)},
        "locations": [_location(mark, finding.length) for mark in (finding.mark, *finding.others)],
    }


def _location(mark: Mark, length: int) -> dict[str, Any]:
    region = {
        "startLine": mark.line,
        "startColumn": mark.column,
        "endColumn": mark.column + max(1, length),
    }
    file = {"uri": _uri(PurePath(mark.file))}
    return {"physicalLocation": {"artifactLocation": file, "region": region}}


def _uri(path: PurePath) -> str:
    """A file's name as a URI reference: relative to where the program ran, unless it is not."""
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix())
