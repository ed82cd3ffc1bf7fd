"""The style sheet of set pages, on the screen and on paper."""

from typing import Final

from plangen.document import gbt9704
from plangen.document.gbt9704 import Style
from plangen.writers.typeset.faces import font_names
from plangen.writers.typeset.lines import TRACKING
from plangen.writers.typeset.model import BASELINE

FACES: Final = {
    "body_font": "fang",
    "title_font": "song-b",
    "heading_1_font": "hei",
    "heading_2_font": "kai",
    "page_number_font": "song",
}
"""The class of each font of `Style`."""
_SHEET: Final = f"""@page {{ size: {gbt9704.PAGE_WIDTH_MM:g}mm {gbt9704.PAGE_HEIGHT_MM:g}mm; \
margin: 0; }}
@page turned {{ size: {gbt9704.PAGE_HEIGHT_MM:g}mm {gbt9704.PAGE_WIDTH_MM:g}mm; margin: 0; }}
.sheet {{ position: relative; width: {gbt9704.PAGE_WIDTH_MM:g}mm; \
height: {gbt9704.PAGE_HEIGHT_MM:g}mm; box-sizing: border-box; overflow: hidden; margin: 6mm auto;
  color: #000; background: #fff; break-after: page; break-inside: avoid; \
-webkit-text-size-adjust: none; text-size-adjust: none; }}
.sheet:last-of-type {{ break-after: auto; }}
.sheet.turned {{ width: {gbt9704.PAGE_HEIGHT_MM:g}mm; height: {gbt9704.PAGE_WIDTH_MM:g}mm; \
page: turned; }}
.sheet .b {{ position: absolute; box-sizing: border-box; letter-spacing: {TRACKING:g}pt;
  text-autospace: no-autospace; text-spacing-trim: space-all; font-kerning: none; \
font-variant-ligatures: none; font-synthesis: none; font-weight: normal; }}
.sheet .l {{ display: block; height: var(--line); line-height: 0; white-space: pre; }}
.sheet .l::before {{ content: ""; display: inline-block; height: calc(var(--line) * {BASELINE:g}); \
}}
.sheet .n {{ display: inline-flex; justify-content: center; line-height: 0; }}
.sheet .b:not(.song) .n {{ font-size-adjust: ch-width 0.5; }}
.sheet .side {{ transform-origin: 0 0; transform: rotate(90deg) translateY(-100%); }}
.sheet svg {{ position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; }}
.sheet .red {{ color: #{gbt9704.RED}; }}
.sheet path.red {{ fill: #{gbt9704.RED}; }}
.sheet .song-b {{ font-weight: bold; }}
.sheet ins {{ font-weight: bold; text-decoration: underline; }}
@media screen {{ body {{ margin: 0; background: #e9e9e7; }} \
.sheet {{ box-shadow: 0 0 0 .2mm #0002, 0 .6mm 2mm #0003; }} }}
@media print {{ body {{ margin: 0; }} .sheet {{ margin: 0; }} \
* {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }} }}"""
"""Digits of a stand-in that take more than half a 字 are set smaller: their boxes are no wider."""


def stylesheet(style: Style) -> str:
    """The style sheet; its rules hold within `.sheet` alone, but for `@page` and the body."""
    rules = [_SHEET]
    for field, name in FACES.items():
        rules.append(f".sheet .{name} {{ font-family: {_family(field, style)}; }}")
    if style.latin_font:
        latin = f"{_quoted(style.latin_font)}, {_family('body_font', style)}"
        rules.append(f".sheet .fang .n, .sheet .fang.n {{ font-family: {latin}; }}")
    return "\n".join(rules)


def _family(field: str, style: Style) -> str:
    """The names of a font and of those that stand in for it, in order."""
    generic = "sans-serif" if field == "heading_1_font" else "serif"
    return ", ".join([*map(_quoted, font_names(field, style)), generic])


def _quoted(name: str) -> str:
    """A font's name as a CSS string; what would end the string or the style sheet is left out."""
    plain = "".join(char for char in name if char not in '"\\<>\n\r\f')
    return f'"{plain}"'
