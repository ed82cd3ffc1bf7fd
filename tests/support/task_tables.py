"""Task tables as readers give them, written row by row; and tables of a notice read again."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from plangen.docx_file.stream import StreamCell, StreamParagraph, StreamTable, read_stream
from plangen.exports import notice_docx
from plangen.importing.drafting import Imported, imported
from plangen.importing.sources.source import SourceText
from plangen.typography import blankless


class Wide(NamedTuple):
    """A cell over several rows or columns."""

    text: str
    rows: int = 1
    columns: int = 1


PlacedCell = tuple[int, int, int, str]
"""Column, columns, rows and text of a cell, blanks aside."""


def table(*rows: Sequence[str | Wide]) -> StreamTable:
    """A table of rows of cells; what a cell above reaches over is left out of a row."""
    reaching: dict[int, int] = {}
    made = []
    for number, row in enumerate(rows):
        column = 0
        cells = []
        for entry in row:
            while reaching.get(column, 0) > number:
                column += 1
            cell = entry if isinstance(entry, Wide) else Wide(entry)
            lines = tuple(StreamParagraph(line) for line in cell.text.split("\n") if line)
            cells.append(StreamCell(column, cell.columns, cell.rows, lines))
            for covered in range(column, column + cell.columns):
                reaching[covered] = number + cell.rows
            column += cell.columns
        made.append(tuple(cells))
    return StreamTable(tuple(made))


def import_blocks(*blocks: StreamTable | str, name: str = "分解表.xlsx") -> Imported:
    """The plan that a source of these blocks gives; a text is a paragraph."""
    stream = tuple(StreamParagraph(b) if isinstance(b, str) else b for b in blocks)
    source = SourceText(Path(name), stream)
    return imported(source, Path("plans/2026.yaml"), date(2026, 3, 1))


def placed(cells: StreamTable) -> list[list[PlacedCell]]:
    """The cells of a table in a form that can be compared."""
    rows = []
    for row in cells.rows:
        rows.append([(cell.column, cell.columns, cell.rows, blankless(cell.text)) for cell in row])
    return rows


def printed_tables(made: Imported) -> Iterator[StreamTable]:
    """The tables of the notice that a plan makes."""
    assert made.file.plan is not None, made.file.findings
    for block in read_stream(notice_docx(made.file.plan, ())):
        if isinstance(block, StreamTable):
            yield block
