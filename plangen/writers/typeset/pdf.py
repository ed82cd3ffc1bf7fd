"""Set pages as PDF: typst places every character where the layout has it, and embeds the fonts."""

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from plangen.document import gbt9704
from plangen.document.gbt9704 import STANDARD, Style
from plangen.document.model import Document, Edit
from plangen.findings.finding import CannotGoOn
from plangen.writers.docx import dated
from plangen.writers.typeset import layout
from plangen.writers.typeset.advances import Fonts
from plangen.writers.typeset.faces import font_names
from plangen.writers.typeset.model import BASELINE, MM, SetBlock, SetPage, SetRun

if TYPE_CHECKING:
    import typst

_FACES: Final = {
    "title_font": "小标宋",
    "body_font": "仿宋",
    "heading_1_font": "黑体",
    "heading_2_font": "楷体",
    "page_number_font": "宋体",
}
"""The fonts of `Style`, as officials name them."""
_EPOCH: Final = datetime.datetime(2000, 1, 1)
_BOLD: Final = ("title_font",)
"""小标宋 has one face; what stands in for it has a bold one that is nearer to it."""
_ASCII: Final = range(32, 127)


class PagesPdf(NamedTuple):
    """A PDF, and what had to be said of its fonts."""

    data: bytes
    stand_ins: tuple[str, ...]
    """A remark for each font that this machine does not have, and what stands in for it."""


def pages_pdf(
    document: Document, style: Style = STANDARD, font_folders: Iterable[Path] = ()
) -> PagesPdf:
    """Lay a document out as PDF; the same document and fonts give the same bytes on any day.

    Fonts are looked for where the system has them, and in `font_folders`. Raises CannotGoOn
    without typst, and where there is nothing that can stand in for a font.
    """
    found = _load_fonts(font_folders)
    names = _chosen(style, found.families())
    pages = layout(document, style, _measured(style, names, found))
    told = {
        "title": document.properties.title,
        "author": document.properties.author,
        "pages": [_page(page, names, style) for page in pages],
    }
    day = (dated(document) or _EPOCH).replace(tzinfo=datetime.UTC)
    compiler = _compiler(_PAGES, found, told)
    data: Any = compiler.compile(format="pdf", timestamp=day, pdf_tags=False)
    return PagesPdf(data, tuple(_remarks(style, names)))


def _load_fonts(folders: Iterable[Path]) -> "typst.Fonts":
    try:
        import typst
    except ImportError as missing:
        raise CannotGoOn('没有写 PDF 的组件；运行 pip install "plangen[typst]"') from missing
    return typst.Fonts(include_embedded_fonts=False, font_paths=list(map(str, folders)))


def _chosen(style: Style, families: Iterable[str]) -> dict[str, str]:
    """For each font of a style the first family that there is."""
    known = {family.casefold(): family for family in families}
    chosen = {}
    for field, face in _FACES.items():
        names = font_names(field, style)
        there = [known[name.casefold()] for name in names if name.casefold() in known]
        if not there:
            raise CannotGoOn(
                f"这台机器上没有{face}（{names[0]}），也没有可以代替的字体，不能写 PDF；"
                "装上字体，或用 --fonts 指出放字体的文件夹"
            )
        chosen[field] = there[0]
    if style.latin_font and style.latin_font.casefold() in known:
        chosen["latin_font"] = known[style.latin_font.casefold()]
    return chosen


def _remarks(style: Style, names: dict[str, str]) -> Iterator[str]:
    for field, face in _FACES.items():
        own = getattr(style, field)
        if names[field] not in font_names(field, style)[:2]:
            yield f"没有{face}“{own}”，用“{names[field]}”代替"


def _measured(style: Style, names: dict[str, str], found: "typst.Fonts") -> Fonts:
    """The advances of digits and Latin letters in the families that were chosen."""
    told = [[family, field in _BOLD] for field, family in names.items()]
    compiler = _compiler(_ADVANCES, found, told)
    widths = json.loads(compiler.query("<advances>", field="value", one=True))
    by_field = dict(zip(names, map(tuple, widths), strict=True))
    rows = {getattr(style, field): by_field[field] for field in _FACES}
    if style.latin_font:
        rows[style.latin_font] = by_field.get("latin_font", by_field["body_font"])
    return Fonts(rows)


