"""What closes the text: attachment note, issuer and date, note, annexes."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from plangen.document import gbt9704
from plangen.docx_file.model import DocxParagraph
from plangen.findings.departure import Departure
from plangen.findings.finding import Severity
from plangen.inspection.checks.title import blank_lines, is_one_line
from plangen.inspection.parts import DocumentPart, Recognised
from plangen.inspection.pointing import at
from plangen.inspection.telling import has_several_names
from plangen.inspection.wording import official_date
from plangen.typography import width

_NOTE: Final = re.compile(
    r"(?P<label>附\s*件\s*[:：])?\s*(?P<numeral>[0-9０-９]{1,2}\s*[.．、])?\s*(?P<name>.*)",
    re.DOTALL,
)
_NUMERAL: Final = re.compile(r"[0-9]{1,2}\.")
_MARKS: Final = tuple("。；，、;,.")
_LABEL: Final = re.compile(r"附件[1-9]?[0-9]?")
_QUOTES: Final = str.maketrans("", "", "《》“”\"' \u3000\t\n")
_BOUNDARY: Final = re.compile(r"(?<=[0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9])")
_NEAR: Final = 0.8
"""字, within which a position reckoned without a rendered page is right."""
_QUARTER: Final = 0.2
"""字, of space that Word sets between a figure and a Chinese character."""


def attachment_form(read: Recognised) -> Iterator[Departure]:
    """§7.3.4: 附件： with 1. 2. where there are several; no mark after a name."""
    for index, part, paragraph in read.of(DocumentPart.ATTACHMENTS):
        note = _NOTE.fullmatch(paragraph.text)
        if not note:
            continue
        for required, found in _wrong_in_note(note):
            yield Departure(
                "attachment-form",
                part.value,
                at(paragraph),
                required,
                f"“{found}”",
                "7.3.4",
                hint="写成“附件：1.××××”，名称后不加标点",
            )
        above = read.before(index)
        if not note["label"] or above is None:
            continue
        blank = blank_lines(read, above, index)
        if not is_one_line(blank):
            yield Departure(
                "attachment-space",
                part.value,
                at(paragraph),
                "正文之下空一行",
                f"空 {blank:.1f} 行",
                "7.3.4",
                severity=Severity.WARNING,
                hint="在附件说明之前空一行",
            )


def _wrong_in_note(note: re.Match[str]) -> Iterator[tuple[str, str]]:
    """What is required of the label, numeral or name that is wrong, and how it is written."""
    if note["label"] and note["label"] != "附件：":
        yield "“附件：”", note["label"]
    if note["numeral"] and not _NUMERAL.fullmatch(note["numeral"]):
        yield "序号写成“1.”", note["numeral"]
    if note["name"].endswith(_MARKS):
        yield "附件名称后不加标点", note["name"][-1]


def date_form(read: Recognised) -> Iterator[Departure]:
    """§7.3.5.4: Arabic figures, the full year, no leading zeros, 日."""
    for _, part, paragraph in read.of(DocumentPart.DATE):
        wanted = official_date(paragraph.text)
        if wanted is None:
            yield Departure(
                "date",
                part.value,
                at(paragraph),
                "真实的年月日，如“2022年3月7日”",
                f"“{paragraph.text}”",
                "7.3.5.4",
                hint="核对日期",
            )
        elif wanted != paragraph.text:
            yield Departure(
                "date",
                part.value,
                at(paragraph),
                f"“{wanted}”",
                f"“{paragraph.text}”",
                "7.3.5.4",
                hint=f"改为“{wanted}”：阿拉伯数字，年份用全称，月、日不编虚位",
            )


def date_place(read: Recognised) -> Iterator[Departure]:
    """§7.3.5.1: sealed, 4 字 from the right; §7.3.5.2: not sealed, 2 字 right of the issuer."""
    for dated, issuers in _signed(read):
        date, issuer = _margins(dated), _margins(issuers[0])
        if date is None or issuer is None or _near(date.right, gbt9704.SEALED_DATE_RIGHT_CHARS):
            continue
        shift = date.left - issuer.left
        shifted = _near(shift, gbt9704.UNSEALED_DATE_SHIFT_CHARS)
        lines = filter(None, map(_margins, (dated, *issuers)))
        if not (shifted and any(_near(x.right, gbt9704.UNSEALED_RIGHT_CHARS) for x in lines)):
            yield Departure(
                "date-place",
                DocumentPart.DATE.value,
                at(dated),
                "盖章的右空四字；不盖章的首字比署名首字右移二字，长的一行右空二字",
                f"右空约 {date.right:.1f} 字，首字比署名首字右移约 {shift:.1f} 字",
                "7.3.5",
                hint="用左缩进或右缩进摆好署名和日期，不用空格",
            )


def issuer_place(read: Recognised) -> Iterator[Departure]:
    """§7.3.5.1: sealed, the issuer is centred over the date."""
    for dated, issuers in _signed(read):
        date, issuer = _margins(dated), _margins(issuers[0])
        if date is None or issuer is None or len(issuers) > 1:
            continue
        sealed = _near(date.right, gbt9704.SEALED_DATE_RIGHT_CHARS)
        shift = issuer.off_centre - date.off_centre
        if sealed and abs(shift) > 1 and issuer.right > _NEAR:
            side = "右" if shift > 0 else "左"
            yield Departure(
                "issuer-place",
                DocumentPart.ISSUER.value,
                at(issuers[0]),
                "以成文日期为准居中",
                f"偏{side}约 {abs(shift):.1f} 字",
                "7.3.5.1",
                hint="改署名的缩进，使它与日期的中线对齐",
            )


def note_form(read: Recognised) -> Iterator[Departure]:
    """§7.3.6: in full-width round brackets."""
    for _, part, paragraph in read.of(DocumentPart.NOTE):
        text = paragraph.text
        if not (text.startswith("（") and text.endswith("）")):
            yield Departure(
                "note-form",
                part.value,
                at(paragraph),
                "加全角圆括号（）",
                f"“{text[:20]}”",
                "7.3.6",
                hint="用（）把附注括起来",
            )


def annex_label(read: Recognised) -> Iterator[Departure]:
    """§7.3.7: 附件 or 附件1, nothing after it."""
    for _, part, paragraph in read.of(DocumentPart.ANNEX_LABEL):
        if not _LABEL.fullmatch(paragraph.text):
            yield Departure(
                "annex-label",
                part.value,
                at(paragraph),
                "“附件”或“附件1”，其后没有标点",
                f"“{paragraph.text}”",
                "7.3.7",
                hint="写成“附件1”：阿拉伯数字，没有空格和冒号",
            )


def annex_title(read: Recognised) -> Iterator[Departure]:
    """§7.3.7: an annex has the title that the attachment note names."""
    names, titles = _names_in_note(read), _annex_titles(read)
    if len(names) != len(titles) or not all(titles):
        return
    for name, title in zip(names, titles, strict=True):
        whole = "".join(paragraph.text for paragraph in title)
        if name.translate(_QUOTES) != whole.translate(_QUOTES):
            yield Departure(
                "annex-title",
                DocumentPart.ANNEX_TITLE.value,
                at(title[0]),
                f"与附件说明一致：“{name}”",
                f"“{whole}”",
                "7.3.7",
                hint="附件标题和附件说明写成一样",
            )


def _names_in_note(read: Recognised) -> list[str]:
    names = []
    for _, _, paragraph in read.of(DocumentPart.ATTACHMENTS):
        if note := _NOTE.fullmatch(paragraph.text):
            names.append(note["name"].rstrip("".join(_MARKS)))
    return names


def _annex_titles(read: Recognised) -> list[list[DocxParagraph]]:
    """The lines of each annex's title; no line where a label has no title below it."""
    titles: list[list[DocxParagraph]] = []
    for _, part, paragraph in read.of(DocumentPart.ANNEX_LABEL, DocumentPart.ANNEX_TITLE):
        if part is DocumentPart.ANNEX_LABEL:
            titles.append([])
        elif titles:
            titles[-1].append(paragraph)
    return titles


