"""A plan's past in words, and as JSON."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import click

from plangen.comparison.model import Comparison, ItemReached
from plangen.comparison.report.entries import comparison_report
from plangen.history.past import Event, Past
from plangen.writers.comparison.records import as_record, reached_record
from plangen.writers.comparison.terminal import as_lines, as_summary

_FIRST: Final = re.compile("[。\n]")
_UNCHANGED: Final = "方案的内容没有变，改的是说明、空白或写法"


def as_text(past: Past, reached: Sequence[ItemReached] = (), *, colour: bool) -> str:
    """The steps, the oldest first: who, when and in which file, and below it what changed.

    Above them, what was `reached` of the item, a line a year.
    """
    lines = []
    if item := past.item:
        lines.append(f"{item.clause} {_FIRST.split(item.wording)[0]} [{item.id}]")
    for result in reached:
        lines.append(f"{result.whole.year}年完成情况：{result.words}")
    for note in past.notes:
        lines.append(f"（{note}）")
    for event in past.events:
        lines += ["", *_event(event, alone=item is not None, colour=colour)]
    return "\n".join(lines).strip("\n") + "\n"


def _event(event: Event, *, alone: bool, colour: bool) -> Iterator[str]:
    """The lines of a step; `alone` says that they are about one item."""
    yield _bold(_who(event), colour)
    for note in event.notes:
        yield f"  {note}"
    if event.comparison is not None:
        yield from _what(event, event.comparison, alone=alone, colour=colour)


def _what(event: Event, comparison: Comparison, *, alone: bool, colour: bool) -> Iterator[str]:
    if not comparison:
        yield f"  {_UNCHANGED}"
        return
    tally = comparison.tally
    if comparison.old.year != comparison.new.year:
        yield f"  和{comparison.old.year}年的方案比："
    if event.whole and tally.added:
        yield f"  新增 {tally.added} 项"
    elif event.whole:
        yield f"  删除 {tally.removed} 项"
    else:
        report = comparison_report(comparison)
        if not alone:
            yield f"  {as_summary(report, colour=colour)}"
        for line in filter(None, as_lines(report, colour=colour)):
            yield f"  {line}"


def _who(event: Event) -> str:
    if event.commit is None:
        return f"未提交  {event.file}"
    made = event.commit
    return f"{made.date[:10]}  {made.short}  {made.author}  {made.subject}  {event.file}"


def _bold(text: str, colour: bool) -> str:
    if not colour:
        return text
    return click.style(text, fg="yellow", bold=True)


def as_json(past: Past, reached: Sequence[ItemReached] = ()) -> str:
    """The steps for programs: the commit, null where there is none, and what changed.

    `reached` is there where results were asked for.
    """
    record: dict[str, Any] = {"item": None}
    if item := past.item:
        record["item"] = {"id": item.id, "place": item.clause, "wording": item.wording}
    if reached:
        record["reached"] = list(map(reached_record, reached))
    record["notes"] = list(past.notes)
    record["events"] = list(map(_record, past.events))
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
