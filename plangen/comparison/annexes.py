"""What changed in an annex: its text, its table, the people in its roster."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from plangen.comparison.items import reworded
from plangen.comparison.model import Change, Kind
from plangen.comparison.pairing import closest
from plangen.plan import Annex, Role, Table

_ORIENTATIONS = {"portrait": "竖排", "landscape": "横排"}


def annex_changes(old: Annex, new: Annex) -> Iterator[Change]:
    """What changed in an annex, its place aside."""
    yield from reworded("标题", old.title, new.title)
    yield from reworded("正文", old.text, new.text)
    if old.orientation != new.orientation:
        before, after = _ORIENTATIONS[old.orientation], _ORIENTATIONS[new.orientation]
        yield Change(Kind.PRINTING, "纸张方向", before, after)
    yield from _table(old.table or _EMPTY, new.table or _EMPTY)
    yield from _roster(old.roster, new.roster)


_EMPTY = Table((), ())


def _table(old: Table, new: Table) -> Iterator[Change]:
    """The head, the widths of columns that are the same, and each run of rows that differs."""
    old_names, new_names = _names_row(old), _names_row(new)
    yield from reworded("表头", old_names, new_names)
    old_widths, new_widths = _widths_row(old), _widths_row(new)
    if old_names == new_names and old_widths != new_widths:
        yield Change(Kind.PRINTING, "列宽", old_widths, new_widths)
    steps = SequenceMatcher(None, old.rows, new.rows, autojunk=False).get_opcodes()
    for tag, old_start, old_stop, new_start, new_stop in steps:
        if tag != "equal":
            before = "\n".join(map(_row, old.rows[old_start:old_stop]))
            after = "\n".join(map(_row, new.rows[new_start:new_stop]))
            yield Change(Kind.REWORDED, f"表格第{new_start + 1}行", before, after)


def _names_row(table: Table) -> str:
    return _row([column.name for column in table.columns])


def _widths_row(table: Table) -> str:
    return _row([column.width or "不定" for column in table.columns])


def _row(cells: Sequence[str]) -> str:
    return " | ".join(cells)


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
