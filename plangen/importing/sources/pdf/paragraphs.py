"""Lines of a PDF → paragraphs, by indents, short last lines, sizes and gaps."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median_high
from typing import Final

from plangen.docx_file.stream import StreamParagraph
from plangen.importing.sources.blocks import between
from plangen.importing.sources.pdf.lines import PdfLine

_LEFT: Final = attrgetter("left")
_RIGHT: Final = attrgetter("right")
_BASELINE: Final = attrgetter("baseline")
_STEP: Final = 2.0
"""pt: left and right edges this near are one."""
_SHARE: Final = 0.03
"""Of the lines, how many must have an edge for it to be a margin."""
_INDENT: Final = 1.0
"""字 from which a line is indented."""
_SLACK: Final = 0.6
"""字 that a full line may lack beside the word that did not fit."""
_INDENTED_SLACK: Final = 2.5
"""The same where paragraphs are indented: a line that is not indented mostly goes on."""
_INDENTED: Final = 0.05
"""The share of indented lines from which paragraphs are."""
_GAP: Final = 1.5
"""Of the usual pitch, the distance of lines that parts paragraphs."""
_SAME_SIZE: Final = 0.8
"""pt."""
_LARGER: Final = 2.0
"""pt by which a title is larger than the text."""
_OFF_CENTRE: Final = 0.8
"""字 that a centred line may be off the middle."""
_ALIGNED: Final = 0.35
"""字."""
_EMPTY_LINES: Final = 2.5
"""Lines left empty at a page's end, from which the next page was begun on purpose."""
_SECTION: Final = re.compile(r"[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])")
"""A number that no line begins with but a heading's."""
_ITEM: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．](?!\d)")
"""A number that a line within a paragraph may begin with."""
_ENDS: Final = ("。", "；", "：", "）")
_ENTRY: Final = re.compile(r"\d{1,2}[.．、]")
"""A number that begins a paragraph, wherever it is aligned."""


@dataclass(frozen=True, slots=True)
class TextArea:
    """Where the text of pages stands; lengths in pt."""

    left: float
    right: float
    bottom: float
    """The baseline of the lowest line of any page."""
    size: float
    """Of most of the text."""
    pitch: float
    """Between the baselines of most lines."""
    is_indented: bool = False
    """Whether paragraphs begin with an indent."""


def area_of(pages: Iterable[Sequence[PdfLine]], width: float, size: float) -> TextArea:
    """The text area that pages of one width share, by the edges that several lines have.

    `size` is that of most of the document's text. Where all lines are short, the right margin is
    taken to be as wide as the left one.
    """
    lines: list[PdfLine] = []
    distances = [0.0]
    for page in pages:
        lines += page
        for above, below in pairwise(page):
            distances.append(below.baseline - above.baseline)
    left = min(_edges(list(map(_LEFT, lines))))
    indented = 0
    for line in lines:
        indented += 1.5 < (line.left - left) / line.size < 2.5
    return TextArea(
        left=left,
        right=max(*_edges(list(map(_RIGHT, lines))), width - left - size),
        bottom=max(map(_BASELINE, lines)),
        size=size,
        pitch=median_high(distances),
        is_indented=indented > _INDENTED * len(lines),
    )


def usual_size(lines: Iterable[PdfLine]) -> float:
    """The size of most lines, to half a point."""
    sizes = Counter(round(line.size * 2) for line in lines)
    return sizes.most_common(1)[0][0] / 2 if sizes else 0.0


def _edges(places: list[float]) -> list[float]:
    """The places that several lines share, all where none is shared."""
    counts = Counter(round(place / _STEP) for place in places)
    least = max(2.0, _SHARE * len(places))
    shared = [place for place in places if counts[round(place / _STEP)] >= least]
    return shared or places


@dataclass(slots=True)
class ParagraphBuilder:
    """Takes lines from the top down and makes paragraphs of them."""

    area: TextArea
    made: list[StreamParagraph]
    first: PdfLine | None = None
    """The first line of the paragraph that is not at its end."""
    last: PdfLine | None = None
    text: str = ""
    starts_page: bool = False
    """Whether a page was begun on purpose before the next paragraph."""

    def take(self, line: PdfLine) -> None:
        """Add a line to the paragraph, or begin another."""
        joint = self._joint(line)
        if joint is None:
            self.end()
            self.first, self.text = line, line.text
        else:
            self.text = f"{self.text}{joint}{line.text}"
        self.last = line

    def end(self) -> None:
        """End the paragraph."""
        if self.first is not None:
            paragraph = StreamParagraph(
                self.text, starts_page=self.starts_page, page=self.first.page
            )
            self.made.append(paragraph)
            self.starts_page = False
        self.first = None

    def _joint(self, line: PdfLine) -> str | None:
        """What stands between a line and the one above in a paragraph; None where it begins one."""
        first, last = self.first, self.last
        if first is None or last is None or abs(last.size - line.size) > _SAME_SIZE:
            return None
        if line.page == last.page and line.baseline - last.baseline > self._pitch(line) * _GAP:
            return None
        if self._is_title(line) and self._is_title(last):
            return "\n"
        if _SECTION.match(line.text) or (_ITEM.match(line.text) and last.text.endswith(_ENDS)):
            return None
        slack = _INDENTED_SLACK if self.area.is_indented else _SLACK
        full = self.area.right - last.right < line.token + slack * line.size
        if self._hangs(line, first):
            return between(last.text, line.text) if full else "\n"
        if not full or line.left - self.area.left > _INDENT * line.size:
            return None
        return between(last.text, line.text)

    def _pitch(self, line: PdfLine) -> float:
        return max(self.area.pitch, line.size * 1.2)

    def _is_title(self, line: PdfLine) -> bool:
        middle = (self.area.left + self.area.right) / 2
        larger = line.size >= self.area.size + _LARGER
        return larger and abs(line.middle - middle) < _OFF_CENTRE * line.size

    def _hangs(self, line: PdfLine, first: PdfLine) -> bool:
        """Whether a line is aligned to what follows a colon or a number in the first one."""
        if _ENTRY.match(line.text):
            return False
        return any(abs(line.left - hang) < _ALIGNED * line.size for hang in first.hangs)


def begins_page_on_purpose(above: Sequence[PdfLine], area: TextArea | None) -> bool:
    """Whether a page ends early, so that the next was begun on purpose."""
    if area is None or not above:
        return False
    return area.bottom - above[-1].baseline > _EMPTY_LINES * area.pitch
