"""What the program reads out of a value as it is typed, in words, and what it proposes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from plangen.deadline import Deadline, DeadlineError, read
from plangen.deadline.telling import LISTED, earlier
from plangen.editing.fields import FieldKind, PartField, Proposal
from plangen.editing.values import Value
from plangen.findings.finding import CannotGoOn
from plangen.importing.targets import targets_in
from plangen.nearest import did_you_mean, nearest
from plangen.plan import UNIT_ROLES, Department, Group, Plan, Unit
from plangen.readers.role_words import Named, named
from plangen.readers.settings import Settings
from plangen.tasks import moved_days

_ROLES: Final = {
    **UNIT_ROLES,
    "departments": "责任科室",
    "supporting_departments": "配合科室",
    "person": "责任人",
    "lead_official": "责任领导",
}
_TARGET_WORDS: Final = {
    "at_least": "不低于",
    "at_most": "不超过",
    "exactly": "等于",
    "increase": "增长",
    "decrease": "下降",
}
_BRACKET: Final = re.compile(r"（[^（）]*(?:牵头|负责|配合|责任|落实)[^（）]*）[。；]?$")
"""A responsibility at the end of a text."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a value means to the program, a line each, and values that it proposes."""

    words: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()


def understood(
    field: PartField, value: Value, plan: Plan | None, settings: Settings, holder: dict[str, Value]
) -> Understanding:
    """What a field's value means in a plan; `holder` are the part's values by field."""
    if plan is None or not value:
        return Understanding()
    match field.kind:
        case FieldKind.DEADLINE:
            return Understanding(tuple(_of_deadline(str(value), plan, settings)))
        case FieldKind.PEOPLE:
            return Understanding(tuple(_of_people(value, plan)))
        case FieldKind.PARAGRAPHS | FieldKind.LINE if field.name in ("text", "do"):
            return Understanding((), tuple(_of_words(str(value), plan, holder)))
    return Understanding()


def _of_deadline(words: str, plan: Plan, settings: Settings) -> Iterator[str]:
    """The days that an expression means: 9月25日（休息，提前到24日）."""
    issued = plan.issue.signed_on or plan.issue.printed_on
    try:
        deadline = read(
            *(words, int(plan.year), issued, settings.workdays),
            seasons=settings.seasons,
            span=plan.span,
        )
    except DeadlineError as error:
        yield f"{error.message}；{error.hint}"
        return
    if deadline.error:
        yield f"{deadline.error.message}；{deadline.error.hint}"
    else:
        yield _days(deadline, plan, settings)


def _days(deadline: Deadline, plan: Plan, settings: Settings) -> str:
    due = deadline.due
    moved = dict(moved_days(deadline, due, settings.workdays))
    if not due:
        return "没有固定的日子，不排到期日"
    days = []
    for day in due[:LISTED]:
        days.append(earlier(day, moved.get(day), int(plan.year)))
    listed = "、".join(days)
    if len(due) > LISTED:
        return f"共{len(due)}次：{listed}……"
    return listed


def _of_people(value: Value, plan: Plan) -> Iterator[str]:
    """Each role with its names as registered; who is not registered, and who may be meant."""
    known = names_of(plan)
    if isinstance(value, str):
        yield from _of_role_words(named(value, frozenset(known)), known)
        return
    for role, words in value.items():
        listed = words if isinstance(words, list) else [words]
        if role in ("person", "lead_official"):
            yield f"{_ROLES[role]}：{'、'.join(map(str, listed))}"
            continue
        label = _ROLES.get("leads" if role == "lead_unit" else role, "责任科室")
        yield from _of_names(label, map(str, listed), known)


def _of_role_words(found: list[Named], known: dict[str, str]) -> Iterator[str]:
    roles: dict[str, list[str]] = {}
    for entry in found:
        roles.setdefault(_ROLES[entry.role], []).append(entry.name)
    for label, words in roles.items():
        if label in ("责任人", "责任领导"):
            yield f"{label}：{'、'.join(words)}"
        else:
            yield from _of_names(label, words, known)


def _of_names(label: str, words: Any, known: dict[str, str]) -> Iterator[str]:
    registered = []
    for word in words:
        if word in known:
            registered.append(known[word])
            continue
        near = did_you_mean(nearest(word, known))
        yield f"名册里没有“{word}”，{near or '先登记，或核对名称'}"
    if registered:
        yield f"{label}：{'、'.join(registered)}"


def names_of(plan: Plan) -> dict[str, str]:
    """Every id, name and alias of the register, with the name of who is meant."""
    register = plan.register
    known: dict[str, str] = {}
    parties: list[Department | Unit | Group] = [*register.departments, *register.units]
    for party in [*parties, *register.groups]:
        for word in (party.id, party.name, *party.also):
            known.setdefault(str(word), str(party.name))
    return known


def _of_words(words: str, plan: Plan, holder: dict[str, Value]) -> Iterator[Proposal]:
    """Targets that a text demands and nobody has recorded; who is responsible, by its bracket."""
    recorded = list(holder.get("targets") or [])
    try:
        proposed = targets_in(words, str(holder.get("title") or ""), int(plan.year))
    except CannotGoOn:
        return
    for target in proposed:
        new = {key: str(value) for key, value in target.items() if key != "aspirational"}
        new = {key: value for key, value in new.items() if value}
        if target.get("aspirational"):
            new["aspirational"] = True  # type: ignore[assignment]
        if not _is_recorded(new, recorded):
            told = f"记一项指标：{_target_words(new)}"
            yield Proposal(told, {"targets": [*recorded, new]})
    bracket = _BRACKET.search(words)
    if bracket is None or "text" not in holder or holder.get("responsible"):
        return
    if any(not entry.unknown for entry in named(bracket[0], frozenset(names_of(plan)))):
        told = f"照句末的括号记责任：{bracket[0]}"
        yield Proposal(told, {"text": words[: bracket.start()], "responsible": bracket[0]})


def _is_recorded(target: dict[str, Any], recorded: list[Value]) -> bool:
    """Whether a target of the same figure is there, whatever it is called."""
    figures = {target.get(key) for key in _TARGET_WORDS} - {None}
    for other in recorded:
        alike = isinstance(other, dict) and other.get("unit") == target.get("unit")
        if alike and figures & {other.get(key) for key in _TARGET_WORDS}:
            return True
    return False


def _target_words(target: dict[str, Any]) -> str:
    for key, words in _TARGET_WORDS.items():
        if key in target:
            return f"{target['name']}{words}{target[key]}{target.get('unit', '')}"
    return str(target["name"])
