"""What changed of the plan as a whole: page elements, layout, the laws it cites, waivers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from plangen.comparison.model import Change, Kind
from plangen.deadline.dates import written
from plangen.plan import Attendance, IssuerMark, Plan, Section, Waiver, cited
from plangen.schema import schema

_OWN: Final = ("series", "title", "issuer", "preamble")


def page_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """What changed of the page elements and of the layout; the year is expected to."""
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
        part = known
        before, after = (_said(each, part) for each in (old, new))
        yield Change(Kind.PAGE, part["title"], before, after)


def _said(value: Any, part: dict[str, Any]) -> str:
    """A field in words."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case date():
            return written(value)
        case tuple():
            return "、".join(value)
        case IssuerMark():
            return "、".join(value.names) + (value.suffix or "")
        case Attendance():
            named = {"出席": value.present, "请假": value.absent, "列席": value.observers}
            return "\n".join(f"{label}：{who}" for label, who in named.items() if who)
    choices = dict(zip(part.get("enum", ()), part.get("x-enum-descriptions", ()), strict=True))
    return str(choices.get(value, value))


def law_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Laws and regulations that only one of the plans cites, each with where it does first."""
    before, after = _laws(old), _laws(new)
    for title, place in after.items():
        if title not in before:
            yield Change(Kind.LAW_ADDED, f"《{title}》", "", place)
    for title, place in before.items():
        if title not in after:
            yield Change(Kind.LAW_DROPPED, f"《{title}》", place, "")


def _laws(plan: Plan) -> dict[str, str]:
    """The laws that a plan cites anywhere, and where first."""
    found: dict[str, str] = {}
    for text, place in _texts(plan):
        for title in cited(text):
            found.setdefault(title, place)
    return found


def _texts(plan: Plan) -> Iterator[tuple[str, str]]:
    yield plan.issue.body or "", "印发正文"
    yield plan.preamble or "", "前言"
    for section in plan.sections:
        yield from _section_texts(section)
    for number, annex in enumerate(plan.annexes, 1):
        cells = (cell for row in annex.table.rows for cell in row) if annex.table else ()
        yield "\n".join([annex.text or "", *cells]), f"附件{number}"


def _section_texts(section: Section) -> Iterator[tuple[str, str]]:
    yield section.text or "", section.clause
    for item in section.items:
        tasks = [task.do for task in item.tasks]
        yield "\n".join([item.wording, *tasks]), item.clause
    for part in section.parts:
        yield from _section_texts(part)


def waiver_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Waivers that only one of the plans has, wherever they stand."""
    before, after = (Counter(map(_waived, plan.waivers)) for plan in (old, new))
    yield from (Change(Kind.WAIVER, label, "", said) for label, said in after - before)
    yield from (Change(Kind.WAIVER, label, said, "") for label, said in before - after)


def _waived(waiver: Waiver) -> tuple[str, str]:
    """The rule, and what is waived of it and why."""
    return str(waiver.rule), "：".join(filter(None, [waiver.word, waiver.reason]))
