"""GB/T 9704-2012 党政机关公文格式: what a page must measure, each figure with its clause.

Lengths are mm, type sizes pt, counts of 字 (one full-width character) or of lines.
"""

from dataclasses import dataclass
from typing import Final, Literal

PAGE_WIDTH_MM: Final = 210.0
"""A4 (§5.1)."""
PAGE_HEIGHT_MM: Final = 297.0
"""A4 (§5.1)."""
TOP_MM: Final = 37.0
"""天头, ±1 (§5.2.1)."""
LEFT_MM: Final = 28.0
"""订口, ±1 (§5.2.1)."""
TYPE_AREA_WIDTH_MM: Final = 156.0
"""版心宽 (§5.2.1)."""
TYPE_AREA_HEIGHT_MM: Final = 225.0
"""版心高 (§5.2.1)."""
RIGHT_MM: Final = PAGE_WIDTH_MM - LEFT_MM - TYPE_AREA_WIDTH_MM
"""切口: what the type area leaves, 26 (§5.2.1)."""
BOTTOM_MM: Final = PAGE_HEIGHT_MM - TOP_MM - TYPE_AREA_HEIGHT_MM
"""What the type area leaves below it, 35 (§5.2.1)."""

BODY_PT: Final = 16.0
"""3号: everything not said otherwise (§5.2.2)."""
TITLE_PT: Final = 22.0
"""2号: titles of the document and of its annexes (§7.3.1, §7.3.7)."""
SMALL_PT: Final = 14.0
"""4号: imprint and page number (§7.4, §7.5)."""
LINES: Final = 22
"""行 a page, filling the type area (§5.2.3)."""
CHARS: Final = 28
"""字 a line, filling the type area (§5.2.3)."""
RED: Final = "FF0000"
"""发文机关标志 and the lines of the 版头 (§5.2.4, §7.2.4, §7.2.7), sRGB."""

MARK_TOP_MM: Final = 35.0
"""From the top of the type area to the top of the issuer mark (§7.2.4)."""
MARK_PT: Final = 48.0
"""The issuer mark at its largest; the standard leaves its size to taste (§7.2.4)."""
JOINT_MARK_PT: Final = 90.0
"""The lines of a joint mark together, so that page 1 keeps room for the text (§7.2.4)."""
LINES_BELOW_MARK: Final = 2
"""Blank lines between issuer mark and document number (§7.2.5)."""
NUMBER_INDENT_CHARS: Final = 1
"""Document number from the left, signatories from the right: upward documents (§7.2.5, §7.2.6)."""
SIGNATORIES_A_LINE: Final = 2
"""签发人姓名 on one line (§7.2.6)."""
RED_LINE_BELOW_NUMBER_MM: Final = 4.0
"""From the document number down to the red separator (§7.2.7)."""

LINES_ABOVE_TITLE: Final = 2
"""Blank lines above a title: below the red separator, or a page's top (§7.3.1, §7.3.7)."""
LINES_BELOW_TITLE: Final = 1
"""Blank lines between a title and the recipients, or the text where there are none (§7.3.2)."""
PARAGRAPH_INDENT_CHARS: Final = 2
"""First line of a paragraph, of the attachment note, of the note (§7.3.3, §7.3.4, §7.3.6)."""
LINES_ABOVE_ATTACHMENTS: Final = 1
"""Blank lines between body and attachment note (§7.3.4)."""

UNSEALED_LINES_ABOVE: Final = 1
"""Blank lines between body and an unsealed issuer (§7.3.5.2)."""
UNSEALED_RIGHT_CHARS: Final = 2
"""Unsealed: the issuer from the right, or the date when it is the longer one (§7.3.5.2)."""
UNSEALED_DATE_SHIFT_CHARS: Final = 2
"""Unsealed: the date's first character to the right of the issuer's first (§7.3.5.2)."""
SEALED_LINES_ABOVE: Final = 2
"""Blank lines that leave a 42 mm seal's top within one line of the text (§7.3.5.1)."""
SEALED_DATE_RIGHT_CHARS: Final = 4
"""Sealed: the date from the right (§7.3.5.1)."""
SEALED_ISSUERS_A_LINE: Final = 3
"""Seals in one row at most (§7.3.5.1)."""
SEAL_ROOM_MM: Final = 45.0
"""What one 42 mm seal takes, so that two neither touch nor cross (§7.3.5.1)."""

