"""Typed records → values of the plan that need nothing but themselves."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from plangen.deadline import Deadline
from plangen.plan import (
    Attendance,
    Cell,
    Field,
    Issue,
    IssuerMark,
    Milestone,
    Sentence,
    Target,
    TaskColumn,
    TaskTable,
)
from plangen.readers.role_words import is_bracketed
from plangen.readers.shape import Record
from plangen.scalar import Text

_FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")
_DATE = re.compile("[0-9]{4}(-[0-9]{1,2}-[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)")


def records(record: Record, key: str) -> list[Record]:
    """The entries of a list, those that could not be read left out."""
    return [entry for entry in record.get(key) or () if entry]


def given(record: Record) -> Record:
    """The keys of a record that have a value."""
    return {key: value for key, value in record.items() if value is not None}


def target_of(record: Record) -> Target:
    """A target; its name is empty where it could not be read."""
    values = given(record)
    return Target(**{"name": Text(), **values})


def issue_of(record: Record) -> Issue:
    """How the plan goes out."""
    values = given(record)
    if attendance := values.get("attendance"):
        values["attendance"] = Attendance(**{"present": Text(), **attendance})
    if mark := values.get("issuer_mark"):
        values["issuer_mark"] = IssuerMark(mark.get("names") or (), mark.get("suffix"))
    return Issue(**values)


def content_of(record: Record) -> Iterator[tuple[Record, str]]:
    """The entries of a section in the document's order, each with its kind."""
    for entry in records(record, "items"):
        yield entry, entry.get("kind") or "text"
    for entry in records(record, "parts"):
        yield entry, "part"
    for kind in ("goal", "measure", "requirement"):
        for entry in records(record, f"{kind}s"):
            if isinstance(entry, dict):
                yield entry, kind


def stepwise(milestones: tuple[Milestone, ...]) -> Deadline | None:
    """The milestones as one deadline: 3月底前制定方案，9月底前完成."""
    dated = [(step.do, step.by) for step in milestones if step.by is not None]
    if not dated:
        return None
    first = dated[0][1].text
    text = Text("，".join(f"{by.text}{do}" for do, by in dated), first.line, first.column)
    return Deadline(text, tuple(replace(one, words=do) for do, by in dated for one in by.stages))


def words_alone(said: Any) -> Text | None:
    """A responsibility that is said in words; None for one in keys."""
    return said if isinstance(said, Text) else None


def bracket_of(said: Any) -> Text | None:
    """A responsibility in words that bring their brackets, and so are printed in the sentence."""
    if not isinstance(said, Text) or not is_bracketed(said):
        return None
    return Text(said.replace("\n", ""), said.line, said.column)


def own_line_of(record: Record) -> Text | None:
    """A responsibility in words that an item prints on a line of its own."""
    said = record.get("responsible")
    own = record.get("print_responsible") == "block" and not bracket_of(said)
    return words_alone(said) if own else None


def sentence_of(entry: Any) -> Sentence:
    """A sentence, with the responsibility that is printed behind it."""
    if isinstance(entry, Text):
        return Sentence(entry)
    return Sentence(entry.get("text") or Text(), bracket_of(entry.get("responsible")))


def is_duty(entry: Any) -> bool:
    """Whether a sentence says who does it, by when or how much: then it is a task."""
    keys = ("id", "responsible", "deadline", "targets", "evidence", "milestones", "fields")
    return isinstance(entry, dict) and any(entry.get(key) for key in keys)


def duty_of(entry: Record) -> Record:
    """A sentence as the record of a task."""
    return {**entry, "do": entry.get("text")}


def joined(sentences: list[Sentence]) -> Text | None:
    """The paragraph that sentences make, each with its bracket behind it."""
    if not sentences:
        return None
    first = sentences[0].text
    text = "".join(f"{one.text}{one.bracket or ''}" for one in sentences)
    return Text(text, first.line, first.column)


def cell_of(value: Any) -> Cell:
    """A cell, which may take several rows and columns."""
    if isinstance(value, dict):
        return Cell(value.get("text") or Text(), value.get("rows") or 1, value.get("columns") or 1)
    return Cell(value if value is not None else Text())


def task_table(record: Record | None) -> TaskTable | None:
    """A table made from the tasks."""
    if not record:
        return None
    columns = [
        TaskColumn(entry) if isinstance(entry, Text) else _task_column(entry)
        for entry in record.get("columns") or ()
        if entry
    ]
    return TaskTable(
        tuple(columns),
        group_by=record.get("group_by"),
        size=record.get("size"),
        merge=tuple(filter(None, record.get("merge") or ())),
        headings=bool(record.get("headings")),
        blanks=bool(record.get("blanks")),
    )


def _task_column(entry: Record) -> TaskColumn:
    name, width, under = (entry.get(key) for key in ("name", "width", "under"))
    return TaskColumn(entry.get("column") or Text(), name, width, under)


def declared_fields(record: Record) -> Iterator[Field]:
    """The bureau's own columns."""
    for entry in records(record, "fields") if isinstance(record.get("fields"), tuple) else ():
        if entry.get("name"):
            yield Field(entry["name"], entry.get("type") or "text", entry.get("choices") or ())


def field_fault(declared: Field, value: Text) -> str:
    """How to mend a value that its column does not take; empty where it does."""
    if declared.choices and value not in declared.choices:
        return f"可以写：{'、'.join(declared.choices)}"
    if declared.type == "number" and not _FIGURE.fullmatch(value):
        return "写数字，不带单位"
    if declared.type == "date" and not _DATE.fullmatch(value):
        return "写作 2026-03-07 或 2026年3月7日"
    return ""


def span_of(words: Text | None) -> tuple[date, date] | None:
    """The first day of the first month and the last of the last: 2018-12—2021-03."""
    if not words:
        return None
    year, month, last_year, last_month = map(int, re.findall("[0-9]+", words))
    first, last = (year, month), (last_year, last_month)
    if not (1 <= month <= 12 and 1 <= last_month <= 12 and first <= last):
        return None
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
