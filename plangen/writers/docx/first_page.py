"""Page 1 must show body text: recipients that leave none go to the 版记 (§7.3.2, §7.4.2)."""

import math
from dataclasses import replace
from typing import Final

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.document.model import Block, Document, Heading, Imprint
from plangen.typography import width
from plangen.writers.docx.flow import stay_with_next
from plangen.writers.docx.head import head_lines
from plangen.writers.docx.units import mm, set_width

_TITLE_CHARS: Final[float] = mm(gbt9704.TYPE_AREA_WIDTH_MM).pt / gbt9704.TITLE_PT


def with_text_on_page_1(document: Document, style: Style) -> Document:
    """Move recipients to the 版记 as 主送：…。 where they would leave no body text on page 1."""
    taken = lines_above_body(document, style) + _first_text_lines(document.body)
    if not document.recipients or taken <= gbt9704.LINES:
        return document
    moved = f"主送：{document.recipients.rstrip('：')}。"
    imprint = replace(document.imprint or Imprint(), recipients=moved)
    return replace(document, recipients="", imprint=imprint)


def has_text_on_page_1(document: Document, style: Style) -> bool:
    """Whether body text shows on page 1 when the recipients have moved if they must (§5.2.1)."""
    document = with_text_on_page_1(document, style)
    return lines_above_body(document, style) + _first_text_lines(document.body) <= gbt9704.LINES


def lines_above_body(document: Document, style: Style) -> float:
    """How many lines 版头, title and recipients take on page 1."""
    head = head_lines(document.head, style) if document.head else 0
    return head + title_height(document.title) + text_lines(document.recipients)


def text_lines(text: str, indent: int = 0) -> int:
    """How many lines of 28 字 a text takes, its first line indented."""
    if not text:
        return 0
    count: int = math.ceil((set_width(text) + indent) / gbt9704.CHARS)
    return count


def title_height(title: tuple[str, ...]) -> int:
    """How many lines a title takes, with the blank ones above and below."""
    if not title:
        return 0
    own = sum(math.ceil(width(line) / _TITLE_CHARS) for line in title)
    return gbt9704.LINES_ABOVE_TITLE + own + gbt9704.LINES_BELOW_TITLE


def _first_text_lines(body: tuple[Block, ...]) -> int:
    """Headings alone on their lines that stay with the text, and the first line of it."""
    count = 1
    for block, stays in zip(body, stay_with_next(body), strict=True):
        if not isinstance(block, Heading) or not stays:
            break
        count += text_lines(block.text, gbt9704.PARAGRAPH_INDENT_CHARS)
    return count
