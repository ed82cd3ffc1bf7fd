"""The lists that the parts of a plan stand in: added to, moved between, taken from.

A section's list holds one kind of entries. What is of another kind makes it a list of `items`,
each of which says its kind; the plan reads the same.
"""

from functools import cache
from typing import Any, Final

from plangen.editing.identifying import NEW, give_id
from plangen.editing.parts import DUTIES, ITEMS, PlanPart
from plangen.editing.tree_paths import node_at, path_of, scalar_text
from plangen.editing.values import drop
from plangen.findings.finding import CannotGoOn
from plangen.source.schema_nodes import SchemaNode, plan_place
from plangen.source.tree import Mapping, Node, Scalar, Sequence

_CONTENT: Final = {
    "items": "",
    "parts": "part",
    "goals": "goal",
    "measures": "measure",
    "requirements": "requirement",
}
"""The lists of a section, of which it has one, and the kind of the entries of each."""
_LIST_OF: Final = {
    "section": "parts",
    "goal": "goals",
    "measure": "measures",
    "requirement": "requirements",
    "text": "items",
    "task": "tasks",
    "sentence": "sentences",
    "annex": "annexes",
    "department": "departments",
    "unit": "units",
    "group": "groups",
    "role": "roster",
    "target": "targets",
    "milestone": "milestones",
    "field": "fields",
    "waiver": "waive",
}
"""The list that entries of a kind stand in, where there is a choice."""
_NEEDED: Final = ("sections", "rows", "columns", "sentences")
"""The lists that must keep an entry."""
_HOLDERS: Final = {
    "section": ("plan", "section"),
    "task": (*ITEMS[:3], "task"),
    "sentence": ITEMS[:3],
    "annex": ("plan",),
    "department": ("register",),
    "unit": ("register",),
    "group": ("register",),
    "role": ("annex",),
    **dict.fromkeys(ITEMS, ("section",)),
}
"""What may hold parts of each kind; of others only what holds them already."""


@cache
def entry_schema() -> SchemaNode:
    """The place of an entry that says its kind."""
    return plan_place().at("sections").entry.at("items").entry


def add(root: Mapping, target: PlanPart, where: str, kind: str, words: str) -> Node:
    """Add a part of a kind before or after a part, or into it at its end; the new part."""
    beside = node_at(root, target.path)
    _check_place(kind, target, where, target.parent)
    made: Node = _made(kind, words or NEW, beside)
    if _gets_id(root, kind, words) and isinstance(made, Mapping):
        give_id(root, made, words or NEW)
    _put(root, made, kind, target, where, beside)
    return made


def _gets_id(root: Mapping, kind: str, words: str) -> bool:
    """Whether a new part is given an id; one that says nothing yet gets it with its first words."""
    if kind in ("department", "unit", "group"):
        return True
    return kind in DUTIES and bool(words) and scalar_text(root, "format") == "2"


def move(root: Mapping, part: PlanPart, target: PlanPart, where: str) -> Node:
    """Move a part before or after another, or into it at its end; the part."""
    if target.is_in(part):
        raise CannotGoOn("不能移到它自己旁边或里面")
    _check_place(part.kind, target, where, part.parent)
    node: Node = node_at(root, part.path)
    beside = node_at(root, target.path)
    take_out(root, part)
    _put(root, node, part.kind, target, where, beside)
    return node


def take_out(root: Mapping, part: PlanPart) -> Mapping:
    """Take an entry out of its list, and the list when it was the last; what held it."""
    if not part.list_name:
        raise CannotGoOn("这一部分不能整个移走或删去；不要的，逐项清空")
    holder: Mapping = node_at(root, part.path[:-2])
    entries: Any = holder.entries[part.list_name]
    if len(entries.entries) == 1 and part.list_name in _NEEDED:
        raise CannotGoOn("这是最后一项，至少要留一项；先添一项，再移走或删去它")
    del entries.entries[part.index]
    if not entries.entries:
        drop(holder, part.list_name)
    return holder


