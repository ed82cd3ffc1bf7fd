"""What stands on each page of a PDF beside its text: page numbers, headers and footers."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from plangen.importing.sources.pdf.lines import PdfLine

_NUMBER: Final = re.compile(
    r"[\s—–－_·•~-]*(?:第\s*)?(\d{1,3})(?:\s*页)?[\s，,]*(?:[/／]|共\s*)?(?:\d{1,3}\s*页?)?[\s—–－_·•~-]*"
)
_DASHED: Final = re.compile(r"\s*(?:[—–－-]+\s*\d{1,3}\s*[—–－-]+|第\s*\d{1,3}\s*页.*)\s*")
_FEWEST: Final = 3
"""Pages on which a line is repeated to be a header."""
_SHARE: Final = 0.6
_SAME_PLACE: Final = 6.0
"""pt that a header may move between pages."""

Pages = Sequence[Sequence[PdfLine]]
"""The lines of each page, from the top down."""


def without_furniture(pages: Pages, cautions: list[str]) -> list[list[PdfLine]]:
    """The lines of each page without its number and what is repeated on most pages.

    A number alone in the first or the last line is a page's only where it is dashed or the next
    page's is one more. Headers and footers are told as cautions, numbers are not.
    """
    repeated = _repeated(pages)
    for text in dict.fromkeys(text for text, _ in repeated):
        cautions.append(f"每页重复的“{text[:40]}”当作页眉页脚，没有放进正文")
    kept = []
    numbers = [_page_number(lines) for lines in pages]
    for index, lines in enumerate(pages):
        number = numbers[index]
        is_number = number is not None and _goes_on(numbers, index, number)
        kept.append(
            [
                line
                for line in lines
                if not (is_number and line is number) and _place(line) not in repeated
            ]
        )
    return kept


def _repeated(pages: Pages) -> set[tuple[str, int]]:
    """The lines at one place of most pages, by text and place."""
    places: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        edges = {*map(_place, lines[:2]), *map(_place, lines[-2:])}
        places.update(edges)
    least = max(_FEWEST, _SHARE * len(pages))
    return {place for place, count in places.items() if count >= least}


def _place(line: PdfLine) -> tuple[str, int]:
    return line.text, round(line.baseline / _SAME_PLACE)


def _page_number(lines: Sequence[PdfLine]) -> PdfLine | None:
    for line in (*lines[-1:], *lines[:1]):
        if _NUMBER.fullmatch(line.text):
            return line
    return None


def _goes_on(numbers: list[PdfLine | None], index: int, line: PdfLine) -> bool:
    """Whether a line is a page's number: dashed, or one more or less than a neighbour's."""
    if _DASHED.fullmatch(line.text):
        return True
    own = _figure(line)
    for step in (-1, 1):
        if 0 <= index + step < len(numbers):
            other = numbers[index + step]
            if other is not None and _figure(other) == own + step:
                return True
    return False


def _figure(line: PdfLine) -> int:
    match = _NUMBER.fullmatch(line.text)
    return int(match[1]) if match else 0
