"""A plan's past in words, and as JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import click

from plangen.comparison.report.entries import comparison_report
from plangen.history.past import Event, Past
from plangen.writers.comparison.records import as_record
from plangen.writers.comparison.terminal import as_lines, as_summary

_FIRST: Final = re.compile("[。\n]")
_UNCHANGED: Final = "方案的内容没有变，改的是说明、空白或写法"


def as_text(past: Past, *, colour: bool) -> str:
    """The steps, the oldest first: who, when and in which file, and below it what changed."""
    item = past.item
    head = [f"{item.clause} {_FIRST.split(item.wording)[0]} [{item.id}]"] if item else []
    lines = [*head, *(f"（{note}）" for note in past.notes)]
    for event in past.events:
        lines += ["", *_event(event, alone=item is not None, colour=colour)]
    return "\n".join(lines).strip("\n") + "\n"


def _event(event: Event, *, alone: bool, colour: bool) -> Iterator[str]:
    yield _bold(_who(event), colour)
    yield from (f"  {note}" for note in event.notes)
    if event.comparison is None:
        return
    if not event.comparison:
        yield f"  {_UNCHANGED}"
        return
    old, new, tally = event.comparison.old, event.comparison.new, event.comparison.tally
    if old.year != new.year:
        yield f"  和{old.year}年的方案比："
    if event.whole:
        yield f"  新增 {tally.added} 项" if tally.added else f"  删除 {tally.removed} 项"
        return
    report = comparison_report(event.comparison)
    if not alone:
        yield f"  {as_summary(report, colour=colour)}"
    yield from (f"  {line}" for line in as_lines(report, colour=colour) if line)


def _who(event: Event) -> str:
    if event.commit is None:
        return f"未提交  {event.file}"
    made = event.commit
    return f"{made.date[:10]}  {made.short}  {made.author}  {made.subject}  {event.file}"


def _bold(text: str, colour: bool) -> str:
    return click.style(text, fg="yellow", bold=True) if colour else text


def as_json(past: Past) -> str:
    """The steps for programs: the commit, null where there is none, and what changed."""
    item = past.item
    record = {
        "item": {"id": item.id, "place": item.clause, "wording": item.wording} if item else None,
        "notes": list(past.notes),
        "events": [_record(event) for event in past.events],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _record(event: Event) -> dict[str, Any]:
    made = event.commit
    return {
        "file": event.file,
        "commit": made and made.id,
        "date": made and made.date,
        "author": made and made.author,
        "subject": made and made.subject,
        "notes": list(event.notes),
        "comparison": _changed(event),
    }


def _changed(event: Event) -> Any:
    """The comparison as `plangen diff --format json` gives it, but for what did not change."""
    if event.comparison is None:
        return None
    record = as_record(event.comparison)
    record["entries"] = [entry for entry in record["entries"] if entry["changes"]]
    return record
