"""Which part each paragraph is: by the name of our styles, else by its place and its wording.

What cannot be told is left unsaid: a wrong guess would give a wrong departure.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from plangen.docx_file.model import DocxFile, DocxParagraph, Where
from plangen.inspection import telling
from plangen.inspection.parts import HEADINGS, STYLES, UNTITLED, DocumentPart, Recognised
from plangen.inspection.wording import DATE_LINE, DOC_NUMBER_LINE, whole_match
from plangen.outline import recognise as numeral_of
from plangen.typography import width

_COPY_NUMBER: Final = re.compile(r"(?:No\.?|№)?\s*\d{1,8}", re.IGNORECASE)
_CLASSIFIED: Final = re.compile(r"(?:绝密|机密|秘密)(?:\W.*)?")
_URGENT: Final = re.compile(r"(?:特急|加急|特提|平急)")
_ATTACHED_NEXT: Final = re.compile(r"[0-9０-９]{1,2}\s*[.．、]\s*\S.*")
_LABEL: Final = re.compile(r"附\s*件\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[:：]?")
_COPIES: Final = re.compile(r"(?:抄\s*送|抄\s*报|主\s*送)\s*[:：].*", re.DOTALL)
_PRINTED: Final = re.compile(r".*\d{2,4}年\d{1,2}月\d{1,2}[日号]\s*(?:印发|印制|印)?\s*", re.DOTALL)
_HEAD_LINES: Final = (
    (DocumentPart.CLASSIFICATION, _CLASSIFIED),
    (DocumentPart.URGENCY, _URGENT),
    (DocumentPart.NUMBER, DOC_NUMBER_LINE),
)
_SIGNED: Final = 3
"""Within how many paragraphs above a date its issuers stand."""


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
        self._highest_below = _highest_below(file.paragraphs)
        self._titled_at = 0
        """The outline level of the title, where headings begin one below it."""
        self._untitled = False
        """Whether the mark is that of an order or of minutes, whose text has no title."""
        self._headed = False
        """Whether a heading 一、 has been read."""

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
            self._follow(styled, paragraph)
            return styled
        if paragraph.where is not Where.TEXT:
            return self._set_apart(paragraph)
        return self._guess(paragraph)

    def _set_apart(self, paragraph: DocxParagraph) -> DocumentPart | None:
        """What stands in a table or a text box."""
        if self._at is not _At.HEAD:
            return _imprint(paragraph)
        if telling.is_mark(paragraph, self._text_below()):
            self._follow(DocumentPart.MARK, paragraph)
            return DocumentPart.MARK
        return None

    def _follow(self, part: DocumentPart, paragraph: DocxParagraph) -> None:
        match part:
            case DocumentPart.MARK:
                self._untitled = paragraph.text.endswith(UNTITLED)
            case DocumentPart.TITLE:
                self._at = _At.TITLE
                self._titled_at = self._outline_of_title(paragraph.layout.outline)
            case DocumentPart.RECIPIENTS | DocumentPart.BODY | DocumentPart.ATTACHMENTS:
                inside = self._at in (_At.ANNEX, _At.ANNEX_BODY)
                self._at = _At.ANNEX_BODY if inside else _At.BODY
            case DocumentPart.DATE | DocumentPart.NOTE:
                self._at = _At.CLOSED
            case DocumentPart.ANNEX_LABEL:
                self._at = _At.ANNEX
            case DocumentPart.ANNEX_TITLE:
                self._at = _At.ANNEX_BODY

    def _outline_of_title(self, level: int) -> int:
        """The title's outline level where all headings are below it; else 0."""
        return level if level < self._highest_below[len(self._parts)] else 0

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
            self._follow(part, paragraph)
        return part

    def _in_head(self, paragraph: DocxParagraph) -> DocumentPart | None:
        text = paragraph.text
        if self._latest() is None and whole_match(_COPY_NUMBER, text):
            return DocumentPart.COPY_NUMBER
        for part, pattern in _HEAD_LINES:
            if whole_match(pattern, text):
                return part
        if telling.is_mark(paragraph, self._text_below()):
            return DocumentPart.MARK
        if telling.is_title(paragraph):
            return DocumentPart.TITLE
        long = width(text) > telling.A_LINE and text.endswith("。")
        if long or (self._untitled and paragraph.indent > 1.5):
            return self._in_body(paragraph)
        return None

    def _below_title(self, paragraph: DocxParagraph) -> DocumentPart | None:
        text, latest = paragraph.text, self._latest()
        if latest is not None and telling.is_same_title(self._file.paragraphs[latest], paragraph):
            return DocumentPart.TITLE
        aside = text.startswith(("（", "(")) and not numeral_of(text)
        if aside or telling.ATTENDED.match(text) or DATE_LINE.fullmatch(text):
            return None
        if telling.is_recipients(paragraph):
            return DocumentPart.RECIPIENTS
        if paragraph.indent < 1 and width(text) <= telling.A_LINE and not numeral_of(text):
            return None  # a by-line, or a heading without numeral
        self._at = _At.BODY
        return self._in_body(paragraph)

    def _in_body(self, paragraph: DocxParagraph) -> DocumentPart | None:
        text = paragraph.text
        if part := _annex_or_imprint(paragraph):
            return part
        if telling.ATTACHED.fullmatch(text) and paragraph.indent > 0.5:
            return DocumentPart.ATTACHMENTS
        latest = self._latest()
        listed = latest is not None and self._parts[latest] is DocumentPart.ATTACHMENTS
        if listed and _ATTACHED_NEXT.fullmatch(text):
            return DocumentPart.ATTACHMENTS
        if DATE_LINE.fullmatch(text):
            return DocumentPart.DATE
        if telling.is_title(paragraph) and paragraph.layout.begins_page:
            return DocumentPart.TITLE
        return self._heading_or_body(paragraph)

    def _heading_or_body(self, paragraph: DocxParagraph) -> DocumentPart | None:
        """A heading stands alone in a short line, or is set apart by its style or its type."""
        centred = paragraph.layout.align in ("center", "right")
        if centred or telling.ATTENDED.match(paragraph.text):
            return None
        level = telling.heading_level(paragraph, titled_at=self._titled_at, headed=self._headed)
        self._headed |= level == 1
        return HEADINGS[level - 1] if level else DocumentPart.BODY

    def _below_date(self, paragraph: DocxParagraph) -> DocumentPart | None:
        if paragraph.text.startswith(("（", "(", "此件", "联系人")):
            return DocumentPart.NOTE
        if telling.is_title(paragraph) and telling.looks_large(paragraph):
            return DocumentPart.TITLE
        return _annex_or_imprint(paragraph)

    def _latest(self) -> int | None:
        """The index of the last paragraph with text that has been read."""
        for index in range(len(self._parts) - 1, -1, -1):
            if self._file.paragraphs[index].text:
                return index
        return None

    def _text_below(self) -> str:
        """The next text below the paragraph that is being read."""
        for paragraph in self._file.paragraphs[len(self._parts) + 1 :]:
            if paragraph.text:
                return paragraph.text
        return ""

    def _name_issuers(self) -> None:
        """The short lines just above a date are issuers, where they stand to the right."""
        date = len(self._parts) - 1
        for index in range(date - 1, max(-1, date - 1 - _SIGNED), -1):
            paragraph = self._file.paragraphs[index]
            if not paragraph.text:
                continue
            unsure = self._parts[index] in (DocumentPart.BODY, None)
            if not unsure or not telling.is_issuer(paragraph):
                return
            self._parts[index] = DocumentPart.ISSUER


def _highest_below(paragraphs: Sequence[DocxParagraph]) -> list[int]:
    """For each paragraph the highest outline level of those below it, 1 above 2; 10 for none."""
    levels: list[int] = []
    highest = 10
    for paragraph in reversed(paragraphs):
        levels.append(highest)
        if paragraph.text and paragraph.layout.outline:
            highest = min(highest, paragraph.layout.outline)
    return levels[::-1]


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
