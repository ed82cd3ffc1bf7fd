"""The new document with Word's own tracked changes against the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import qn

from plangen.writers.docx import dated, laid_out, saved
from plangen.writers.docx.box import number_boxes
from plangen.writers.docx.redline.blocks import merged

if TYPE_CHECKING:
    from plangen.document.gbt9704 import Style
    from plangen.document.model import Document

_CHANGES: Final = tuple(map(qn, ("w:ins", "w:del", "w:rPrChange", "w:pPrChange")))


def redline(old: Document, new: Document, old_style: Style, new_style: Style) -> bytes:
    """Lay out `new` with its changes against `old` tracked, as if made in Word.

    Accepting all of them gives the paragraphs, tables and boxes of `new`, rejecting all those of
    `old`. Paper, margins, page numbers, the style sheet and the widths of tables are the new
    document's and are not tracked. The same documents give the same bytes on any day.
    """
    package = laid_out(new, new_style)
    body = package.element.body
    section = body.sectPr
    body[:] = [*merged(laid_out(old, old_style).element.body, body), section]
    number_boxes(package)
    _sign(body, new)
    return saved(package)


def _sign(body: Any, new: Document) -> None:
    """Number the changes, and name their author and, where the document is dated, their day."""
    day = dated(new)
    for number, change in enumerate(body.iter(*_CHANGES), 1):
        change.set(qn("w:id"), str(number))
        change.set(qn("w:author"), new.properties.author or "plangen")
        if day:
            change.set(qn("w:date"), f"{day:%Y-%m-%dT%H:%M:%SZ}")
