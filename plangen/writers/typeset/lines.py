"""Text set into lines of a width: broken, aligned, spaced out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.typography import BOUNDARY
from plangen.writers.docx.units import TIGHTENING
from plangen.writers.typeset.advances import Fonts
from plangen.writers.typeset.breaking import is_narrow, line_end
from plangen.writers.typeset.model import Ink, SetLine, SetRun

TRACKING: Final = TIGHTENING / 20
"""What is added after each character so that 28 fill a line: -0.25."""
_WEAK: Final = "\u2018\u2019\u201c\u201d\u2014\u2026 \u3000\t"
"""What has no script of its own."""
_TAB: Final = 36.0
"""Where there is no stop of one's own, a tab leads to a multiple of this."""


class Piece(NamedTuple):
    """Text of one look."""

    text: str
    ink: Ink = Ink()


@dataclass(frozen=True, slots=True)
class Setting:
    """The room that lines have and how they stand in it."""

    width: float
    align: str = "both"
    """both, left, center, right or distribute."""
    left: float = 0
    """Indent of all lines."""
    first: float = 0
    """Indent of the first one beside that."""
    right: float = 0
    stops: tuple[float, ...] = ()
    """Where tabs lead to, from the block's left."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """The bureau's fonts and how wide they are."""

    style: Style
    fonts: Fonts

    def advance(self, char: str, ink: Ink) -> float:
        """The width of a character."""
        font: str = getattr(self.style, ink.face)
        if self.style.latin_font and font == self.style.body_font:
            font = self.style.latin_font
        return self.fonts.advance(char, font) * ink.size


@dataclass(slots=True)
class _Line:
    """A line that is being set: characters, what each looks like, where it begins."""

    text: str
    inks: list[Ink]
    widths: list[float]
    gaps: list[float]
    x: list[float] = field(default_factory=list)


@lru_cache(maxsize=65536)
def set_lines(pieces: tuple[Piece, ...], setting: Setting, face: Typeface) -> tuple[SetLine, ...]:
    """Set a paragraph; its line feeds begin new lines."""
    lines: list[SetLine] = []
    first = setting.first
    for part in _parted(pieces):
        own = replace(setting, first=first)
        lines += _paragraph_lines(part, own, face)
        first = 0
    return tuple(lines)


def _parted(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces line feed by line feed."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        head, *others = piece.text.split("\n")
        parts[-1].append(Piece(head, piece.ink))
        for text in others:
            parts.append([Piece(text, piece.ink)])
    return parts


def _paragraph_lines(pieces: list[Piece], setting: Setting, face: Typeface) -> list[SetLine]:
    text = "".join(piece.text for piece in pieces)
    inks = [piece.ink for piece in pieces for _ in piece.text]
    widths = [face.advance(char, ink) for char, ink in zip(text, inks, strict=True)]
    gaps = _gaps(text, inks, face.fonts.gap)
    right = setting.width - setting.right
    lines: list[SetLine] = []
    start, indent = 0, setting.left + setting.first
    while start < len(text):
        _widen_tabs(text, widths, gaps, start, indent, setting)
        end = line_end(text, widths, gaps, start, right - indent)
        own_gaps = [0.0, *gaps[start + 1 : end]]
        line = _Line(text[start:end], inks[start:end], widths[start:end], own_gaps)
        lines.append(_aligned(line, indent, setting, is_last=end == len(text)))
        start, indent = end, setting.left
    return lines or [SetLine()]


def _gaps(text: str, inks: list[Ink], gap: float) -> list[float]:
    """What parts each character from the one before it.

    Within a portion it is the tightening; none of that between two, for readers do not tighten
    after the last character of a portion, and a gap between Chinese and digits or letters.
    """
    portions = _portions(text, inks)
    gaps = [0.0] * len(text)
    for place in range(1, len(text)):
        is_tab = "\t" in text[place - 1 : place + 1]
        if portions[place] == portions[place - 1] and not is_tab:
            gaps[place] = TRACKING
    for boundary in BOUNDARY.finditer(text):
        gaps[boundary.start()] = gap * inks[boundary.start()].size
    return gaps


def _portions(text: str, inks: list[Ink]) -> list[tuple[bool, Ink]]:
    """For each character its look, and whether its portion is Latin; “ — … are as what precedes."""
    portions = []
    latin = bool(text) and _is_latin(text.lstrip(_WEAK)[:1])
    for char, ink in zip(text, inks, strict=True):
        if char not in _WEAK:
            latin = _is_latin(char)
        portions.append((latin, ink))
    return portions


def _is_latin(char: str) -> bool:
    return "!" <= char < "\u0250"


def _widen_tabs(
    text: str, widths: list[float], gaps: list[float], start: int, x: float, setting: Setting
) -> None:
    """Make each tab of a line that begins at x as wide as it leads."""
    if "\t" not in text:
        return
    for place in range(start, len(text)):
        x += gaps[place] * (place > start)
        if text[place] == "\t":
            widths[place] = _next_stop(x, setting) - x
        x += widths[place]


def _next_stop(x: float, setting: Setting) -> float:
    """Where a tab leads from a place."""
    for stop in sorted((*setting.stops, setting.left)):
        if stop > x + 0.01:
            return stop
    return (x // _TAB + 1) * _TAB


def _aligned(line: _Line, indent: float, setting: Setting, *, is_last: bool) -> SetLine:
    """Place the characters of a line from its indent on, spaced out where it is justified."""
    length = len(line.text.rstrip())
    natural = sum(line.widths[:length]) + sum(line.gaps[:length])
    slack = setting.width - setting.right - indent - natural
    extra = 0.0
    match setting.align:
        case "both" if not is_last:
            extra = max(0.0, slack) / max(1, _openings(line.text[:length]))
        case "distribute":
            extra = max(0.0, slack) / max(1, _openings(line.text[:length]))
        case "center":
            indent += max(0.0, slack) / 2
        case "right":
            indent += max(0.0, slack)
    x = indent
    for place, width in enumerate(line.widths):
        x += line.gaps[place]
        line.x.append(x)
        x += width
        if not _is_closed(line.text, place):
            x += extra
    return SetLine(tuple(_runs(line, extra)))


def _openings(text: str) -> int:
    """How many places a line can be spaced out at."""
    return sum(not _is_closed(text, place) for place in range(len(text) - 1))


def _is_closed(text: str, place: int) -> bool:
    """Whether a character and the next stay as near as they are: within a number or word."""
    pair = text[place : place + 2]
    return len(pair) == 2 and is_narrow(pair[0]) and is_narrow(pair[1])


def _runs(line: _Line, extra: float) -> list[SetRun]:
    """The characters in runs that look alike, without what only parts them."""
    runs = []
    start = 0
    for place in [*_seams(line), len(line.text)]:
        text = line.text[start:place]
        if text.strip("\t"):
            narrow = is_narrow(text[0])
            spacing = TRACKING if narrow else TRACKING + extra
            width = line.x[place - 1] + line.widths[place - 1] - line.x[start]
            runs.append(SetRun(text, line.x[start], width, spacing, line.inks[start], narrow))
        start = place
    return runs


def _seams(line: _Line) -> list[int]:
    """Before which characters a run begins."""
    seams = []
    for place, (before, after) in enumerate(pairwise(line.text), 1):
        unlike = is_narrow(before) != is_narrow(after) or "\t" in (before, after)
        if unlike or line.gaps[place] != TRACKING:
            seams.append(place)
    return seams


def chars(count: float) -> float:
    """So many 字 of 3号."""
    return count * (gbt9704.BODY_PT + TRACKING)
