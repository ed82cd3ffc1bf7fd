"""Titles and what follows them."""

from collections.abc import Iterator
from typing import Final

from plangen.document import gbt9704
from plangen.docx_file.model import Where
from plangen.findings.departure import Departure, PageLocation
from plangen.findings.finding import Severity
from plangen.inspection.parts import TEXT, UNTITLED, DocumentPart, Recognised
from plangen.inspection.pointing import at

_TITLES: Final = (DocumentPart.TITLE, DocumentPart.ANNEX_TITLE)
_MARKS: Final = "。，、；：！.,;:!"
LINE_PT: Final = gbt9704.MARGINS["gbt9704"].line_pt


def unrecognised(read: Recognised) -> Iterator[Departure]:
    """§7.3.1: what is told to be neither title nor text goes unchecked, and that is said."""
    missing = []
    mark = read.first(DocumentPart.MARK)
    if read.first(DocumentPart.TITLE) is None and not (mark and mark.text.endswith(UNTITLED)):
        missing.append("标题")
    if read.first(*TEXT) is None and _has_other_text(read):
        missing.append("正文")
    if missing and _has_text(read):
        yield Departure(
            "unrecognised",
            "标题和正文",
            PageLocation(),
            "能分清哪一段是标题、哪些是正文",
            f"没有认出{'和'.join(missing)}",
            "7.3.1",
            severity=Severity.WARNING,
            hint="没有认出的，字体、字号、行数、层次都没有检查；标题居中、用2号字，就能认出",
        )


def _has_text(read: Recognised) -> bool:
    return any(paragraph.text for paragraph in read.file.paragraphs)


def _has_other_text(read: Recognised) -> bool:
    """Whether there is text, in no table and no box, of which nothing is known."""
    for part, paragraph in read.pairs():
        if part is None and paragraph.text and paragraph.where is Where.TEXT:
            return True
    return False


def centred(read: Recognised) -> Iterator[Departure]:
    """§7.3.1, §7.3.7: titles are centred."""
    for _, part, paragraph in read.of(*_TITLES):
        if paragraph.layout.align != "center":
            yield Departure(
                "title-centred",
                part.value,
                at(paragraph),
                "居中",
                "不居中",
                "7.3.1" if part is DocumentPart.TITLE else "7.3.7",
                hint="对齐方式改为居中，不用空格",
            )


def ending(read: Recognised) -> Iterator[Departure]:
    """§7.3.1: a title has no mark at its end."""
    for index, part, paragraph in read.of(*_TITLES):
        if not read.goes_on(index) and paragraph.text[-1] in _MARKS:
            yield Departure(
                "title-ending",
                part.value,
                at(paragraph),
                "末尾没有标点",
                f"末尾是“{paragraph.text[-1]}”",
                "7.3.1",
                severity=Severity.WARNING,
                hint="删去标题末尾的标点",
            )


def space_below(read: Recognised) -> Iterator[Departure]:
    """§7.3.2: one blank line between title and recipients."""
    for index, part, paragraph in read.of(DocumentPart.RECIPIENTS):
        above = read.before(index)
        if above is None or read.parts[above] is not DocumentPart.TITLE:
            continue
        blank = blank_lines(read, above, index)
        if not is_one_line(blank):
            yield Departure(
                "space-below-title",
                part.value,
                at(paragraph),
                "标题之下空一行",
                f"空 {blank:.1f} 行",
                "7.3.2",
                severity=Severity.WARNING,
                hint="在标题和主送机关之间空一行",
            )


def recipients(read: Recognised) -> Iterator[Departure]:
    """§7.3.2: flush left, and a full-width colon at the end."""
    for index, part, paragraph in read.of(DocumentPart.RECIPIENTS):
        if not read.goes_on(index) and not paragraph.text.endswith("："):
            yield Departure(
                "recipients-colon",
                part.value,
                at(paragraph),
                "末尾是全角冒号“：”",
                f"末尾是“{paragraph.text[-1]}”",
                "7.3.2",
                hint="在最后一个机关名称后加“：”",
            )
        if paragraph.indent > 0.5 and paragraph.layout.align != "center":
            yield Departure(
                "recipients-flush",
                part.value,
                at(paragraph),
                "居左顶格",
                f"左空 {paragraph.indent:.1f} 字",
                "7.3.2",
                hint="把缩进改为 0，删去前面的空格",
            )


def is_one_line(blank: float) -> bool:
    """Whether a space, in lines, is seen as one blank line."""
    return 0.5 <= blank <= 1.6


def blank_lines(read: Recognised, above: int, below: int) -> float:
    """How many lines of the standard's pitch are blank between two paragraphs, by their indexes."""
    paragraphs = read.file.paragraphs
    space = paragraphs[above].layout.below + paragraphs[below].layout.above
    for blank in paragraphs[above + 1 : below]:
        space += (blank.layout.pitch or LINE_PT) + blank.layout.above + blank.layout.below
    return space / LINE_PT
