"""Paper, margins and page numbers."""

import re
from collections.abc import Iterator
from typing import Final

from plangen.document import gbt9704
from plangen.docx_file.fonts import FontFamily, family
from plangen.docx_file.model import DocxParagraph, DocxSection, Footer
from plangen.findings.departure import Departure, PageLocation
from plangen.findings.finding import Severity
from plangen.inspection.parts import DocumentPart, Recognised

PT_A_MM: Final = 72 / 25.4
TOLERANCE_MM: Final = 1.05
"""±1, and what rounding to twips adds."""
_SETTING: Final = PageLocation(words="页面设置")
_FOOTER: Final = PageLocation(words="页脚")
_UPRIGHT: Final = tuple(
    (margins.top_mm, margins.bottom_mm, gbt9704.LEFT_MM, gbt9704.RIGHT_MM)
    for margins in gbt9704.MARGINS.values()
)
"""Top, bottom, left, right: GB/T 9704, and the same page as GB/T 33476.2 sets it."""
_TURNED: Final = (
    *((left, right, bottom, top) for top, bottom, left, right in _UPRIGHT),
    *((right, left, top, bottom) for top, bottom, left, right in _UPRIGHT),
)
"""The same with the paper turned either way."""
_DASHES: Final = "—―─－﹣⸺一"
"""What prints as 一字线."""
_PAGE: Final = re.compile(r"\s*PAGE\b", re.IGNORECASE)
"""The field that prints the page's number."""
_NUMBER_TOLERANCE_MM: Final = 3.0
"""Without a rendered page the height of a footer is known only so well."""


def paper(read: Recognised) -> Iterator[Departure]:
    """§5.1: A4, 210 × 297 mm; an annex with a wide table may lie on its side (§8)."""
    for section in read.file.sections:
        if section.width and not _is_a4(section):
            yield Departure(
                "paper",
                "纸张",
                _SETTING,
                "A4（210×297 毫米）",
                f"{_mm(section.width / PT_A_MM)}×{_mm(section.height / PT_A_MM)} 毫米",
                "5.1",
                hint="在“布局 → 纸张大小”里选 A4",
            )


def margins(read: Recognised) -> Iterator[Departure]:
    """§5.2.1: top 37 ± 1, left 28 ± 1, type area 156 × 225: so right 26, bottom 35."""
    for section in read.file.sections:
        if section.width and not _margins_fit(section):
            lengths = zip("上下左右", _sides_mm(section), strict=True)
            turned = section.turned
            yield Departure(
                "margins",
                "页边距",
                _SETTING,
                "上 26、下 28、左 37、右 35 毫米" if turned else "上 37、下 35、左 28、右 26 毫米",
                "、".join(f"{name} {_mm(length)}" for name, length in lengths) + " 毫米",
                "8" if turned else "5.2.1",
                severity=Severity.WARNING if turned else Severity.ERROR,
                hint="在“布局 → 页边距 → 自定义”里改；左边的装订线也算在内",
            )


def type_area(section: DocxSection) -> tuple[float, float] | None:
    """Width and height in pt of the type area; None where paper or margins are wrong."""
    if not (_is_a4(section) and _margins_fit(section)):
        return None
    return (
        section.width - section.left - section.right,
        section.height - section.top - section.bottom,
    )


def _is_a4(section: DocxSection) -> bool:
    size = sorted((section.width / PT_A_MM, section.height / PT_A_MM))
    return _fit(size, (gbt9704.PAGE_WIDTH_MM, gbt9704.PAGE_HEIGHT_MM))


def _margins_fit(section: DocxSection) -> bool:
    lengths = _sides_mm(section)
    return any(_fit(lengths, sides) for sides in (_TURNED if section.turned else _UPRIGHT))


def _sides_mm(section: DocxSection) -> list[float]:
    """Top, bottom, left and right margin."""
    lengths = (section.top, section.bottom, section.left, section.right)
    return [length / PT_A_MM for length in lengths]


def _fit(lengths: list[float], wanted: tuple[float, ...]) -> bool:
    pairs = zip(lengths, wanted, strict=True)
    return all(abs(length - right) <= TOLERANCE_MM for length, right in pairs)


