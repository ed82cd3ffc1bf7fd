"""Who in a plan refers to a part: the goals that measures serve, those who are responsible."""

import re
from collections.abc import Iterator

from plangen.checking.identities import free, spelt
from plangen.editing.identifying import NEW, ids
from plangen.editing.parts import Path, PlanPart
from plangen.editing.tree_paths import ScalarSlot, node_at, scalar_slots, scalar_text
from plangen.findings.finding import CannotGoOn
from plangen.source.tree import Mapping, Scalar, Sequence


def references(root: Mapping, part: PlanPart) -> Iterator[ScalarSlot]:
    """The scalars that name a part: by its id; one of the register by any of its names too."""
    node = node_at(root, part.path)
    identity = scalar_text(node, "id")
    if part.kind in ("department", "unit", "group"):
        names = {identity, scalar_text(node, "name"), *_aliases(node)} - {""}
        kinds = ("department",) if part.kind == "department" else ("unit",)
    elif part.kind == "goal" and identity:
        names, kinds = {identity}, ("goal",)
    else:
        return
    for slot in scalar_slots(root):
        if slot.path[: len(part.path)] == part.path:
            continue
        if slot.schema.kind in kinds and slot.scalar.value.strip() in names:
            yield slot
        elif slot.path[-1] == "responsible" and part.kind != "goal":
            named = [name for name in names if name in slot.scalar.value]
            if named:
                yield slot


def _aliases(node: Mapping) -> Iterator[str]:
    also = node.entries.get("also")
    for entry in also.entries if isinstance(also, Sequence) else ():
        if isinstance(entry, Scalar):
            yield entry.value


def forget(root: Mapping, slots: list[ScalarSlot]) -> None:
    """Take out of their lists the entries that name a part; words that name it stay."""
    for slot in sorted(slots, key=lambda slot: str(slot.path), reverse=True):
        *above, last = slot.path
        entries = node_at(root, tuple(above))
        if isinstance(last, int):
            entries.entries.remove(slot.scalar)
            _drop_empty(root, tuple(above))
        elif last != "responsible":
            del entries.entries[last]


def _drop_empty(root: Mapping, path: Path) -> None:
    if path and not node_at(root, path).entries:
        del node_at(root, path[:-1]).entries[path[-1]]
        _drop_empty(root, path[:-1])


def follow_name(root: Mapping, part: PlanPart, old: str) -> None:
    """Have the id of an entry of the register follow its name, which was `old` until now.

    An id that somebody has chosen stays, and one by which somebody is named already; one made
    from a placeholder goes with what names it.
    """
    node: Mapping = node_at(root, part.path)
    identity = scalar_text(node, "id")
    if not re.fullmatch(rf"{re.escape(spelt(old))}(?:-\d+)?", identity):
        return
    if old != NEW and any(slot.scalar.value == identity for slot in references(root, part)):
        return
    rename(root, part, free(spelt(scalar_text(node, "name")), set(ids(root)) - {identity}))


def rename(root: Mapping, part: PlanPart, identity: str) -> Mapping:
    """Give a part another id, in what refers to it too; the part."""
    node: Mapping = node_at(root, part.path)
    if identity in set(ids(root)) - {scalar_text(node, "id")}:
        raise CannotGoOn(f"编号“{identity}”已经有了；换一个")
    old = node.entries.get("id")
    for slot in references(root, part):
        if isinstance(old, Scalar) and slot.scalar.value.strip() == old.value:
            slot.scalar.value = identity
    if isinstance(old, Scalar):
        old.value = identity
    else:
        node.entries["id"] = Scalar(identity)
    return node
