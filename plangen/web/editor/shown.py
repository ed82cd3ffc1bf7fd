"""What a window is told of a plan: its outline, the fields of a part, findings, questions."""

from dataclasses import replace
from typing import Any, Final, TypeAlias

from yaml.nodes import SequenceNode

from plangen.editing.fields import PartField
from plangen.editing.findings import PartFinding
from plangen.editing.key_titles import asked_fields, named_keys
from plangen.editing.outlining import OutlineEntry
from plangen.editing.parts import ROOT, PlanPart
from plangen.editing.questions import OpenQuestion
from plangen.editing.registering import REGISTERED_AS
from plangen.editing.session import EditSession
from plangen.editing.values import value_of
from plangen.findings.finding import CannotGoOn, Severity
from plangen.source.editing import value
from plangen.web.editor.open_editor import OpenEditor
from plangen.web.office_words import office_words, told_of

Told: TypeAlias = dict[str, Any]
"""What is sent as JSON."""
LABELS: Final = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.ADVICE: "建议"}
_PRINTED: Final = {
    ROOT: ("title", "issued", "preamble", "closing"),
    "issue": ("head", "recipients", "issue", "attachments", "signature", "note", "imprint"),
}
"""Where the pages print what stands in no item and no section."""
_OF_ISSUE: Final = {
    "head": "doc_number",
    "recipients": "recipients",
    "signature": "signed_on",
    "note": "note",
    "imprint": "cc",
}
"""The field of 印发 that a place of the page prints."""


def state(editor: OpenEditor) -> Told:
    """All that a window shows beside the pages and the fields."""
    session = editor.session
    try:
        outline: Told | None = _entry(session.outline())
    except CannotGoOn:
        outline = None
    return {
        **pulse(editor),
        "outline": outline,
        "findings": [_finding(finding, session) for finding in session.findings()],
        "groups": _groups(session),
        "questions": [_question(session, question) for question in session.questions()],
        "undo": session.can_undo,
        "redo": session.can_redo,
        "current": session.is_current,
        "hasPages": session.document is not None,
    }


def pulse(editor: OpenEditor) -> Told:
    """What changes without a window's doing: told again and again, so it is little."""
    conflicts = []
    for conflict in editor.conflicts:
        conflicts.append(
            {"place": conflict.place, "mine": conflict.mine, "theirs": conflict.theirs}
            | {"base": conflict.base}
        )
    return {
        "revision": editor.session.revision,
        "dirty": editor.session.is_dirty,
        "saved": editor.saved_at.isoformat(timespec="seconds"),
        "merges": editor.merges,
        "conflicts": conflicts,
        "trouble": office_words(editor.trouble),
    }


def part(session: EditSession, key: str, *, light: bool = False) -> Told:
    """A part with its fields; a light one without what may be picked, which may be thousands."""
    shown = session.part(key)
    fields = []
    for field in session.fields(key):
        kept = replace(field, choices=(), columns=()) if light else field
        fields.append(_field(kept))
    return {
        "key": shown.key,
        "light": light,
        "kind": shown.kind,
        "clause": shown.clause,
        "name": shown.name,
        "line": shown.start[0] + 1,
        "places": places(session, key),
        "fields": fields,
        "rows": [
            _row(entry)
            for entry in session.parts.entries(shown)
            if entry.opens or entry.kind == "row"
        ],
    }


def places(session: EditSession, key: str) -> list[str]:
    """The beginnings of the places where the pages print a part."""
    return [*_PRINTED.get(key, (session.place_of(key),))]


def printed_at(session: EditSession, place: str) -> tuple[str, str]:
    """The part and the field that a place of a page prints."""
    head = place.partition("/")[0]
    if head in _OF_ISSUE and "issue" in session.parts:
        return "issue", _OF_ISSUE[head]
    if head == "attachments" and place.rpartition("/")[2].isdecimal():
        return f"annexes/{int(place.rpartition('/')[2]) - 1}", "title"
    key, field = session.printed_part("title" if head == "issued" else place)
    return (key, field) if key in session.parts else (ROOT, "")


def key_now(session: EditSession, key: str) -> str:
    """The key that a part has now, by one that it had before its duty was given an id.

    @study/tasks/1 may be @recheck by now, and is found where it stands.
    """
    if key in session.parts:
        return key
    head, *steps = key.split("/")
    path: list[str | int] = [*session.part(head).path] if head.startswith("@") else [head]
    for step in steps:
        path.append(int(step) if step.isdecimal() else step)
    return session.parts.at(tuple(path)).key


