"""What has changed since the last report, by the record that it left.

The ledger keeps only the newest report of each line, so what stood on an earlier day cannot be
told from it. Each report leaves a record beside the ledger, and the next one is held to that.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn
from plangen.progress.bulletin.line_count import CountedLine, LineCount, Progress, line_count

FORMAT: Final = 1
FOLDER: Final = "通报"

RecordKey = tuple[str, str, str, str]
"""Series, task, unit, period."""


@dataclass(frozen=True, slots=True)
class LastReport:
    """What an earlier report said of each line."""

    name: str
    """第一季度, or 2025年第四季度 of another year."""
    as_of: date
    progress: dict[RecordKey, str]


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """What is otherwise than in the last report."""

    last: LastReport
    finished: LineCount
    """Finished now, not then."""
    reopened: LineCount
    """Finished then, not now."""
    fallen: LineCount
    """Behind now, not then."""
    caught_up: LineCount
    """Behind then, not now."""
    still_behind: LineCount
    new: LineCount
    """Not in the last report."""


def changes_since(last: LastReport, entries: Sequence[CountedLine]) -> ReportChanges:
    """Hold lines to what the last report said of them."""
    sorts: dict[str, list[CountedLine]] = {name: [] for name in _SORTS}
    for entry in entries:
        before = last.progress.get(key_of(entry))
        if before is None:
            sorts["new"].append(entry)
            continue
        finished, behind = Progress.FINISHED, Progress.BEHIND
        if entry.progress is finished and before != finished:
            sorts["finished"].append(entry)
        if entry.progress is not finished and before == finished:
            sorts["reopened"].append(entry)
        if entry.progress is behind:
            sorts["still_behind" if before == behind else "fallen"].append(entry)
        elif before == behind:
            sorts["caught_up"].append(entry)
    return ReportChanges(last, **{name: line_count(lines) for name, lines in sorts.items()})


_SORTS: Final = ("finished", "reopened", "fallen", "caught_up", "still_behind", "new")


def key_of(entry: CountedLine) -> RecordKey:
    """What a line is known by from report to report."""
    line = entry.line
    return line.plan.name[0], line.asked.task, line.unit, line.asked.period


def record_path(folder: Path, year: int, period: str, series: Sequence[str]) -> Path:
    """Where the record of a report stands beside the ledger: 通报/2026Q2_drug-control.json."""
    return folder / str(year) / FOLDER / f"{period}_{'_'.join(sorted(series))}.json"


def last_report(path: Path, before: date) -> LastReport | None:
    """The newest report of the same plans with an earlier day, among the records beside a path.

    Raises CannotGoOn for a record that is none.
    """
    ending = path.name.partition("_")[2]
    newest = None
    for other in sorted(path.parent.glob(f"*_{ending}")):
        if other != path and other.name.partition("_")[2] == ending:
            record = _read(other)
            if record.as_of < before and (newest is None or record.as_of > newest.as_of):
                newest = record
    return newest


def _read(path: Path) -> LastReport:
    data = read_bytes(path, "通报的记录")
    try:
        record: dict[str, Any] = json.loads(data)
        if record["format"] != FORMAT:
            raise CannotGoOn(f"{path}：版本是 {record['format']}；用新版的 plangen")
        progress = {}
        for line in record["lines"]:
            key = (line["series"], line["task"], line["unit"], line["period"] or "")
            progress[key] = line["progress"]
        return LastReport(str(record["name"]), date.fromisoformat(record["as_of"]), progress)
    except (ValueError, KeyError, TypeError) as error:
        raise CannotGoOn(f"{path}：读不了；从 git 里找回原来的文件，或者删去它") from error
