"""A task → its line on a checklist, in words for those who get it."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Final

from plangen.checklists.model import ChecklistLine
from plangen.deadline.telling import LISTED
from plangen.plan import Group, Unit
from plangen.tasks import TaskRow, UnitPart

NO_UNIT: Final = "—"
"""计量单位 of a target that is a bare number."""
_DOING: Final = (UnitPart.LEAD, UnitPart.RESPONSIBLE)


def _partners(part: UnitPart) -> tuple[UnitPart, ...]:
    """Of whom those with a part are told: who leads, of all others; who helps, of who does it."""
    if part is UnitPart.LEAD:
        return tuple(other for other in UnitPart if other is not part)
    return (UnitPart.LEAD,) if part is UnitPart.RESPONSIBLE else _DOING


def note_for_unit(row: TaskRow, part: UnitPart) -> str:
    """What a unit is told of its part, where it does not do the task alone."""
    others = [other for other in _partners(part) if row.units(other)]
    named = [_names(other.label, row.units(other)) for other in others]
    own = "" if part is UnitPart.RESPONSIBLE else f"你单位{part.verb}"
    if part is UnitPart.LEAD and len(row.units(part)) > 1:
        own = f"你单位牵头（并列牵头：{'、'.join(unit.name for unit in row.units(part))}）"
    return "，".join(filter(None, [own, *named]))


def note_for_the_bureau(row: TaskRow) -> str:
    """Which units have what part in a task, for the bureau's own people."""
    return "\n".join(_names(part.label, row.units(part)) for part in UnitPart if row.units(part))


def _names(label: str, units: Iterable[Unit | Group]) -> str:
    return f"{label}：{'、'.join(unit.name for unit in units)}"


def line_of(row: TaskRow, note: str, news: Mapping[str, str], *, shared: bool) -> ChecklistLine:
    """The line of a row, with a note on who does what."""
    target = row.target and f"指标：{row.target}"
    own = [f"{name}：{value}" for name, value in row.fields.items()]
    text = "\n".join(filter(None, [row.text, note, target, *own]))
    offices = (office.name for office in row.responsible.departments)
    people = "\n".join([*offices, *row.responsible.persons])
    rule = (row.deadline and row.deadline.rrule if len(row.due) > LISTED else "") or ""
    dates = [day.isoformat() for day in row.due]
    asked = [row.heading, text, row.timing, people, row.evidence, *row.laws, *dates, rule]
    return ChecklistLine(
        task=row.id,
        text=text,
        basis=row.basis,
        deadline=row.timing,
        people=people,
        evidence=row.evidence,
        due=row.due,
        rule=rule,
        shared=shared,
        digest=_digest([row.id, row.basis, *asked]),
        moved=row.moved,
        news=news.get(row.id, ""),
        periods=row.periods,
        review=row.review,
        steps=row.steps,
        heading=row.heading,
        asked=_digest(asked),
        measure=_measure(row),
    )


def _measure(row: TaskRow) -> str:
    """What the task's own targets are counted in; — where that has no name."""
    measures = [str(target.unit or NO_UNIT) for target in row.targets]
    return "、".join(dict.fromkeys(measures))


def _digest(texts: Iterable[str]) -> bytes:
    return blake2b("\0".join(texts).encode(), digest_size=8).digest()
