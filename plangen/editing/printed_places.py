"""The part of a plan that a block of its document prints, and the other way round.

section:2.1/text/1   the first entry of the second section, its text
item:study           the item with the id study, its heading
"""

from typing import Final

from plangen.editing.parts import ITEMS, ROOT, PlanPart, PlanParts
from plangen.plan import Plan

_FIELDS: Final = {"": "title", "closing": "responsible"}
"""The field of a part that prints under another name."""


def printed_part(place: str, parts: PlanParts, plan: Plan) -> tuple[str, str]:
    """The key and the field of what a place of the document prints; the plan where it is gone."""
    head, _, rest = place.partition("/")
    kind, _, name = head.partition(":")
    step = rest.partition("/")[0]
    part: PlanPart | None = None
    match kind:
        case "item":
            part = _items(parts, plan).get(name)
        case "section":
            part = _section(name, parts)
        case "annex":
            part = parts.get(f"annexes/{int(name) - 1}")
        case "issue":
            return "issue", step
        case _:
            return ROOT, head
    if part is None:
        return ROOT, ""
    return part.key, _FIELDS.get(step, step)


def place_of(part: PlanPart, parts: PlanParts, plan: Plan) -> str:
    """The place that the document gives a part; that of what holds it where it has none."""
    match part.kind:
        case "plan":
            return ""
        case "issue":
            return "issue"
        case "annex":
            return f"annex:{part.index + 1}"
        case "section":
            return f"section:{_number(part)}"
    if part.kind in ITEMS:
        for identity, item in _items(parts, plan).items():
            if item is part:
                return f"item:{identity}"
    return place_of(part.parent, parts, plan) if part.parent is not None else ""


def _number(part: PlanPart) -> str:
    """The place of a section among its like, and of what holds it: 2.1."""
    numbers: list[str] = []
    section: PlanPart | None = part
    while section is not None and section.kind == "section":
        numbers.insert(0, str(section.index + 1))
        section = section.parent
    return ".".join(numbers)


def _section(name: str, parts: PlanParts) -> PlanPart | None:
    part = parts[ROOT]
    for number in map(int, name.split(".")):
        entries = [entry for entry in parts.entries(part) if entry.kind in ("section", *ITEMS)]
        if not 0 < number <= len(entries):
            return None
        part = entries[number - 1]
    return part


def _items(parts: PlanParts, plan: Plan) -> dict[str, PlanPart]:
    """The items by the ids that the plan knows them by, written or made from their words."""
    listed = [part for part in parts.values() if part.kind in ITEMS]
    return {str(item.id): part for item, part in zip(plan.entries(), listed, strict=False)}
