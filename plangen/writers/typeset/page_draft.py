"""Pages while they are being filled."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from plangen.document import gbt9704
from plangen.writers.typeset.model import MM, SetBlock, SetRule

SLACK: Final = 0.05
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
        return self.filled + height <= self.height + SLACK

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


class DraftPages:
    """The pages that are being filled, one after the other; all but the last are full."""

    def __init__(self, style: gbt9704.Style, *, turned: bool, numbered: bool) -> None:
        self._style = style
        self.numbered = True
        """Whether pages to come are numbered."""
        self.page = PageDraft(style, turned=turned, numbered=numbered)
        self.pages = [self.page]

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on the page."""
        return self.page.filled == 0

    def begin_page(self, *, turned: bool | None = None) -> None:
        """Go on on a new page."""
        if turned is None:
            turned = self.page.turned
        self.page = PageDraft(self._style, turned=turned, numbered=self.numbered)
        self.pages.append(self.page)
