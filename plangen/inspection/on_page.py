"""Where the parts of a document stand on its rendered pages."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from plangen.findings.departure import PageLocation
from plangen.inspection.pointing import shown

if TYPE_CHECKING:
    from plangen.inspection.parts import DocumentPart, Recognised
    from plangen.inspection.rendering import Pages
    from plangen.pages import DrawnLine, InkBox, Page, PageLine

_FIRST: Final = 14
"""How many characters find a paragraph on its page."""
_LEAST_MM: Final = 0.5
"""The height of the smallest part of a page that is looked at."""
_NEAR_MM: Final = 30.0
"""Within which a rule belongs to the line above it."""


def first_line(pages: Pages, read: Recognised, part: DocumentPart) -> PageLine | None:
    """The line on page 1 where a part begins; None where it cannot be found."""
    paragraph = read.first(part)
    return line_of(pages[:1], paragraph.text) if paragraph else None


def line_of(pages: Pages, text: str) -> PageLine | None:
    """The line in which a paragraph with this text begins."""
    start = closed(text.partition("\n")[0])[:_FIRST]
    for line in chain.from_iterable(page.lines for page in pages):
        if _begins(closed(line.text), start):
            return line
    return None


def _begins(line: str, start: str) -> bool:
    return bool(line) and (line.startswith(start) or (len(line) > 3 and start.startswith(line)))


def ink_between(page: Page, top: float, bottom: float, *sides: float) -> InkBox | None:
    """The ink between two heights; None where nothing is printed."""
    try:
        return page.ink(top, bottom, *sides) if bottom - top > _LEAST_MM else None
    except ValueError:
        return None


def rule_below(pages: Pages, line: PageLine | None) -> DrawnLine | None:
    """The rule on page 1 within 3 cm below a line."""
    if line is None:
        return None
    near = (rule for rule in pages[0].rules if 0 < rule.middle - line.baseline < _NEAR_MM)
    return next(near, None)


def location_of(pages: Pages, line: PageLine) -> PageLocation:
    """The page and the number of a line among its lines."""
    for number, page in enumerate(pages, 1):
        if line in page.lines:
            above = page.lines.index(line)
            return PageLocation(page=number, line=above + 1, words=shown(line.text))
    return PageLocation()


def closed(text: str) -> str:
    """A text without blanks, as it is compared."""
    return "".join(text.split())
