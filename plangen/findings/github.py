"""Findings → workflow commands of GitHub, shown beside the lines."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from plangen.findings.finding import Finding, Severity
from plangen.findings.text import sentence

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def as_github(findings: Sequence[Finding], summary: str) -> str:
    """Workflow commands, which GitHub shows beside the lines, and the summary."""
    lines = [*map(_command, findings), summary]
    return "\n".join(lines) + "\n"


def _command(finding: Finding) -> str:
    mark = finding.mark
    location = {
        "file": PurePath(mark.file).as_posix(),
        "line": mark.line,
        "col": mark.column,
        "endColumn": mark.column + max(1, finding.length),
        "title": f"plangen {finding.code}",
    }
    properties = ",".join(
        f"{key}={_escaped(str(value), property_=True)}" for key, value in location.items()
    )
    return f"::{_COMMANDS[finding.severity]} {properties}::{_escaped(sentence(finding))}"


def _escaped(text: str, *, property_: bool = False) -> str:
    """A text as workflow commands want it: %, line breaks and, in a property, : and , as codes."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text
