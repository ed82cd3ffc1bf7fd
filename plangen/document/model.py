"""The document tree: one class per part of an official document.

A block may say what it is `of`: the place of the plan that it prints, for pages that are clicked
on. The built-in templates write paths from the plan down, each step a field or an entry, `/`
between them. An entry is `item:` and its id, or its place among its like from 1; so is a line of a
text:

    preamble/1   issue/body/2   closing/1
    section:2            the heading of 二, with the text run in after it
    section:2.1/text/1   a paragraph of its first entry, a part of its own
    item:staff-training          an item's heading, with the first line of its text run in
    item:staff-training/text/2   another line of it; …/closing/1, …/responsible
    annex:1   annex:1/table   annex:1/tasks   annex:1/text/1   annex:1/notes/1   annex:1/roster

Writers of files leave it out.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Form(StrEnum):
    """How the first page is made up: 文件 (§7.2), 信函 (§10.1), 纪要 (§10.3), 命令 (§10.2)."""

    DOCUMENT = "document"
    LETTER = "letter"
    MINUTES = "minutes"
    ORDER = "order"


class Orientation(StrEnum):
    """Which way the paper lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    text: str
    of: str = field(default="", compare=False)
    """The place of the plan that it prints."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading sentence with its number, alone on its line or followed by text run in."""

    level: int
    """1 to 4: 一、 （一） 1. （1）."""
    text: str
    run_in: str = ""
    """What follows on the same line, set as body text."""
    of: str = field(default="", compare=False)
    """The place of the plan that it prints."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One role of a roster (组长) and who fills it."""

    name: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """A list of names by role."""

    roles: tuple[RosterLine, ...]
    of: str = field(default="", compare=False)
    """The place of the plan that it prints."""


class Edit(StrEnum):
    """What became of a run of text; either is seen in black and white."""

    INSERTED = "ins"
    """Bold and underlined."""
    DELETED = "del"
    """Struck through."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of a cell's text, edited alike or not at all."""

    text: str
    edit: Edit | None = None


Cell: TypeAlias = str | tuple[TextRun, ...]
"""Text; or runs of it where some is edited. Line breaks are kept."""


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell that takes several rows or columns; what it covers is empty."""

    row: int
    column: int
    """Its place, from 0, among the columns, and the rows below the header or those of it."""
    rows: int
    columns: int


class Fill(StrEnum):
    """The colour behind a cell; what it means also stands in words, for black and white."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class CellFill:
    """A cell below the header that is coloured; its place from 0."""

    row: int
    column: int
    fill: Fill


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A table column; its width is so many 字, a share of what those leave, or by its contents."""

    width: float | None = None
    """None leaves it to the contents."""
    is_share: bool = False
    centred: bool | None = None
    """None centres columns of short texts."""


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table; every row has one cell per column."""

    columns: tuple[TableColumn, ...]
    headers: tuple[tuple[Cell, ...], ...]
    """Rows repeated at the top of each page."""
    rows: tuple[tuple[Cell, ...], ...]
    compact: bool = False
    """Set in 小四 at most instead of 四号; long tables are set smaller still."""
    headings: frozenset[int] = frozenset()
    """The rows, from 0, that head those below them and stay with the next."""
    size: str = ""
    """四号, 小四, 五号 or 小五; left empty, by how much there is."""
    spans: tuple[CellSpan, ...] = ()
    """The cells that take several rows or columns."""
    header_spans: tuple[CellSpan, ...] = ()
    """Those of the header; its rows are counted from 0."""
    fills: tuple[CellFill, ...] = ()
    of: str = field(default="", compare=False)
    """The place of the plan that it prints."""


class ChartKind(StrEnum):
    """Which way the values of a chart are drawn, those of all series one on the other."""

    BARS = "bars"
    """From left to right, a category below the other."""
    COLUMNS = "columns"


class ChartLook(StrEnum):
    """How the bars of a series look; told apart without colours, too."""

    DARK = "dark"
    HATCHED = "hatched"
    LIGHT = "light"
    STRONG = "strong"
    """For what is amiss."""
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """A name in the legend and a value for each category; 0 is not labelled."""

    name: str
    look: ChartLook
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that Word draws; its numbers stand in a table as well."""

    kind: ChartKind
    title: str
    about: str
    """What it shows, for those who do not see it."""
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]


Block: TypeAlias = Paragraph | Heading | Roster | DocumentTable | Chart


@dataclass(frozen=True, slots=True)
class RedMark:
    """发文机关标志: the issuing bodies, host first, and 文件 where it is used."""

    issuers: tuple[str, ...]
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """版头: what stands above the red separator, and that line itself."""

    copy_number: str = ""
    classification: str = ""
    urgency: str = ""
    mark: RedMark | None = None
    doc_number: str = ""
    signatories: tuple[str, ...] = ()
    form: Form = Form.DOCUMENT


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """出席, 请假 or 列席 of a meeting: the label without its colon, and the names (§10.3)."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class Signature:
    """发文机关署名 and 成文日期, with or without room for seals."""

    issuers: tuple[str, ...]
    date: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class Issued:
    """What an issuing notice issues: a text under its own title, on a new page."""

    title: tuple[str, ...]
    body: tuple[Block, ...]
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexPages:
    """附件: a label, a title and a text, on a new page."""

    label: str
    title: tuple[str, ...]
    body: tuple[Block, ...]
    orientation: Orientation
    of: str = field(default="", compare=False)
    """The place of the plan that it prints."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: whom it is copied to, who printed it and when."""

    recipients: str = ""
    """主送机关 moved here from the first page."""
    cc: str = ""
    printed_by: str = ""
    printed_on: str = ""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself, not on the page."""

    title: str = ""
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An official document, part by part in the order of the page."""

    body: tuple[Block, ...]
    properties: Properties = field(default_factory=Properties)
    head: DocumentHead | None = None
    title: tuple[str, ...] = ()
    """The lines of the title."""
    recipients: str = ""
    attachments: tuple[str, ...] = ()
    attendance: tuple[AttendanceLine, ...] = ()
    signature: Signature | None = None
    note: str = ""
    issued: Issued | None = None
    annexes: tuple[AnnexPages, ...] = ()
    imprint: Imprint | None = None
    orientation: Orientation = Orientation.PORTRAIT
    """Of all pages but those of annexes, which say it themselves."""
