"""A signature must not stand alone on a page: a body too short to follow it is respaced (§7.3.5.5).

A longer body sends its last paragraph along; this is for one that has no other text to leave. The
lines are estimated, not rendered.
"""

from typing import Final

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.document.model import Block, Chart, Document, DocumentTable, Heading, Roster
from plangen.writers.docx.closing import closing_lines
from plangen.writers.docx.first_page import lines_above_body, text_lines, with_text_on_page_1
from plangen.writers.docx.flow import stay_with_next

_TIGHTEST: Final = 0.9
_WIDEST: Final = 1.1
"""How far the line pitch may be taken from the standard's, which allows 适当调整 (§5.2.3)."""
_SHORT: Final = 3
"""Lines of a paragraph that leave no gap to speak of when they go to the next page."""
_ALONG: Final = 2
"""Lines of text on the page of what closes it."""
_SLACK: Final = 0.02
"""What 22 lines leave of the type area, and more than rounding takes."""


def has_text_to_leave(body: tuple[Block, ...]) -> bool:
    """Whether text stays before the last paragraph when that goes to the next page."""
    return stay_with_next(body).count(False) > 1


def must_go_along(body: tuple[Block, ...], above: float, closing: float) -> bool:
    """Whether the last paragraph must stay with so many lines that close a text, as estimated.

    A short one always stays, for some readers set more in a line; a long one, which LibreOffice
    does not part then, only where what closes the text would stand without two lines of it.
    """
    if not closing or not has_text_to_leave(body):
        return False
    measured = not any(isinstance(block, DocumentTable | Roster | Chart) for block in body)
    if not measured or _block_lines(body[-1]) <= _SHORT:
        return True
    end = (above + sum(map(_block_lines, body)) - 1) % gbt9704.LINES + 1
    return not _ALONG <= end <= gbt9704.LINES - closing


def body_pitch(document: Document, style: Style) -> float:
    """The body's line pitch, 1 being the usual one.

    Closer, it holds the signature on page 1; wider, it sends a line of text along with it.
    """
    room, own, closing = _lines(document, style)
    if not closing or own > room or own + closing <= room:
        return 1.0
    pitches = ((room - closing - 2 * _SLACK) / own, room / (own - 0.5))
    return next((pitch for pitch in pitches if _TIGHTEST <= pitch <= _WIDEST), 1.0)


def signature_alone(document: Document, style: Style = gbt9704.STANDARD) -> bool:
    """Whether the signature falls on a page without text whatever the spacing (§7.3.5.5)."""
    document = with_text_on_page_1(document, style)
    room, own, closing = _lines(document, style)
    if own <= room:
        return own + closing > room and body_pitch(document, style) == 1.0
    on_last_page = (own - int(room) - 1) % gbt9704.LINES + 1
    return on_last_page + closing > gbt9704.LINES


def _lines(document: Document, style: Style) -> tuple[float, int, float]:
    """Lines of page 1 below the recipients, lines of the body, and those of what closes it.

    The last are none where there is nothing to close, or text to go along with it.
    """
    room = gbt9704.LINES - lines_above_body(document, style) + _SLACK
    body, signature = document.body, document.signature
    measured = not any(isinstance(block, DocumentTable | Roster | Chart) for block in body)
    if signature is None or not measured or has_text_to_leave(body):
        return room, 0, 0
    own = sum(map(_block_lines, body))
    return room, own, closing_lines(document.attachments, signature, style)


def _block_lines(block: Block) -> int:
    if isinstance(block, DocumentTable | Roster | Chart):
        return 0
    run_in = block.run_in if isinstance(block, Heading) else ""
    return text_lines(block.text + run_in, gbt9704.PARAGRAPH_INDENT_CHARS)
