"""How far pages that the project sets agree with those that LibreOffice makes of the DOCX."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from plangen.document.model import Document
from plangen.pages import Page
from plangen.writers.docx import write
from plangen.writers.typeset import layout
from plangen.writers.typeset.model import BASELINE, SetPage
from support.rendering import render
from support.stand_ins import stand_in_fonts

TextLine = tuple[int, str]
"""The page, from 1, and the characters on one baseline of it."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """One document, as LibreOffice and as the project lays it out."""

    theirs: tuple[TextLine, ...]
    ours: tuple[TextLine, ...]
    pages: tuple[int, int]
    """Of LibreOffice's and of ours."""

    @property
    def same(self) -> int:
        """How many lines of theirs are ours too, in order and on the same page."""
        matcher = SequenceMatcher(None, self.theirs, self.ours, autojunk=False)
        return sum(block.size for block in matcher.get_matching_blocks())

    @property
    def differences(self) -> list[str]:
        """The lines that only one of them has."""
        lost = [f"- {line}" for line in self.theirs if line not in self.ours]
        more = [f"+ {line}" for line in self.ours if line not in self.theirs]
        return lost + more


def likenesses(documents: Sequence[Document]) -> list[Likeness]:
    """Each document in both layouts; LibreOffice runs once for all that are new in a session."""
    found = []
    for document, theirs in zip(documents, render(*map(write, documents)), strict=True):
        ours = layout(document, fonts=stand_in_fonts())
        found.append(Likeness(_rendered(theirs), set_lines(ours), (len(theirs), len(ours))))
    return found


def _rendered(pages: Iterable[Page]) -> tuple[TextLine, ...]:
    lines = []
    for number, page in enumerate(pages, 1):
        for line in page.lines:
            lines.append((number, _closed(line.text)))
    return tuple(lines)


def set_lines(pages: Iterable[SetPage]) -> tuple[TextLine, ...]:
    """The lines of set pages, those side by side as one; turned page numbers left out."""
    lines = []
    for number, page in enumerate(pages, 1):
        beside: dict[float, list[tuple[float, str]]] = {}
        for block in page.blocks:
            for place, line in enumerate(block.lines):
                baseline = block.top + block.first + (place + BASELINE) * block.pitch
                if line.runs and not block.turned:
                    piece = (block.left + line.runs[0].x, line.text)
                    beside.setdefault(round(baseline, 1), []).append(piece)
        for _, pieces in sorted(beside.items()):
            text = _closed("".join(text for _, text in sorted(pieces)))
            if text:
                lines.append((number, text))
    return tuple(lines)


def _closed(text: str) -> str:
    return "".join(text.split())
