"""Paragraphs and tables against those that stood there before."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from plangen.writers.docx.redline.order import ParagraphGroup, in_order
from plangen.writers.docx.redline.runs import WRAPPERS, canonical, merged_runs
from plangen.writers.docx.redline.slots import ParagraphSlot, Slot, TableSlot, ended, line
from plangen.writers.docx.redline.tables import alike, merged_table


def merged(old: Any, new: Any) -> list[Any]:
    """The paragraphs and tables of a container with the changes since `old` tracked."""
    slots: list[Slot] = []
    for was, now in in_order(old, new):
        slots += _slots(was, now)
    return list(map(_merged, ended(slots)))


def _slots(old: ParagraphGroup, new: ParagraphGroup) -> Iterator[Slot]:
    if new.turn is not None:
        yield line(old.turn, new.turn)
    if len(old.tables) == len(new.tables) == 1 and alike(*old.tables, *new.tables):
        yield TableSlot(*old.tables, *new.tables)
    else:
        for table in old.tables:
            yield TableSlot(table, None)
        for table in new.tables:
            yield TableSlot(None, table)
    yield line(old.last, new.last)


def _merged(slot: Slot) -> Any:
    if isinstance(slot, TableSlot):
        return merged_table(slot.old, slot.new, merged)
    return _merged_paragraph(slot)


def _merged_paragraph(slot: ParagraphSlot) -> Any:
    """A paragraph in its new layout, the old one tracked where it was another."""
    paragraph = OxmlElement("w:p")
    paragraph.append(_layout(slot))
    paragraph.extend(merged_runs(slot.steps, merged))
    return paragraph


def _layout(slot: ParagraphSlot) -> Any:
    was, now = _bare(slot.was), _bare(slot.now)
    layout = deepcopy(was if slot.now is None else now)
    if slot.mark != "=":
        look = OxmlElement("w:rPr")
        look.append(OxmlElement(WRAPPERS[slot.mark]))
        layout.append(look)
    if slot.mark != "-" and slot.now is not None:
        layout.extend(deepcopy(slot.now.xpath("./w:pPr/w:sectPr")))
    if slot.was is not None and slot.now is not None and canonical(was) != canonical(now):
        change = OxmlElement("w:pPrChange")
        change.append(was)
        layout.append(change)
    return layout


def _bare(paragraph: Any) -> Any:
    """The layout of a paragraph without the end of a section."""
    layout = None if paragraph is None else deepcopy(paragraph.pPr)
    if layout is None:
        return OxmlElement("w:pPr")
    for section in layout.iterchildren(qn("w:sectPr")):
        layout.remove(section)
    return layout
