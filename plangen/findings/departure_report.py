"""Departures → what a person reads on a terminal, or a program from JSON."""

import json
from collections.abc import Iterable, Mapping
from typing import Final

from plangen.findings.departure import Inspected
from plangen.findings.finding import Severity
from plangen.findings.text import SEVERITIES, counted

_UNUSABLE: Final = "unusable-file"


def as_text(results: Mapping[str, Inspected]) -> str:
    """Each departure of each file, place first, and how many there are in all."""
    lines: list[str] = []
    for file, result in results.items():
        lines += _lines(file, result)
    return "\n".join([*lines, _summary(results)])


def as_json(results: Mapping[str, Inspected]) -> str:
    """A list of {code, severity, file, page, line, paragraph, words, element, …}."""
    rows: list[dict[str, str | int]] = []
    for file, result in results.items():
        rows += _rows(file, result)
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _lines(file: str, result: Inspected) -> Iterable[str]:
    if result.unusable:
        yield f"{file}: 错误 [{_UNUSABLE}] {result.unusable}"
    for departure in result.departures:
        word = SEVERITIES[departure.severity]
        yield f"{file}:{departure.location}: {word} [{departure.code}] {departure.message}"
        if departure.hint:
            yield f"  改法：{departure.hint}"


def _rows(file: str, result: Inspected) -> Iterable[dict[str, str | int]]:
    if result.unusable:
        error = Severity.ERROR.value
        yield {"code": _UNUSABLE, "severity": error, "file": file, "message": result.unusable}
    for departure in result.departures:
        yield {
            "code": departure.code,
            "severity": departure.severity.value,
            "file": file,
            "page": departure.location.page,
            "line": departure.location.line,
            "paragraph": departure.location.paragraph,
            "words": departure.location.words,
            "element": departure.element,
            "required": departure.required,
            "found": departure.found,
            "clause": departure.clause,
            "count": departure.count,
            "message": departure.message,
            "hint": departure.hint,
        }


def _summary(results: Mapping[str, Inspected]) -> str:
    severities: list[Severity] = []
    unusable = 0
    for result in results.values():
        severities += [departure.severity for departure in result.departures]
        unusable += bool(result.unusable)
    counts = counted(severities)
    if unusable:
        counts.append(f"{unusable} 个文件不能检查")
    outcome = "没有发现不合 GB/T 9704-2012 的地方"
    if counts:
        outcome = f"发现 {'、'.join(counts)}"
    return f"检查了 {len(results)} 个文件，{outcome}。"
