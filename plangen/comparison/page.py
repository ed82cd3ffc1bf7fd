"""What changed in the plan as a whole: page elements, layout, cited laws, waivers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from plangen.comparison.model import Change, Kind
from plangen.comparison.tree import all_tasks
from plangen.deadline.dates import written
from plangen.plan import Annex, Attendance, Field, IssuerMark, Plan, Section, Waiver, cited
from plangen.schema import schema

_OWN: Final = ("series", "title", "issuer", "preamble", "closing", "span", "fields")


def page_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """What changed in the page elements and the layout; the year is expected to change."""
    known = schema()["properties"]
    for name in _OWN:
        yield from _field(known[name], getattr(old, name), getattr(new, name))
    for part in ("issue", "style"):
        yield from _fields(part, getattr(old, part), getattr(new, part))


def _fields(part: str, old: Any, new: Any) -> Iterator[Change]:
    for name, known in schema()["$defs"][part]["properties"].items():
        if name != "waive":
            yield from _field(known, getattr(old, name), getattr(new, name))


def _field(known: dict[str, Any], old: Any, new: Any) -> Iterator[Change]:
    if old != new:
        yield Change(Kind.PAGE, known["title"], _words(old, known), _words(new, known))


def _words(value: Any, part: dict[str, Any]) -> str:
    """The value of a field in words; `part` is its schema."""
    match value:
        case None:
            return ""
        case True:
            return "是"
        case False:
            return "否"
        case date():
            return written(value)
        case (date() as first, date() as last):
            return f"{written(first)}至{written(last)}"
        case tuple():
            return "、".join(_words(member, part) for member in value)
        case Field():
            return _field_words(value)
        case IssuerMark():
            return "、".join(value.names) + (value.suffix or "")
        case Attendance():
            return "\n".join(_attendance_lines(value))
    choices = dict(zip(part.get("enum", ()), part.get("x-enum-descriptions", ()), strict=True))
    return str(choices.get(value, value))


def _attendance_lines(attendance: Attendance) -> Iterator[str]:
    lists = {"出席": attendance.present, "请假": attendance.absent, "列席": attendance.observers}
    for label, people in lists.items():
        if people:
            yield f"{label}：{people}"


def _field_words(field: Field) -> str:
    """A column of the bureau's own: 分值（数字）, 任务来源（文字：会议议定、领导批示）."""
    kind = schema()["$defs"]["field"]["properties"]["type"]
    called = dict(zip(kind["enum"], kind["x-enum-descriptions"], strict=True))[field.type]
    if field.choices:
        called += f"：{'、'.join(field.choices)}"
    return f"{field.name}（{called}）"


def law_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Laws that only one of the plans cites, each with the first clause that cites it."""
    before, after = _laws(old), _laws(new)
    for title, place in after.items():
        if title not in before:
            yield Change(Kind.LAW_ADDED, f"《{title}》", "", place)
    for title, place in before.items():
        if title not in after:
            yield Change(Kind.LAW_DROPPED, f"《{title}》", place, "")


def _laws(plan: Plan) -> dict[str, str]:
    """The laws that a plan cites anywhere, each with the first clause that does."""
    first_clause: dict[str, str] = {}
    for text, place in _texts(plan):
        for title in cited(text):
            first_clause.setdefault(title, place)
    return first_clause


def _texts(plan: Plan) -> Iterator[tuple[str, str]]:
    yield plan.issue.body or "", "印发正文"
    yield plan.preamble or "", "前言"
    for section in plan.sections:
        yield from _section_texts(section)
    yield plan.closing or "", "结语"
    for number, annex in enumerate(plan.annexes, 1):
        yield _annex_text(annex), f"附件{number}"


def _annex_text(annex: Annex) -> str:
    """The text of an annex and of the cells of its table."""
    words = [annex.text or ""]
    if annex.table:
        for row in annex.table.rows:
            words += [cell.text for cell in row]
    return "\n".join(words)


def _section_texts(section: Section) -> Iterator[tuple[str, str]]:
    yield section.text or "", section.clause
    for entry in section.content:
        if isinstance(entry, Section):
            yield from _section_texts(entry)
        else:
            tasks = [task.do for task in all_tasks(entry)]
            yield "\n".join([entry.wording, *tasks]), entry.clause


def waiver_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Waivers that only one of the plans has, wherever they stand."""
    before = Counter(map(_waived, old.waivers))
    after = Counter(map(_waived, new.waivers))
    for rule, words in after - before:
        yield Change(Kind.WAIVER, rule, "", words)
    for rule, words in before - after:
        yield Change(Kind.WAIVER, rule, words, "")


def _waived(waiver: Waiver) -> tuple[str, str]:
    """The rule, and what is waived of it and why."""
    return str(waiver.rule), "：".join(filter(None, [waiver.word, waiver.reason]))
