"""A baseline: the findings that are accepted today, so that only new ones are reported."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from plangen.findings.finding import CannotGoOn, Finding

_Key = tuple[str, str, str]


def written(findings: Iterable[Finding], folder: Path) -> str:
    """A baseline that accepts these findings: one line for each kind of them in a file.

    It holds no line numbers, so that it lasts while the plan is edited elsewhere, and files by
    their way from its own `folder`, so that it holds wherever the program runs.
    """
    counts = Counter(_key(finding, folder) for finding in findings)
    rows = [
        json.dumps(
            {"file": file, "code": code, "message": message, "count": count}, ensure_ascii=False
        )
        for (file, code, message), count in sorted(counts.items())
    ]
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def accepted(data: bytes, name: str) -> Counter[_Key]:
    """What a baseline accepts; raises CannotGoOn for a file that is none."""
    try:
        return Counter(dict(map(_entry, json.loads(data.decode("utf-8-sig")))))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        hint = "用 plangen check --baseline 文件 --update-baseline 重新生成"
        raise CannotGoOn(f"{name} 不是基线文件；{hint}") from error


def _entry(row: dict[str, Any]) -> tuple[_Key, int]:
    file, code, message, count = row["file"], row["code"], row["message"], row["count"]
    if {type(file), type(code), type(message)} != {str} or type(count) is not int:
        raise TypeError(row)
    return (file, code, message), count


def beyond(findings: Sequence[Finding], known: Counter[_Key], folder: Path) -> list[Finding]:
    """The findings that the baseline of a folder does not accept."""
    left = Counter(known)
    kept = []
    for finding in findings:
        key = _key(finding, folder)
        left[key] -= 1
        if left[key] < 0:
            kept.append(finding)
    return kept


def _key(finding: Finding, folder: Path) -> _Key:
    return _way(finding.mark.file, folder), finding.code, finding.message


@lru_cache
def _way(file: str, folder: Path) -> str:
    """The way from a folder to a file; the file's own name where there is none, on two drives."""
    try:
        return PurePath(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return PurePath(file).as_posix()
