"""A DOCX as text, a paragraph or a row of a table a line, so that git can compare it by line."""

from collections.abc import Iterable, Iterator

from plangen.docx_file.stream import Block, StreamCell, StreamParagraph, read_stream


def docx_text(data: bytes) -> str:
    """The text as Word numbers it, headings behind a # a level; headers and footers left out.

    Raises Unusable, in one line, for what is no DOCX, is damaged or is hostile.
    """
    return blocks_text(read_stream(data))


def blocks_text(blocks: Iterable[Block]) -> str:
    """The same of what was read already, as a workbook's tables."""
    return "".join(f"{line}\n" for line in _lines(blocks))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, StreamParagraph):
            mark = "#" * block.outline
            yield f"{mark} {_line(block)}" if mark else _line(block)
        else:
            yield from map(_row, block.rows)


def _line(paragraph: StreamParagraph) -> str:
    return paragraph.shown.replace("\n", " ")


def _row(cells: tuple[StreamCell, ...]) -> str:
    """The cells of a row; one that a cell from above reaches into is empty."""
    shown: list[str] = []
    column = 0
    for cell in cells:
        shown += [""] * (cell.column - column)
        shown.append("／".join(_lines(cell.content)))
        column = cell.column + cell.columns
    return "│".join(shown)
