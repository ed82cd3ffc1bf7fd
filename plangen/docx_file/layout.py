"""Effective properties → the look of a run and the layout of a paragraph."""

from typing import Final

from plangen.docx_file.effective import Properties, is_on, number, outline_of, points
from plangen.docx_file.model import Border, Layout, Look
from plangen.docx_file.package import Element, w

_DEFAULT_SIZE: Final = 10.0
"""pt, where nothing says a size."""
_SINGLE: Final = 240
"""Of the height of the font, in `spacing.line`."""
_TALL: Final = 20.0
"""pt, from which a pitch set as the least is taller than the text."""
_ALIGNED: Final = {"start": "left", "end": "right", "justify": "both"}
_AUTOMATIC: Final = 14.0
"""pt above and below where Word chooses."""


def look_of(properties: Properties) -> Look:
    """The look that character properties come to."""
    return Look(
        chinese=properties.get("rFonts.eastAsia", ""),
        latin=properties.get("rFonts.ascii", ""),
        size=(number(properties, "sz.val") or 2 * _DEFAULT_SIZE) / 2,
        bold=is_on(properties, "b"),
        color=_color(properties, "color.val"),
        spacing=points(properties, "spacing.val") or 0.0,
    )


def layout_of(properties: Properties, look: Look, grid: tuple[str, float]) -> Layout:
    """The layout that paragraph properties come to, on a grid of lines of a pitch."""
    char = look.size + look.spacing
    on_grid = properties.get("snapToGrid.val", "1") not in ("0", "false", "off")
    pitch, multiple = _pitch(properties, grid if on_grid else ("", 0.0))
    align = properties.get("jc.val", "both")
    return Layout(
        align=_ALIGNED.get(align, align),
        left=_indent(properties, ("left", "start"), char),
        right=_indent(properties, ("right", "end"), char),
        first_line=_indent(properties, ("firstLine",), char)
        or -_indent(properties, ("hanging",), char),
        pitch=pitch,
        multiple=multiple,
        above=_space(properties, "before", grid),
        below=_space(properties, "after", grid),
        outline=outline_of(properties),
        has_tabs="tabs.val" in properties,
        begins_page=is_on(properties, "pageBreakBefore"),
        on_grid=on_grid,
        frame_side=properties.get("framePr.xAlign", ""),
        bottom=border(properties, "pBdr.bottom"),
        top=border(properties, "pBdr.top"),
    )


def grid_of(section: Element) -> tuple[str, float]:
    """The type and the pitch in pt of a section's document grid."""
    grid = section.find(w("docGrid"))
    if grid is None:
        return "", 0.0
    pitch = points({"pitch": grid.get(w("linePitch"), "")}, "pitch")
    return grid.get(w("type"), ""), pitch or 0.0


def border(properties: Properties, path: str) -> Border | None:
    """A border that is drawn; None for one that is not."""
    if properties.get(f"{path}.val", "none") in ("none", "nil"):
        return None
    eighths = number(properties, f"{path}.sz") or 0.0
    return Border(eighths / 8, _color(properties, f"{path}.color"))


def _color(properties: Properties, path: str) -> str:
    color = properties.get(path, "auto")
    return "" if color == "auto" else color.upper()


def _pitch(properties: Properties, grid: tuple[str, float]) -> tuple[float | None, float]:
    rule, line = properties.get("spacing.lineRule", "auto"), points(properties, "spacing.line") or 0
    if (rule == "exact" and line > 0) or (rule == "atLeast" and line >= _TALL):
        return line, 0.0
    multiple = 1.0
    if rule == "auto":
        multiple = (number(properties, "spacing.line") or _SINGLE) / _SINGLE
    kind, pitch = grid
    if kind in ("lines", "linesAndChars", "snapToChars") and pitch > 0:
        return pitch * max(multiple, 0.1), multiple
    return None, max(multiple, 0.1)


def _indent(properties: Properties, sides: tuple[str, ...], char: float) -> float:
    for side in sides:
        chars = number(properties, f"ind.{side}Chars")
        if chars:
            return chars / 100 * char
        length = points(properties, f"ind.{side}")
        if length is not None:
            return length
    return 0.0


def _space(properties: Properties, side: str, grid: tuple[str, float]) -> float:
    if properties.get(f"spacing.{side}Autospacing", "0") not in ("0", "false", "off"):
        return _AUTOMATIC
    length = points(properties, f"spacing.{side}")
    if length is not None:
        return length
    lines = number(properties, f"spacing.{side}Lines") or 0.0
    return lines / 100 * (grid[1] or 12.0)
