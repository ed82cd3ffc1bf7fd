"""The paragraphs and tables of an old and a new page in one order, chapter beside chapter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, repeat
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

Successors: TypeAlias = tuple[ParagraphGroup, ParagraphGroup]
"""A group of the old page and the one of the new page that it became; _NOTHING for none."""


def in_order(old: Any, new: Any) -> Iterator[Successors]:
    """The groups of two containers in one order, which keeps the order of each."""
    before, after = list(_groups(old)), list(_groups(new))
    pairs = aligned(list(map(_key, before)), list(map(_key, after)))
    successors = ((_at(before, was), _at(after, now)) for was, now in pairs)
    for stays, run in groupby(successors, key=_stays):
        if stays:
            yield from run
        else:
            yield from _gap(list(run))


def _at(groups: Sequence[ParagraphGroup], index: int | None) -> ParagraphGroup:
    if index is None:
        return _NOTHING
    return groups[index]


def _stays(successors: Successors) -> bool:
    return _NOTHING not in successors


def _groups(container: Any) -> Iterator[ParagraphGroup]:
    turn, tables = None, []
    for element in container.iterchildren(qn("w:tbl"), qn("w:p")):
        if element.tag == qn("w:tbl"):
            tables.append(element)
        elif element.xpath("./w:pPr/w:sectPr"):
            turn = element
        else:
            yield ParagraphGroup(turn, tuple(tables), element)
            turn, tables = None, []


def _key(group: ParagraphGroup) -> Key:
    style = str(group.last.style)
    if group.tables:
        return Key(f"table {style}", _text(group.tables), only=True)
    if style in _MANY:
        return Key("text", _own_text(group))
    return Key(style, _own_text(group), only=True)


def _own_text(group: ParagraphGroup) -> str:
    return _text(group.last.iterchildren(qn("w:r")))


def _text(elements: Iterable[Any]) -> str:
    texts: list[str] = []
    for element in elements:
        for text in element.iter(qn("w:t")):
            texts.append(text.text or "")
    return "".join(texts)


def _gap(successors: Sequence[Successors]) -> Iterator[Successors]:
    """What goes and comes between two groups that stay: part by part, chapter by chapter."""
    old = [was for was, _ in successors if was is not _NOTHING]
    new = [now for _, now in successors if now is not _NOTHING]
    for going, coming in zip(_parts(old), _parts(new), strict=True):
        yield from _together(going, coming)


def _parts(groups: Iterable[ParagraphGroup]) -> list[list[ParagraphGroup]]:
    parts: list[list[ParagraphGroup]] = [[] for _ in range(len(_PARTS) + 1)]
    part = 0
    for group in groups:
        style = group.last.style
        if style in _PARTS:
            part = max(part, _PARTS.index(style) + 1)
        parts[part].append(group)
    return parts


def _together(
    old: Sequence[ParagraphGroup], new: Sequence[ParagraphGroup], level: int = 0
) -> Iterator[Successors]:
    """What goes before what comes, within each chapter of the lowest level that both have."""
    if level == len(_CHAPTERS):
        steps = [zip(old, repeat(_NOTHING)), zip(repeat(_NOTHING), new)]
        if _has_box(new[:1]):
            steps.reverse()
        yield from chain.from_iterable(steps)
        return
    before, after = _chapters(old, level), _chapters(new, level)
    yield from _together(before.pop(0), after.pop(0), level + 1)
    for was, now in aligned(list(map(_heading, before)), list(map(_heading, after))):
        yield from _together(_chapter(before, was), _chapter(after, now), level + 1)


def _has_box(groups: Iterable[ParagraphGroup]) -> bool:
    """Whether a box hangs on one; LibreOffice keeps it where nothing that goes stands before it."""
    return any(group.last.xpath(".//wp:docPr") for group in groups)


def _chapters(groups: Iterable[ParagraphGroup], level: int) -> list[list[ParagraphGroup]]:
    """What stands before the first heading of a level, then each with what stands below it."""
    chapters: list[list[ParagraphGroup]] = [[]]
    for group in groups:
        if group.last.style == _CHAPTERS[level]:
            chapters.append([])
        chapters[-1].append(group)
    return chapters


def _chapter(
    chapters: Sequence[Sequence[ParagraphGroup]], index: int | None
) -> Sequence[ParagraphGroup]:
    """The chapter at an index; nothing where there is none."""
    if index is None:
        return ()
    return chapters[index]


def _heading(chapter: Sequence[ParagraphGroup]) -> Key:
    return Key("", _own_text(chapter[0]), only=True)
