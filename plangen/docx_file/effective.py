"""Effective properties: defaults, then the chain of styles, then what is set in place.

A property is a dotted path in the XML of `w:rPr` or `w:pPr`, such as `spacing.line`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from plangen.docx_file.package import Element, Package, find, local, value, w

Properties: TypeAlias = Mapping[str, str]

NONE: Final[Properties] = {}
_DEEPEST: Final = 40
"""How long a chain of styles, or how deep a property, is followed."""
_NESTED: Final = ("pBdr", "numPr", "framePr")
_SCRIPTS: Final = {"zh-CN": "Hans", "zh-TW": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}
_TWIP: Final = 1 / 20
_UNITS: Final = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_MEASURE: Final = re.compile(r"\s*([+-]?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi)?\s*")
_OUTLINES: Final = {str(level - 1): level for level in range(1, 10)}
"""Word's outline levels, which begin at 0; 9 is text."""


def number(properties: Properties, path: str) -> float | None:
    """A property as a number; None where it is missing or is none."""
    measure = _MEASURE.fullmatch(properties.get(path, ""))
    if not measure or measure[2]:
        return None
    return float(measure[1])


def points(properties: Properties, path: str) -> float | None:
    """A length in pt: twips where it names no unit; None where it is missing or is none."""
    measure = _MEASURE.fullmatch(properties.get(path, ""))
    if not measure:
        return None
    return float(measure[1]) * _UNITS.get(measure[2], _TWIP)


def is_on(properties: Properties, path: str) -> bool:
    """Whether a switch such as `b` is on."""
    return properties.get(f"{path}.val", "0") not in ("0", "false", "off")


def overlaid(below: Properties, above: Properties) -> Properties:
    """Properties with others set above them; of 首行缩进 and 悬挂缩进 the upper one stands."""
    merged = {**below, **above}
    for upper, lower in (("firstLine", "hanging"), ("hanging", "firstLine")):
        if f"ind.{upper}" in above or f"ind.{upper}Chars" in above:
            for name in {f"ind.{lower}", f"ind.{lower}Chars"} - above.keys():
                merged.pop(name, None)
    return merged


class Styles:
    """The styles of a document, each worked out once."""

    def __init__(self, package: Package) -> None:
        """Read defaults, styles and the fonts of the theme."""
        self.indents_of_list: Callable[[Properties], Properties] = lambda _: NONE
        """The indents that a list gives to the style that names it."""
        self._theme = _theme_fonts(package)
        self._elements: dict[str, Element] = {}
        self._merged: dict[str, tuple[Properties, Properties]] = {}
        self._default = ""
        defaults = None
        for child in package.styles if package.styles is not None else ():
            if child.tag == w("docDefaults"):
                defaults = child
            elif child.tag == w("style"):
                self._enter(child)
        self._defaults = (
            self.flat(find(defaults, "pPrDefault", "pPr")),
            self.flat(find(defaults, "rPrDefault", "rPr")),
        )

    def _enter(self, style: Element) -> None:
        key = style.get(w("styleId"), "")
        self._elements.setdefault(key, style)
        is_default = style.get(w("default")) in ("1", "true", "on")
        if is_default and style.get(w("type")) == "paragraph":
            self._default = key

    def name(self, key: str) -> str:
        """The name of a style, as the style pane shows it."""
        return value(self._elements.get(key or self._default), "name")

    def paragraph(self, key: str) -> tuple[Properties, Properties]:
        """What a paragraph style comes to: paragraph properties and character properties."""
        if key not in self._elements:
            key = self._default
        layout, look = self._chain(key)
        return overlaid(self._defaults[0], layout), {**self._defaults[1], **look}

    def character(self, key: str) -> Properties:
        """What a character style says, with those it is based on."""
        return self._chain(key)[1] if key in self._elements else NONE

    def _chain(self, key: str) -> tuple[Properties, Properties]:
        if key not in self._merged:
            chain: list[Element] = []
            base = key
            while base in self._elements and len(chain) < _DEEPEST:
                chain.append(self._elements[base])
                base = value(self._elements[base], "basedOn")
            layout: Properties = NONE
            look: dict[str, str] = {}
            for style in reversed(chain):
                own = self.flat(find(style, "pPr"))
                if "numPr.numId.val" in own:
                    layout = overlaid(layout, self.indents_of_list(own))
                layout = overlaid(layout, own)
                look.update(self.flat(find(style, "rPr")))
            self._merged[key] = (layout, look)
        return self._merged[key]

    def flat(self, element: Element | None) -> Properties:
        """The properties of one `w:rPr` or `w:pPr`; fonts of the theme by their names."""
        if element is None:
            return NONE
        properties: dict[str, str] = {}
        for child in element:
            _flatten(child, "", properties)
        for slot in ("eastAsia", "ascii"):
            theme = properties.pop(f"rFonts.{slot}Theme", None)
            if theme is not None:
                properties[f"rFonts.{slot}"] = self._theme.get(theme, "")
        return properties


def _flatten(element: Element, above: str, properties: dict[str, str]) -> None:
    """Enter what an element says, such as `pBdr.top.sz`; `above` is the path it stands below."""
    name = local(element)
    path = f"{above}{name}"
    if name in _NESTED:
        for child in element:
            _flatten(child, f"{path}.", properties)
    elif name == "tabs":
        properties["tabs.val"] = "1"
    if not element.attrib and not len(element):
        properties[f"{path}.val"] = "1"
    for attribute, setting in element.attrib.items():
        properties[f"{path}.{attribute.rpartition('}')[2]}"] = setting


def _theme_fonts(package: Package) -> dict[str, str]:
    """Fonts by the names that `w:rFonts` calls them, such as `minorEastAsia`."""
    language = find(package.settings, "themeFontLang")
    east = "" if language is None else language.get(w("eastAsia"), "")
    fonts: dict[str, str] = {}
    if package.theme is None:
        return fonts
    for scheme in package.theme.iter("{*}majorFont", "{*}minorFont"):
        size = local(scheme).removesuffix("Font")
        fonts[f"{size}HAnsi"] = fonts[f"{size}Ascii"] = _typeface(scheme, "latin")
        fonts[f"{size}EastAsia"] = _typeface(scheme, "ea") or _of_script(
            scheme, _SCRIPTS.get(east, "")
        )
    return fonts


def _typeface(scheme: Element, slot: str) -> str:
    font = scheme.find(f"{{*}}{slot}")
    return "" if font is None else font.get("typeface", "")


def _of_script(scheme: Element, script: str) -> str:
    for font in scheme.findall("{*}font"):
        if script and font.get("script") == script:
            return str(font.get("typeface", ""))
    return ""


def outline_of(properties: Properties) -> int:
    """The level in the navigation pane, from 1; 0 for text."""
    return _OUTLINES.get(properties.get("outlineLvl.val", ""), 0)
