"""Page setup and the lines of tables, read from their XML; lengths in pt."""

from typing import Final

from plangen.docx_file.effective import Properties, number, points
from plangen.docx_file.layout import border, grid_of
from plangen.docx_file.model import Border, DocxSection, Footer, TableLines
from plangen.docx_file.package import Element, w

_WRAP: Final = 1 << 32


def section_of(element: Element, odd: Footer | None, even: Footer | None) -> DocxSection:
    """A section from its `w:sectPr`; what it does not say is 0."""
    size, margins = _attributes(element, "pgSz"), _attributes(element, "pgMar")
    gutter = points(margins, "gutter") or 0.0
    kind, pitch = grid_of(element)
    return DocxSection(
        width=points(size, "w") or 0.0,
        height=points(size, "h") or 0.0,
        top=abs(points(margins, "top") or 0.0),
        right=points(margins, "right") or 0.0,
        bottom=abs(points(margins, "bottom") or 0.0),
        left=(points(margins, "left") or 0.0) + gutter,
        footer_distance=points(margins, "footer") or 0.0,
        grid=kind,
        grid_pitch=pitch,
        grid_char=_char_space(element),
        number_style=_attributes(element, "pgNumType").get("fmt", "decimal"),
        first_apart=is_switched_on(element, "titlePg"),
        odd=odd,
        even=even,
    )


def table_of(table: Element) -> TableLines:
    """The lines of a table, by its own properties."""
    borders = table.find(f"{w('tblPr')}/{w('tblBorders')}")
    top, inner, bottom = (_border(borders, side) for side in ("top", "insideH", "bottom"))
    styled = table.find(f"{w('tblPr')}/{w('tblStyle')}") is not None
    in_cells = next(table.iter(w("tcBorders")), None) is not None
    return TableLines(top, inner, bottom, elsewhere=styled or in_cells)


def _border(borders: Element | None, side: str) -> Border | None:
    element = None if borders is None else borders.find(w(side))
    if element is None:
        return None
    return border({f"line.{name}": value for name, value in _own(element).items()}, "line")


def _attributes(element: Element, name: str) -> Properties:
    child = element.find(w(name))
    return {} if child is None else _own(child)


def _own(element: Element) -> Properties:
    """The attributes of an element by their names without namespace."""
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def is_switched_on(element: Element, name: str) -> bool:
    """Whether a switch is among an element's children and is on."""
    child = element.find(w(name))
    return child is not None and child.get(w("val"), "1") not in ("0", "false", "off")


def _char_space(element: Element) -> float:
    """What a grid of characters adds to each, told in 1/4096 pt; negative ones may wrap."""
    grid = _attributes(element, "docGrid")
    if grid.get("type") not in ("linesAndChars", "snapToChars"):
        return 0.0
    space = number(grid, "charSpace") or 0.0
    return (space - _WRAP if space > _WRAP // 2 else space) / 4096
