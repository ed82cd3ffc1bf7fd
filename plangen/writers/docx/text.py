"""The runs of a DOCX: text as XML, and characters that need another font than their style's."""

import re
from copy import deepcopy
from html import escape
from typing import Any, Final

from docx.document import Document as Package
from docx.oxml.ns import qn

from plangen.document.gbt9704 import Style
from plangen.document.model import Edit
from plangen.typography import rare
from plangen.writers.docx.styles import FONT_NAMES, face, fallback

TAB: Final = '</w:t><w:tab/><w:t xml:space="preserve">'
LINE_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'


_LOOK: Final = {
    None: "",
    Edit.INSERTED: '<w:rPr><w:b/><w:u w:val="single"/></w:rPr>',
    Edit.DELETED: "<w:rPr><w:strike/></w:rPr>",
}


def run_xml(text: str, edit: Edit | None = None) -> str:
    """Write a text as a run, its tabs as tabs and its lines as lines."""
    pieces = escape(text, quote=False).replace("\t", TAB).replace("\n", LINE_BREAK)
    return f'<w:r>{_LOOK[edit]}<w:t xml:space="preserve">{pieces}</w:t></w:r>'


def name_rare_fonts(package: Package, own: Style) -> None:
    """Put characters outside GB 2312, such as 祎 or 䶮, into runs that name a font with them.

    The fonts of official documents (仿宋_GB2312, 楷体_GB2312, 方正小标宋简体) end there.
    """
    for run in list(package.element.body.iter(qn("w:r"))):
        lacking = rare("".join(text.text or "" for text in run.xpath("./w:t")))
        if lacking:
            style = run.style or run.getparent().style
            _split(run, f"([{lacking}]+)", fallback(face(style, own), own))


def _split(run: Any, lacking: str, font: str) -> None:
    """Replace a run by runs cut where rare characters begin or end, the rare ones in a font."""
    for child in run.xpath("./*[not(self::w:rPr)]"):
        pieces = re.split(lacking, child.text or "") if child.tag == qn("w:t") else [None]
        for number, piece in enumerate(pieces):
            if piece != "":
                part = _part(run, child, piece)
                run.addprevious(part)
                if number % 2:
                    _set_font(part, font)
    run.getparent().remove(run)


def _part(run: Any, child: Any, text: str | None) -> Any:
    part = deepcopy(run)
    part.clear_content()
    part.append(deepcopy(child))
    if text is not None:
        part[-1].text = text
    return part


def _set_font(run: Any, font: str) -> None:
    named = run.get_or_add_rPr().get_or_add_rFonts()
    for attribute, value in FONT_NAMES.items():
        named.set(qn(f"w:{attribute}"), value or font)
