"""The parts of an official document that an inspection knows, and our styles for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from plangen.docx_file.model import DocxFile, DocxParagraph, DocxSection


class DocumentPart(StrEnum):
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


HEADINGS: Final = (
    DocumentPart.HEADING_1,
    DocumentPart.HEADING_2,
    DocumentPart.HEADING_3,
    DocumentPart.HEADING_4,
)
TEXT: Final = (DocumentPart.BODY, *HEADINGS)
"""What runs on in lines of 28 字, 22 to a page."""
UNTITLED: Final = ("令", "纪要")
"""How the marks of orders and minutes end, which have no title (§10.2, §10.3)."""
STYLES: Final = {
    "份号": DocumentPart.COPY_NUMBER,
    "发文机关标志": DocumentPart.MARK,
    "发文字号": DocumentPart.NUMBER,
    "公文标题": DocumentPart.TITLE,
    "主送机关": DocumentPart.RECIPIENTS,
    "公文正文": DocumentPart.BODY,
    "一级标题": DocumentPart.HEADING_1,
    "二级标题": DocumentPart.HEADING_2,
    "三级标题": DocumentPart.HEADING_3,
    "四级标题": DocumentPart.HEADING_4,
    "名单": DocumentPart.ROSTER,
    "附件说明": DocumentPart.ATTACHMENTS,
    "发文机关署名": DocumentPart.ISSUER,
    "成文日期": DocumentPart.DATE,
    "附注": DocumentPart.NOTE,
    "附件标签": DocumentPart.ANNEX_LABEL,
    "附件标题": DocumentPart.ANNEX_TITLE,
    "表格文字": DocumentPart.CELL,
    "表头": DocumentPart.CELL,
}
"""Styles whose name says what a paragraph is."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file and what each of its paragraphs is, where that can be told."""

    file: DocxFile
    parts: tuple[DocumentPart | None, ...]
    """One for each paragraph of the file."""

    def of(self, *parts: DocumentPart) -> Iterator[tuple[int, DocumentPart, DocxParagraph]]:
        """The paragraphs with text that are one of some parts, each with its index in the file."""
        for index, (part, paragraph) in enumerate(self.pairs()):
            if part in parts and part is not None and paragraph.text:
                yield index, part, paragraph

    def first(self, *parts: DocumentPart) -> DocxParagraph | None:
        """The first paragraph with text that is one of some parts."""
        for _, _, paragraph in self.of(*parts):
            return paragraph
        return None

    def pairs(self) -> Iterator[tuple[DocumentPart | None, DocxParagraph]]:
        """Each paragraph with its part, in reading order."""
        return zip(self.parts, self.file.paragraphs, strict=True)

    def section(self, paragraph: DocxParagraph) -> DocxSection:
        """The section a paragraph stands in."""
        return self.file.sections[paragraph.section]

    def before(self, index: int) -> int | None:
        """The index of the last paragraph with text before one; None where there is none."""
        for above in range(index - 1, -1, -1):
            if self.file.paragraphs[above].text:
                return above
        return None

    def goes_on(self, index: int) -> bool:
        """Whether the paragraph below is of the same part."""
        return self.parts[index] in self.parts[index + 1 : index + 2]
