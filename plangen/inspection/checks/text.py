"""Type, lines and wording of the text."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from plangen.document import gbt9704
from plangen.docx_file.fonts import FontFamily
from plangen.docx_file.model import DocxParagraph, DocxRun, DocxSection
from plangen.findings.departure import Departure
from plangen.findings.finding import Severity
from plangen.inspection.checks.page import PT_A_MM, type_area
from plangen.inspection.parts import HEADINGS, TEXT, DocumentPart, Recognised
from plangen.inspection.pointing import at
from plangen.inspection.recognise import is_red
from plangen.inspection.wording import CITED, SLIPS
from plangen.outline import recognise as numeral_of
from plangen.typography import width

_SIZES: Final = {22.0: "2号", 16.0: "3号", 14.0: "4号"}
TYPES: Final = {
    DocumentPart.COPY_NUMBER: (None, gbt9704.BODY_PT, "7.2.1"),
    DocumentPart.CLASSIFICATION: (FontFamily.HEI, gbt9704.BODY_PT, "7.2.2"),
    DocumentPart.URGENCY: (FontFamily.HEI, gbt9704.BODY_PT, "7.2.3"),
    DocumentPart.MARK: (FontFamily.TITLE, None, "7.2.4"),
    DocumentPart.NUMBER: (FontFamily.FANG, gbt9704.BODY_PT, "7.2.5"),
    DocumentPart.TITLE: (FontFamily.TITLE, gbt9704.TITLE_PT, "7.3.1"),
    DocumentPart.RECIPIENTS: (FontFamily.FANG, gbt9704.BODY_PT, "7.3.2"),
    DocumentPart.BODY: (FontFamily.FANG, gbt9704.BODY_PT, "7.3.3"),
    DocumentPart.HEADING_1: (None, gbt9704.BODY_PT, "7.3.3"),
    DocumentPart.HEADING_2: (None, gbt9704.BODY_PT, "7.3.3"),
    DocumentPart.HEADING_3: (None, gbt9704.BODY_PT, "7.3.3"),
    DocumentPart.HEADING_4: (None, gbt9704.BODY_PT, "7.3.3"),
    DocumentPart.ROSTER: (FontFamily.FANG, gbt9704.BODY_PT, "7.3.7"),
    DocumentPart.ATTACHMENTS: (FontFamily.FANG, gbt9704.BODY_PT, "7.3.4"),
    DocumentPart.ISSUER: (FontFamily.FANG, gbt9704.BODY_PT, "7.3.5"),
    DocumentPart.DATE: (FontFamily.FANG, gbt9704.BODY_PT, "7.3.5"),
    DocumentPart.NOTE: (FontFamily.FANG, gbt9704.BODY_PT, "7.3.6"),
    DocumentPart.ANNEX_LABEL: (FontFamily.HEI, gbt9704.BODY_PT, "7.3.7"),
    DocumentPart.ANNEX_TITLE: (FontFamily.TITLE, gbt9704.TITLE_PT, "7.3.7"),
    DocumentPart.COPIES: (FontFamily.FANG, gbt9704.SMALL_PT, "7.4.2"),
    DocumentPart.PRINTED: (FontFamily.FANG, gbt9704.SMALL_PT, "7.4.3"),
}
"""The type of each part: family, size in pt, clause; the types of headings are their own check."""
_MM_A_LINE: Final = 0.02
"""Of a line or a character, that rounding takes."""
_FILLS_PT: Final = 10.0
"""What 22 lines may leave of the type area."""
_FONT_HEIGHT: Final = (1.0, 1.45)
"""Between what multiples of its size the height of a font lies."""
CHAR_TOLERANCE: Final = 0.35
"""字, of an indent."""


def chinese(paragraph: DocxParagraph) -> Iterator[DocxRun]:
    """The runs with Chinese characters that the fonts of official documents have."""
    for run in paragraph.runs:
        if any(
            "\u4e00" <= char <= "\u9fff" and char.encode("gb2312", "ignore") for char in run.text
        ):
            yield run


def typeface(read: Recognised) -> Iterator[Departure]:
    """§5.2.2 and the clause of each part: 仿宋 where nothing else is said."""
    for _, part, paragraph in read.of(*TYPES):
        wanted, _, clause = TYPES[part]
        runs = list(chinese(paragraph))
        if part is DocumentPart.BODY:
            runs = runs[_headed(paragraph) :]
        if part is DocumentPart.NUMBER:
            runs = [run for run in runs if "号" in run.text]  # 签发人 or 加急 may share its line
        for run in runs:
            if wanted and run.look.family is not wanted:
                yield Departure(
                    *("typeface", part.value, at(paragraph), wanted.value),
                    run.look.chinese or "没有指定中文字体",
                    clause,
                    Severity.ADVICE if part is DocumentPart.MARK else Severity.ERROR,
                    f"选中这一段，字体改{wanted.value}",
                )
                break


def _headed(paragraph: DocxParagraph) -> int:
    """How many Chinese runs at the head of a paragraph may belong to a heading run in."""
    if not numeral_of(paragraph.text):
        return 0
    families = [run.look.family for run in chinese(paragraph)]
    if FontFamily.FANG in families:
        return families.index(FontFamily.FANG)
    return len(list(takewhile(lambda each: each in (FontFamily.HEI, FontFamily.KAI), families)))


def size(read: Recognised) -> Iterator[Departure]:
    """§5.2.2 and the clause of each part: 3号 where nothing else is said."""
    for _, part, paragraph in read.of(*TYPES):
        _, wanted, clause = TYPES[part]
        wrong = [run for run in paragraph.runs if run.text.strip() and run.look.size != wanted]
        if wanted and wrong:
            name = f"{_SIZES[wanted]}（{wanted:g} 磅）"
            yield Departure(
                *("size", part.value, at(paragraph), name, f"{wrong[0].look.size:g} 磅", clause),
                hint=f"选中这一段，字号改{_SIZES[wanted]}",
            )


def colour(read: Recognised) -> Iterator[Departure]:
    """§5.2.4: black, but for the issuer mark."""
    parts = [part for part in TYPES if part is not DocumentPart.MARK]
    for _, part, paragraph in read.of(*parts):
        for run in paragraph.runs:
            if run.text.strip() and not _is_dark(run.look.color):
                yield Departure(
                    *("colour", part.value, at(paragraph), "黑色"),
                    colour_name(run.look.color),
                    "5.2.4",
                    hint="选中这一段，字体颜色改黑色或自动",
                )
                break


def colour_name(color: str) -> str:
    """A colour as people say it, as far as they have a word for it."""
    if is_red(color):
        return "红色"
    return "黑色" if _is_dark(color) else f"颜色 {color}"


def _is_dark(color: str) -> bool:
    try:
        return not color or max(bytes.fromhex(color)) <= 0x40
    except ValueError:
        return True


def lines_a_page(read: Recognised) -> Iterator[Departure]:
    """§5.2.3: 22 lines a page, filling the type area."""
    for _, _, paragraph in read.of(*TEXT):
        section, layout = read.section(paragraph), paragraph.layout
        if section.turned:
            continue
        height = (type_area(section) or _standard())[1]
        if layout.pitch:
            lines = int(height / layout.pitch + _MM_A_LINE)
            left = height - lines * layout.pitch
            found = f"{lines} 行（行距 {layout.pitch:g} 磅）"
        else:
            low, high = (
                int(height / (times * paragraph.char * layout.multiple))
                for times in reversed(_FONT_HEIGHT)
            )
            lines = min(max(gbt9704.LINES, low), high)
            left, found = 0.0, f"{low}—{high} 行（{layout.multiple:g} 倍行距）"
        if lines != gbt9704.LINES or left > _FILLS_PT:
            severity = Severity.ERROR if lines != gbt9704.LINES else Severity.ADVICE
            yield Departure(
                *(
                    "lines-a-page",
                    "每面行数",
                    at(paragraph),
                    "22 行，撑满版心",
                    found,
                    "5.2.3",
                    severity,
                ),
                f"行距改为固定值 {_pitch(height):g} 磅",
            )


def _pitch(height: float) -> float:
    """The pitch in pt that fills a type area, as a clerk types it."""
    return int(height / gbt9704.LINES * 20) / 20


def _standard() -> tuple[float, float]:
    return gbt9704.TYPE_AREA_WIDTH_MM * PT_A_MM, gbt9704.TYPE_AREA_HEIGHT_MM * PT_A_MM


def characters_a_line(read: Recognised) -> Iterator[Departure]:
    """§5.2.3: 28 字 a line, filling the type area."""
    for _, _, paragraph in read.of(*TEXT):
        section = read.section(paragraph)
        runs = [run for run in chinese(paragraph) if run.look.size == gbt9704.BODY_PT]
        if section.turned or not runs or width(paragraph.text) < gbt9704.CHARS:
            continue
        across = (type_area(section) or _standard())[0]
        char = max(_char(run, paragraph, section) for run in runs)
        count = int(across / char + _MM_A_LINE)
        if count != gbt9704.CHARS:
            yield Departure(
                *("characters-a-line", "每行字数", at(paragraph), "28 字，撑满版心", f"{count} 字"),
                *("5.2.3", Severity.ERROR),
                "在“字体 → 高级”里把字符间距改为紧缩 0.25 磅，或在文档网格里指定每行 28 字",
            )


def _char(run: DocxRun, paragraph: DocxParagraph, section: DocxSection) -> float:
    """What one character takes, in pt."""
    on_grid = section.grid_char if paragraph.layout.on_grid else 0.0
    return max(1.0, run.look.size + run.look.spacing + on_grid)


def space_between_paragraphs(read: Recognised) -> Iterator[Departure]:
    """§5.2.3: 22 lines fill a page, so paragraphs of the text have no space between them."""
    for _, _, paragraph in read.of(*TEXT):
        layout = paragraph.layout
        if layout.above > 1 or layout.below > 1:
            found = f"段前 {layout.above:g} 磅、段后 {layout.below:g} 磅"
            yield Departure(
                *("paragraph-space", "段间距", at(paragraph), "段前段后为 0", found, "5.2.3"),
                *(Severity.WARNING, "在“段落”里把段前、段后改为 0"),
            )


def indent(read: Recognised) -> Iterator[Departure]:
    """§7.3.3: paragraphs are indented by 2 字, their further lines are flush."""
    for _, part, paragraph in read.of(*TEXT, DocumentPart.NOTE):
        if paragraph.layout.align in ("center", "right") or read.section(paragraph).turned:
            continue
        sure = part in HEADINGS or width(paragraph.text) > gbt9704.CHARS
        off = abs(paragraph.indent - gbt9704.PARAGRAPH_INDENT_CHARS) > CHAR_TOLERANCE
        if sure and (off or (paragraph.layout.left > paragraph.char and part is DocumentPart.BODY)):
            further = paragraph.layout.left / paragraph.char
            yield Departure(
                *("indent", part.value, at(paragraph), "首行左空二字、回行顶格"),
                f"首行左空 {paragraph.indent:.1f} 字、回行左空 {further:.1f} 字",
                "7.3.6" if part is DocumentPart.NOTE else "7.3.3",
                hint="在“段落”里把左缩进改为 0，特殊格式改为首行缩进 2 字符",
            )


def alignment(read: Recognised) -> Iterator[Departure]:
    """§7.3.3: text begins at the left and fills its lines."""
    for _, part, paragraph in read.of(DocumentPart.BODY):
        long = width(paragraph.text) > gbt9704.CHARS
        if long and paragraph.layout.align in ("center", "right"):
            found = "居中" if paragraph.layout.align == "center" else "右对齐"
            yield Departure(
                *("alignment", part.value, at(paragraph), "两端对齐", found, "7.3.3"),
                hint="在“段落”里把对齐方式改为两端对齐",
            )


def dates(read: Recognised) -> Iterator[Departure]:
    """§7.3.5.4, as far as the text: no leading zeros, 日 and not 号."""
    for _, part, paragraph in read.of(
        *TEXT, DocumentPart.TITLE, DocumentPart.ATTACHMENTS, DocumentPart.NOTE, DocumentPart.CELL
    ):
        for pattern, rule in SLIPS:
            if found := pattern.search(paragraph.text):
                yield Departure(
                    *("date", part.value, at(paragraph), rule, f"“{found[0]}”", "7.3.5.4"),
                    *(Severity.WARNING, "日期写成如“2022年3月7日”"),
                )
                break


def cited_numbers(read: Recognised) -> Iterator[Departure]:
    """§7.2.5, as far as the text: cited document numbers with 〔〕, no 第, no leading zero."""
    for _, part, paragraph in read.of(*TEXT, DocumentPart.RECIPIENTS, DocumentPart.ATTACHMENTS):
        for found in CITED.finditer(paragraph.text):
            wanted = f"〔{found['year']}〕{int(found['number'])}号"
            if found["cited"] != wanted:
                yield Departure(
                    *("cited-number", part.value, at(paragraph), f"“{wanted}”", f"“{found[0]}”"),
                    *("7.2.5", Severity.WARNING, f"改为“{wanted}”"),
                )
