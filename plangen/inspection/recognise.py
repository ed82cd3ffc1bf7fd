"""Which part each paragraph is: by the name of our styles, else by its place and its wording.

What cannot be told is left unsaid: a wrong guess would give a wrong departure.
"""

import re
from enum import Enum, auto
from typing import Final

from plangen.docx_file.fonts import FontFamily
from plangen.docx_file.model import DocxFile, DocxParagraph, Where
from plangen.inspection.parts import HEADINGS, STYLES, DocumentPart, Recognised
from plangen.inspection.wording import DATE_LINE, DOC_NUMBER_LINE, whole_match
from plangen.outline import recognise as numeral_of
from plangen.typography import width

_COPY_NUMBER: Final = re.compile(r"(?:No\.?|№)?\s*\d{1,8}", re.IGNORECASE)
_CLASSIFIED: Final = re.compile(r"(?:绝密|机密|秘密)(?:\W.*)?")
_URGENT: Final = re.compile(r"(?:特急|加急|特提|平急)")
_KIND: Final = (
    "通知|通报|意见|方案|决定|公告|通告|报告|请示|批复|函|办法|规定|细则|计划|规划|纪要|要点"
)
_TITLE: Final = re.compile(rf".*(?:{_KIND})(?:（[^）]*）)?[。！]?", re.DOTALL)
_ATTACHED: Final = re.compile(r"附\s*件\s*[:：]\s*\S.*|附\s*件\s*[:：]", re.DOTALL)
_ATTACHED_NEXT: Final = re.compile(r"[0-9０-９]{1,2}\s*[.．、]\s*\S.*")
_LABEL: Final = re.compile(r"附\s*件\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[:：]?")
_COPIES: Final = re.compile(r"(?:抄\s*送|抄\s*报|主\s*送)\s*[:：].*", re.DOTALL)
_PRINTED: Final = re.compile(r".*\d{2,4}年\d{1,2}月\d{1,2}[日号]\s*(?:印发|印制|印)?\s*", re.DOTALL)
_ATTENDED: Final = re.compile(r"(?:出\s*席|请\s*假|列\s*席|缺\s*席|主\s*持|记\s*录)\s*[:：]")
"""The lists of names in minutes (§10.3), which are neither recipients nor text."""
_HEAD_LINES: Final = (
    (DocumentPart.COPY_NUMBER, _COPY_NUMBER),
    (DocumentPart.CLASSIFICATION, _CLASSIFIED),
    (DocumentPart.URGENCY, _URGENT),
    (DocumentPart.NUMBER, DOC_NUMBER_LINE),
)
_ENDS: Final = "。！？；：，、.!?;:,"
_LARGE: Final = 18.0
"""pt, from which a line above the text is set large."""
_A_LINE: Final = 28


class _At(Enum):
    """How far down the document the reading has come."""

    HEAD = auto()
    TITLE = auto()
    BODY = auto()
    CLOSED = auto()
    ANNEX = auto()
    ANNEX_BODY = auto()


def recognise(file: DocxFile) -> Recognised:
    """Say which part each paragraph is."""
    return Recognised(file, tuple(_Recogniser(file).parts()))


