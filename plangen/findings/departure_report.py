"""Departures → what a person reads on a terminal, or a program from JSON."""

import json
from collections.abc import Iterable, Mapping
from typing import Final

from plangen.findings.departure import Inspected
from plangen.findings.finding import Severity
from plangen.findings.text import SEVERITIES

_UNUSABLE: Final = "unusable-file"


def as_text(results: Mapping[str, Inspected]) -> str:
    """Each departure of each file, place first, and how many there are in all."""
    lines = [line for file, result in results.items() for line in _lines(file, result)]
    return "\n".join([*lines, _summary(results)])


def as_json(results: Mapping[str, Inspected]) -> str:
    """A list of {code, severity, file, page, line, paragraph, words, element, …}."""
    rows = [row for file, result in results.items() for row in _rows(file, result)]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _lines(file: str, result: Inspected) -> Iterable[str]:
    if result.unusable:
        yield f"{file}: 错误 [{_UNUSABLE}] {result.unusable}"
    for each in result.departures:
        word = SEVERITIES[each.severity]
        yield f"{file}:{each.location}: {word} [{each.code}] {each.message}"
        if each.hint:
            yield f"  改法：{each.hint}"


def _rows(file: str, result: Inspected) -> Iterable[dict[str, str | int]]:
    if result.unusable:
        error = Severity.ERROR.value
        yield {"code": _UNUSABLE, "severity": error, "file": file, "message": result.unusable}
    for each in result.departures:
        yield {
            "code": each.code,
            "severity": each.severity.value,
            "file": file,
            "page": each.location.page,
            "line": each.location.line,
            "paragraph": each.location.paragraph,
            "words": each.location.words,
            "element": each.element,
            "required": each.required,
            "found": each.found,
            "clause": each.clause,
            "count": each.count,
            "message": each.message,
            "hint": each.hint,
        }


def _summary(results: Mapping[str, Inspected]) -> str:
    departures = [each for result in results.values() for each in result.departures]
    counts = [
        f"{count} 处{SEVERITIES[severity]}"
        for severity in Severity
        if (count := sum(each.severity is severity for each in departures))
    ]
    if unusable := sum(bool(result.unusable) for result in results.values()):
        counts.append(f"{unusable} 个文件不能检查")
    found = f"发现 {'、'.join(counts)}" if counts else "没有发现不合 GB/T 9704-2012 的地方"
    return f"检查了 {len(results)} 个文件，{found}。"
