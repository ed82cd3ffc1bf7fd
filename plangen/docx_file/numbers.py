"""Automatic numbers of Word (编号): the numeral each numbered paragraph shows."""

from dataclasses import dataclass
from typing import Final

from plangen.docx_file.effective import NONE, Properties, Styles
from plangen.docx_file.package import Element, Package, value, w
from plangen.outline import LIMIT, numeral

_CHINESE: Final = (
    *("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting"),
    *("taiwaneseCounting", "taiwaneseCountingThousand"),
)


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list."""

    style: str
    """How its numbers are written, such as `decimal`."""
    text: str
    """What is shown, %1 standing for the number of the first level."""
    start: int
    layout: Properties


class Numbering:
    """The numbers of a document, counted as its paragraphs are read in order."""

    def __init__(self, package: Package, styles: Styles) -> None:
        """Read the definitions of lists."""
        tree = package.numbering
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        """By the id that paragraphs name: the list that counts, and its levels from 0."""
        definitions: dict[str, dict[int, _Level]] = {}
        for child in tree if tree is not None else ():
            if child.tag == w("abstractNum"):
                definitions[child.get(w("abstractNumId"), "")] = _levels(child, styles)
        for child in tree if tree is not None else ():
            named, pointed = child.get(w("numId")), child.find(w("abstractNumId"))
            if child.tag == w("num") and named and pointed is not None:
                key = pointed.get(w("val"), "")
                self._lists[named] = (key, definitions.get(key, {}))
        self._counts: dict[str, dict[int, int]] = {}

    def layout(self, properties: Properties) -> Properties:
        """The indents that a paragraph's list gives it."""
        level = self._level(properties)
        return level.layout if level else NONE

    def label(self, properties: Properties) -> str | None:
        """The numeral a paragraph shows, empty without one; None where it cannot be told.

        The count goes on with each call: 一、, below it （一） and （二）, then 二、, （一） anew.
        """
        level = self._level(properties)
        if level is None:
            return ""
        key, levels = self._lists[properties["numPr.numId.val"]]
        own = _depth(properties)
        counts = self._counts.setdefault(key, {})
        counts[own] = counts.get(own, level.start - 1) + 1
        for deeper in range(own + 1, _DEPTHS):
            counts.pop(deeper, None)
        label = level.text
        for depth, outer in levels.items():
            count = _written(outer.style, counts.get(depth, outer.start))
            if f"%{depth + 1}" in label and count is None:
                return None
            label = label.replace(f"%{depth + 1}", count or "")
        return label

    def _level(self, properties: Properties) -> _Level | None:
        key = properties.get("numPr.numId.val", "")
        _, levels = self._lists.get(key, ("", {}))
        return levels.get(_depth(properties))


_DEPTHS: Final = 9


def _depth(properties: Properties) -> int:
    depth = properties.get("numPr.ilvl.val", "0")
    return int(depth) if depth in tuple("012345678") else 0


def _levels(definition: Element, styles: Styles) -> dict[int, _Level]:
    levels = {}
    for level in definition.findall(w("lvl")):
        depth = level.get(w("ilvl"), "")
        if depth in tuple("012345678"):
            levels[int(depth)] = _Level(
                style=value(level, "numFmt"),
                text=value(level, "lvlText")[:20],
                start=_count(value(level, "start")),
                layout=styles.flat(level.find(w("pPr"))),
            )
    return levels


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def _written(style: str, count: int) -> str | None:
    """A count in a style of numbers; None in one that is not known."""
    if style == "decimal":
        return str(count)
    if style in _CHINESE and 0 < count <= LIMIT:
        return numeral(1, count).removesuffix("、")
    return None
