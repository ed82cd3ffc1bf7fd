"""Where in a document an inspection points."""

from plangen.docx_file.model import DocxParagraph
from plangen.findings.departure import PageLocation

_SHOWN = 16
"""How many characters of a paragraph are shown."""


def at(paragraph: DocxParagraph, words: str = "") -> PageLocation:
    """The location of a paragraph, or of some words in it."""
    return PageLocation(paragraph=paragraph.number, words=shown(words or paragraph.text))


def shown(words: str) -> str:
    """The first words of a text on one line: 一、工作目标…."""
    line = "".join(char if char.isprintable() else " " for char in words)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
