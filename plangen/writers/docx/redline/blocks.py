"""Paragraphs and tables against those that stood there before."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from plangen.writers.docx.redline.alignment import Key, aligned
from plangen.writers.docx.redline.runs import WRAPPERS, as_said, merged_runs
from plangen.writers.docx.redline.slots import Line, Slot, TableSlot, ended, line
from plangen.writers.docx.redline.tables import alike, merged_table

_TEXT_STYLES: Final = frozenset(
    ("公文正文", "一级标题", "二级标题", "三级标题", "四级标题", "名单", "附件说明")
)
"""A page has many paragraphs of these, which become one another; few of each other style."""

Unit = tuple[Any, ...]
"""A paragraph, with the tables that it keeps from those further down."""


def merged(old: Any, new: Any) -> list[Any]:
    """The paragraphs and tables of a container with the changes since `old` tracked."""
    before, after = list(_units(old)), list(_units(new))
    pairs = aligned([_key(unit) for unit in before], [_key(unit) for unit in after])
    slots = (
        slot
        for was, now in pairs
        for slot in _slots(
            () if was is None else before[was],
            () if now is None else after[now],
        )
    )
    return [
        merged_table(slot.old, slot.new, merged) if isinstance(slot, TableSlot) else _merged(slot)
        for slot in ended(slots)
    ]


def _units(container: Any) -> Iterator[Unit]:
    unit: Unit = ()
    for element in container.iterchildren(qn("w:tbl"), qn("w:p")):
        unit = (*unit, element)
        if element.tag == qn("w:p"):
            yield unit
            unit = ()


def _key(unit: Unit) -> Key:
    *tables, last = unit
    if tables:
        return Key(f"table {last.style}", _text(tables), only=True)
    if last.xpath("./w:pPr/w:sectPr"):
        return Key("section", "", only=True)
    text = _text(last.iterchildren(qn("w:r")))
    return Key("text", text) if last.style in _TEXT_STYLES else Key(str(last.style), text, True)


def _text(elements: Iterable[Any]) -> str:
    return "".join(text.text or "" for element in elements for text in element.iter(qn("w:t")))


def _slots(old: Unit, new: Unit) -> Iterator[Slot]:
    if len(old) == len(new) == 2 and alike(old[0], new[0]):
        yield TableSlot(old[0], new[0])
    else:
        yield from (TableSlot(table, None) for table in old[:-1])
        yield from (TableSlot(None, table) for table in new[:-1])
    yield line(old[-1] if old else None, new[-1] if new else None)


def _merged(place: Line) -> Any:
    """A paragraph in its new layout, the old one tracked where it was another."""
    paragraph = OxmlElement("w:p")
    paragraph.append(_layout(place))
    paragraph.extend(merged_runs(place.steps, merged))
    return paragraph


def _layout(place: Line) -> Any:
    was, now = (_bare(place.was), _bare(place.now))
    layout = deepcopy(was if place.now is None else now)
    if place.mark != "=":
        look = OxmlElement("w:rPr")
        look.append(OxmlElement(WRAPPERS[place.mark]))
        layout.append(look)
    if place.mark != "-" and place.now is not None:
        layout.extend(deepcopy(place.now.xpath("./w:pPr/w:sectPr")))
    if _is_relaid(place) and as_said(was) != as_said(now):
        change = OxmlElement("w:pPrChange")
        change.append(was)
        layout.append(change)
    return layout


def _is_relaid(place: Line) -> bool:
    """Whether an old layout is tracked; LibreOffice keeps the boxes of one that is, empty."""
    return place.was is not None and place.now is not None and not place.loses_box


def _bare(paragraph: Any) -> Any:
    """The layout of a paragraph without the end of a section."""
    layout = None if paragraph is None else deepcopy(paragraph.pPr)
    if layout is None:
        return OxmlElement("w:pPr")
    for section in layout.iterchildren(qn("w:sectPr")):
        layout.remove(section)
    return layout
