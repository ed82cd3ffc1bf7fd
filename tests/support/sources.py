"""Files of any format, read as the stream that an import begins with."""

import io
import tempfile
from pathlib import Path

import docx

from plangen.docx_file.stream import Block, StreamParagraph, StreamTable
from plangen.importing.sources.source import SourceText, read_source


def read(name: str, data: bytes) -> SourceText:
    """What a file of that name and content says."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_source(path)


def lines(blocks: tuple[Block, ...]) -> list[str]:
    """The paragraphs as shown, tables left out."""
    return [block.shown for block in blocks if isinstance(block, StreamParagraph)]


def table(blocks: tuple[Block, ...]) -> list[list[tuple[int, int, int, str]]]:
    """The only table: of each cell its column, columns, rows and text."""
    (only,) = [block for block in blocks if isinstance(block, StreamTable)]
    return [[(c.column, c.columns, c.rows, c.text) for c in row] for row in only.rows]


def docx_of(*texts: str) -> bytes:
    """A DOCX of paragraphs without styles."""
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()
