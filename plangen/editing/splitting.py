"""An item, a task or a sentence parted in two, and two that follow each other made one."""

from typing import Any, Final

from plangen.editing.identifying import give_id, identify
from plangen.editing.listing import take_out
from plangen.editing.parts import PlanPart
from plangen.editing.tree_paths import node_at, scalar_text
from plangen.editing.values import bare, drop, tree_of
from plangen.findings.finding import CannotGoOn
from plangen.source.tree import Mapping, Node, Scalar, Sequence

_ALIKE: Final = ("kind", "responsible", "deadline", "goals")
"""What the second half has of the first."""
_OWN: Final = ("id", "kind")
"""What of a second entry is not told to be lost when it goes into the first."""


def split(root: Mapping, part: PlanPart, at: int) -> Node:
    """Part a part in two at a character of its words; the second half.

    That has the responsibility and the deadline of the first, and the targets that it alone names.
    """
    node = node_at(root, part.path)
    second: Node
    if isinstance(node, Scalar):
        node.value, rest = _halves(node.value, at)
        second = Scalar(rest)
    elif isinstance(node, Mapping):
        second = _second_half(root, part, node, at)
    else:
        raise CannotGoOn("这里不能拆")
    node_at(root, part.path[:-1]).entries.insert(part.index + 1, second)
    return second


def _second_half(root: Mapping, part: PlanPart, node: Mapping, at: int) -> Mapping:
    key = "do" if part.kind == "task" else "text"
    words = node.entries.get(key)
    if not isinstance(words, Scalar) or not part.list_name or part.kind == "annex":
        raise CannotGoOn("这里没有能拆的正文；分句的，移动分句")
    identify(root, part, node)
    head, rest = _halves(words.value.replace("\n\n", "\n"), at)
    node.entries[key] = tree_of(head, part.schema.at(key), words)
    second = Mapping({})
    for name in _ALIKE:
        if name in node.entries:
            second.entries[name] = bare(node.entries[name])
    second.entries[key] = tree_of(rest, part.schema.at(key))
    _part_targets(node, second, head, rest)
    if "id" in node.entries:
        give_id(root, second, rest)
    return second


def _part_targets(node: Mapping, second: Mapping, head: str, rest: str) -> None:
    """Give the second half the targets whose name it alone has."""
    targets = node.entries.get("targets")
    if not isinstance(targets, Sequence):
        return
    staying: list[Node] = []
    going: list[Node] = []
    for target in targets.entries:
        name = scalar_text(target, "name")
        goes = bool(name) and name in rest and name not in head
        (going if goes else staying).append(target)
    targets.entries = staying
    if going:
        second.entries["targets"] = Sequence(going)
    if not staying:
        drop(node, "targets")


def _halves(words: str, at: int) -> tuple[str, str]:
    head, rest = words[:at].strip(), words[at:].strip()
    if not head or not rest:
        raise CannotGoOn("光标放在两句之间，再拆")
    return head, rest


def merge(root: Mapping, part: PlanPart, following: PlanPart) -> tuple[Node, list[str]]:
    """Put the next entry of a list into a part; the part, and what of the other is lost."""
    node, other = node_at(root, part.path), node_at(root, following.path)
    lost: list[str] = []
    if part.kind != following.kind:
        raise CannotGoOn("两条的种类不同，不能合并；先改成同一种")
    if isinstance(node, Scalar) and isinstance(other, Scalar):
        node.value += other.value
        node.notes.before += [*other.notes.before, *filter(None, [other.notes.beside])]
    elif isinstance(node, Mapping) and isinstance(other, Mapping):
        identify(root, part, node)
        lost = _merge_records(part, node, other)
    else:
        raise CannotGoOn("一条写了责任、时限，另一条没有，不能合并；先写成一样的")
    take_out(root, following)
    return node, lost


def _merge_records(part: PlanPart, node: Mapping, other: Mapping) -> list[str]:
    lost = []
    if part.kind != "section" and "title" in other.entries:
        _run_in_title(node, other)
    for key, value in other.entries.items():
        own: Any = node.entries.get(key)
        if own is None:
            node.entries[key] = value
        elif isinstance(own, Sequence) and isinstance(value, Sequence):
            own.entries += [entry for entry in value.entries if entry not in own.entries]
        elif key in ("text", "do") and isinstance(own, Scalar) and isinstance(value, Scalar):
            own.value += value.value
        elif key not in _OWN and bare(own) != bare(value):
            lost.append(f"后一条的{part.schema.at(key).part.get('title', key)}没有并进来")
    node.notes.after += [*other.notes.before, *filter(None, [other.notes.beside])]
    forbidden = part.schema.part.get("allOf", ())
    for keys in (rule["not"]["required"] for rule in forbidden if "not" in rule):
        if all(key in node.entries for key in keys):
            raise CannotGoOn("两条的写法不同，合不到一起；先写成一样的")
    return lost


def _run_in_title(node: Mapping, other: Mapping) -> None:
    """Put the title of the second into its text, where the first has words of its own."""
    title = other.entries["title"]
    if "text" in node.entries or "title" in node.entries:
        words = f"{scalar_text(other, 'title')}。{scalar_text(other, 'text')}"
        other.entries.pop("title")
        other.entries["text"] = Scalar(words, notes=title.notes)
