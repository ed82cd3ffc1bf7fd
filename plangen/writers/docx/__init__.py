"""The DOCX of a document, laid out by GB/T 9704-2012 for Word, WPS and LibreOffice."""

from __future__ import annotations

import datetime
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final, assert_never

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, Twips

from plangen.document.gbt9704 import LINES_ABOVE_TITLE, STANDARD, Style
from plangen.document.model import (
    AnnexPages,
    Block,
    Chart,
    Document,
    DocumentTable,
    Heading,
    Issued,
    Orientation,
    Paragraph,
    Roster,
)
from plangen.writers.docx.box import number_boxes
from plangen.writers.docx.closing import (
    add_attachments,
    add_attendance,
    add_signature,
    closing_lines,
)
from plangen.writers.docx.first_page import lines_above_body, title_height, with_text_on_page_1
from plangen.writers.docx.flow import has_long_word, stay_with_next
from plangen.writers.docx.head import add_head
from plangen.writers.docx.imprint import add_imprint
from plangen.writers.docx.page import is_turned, set_up_page, turn_page
from plangen.writers.docx.signature import body_pitch, must_go_along
from plangen.writers.docx.styles import apply_styles
from plangen.writers.docx.table import add_roster, add_table
from plangen.writers.docx.text import name_rare_fonts
from plangen.writers.docx.units import line, lines

if TYPE_CHECKING:
    from docx.document import Document as Package
    from docx.shared import Length
    from docx.text.paragraph import Paragraph as DocxParagraph

_LONGEST_PROPERTY: Final = 255
_BELOW_BLANK: Final = LINES_ABOVE_TITLE - 1
"""Lines above a title below the blank line that begins its page."""
_EPOCH: Final = datetime.datetime(2000, 1, 1)


def write(document: Document, style: Style = STANDARD) -> bytes:
    """Lay a document out as DOCX; the same document gives the same bytes on any day."""
    return saved(laid_out(document, style))


def laid_out(document: Document, style: Style) -> Package:
    """Lay a document out, to be saved."""
    document = with_text_on_page_1(document, style)
    package = docx.Document()
    apply_styles(package, style)
    set_up_page(package, style, turned=document.orientation is Orientation.LANDSCAPE)
    _set_properties(package, document)
    _add_parts(package, document, style)
    name_rare_fonts(package, style)
    number_boxes(package)
    return package


def _add_parts(package: Package, document: Document, style: Style) -> None:
    above = add_head(package, document.head, style) if document.head else None
    if document.orientation is Orientation.LANDSCAPE:
        above = Pt(0)  # a page of 156 mm has no lines to spare
    _add_title(package, document.title, "公文标题", above)
    if document.recipients:
        package.add_paragraph(document.recipients, "主送机关")
    before = len(package.paragraphs)
    closing = closing_lines(document.attachments, document.signature, style)
    _add_text(package, document.body, style, lines_above_body(document, style), closing)
    add_attachments(package, document.attachments, style)
    _set_pitch(package, before, len(document.body), body_pitch(document, style), style)
    add_attendance(package, document.attendance, style)
    if document.signature:
        add_signature(package, document.signature, style)
    if document.note:
        package.add_paragraph(document.note, "附注")
    if document.issued:
        _begin_page(package)
        _add_title(package, document.issued.title, "公文标题", lines(_BELOW_BLANK, style))
        _add_issued_text(package, document.issued, style)
    for annex in document.annexes:
        _add_annex(package, annex, style)
    if document.imprint:
        alone = is_turned(package)
        if alone:
            turn_page(package, style, numbered=False)
        add_imprint(package, document.imprint, style, document.head, alone=alone)


def _add_title(
    package: Package,
    title: tuple[str, ...],
    style: str,
    above: Length | None = None,
) -> None:
    if title:
        package.add_paragraph("\n".join(title), style).paragraph_format.space_before = above


def _begin_page(package: Package) -> None:
    """Begin a page with a blank line: some readers drop the space above what begins a page."""
    layout = package.add_paragraph(style="公文正文").paragraph_format
    layout.page_break_before = layout.keep_with_next = True


