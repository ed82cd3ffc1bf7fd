"""The ruled tables of PDF pages, those continued over pages made one."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from plangen.docx_file.stream import StreamCell, StreamParagraph, StreamTable
from plangen.importing.sources.blocks import between
from plangen.importing.sources.pdf.joining import joined_rows
from plangen.importing.sources.pdf.lines import PdfGlyph, PdfLine, lines_of

_SAME_EDGE: Final = 3.0
"""pt: edges this near are one."""
_PADDING: Final = 5.4
"""pt between a cell's edge and its text, as Word has it."""
_SLACK: Final = 0.8
"""字 that a full line of a cell may lack beside the word that did not fit."""


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on a page, or on several."""

    top: float
    """pt from the page's top."""
    bottom: float
    columns: tuple[float, ...]
    """The edges of its columns, from the left."""
    table: StreamTable


def ruled_tables(page: Any, number: int) -> tuple[list[RuledTable], list[PdfGlyph]]:
    """The tables of a page, and the glyphs that stand in none.

    A box with one cell is no table.
    """
    glyphs = [glyph for glyph in page.chars if glyph["upright"]]
    tables = []
    for found in page.find_tables() if _has_grid(page) else ():
        cells = found.cells
        if len(cells) > 1:
            inside, glyphs = _parted(glyphs, found.bbox)
            tables.append(_table(cells, found.bbox, inside, number, float(page.height)))
    return sorted(tables, key=lambda table: table.top), glyphs


def continued(above: RuledTable, below: RuledTable) -> RuledTable | None:
    """Both as one where the second has the same columns; its repeated header is left out."""
    if len(above.columns) != len(below.columns):
        return None
    for edge, other in zip(above.columns, below.columns, strict=True):
        if abs((edge - above.columns[0]) - (other - below.columns[0])) > _SAME_EDGE:
            return None
    rows = joined_rows(above.table.rows, below.table.rows)
    return RuledTable(above.top, below.bottom, above.columns, StreamTable(tuple(map(tuple, rows))))


def _has_grid(page: Any) -> bool:
    orientations = {edge["orientation"] for edge in page.edges}
    return orientations == {"h", "v"}


def _parted(glyphs: list[PdfGlyph], box: Sequence[float]) -> tuple[list[PdfGlyph], list[PdfGlyph]]:
    """Glyphs within a box, and the others."""
    inside: list[PdfGlyph] = []
    outside: list[PdfGlyph] = []
    for glyph in glyphs:
        across = (glyph["x0"] + glyph["x1"]) / 2
        down = (glyph["top"] + glyph["bottom"]) / 2
        if box[0] <= across <= box[2] and box[1] <= down <= box[3]:
            inside.append(glyph)
        else:
            outside.append(glyph)
    return inside, outside


def _table(
    cells: Sequence[Sequence[float]],
    box: Sequence[float],
    glyphs: list[PdfGlyph],
    number: int,
    height: float,
) -> RuledTable:
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    across, down = _edges((*lefts, *rights)), _edges((*tops, *bottoms))
    rows: list[list[StreamCell]] = [[] for _ in down[1:]]
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        inside, glyphs = _parted(glyphs, cell)
        column, last = _index(across, cell[0]), _index(across, cell[2])
        row, below = _index(down, cell[1]), _index(down, cell[3])
        lines = lines_of(inside, number, height)
        content = tuple(_paragraphs(lines, cell[2] - cell[0] - 2 * _PADDING))
        rows[row].append(StreamCell(column, last - column, below - row, content))
    return RuledTable(box[1], box[3], tuple(across), StreamTable(tuple(map(tuple, rows))))


def _edges(places: Iterable[float]) -> list[float]:
    """Places in order, those near each other as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SAME_EDGE:
            edges.append(place)
    return edges


def _index(edges: list[float], place: float) -> int:
    return max(0, bisect_right(edges, place + 0.01) - 1)


def _paragraphs(lines: list[PdfLine], width: float) -> list[StreamParagraph]:
    """The paragraphs of a cell whose lines hold a width in pt, however they are aligned."""
    texts: list[str] = []
    last: PdfLine | None = None
    for line in lines:
        if last and width - (last.right - last.left) < line.token + _SLACK * line.size:
            texts[-1] = f"{texts[-1]}{between(last.text, line.text)}{line.text}"
        else:
            texts.append(line.text)
        last = line
    return [StreamParagraph(text, page=line.page) for text in texts]
