"""Rendered pages held to the standard: what only measuring glyphs and lines can tell."""

from __future__ import annotations

import re
import shutil
from itertools import chain
from subprocess import SubprocessError
from typing import TYPE_CHECKING, Final, TypeAlias

from plangen.document import gbt9704
from plangen.docx_file.archive import Unusable
from plangen.findings.departure import Departure, PageLocation
from plangen.inspection.checks.page import PT_A_MM
from plangen.inspection.parts import TEXT, DocumentPart, Recognised
from plangen.inspection.pointing import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangen.pages import DrawnLine, InkBox, Page, PageLine

Pages: TypeAlias = "tuple[Page, ...]"

_MM: Final = 1.0
"""Where the standard gives a length: ±1 mm."""
_LINE_MM: Final = gbt9704.TYPE_AREA_HEIGHT_MM / gbt9704.LINES
_BOTTOM_MM: Final = gbt9704.TOP_MM + gbt9704.TYPE_AREA_HEIGHT_MM
_MARK_TOPS_MM: Final = (gbt9704.TOP_MM + gbt9704.MARK_TOP_MM, gbt9704.TOP_MM + 20, 30.0)
"""From the page's top to the mark: document and minutes, order (§10.2), letter (§10.1)."""
_NUMBER: Final = re.compile(r"\W*(\d{1,3})\W*")
_SIDE_CHARS: Final = 2.0
"""字, within which a page number stands at a side."""
_FIRST: Final = 14
"""How many characters find a paragraph on its page."""


def measure(data: bytes, read: Recognised) -> list[Departure]:
    """What the pages show once laid out. Raises Unusable where they cannot be."""
    if read.file.outside:
        raise Unusable("引用了外部文件，不排版；断开链接，把图片和内容存进文件再用 --render")
    pages = _render(data)
    departures: list[Departure] = []
    for check in (_mark, _red_line, _title, _first_page, _lines, _numbers, _signature, _imprint):
        departures += check(pages, read)
    return departures


def _render(data: bytes) -> Pages:
    if shutil.which("soffice") is None:
        raise Unusable("没有安装 LibreOffice，不能量版面；安装它，或不加 --render")
    try:
        from plangen.pages import render
    except ImportError as missing:
        raise Unusable('没有量版面的组件；运行 pip install "plangen[render]"') from missing
    try:
        return next(iter(render(data)))
    except (OSError, RuntimeError, ValueError, SubprocessError) as fault:
        raise Unusable("LibreOffice 排不出这个文件；在 Word 或 WPS 里另存一份再试") from fault


def _mark(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§7.2.4: the mark's top 35 mm below the type area's; 20 in an order, a letter's at 30."""
    line = _line(pages, read, DocumentPart.MARK)
    if line is None:
        return
    size = line.glyphs[0].size / PT_A_MM
    ink = _ink(pages[0], line.baseline - size, line.baseline)
    if ink is None:
        return
    top = ink.top
    if min(abs(top - wanted) for wanted in _MARK_TOPS_MM) > _MM:
        yield Departure(
            "mark-top",
            DocumentPart.MARK.value,
            _location(pages, line),
            f"上边缘至版心上边缘 {gbt9704.MARK_TOP_MM:.0f} 毫米",
            f"{top - gbt9704.TOP_MM:.1f} 毫米",
            "7.2.4",
            hint="改发文机关标志的段前距",
        )


def _red_line(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§7.2.7: 4 mm below the document number."""
    line = _line(pages, read, DocumentPart.NUMBER)
    rule = _rule_below(pages, line)
    if line is None or rule is None:
        return
    ink = _ink(pages[0], line.baseline - 5, rule.middle - rule.thickness / 2 - 0.3)
    below = rule.middle - rule.thickness / 2 - ink.bottom if ink else 0.0
    if ink and abs(below - gbt9704.RED_LINE_BELOW_NUMBER_MM) > _MM:
        yield Departure(
            "red-line-place",
            "版头中的分隔线",
            _location(pages, line),
            "发文字号之下 4 毫米",
            f"{below:.1f} 毫米",
            "7.2.7",
            hint="改发文字号的下边框与文字的距离",
        )


def _title(pages: Pages, read: Recognised) -> Iterator[Departure]:
    """§7.3.1: two blank lines below the red separator."""
    title = _line(pages, read, DocumentPart.TITLE)
    rule = _rule_below(pages, _line(pages, read, DocumentPart.NUMBER))
    if title is None or rule is None or title not in pages[0].lines:
        return
    ink = _ink(pages[0], rule.middle + 1, title.baseline)
    blank = (ink.top - rule.middle) / _LINE_MM if ink else 0.0
    if ink and not 1.5 <= blank <= 2.7:
        yield Departure(
            "title-top",
            DocumentPart.TITLE.value,
            _location(pages, title),
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
    if _line_of(pages[:1], text.text) is None and _line_of(pages, text.text):
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
                    _location(pages, line),
                    f"在版心之内，每面 {gbt9704.LINES} 行",
                    f"第{number}页有超出版心的行",
                    "5.2.3",
                    hint="检查下边距和行距",
                )
                break


def _is_text(line: PageLine, read: Recognised) -> bool:
    words = _closed(line.text)
    return any(words in _closed(paragraph.text) for _, _, paragraph in read.of(*TEXT))


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
        ink = _ink(page, _BOTTOM_MM + 1, line.baseline + 3, dash.left, dash.right)
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
            if lines and _closed(lines[0].text) == _closed(paragraph.text):
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


def _line(pages: Pages, read: Recognised, part: DocumentPart) -> PageLine | None:
    """The line on page 1 where a part begins; None where it cannot be found."""
    paragraph = read.first(part)
    return _line_of(pages[:1], paragraph.text) if paragraph else None


def _line_of(pages: Pages, text: str) -> PageLine | None:
    """The line in which a paragraph with this text begins."""
    start = _closed(text.partition("\n")[0])[:_FIRST]
    for line in chain.from_iterable(page.lines for page in pages):
        if _begins(_closed(line.text), start):
            return line
    return None


def _begins(line: str, start: str) -> bool:
    return bool(line) and (line.startswith(start) or (len(line) > 3 and start.startswith(line)))


def _ink(page: Page, top: float, bottom: float, *sides: float) -> InkBox | None:
    """The ink between two heights; None where nothing is printed."""
    try:
        return page.ink(top, bottom, *sides) if bottom - top > _MM / 2 else None
    except ValueError:
        return None


def _rule_below(pages: Pages, line: PageLine | None) -> DrawnLine | None:
    """The rule on page 1 within 3 cm below a line."""
    if line is None:
        return None
    near = (rule for rule in pages[0].rules if 0 < rule.middle - line.baseline < 30)
    return next(near, None)


def _location(pages: Pages, line: PageLine) -> PageLocation:
    for number, page in enumerate(pages, 1):
        if line in page.lines:
            above = page.lines.index(line)
            return PageLocation(page=number, line=above + 1, words=shown(line.text))
    return PageLocation()


def _closed(text: str) -> str:
    return "".join(text.split())
