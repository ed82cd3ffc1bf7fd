"""The plan as the list of its parts: what each is, what is found in it, what may be done to it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from plangen.editing.findings import PartFinding
from plangen.editing.parts import ITEMS, ROOT, PlanPart, PlanParts
from plangen.plan import KINDS

_TITLES: Final[dict[str, str]] = {
    "goal": KINDS["goal"],
    "measure": KINDS["measure"],
    "requirement": KINDS["requirement"],
    "text": KINDS["text"],
    "plan": "方案",
    "issue": "印发",
    "register": "名册",
    "section": "部分",
    "task": "任务",
    "sentence": "分句",
    "annex": "附件",
    "department": "科室",
    "unit": "单位",
    "group": "单位组",
    "role": "名单",
    "row": "表格的行",
}
_SHOWN: Final = frozenset(_TITLES)
_NAME_LENGTH: Final = 60
_ADDS: Final = {
    "plan": ("section", "annex"),
    "section": ("section", *ITEMS),
    **dict.fromkeys(ITEMS[:3], ("task",)),
    "register": ("department", "unit", "group"),
}
"""What may be added into a part of each kind."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One part of the plan in the list at the left."""

    key: str
    kind: str
    kind_name: str
    """In Chinese."""
    number: str
    """Its numeral as printed, empty where it has none."""
    clause: str
    """How people cite it."""
    title: str
    findings: int
    """How many findings are about it, those of the parts in it among them."""
    adds: tuple[str, ...]
    """The kinds of parts that may be added into it."""
    actions: tuple[str, ...]
    """Of add-after, move, split, merge, delete, rename those that may be done with it."""
    entries: "tuple[OutlineEntry, ...]"


def outlined(parts: PlanParts, findings: Iterable[PartFinding]) -> OutlineEntry:
    """The whole plan with all that is shown of it."""
    counts = Counter(finding.key for finding in findings)
    children: dict[str, list[PlanPart]] = {}
    for part in parts.values():
        if part.parent is not None and part.kind in _SHOWN:
            children.setdefault(part.parent.key, []).append(part)
    return _entry(parts[ROOT], children, counts, last=True)


def _entry(
    part: PlanPart, children: dict[str, list[PlanPart]], counts: Counter[str], *, last: bool
) -> OutlineEntry:
    entries = []
    inner = children.get(part.key, [])
    for place, child in enumerate(inner):
        following = inner[place + 1] if place + 1 < len(inner) else None
        ends = following is None or following.kind != child.kind
        entries.append(_entry(child, children, counts, last=ends))
    return OutlineEntry(
        part.key,
        part.kind,
        _TITLES[part.kind],
        part.number,
        part.clause,
        _title(part),
        counts[part.key] + sum(entry.findings for entry in entries),
        _ADDS.get(part.kind, ()),
        tuple(_actions(part, last=last)),
        tuple(entries),
    )


def _title(part: PlanPart) -> str:
    name = part.name or _TITLES[part.kind]
    if len(name) > _NAME_LENGTH:
        return f"{name[:_NAME_LENGTH]}…"
    return name


def _actions(part: PlanPart, *, last: bool) -> list[str]:
    if not part.list_name:
        return []
    actions = ["add-after", "move", "delete"]
    is_text = part.kind in (*ITEMS, "task", "sentence")
    if is_text and (part.kind == "sentence" or part.word("text") or part.word("do")):
        actions.append("split")
    if not last and part.kind != "annex":
        actions.append("merge")
    if part.word("id"):
        actions.append("rename")
    return actions
