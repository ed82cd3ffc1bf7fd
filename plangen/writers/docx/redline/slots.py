"""What stands in one place of the old and the new page, and which paragraph marks stay there.

A paragraph that comes or goes takes its mark along. But the last mark before a table, or of the
page, cannot go, for no reader joins a paragraph with a table: there the mark before it goes
instead, as when somebody types on at the end of a paragraph.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Any, TypeAlias

from docx.oxml import OxmlElement

from plangen.comparison.wording import Sign
from plangen.writers.docx.redline.runs import Step, steps


@dataclass(frozen=True, slots=True)
class TableSlot:
    """A table of the old page, of the new one, or the same of both; None where it is not."""

    old: Any
    new: Any


@dataclass(slots=True)
class Line:
    """A paragraph of the old page, of the new one, or the same of both; None where it is not."""

    old: Any
    new: Any
    mark: Sign
    """Whether the mark that ends it stays, goes or comes."""
    was: Any
    """The paragraph that the mark ended and gave its layout on the old page."""
    now: Any
    """And on the new one."""
    steps: Sequence[Step]
    """What became of its characters and boxes."""

    @property
    def is_new(self) -> bool:
        """Whether it comes whole, with its mark."""
        return self.old is None and self.mark == "+"

    @property
    def stands_apart(self) -> bool:
        """Whether a box hangs on it or a page begins with it.

        LibreOffice takes either away when it joins what goes before it with the paragraph.
        """
        sides = [side for side in (self.old, self.new) if side is not None]
        breaks = any(side.xpath("./w:pPr/w:pageBreakBefore") for side in sides)
        return breaks or any(step.atom.is_box for step in self.steps)

    @property
    def loses_box(self) -> bool:
        """Whether a box on it comes or goes."""
        return any(step.atom.is_box and step.sign != "=" for step in self.steps)


Slot: TypeAlias = TableSlot | Line


def line(old: Any, new: Any) -> Line:
    """A paragraph whose mark stays, goes or comes with it."""
    sign: Sign = "+" if old is None else "-" if new is None else "="
    return Line(old, new, sign, old, new, steps(old, new))


def ended(slots: Iterable[Slot]) -> list[Slot]:
    """See that the last mark before what joins with nothing, and the last of all, stays.

    None can where all the text between two tables, or a table and a box, comes or goes; LibreOffice
    then leaves an empty paragraph.
    """
    done: list[Slot] = []
    start = 0
    for slot in slots:
        if isinstance(slot, TableSlot):
            done[start:] = _with_end(done[start:])
            start = len(done) + 1
        elif slot.stands_apart:
            done = _with_end_at_last(done, start)
            start = len(done)
        done.append(slot)
    done = _with_end_at_last(done, start)
    for run in _runs(done):
        _type_on(run)
        _leave_little(run[-1])
    return done


def _runs(slots: Iterable[Slot]) -> Iterator[list[Line]]:
    """The paragraphs between two tables each time."""
    for _, run in groupby(slots, key=type):
        lines = [slot for slot in run if isinstance(slot, Line)]
        if lines:
            yield lines


def _with_end_at_last(done: list[Slot], start: int) -> list[Slot]:
    """As below; a mark before the last table goes where no other can."""
    if not any(isinstance(slot, Line) and slot.mark == "=" for slot in done[start:]):
        start = 0
    return done[:start] + _with_end(done[start:])


def _with_end(run: list[Slot]) -> list[Slot]:
    """A run of paragraphs, or of all on a page, whose last mark stays where one can."""
    lines = [slot for slot in run if isinstance(slot, Line)]
    stays = max((place for place, each in enumerate(lines) if each.mark == "="), default=-1)
    tail = lines[stays + 1 :]
    gone = [each for each in tail if each.mark == "-"]
    come = [each for each in tail if each.mark == "+"]
    if gone and come:
        rest: list[Slot] = [slot for slot in run if slot is not gone[-1] and slot is not come[-1]]
        return [*rest, line(gone[-1].old, come[-1].new)]
    if tail and stays >= 0:
        _shift(lines[stays:])
    return run


def _type_on(lines: Sequence[Line]) -> None:
    """Shift marks where text comes at a paragraph's end and more paragraphs come behind it.

    LibreOffice takes it all for one change, the mark between included.
    """
    for place, each in enumerate(lines):
        behind = list(takewhile(lambda behind: behind.is_new, lines[place + 1 :]))
        if each.mark == "=" and each.steps and each.steps[-1].sign == "+" and behind:
            _shift([each, *behind])


def _shift(lines: Sequence[Line]) -> None:
    """Let the mark of the first line come or go with the text of the others, and the last stay."""
    first, last = lines[0], lines[-1]
    if last.mark == "+":
        last.was = first.was
    else:
        last.now = first.now
    for each in lines[:-1]:
        each.mark = last.mark
    last.mark = "="


def _leave_little(last: Line) -> None:
    """Let what LibreOffice leaves of a paragraph before a table be a plain one."""
    if last.mark == "-" and last.now is None:
        last.now = OxmlElement("w:p")
    elif last.mark == "+" and last.was is None:
        last.was = OxmlElement("w:p")
