"""A baseline: the findings that are accepted today, so that only new ones are reported."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from plangen.findings.finding import CannotGoOn, Finding

_Key = tuple[str, str, str]
"""What a baseline knows a finding by: file, code and message."""


@dataclass(frozen=True, slots=True)
class BaselineUpdate:
    """What becomes of a baseline when the findings of some files are written into it."""

    entries: Counter[_Key]
    added: Counter[_Key]
    dropped: Counter[_Key]

    @property
    def kept(self) -> int:
        """How many findings stay in it that were in it."""
        return self.entries.total() - self.added.total()

    @property
    def text(self) -> str:
        """The baseline: one line for each kind of finding in a file."""
        rows = [_row(key, count) for key, count in sorted(self.entries.items())]
        return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"

    def told(self) -> Iterator[str]:
        """What goes in and what goes out, one line of Chinese each."""
        for label, changed in (("新记", self.added), ("划去", self.dropped)):
            for (file, code, message), count in sorted(changed.items()):
                times = f"（{count} 处）" if count > 1 else ""
                yield f"{label} {file} [{code}] {message}{times}"


def updated(
    old: Counter[_Key], findings: Iterable[Finding], folder: Path, whole: Iterable[str]
) -> BaselineUpdate:
    """A baseline of a folder with these findings in place of what it says of some files.

    `whole` are the files that every rule has looked at. What it says of others stays, but for files
    that are there no longer. It holds no line numbers, so that it lasts while the plan is edited
    elsewhere, and files by their paths relative to its own `folder`, so that it holds wherever the
    program runs.
    """
    examined = {_relative(file, folder) for file in whole}
    found = Counter(_key(finding, folder) for finding in findings)
    entries = Counter(found)
    for key, count in old.items():
        if key[0] not in examined and (folder / key[0]).exists():
            entries[key] = max(count, found[key])
    return BaselineUpdate(entries, entries - old, old - entries)


def _row(key: _Key, count: int) -> str:
    row = {**dict(zip(("file", "code", "message"), key, strict=True)), "count": count}
    return json.dumps(row, ensure_ascii=False)


def accepted(data: bytes, name: str) -> Counter[_Key]:
    """What a baseline accepts; raises CannotGoOn for a file that is none."""
    try:
        return Counter(dict(map(_entry, json.loads(data.decode("utf-8-sig")))))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        hint = "换一个文件名；真是坏了的基线，删去它，用 --update-baseline 重新生成"
        raise CannotGoOn(f"{name} 不是基线文件；{hint}") from error


def _entry(row: dict[str, Any]) -> tuple[_Key, int]:
    file, code, message, count = row["file"], row["code"], row["message"], row["count"]
    if {type(file), type(code), type(message)} != {str} or type(count) is not int:
        raise TypeError(row)
    return (file, code, message), count


def beyond(findings: Sequence[Finding], baseline: Counter[_Key], folder: Path) -> list[Finding]:
    """The findings that the baseline of a folder does not accept."""
    left = Counter(baseline)
    new = []
    for finding in findings:
        key = _key(finding, folder)
        left[key] -= 1
        if left[key] < 0:
            new.append(finding)
    return new


def _key(finding: Finding, folder: Path) -> _Key:
    return _relative(finding.mark.file, folder), finding.code, finding.message


@lru_cache
def _relative(file: str, folder: Path) -> str:
    """The relative path from a folder to a file; on another drive, the file's own path."""
    try:
        return PurePath(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return PurePath(file).as_posix()
