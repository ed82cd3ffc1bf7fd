"""A DOCX laid out by LibreOffice, and the fonts that it asks for and the computer lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from subprocess import SubprocessError
from typing import TYPE_CHECKING, TypeAlias

from plangen.docx_file.archive import Unusable
from plangen.docx_file.fonts import FontFamily, family
from plangen.inspection.parts import DocumentPart, Recognised
from plangen.libreoffice import soffice

if TYPE_CHECKING:
    from plangen.docx_file.model import DocxParagraph
    from plangen.pages import Page

Pages: TypeAlias = "tuple[Page, ...]"
Seen: TypeAlias = Callable[[int, int], None]
"""Told the number of each page as it is read, and how many there are."""


def lay_out(data: bytes, seen: Seen) -> Pages:
    """The pages of a DOCX. Raises Unusable where they cannot be had."""
    if soffice() is None:
        raise Unusable("没有安装 LibreOffice，不能量版面；安装它，或不加 --render")
    try:
        from plangen.pages import render
    except ImportError as missing:
        raise Unusable('没有量版面的组件；运行 pip install "plangen[render]"') from missing
    try:
        return next(iter(render(data, seen=seen)))
    except (OSError, RuntimeError, ValueError, SubprocessError) as fault:
        raise Unusable("LibreOffice 排不出这个文件；在 Word 或 WPS 里另存一份再试") from fault


def missing_fonts(pages: Pages, read: Recognised) -> dict[FontFamily, str]:
    """The families asked for that no glyph on the pages is of, each by a font that was named."""
    printed = {glyph.font for page in pages for line in page.lines for glyph in line.glyphs}
    there = set(map(family, printed))
    missing: dict[FontFamily, str] = {}
    for paragraph in _paragraphs(read):
        for run in paragraph.shown_runs:
            wanted = run.look.family
            if wanted not in there and wanted is not FontFamily.OTHER:
                missing.setdefault(wanted, run.look.chinese)
    return missing


def _paragraphs(read: Recognised) -> Iterator[DocxParagraph]:
    """The paragraphs that are measured: the parts of the document, and the page numbers."""
    for _, _, paragraph in read.of(*DocumentPart):
        yield paragraph
    for section in read.file.sections:
        for footer in (section.odd, section.even):
            yield from footer.paragraphs if footer else ()
