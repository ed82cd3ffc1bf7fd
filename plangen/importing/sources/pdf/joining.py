"""The parts of a table that goes on over pages, put together again, rows cut in two too."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from plangen.docx_file.stream import Block, StreamCell, StreamParagraph

Rows: TypeAlias = Sequence[Sequence[StreamCell]]

_MOST_HEADERS: Final = 3
"""Rows of a header that pages may repeat."""
_NUMBERED: Final = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}(?:[）).．、]|$)")
_FEWEST: Final = 3
"""Cells by which a column is known to be numbered."""
_SHARE: Final = 0.8
_ENDS: Final = ("。", "；", "！", "？", "：")


def joined_rows(above: Rows, below: Rows) -> list[list[StreamCell]]:
    """The rows of both parts; a header that is repeated is left out.

    A row that is cut by the page's end is one again, and a cell that reaches over the page's end
    is one cell: the rows 1 甲方案 | 3月, 2 关于 | 5月 and below them – 乙方案 | – give
    2 关于乙方案 | 5月 as their last.
    """
    rows = [list(row) for row in above]
    left = list(below[_repeated(above, below) :])
    if not left:
        return rows
    reaching = _reaching(rows)
    first = left.pop(0)
    is_cut = _is_cut(rows, first, reaching)
    apart: list[StreamCell] = []
    for cell in first:
        place = reaching.get((cell.column, cell.columns))
        if place and (is_cut or _goes_on(cell, rows[place[0]][place[1]])):
            row, index = place
            upper = rows[row][index]
            height = upper.rows + cell.rows - is_cut
            content = _flowing(upper.content, cell.content)
            rows[row][index] = replace(upper, rows=height, content=content)
        else:
            apart.append(cell)
    if not is_cut:
        rows.append(apart)
    return [*rows, *map(list, left)]


def _repeated(above: Rows, below: Rows) -> int:
    """How many rows at the top of the second part repeat those of the first."""
    repeated = 0
    for row, other in zip(above[:_MOST_HEADERS], below, strict=False):
        if [cell.text for cell in row] != [cell.text for cell in other]:
            break
        repeated += 1
    return repeated


def _reaching(rows: list[list[StreamCell]]) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells that reach the last row: column and width → row and index."""
    reaching: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            if number + cell.rows >= len(rows):
                reaching[cell.column, cell.columns] = number, index
    return reaching


def _goes_on(cell: StreamCell, upper: StreamCell) -> bool:
    """Whether an empty cell is the rest of one that was merged over several rows."""
    return not cell.content and (cell.rows > 1 or upper.rows > 1)


def _is_cut(
    rows: list[list[StreamCell]],
    first: Sequence[StreamCell],
    reaching: dict[tuple[int, int], tuple[int, int]],
) -> bool:
    """Whether the first row below is the rest of the last one above.

    It is where a numbered column has no number in it, or, without such a column, where it lacks
    what all rows above have.
    """
    if any((cell.column, cell.columns) not in reaching for cell in first):
        return False
    lacks = False
    for cell in first:
        row, index = reaching[cell.column, cell.columns]
        if _goes_on(cell, rows[row][index]):
            continue
        texts = _column(rows, cell.column)
        numbered = sum(bool(_NUMBERED.match(text)) for text in texts)
        if numbered >= max(_FEWEST, _SHARE * len(texts)):
            return not _NUMBERED.match(cell.text)
        lacks = lacks or (not cell.content and all(texts))
    return lacks


def _column(rows: list[list[StreamCell]], column: int) -> list[str]:
    """The texts of the cells that begin in a column, that of the first row left out."""
    texts = []
    for row in rows[1:]:
        for cell in row:
            if cell.column == column:
                texts.append(cell.text)
    return texts


def _flowing(above: tuple[Block, ...], below: tuple[Block, ...]) -> tuple[Block, ...]:
    """The paragraphs of a cell; one that does not end above goes on below."""
    if not above or not below:
        return (*above, *below)
    last, first = above[-1], below[0]
    if not isinstance(last, StreamParagraph) or not isinstance(first, StreamParagraph):
        return (*above, *below)
    if last.text.endswith(_ENDS):
        return (*above, *below)
    return (*above[:-1], replace(last, text=f"{last.text}{first.text}"), *below[1:])
