"""Paragraphs and tables against those that stood there before."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from plangen.writers.docx.redline.order import ParagraphGroup, in_order
from plangen.writers.docx.redline.runs import WRAPPERS, as_said, merged_runs
from plangen.writers.docx.redline.slots import ParagraphSlot, Slot, TableSlot, ended, line
from plangen.writers.docx.redline.tables import alike, merged_table


def merged(old: Any, new: Any) -> list[Any]:
    """The paragraphs and tables of a container with the changes since `old` tracked."""
    slots = (slot for was, now in in_order(old, new) for slot in _slots(was, now))
    return [
        merged_table(slot.old, slot.new, merged) if isinstance(slot, TableSlot) else _merged(slot)
        for slot in ended(slots)
    ]


def _slots(old: ParagraphGroup, new: ParagraphGroup) -> Iterator[Slot]:
    if new.turn is not None:
        yield line(old.turn, new.turn)
    if len(old.tables) == len(new.tables) == 1 and alike(*old.tables, *new.tables):
        yield TableSlot(*old.tables, *new.tables)
    else:
        yield from (TableSlot(table, None) for table in old.tables)
        yield from (TableSlot(None, table) for table in new.tables)
    yield line(old.last, new.last)


def _merged(place: ParagraphSlot) -> Any:
    """A paragraph in its new layout, the old one tracked where it was another."""
    paragraph = OxmlElement("w:p")
    paragraph.append(_layout(place))
    paragraph.extend(merged_runs(place.steps, merged))
    return paragraph


def _layout(place: ParagraphSlot) -> Any:
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


def _is_relaid(place: ParagraphSlot) -> bool:
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
