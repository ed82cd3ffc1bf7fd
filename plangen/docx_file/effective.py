"""Effective properties: defaults, then the chain of styles, then what is set in place.

A property is a dotted path in the XML of `w:rPr` or `w:pPr`, such as `spacing.line`.
"""

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from plangen.docx_file.package import Element, Package, local, w

Properties: TypeAlias = Mapping[str, str]

NONE: Final[Properties] = {}
_DEEPEST: Final = 40
"""How long a chain of styles, or how deep a property, is followed."""
_NESTED: Final = ("pBdr", "numPr", "framePr")
_SCRIPTS: Final = {"zh-CN": "Hans", "zh-TW": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}
_SIZES: Final = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_MEASURE: Final = re.compile(r"\s*([+-]?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi)?\s*")


def number(properties: Properties, path: str) -> float | None:
    """A property as a number; None where it is missing or is none."""
    found = _MEASURE.fullmatch(properties.get(path, ""))
    return float(found[1]) if found and not found[2] else None


def points(properties: Properties, path: str) -> float | None:
    """A length in pt: twips where it names no unit; None where it is missing or is none."""
    found = _MEASURE.fullmatch(properties.get(path, ""))
    if not found:
        return None
    return float(found[1]) * (_SIZES[found[2]] if found[2] else 1 / 20)


def is_on(properties: Properties, path: str) -> bool:
    """Whether a switch such as `b` is on."""
    return properties.get(f"{path}.val", "0") not in ("0", "false", "off")


class Styles:
    """The styles of a document, each worked out once."""

    def __init__(self, package: Package) -> None:
        """Read defaults, styles and the fonts of the theme."""
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
            self.flat(_find(defaults, "pPrDefault", "pPr")),
            self.flat(_find(defaults, "rPrDefault", "rPr")),
        )

    def _enter(self, style: Element) -> None:
        key = style.get(w("styleId"), "")
        self._elements.setdefault(key, style)
        is_default = style.get(w("default")) in ("1", "true", "on")
        if is_default and style.get(w("type")) == "paragraph":
            self._default = key

    def name(self, key: str) -> str:
        """The name of a style, as the style pane shows it."""
        found = _find(self._elements.get(key or self._default), "name")
        return "" if found is None else found.get(w("val"), "")

    def paragraph(self, key: str) -> tuple[Properties, Properties]:
        """What a paragraph style comes to: paragraph properties and character properties."""
        known = key if key in self._elements else self._default
        layout, look = self._chain(known)
        return {**self._defaults[0], **layout}, {**self._defaults[1], **look}

    def character(self, key: str) -> Properties:
        """What a character style says, with those it is based on."""
        return self._chain(key)[1] if key in self._elements else NONE

    def _chain(self, key: str) -> tuple[Properties, Properties]:
        if key not in self._merged:
            chain: list[Element] = []
            at: str | None = key
            while at in self._elements and len(chain) < _DEEPEST:
                chain.append(self._elements[at])
                based = _find(self._elements[at], "basedOn")
                at = None if based is None else based.get(w("val"))
            layout: dict[str, str] = {}
            look: dict[str, str] = {}
            for style in reversed(chain):
                layout.update(self.flat(_find(style, "pPr")))
                look.update(self.flat(_find(style, "rPr")))
            self._merged[key] = (layout, look)
        return self._merged[key]

    def flat(self, element: Element | None) -> Properties:
        """The properties of one `w:rPr` or `w:pPr`; fonts of the theme by their names."""
        if element is None:
            return NONE
        found: dict[str, str] = {}
        for child in element:
            _flatten(child, "", found)
        for slot in ("eastAsia", "ascii"):
            theme = found.pop(f"rFonts.{slot}Theme", None)
            if theme is not None:
                found[f"rFonts.{slot}"] = self._theme.get(theme, "")
        return found


def _find(element: Element | None, *names: str) -> Element | None:
    for name in names:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def _flatten(element: Element, above: str, found: dict[str, str]) -> None:
    name = local(element)
    path = f"{above}{name}"
    if name in _NESTED:
        for child in element:
            _flatten(child, f"{path}.", found)
    elif name == "tabs":
        found["tabs.val"] = "1"
    if not element.attrib and not len(element):
        found[f"{path}.val"] = "1"
    for attribute, value in element.attrib.items():
        found[f"{path}.{attribute.rpartition('}')[2]}"] = value


def _theme_fonts(package: Package) -> dict[str, str]:
    """Fonts by the names that `w:rFonts` calls them, such as `minorEastAsia`."""
    language = _find(package.settings, "themeFontLang")
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
    found = scheme.find(f"{{*}}{slot}")
    return "" if found is None else found.get("typeface", "")


def _of_script(scheme: Element, script: str) -> str:
    for font in scheme.findall("{*}font"):
        if script and font.get("script") == script:
            return str(font.get("typeface", ""))
    return ""
