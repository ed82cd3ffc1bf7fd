"""A file that somebody has → the stream of its paragraphs and tables, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeAlias

from plangen.docx_file.stream import Block
from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn
from plangen.importing.sources.formats import SourceFormat, format_of

if TYPE_CHECKING:
    from pathlib import Path

Reader: TypeAlias = Callable[[bytes, list[str]], Iterable[Block]]
"""Yields the blocks of a file; appends to the list what it could not keep."""

_READERS: Final = {
    SourceFormat.DOCX: "word:read_docx",
    SourceFormat.FLAT_DOCX: "word:read_flat_docx",
    SourceFormat.DOC: "office:read_doc",
    SourceFormat.WORD_XML: "office:read_word_xml",
    SourceFormat.RTF: "office:read_rtf",
    SourceFormat.ODT: "office:read_odt",
    SourceFormat.PDF: "pdf.reading:read_pdf",
    SourceFormat.XLSX: "workbook:read_xlsx",
    SourceFormat.XLS: "workbook:read_xls",
    SourceFormat.ODS: "ods:read_ods",
    SourceFormat.CSV: "csv_table:read_csv",
    SourceFormat.TEXT: "text:read_text",
    SourceFormat.HTML: "html:read_html",
    SourceFormat.MHT: "html:read_mht",
    SourceFormat.MARKDOWN: "markdown:read_markdown",
}
"""Loaded when needed: module and function."""
_LOCK_FILE: Final = "~$"
"""What the name of a file begins with that Word keeps beside an open one."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a file says."""

    path: Path
    blocks: tuple[Block, ...]
    """Paragraphs and tables in reading order."""
    cautions: tuple[str, ...] = ()
    """What the reader could not keep, in Chinese, one line each."""


def read_source(path: Path) -> SourceText:
    """Read a file by what it holds, not by what it is called.

    Raises CannotGoOn, in one line of Chinese that says what to do, for what cannot be read.
    """
    if path.name.startswith(_LOCK_FILE):
        raise CannotGoOn(f"{path}：是 Word 打开文件时留下的临时文件；导入名字前没有“~$”的那个")
    data = read_bytes(path, "要导入的文件")
    cautions: list[str] = []
    try:
        blocks = tuple(_reader(format_of(data, path.suffix.lower()))(data, cautions))
    except CannotGoOn as trouble:
        raise CannotGoOn(f"{path}：{trouble}") from trouble
    if not blocks:
        why = "；".join([*cautions, "核对文件"])
        raise CannotGoOn(f"{path}：文件里没有文字；{why}")
    return SourceText(path, blocks, tuple(cautions))


def _reader(kind: SourceFormat) -> Reader:
    module, _, name = _READERS[kind].partition(":")
    reader: Reader = getattr(import_module(f"plangen.importing.sources.{module}"), name)
    return reader