SEPARATOR_OUTER_MM: Final = 0.35
"""首条和末条分隔线 of the imprint (§7.4.1)."""
SEPARATOR_INNER_MM: Final = 0.25
"""中间的分隔线 of the imprint (§7.4.1)."""
IMPRINT_INDENT_CHARS: Final = 1
"""抄送机关, 印发机关, 印发日期 from both sides, in 字 of 4号 (§7.4.2, §7.4.3)."""
IMPRINT_LINE_PT: Final = 27.0
"""A line of the imprint with its separator is then no higher than one of the text."""

PAGE_NUMBER_BELOW_MM: Final = 7.0
"""From the type area down to the dashes beside the page number (§7.5)."""
PAGE_NUMBER_INDENT_CHARS: Final = 1
"""Odd pages from the right, even pages from the left, in 字 of 4号 (§7.5)."""

ORDER_MARK_TOP_MM: Final = 20.0
"""命令: from the top of the type area to the top of the issuer mark (§10.2)."""
ORDER_LINES_BELOW_NUMBER: Final = 2
"""命令: blank lines between its number and the text (§10.2)."""

LETTER_MARK_TOP_MM: Final = 30.0
"""信函: from the page's top to the top of the issuer mark (§10.1)."""
LETTER_RULE_WIDTH_MM: Final = 170.0
"""信函: both double rules, centred on the page (§10.1)."""
LETTER_RULE_BELOW_MARK_MM: Final = 4.0
"""信函: from the mark down to the first rule, thick over thin (§10.1)."""
LETTER_RULE_FROM_BOTTOM_MM: Final = 20.0
"""信函: from the page's bottom up to the second rule, thin over thick (§10.1)."""
LETTER_TEXT_BELOW_RULE_MM: Final = BODY_PT * 7 / 8 / 72 * 25.4
"""信函: from the first rule down to the number, 7/8 of a 3号 character (§10.1)."""

ATTENDANCE_LINES_ABOVE: Final = 1
"""纪要: blank lines between body or attachment note and 出席 (§10.3)."""


@dataclass(frozen=True, slots=True)
class Margins:
    """上下页边距 and 行距 by which a word processor reaches the type area."""

    top_mm: float
    bottom_mm: float
    line_pt: float
    """Line pitch, exact."""

    @property
    def down_mm(self) -> float:
        """How far the type area's top lies below the margin's."""
        return TOP_MM - self.top_mm

    @property
    def up_mm(self) -> float:
        """How far the type area's bottom lies above the margin's."""
        return BOTTOM_MM - self.bottom_mm


MARGINS: Final = {
    "gbt9704": Margins(TOP_MM, BOTTOM_MM, 28.95),
    "gbt33476": Margins(34.58, 32.58, 29.45),
}
"""The margins as GB/T 9704 is usually set, and as GB/T 33476.2 sets them."""


@dataclass(frozen=True, slots=True)
class Style:
    """A bureau's own habits; the defaults are the standard's and the fonts most have installed."""

    title_font: str = "方正小标宋简体"
    """小标宋: titles and the issuer mark (§7.2.4, §7.3.1)."""
    body_font: str = "仿宋_GB2312"
    """仿宋: everything not said otherwise (§5.2.2)."""
    heading_1_font: str = "黑体"
    """黑体: level 1, classification, urgency, the annex label (§7.2.2, §7.2.3, §7.3.3, §7.3.7)."""
    heading_2_font: str = "楷体_GB2312"
    """楷体: level 2, the names of signatories (§7.2.6, §7.3.3)."""
    page_number_font: str = "宋体"
    """宋体: page numbers (§7.5)."""
    latin_font: str | None = None
    """Digits and Latin letters in what the body font sets; None is the body font itself."""
    mark_size: float | None = None
    """pt of the issuer mark at most; None fills the line by the name's length (§7.2.4)."""
    margins: Literal["gbt9704", "gbt33476"] = "gbt9704"
    """Margins and line pitch; both print the same type area."""


STANDARD: Final = Style()
"""A document without habits of its own."""