class _Recogniser:
    """Reads down a document once."""

    def __init__(self, file: DocxFile) -> None:
        self._file = file
        self._at = _At.HEAD
        self._parts: list[DocumentPart | None] = []

    def parts(self) -> list[DocumentPart | None]:
        """One part or None for each paragraph."""
        for paragraph in self._file.paragraphs:
            part = self._part(paragraph) if paragraph.text else None
            self._parts.append(part)
            if part is DocumentPart.DATE:
                self._name_issuers()
        return self._parts

    def _part(self, paragraph: DocxParagraph) -> DocumentPart | None:
        if paragraph.style in ("版记", "密级和紧急程度"):
            return _styled(paragraph)
        if styled := STYLES.get(paragraph.style):
            self._follow(styled)
            return styled
        if paragraph.where is not Where.TEXT:
            return _imprint(paragraph) if self._at is not _At.HEAD else None
        return self._guess(paragraph)

    def _follow(self, part: DocumentPart) -> None:
        match part:
            case DocumentPart.TITLE:
                self._at = _At.TITLE
            case DocumentPart.RECIPIENTS | DocumentPart.BODY | DocumentPart.ATTACHMENTS:
                inside = self._at in (_At.ANNEX, _At.ANNEX_BODY)
                self._at = _At.ANNEX_BODY if inside else _At.BODY
            case DocumentPart.DATE | DocumentPart.NOTE:
                self._at = _At.CLOSED
            case DocumentPart.ANNEX_LABEL:
                self._at = _At.ANNEX
            case DocumentPart.ANNEX_TITLE:
                self._at = _At.ANNEX_BODY

    def _guess(self, paragraph: DocxParagraph) -> DocumentPart | None:
        match self._at:
            case _At.HEAD:
                part = self._in_head(paragraph)
            case _At.TITLE:
                part = self._below_title(paragraph)
            case _At.BODY:
                part = self._in_body(paragraph)
            case _At.CLOSED:
                part = self._below_date(paragraph)
            case _At.ANNEX:
                part = DocumentPart.ANNEX_TITLE if paragraph.layout.align == "center" else None
            case _At.ANNEX_BODY:
                part = _annex_or_imprint(paragraph)
        if part is not None:
            self._follow(part)
        return part

    def _in_head(self, paragraph: DocxParagraph) -> DocumentPart | None:
        text = paragraph.text
        for part, pattern in _HEAD_LINES:
            if whole_match(pattern, text):
                return part
        if _is_mark(paragraph):
            return DocumentPart.MARK
        if _is_title(paragraph):
            return DocumentPart.TITLE
        if width(text) > _A_LINE and text.endswith("。"):
            return self._in_body(paragraph)
        return None

    def _below_title(self, paragraph: DocxParagraph) -> DocumentPart | None:
        text, latest = paragraph.text, self._latest()
        if latest is not None and _same_title(self._file.paragraphs[latest], paragraph):
            return DocumentPart.TITLE
        aside = text.startswith(("（", "(")) or _ATTENDED.match(text)
        if aside or DATE_LINE.fullmatch(text):
            return None
        if _is_recipients(paragraph):
            return DocumentPart.RECIPIENTS
        self._at = _At.BODY
        return self._in_body(paragraph)

    def _in_body(self, paragraph: DocxParagraph) -> DocumentPart | None:
        text = paragraph.text
        if part := _annex_or_imprint(paragraph):
            return part
        if _ATTACHED.fullmatch(text) and paragraph.indent > 0.5:
            return DocumentPart.ATTACHMENTS
        latest = self._latest()
        listed = latest is not None and self._parts[latest] is DocumentPart.ATTACHMENTS
        if listed and _ATTACHED_NEXT.fullmatch(text):
            return DocumentPart.ATTACHMENTS
        if DATE_LINE.fullmatch(text):
            return DocumentPart.DATE
        if _is_title(paragraph) and paragraph.layout.begins_page:
            return DocumentPart.TITLE
        return _heading_or_body(paragraph)

    def _below_date(self, paragraph: DocxParagraph) -> DocumentPart | None:
        if paragraph.text.startswith(("（", "(", "此件", "联系人")):
            return DocumentPart.NOTE
        if _is_title(paragraph) and _looks_large(paragraph):
            return DocumentPart.TITLE
        return _annex_or_imprint(paragraph)

    def _latest(self) -> int | None:
        """The index of the last paragraph with text that has been read."""
        for index in range(len(self._parts) - 1, -1, -1):
            if self._file.paragraphs[index].text:
                return index
        return None

    def _name_issuers(self) -> None:
        """The short lines just above a date are issuers, where they stand to the right."""
        date = len(self._parts) - 1
        for index in range(date - 1, max(-1, date - 4), -1):
            paragraph = self._file.paragraphs[index]
            if not paragraph.text:
                continue
            if self._parts[index] not in (DocumentPart.BODY, None) or not _is_issuer(paragraph):
                return
            self._parts[index] = DocumentPart.ISSUER


