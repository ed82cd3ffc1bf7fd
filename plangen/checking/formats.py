"""Findings for programs: SARIF 2.1.0 for code-scanning services, commands for GitHub's log."""

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from plangen import __version__
from plangen.finding import Finding, Severity
from plangen.rules import RULES
from plangen.rules.page import page

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def as_sarif(findings: Sequence[Finding]) -> str:
    """A SARIF 2.1.0 log of one run; columns count Unicode characters, as findings do."""
    pages = {rule.CODE: page(rule).title for rule in RULES}
    codes = sorted({finding.code for finding in findings})
    rules = [{"id": code, "shortDescription": {"text": pages.get(code, code)}} for code in codes]
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
    mark = finding.mark
    region = {
        "startLine": mark.line,
        "startColumn": mark.column,
        "endColumn": mark.column + max(1, finding.length),
    }
    place = {
        "artifactLocation": {"uri": _uri(PurePath(mark.file))},
        "region": region,
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": _said(finding)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: PurePath) -> str:
    """A file's name as a URI reference: relative to where the program ran, unless it is not."""
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def as_github(findings: Sequence[Finding], summary: str) -> str:
    """Workflow commands, which GitHub shows beside the lines, and the summary."""
    lines = [*map(_command, findings), summary]
    return "\n".join(lines) + "\n"


def _command(finding: Finding) -> str:
    mark = finding.mark
    place = {
        "file": PurePath(mark.file).as_posix(),
        "line": mark.line,
        "col": mark.column,
        "endColumn": mark.column + max(1, finding.length),
        "title": f"plangen {finding.code}",
    }
    told = ",".join(f"{key}={_escaped(str(value), property_=True)}" for key, value in place.items())
    return f"::{_COMMANDS[finding.severity]} {told}::{_escaped(_said(finding))}"


def _escaped(text: str, *, property_: bool = False) -> str:
    """As GitHub wants it: %, line breaks, and in a property : and , by their codes."""
    signs = {"%": "%25", "\r": "%0D", "\n": "%0A"} | ({":": "%3A", ",": "%2C"} if property_ else {})
    return "".join(signs.get(char, char) for char in text)


def _said(finding: Finding) -> str:
    item = f"{finding.item}：" if finding.item else ""
    return item + finding.message + (f"。改法：{finding.hint}" if finding.hint else "")
