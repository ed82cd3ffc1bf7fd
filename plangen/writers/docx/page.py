"""Page setup and page numbers."""

from typing import Any, Final

from docx.document import Document as Package
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Length, Pt

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.writers.docx.box import BoxFrame, BoxPosition, box_run
from plangen.writers.docx.units import line, mm

_LINE: Final = Pt(gbt9704.SMALL_PT)
_INDENT: Final = round(gbt9704.SMALL_PT * gbt9704.PAGE_NUMBER_INDENT_CHARS * 20)
_NUMBER_MM: Final = gbt9704.BOTTOM_MM - gbt9704.PAGE_NUMBER_BELOW_MM
"""From the page's edge to the dashes of the page number: 28."""
_DASH_MM: Final = 2.4
"""From the dashes to the foot of their line, as rendered."""
_EMPTY_MM: Final = 15.0
"""From the page's edges to a header or footer without text, out of the text's way."""


def set_up_page(package: Package, style: Style, *, turned: bool = False) -> None:
    """A4 with the standard's margins, 22 lines of 28 字, page numbers odd and even (§5, §7.5)."""
    package._body.clear_content()
    section = package.sections[0]
    for old in section._sectPr.xpath("w:docGrid"):
        section._sectPr.remove(old)
    grid = f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{line(style)}"/>'
    section._sectPr.append(parse_xml(grid))
    _turn(section, style, turned=turned)


def is_turned(package: Package) -> bool:
    """Whether what is added next stands on paper turned on its side."""
    return package.sections[-1].orientation == WD_ORIENT.LANDSCAPE


def turn_page(package: Package, style: Style, *, numbered: bool = True) -> None:
    """Begin a page with the paper turned; its type area and page number turn with it (§8).

    A page for the 版记 alone is not numbered (§7.5).
    """
    turned = not is_turned(package)
    section = package.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    package.paragraphs[-1].paragraph_format.line_spacing = Pt(1)
    _turn(section, style, turned=turned, numbered=numbered)
    if not numbered:
        for footer in (section.footer, section.even_page_footer):
            footer.is_linked_to_previous = False
            footer.paragraphs[0].style = "公文页码"


def leave_first_page_unnumbered(package: Package) -> None:
    """Begin the page numbers on page 2, as 信函 do (§10.1)."""
    section = package.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_footer.is_linked_to_previous = False
    section.first_page_footer.paragraphs[0].style = "公文页码"


def _turn(section: Section, style: Style, *, turned: bool, numbered: bool = True) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    _set_paper(section, style, turned=turned)
    if numbered:
        _add_numbers(section, turned=turned)


def _set_paper(section: Section, style: Style, *, turned: bool) -> None:
    size = [gbt9704.PAGE_WIDTH_MM, gbt9704.PAGE_HEIGHT_MM]
    margins = gbt9704.MARGINS[style.margins]
    sides = [margins.top_mm, gbt9704.RIGHT_MM, margins.bottom_mm, gbt9704.LEFT_MM]
    if turned:
        size.reverse()
        sides = [sides[-1], *sides[:-1]]
    section.page_width, section.page_height = map(mm, size)
    top, right, bottom, left = map(mm, sides)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.header_distance = mm(_EMPTY_MM)
    section.footer_distance = mm(_EMPTY_MM if turned else _NUMBER_MM - _DASH_MM)


def _add_numbers(section: Section, *, turned: bool) -> None:
    """Put the number at the right of odd pages, at the left of even ones (§7.5)."""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        number = _NUMBER.format(side=side, indent=_INDENT)
        paragraph = footer.paragraphs[0]
        paragraph.style = "公文页码"
        if turned:
            paragraph._p.append(_side_number(number))
        else:
            paragraph._p.getparent().replace(paragraph._p, parse_xml(number))


def _side_number(number: str) -> Any:
    """The number where it stands when the page is bound among upright ones (§8)."""
    across = BoxPosition("page", offset=mm(_NUMBER_MM) - _LINE // 2)
    down = BoxPosition("page", offset=mm(gbt9704.LEFT_MM))
    size = (_LINE, Length(mm(gbt9704.TYPE_AREA_WIDTH_MM)))
    # LibreOffice moves a turned box that may not grow to the page's corner.
    frame = BoxFrame("页码", "页码", size, (across, down), turned=True, grows=True)
    return box_run(frame, number)


_NUMBER: Final = (
    f"<w:p {nsdecls('w')}>"
    '<w:pPr><w:pStyle w:val="公文页码"/><w:ind w:{side}="{indent}"/><w:jc w:val="{side}"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
)
