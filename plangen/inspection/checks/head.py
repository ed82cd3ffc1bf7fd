"""版头: what stands above the title."""

import re
from collections.abc import Iterator
from itertools import filterfalse, takewhile
from typing import Final

from plangen.document import gbt9704
from plangen.docx_file.model import Border, DocxParagraph, Where
from plangen.findings.departure import Departure
from plangen.findings.finding import Severity
from plangen.inspection.checks.looks import colour_name
from plangen.inspection.parts import UNTITLED, DocumentPart, Recognised
from plangen.inspection.pointing import at
from plangen.inspection.telling import is_red
from plangen.inspection.wording import official_number

_CLASSIFIED: Final = re.compile(r"(?:绝密|机密|秘密)(?:★(?:\d+(?:年|个月|月|天|日)|长期))?")


def copy_number(read: Recognised) -> Iterator[Departure]:
    """§7.2.1: six Arabic figures."""
    for _, part, paragraph in read.of(DocumentPart.COPY_NUMBER):
        if not re.fullmatch("[0-9]{6}", paragraph.text):
            yield Departure(
                "copy-number",
                part.value,
                at(paragraph),
                "6 位阿拉伯数字",
                f"“{paragraph.text}”",
                "7.2.1",
                severity=Severity.WARNING,
                hint="写成如“000001”",
            )


def classification(read: Recognised) -> Iterator[Departure]:
    """§7.2.2: the degree, ★, the period."""
    for _, part, paragraph in read.of(DocumentPart.CLASSIFICATION):
        if not _CLASSIFIED.fullmatch(paragraph.text):
            yield Departure(
                "classification",
                part.value,
                at(paragraph),
                "密级、★和期限，如“秘密★1年”",
                f"“{paragraph.text}”",
                "7.2.2",
                hint="写成如“秘密★1年”，中间没有空格",
            )


def mark_colour(read: Recognised) -> Iterator[Departure]:
    """§7.2.4: the issuer mark is red."""
    for _, part, paragraph in read.of(DocumentPart.MARK):
        colors = sorted({run.look.color for run in paragraph.shown_runs})
        if wrong := list(filterfalse(is_red, colors)):
            yield Departure(
                "mark-colour",
                part.value,
                at(paragraph),
                "红色",
                colour_name(wrong[0]),
                "7.2.4",
                hint="选中发文机关标志，字体颜色改红色",
            )


def mark_size(read: Recognised) -> Iterator[Departure]:
    """§7.2.4: the issuer mark strikes the eye, so it is larger than the text."""
    for _, part, paragraph in read.of(DocumentPart.MARK):
        smallest = min(run.look.size for run in paragraph.shown_runs)
        if smallest <= gbt9704.BODY_PT:
            yield Departure(
                "mark-size",
                part.value,
                at(paragraph),
                "醒目、美观，大于正文的 3号（16 磅）",
                f"{smallest:g} 磅",
                "7.2.4",
                hint="选中发文机关标志，字号改大",
            )


def mark_centred(read: Recognised) -> Iterator[Departure]:
    """§7.2.4: the issuer mark is centred."""
    for _, part, paragraph in read.of(DocumentPart.MARK):
        aside = paragraph.layout.align in ("left", "right", "both")
        if aside and paragraph.where is Where.TEXT and paragraph.indent < 0.5:
            yield Departure(
                "mark-centred",
                part.value,
                at(paragraph),
                "居中",
                "不居中",
                "7.2.4",
                hint="对齐方式改为居中",
            )


def doc_number(read: Recognised) -> Iterator[Departure]:
    """§7.2.5: 〔〕 around the full year, no 第, no leading zero."""
    for _, part, paragraph in read.of(DocumentPart.NUMBER):
        written = paragraph.text.partition("签发人")[0].strip()
        wanted = official_number(written)
        if wanted and written != wanted:
            yield Departure(
                "doc-number",
                part.value,
                at(paragraph),
                f"“{wanted}”",
                f"“{written}”",
                "7.2.5",
                hint=f"改为“{wanted}”：年份用全称和六角括号〔〕，不加“第”，不编虚位",
            )


def red_line(read: Recognised) -> Iterator[Departure]:
    """§7.2.7: a red separator below the document number; a letter's is below its mark (§10.1)."""
    marks = [paragraph for _, _, paragraph in read.of(DocumentPart.MARK)]
    if not marks or marks[-1].text.endswith(UNTITLED) or any(map(_is_ruled_red, marks)):
        return
    for index, part, paragraph in list(read.of(DocumentPart.NUMBER))[-1:]:
        lines = list(_lines_below(read, index))
        black = [line for line in lines if not is_red(line.color)]
        if black or not (lines or read.file.draws):
            yield Departure(
                "red-line",
                "版头中的分隔线",
                at(paragraph),
                f"{part}之下 4 毫米处一条红色分隔线",
                colour_name(black[0].color) if black else "没有",
                "7.2.7",
                hint="给发文字号这一段加红色下边框，与版心等宽",
            )


def _is_ruled_red(paragraph: DocxParagraph) -> bool:
    line = paragraph.layout.bottom
    return line is not None and is_red(line.color)


def _lines_below(read: Recognised, number: int) -> Iterator[Border]:
    """The borders between the document number, by its index, and the next text."""
    paragraphs = read.file.paragraphs
    if line := paragraphs[number].layout.bottom:
        yield line
    for paragraph in takewhile(lambda below: not below.text, paragraphs[number + 1 :]):
        yield from filter(None, (paragraph.layout.top, paragraph.layout.bottom))
