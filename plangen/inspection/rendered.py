"""Rendered pages held to the standard: what only measuring glyphs and lines can tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangen.document import gbt9704
from plangen.docx_file.archive import Unusable
from plangen.docx_file.fonts import FontFamily
from plangen.findings.departure import Departure, PageLocation
from plangen.findings.finding import Severity
from plangen.inspection.checks.page import PT_A_MM
from plangen.inspection.on_page import (
    closed,
    first_line,
    ink_between,
    line_of,
    location_of,
    rule_below,
)
from plangen.inspection.parts import TEXT, DocumentPart, Recognised
from plangen.inspection.rendering import Pages, Seen, lay_out, missing_fonts
from plangen.inspection.telling import is_red

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plangen.docx_file.model import DocxParagraph
    from plangen.pages import Page, PageLine

_MM: Final = 1.0
"""Where the standard gives a length: ±1 mm."""
_LINE_MM: Final = gbt9704.TYPE_AREA_HEIGHT_MM / gbt9704.LINES
_BOTTOM_MM: Final = gbt9704.TOP_MM + gbt9704.TYPE_AREA_HEIGHT_MM
_NUMBER: Final = re.compile(r"\W*(\d{1,3})\W*")
_SIDE_CHARS: Final = 2.0
"""字, within which a page number stands at a side."""


def measure(data: bytes, read: Recognised, seen: Seen) -> list[Departure]:
    """What the pages show once laid out. Raises Unusable where they cannot be.

    What hangs on a font that the computer lacks is left out, and the font is told.
    """
    if read.file.outside:
        raise Unusable("引用了外部文件，不排版；断开链接，把图片和内容存进文件再用 --render")
    pages = lay_out(data, seen)
    missing = missing_fonts(pages, read)
    departures = list(_missing(missing))
    for check, _, families in _CHECKS:
        if not missing.keys() & families:
            departures += check(pages, read)
    return departures


def _missing(missing: Mapping[FontFamily, str]) -> Iterator[Departure]:
    """Not of the standard: without its own fonts a document is laid out otherwise."""
    if missing:
        names = "".join(f"“{name}”" for name in missing.values())
        left = "、".join(name for _, name, families in _CHECKS if missing.keys() & families)
        yield Departure(
            "missing-fonts",
            "版面",
            PageLocation(),
            "用文件里写明的字体排出",
            f"电脑上没有{names}，换成了别的字体",
            "",
            severity=Severity.ADVICE,
            hint=f"装上这些字体再量；这次没有量的：{left}",
        )


def _mark(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§7.2.4: the mark's top 35 mm below the type area's; 20 in an order, a letter's at 30."""
    line, mark = first_line(pages, read, DocumentPart.MARK), read.first(DocumentPart.MARK)
    if line is None or mark is None:
        return
    size = line.glyphs[0].size / PT_A_MM
    ink = ink_between(pages[0], line.baseline - size, line.baseline)
    tops = _mark_tops(mark)
    if ink is None or min(abs(ink.top - top) for top in tops) <= _MM:
        return
    letter = tops == (gbt9704.LETTER_MARK_TOP_MM,)
    edge, start = ("上页边", 0.0) if letter else ("版心上边缘", gbt9704.TOP_MM)
    yield Departure(
        "mark-top",
        DocumentPart.MARK.value,
        location_of(pages, line),
        f"上边缘至{edge} {tops[0] - start:.0f} 毫米",
        f"{ink.top - start:.1f} 毫米",
        "10.1" if letter else "7.2.4",
        hint="改发文机关标志的段前距",
    )


def _mark_tops(mark: DocxParagraph) -> tuple[float, ...]:
    """From the page's top to a mark, in mm, as its form asks; two where it may be of two forms.

    An order's mark ends with 令, a letter's has a red line right below it (§10.1, §10.2). A mark
    that is the issuer's name alone may be a letter's whose line is drawn by hand.
    """
    text, line = mark.text.rstrip(), mark.layout.bottom
    document = gbt9704.TOP_MM + gbt9704.MARK_TOP_MM
    if text.endswith("令"):
        return (gbt9704.TOP_MM + gbt9704.ORDER_MARK_TOP_MM,)
    if line is not None and is_red(line.color):
        return (gbt9704.LETTER_MARK_TOP_MM,)
    if text.endswith(("文件", "纪要")):
        return (document,)
    return document, gbt9704.LETTER_MARK_TOP_MM


