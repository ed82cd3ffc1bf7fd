"""The checks of an inspection: each a function with its clause, all in one tuple."""

from collections.abc import Callable, Iterator
from typing import Final

from plangen.findings.departure import Departure
from plangen.inspection.checks import closing, head, headings, imprint, looks, page, text, title
from plangen.inspection.parts import Recognised

CHECKS: Final[tuple[Callable[[Recognised], Iterator[Departure]], ...]] = (
    page.paper,
    page.margins,
    page.page_number,
    page.page_number_sides,
    page.page_number_form,
    page.page_number_type,
    page.page_number_height,
    page.outside_files,
    looks.typeface,
    looks.size,
    looks.colour,
    text.lines_a_page,
    text.characters_a_line,
    text.space_between_paragraphs,
    text.indent,
    text.alignment,
    text.dates,
    text.cited_numbers,
    headings.numeral_form,
    headings.numeral_sequence,
    headings.typeface,
    headings.run_in,
    headings.bold,
    head.copy_number,
    head.classification,
    head.mark_colour,
    head.mark_centred,
    head.mark_size,
    head.doc_number,
    head.red_line,
    title.unrecognised,
    title.centred,
    title.ending,
    title.space_below,
    title.recipients,
    closing.attachment_form,
    closing.date_form,
    closing.date_place,
    closing.issuer_place,
    closing.note_form,
    closing.annex_label,
    closing.annex_title,
    imprint.copies,
    imprint.printed,
    imprint.lines,
)
"""In the order in which departures at one place are told."""
