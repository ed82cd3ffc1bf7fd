"""What each part is set in: typeface, size and colour."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from plangen.document import gbt9704
from plangen.docx_file.fonts import FontFamily
from plangen.docx_file.model import DocxParagraph, DocxRun
from plangen.findings.departure import Departure
from plangen.findings.finding import Severity
from plangen.inspection.parts import DocumentPart, Recognised
from plangen.inspection.pointing import at
from plangen.inspection.telling import is_red
from plangen.outline import recognise as numeral_of

_SIZE_NAMES: Final = {22.0: "2号", 16.0: "3号", 14.0: "4号"}
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


def chinese(paragraph: DocxParagraph) -> Iterator[DocxRun]:
    """The runs with Chinese characters that the fonts of official documents have."""
    for run in paragraph.runs:
        if any(map(_is_common, run.text)):
            yield run


def _is_common(char: str) -> bool:
    """Whether a character is Chinese and in GB 2312, beyond which those fonts are empty."""
    return "\u4e00" <= char <= "\u9fff" and bool(char.encode("gb2312", "ignore"))


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
                    "typeface",
                    part.value,
                    at(paragraph),
                    wanted.value,
                    run.look.chinese or "没有指定中文字体",
                    clause,
                    severity=Severity.ADVICE if part is DocumentPart.MARK else Severity.ERROR,
                    hint=f"选中这一段，字体改{wanted.value}",
                )
                break


def _headed(paragraph: DocxParagraph) -> int:
    """How many Chinese runs at the head of a paragraph may belong to a heading run in."""
    if not numeral_of(paragraph.text):
        return 0
    families = [run.look.family for run in chinese(paragraph)]
    if FontFamily.FANG in families:
        return families.index(FontFamily.FANG)
    return len(list(takewhile((FontFamily.HEI, FontFamily.KAI).__contains__, families)))


def size(read: Recognised) -> Iterator[Departure]:
    """§5.2.2 and the clause of each part: 3号 where nothing else is said."""
    for _, part, paragraph in read.of(*TYPES):
        _, wanted, clause = TYPES[part]
        wrong = [run for run in paragraph.shown_runs if run.look.size != wanted]
        if wanted and wrong:
            name = f"{_SIZE_NAMES[wanted]}（{wanted:g} 磅）"
            yield Departure(
                "size",
                part.value,
                at(paragraph),
                name,
                f"{wrong[0].look.size:g} 磅",
                clause,
                hint=f"选中这一段，字号改{_SIZE_NAMES[wanted]}",
            )


def colour(read: Recognised) -> Iterator[Departure]:
    """§5.2.4: black, but for the issuer mark."""
    for _, part, paragraph in read.of(*TYPES.keys() - {DocumentPart.MARK}):
        for run in paragraph.shown_runs:
            if not _is_dark(run.look.color):
                yield Departure(
                    "colour",
                    part.value,
                    at(paragraph),
                    "黑色",
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
