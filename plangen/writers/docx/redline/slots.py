"""The paragraphs and tables of both pages in one order, and which paragraph marks stay there.

A paragraph that comes or goes takes its mark along, and so joins with the one behind it. But the
last mark before a table, or of the page, cannot go, for no reader joins a paragraph with a table:
there the mark before it goes instead, as when somebody types on at the end of a paragraph.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeAlias, TypeGuard

from plangen.comparison.wording import Sign
from plangen.document import gbt9704
from plangen.writers.docx.redline.runs import Step, steps

_ALL: Final = "+-"
"""The signs of marks that come and that go."""


@dataclass(frozen=True, slots=True)
class TableSlot:
    """A table of the old page, of the new one, or the same of both; None where it is not."""

    old: Any
    new: Any


@dataclass(slots=True, eq=False)
class ParagraphSlot:
    """A paragraph of the old page, of the new one, or the same of both; None where it is not."""

    old: Any
    new: Any
    mark: Sign
    """Whether the mark that ends it stays, goes or comes."""
    was: Any
    """The paragraph of the old page that the mark ended, and gave its layout."""
    now: Any
    """The paragraph of the new page that it ends."""
    steps: Sequence[Step]
    """What became of its characters and boxes."""

    @property
    def turns(self) -> bool:
        """Whether the paper is turned behind it, for which alone it is there."""
        return self.new is not None and bool(self.new.xpath("./w:pPr/w:sectPr"))

    @property
    def bars(self) -> str:
        """The signs of marks that cannot stand right before it.

        LibreOffice takes away a box that hangs on a paragraph, or the page that begins with it,
        when it joins what goes before with it.
        """
        return "-" * _stands_apart(self.new) + "+" * _stands_apart(self.old)

    @property
    def ends_new(self) -> bool:
        """Whether text comes at its end."""
        return bool(self.steps) and self.steps[-1].sign == "+"


Slot: TypeAlias = TableSlot | ParagraphSlot


def line(old: Any, new: Any) -> ParagraphSlot:
    """A paragraph whose mark stays, goes or comes with it."""
    return ParagraphSlot(old, new, _mark(old, new), old, new, steps(old, new))


def _mark(old: Any, new: Any) -> Sign:
    if old is None:
        return "+"
    if new is None:
        return "-"
    return "="


def _stands_apart(paragraph: Any) -> bool:
    xpath = "./w:pPr/w:pageBreakBefore | .//wp:docPr"
    return paragraph is not None and bool(paragraph.xpath(xpath))


def ended(slots: Iterable[Slot]) -> list[Slot]:
    """See that no mark comes or goes where none can: before a table, a box, or at the very end.

    Of a paragraph 甲 that stays and 乙 that goes at the end of a page, the mark of 甲 goes in place
    of that of 乙. Where all that stands between two tables comes or goes, a mark is borrowed.
    """
    given = list(slots)
    for index in reversed(range(len(given))):
        _borrow(given, index)
    done: list[Slot] = []
    for index, slot in enumerate(given):
        _end(done, _barred(given, index))
        done.append(slot)
    _end(done, _ALL)
    _type_on(done)
    return done


def _barred(slots: Sequence[Slot], index: int) -> str:
    """The signs of marks that cannot stand right before a slot."""
    for slot in islice(slots, index, None):
        if isinstance(slot, TableSlot):
            return _ALL
        if not slot.turns:
            return slot.bars
    return _ALL


def _is_barred(slot: Slot, barred: str) -> TypeGuard[ParagraphSlot]:
    return isinstance(slot, ParagraphSlot) and not slot.turns and slot.mark in barred


def _nearest(before: Sequence[Slot], sign: Sign, *, far: bool = False) -> ParagraphSlot | None:
    """The last whose mark has another sign; `far` looks over tables that come or go alike."""
    for slot in reversed(before):
        if isinstance(slot, TableSlot):
            if not far or (slot.new if sign == "-" else slot.old) is not None:
                return None
        elif slot.mark != sign:
            return None if slot.turns else slot
    return None


def _borrow(slots: list[Slot], index: int) -> None:
    """Where all between two tables comes, or all goes, let its last mark stay with another's text.

    That is the nearest paragraph's before it, which is put in there and struck out where it was,
    or the other way round; unless it holds a box, or stays and has more than a line to say.
    """
    own = slots[index]
    if not _is_barred(own, _barred(slots, index + 1)) or _nearest(slots[:index], own.mark):
        return
    lent = _nearest(slots[:index], own.mark, far=True)
    if not lent or lent.bars or (lent.mark == "=" and len(lent.steps) > gbt9704.CHARS):
        return
    slots[index] = _joined(own, lent)
    at = slots.index(lent)
    if lent.mark != "=":
        del slots[at]
    elif own.mark == "-":
        slots[at] = line(lent.old, None)
    else:
        slots[at] = line(None, lent.new)


def _end(done: list[Slot], barred: str) -> None:
    """Let the mark of the last paragraph stay, if it is one of the barred, and one before it not.

    Where only one before a table can go, LibreOffice leaves an empty paragraph.
    """
    if not done or not _is_barred(last := done[-1], barred):
        return
    first = _nearest(done, last.mark) or _nearest(done, last.mark, far=True)
    if not first:
        return
    at = done.index(first)
    lines = [slot for slot in done[at:] if isinstance(slot, ParagraphSlot) and not slot.turns]
    if first.mark != "=":
        second = lines[1]
        lines[:2] = [_joined(second, first)]
        done[done.index(second)] = lines[0]
        del done[at]
    _shift(lines)


def _joined(first: ParagraphSlot, second: ParagraphSlot) -> ParagraphSlot:
    """The paragraph of the two that goes, become the one that comes; `first` does either."""
    if first.mark == "-":
        return line(first.old, second.new)
    return line(second.old, first.new)


def _type_on(slots: Sequence[Slot]) -> None:
    """Shift marks where text comes at a paragraph's end and more paragraphs come behind it.

    LibreOffice takes it all for one change, the mark between included.
    """
    for index, slot in enumerate(slots):
        if isinstance(slot, ParagraphSlot) and slot.mark == "=" and slot.ends_new:
            _shift([slot, *_coming(islice(slots, index + 1, None))])


def _coming(slots: Iterable[Slot]) -> list[ParagraphSlot]:
    """The paragraphs that come whole, with their marks, up to the first that does not."""
    lines: list[ParagraphSlot] = []
    for slot in slots:
        if isinstance(slot, TableSlot) or slot.old is not None or slot.mark != "+":
            break
        lines.append(slot)
    while lines and lines[-1].turns:
        lines.pop()
    return lines


def _shift(lines: Sequence[ParagraphSlot]) -> None:
    """Let the mark of the first line come or go with the text of the others, and the last stay."""
    first, last = lines[0], lines[-1]
    if first is last:
        return
    if last.mark == "+":
        last.was = first.was
    else:
        last.now = first.now
    for slot in lines[:-1]:
        slot.mark = last.mark
    last.mark = "="