def _check_place(kind: str, target: PlanPart, where: str, held_by: PlanPart | None) -> None:
    """Refuse a place where a part of a kind cannot stand."""
    holder = target if where == "into" else target.parent
    if holder is None or (where != "into" and not target.list_name):
        raise CannotGoOn("这里不能添，也不能移到这里")
    takes = holder.kind in _HOLDERS[kind] if kind in _HOLDERS else holder is held_by
    if kind == "task" and holder.parent is not None and holder.parent.kind == "task":
        takes = False
    if where == "into" and kind in ("row", "column"):
        takes = False
    if where != "into" and not _alike(kind, target.kind):
        takes = False
    if not takes:
        raise CannotGoOn("这里放不下这一种；换一个地方")


def _alike(kind: str, other: str) -> bool:
    """Whether two kinds may stand in one list."""
    mixed = (*ITEMS, "section")
    return kind == other or (kind in mixed and other in mixed)


def _put(root: Mapping, node: Node, kind: str, target: PlanPart, where: str, beside: Any) -> None:
    """Put an entry at the end of the list of `beside`, or before or after it in its list."""
    if where == "into":
        holder: Any = beside
        name = _room(target, holder, kind)
    else:
        path = path_of(root, beside)
        holder, name = node_at(root, path[:-2]), str(path[-2])
        if name in _CONTENT and target.parent is not None and name != _LIST_OF[kind]:
            name = _room(target.parent, holder, kind)
    _say_kind(node, kind, name)
    entries = holder.entries.setdefault(name, Sequence([])).entries
    at = len(entries)
    if where != "into":
        at = [*map(id, entries)].index(id(beside)) + (where == "after")
    entries.insert(at, node)


def _room(target: PlanPart, holder: Mapping, kind: str) -> str:
    """The list of a part that takes an entry of a kind; a section's becomes mixed if it must."""
    if target.kind == "plan" and kind == "section":
        return "sections"
    if kind == "sentence" and "text" in holder.entries:
        _part_into_sentences(holder)
    if target.kind != "section":
        return _LIST_OF[kind]
    held = [name for name in _CONTENT if name in holder.entries]
    wanted = "items" if "kind" in holder.entries else _LIST_OF[kind]
    if held in ([], [wanted]):
        return wanted
    mix(holder)
    return "items"


def _part_into_sentences(holder: Mapping) -> None:
    """Make an item's text its first sentence, so that others may follow."""
    text = holder.entries["text"]
    if isinstance(text, Scalar) and "\n" in text.value:
        raise CannotGoOn("正文有几段，分不成句；先把各段拆成几条")
    holder.entries["sentences"] = Sequence([text])
    del holder.entries["text"]


def _say_kind(node: Node, kind: str, name: str) -> None:
    """Have an entry say its kind where its list asks for it, and only there."""
    if not isinstance(node, Mapping) or kind not in (*ITEMS, "section"):
        return
    if name != "items":
        node.entries.pop("kind", None)
    elif "kind" not in node.entries:
        _name_kind(node, "part" if kind == "section" else kind)


def mix(holder: Mapping) -> None:
    """Make a section's list one of items that say their kind."""
    for name, kind in _CONTENT.items():
        if kind and name in holder.entries:
            entries: Any = holder.entries.pop(name)
            holder.entries["items"] = entries
            for entry in entries.entries:
                _name_kind(entry, kind)


def _name_kind(node: Mapping, kind: str) -> None:
    if kind == "part":
        if "tasks" in node.entries:
            title = scalar_text(node, "title")
            raise CannotGoOn(f"“{title}”印成任务表，不能和别的条目混排")
        mix(node)
    node.entries["kind"] = Scalar(kind)


def _made(kind: str, words: str, beside: Any) -> Any:
    """A new part that says some words; a row is as wide as the one beside it."""
    match kind:
        case "section":
            return Mapping({"title": Scalar("新的部分" if words == NEW else words)})
        case "goal" | "measure" | "requirement" | "text":
            return Mapping({"text": Scalar(words)})
        case "task":
            return Mapping({"do": Scalar(words)})
        case "sentence":
            return Scalar(words)
        case "annex":
            title = "新的附件" if words == NEW else words
            return Mapping({"title": Scalar(title), "text": Scalar(NEW)})
        case "role":
            return Mapping({"role": Scalar(words), "names": Sequence([Scalar(NEW)])})
        case "department" | "unit" | "group":
            return Mapping({"name": Scalar(words)})
        case "row" if isinstance(beside, Sequence):
            return Sequence([Scalar("/") for _ in beside.entries])
    raise CannotGoOn(f"这里不能添“{kind}”")
