"""Tables and rosters, set as in the DOCX."""

from collections.abc import Iterable, Iterator, Sequence

from plangen.document import gbt9704
from plangen.document.model import Cell, CellSpan, DocumentTable, Roster
from plangen.writers.docx.columns import TableLayout, table_layout
from plangen.writers.docx.table import RosterColumns
from plangen.writers.docx.units import mm, twips
from plangen.writers.typeset.flow import FlowCell, FlowRow, FlowTable, FlowText
from plangen.writers.typeset.lines import Piece, Setting, set_lines
from plangen.writers.typeset.model import BORDER, Ink, SetLine
from plangen.writers.typeset.paragraphs import Setter


def roster(own: Roster, setter: Setter) -> Iterator[FlowText]:
    """One paragraph a role, names under names."""
    columns = RosterColumns(own)
    for text in columns.texts:
        yield setter.text(
            "名单",
            text,
            left=columns.first,
            first=-columns.label,
            stops=columns.stops,
            kind="roster",
            of=own.of,
        )


def table(own: DocumentTable, setter: Setter) -> FlowTable:
    """A ruled table in the largest size that it fits in."""
    area = gbt9704.TYPE_AREA_WIDTH_MM, gbt9704.TYPE_AREA_HEIGHT_MM
    width, height = reversed(area) if setter.turned else area
    layout = table_layout(own, twips(mm(width)), twips(mm(height)))
    maker = _RowMaker(layout, setter)
    headers = maker.rows(own.headers, own.header_spans, range(len(own.headers)), "center")
    rows = maker.rows(own.rows, own.spans, own.headings)
    size = layout.size
    return FlowTable(
        tuple(headers),
        tuple(rows),
        sum(maker.widths),
        size.line_pt,
        maker.margin,
        size.least_row / 20,
        own.of,
    )


class _RowMaker:
    """Sets the rows of one table."""

    def __init__(self, layout: TableLayout, setter: Setter) -> None:
        self.layout = layout
        self.setter = setter
        self.widths = [width / 20 for width in layout.widths]
        self.margin = layout.size.margin / 20

    def rows(
        self,
        rows: Sequence[Sequence[Cell]],
        spans: Iterable[CellSpan],
        headings: Iterable[int],
        align: str = "left",
    ) -> list[FlowRow]:
        """The rows with their heights; `headings` are in the header's font and aligned so."""
        reaching = {(span.row, span.column): span for span in spans}
        covered = _covered(reaching.values())
        bold = set(headings)
        made: list[tuple[FlowCell, ...]] = []
        for number, row in enumerate(rows):
            own = []
            for column, cell in enumerate(row):
                if (number, column) not in covered:
                    span = reaching.get((number, column)) or CellSpan(number, column, 1, 1)
                    rest = min(span.rows, len(rows) - number)
                    own.append(self._cell(cell, span, rest, align if number in bold else ""))
            made.append(tuple(own))
        heights = self._heights(made)
        done = []
        for number, (cells, height) in enumerate(zip(made, heights, strict=True)):
            breaks = number not in bold and self._may_break(number, height)
            done.append(FlowRow(cells, height, breaks, number in bold))
        return done

    def _may_break(self, number: int, height: float) -> bool:
        """Whether a row may part: as the DOCX estimates it, or because no page holds it."""
        layout = self.layout
        return height * 20 > layout.height or layout.may_break(layout.contents.rows[number])

    def _cell(self, cell: Cell, span: CellSpan, rows: int, heading: str) -> FlowCell:
        """A cell; `heading` is how it stands in a header or heading, else empty."""
        left = sum(self.widths[: span.column])
        width = sum(self.widths[span.column : span.column + span.columns])
        lines = self._lines(cell, width, span.column, heading)
        return FlowCell(left, width, lines, rows)

    def _lines(self, cell: Cell, width: float, column: int, heading: str) -> tuple[SetLine, ...]:
        runs = ((cell, None),) if isinstance(cell, str) else ((r.text, r.edit) for r in cell)
        face = "heading_1_font" if heading else "body_font"
        size = self.layout.size.size_pt
        pieces = tuple(Piece(text, Ink(face, size, edit=edit)) for text, edit in runs)
        align = heading or ("center" if self.layout.contents.centred[column] else "left")
        setting = Setting(width, align, self.margin, right=self.margin)
        return set_lines(pieces or (Piece(""),), setting, self.setter.face)

    def _heights(self, rows: Sequence[tuple[FlowCell, ...]]) -> list[float]:
        """The height of each row; the last one that a high cell reaches over makes up for it."""
        size = self.layout.size
        heights = [size.least_row / 20] * len(rows)
        for number, row in enumerate(rows):
            for cell in row:
                last = number + cell.rows - 1
                needed = len(cell.lines) * size.line_pt + self.margin + BORDER
                needed -= sum(heights[number:last])
                heights[last] = max(heights[last], needed)
        return heights


def _covered(spans: Iterable[CellSpan]) -> set[tuple[int, int]]:
    """The places that cells reach over, without those where they begin."""
    places = set()
    for span in spans:
        for row in range(span.row, span.row + span.rows):
            for column in range(span.column, span.column + span.columns):
                places.add((row, column))
        places.discard((span.row, span.column))
    return places
