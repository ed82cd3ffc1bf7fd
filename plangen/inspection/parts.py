"""The parts of an official document that an inspection knows, and our styles for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from plangen.docx_file.model import File, Paragraph, Section


class Part(StrEnum):
    """A part of an official document."""

    COPY_NUMBER = "份号"
    CLASSIFICATION = "密级和保密期限"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    TITLE = "标题"
    RECIPIENTS = "主送机关"
    BODY = "正文"
    HEADING_1 = "一级标题"
    HEADING_2 = "二级标题"
    HEADING_3 = "三级标题"
    HEADING_4 = "四级标题"
    ROSTER = "名单"
    ATTACHMENTS = "附件说明"
    ISSUER = "发文机关署名"
    DATE = "成文日期"
    NOTE = "附注"
    ANNEX_LABEL = "附件顺序号"
    ANNEX_TITLE = "附件标题"
    COPIES = "抄送机关"
    PRINTED = "印发机关和印发日期"
    CELL = "表格"


HEADINGS: Final = (Part.HEADING_1, Part.HEADING_2, Part.HEADING_3, Part.HEADING_4)
TEXT: Final = (Part.BODY, *HEADINGS)
"""What runs on in lines of 28 字, 22 to a page."""
STYLES: Final = {
    "份号": Part.COPY_NUMBER,
    "发文机关标志": Part.MARK,
    "发文字号": Part.NUMBER,
    "公文标题": Part.TITLE,
    "主送机关": Part.RECIPIENTS,
    "公文正文": Part.BODY,
    "一级标题": Part.HEADING_1,
    "二级标题": Part.HEADING_2,
    "三级标题": Part.HEADING_3,
    "四级标题": Part.HEADING_4,
    "名单": Part.ROSTER,
    "附件说明": Part.ATTACHMENTS,
    "发文机关署名": Part.ISSUER,
    "成文日期": Part.DATE,
    "附注": Part.NOTE,
    "附件标签": Part.ANNEX_LABEL,
    "附件标题": Part.ANNEX_TITLE,
    "表格文字": Part.CELL,
    "表头": Part.CELL,
}
"""Styles whose name says what a paragraph is."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file and what each of its paragraphs is, where that can be told."""

    file: File
    parts: tuple[Part | None, ...]
    """One for each paragraph of the file."""

    def of(self, *parts: Part) -> Iterator[tuple[int, Part, Paragraph]]:
        """The paragraphs with text that are one of some parts, each with its place in the file."""
        pairs = zip(self.parts, self.file.paragraphs, strict=True)
        for place, (part, paragraph) in enumerate(pairs):
            if part in parts and part is not None and paragraph.text:
                yield place, part, paragraph

    def section(self, paragraph: Paragraph) -> Section:
        """The section a paragraph stands in."""
        return self.file.sections[paragraph.section]

    def before(self, place: int) -> int | None:
        """The place of the last paragraph with text before one."""
        texts = (at for at in range(place - 1, -1, -1) if self.file.paragraphs[at].text)
        return next(texts, None)