def _signed(read: Recognised) -> Iterator[tuple[DocxParagraph, list[DocxParagraph]]]:
    """Each date with the issuers above it, from the top, where each stands on a line of its own."""
    for index, _, paragraph in read.of(DocumentPart.DATE):
        issuers: list[DocxParagraph] = []
        above = read.before(index)
        while above is not None and read.parts[above] is DocumentPart.ISSUER:
            issuers.insert(0, read.file.paragraphs[above])
            above = read.before(above)
        if issuers and not any(map(has_several_names, issuers)):
            yield paragraph, issuers


class _Margins(NamedTuple):
    """What a line leaves free of the type area, in 字."""

    left: float
    right: float

    @property
    def off_centre(self) -> float:
        """From the middle of the type area to the middle of the line; to the right is positive."""
        return (self.left - self.right) / 2


def _margins(paragraph: DocxParagraph) -> _Margins | None:
    """What is free beside a paragraph of one line; None where it cannot be reckoned."""
    if "\t" in paragraph.raw or "\n" in paragraph.raw:
        return None
    across = gbt9704.TYPE_AREA_WIDTH_MM * 72 / 25.4 / paragraph.char
    taken = width(paragraph.text) + _QUARTER * len(_BOUNDARY.findall(paragraph.text))
    right = paragraph.layout.right / paragraph.char
    right += width(paragraph.raw) - width(paragraph.raw.rstrip())
    match paragraph.layout.align:
        case "right":
            return _Margins(across - right - taken, right)
        case "center":
            left = (across - taken + paragraph.indent - right) / 2
            return _Margins(left, across - left - taken)
        case _:
            return _Margins(paragraph.indent, across - paragraph.indent - taken)


def _near(chars: float, wanted: float) -> bool:
    return abs(chars - wanted) <= _NEAR
