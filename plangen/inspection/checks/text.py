"""Lines of the text and what is written in them."""

from collections.abc import Iterator
from typing import Final

from plangen.document import gbt9704
from plangen.docx_file.model import DocxParagraph, DocxRun, DocxSection
from plangen.findings.departure import Departure
from plangen.findings.finding import Severity
from plangen.inspection.checks.looks import chinese
from plangen.inspection.checks.page import PT_A_MM, type_area
from plangen.inspection.parts import HEADINGS, TEXT, DocumentPart, Recognised
from plangen.inspection.pointing import at
from plangen.inspection.wording import CITED, SLIPS
from plangen.typography import width

_ROUNDING: Final = 0.02
"""Of a line or a character, that rounding takes."""
_FILLS_PT: Final = 10.0
"""What 22 lines may leave of the type area."""
_TALLEST_FONT: Final = 1.45
"""The height of a font lies between its size and so many times that."""
CHAR_TOLERANCE: Final = 0.35
"""字, of an indent."""


def lines_a_page(read: Recognised) -> Iterator[Departure]:
    """§5.2.3: 22 lines a page, filling the type area."""
    for _, _, paragraph in read.of(*TEXT):
        section, layout = read.section(paragraph), paragraph.layout
        if section.turned:
            continue
        height = (type_area(section) or _standard())[1]
        if layout.pitch:
            lines = int(height / layout.pitch + _ROUNDING)
            left = height - lines * layout.pitch
            shown = f"{lines} 行（行距 {layout.pitch:g} 磅）"
        else:
            single = height / (paragraph.char * layout.multiple)
            fewest, most = int(single / _TALLEST_FONT), int(single)
            lines = min(max(gbt9704.LINES, fewest), most)
            left, shown = 0.0, f"{fewest}—{most} 行（{layout.multiple:g} 倍行距）"
        if lines != gbt9704.LINES or left > _FILLS_PT:
            severity = Severity.ERROR if lines != gbt9704.LINES else Severity.ADVICE
            yield Departure(
                "lines-a-page",
                "每面行数",
                at(paragraph),
                "22 行，撑满版心",
                shown,
                "5.2.3",
                severity=severity,
                hint=f"行距改为固定值 {_pitch(height):g} 磅",
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
        count = int(across / char + _ROUNDING)
        if count != gbt9704.CHARS:
            yield Departure(
                "characters-a-line",
                "每行字数",
                at(paragraph),
                "28 字，撑满版心",
                f"{count} 字",
                "5.2.3",
                hint="在“字体 → 高级”里把字符间距改为紧缩 0.25 磅，或在文档网格里指定每行 28 字",
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
            yield Departure(
                "paragraph-space",
                "段间距",
                at(paragraph),
                "段前段后为 0",
                f"段前 {layout.above:g} 磅、段后 {layout.below:g} 磅",
                "5.2.3",
                severity=Severity.WARNING,
                hint="在“段落”里把段前、段后改为 0",
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
                "indent",
                part.value,
                at(paragraph),
                "首行左空二字、回行顶格",
                f"首行左空 {paragraph.indent:.1f} 字、回行左空 {further:.1f} 字",
                "7.3.6" if part is DocumentPart.NOTE else "7.3.3",
                hint="在“段落”里把左缩进改为 0，特殊格式改为首行缩进 2 字符",
            )


def alignment(read: Recognised) -> Iterator[Departure]:
    """§7.3.3: text begins at the left and fills its lines."""
    for _, part, paragraph in read.of(DocumentPart.BODY):
        long = width(paragraph.text) > gbt9704.CHARS
        if long and paragraph.layout.align in ("center", "right"):
            yield Departure(
                "alignment",
                part.value,
                at(paragraph),
                "两端对齐",
                "居中" if paragraph.layout.align == "center" else "右对齐",
                "7.3.3",
                hint="在“段落”里把对齐方式改为两端对齐",
            )


def dates(read: Recognised) -> Iterator[Departure]:
    """§7.3.5.4, as far as the text: no leading zeros, 日 and not 号."""
    for _, part, paragraph in read.of(
        *TEXT, DocumentPart.TITLE, DocumentPart.ATTACHMENTS, DocumentPart.NOTE, DocumentPart.CELL
    ):
        for pattern, rule in SLIPS:
            if slip := pattern.search(paragraph.text):
                yield Departure(
                    "date",
                    part.value,
                    at(paragraph),
                    rule,
                    f"“{slip[0]}”",
                    "7.3.5.4",
                    severity=Severity.WARNING,
                    hint="日期写成如“2022年3月7日”",
                )
                break


def cited_numbers(read: Recognised) -> Iterator[Departure]:
    """§7.2.5, as far as the text: cited document numbers with 〔〕, no 第, no leading zero."""
    for _, part, paragraph in read.of(*TEXT, DocumentPart.RECIPIENTS, DocumentPart.ATTACHMENTS):
        for cited in CITED.finditer(paragraph.text):
            wanted = f"〔{cited['year']}〕{int(cited['number'])}号"
            if cited[0] != wanted:
                yield Departure(
                    "cited-number",
                    part.value,
                    at(paragraph),
                    f"“{wanted}”",
                    f"“{cited[0]}”",
                    "7.2.5",
                    severity=Severity.WARNING,
                    hint=f"改为“{wanted}”",
                )
