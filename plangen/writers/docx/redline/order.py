"""The paragraphs and tables of two pages in one order, what goes of a chapter beside what comes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, Final, TypeAlias

from docx.oxml.ns import qn

from plangen.writers.docx.redline.alignment import Key, aligned

_CHAPTERS: Final = ("附件标签", "一级标题", "二级标题", "三级标题", "四级标题")
"""What begins a chapter of each level; an annex is one, of the highest."""
_PARTS: Final = ("附件说明", "出席人员", "发文机关署名", "成文日期", "附注", "附件标签", "版记")
"""What begins each part behind the text, in the order of the page."""
_MANY: Final = frozenset(("公文正文", *_CHAPTERS[1:], "名单", "附件说明"))
"""A page has many paragraphs of these, which become one another; few of each other style."""


@dataclass(frozen=True, slots=True)
class ParagraphGroup:
    """A paragraph with what stands or falls with it."""

    turn: Any = None
    """The empty paragraph before it behind which the paper is turned."""
    tables: tuple[Any, ...] = ()
    """The tables before it, which it keeps from those further down."""
    last: Any = None
    """The paragraph; None where a page has nothing."""


_NOTHING: Final = ParagraphGroup()

Place: TypeAlias = tuple[ParagraphGroup, ParagraphGroup]
"""What stands in one place of the old and the new page; nothing on one of them, where it is not."""


def in_order(old: Any, new: Any) -> Iterator[Place]:
    """The units of two containers, those of each in their order, all in one."""
    before, after = list(_units(old)), list(_units(new))
    pairs = aligned([*map(_key, before)], [*map(_key, after)])
    places = (
        (_NOTHING if was is None else before[was], _NOTHING if now is None else after[now])
        for was, now in pairs
    )
    for stay, group in groupby(places, key=lambda place: _NOTHING not in place):
        some = list(group)
        yield from some if stay else _gap(some)


def _units(container: Any) -> Iterator[ParagraphGroup]:
    turn, tables = None, []
    for element in container.iterchildren(qn("w:tbl"), qn("w:p")):
        if element.tag == qn("w:tbl"):
            tables.append(element)
        elif element.xpath("./w:pPr/w:sectPr"):
            turn = element
        else:
            yield ParagraphGroup(turn, tuple(tables), element)
            turn, tables = None, []


def _key(unit: ParagraphGroup) -> Key:
    style = str(unit.last.style)
    if unit.tables:
        return Key(f"table {style}", _text(unit.tables), only=True)
    return Key("text", _said(unit)) if style in _MANY else Key(style, _said(unit), only=True)


def _said(unit: ParagraphGroup) -> str:
    return _text(unit.last.iterchildren(qn("w:r")))


def _text(elements: Iterable[Any]) -> str:
    return "".join(text.text or "" for element in elements for text in element.iter(qn("w:t")))


def _gap(places: Sequence[Place]) -> Iterator[Place]:
    """What goes and comes between two places that stay: part by part, chapter by chapter."""
    old, new = ([place[side] for place in places if place[side] is not _NOTHING] for side in (0, 1))
    for out, put in zip(_parts(old), _parts(new), strict=True):
        yield from _together(out, put)


def _parts(units: Iterable[ParagraphGroup]) -> list[list[ParagraphGroup]]:
    parts: list[list[ParagraphGroup]] = [[] for _ in range(len(_PARTS) + 1)]
    at = 0
    for unit in units:
        style = unit.last.style
        at = max(at, _PARTS.index(style) + 1 if style in _PARTS else 0)
        parts[at].append(unit)
    return parts


def _together(
    old: Sequence[ParagraphGroup], new: Sequence[ParagraphGroup], level: int = 0
) -> Iterator[Place]:
    if level == len(_CHAPTERS):
        sides = [(unit, _NOTHING) for unit in old], [(_NOTHING, unit) for unit in new]
        yield from chain(*(reversed(sides) if _has_box(new[:1]) else sides))
        return
    before, after = _chapters(old, level), _chapters(new, level)
    yield from _together(before.pop(0), after.pop(0), level + 1)
    for was, now in aligned([*map(_heading, before)], [*map(_heading, after)]):
        out = () if was is None else before[was]
        put = () if now is None else after[now]
        yield from _together(out, put, level + 1)


def _has_box(units: Iterable[ParagraphGroup]) -> bool:
    """Whether a box hangs on one; LibreOffice keeps it where nothing that goes stands before it."""
    return any(unit.last.xpath(".//wp:docPr") for unit in units)


def _chapters(units: Iterable[ParagraphGroup], level: int) -> list[list[ParagraphGroup]]:
    """What stands before the first heading of a level, then each with what stands below it."""
    chapters: list[list[ParagraphGroup]] = [[]]
    for unit in units:
        if unit.last.style == _CHAPTERS[level]:
            chapters.append([])
        chapters[-1].append(unit)
    return chapters


def _heading(chapter: Sequence[ParagraphGroup]) -> Key:
    return Key("", _said(chapter[0]), only=True)
