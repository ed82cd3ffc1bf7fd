"""The pages of a plan for the screen: each as HTML, known by a digest, so that few are sent.

A strict content policy lets no page carry `style` attributes. They are sent as `data-style`, and
the script that shows the pages sets them.
"""

from hashlib import blake2b
from typing import NamedTuple

from plangen.document.gbt9704 import Style
from plangen.document.model import Document
from plangen.writers.typeset import layout
from plangen.writers.typeset.html import page_sections


class ShownPage(NamedTuple):
    """One page."""

    digest: str
    html: str


def shown_pages(document: Document, style: Style) -> list[ShownPage]:
    """The pages of a document."""
    pages = []
    for section in page_sections(layout(document, style)):
        html = section.replace(' style="', ' data-style="')  # no text holds a bare quotation mark
        digest = blake2b(html.encode(), digest_size=8).hexdigest()
        pages.append(ShownPage(digest, html))
    return pages
