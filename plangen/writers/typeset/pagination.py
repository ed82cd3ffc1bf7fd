"""What is set one below the other, parted across pages."""

from collections.abc import Sequence

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
from plangen.writers.typeset.model import SetBlock, SetPage, SetRule
from plangen.writers.typeset.numbering import number_block
from plangen.writers.typeset.page_draft import SLACK, DraftPages, PageDraft
from plangen.writers.typeset.paragraphs import Setter
from plangen.writers.typeset.rows import place_table


class Paginator(DraftPages):
    """Fills pages with what follows one upon the other."""

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
                    self.numbered = numbered
                    self.begin_page(turned=turned)
                case FlowFixed(blocks, rules):
                    self.page.blocks += blocks
                    self.page.rules += rules
                case FlowFoot():
                    self._place_foot(item)

    def _place_text(self, text: FlowText, kept: float) -> None:
        if text.page_break and not self.is_fresh:
            self.begin_page()
        page = self.page
        if not self.is_fresh and not page.has_room(kept) and kept <= page.height:
            self.begin_page()
        self.page.filled += text.above
        start = 0
        while start < len(text.lines):
            room = self.page.height - self.page.filled + SLACK
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