def _mm(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")


def page_number(read: Recognised) -> Iterator[Departure]:
    """§7.5: pages are numbered."""
    if not any(_numbers(section) for section in read.file.sections):
        yield Departure(
            "page-number",
            "页码",
            _FOOTER,
            "版心下边缘之下的页码，如“— 1 —”",
            "没有页码",
            "7.5",
            hint="在“插入 → 页码”里加上，单页居右、双页居左",
        )


def page_number_sides(read: Recognised) -> Iterator[Departure]:
    """§7.5: odd pages to the right, even pages to the left."""
    for section in _upright(read):
        odd = _side(_numbers_in(section.odd))
        even = _side(_numbers_in(section.even)) if read.file.odd_and_even else odd
        sides = (odd, even)
        if "outside" in sides or sides == ("right", "left") or "unknown" in sides:
            continue
        yield Departure(
            "page-number-sides",
            "页码",
            _FOOTER,
            "单页居右、双页居左",
            _sides_shown(odd, even, read.file.odd_and_even),
            "7.5",
            hint="在页脚的“设计”里勾选“奇偶页不同”，奇数页页码居右空一字，偶数页居左空一字",
        )


def page_number_form(read: Recognised) -> Iterator[Departure]:
    """§7.5: a dash (一字线) on each side of the number."""
    for section in _upright(read):
        for paragraph in _numbers(section):
            marks = re.sub(r"[\d\s]", "", paragraph.raw)
            shown = re.sub(r"\s+", " ", paragraph.raw).strip()
            if section.number_style == "numberInDash":
                shown = "- 1 -"
            elif len(marks) == 2 and set(marks) <= set(_DASHES):
                continue
            yield Departure(
                "page-number-form",
                "页码",
                _FOOTER,
                "数字左右各一条一字线，如“— 1 —”",
                f"“{shown}”",
                "7.5",
                hint="把页码两边写成“—”（中文破折号的一半），不用减号",
            )


def page_number_type(read: Recognised) -> Iterator[Departure]:
    """§7.5: 4号 half-width 宋体 figures."""
    for section in _upright(read):
        for paragraph in _numbers(section):
            fonts = {run.look.latin for run in paragraph.runs if run.look.latin}
            wrong = [name for name in fonts if family(name) is not FontFamily.SONG]
            if not paragraph.runs:
                continue
            look = paragraph.runs[-1].look
            if look.size != gbt9704.SMALL_PT or wrong:
                yield Departure(
                    "page-number-type",
                    "页码",
                    _FOOTER,
                    "4号（14 磅）宋体",
                    f"{look.size:g} 磅{wrong[0] if wrong else ''}",
                    "7.5",
                    hint="选中页码，字体改宋体，字号改四号",
                )


def page_number_height(read: Recognised) -> Iterator[Departure]:
    """§7.5: the dashes 7 mm below the type area; told only where it is far off."""
    for section in _upright(read):
        if not type_area(section) or not _is_footer_plain(section):
            continue
        for number in _numbers(section)[:1]:
            line = number.layout.pitch or 0.0
            below = (section.bottom - section.footer_distance - line / 2) / PT_A_MM
            if abs(below - gbt9704.PAGE_NUMBER_BELOW_MM) > _NUMBER_TOLERANCE_MM:
                yield Departure(
                    "page-number-height",
                    "页码",
                    _FOOTER,
                    "一字线在版心下边缘之下 7 毫米",
                    f"约 {below:.0f} 毫米",
                    "7.5",
                    severity=Severity.WARNING,
                    hint="在“页面设置 → 版式”里改页脚距边界，一般是 25 毫米左右",
                )


def _is_footer_plain(section: DocxSection) -> bool:
    """Whether the numbers stand in footers of one line each, of a height that is told."""
    for footer in (section.odd, section.even):
        for number in _numbers_in(footer):
            framed = number.layout.frame_side or number.side
            if framed or not number.layout.pitch or footer is None or len(footer.paragraphs) != 1:
                return False
    return True


def outside_files(read: Recognised) -> Iterator[Departure]:
    """Not of the standard: a document that pulls in files from elsewhere prints differently."""
    if read.file.outside:
        first = "".join(char if char.isprintable() else "?" for char in read.file.outside[0][:60])
        yield Departure(
            "outside-files",
            "外部文件",
            PageLocation(),
            "全部内容都在文件里",
            f"引用了“{first}”",
            "",
            severity=Severity.WARNING,
            hint="没有打开它；断开链接，把图片和内容存进文件",
            count=len(read.file.outside),
        )


def _upright(read: Recognised) -> Iterator[DocxSection]:
    """The sections with text and numbers whose paper does not lie on its side."""
    with_text = {paragraph.section for _, _, paragraph in read.of(*DocumentPart)}
    for index, section in enumerate(read.file.sections):
        if not section.turned and index in with_text and _numbers(section):
            yield section


def _numbers(section: DocxSection) -> list[DocxParagraph]:
    return [*_numbers_in(section.odd), *_numbers_in(section.even)]


def _numbers_in(footer: Footer | None) -> list[DocxParagraph]:
    if footer is None:
        return []
    return [paragraph for paragraph in footer.paragraphs if any(map(_PAGE.match, paragraph.fields))]


def _side(numbers: list[DocxParagraph]) -> str:
    """The side a number stands at: right, left, center, outside, none or unknown."""
    if not numbers:
        return "none"
    number = numbers[0]
    side = number.layout.frame_side or number.side or number.layout.align
    if number.raw.startswith("\t") or (number.layout.has_tabs and "\t" in number.raw):
        return "unknown"
    return {"both": "left", "distribute": "unknown"}.get(side, side)


def _sides_shown(odd: str, even: str, apart: bool) -> str:
    names = {"right": "居右", "left": "居左", "center": "居中", "none": "没有页码"}
    if not apart:
        return f"单双页不分，都{names.get(odd, odd)}"
    return f"单页{names.get(odd, odd)}、双页{names.get(even, even)}"
