"""What changed in an annex: its text, its table, the people in its roster."""

from collections.abc import Iterator, Sequence

from plangen.comparison.model import Change, Kind, reworded
from plangen.comparison.pairing import closest
from plangen.comparison.tables import table_changes, task_table_changes
from plangen.plan import Annex, Role

_ORIENTATIONS = {"portrait": "竖排", "landscape": "横排"}


def annex_changes(old: Annex, new: Annex) -> Iterator[Change]:
    """What changed in an annex, its place aside."""
    yield from reworded("标题", old.title, new.title)
    yield from reworded("正文", old.text, new.text)
    if old.orientation != new.orientation:
        before, after = _ORIENTATIONS[old.orientation], _ORIENTATIONS[new.orientation]
        yield Change(Kind.PRINTING, "纸张方向", before, after)
    yield from table_changes(old.table, new.table)
    yield from task_table_changes(old.tasks, new.tasks)
    yield from reworded("表注", old.notes, new.notes)
    yield from _roster(old.roster, new.roster)


def _roster(old: Sequence[Role], new: Sequence[Role]) -> Iterator[Change]:
    """Who succeeds whom in a post of one; who joined and who left a post of several."""

    def alike(a: int, b: int) -> float:
        return float(old[a].role == new[b].role) or 0.5 * (old[a].names == new[b].names)

    pairs = closest(range(len(old)), range(len(new)), alike, 0.5)
    for a, b in sorted(pairs.items()):
        yield from reworded("职务", old[a].role, new[b].role)
        yield from _holders(new[b].role, old[a].names, new[b].names)
    for b, role in enumerate(new):
        if b not in pairs.values():
            yield Change(Kind.SUCCESSION, role.role, "", _names(role.names))
    for a, role in enumerate(old):
        if a not in pairs:
            yield Change(Kind.SUCCESSION, role.role, _names(role.names), "")
    order = [pairs[a] for a in sorted(pairs)]
    if order != sorted(order):
        before = _names([role.role for role in old])
        after = _names([role.role for role in new])
        yield Change(Kind.MOVED, "职务次序", before, after)


def _holders(role: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    left = [name for name in old if name not in new]
    joined = [name for name in new if name not in old]
    if left or joined:
        yield Change(Kind.SUCCESSION, role, _names(left), _names(joined))
    elif [*old] != [*new]:
        yield Change(Kind.MOVED, f"{role}次序", _names(old), _names(new))


def _names(names: Sequence[str]) -> str:
    return "、".join(names)
