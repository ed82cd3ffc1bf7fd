"""What of a DOCX its stream leaves aside: headers, notes, comments, pictures, changes."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from plangen.docx_file.archive import UntrustedZip
from plangen.docx_file.package import Element, local, parsed

_PARTS: Final = re.compile(
    r"word/(?:(header|footer|footnotes|endnotes|comments)|diagrams/data)\d*\.xml"
)


@dataclass(frozen=True, slots=True)
class TextAside:
    """What the stream of a DOCX leaves out."""

    texts: tuple[tuple[str, str], ...]
    """Each part's kind, such as `header`, `footnotes` or `diagram`, with a text; pages' numbers
    left out."""
    elements: Counter[str]
    """How often each element is in the body, such as `sym` or `del`, by its name."""


def text_aside(data: bytes) -> TextAside:
    """Look for what stands aside. Raises Unusable for what is no DOCX or is hostile."""
    archive = UntrustedZip(data)
    texts: list[tuple[str, str]] = []
    for name in sorted(archive.names):
        part = _PARTS.fullmatch(name)
        if part:
            for text in _texts(parsed(archive, name)):
                texts.append((part[1] or "diagram", text))
    return TextAside(tuple(dict.fromkeys(texts)), _elements(parsed(archive, "word/document.xml")))


def _texts(tree: Element | None) -> list[str]:
    """The paragraphs of a part, of Word's own or of drawings."""
    texts = []
    for element in tree.iter("{*}p") if tree is not None else ():
        text = "".join(piece.text or "" for piece in element.iter("{*}t")).strip()
        if any(char.isalpha() for char in text):
            texts.append(text)
    return texts


def _elements(document: Element | None) -> Counter[str]:
    """The elements of a document, those that say again what others say left out."""
    if document is None:
        return Counter()
    elements = Counter(map(local, document.iter()))
    for fallback in document.iter("{*}Fallback"):
        elements.subtract(map(local, fallback.iter()))
    return elements
