"""Automatic numbers of Word (编号): the numeral each numbered paragraph shows."""

from dataclasses import dataclass
from typing import Final

from plangen.docx_file.effective import NONE, Properties, Styles
from plangen.docx_file.package import Element, Package, w
from plangen.outline import LIMIT, numeral

_CHINESE: Final = (
    *("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting"),
    *("taiwaneseCounting", "taiwaneseCountingThousand"),
)


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    text: str
    start: int
    layout: Properties


class Numbering:
    """The numbers of a document, counted as its paragraphs are read in order."""

    def __init__(self, package: Package, styles: Styles) -> None:
        """Read the definitions of lists."""
        tree = package.numbering
        children = list(tree) if tree is not None else []
        lists = {
            child.get(w("abstractNumId")): _levels(child, styles)
            for child in children
            if child.tag == w("abstractNum")
        }
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        for child in children:
            pointed = child.find(w("abstractNumId"))
            if child.tag == w("num") and pointed is not None:
                key = pointed.get(w("val"), "")
                self._lists[child.get(w("numId"), "")] = (key, lists.get(key, {}))
        self._counts: dict[str, dict[int, int]] = {}

    def layout(self, properties: Properties) -> Properties:
        """The indents that a paragraph's list gives it."""
        level = self._level(properties)
        return level.layout if level else NONE

    def label(self, properties: Properties) -> str | None:
        """The numeral a paragraph shows, empty without one; None where it cannot be told."""
        level = self._level(properties)
        if level is None:
            return ""
        key, levels = self._lists[properties["numPr.numId.val"]]
        at = _depth(properties)
        counts = self._counts.setdefault(key, {})
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [depth for depth in counts if depth > at]:
            del counts[deeper]
        shown = level.text
        for depth, other in levels.items():
            said = _said(other.style, counts.get(depth, other.start))
            if f"%{depth + 1}" in shown and said is None:
                return None
            shown = shown.replace(f"%{depth + 1}", said or "")
        return shown

    def _level(self, properties: Properties) -> _Level | None:
        _, levels = self._lists.get(properties.get("numPr.numId.val", ""), ("", {}))
        return levels.get(_depth(properties))


def _depth(properties: Properties) -> int:
    depth = properties.get("numPr.ilvl.val", "0")
    return int(depth) if depth in tuple("012345678") else 0


def _levels(definition: Element, styles: Styles) -> dict[int, _Level]:
    levels = {}
    for level in definition.findall(w("lvl")):
        depth = level.get(w("ilvl"), "")
        if depth in tuple("012345678"):
            levels[int(depth)] = _Level(
                style=_value(level, "numFmt"),
                text=_value(level, "lvlText")[:20],
                start=_count(_value(level, "start")),
                layout=styles.flat(level.find(w("pPr"))),
            )
    return levels


def _value(level: Element, name: str) -> str:
    child = level.find(w(name))
    return "" if child is None else str(child.get(w("val"), ""))


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def _said(style: str, count: int) -> str | None:
    if style == "decimal":
        return str(count)
    if style in _CHINESE and 0 < count <= LIMIT:
        return numeral(1, count).removesuffix("、")
    return None
