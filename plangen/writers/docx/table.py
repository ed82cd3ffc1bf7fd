"""Tables and rosters of a document."""

from collections.abc import Iterator
from math import ceil
from typing import Final

from docx.document import Document as Package
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.document.model import Cell, DocumentTable, Roster, RosterLine, TableColumn, TextRun
from plangen.typography import spread, width
from plangen.writers.docx.page import is_turned
from plangen.writers.docx.text import run_xml
from plangen.writers.docx.units import chars, line, mm, twips

_NAMES_A_ROW: Final = 5
_NAME_CHARS: Final = 3
"""Two-character names are spread to three."""
_LABEL_CHARS: Final = 8
"""A longer role label does not push the names further in."""
_WHOLE_LINES: Final = 8
"""A row of so many lines is not broken; a page lying on its side has some 22."""
_HEADING: Final = '<w:keepNext/><w:jc w:val="left"/>'
_MARGIN: Final = 57
"""Left, right and below inside a cell: 1 mm in twips; above it the line itself leaves room."""


def add_roster(package: Package, roster: Roster) -> None:
    """One paragraph a role; labels as wide as the widest, names under names at tab stops."""
    label = min(_LABEL_CHARS, max(round(width(role.name)) for role in roster.roles))
    names = [spread(name, _NAME_CHARS) for role in roster.roles for name in role.people]
    first = gbt9704.PARAGRAPH_INDENT_CHARS + label + 1
    pitch = max(map(width, names)) + 1
    in_a_row = max(1, min(_NAMES_A_ROW, int((gbt9704.CHARS - first + 1) // pitch)))
    for role in roster.roles:
        paragraph = package.add_paragraph(_role_text(role, label, in_a_row), "名单")
        layout = paragraph.paragraph_format
        layout.left_indent, layout.first_line_indent = chars(first), chars(-label - 1)
        for column in range(1, in_a_row):
            layout.tab_stops.add_tab_stop(chars(first + column * pitch))


def _role_text(role: RosterLine, label: int, in_a_row: int) -> str:
    name = spread(role.name, label) + "："
    names = [spread(person, _NAME_CHARS) for person in role.people]
    rows = ["\t".join(names[i : i + in_a_row]) for i in range(0, len(names), in_a_row)]
    return name + ("" if width(name) == label + 1 else "\t") + "\n".join(rows)


def add_table(package: Package, table: DocumentTable, style: Style) -> None:
    """A ruled table; header rows repeat, no row breaks across pages but a high one that may.

    A line of 1 pt after it keeps it from the next table and ends the page's text as Word wants.
    """
    turned = is_turned(package)
    available = gbt9704.TYPE_AREA_HEIGHT_MM if turned else gbt9704.TYPE_AREA_WIDTH_MM
    size = gbt9704.COMPACT_PT if table.compact else gbt9704.SMALL_PT
    widths = _widths(table.columns, twips(mm(available)), round(size * 20))
    inner = "".join(_rows(table, widths, size, line(style)))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = f"""<w:tbl {nsdecls("w")}>
<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>
  <w:tblBorders>{_borders()}</w:tblBorders><w:tblLayout w:type="fixed"/>
  <w:tblCellMar><w:left w:w="{_MARGIN}" w:type="dxa"/>
  <w:bottom w:w="{_MARGIN}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
<w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>"""
    package.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    package.add_paragraph(style="表格文字").paragraph_format.line_spacing = Pt(1)


def _widths(columns: tuple[TableColumn, ...], available: int, char: int) -> list[int]:
    fixed = [0 if c.is_share else round(c.width * char) + 2 * _MARGIN for c in columns]
    shares = sum(column.width for column in columns if column.is_share)
    rest = max(available - sum(fixed), shares * char)
    widths = [
        rest * column.width / shares if column.is_share else own
        for column, own in zip(columns, fixed, strict=True)
    ]
    return [int(width * min(1, available / sum(widths))) for width in widths]


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0"/>' for side in sides)


def _rows(table: DocumentTable, widths: list[int], size: float, pitch: int) -> Iterator[str]:
    """The rows, those of the header first; a heading is set like these, but from the left."""
    head, text = ("清单表头", "清单文字") if table.compact else ("表头", "表格文字")
    height = f'<w:trHeight w:val="{pitch}"/>'
    whole = f"<w:cantSplit/>{height}"
    align = ['<w:jc w:val="center"/>' if column.centred else "" for column in table.columns]
    for row in table.headers:
        yield _row(row, widths, f"{whole}<w:tblHeader/>", head, align)
    room = [(width - 2 * _MARGIN) / (size * 20) for width in widths]
    for place, row in enumerate(table.rows):
        if place in table.headings:
            yield _row(row, widths, whole, head, [_HEADING] * len(row))
        else:
            may_split = table.split and _is_high(row, room)
            yield _row(row, widths, height if may_split else whole, text, align)


def _is_high(cells: tuple[Cell, ...], room: list[float]) -> bool:
    """Whether a row would leave much of a page empty; so many 字 stand in a line of each cell."""
    texts = ("".join(run.text for run in _runs(cell)) for cell in cells)
    return any(
        sum(ceil(width(part) / chars) or 1 for part in text.split("\n")) > _WHOLE_LINES
        for text, chars in zip(texts, room, strict=True)
    )


def _runs(cell: Cell) -> tuple[TextRun, ...]:
    return (TextRun(cell),) if isinstance(cell, str) else cell


def _row(
    cells: tuple[Cell, ...], widths: list[int], properties: str, style: str, layout: list[str]
) -> str:
    inner = "".join(map(_cell, cells, widths, [style] * len(cells), layout))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def _cell(cell: Cell, width: int, style: str, layout: str) -> str:
    return f"""<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>
<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>
{"".join(run_xml(run.text, run.edit) for run in _runs(cell))}</w:p></w:tc>"""