def _styled(paragraph: DocxParagraph) -> DocumentPart | None:
    if paragraph.style == "版记":
        return _imprint(paragraph)
    if _URGENT.fullmatch(paragraph.text):
        return DocumentPart.URGENCY
    return DocumentPart.CLASSIFICATION


def _imprint(paragraph: DocxParagraph) -> DocumentPart | None:
    if _COPIES.fullmatch(paragraph.text):
        return DocumentPart.COPIES
    is_printed = _PRINTED.fullmatch(paragraph.text) and width(paragraph.text) > 12
    return DocumentPart.PRINTED if is_printed and "印" in paragraph.text[-2:] else None


def _annex_or_imprint(paragraph: DocxParagraph) -> DocumentPart | None:
    if _LABEL.fullmatch(paragraph.text) and paragraph.indent < 0.5:
        return DocumentPart.ANNEX_LABEL
    return _imprint(paragraph) if width(paragraph.text) < 200 else None


def _looks_large(paragraph: DocxParagraph) -> bool:
    return paragraph.layout.align == "center" and paragraph.runs[0].look.size >= _LARGE


def _is_mark(paragraph: DocxParagraph) -> bool:
    look = paragraph.runs[0].look
    named = paragraph.text.endswith(("文件", "纪要", "命令"))
    return look.size >= 26 and (is_red(look.color) or named)


def is_red(color: str) -> bool:
    """Whether a colour is seen as red."""
    if not re.fullmatch("[0-9A-F]{6}", color):
        return False
    red, green, blue = bytes.fromhex(color)
    return red >= 0xB0 and max(green, blue) <= 0x50


def _is_title(paragraph: DocxParagraph) -> bool:
    text = paragraph.text
    if numeral_of(text) or width(text) > 4 * _A_LINE or width(text) < 2:
        return False
    if _looks_large(paragraph):
        return True
    centred = paragraph.layout.align == "center" or paragraph.indent > 3
    return bool(_TITLE.fullmatch(text)) and (centred or "关于" in text) and "：" not in text


def _same_title(latest: DocxParagraph, paragraph: DocxParagraph) -> bool:
    same = latest.runs[0].look == paragraph.runs[0].look
    return same and _looks_large(paragraph) and not paragraph.layout.begins_page


def _is_recipients(paragraph: DocxParagraph) -> bool:
    text = paragraph.text
    flush = paragraph.indent < 0.5 and paragraph.layout.align != "center"
    if not flush or numeral_of(text) or width(text) > 12 * _A_LINE:
        return False
    return text[-1] in "：:" or (text[-1] not in _ENDS and "。" not in text)


def _is_issuer(paragraph: DocxParagraph) -> bool:
    text, layout = paragraph.text, paragraph.layout
    aside = layout.align in ("right", "center") or paragraph.indent > 4
    short = width(text) <= 25 and text[-1] not in _ENDS
    return aside and short and not numeral_of(text) and not _ATTACHED.fullmatch(text)


def _heading_or_body(paragraph: DocxParagraph) -> DocumentPart | None:
    """A heading stands alone in a short line, or is set apart by its style or its type."""
    if paragraph.layout.align in ("center", "right") or _ATTENDED.match(paragraph.text):
        return None
    numeral = numeral_of(paragraph.text)
    level = paragraph.layout.outline
    if 1 <= level <= 4:
        return HEADINGS[level - 1]
    if numeral is None:
        return DocumentPart.BODY
    alone = width(paragraph.text) <= _A_LINE and not set(paragraph.text) & set("。；：，")
    black = {run.look.family for run in paragraph.shown_runs} == {FontFamily.HEI}
    if alone and (numeral.level <= 2 or black):
        return DocumentPart.HEADING_1 if black else HEADINGS[numeral.level - 1]
    return DocumentPart.BODY