def _red_line(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§7.2.7: 4 mm below the document number."""
    line = first_line(pages, read, DocumentPart.NUMBER)
    rule = rule_below(pages, line)
    if line is None or rule is None:
        return
    ink = ink_between(pages[0], line.baseline - 5, rule.middle - rule.thickness / 2 - 0.3)
    below = rule.middle - rule.thickness / 2 - ink.bottom if ink else 0.0
    if ink and abs(below - gbt9704.RED_LINE_BELOW_NUMBER_MM) > _MM:
        yield Departure(
            "red-line-place",
            "版头中的分隔线",
            location_of(pages, line),
            "发文字号之下 4 毫米",
            f"{below:.1f} 毫米",
            "7.2.7",
            hint="改发文字号的下边框与文字的距离",
        )


def _title(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§7.3.1: two blank lines below the red separator."""
    title = first_line(pages, read, DocumentPart.TITLE)
    rule = rule_below(pages, first_line(pages, read, DocumentPart.NUMBER))
    if title is None or rule is None or title not in pages[0].lines:
        return
    ink = ink_between(pages[0], rule.middle + 1, title.baseline)
    blank = (ink.top - rule.middle) / _LINE_MM if ink else 0.0
    if ink and not 1.5 <= blank <= 2.7:
        yield Departure(
            "title-top",
            DocumentPart.TITLE.value,
            location_of(pages, title),
            "红色分隔线之下空二行",
            f"空 {blank:.1f} 行",
            "7.3.1",
            hint="改标题的段前距",
        )


def _first_page(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§7.3.3: the first page shows text."""
    text = read.first(*TEXT)
    if text is None or read.first(DocumentPart.TITLE) is None:
        return
    if line_of(pages[:1], text.text) is None and line_of(pages, text.text):
        yield Departure(
            "first-page",
            DocumentPart.BODY.value,
            PageLocation(page=1),
            "首页有正文",
            "没有正文",
            "7.3.3",
            hint="主送机关太多的，移到版记",
        )


def _lines(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§5.2.3: lines lie within the type area."""
    for number, page in enumerate(pages, 1):
        for line in page.lines if page.width < page.height else ():
            low = line.baseline > _BOTTOM_MM + _MM and not _NUMBER.fullmatch(line.text)
            if low and _is_text(line, read):
                yield Departure(
                    "below-type-area",
                    DocumentPart.BODY.value,
                    location_of(pages, line),
                    f"在版心之内，每面 {gbt9704.LINES} 行",
                    f"第{number}页有超出版心的行",
                    "5.2.3",
                    hint="检查下边距和行距",
                )
                break


def _is_text(line: PageLine, read: Recognised) -> bool:
    words = closed(line.text)
    return any(words in closed(paragraph.text) for _, _, paragraph in read.of(*TEXT))


def _numbers(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§7.5: dashes 7 mm below the type area; odd pages to the right, even ones to the left."""
    for number, page in enumerate(pages, 1):
        line, printed = _number_below(page)
        if line is None or page.width > page.height:
            continue
        side, aside = ("右", line.right_indent) if printed % 2 else ("左", line.indent)
        if abs(aside - gbt9704.PAGE_NUMBER_INDENT_CHARS) > _SIDE_CHARS:
            yield Departure(
                "page-number-place",
                "页码",
                PageLocation(page=number, words=line.text),
                f"{'单' if printed % 2 else '双'}页居{side}空一字",
                f"离{side}边 {aside:.1f} 字",
                "7.5",
                hint="在页脚的“设计”里勾选“奇偶页不同”",
            )
        dash = line.glyphs[0]
        ink = ink_between(page, _BOTTOM_MM + 1, line.baseline + 3, dash.left, dash.right)
        down = (ink.top + ink.bottom) / 2 - _BOTTOM_MM if ink else 0.0
        if ink and not dash.text.isdigit() and abs(down - gbt9704.PAGE_NUMBER_BELOW_MM) > _MM:
            yield Departure(
                "page-number-depth",
                "页码",
                PageLocation(page=number, words=line.text),
                "一字线在版心下边缘之下 7 毫米",
                f"{down:.1f} 毫米",
                "7.5",
                hint="在“页面设置 → 版式”里改页脚距边界",
            )


def _number_below(page: Page) -> tuple[PageLine | None, int]:
    """The line below the type area that is a page number, and the number."""
    for line in page.lines:
        number = _NUMBER.fullmatch(line.text)
        if number and line.baseline > _BOTTOM_MM:
            return line, int(number[1])
    return None, 0


def _signature(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§7.3.5.5: issuer and date stand on a page with text."""
    for _, part, paragraph in read.of(DocumentPart.ISSUER, DocumentPart.DATE):
        for number, page in enumerate(pages[1:], 2):
            lines = [line for line in page.lines if line.baseline <= _BOTTOM_MM]
            if lines and closed(lines[0].text) == closed(paragraph.text):
                yield Departure(
                    "signature-alone",
                    part.value,
                    PageLocation(page=number, line=1),
                    "与正文在同一面",
                    "这一面没有正文",
                    "7.3.5.5",
                    hint="调整行距、字距，使正文移到这一面或署名移到上一面",
                )


def _imprint(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§7.4.1: the last line of the 版记 lies on the bottom of the last page's type area."""
    rules = pages[-1].rules if pages else ()
    if not rules or read.first(DocumentPart.PRINTED) is None:
        return
    if abs(rules[-1].middle - _BOTTOM_MM) > _MM:
        yield Departure(
            "imprint-place",
            "版记",
            PageLocation(page=len(pages)),
            "末条分隔线与版心下边缘重合",
            f"相差 {rules[-1].middle - _BOTTOM_MM:+.1f} 毫米",
            "7.4.1",
            hint="把版记移到最后一面的最下面",
        )


_CHECKS: Final = (
    (_mark, "发文机关标志的位置", {FontFamily.TITLE}),
    (_red_line, "分隔线的位置", {FontFamily.FANG}),
    (_title, "标题的位置", {FontFamily.TITLE}),
    (_first_page, "首页有没有正文", {FontFamily.FANG}),
    (_lines, "有没有超出版心的行", {FontFamily.FANG}),
    (_numbers, "页码的位置", {FontFamily.SONG}),
    (_signature, "署名和日期在哪一面", {FontFamily.FANG}),
    (_imprint, "版记的位置", set[FontFamily]()),
)
"""Each check with what it measures, and the families whose glyphs it hangs on."""
