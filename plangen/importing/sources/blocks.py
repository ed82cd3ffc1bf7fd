"""Blocks of the stream as readers make them."""

from collections.abc import Iterable, Iterator
from typing import Final

from plangen.docx_file.stream import StreamParagraph

_SHOWN: Final = 40
"""Characters."""


def paragraphs(lines: Iterable[str]) -> Iterator[StreamParagraph]:
    """A paragraph a line, blank ones left out."""
    for line in lines:
        if line.strip():
            yield StreamParagraph(line.strip())


def shortened(text: str) -> str:
    """The beginning of a text that a caution names."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"


def between(above: str, below: str) -> str:
    """A blank between two words in Latin letters that the end of a line parted."""
    latin = above[-1:].isascii() and above[-1:].isalpha()
    return " " if latin and below[:1].isascii() and below[:1].isalpha() else ""