def _add_issued_text(package: Package, issued: Issued, style: Style) -> None:
    closing = closing_lines(issued.attachments, None, style)
    _add_text(package, issued.body, style, title_height(issued.title), closing)
    add_attachments(package, issued.attachments, style)


def _add_text(
    package: Package, body: tuple[Block, ...], style: Style, above: float = 0, closing: float = 0
) -> None:
    """Set a body below and above so many lines of its page.

    What closes it takes text along when it falls on a new page, but never all of it (§7.3.5.5).
    """
    for block, stays in zip(body, stay_with_next(body), strict=True):
        _add_block(package, block, style)
        if isinstance(block, Heading) and not block.run_in and not stays:
            package.paragraphs[-1].paragraph_format.keep_with_next = False
    if must_go_along(body, above, closing):
        package.paragraphs[-1].paragraph_format.keep_with_next = True


def _set_pitch(package: Package, first: int, count: int, pitch: float, style: Style) -> None:
    """Set the lines of a body of so many paragraphs closer or wider than usual."""
    if pitch != 1:
        for paragraph in package.paragraphs[first : first + count]:
            paragraph.paragraph_format.line_spacing = Twips(int(line(style) * pitch))


def _add_block(package: Package, block: Block, style: Style) -> None:
    match block:
        case Paragraph(text):
            _set_ragged(package.add_paragraph(text, "公文正文"))
        case Heading():
            _add_heading(package, block)
        case Roster():
            add_roster(package, block)
        case DocumentTable():
            add_table(package, block)
        case Chart():
            from plangen.writers.docx.chart import add_chart

            add_chart(package, block, style)
        case _:
            assert_never(block)


def _add_heading(package: Package, heading: Heading) -> None:
    style = f"{'一二三四'[heading.level - 1]}级标题"
    if heading.run_in:
        paragraph = package.add_paragraph(style="公文正文")
        paragraph.add_run(heading.text, f"{style}字")
        paragraph.add_run(heading.run_in)
        _set_ragged(paragraph)
        level = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{heading.level - 1}"/>')
        paragraph._p.get_or_add_pPr().append(level)
    else:
        package.add_paragraph(heading.text, style)


def _set_ragged(paragraph: DocxParagraph) -> None:
    """Leave a line short before a long number, where justifying it would stretch it."""
    if has_long_word(paragraph.text):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _add_annex(package: Package, annex: AnnexPages, style: Style) -> None:
    if (annex.orientation is Orientation.LANDSCAPE) != is_turned(package):
        turn_page(package, style)
    package.add_paragraph(annex.label, "附件标签")
    _add_title(package, annex.title, "附件标题")
    _add_text(package, annex.body, style)


def _set_properties(package: Package, document: Document) -> None:
    properties = package.core_properties
    properties.title = document.properties.title[:_LONGEST_PROPERTY]
    properties.author = document.properties.author[:_LONGEST_PROPERTY]
    properties.last_modified_by = properties.author
    properties.subject = document.properties.subject[:_LONGEST_PROPERTY]
    properties.created = properties.modified = dated(document) or _EPOCH
    properties.language = "zh-CN"
    properties.comments = properties.keywords = ""
    properties.revision = 1


def dated(document: Document) -> datetime.datetime | None:
    """The day the document is signed or printed, so that no clock enters the file."""
    texts = (
        document.signature.date if document.signature else "",
        document.imprint.printed_on if document.imprint else "",
    )
    for text in texts:
        match = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text)
        if match:
            year, month, day = map(int, match.groups())
            return datetime.datetime(year, month, day)
    return None


def saved(package: Package) -> bytes:
    """The package zipped with fixed timestamps."""
    dated, undated = BytesIO(), BytesIO()
    package.save(dated)
    with zipfile.ZipFile(dated) as source, zipfile.ZipFile(undated, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # the same on Windows as elsewhere
            target.writestr(member, source.read(name))
    return undated.getvalue()
