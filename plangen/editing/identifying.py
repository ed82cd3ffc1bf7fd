"""Ids for duties that have none, so that each stays the same when its words are touched up."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from plangen.checking.identities import free, spelt
from plangen.editing.parts import DUTIES, PlanPart
from plangen.editing.tree_paths import scalar_text
from plangen.source.tree import Mapping, Node, Scalar, Sequence

NEW: Final = "（待写）"
"""What stands in a new part until somebody writes it."""
_WORDS: Final = ("title", "do", "text")


def identify(root: Mapping, part: PlanPart, node: Mapping, words: str = "") -> None:
    """Give a duty and its tasks the ids that they lack: of its words, or of `words` if it is new.

    A plan of format 1 is left as it is, as `plangen check --fix` leaves it.
    """
    is_duty = part.kind in DUTIES and (part.kind != "sentence" or len(node.entries) > 1)
    if not is_duty or scalar_text(root, "format") != "2":
        return
    old = _words_of(node)
    named = words if old == NEW else old
    if "id" not in node.entries and named not in ("", NEW):
        give_id(root, node, named)
    tasks = node.entries.get("tasks")
    for task in tasks.entries if isinstance(tasks, Sequence) else ():
        if isinstance(task, Mapping) and "id" not in task.entries:
            give_id(root, task, _words_of(task))


def give_id(
    root: Mapping, node: Mapping, words: str, taken: AbstractSet[str] = frozenset()
) -> None:
    """Give a record an id made from some words, which nobody in the plan or of `taken` has."""
    node.entries["id"] = Scalar(free(spelt(words), {*ids(root), *taken}))


def ids(node: Node) -> Iterator[str]:
    """Every id of a tree."""
    if isinstance(node, Mapping):
        if identity := scalar_text(node, "id"):
            yield identity
        for inner in node.entries.values():
            yield from ids(inner)
    elif isinstance(node, Sequence):
        for inner in node.entries:
            yield from ids(inner)


def _words_of(node: Mapping) -> str:
    for key in _WORDS:
        if words := scalar_text(node, key):
            return words
    return ""