def _compiler(program: str, found: "typst.Fonts", told: object) -> "typst.Compiler":
    """A compiler of one of our own programs; what it is told is data, and never its text."""
    import typst

    inputs = {"told": json.dumps(told, ensure_ascii=False)}
    return typst.Compiler(program.encode(), font_paths=found, sys_inputs=inputs)


def _page(page: SetPage, names: dict[str, str], style: Style) -> dict[str, Any]:
    size = (gbt9704.PAGE_WIDTH_MM, gbt9704.PAGE_HEIGHT_MM)
    width, height = reversed(size) if page.turned else size
    texts: list[Any] = []
    for block in page.blocks:
        texts += _texts(block, names, style)
    rules = [[*map(_rounded, (r.left, r.top, r.width, r.height)), r.red] for r in page.rules]
    return {"width": width * MM, "height": height * MM, "texts": texts, "rules": rules}


def _texts(block: SetBlock, names: dict[str, str], style: Style) -> Iterator[Sequence[Any]]:
    """The stretches of a block that are placed alone: a full-width character, a number or word."""
    for number, line in enumerate(block.lines):
        down = block.first + (number + BASELINE) * block.pitch
        for run in line.runs:
            family = _family(run, names, style)
            for text, x in _stretches(run):
                across = block.left + x, block.top + down
                if block.turned:
                    across = block.left + block.height - down, block.top + x
                ink = run.ink
                weight = ink.face in _BOLD or ink.edit is Edit.INSERTED
                look = [family, weight, ink.size, run.spacing, ink.red, block.turned]
                yield [*map(_rounded, across), text, *look, ink.edit or ""]


def _family(run: SetRun, names: dict[str, str], style: Style) -> str:
    same = getattr(style, run.ink.face) == style.body_font
    if run.narrow and same and "latin_font" in names:
        return names["latin_font"]
    return names[run.ink.face]


def _stretches(run: SetRun) -> Iterator[tuple[str, float]]:
    if run.narrow:
        yield run.text, run.x
        return
    for place, char in enumerate(run.text):
        yield char, run.x + place * (run.ink.size + run.spacing)


def _rounded(length: float) -> float:
    return round(length, 3)


_SET: Final = """
#set text(lang: "zh", region: "cn", kerning: false, ligatures: false, cjk-latin-spacing: none,
  top-edge: "baseline", bottom-edge: "baseline", hyphenate: false)
#let told = json(bytes(sys.inputs.told))
#let weight(is-bold) = if is-bold { "bold" } else { "regular" }
"""
_ADVANCES: Final = f"""{_SET}
#let row(font) = range({_ASCII.start}, {_ASCII.stop}).map(code => {{
  let char = text(font: font.at(0), weight: weight(font.at(1)), size: 1000pt,
    str.from-unicode(code))
  measure(char).width / 1000pt
}})
#context [#metadata(told.map(row)) <advances>]
"""
"""Measures the characters of ASCII in each family."""
_PAGES: Final = f"""{_SET}
#set document(title: told.title, author: told.author)
#let black = luma(0)
#let red = rgb("{gbt9704.RED}")
#let edited(edit, body) = if edit == "ins" {{ underline(body) }} else {{ strike(body) }}
#let set-text(x, y, chars, family, is-bold, size, spacing, is-red, turned, edit) = {{
  let body = text(font: family, weight: weight(is-bold), size: size * 1pt,
    tracking: spacing * 1pt, fill: if is-red {{ red }} else {{ black }}, chars)
  // Between boxes （ is not at the start of a line, where it would be set half as wide.
  body = box() + body + box()
  if edit != "" {{ body = edited(edit, body) }}
  if turned {{ body = rotate(90deg, origin: top + left, body) }}
  place(top + left, dx: x * 1pt, dy: y * 1pt, body)
}}
#let set-rule(x, y, width, height, is-red) = place(top + left, dx: x * 1pt, dy: y * 1pt,
  rect(width: width * 1pt, height: height * 1pt, fill: if is-red {{ red }} else {{ black }}))
#for one in told.pages {{
  page(width: one.width * 1pt, height: one.height * 1pt, margin: 0pt, {{
    for each in one.texts {{ set-text(..each) }}
    for each in one.rules {{ set-rule(..each) }}
  }})
}}
"""
"""Places texts and rules, page by page."""
