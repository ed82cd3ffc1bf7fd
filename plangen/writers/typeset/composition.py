"""A document as what is set one below the other, in the order and styles of its DOCX."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, assert_never

from plangen.document.gbt9704 import LINES_ABOVE_TITLE
from plangen.document.model import (
    AnnexPages,
    Block,
    Chart,
    Document,
    DocumentHead,
    DocumentTable,
    Heading,
    Imprint,
    Issued,
    Orientation,
    Paragraph,
    Roster,
)
from plangen.writers.docx.closing import closing_lines
from plangen.writers.docx.first_page import lines_above_body, title_height, with_text_on_page_1
from plangen.writers.docx.flow import has_long_word, stay_with_next
from plangen.writers.docx.signature import body_pitch, must_go_along
from plangen.writers.typeset.closing import attachments, attendance, signature
from plangen.writers.typeset.flow import FlowItem, FlowTable, FlowText, FlowTurn
from plangen.writers.typeset.head import head
from plangen.writers.typeset.imprint import imprint
from plangen.writers.typeset.paragraphs import Setter
from plangen.writers.typeset.table import roster, table

_BELOW_BLANK: Final = LINES_ABOVE_TITLE - 1
"""Lines above a title below the blank line that begins its page."""


def composed(document: Document, setter: Setter) -> list[FlowItem]:
    """All that a document prints, but for its page numbers."""
    document = with_text_on_page_1(document, setter.style)
    setter.turned = document.orientation is Orientation.LANDSCAPE
    composer = _Composer(setter)
    composer.begin(document)
    composer.add_body(document)
    composer.close(document)
    if document.issued:
        composer.add_issued(document.issued)
    for annex in document.annexes:
        composer.add_annex(annex)
    if document.imprint:
        composer.add_imprint(document.imprint, document.head)
    return composer.items


class _Composer:
    """Takes the parts of a document in the order of the page."""

    def __init__(self, setter: Setter) -> None:
        self._setter = setter
        self._style = setter.style
        self.items: list[FlowItem] = []

    def begin(self, document: Document) -> None:
        """版头, title and recipients."""
        above: float | None = None
        if document.head:
            above = head(self.items, document.head, self._setter)
        if self._setter.turned:
            above = 0.0  # a page of 156 mm has no lines to spare
        self._add_title(document.title, "公文标题", "title", above)
        if document.recipients:
            self.items.append(self._setter.text("主送机关", document.recipients, of="recipients"))

    def add_body(self, document: Document) -> None:
        """The text and its attachment note."""
        closing = closing_lines(document.attachments, document.signature, self._style)
        above = lines_above_body(document, self._style)
        body: list[FlowItem] = [*_text(document.body, self._setter, above, closing)]
        body += attachments(document.attachments, self._setter)
        self.items += _pitched(body, len(document.body), body_pitch(document, self._style))

    def close(self, document: Document) -> None:
        """出席, signature and note."""
        self.items += attendance(document.attendance, self._setter)
        if document.signature:
            self.items += signature(document.signature, self._setter)
        if document.note:
            self.items.append(self._setter.text("附注", document.note, of="note"))

    def add_issued(self, issued: Issued) -> None:
        """What a notice issues, on a new page that a blank line begins."""
        self.items.append(self._setter.text("公文正文", "", page_break=True, keep=True))
        above = _BELOW_BLANK * self._setter.line
        self._add_title(issued.title, "公文标题", "issued/title", above)
        closing = closing_lines(issued.attachments, None, self._style)
        self.items += _text(issued.body, self._setter, title_height(issued.title), closing)
        self.items += attachments(issued.attachments, self._setter)

    def add_annex(self, annex: AnnexPages) -> None:
        """An annex, on paper turned as it wants."""
        if (annex.orientation is Orientation.LANDSCAPE) != self._setter.turned:
            self._turn()
        label = self._setter.text("附件标签", annex.label, kind="label", of=annex.of)
        self.items.append(label)
        self._add_title(annex.title, "附件标题", annex.of)
        self.items += _text(annex.body, self._setter)

    def add_imprint(self, own: Imprint, letterhead: DocumentHead | None) -> None:
        """版记, alone on its page behind turned paper."""
        if self._setter.turned:
            self._turn(numbered=False)
        self.items.append(imprint(own, letterhead, self._setter))

    def _add_title(
        self, title: tuple[str, ...], style: str, of: str, above: float | None = None
    ) -> None:
        if title:
            text = self._setter.text(style, "\n".join(title), kind="title", of=of)
            if above is not None:
                text = replace(text, above=above)
            self.items.append(text)

    def _turn(self, *, numbered: bool = True) -> None:
        self.items.append(self._setter.text("公文正文", "", pitch=1.0))
        self._setter.turned = not self._setter.turned
        self.items.append(FlowTurn(self._setter.turned, numbered))


def _pitched(items: list[FlowItem], count: int, pitch: float) -> list[FlowItem]:
    """The items, the lines of the first ones set closer or wider."""
    pitched: list[FlowItem] = []
    for place, item in enumerate(items):
        if place < count and isinstance(item, FlowText):
            item = replace(item, pitch=item.pitch * pitch)
        pitched.append(item)
    return pitched


def _text(
    body: tuple[Block, ...], setter: Setter, above: float = 0, closing: float = 0
) -> Iterator[FlowItem]:
    """Set a body below and above so many lines of its page; see the DOCX writer."""
    along = must_go_along(body, above, closing)
    for place, (block, stays) in enumerate(zip(body, stay_with_next(body), strict=True), 1):
        items = list(_block(block, setter))
        last = items.pop()
        if isinstance(last, FlowText):
            heads = isinstance(block, Heading) and not block.run_in and stays
            goes_along = along and place == len(body)
            last = replace(last, keep=heads or goes_along)
        yield from (*items, last)


def _block(block: Block, setter: Setter) -> Iterator[FlowText | FlowTable]:
    match block:
        case Paragraph():
            yield setter.text("公文正文", block.text, align=_align(block.text), of=block.of)
        case Heading():
            yield _heading(block, setter)
        case Roster():
            yield from roster(block, setter)
        case DocumentTable():
            yield table(block, setter)
            yield setter.text("表格文字", "", pitch=1.0)
        case Chart():  # Word's own to draw; here it is told in words
            yield setter.text("公文正文", block.about, align=_align(block.about))
        case _:
            assert_never(block)


def _heading(heading: Heading, setter: Setter) -> FlowText:
    style = f"{'一二三四'[heading.level - 1]}级标题"
    kind = f"h{heading.level}"
    if heading.run_in:
        align = _align(heading.text + heading.run_in)
        texts = ((heading.text, f"{style}字"), heading.run_in)
        return setter.text("公文正文", *texts, align=align, kind=kind, of=heading.of)
    return setter.text(style, heading.text, kind=kind, of=heading.of)


def _align(text: str) -> str:
    return "left" if has_long_word(text) else "both"
