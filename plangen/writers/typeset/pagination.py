"""What is set one below the other, parted across pages."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from plangen.document import gbt9704
from plangen.writers.docx.head import RED_LINE
from plangen.writers.typeset.flow import (
    FlowBox,
    FlowFixed,
    FlowFoot,
    FlowItem,
    FlowTable,
    FlowText,
    FlowTurn,
)
from plangen.writers.typeset.model import MM, SetBlock, SetPage, SetRule
from plangen.writers.typeset.numbering import number_block
from plangen.writers.typeset.paragraphs import Setter
from plangen.writers.typeset.rows import place_table

_SLACK: Final = 0.05
"""pt that rounding takes."""


class PageDraft:
    """A page that is being filled."""

    def __init__(self, style: gbt9704.Style, *, turned: bool, numbered: bool) -> None:
        margins = gbt9704.MARGINS[style.margins]
        self.turned = turned
        self.numbered = numbered
        sides = (gbt9704.LEFT_MM, margins.top_mm, gbt9704.RIGHT_MM, margins.bottom_mm)
        left, top, right, bottom = sides
        size = (gbt9704.PAGE_WIDTH_MM, gbt9704.PAGE_HEIGHT_MM)
        if turned:
            top, right, bottom, left = sides
            size = (gbt9704.PAGE_HEIGHT_MM, gbt9704.PAGE_WIDTH_MM)
        self.left = left * MM
        self.top = top * MM
        self.width = (size[0] - left - right) * MM
        self.foot = (size[1] - bottom) * MM
        pitch = margins.line_pt
        room = self.foot - self.top
        self.height = int(room / pitch) * pitch
        """Of what text may fill: whole lines, in the middle, as LibreOffice has it with a grid."""
        self.top += (room - self.height) / 2
        self.filled = 0.0
        self.blocks: list[SetBlock] = []
        self.rules: list[SetRule] = []

    def has_room(self, height: float) -> bool:
        """Whether so much fits below what there is."""
        return self.filled + height <= self.height + _SLACK

    @property
    def y(self) -> float:
        """Where the next line begins, from the page's top."""
        return self.top + self.filled

    def add(self, blocks: Iterable[SetBlock], rules: Iterable[SetRule], y: float) -> None:
        """Place blocks and rules that are measured from the type area's left and from y."""
        for block in blocks:
            self.blocks.append(replace(block, left=self.left + block.left, top=y + block.top))
        for rule in rules:
            self.rules.append(replace(rule, left=self.left + rule.left, top=y + rule.top))


class Paginator:
    """Fills pages."""

    def __init__(self, setter: Setter, *, turned: bool, numbered: bool) -> None:
        self._setter = setter
        self._numbered = True
        self.page = PageDraft(setter.style, turned=turned, numbered=numbered)
        self.pages = [self.page]

    def place(self, items: Sequence[FlowItem]) -> None:
        """Place all items in turn."""
        for place, item in enumerate(items):
            match item:
                case FlowText():
                    self._place_text(item, _kept_height(items, place))
                case FlowBox():
                    self._place_box(item)
                case FlowTable():
                    place_table(self, item)
                case FlowTurn(turned, numbered):
                    self._numbered = numbered
                    self.begin_page(turned=turned)
                case FlowFixed(blocks, rules):
                    self.page.blocks += blocks
                    self.page.rules += rules
                case FlowFoot():
                    self._place_foot(item)

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on the page."""
        return self.page.filled == 0

    def begin_page(self, *, turned: bool | None = None) -> None:
        """Go on on a new page."""
        if turned is None:
            turned = self.page.turned
        self.page = PageDraft(self._setter.style, turned=turned, numbered=self._numbered)
        self.pages.append(self.page)

    def _place_text(self, text: FlowText, kept: float) -> None:
        if text.page_break and not self.is_fresh:
            self.begin_page()
        page = self.page
        if not self.is_fresh and not page.has_room(kept) and kept <= page.height:
            self.begin_page()
        self.page.filled += text.above
        start = 0
        while start < len(text.lines):
            room = self.page.height - self.page.filled + _SLACK
            count = int(room / text.pitch)
            if count < 1 and not self.is_fresh:
                self.begin_page()
                continue
            self._place_lines(text, start, start + max(1, count))
            start += max(1, count)
        if text.rule_below is not None:
            self._place_rule(text.rule_below)
        self.page.filled += text.below

    def _place_lines(self, text: FlowText, start: int, end: int) -> None:
        lines = text.lines[start:end]
        height = len(lines) * text.pitch
        if any(line.runs for line in lines):
            width = self.page.width
            block = SetBlock(text.kind, text.of, 0, 0, width, height, lines, text.pitch)
            self.page.add([block], (), self.page.y)
        self.page.filled += height

    def _place_rule(self, below: float) -> None:
        rule = SetRule(0, below, self.page.width, RED_LINE.pt, red=True)
        self.page.add((), [rule], self.page.y)
        self.page.filled += below + RED_LINE.pt

    def _place_box(self, box: FlowBox) -> None:
        self.page.filled += box.above
        self.page.add(box.blocks, (), self.page.y)
        self.page.filled += box.height

    def _place_foot(self, foot: FlowFoot) -> None:
        if not self.page.has_room(foot.room):
            self.begin_page()
        self.page.add(foot.blocks, foot.rules, self.page.foot)


def _kept_height(items: Sequence[FlowItem], start: int) -> float:
    """What an item takes with all that it must stay with, of the last the first line."""
    height = 0.0
    for place in range(start, len(items)):
        item = items[place]
        match item:
            case FlowText(keep=True) if not item.page_break or place == start:
                height += item.above + item.height + item.below
            case FlowText() if not item.page_break:
                return height + item.above + item.pitch
            case FlowTable():
                return height + item.first_height
            case FlowBox():
                height += item.above + item.height
            case _:
                return height
    return height


def finished(drafts: Sequence[PageDraft], setter: Setter) -> tuple[SetPage, ...]:
    """The pages with their numbers."""
    pages = []
    for number, draft in enumerate(drafts, 1):
        blocks = tuple(draft.blocks)
        if draft.numbered:
            blocks += (number_block(number, setter, turned=draft.turned),)
        pages.append(SetPage(draft.turned, blocks, tuple(draft.rules)))
    return tuple(pages)
