"""A plain text → its paragraphs: a line each, unless its lines are plainly broken at a width."""

from collections.abc import Iterable, Iterator
from typing import Final

from plangen.docx_file.stream import StreamParagraph
from plangen.importing.sources.blocks import between
from plangen.importing.sources.decoding import decoded
from plangen.typography import width

_INDENTS: Final = ("　　", "    ", "\t")
"""What a paragraph begins with in a text of broken lines."""
_SLACK: Final = 4.0
"""字 that a full line may lack: a word or a mark that must not begin a line went to the next."""
_FEWEST: Final = 3
"""Lines that must go on with the line before, and lines that must begin a paragraph."""
_SHARE: Final = 0.6
"""Of the lines that begin without an indent, how many must follow a full line: a title, a number
and a signature do not."""
_WIDTHS: Final = range(15, 61)
"""字 that the lines of a broken text hold."""


def read_text(data: bytes, cautions: list[str]) -> Iterator[StreamParagraph]:
    """The paragraphs of a text; a form feed begins a page."""
    text = decoded(data, cautions)
    for number, page in enumerate(text.split("\f")):
        starts = number > 0
        for line in unbroken(page.split("\n")):
            shown = _with_breaks(line)
            if shown:
                yield StreamParagraph(shown, starts_page=starts)
                starts = False


def unbroken(lines: list[str]) -> Iterable[str]:
    """Lines broken at a fixed width joined to paragraphs; others stay as they are.

    Joined are lines of which the paragraphs begin with two blanks and nearly each other line
    follows a full one. At 20 字, `　　各县要于三月底前完成排查，逐户登记，`, `不得遗漏。` and
    `　　二是整改。` become the first two in one, and the third.
    """
    full = _fullness(lines)
    if full is None:
        return lines
    return _joined(lines, full)


def _fullness(lines: list[str]) -> float | None:
    """The width in 字 from which a line is full; None where lines are not broken at one."""
    widths = [width(line.rstrip()) for line in lines]
    longest = max(widths, default=0)
    if round(longest) not in _WIDTHS:
        return None
    full = longest - _SLACK
    indented = sum(line.startswith(_INDENTS) for line in lines)
    after_full = after_short = 0
    for before, line in zip(widths, lines[1:], strict=False):
        if before and line.strip() and not line.startswith(_INDENTS):
            after_full += before >= full
            after_short += before < full
    if min(indented, after_full) < _FEWEST:
        return None
    return full if after_full >= _SHARE * (after_full + after_short) else None


def _joined(lines: list[str], full: float) -> Iterator[str]:
    paragraph = ""
    goes_on = False
    for line in lines:
        if goes_on and line.strip() and not line.startswith(_INDENTS):
            paragraph = f"{paragraph}{between(paragraph, line)}{line.strip()}"
        else:
            yield paragraph
            paragraph = line.rstrip()
        goes_on = width(line.rstrip()) >= full
    yield paragraph


def _with_breaks(line: str) -> str:
    """A line with the line breaks that Word's own text files have in it."""
    for mark in ("\v", "\u2028", "\u2029", "\x85"):
        line = line.replace(mark, "\n")
    return line.strip()
