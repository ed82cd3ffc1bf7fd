"""A DOCX as it is inspected: sections and paragraphs with what they are set in; lengths in pt."""

from dataclasses import dataclass
from enum import StrEnum

from plangen.document.gbt9704 import BODY_PT
from plangen.docx_file.fonts import FontFamily, family
from plangen.typography import width


class Where(StrEnum):
    """What a paragraph stands in."""

    TEXT = "text"
    TABLE = "table"
    BOX = "box"
    """A text box, or a table in one."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a run is set in."""

    chinese: str
    """The font of its Chinese characters; empty where the document names none."""
    latin: str
    size: float
    bold: bool
    color: str
    """Six hexadecimal digits, or empty for automatic."""
    spacing: float
    """Added to the width of each character."""

    @property
    def family(self) -> FontFamily:
        """The family of its Chinese font."""
        return family(self.chinese)


@dataclass(frozen=True, slots=True)
class DocxRun:
    """Text in one look."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Border:
    """A line of a paragraph or of a table."""

    thickness: float
    color: str
    """Six hexadecimal digits, or empty for automatic."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a paragraph lie."""

    align: str
    """`left`, `right`, `center`, `both` or `distribute`."""
    left: float
    right: float
    first_line: float
    """Added to the left of the first line; negative where that hangs out."""
    pitch: float | None
    """From line to line; None where it hangs on the height of the font."""
    multiple: float
    """How many times the height of the font, where `pitch` is None."""
    above: float
    below: float
    outline: int
    """Level in the navigation pane from 1; 0 for text."""
    has_tabs: bool
    begins_page: bool
    on_grid: bool
    frame_side: str
    """Side of the page that its frame is aligned to, or empty."""
    bottom: Border | None
    top: Border | None


@dataclass(frozen=True, slots=True)
class DocxParagraph:
    """A paragraph and where it stands."""

    number: int
    """Place among the paragraphs with text, from 1."""
    runs: tuple[DocxRun, ...]
    layout: Layout
    style: str
    """The name of its style."""
    label: str | None
    """The numeral Word numbers it with; None where that cannot be told."""
    where: Where
    section: int
    """Place of its section, from 0."""
    fields: tuple[str, ...] = ()
    """The instructions of its fields, such as `PAGE`."""
    side: str = ""
    """Side of the page that its text box is aligned to, or empty."""
    breaks_page: bool = False
    """Whether a page ends in it."""
    table: int = 0
    """Which table of the document it stands in, from 1; 0 for none."""

    @property
    def in_box(self) -> bool:
        """Whether it stands in a text box."""
        return self.where is Where.BOX

    @property
    def text(self) -> str:
        """The text with its numeral, blanks at the ends left out."""
        return f"{self.label or ''}{self.raw}".strip()

    @property
    def raw(self) -> str:
        """The text as typed."""
        return "".join(run.text for run in self.runs)

    @property
    def shown_runs(self) -> tuple[DocxRun, ...]:
        """The runs that are more than blanks."""
        return tuple(run for run in self.runs if run.text.strip())

    @property
    def char(self) -> float:
        """The width of one 字 of its first run."""
        if not self.runs:
            return BODY_PT
        look = self.runs[0].look
        return max(1.0, look.size + look.spacing)

    @property
    def indent(self) -> float:
        """字 from the left of the type area to the first character, typed blanks counted."""
        typed = self.raw[: len(self.raw) - len(self.raw.lstrip(" \u3000\xa0"))]
        return (self.layout.left + self.layout.first_line) / self.char + width(typed)


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands below the type area on the pages of one kind."""

    paragraphs: tuple[DocxParagraph, ...]


@dataclass(frozen=True, slots=True)
class DocxSection:
    """A stretch of pages with one setting."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    footer_distance: float
    grid: str
    """Type of the document grid, or empty."""
    grid_pitch: float
    grid_char: float
    """Added to each character on a grid of characters."""
    number_style: str
    """How page numbers are written, such as `decimal`."""
    first_apart: bool
    """Whether the first page has a footer of its own."""
    odd: Footer | None
    even: Footer | None

    @property
    def turned(self) -> bool:
        """Whether the paper lies on its side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class TableLines:
    """The lines of a table."""

    top: Border | None
    inner: Border | None
    bottom: Border | None
    elsewhere: bool
    """Whether its cells or its style draw lines of their own."""


@dataclass(frozen=True, slots=True)
class DocxFile:
    """All of a DOCX that is inspected."""

    paragraphs: tuple[DocxParagraph, ...]
    """In reading order, blank ones among them."""
    sections: tuple[DocxSection, ...]
    tables: tuple[TableLines, ...]
    odd_and_even: bool
    """Whether odd and even pages have footers of their own."""
    draws: bool
    """Whether anything is drawn that may be a line."""
    outside: tuple[str, ...]
    """Files elsewhere that Word would fetch."""
