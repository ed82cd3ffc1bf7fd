"""Tables and rosters of a document."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, Literal, NamedTuple, TypeAlias

from docx.document import Document as Package
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from plangen.document import gbt9704
from plangen.document.model import (
    Cell,
    CellSpan,
    DocumentTable,
    Fill,
    Roster,
    RosterLine,
    TextRun,
)
from plangen.typography import spread, width
from plangen.writers.docx.columns import TableLayout, table_layout
from plangen.writers.docx.page import is_turned
from plangen.writers.docx.text import run_xml
from plangen.writers.docx.units import chars, mm, twips

_NAMES_A_ROW: Final = 5
_NAME_CHARS: Final = 3
"""Two-character names are spread to three."""
_LABEL_CHARS: Final = 8
"""A longer role label does not push the names further in."""
_FILLS: Final = {
    Fill.RED: "FFC7CE",
    Fill.YELLOW: "FFEB9C",
    Fill.BLUE: "BDD7EE",
    Fill.GREEN: "C6EFCE",
    Fill.GREY: "D9D9D9",
}
"""Light enough for black letters, in print without colours as well."""
_HEADING: Final = '<w:keepNext/><w:jc w:val="left"/>'


class RosterColumns:
    """How a roster stands: labels as wide as the widest, names under names; in 字."""

    def __init__(self, roster: Roster) -> None:
        label = min(_LABEL_CHARS, max(round(width(role.name)) for role in roster.roles))
        names = chain.from_iterable(map(_spread_names, roster.roles))
        self.first = gbt9704.PARAGRAPH_INDENT_CHARS + label + 1
        """Where the names begin."""
        self.label = label + 1
        """The width of a label with its colon."""
        pitch = max(map(width, names)) + 1
        in_a_row = max(1, min(_NAMES_A_ROW, int((gbt9704.CHARS - self.first + 1) // pitch)))
        self.stops = [self.first + column * pitch for column in range(1, in_a_row)]
        """Where the other names of a row begin."""
        self.texts = [_role_text(role, label, in_a_row) for role in roster.roles]
        """The roles, tabs between the names."""


def add_roster(package: Package, roster: Roster) -> None:
    """One paragraph a role; labels as wide as the widest, names under names at tab stops."""
    columns = RosterColumns(roster)
    for text in columns.texts:
        paragraph = package.add_paragraph(text, "名单")
        layout = paragraph.paragraph_format
        layout.left_indent, layout.first_line_indent = chars(columns.first), chars(-columns.label)
        for stop in columns.stops:
            layout.tab_stops.add_tab_stop(chars(stop))


def _spread_names(role: RosterLine) -> list[str]:
    return [spread(person, _NAME_CHARS) for person in role.people]


def _role_text(role: RosterLine, label: int, in_a_row: int) -> str:
    text = spread(role.name, label) + "："
    if width(text) != label + 1:
        text += "\t"
    names = _spread_names(role)
    rows = ["\t".join(names[i : i + in_a_row]) for i in range(0, len(names), in_a_row)]
    return text + "\n".join(rows)


def add_table(package: Package, table: DocumentTable) -> None:
    """A ruled table; header rows repeat, no row breaks across pages but a high one.

    A line of 1 pt after it keeps it from the next table and ends the page's text as Word wants.
    """
    width, height = gbt9704.TYPE_AREA_WIDTH_MM, gbt9704.TYPE_AREA_HEIGHT_MM
    if is_turned(package):
        width, height = height, width
    layout = table_layout(table, twips(mm(width)), twips(mm(height)))
    margin = layout.size.margin
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths)
    xml = f"""<w:tbl {nsdecls("w")}>
<w:tblPr><w:tblW w:w="{sum(layout.widths)}" w:type="dxa"/>
  <w:tblBorders>{_borders()}</w:tblBorders><w:tblLayout w:type="fixed"/>
  <w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>
  <w:bottom w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
<w:tblGrid>{grid}</w:tblGrid>{"".join(_rows(table, layout))}</w:tbl>"""
    package.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    package.add_paragraph(style="表格文字").paragraph_format.line_spacing = Pt(1)


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0"/>' for side in sides)


def _rows(table: DocumentTable, layout: TableLayout) -> Iterator[str]:
    """The rows, those of the header first; a heading is set like these, but from the left."""
    text, header = layout.size.text_style, layout.size.header_style
    height = f'<w:trHeight w:val="{layout.size.least_row}"/>'
    whole = f"<w:cantSplit/>{height}"
    aligned = ['<w:jc w:val="center"/>' * centred for centred in layout.contents.centred]
    plain = [""] * len(aligned)
    single = [_SINGLE] * len(aligned)
    merged = _merged(table.rows, table.spans)
    for fill in table.fills:
        merged[fill.row][fill.column] = _Reach(colour=_FILLS[fill.fill])
    for row, reaches in zip(table.headers, _merged(table.headers, table.header_spans), strict=True):
        yield _row(row, layout.widths, f"{whole}<w:tblHeader/>", header, plain, reaches)
    for number, row in enumerate(table.rows):
        if number in table.headings:
            yield _row(row, layout.widths, whole, header, [_HEADING] * len(row), single)
        elif layout.may_break(layout.contents.rows[number]):
            yield _row(row, layout.widths, height, text, aligned, merged[number])
        else:
            yield _row(row, layout.widths, whole, text, aligned, merged[number])


Down: TypeAlias = Literal["", "restart", "continue"]


class _Reach(NamedTuple):
    """How far a cell reaches: over so many columns; begun above (`continue`) or here."""

    columns: int = 1
    """0 for a cell that one at its left covers."""
    down: Down = ""
    colour: str = ""
    """What is behind it, RRGGBB."""


_SINGLE: Final = _Reach()


def _merged(rows: Sequence[Sequence[Cell]], spans: Iterable[CellSpan]) -> list[list[_Reach]]:
    """For each cell of some rows how far it reaches."""
    reaches = [[_SINGLE] * len(row) for row in rows]
    for span in spans:
        down: Down = "restart" if span.rows > 1 else ""
        for row in range(span.row, min(span.row + span.rows, len(reaches))):
            reaches[row][span.column] = _Reach(span.columns, down)
            down = "continue"
            for column in range(span.column + 1, span.column + span.columns):
                reaches[row][column] = _Reach(0)
    return reaches


def _row(
    cells: tuple[Cell, ...],
    widths: list[int],
    properties: str,
    style: str,
    aligned: list[str],
    reaches: list[_Reach],
) -> str:
    inner = ""
    for column, (cell, reach) in enumerate(zip(cells, reaches, strict=True)):
        if reach.columns:
            width = sum(widths[column : column + reach.columns])
            inner += _cell(cell, width, style, aligned[column], reach)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def _cell(cell: Cell, width: int, style: str, aligned: str, reach: _Reach) -> str:
    runs = (TextRun(cell),) if isinstance(cell, str) else cell
    wide = high = shade = ""
    if reach.columns > 1:
        wide = f'<w:gridSpan w:val="{reach.columns}"/>'
    if reach.down:
        high = f'<w:vMerge w:val="{reach.down}"/>'
    if reach.colour:
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{reach.colour}"/>'
    return f"""<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}{high}{shade}
<w:vAlign w:val="center"/></w:tcPr>
<w:p><w:pPr><w:pStyle w:val="{style}"/>{aligned}</w:pPr>
{"".join(run_xml(run.text, run.edit) for run in runs)}</w:p></w:tc>"""
