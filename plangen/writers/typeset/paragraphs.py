"""Paragraphs in the styles of the DOCX, set to the width of the paper that they stand on."""

from collections.abc import Sequence
from typing import Any, Final

from plangen.document import gbt9704
from plangen.writers.docx.styles import RUN_STYLES, STYLES, ParagraphStyle
from plangen.writers.docx.units import line
from plangen.writers.typeset.flow import FlowText
from plangen.writers.typeset.lines import Piece, Setting, Typeface, chars, set_lines
from plangen.writers.typeset.model import MM, Ink

_STYLES: Final = {style.name: style for style in STYLES}
WIDTH: Final = gbt9704.TYPE_AREA_WIDTH_MM * MM
"""The width of the type area."""


class Setter:
    """Sets paragraphs as the DOCX does, in a bureau's fonts."""

    def __init__(self, face: Typeface) -> None:
        self.face = face
        self.style = face.style
        self.line = line(face.style) / 20
        """The pitch of the lines."""
        self.turned = False
        """Whether the paper lies on its side."""

    @property
    def width(self) -> float:
        """The width of the type area as the paper lies."""
        if self.turned:
            return gbt9704.TYPE_AREA_HEIGHT_MM * MM
        return WIDTH

    def pieces(self, style: str, *texts: str | tuple[str, str]) -> tuple[Piece, ...]:
        """Texts in a paragraph style, those with a character style of their own in that."""
        own = _STYLES[style]
        pieces = []
        for text in texts:
            face = own.face
            if isinstance(text, tuple):
                text, name = text
                face = RUN_STYLES[name]
            pieces.append(Piece(text, Ink(face, own.size_pt, red=bool(own.color))))
        return tuple(pieces)

    def text(
        self,
        style: str,
        *texts: str | tuple[str, str],
        align: str = "",
        left: float = 0,
        first: float | None = None,
        stops: Sequence[float] = (),
        **layout: Any,
    ) -> FlowText:
        """A paragraph; what is not said here is as its style has it. Indents in 字 of 3号."""
        own = _STYLES[style]
        indent = own.first_line_chars if first is None else first
        setting = Setting(
            self.width,
            align or own.align,
            chars(left),
            chars(indent),
            stops=tuple(map(chars, stops)),
        )
        lines = set_lines(self.pieces(style, *texts), setting, self.face)
        return FlowText(lines, **{**self._layout(own), **layout})

    def _layout(self, own: ParagraphStyle) -> dict[str, Any]:
        return {
            "pitch": own.line_pt or self.line,
            "above": own.lines_above * self.line,
            "below": own.lines_below * self.line,
            "keep": own.keep_next,
            "page_break": own.page_break,
        }