def part_at_line(session: EditSession, line: int, column: int = 10**6) -> str:
    """The part that a line of the file is of, and a column, from 1; one that opens."""
    around: PlanPart | None = session.parts.around(line - 1, column - 1)
    while around is not None and not around.opens:
        around = around.parent
    return around.key if around is not None else ROOT


def _entry(entry: OutlineEntry) -> Told:
    return {
        "key": entry.key,
        "kind": entry.kind,
        "kindName": entry.kind_name,
        "number": entry.number,
        "clause": entry.clause,
        "title": entry.title,
        "findings": entry.findings,
        "adds": entry.adds,
        "actions": entry.actions,
        "entries": [*map(_entry, entry.entries)],
    }


def _row(entry: PlanPart) -> Told:
    return {
        "key": entry.key,
        "list": entry.list_name,
        "name": entry.name,
        "deadline": entry.word("deadline"),
    }


def _field(field: PartField) -> Told:
    choices, proposals = [], []
    for choice in field.choices:
        choices.append({"value": choice.value, "name": choice.name, "help": choice.help})
    for proposal in field.proposals:
        proposals.append({"words": proposal.words, "values": proposal.values})
    return {
        "name": field.name,
        "title": field.title,
        "help": field.help,
        "kind": field.kind,
        "value": field.value,
        "choices": choices,
        "columns": [*map(_field, field.columns)],
        "required": field.required,
        "more": field.more,
        "example": field.example,
        "understood": [*map(office_words, field.understood)],
        "proposals": proposals,
    }


def _finding(placed: PartFinding, session: EditSession) -> Told:
    finding = placed.finding
    known = _has(session, placed.key)
    message, hint = told_of(finding)
    return {
        "number": placed.number,
        "key": placed.key,
        "field": placed.field,
        "words": placed.words,
        "places": places(session, placed.key) if known else [],
        "before": _before(placed, session) if known else 0,
        "severity": finding.severity,
        "label": LABELS[finding.severity],
        "item": finding.item,
        "message": message,
        "hint": hint,
        "asks": _asks(placed, session) if known else [],
        "mend": finding.mend,
        "meant": placed.meant,
        "kinds": [{"value": kind, "name": REGISTERED_AS[kind]} for kind in placed.kinds],
        "waivable": placed.may_be_waived,
        "line": finding.mark.line,
        "column": finding.mark.column,
        "length": finding.length,
        "isQuestion": finding.code == "open-question",
    }


def _asks(placed: PartFinding, session: EditSession) -> list[Told]:
    """The fields that a finding's hint asks to fill."""
    asks = []
    keys, about = named_keys(placed.finding.hint), session.part(placed.key)
    for holder, field in asked_fields(keys, about, session.parts):
        asks.append({"key": holder.key, "field": field.name, "title": field.title})
    return asks


def _groups(session: EditSession) -> list[Told]:
    """The groups of the plan's own register that list their members: what a new unit may join."""
    try:
        parts = session.parts.values()
    except CannotGoOn:
        return []
    groups = []
    for part in parts:
        if part.kind == "group" and isinstance(value(part.node, "units"), SequenceNode):
            groups.append({"value": part.word("id"), "name": part.word("name")})
    return groups


def _has(session: EditSession, key: str) -> bool:
    """Whether there is such a part; there is none while a text could never be read."""
    try:
        return key in session.parts
    except CannotGoOn:
        return False


def _before(placed: PartFinding, session: EditSession) -> int:
    """How often the words at fault stand before their place in what the page prints of a part."""
    shown = session.part(placed.key)
    node = value(shown.node, placed.field) if placed.field and not placed.inner else None
    if node is None or not placed.words:
        return 0
    words = value_of(node, shown.schema.at(placed.field))
    title = shown.word("title") if placed.field == "text" else ""
    return title.count(placed.words) + str(words)[: placed.start].count(placed.words)


def _question(session: EditSession, question: OpenQuestion) -> Told:
    shown = session.parts[question.key] if _has(session, question.key) else None
    return {
        "number": question.number,
        "key": question.key,
        "text": question.text,
        "clause": shown.clause if shown is not None else "",
        "name": shown.name[:60] if shown is not None else "",
    }
