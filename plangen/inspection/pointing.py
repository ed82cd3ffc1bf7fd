"""Where in a document an inspection points."""

from plangen.docx_file.model import DocxParagraph
from plangen.findings.departure import PageLocation

_SHOWN = 16
"""How many characters of a paragraph are shown."""


def at(paragraph: DocxParagraph, words: str = "") -> PageLocation:
    """The place of a paragraph, or of some words in it."""
    words = words or paragraph.text
    line = "".join(char if char.isprintable() else " " for char in words)
    shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
    return PageLocation(paragraph=paragraph.number, words=shown)
