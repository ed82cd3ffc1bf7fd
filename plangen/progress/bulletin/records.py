"""A report as JSON: every number with the lines that it counts; the next report is held to it."""

import json
from collections.abc import Iterator
from typing import Any

from plangen.progress.bulletin.changes import FORMAT
from plangen.progress.bulletin.counting import ProgressCount
from plangen.progress.bulletin.line_count import CountedLine, LineCount
from plangen.progress.bulletin.making import Bulletin
from plangen.progress.ledger import LedgerLine


def as_json(report: Bulletin) -> bytes:
    """The record of a report; `lines` of a number are those of the list at its end."""
    record = {
        "format": FORMAT,
        "title": report.title,
        "period": report.period.key,
        "name": report.period.name,
        "as_of": report.as_of.isoformat(),
        "plans": [str(plan.name) for plan in report.plans],
        "last": report.changes.last.as_of.isoformat() if report.changes else None,
        "tasks": report.tasks,
        "silent": list(report.silent),
        "open_groups": dict(report.open_groups),
        "strays": report.strays,
        "later": report.later,
        "units": [_unit(count) for count in report.holders],
        "figures": {name: _figure(count) for name, count in figures(report)},
        "lines": [_line(entry) for entry in report.entries],
    }
    return _laid_out(record).encode()


def _laid_out(record: dict[str, Any]) -> str:
    """JSON with a line for each number and each line of the ledger, which git compares by."""
    parts = []
    for name, value in record.items():
        written = json.dumps(value, ensure_ascii=False)
        if name in ("units", "lines"):
            rows = [json.dumps(row, ensure_ascii=False) for row in value]
            written = "[\n  " + ",\n  ".join(rows) + "\n ]"
        if name == "figures":
            rows = []
            for label, figure in value.items():
                key, shown = json.dumps(label, ensure_ascii=False), json.dumps(figure)
                rows.append(f"{key}: {shown}")
            written = "{\n  " + ",\n  ".join(rows) + "\n }"
        parts.append(f' "{name}": {written}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _unit(count: ProgressCount) -> dict[str, Any]:
    return {
        "unit": count.unit,
        "name": count.name,
        "audience": str(count.audience),
        "rank": count.rank or None,
        "rate": count.rate.percent,
    }


def figures(report: Bulletin) -> Iterator[tuple[str, LineCount]]:
    """Every number of a report by a name."""
    yield from _counts("总体", report.whole)
    yield "本期/应完成", report.period_due
    yield "本期/已完成", report.period_finished
    yield "本期/未到期", report.period_open
    yield "下期/到期", report.next_due
    for count in report.holders:
        yield from _counts(f"{count.name}（{count.unit}）", count)
    for month in report.months:
        name = f"{month.month}月"
        yield f"{name}/到期", month.due
        yield f"{name}/已完成", month.finished
        yield f"{name}/逾期未完成", month.overdue
        yield f"{name}/未到期", month.open
    for target in report.targets:
        name = f"指标/{target.clause}{target.words}"
        yield f"{name}/承担", target.all
        yield f"{name}/达到", target.met
        yield f"{name}/未达到", target.missed
        yield f"{name}/需核对", target.open
        yield f"{name}/未填实际值", target.silent
    if report.changes:
        changes = report.changes
        yield "较上期/新完成", changes.finished
        yield "较上期/由完成转为未完成", changes.reopened
        yield "较上期/新欠进度", changes.fallen
        yield "较上期/赶上进度", changes.caught_up
        yield "较上期/仍欠进度", changes.still_behind
        yield "较上期/新增任务", changes.new


def _counts(name: str, count: ProgressCount) -> Iterator[tuple[str, LineCount]]:
    numbers = {
        "任务": count.all,
        "不适用": count.waived,
        "应完成": count.due,
        "应完成中已完成": count.due_finished,
        "已完成": count.finished,
        "已销号": count.closed,
        "待销号": count.done,
        "超进度": count.ahead,
        "达进度": count.on_pace,
        "欠进度": count.behind,
        "逾期未完成": count.overdue,
        "当日到期未完成": count.last_day,
        "未到时限": count.not_due,
        "延期": count.extended,
    }
    for label, number in numbers.items():
        yield f"{name}/{label}", number


def _figure(count: LineCount) -> dict[str, Any]:
    return {"count": count.count, "lines": [entry.number for entry in count.lines]}


def _line(entry: CountedLine) -> dict[str, Any]:
    line = entry.line
    ledger = line.line or LedgerLine("", "", "", "", "")
    return {
        "number": entry.number,
        "series": line.plan.name[0],
        "task": line.asked.task,
        "unit": line.unit,
        "period": line.asked.period or None,
        "name": line.name,
        "due": line.due.isoformat() if line.due else None,
        "stand": str(line.stand),
        "light": str(line.light),
        "progress": str(entry.progress),
        "done_on": ledger.done_on or None,
        "value": ledger.value or None,
        "problem": ledger.problem or None,
        "in_ledger": line.line is not None,
    }
