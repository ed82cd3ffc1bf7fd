"""Cells as XlsxWriter writes them, and slots for them in a specimen of two rows."""

import re
from datetime import date
from html import escape
from typing import Final

from plangen.writers.specimen import MARK, parts_of, slot

SHEET: Final = "xl/worksheets/sheet1.xml"
"""The part that the first sheet is."""
BLANK: Final = b"/>"
_BOOK: Final = "xl/workbook.xml"
"""Where the filter is named."""
_CELL: Final = re.compile(
    f' t="inlineStr"><is><t>({MARK}[a-z]+\\.[01]{MARK})</t></is></c>'.encode()
)
_ESCAPED: Final = re.compile("(_x[0-9a-fA-F]{4}_)")
"""What Excel would read as a character's code."""
_MOST: Final = 32_767
"""Characters that a cell holds."""
_DAY_0: Final = date(1899, 12, 30).toordinal()


def slotted(package: bytes, first: int) -> dict[str, bytes]:
    """Put slots into the parts of a workbook of two rows; the first has this number in the sheet.

    A cell that says slot("name", 0) becomes a slot for the rest of its element, from its type on.
    Others are made for the row's number, its height, and the last row's number.
    """
    parts = parts_of(package)
    sheet = _numbered(_numbered(parts[SHEET], first, 0), first, 1)
    before, end, after = _CELL.sub(rb"\1", sheet).partition(b"</sheetData>")
    view, start, rows = before.partition(b"<sheetData>")
    view, after, book = (_ranged(part, first + 1) for part in (view, after, parts[_BOOK]))
    return parts | {SHEET: b"".join([view, start, rows, end, after]), _BOOK: book}


def _ranged(part: bytes, last: int) -> bytes:
    """Put slots for the last row wherever a range ends on it."""
    return re.sub(rb"(:\$?[A-Z]\$?)%d\b" % last, rb"\1" + slot("last").encode(), part)


def _numbered(sheet: bytes, first: int, number: int) -> bytes:
    """Put slots for the number of a specimen's row, in its own name and those of its cells."""
    start = sheet.index(b'<row r="%d"' % (first + number))
    end = sheet.index(b"</row>", start)
    number_slot, height_slot = slot("row", number).encode(), slot("height", number).encode()
    row = re.sub(rb'\br="([A-Z]?)\d+"', rb'r="\1%s"' % number_slot, sheet[start:end])
    row = re.sub(rb' ht="\d+"', b' ht="%s"' % height_slot, row)
    return sheet[:start] + row + sheet[end:]


def text_cell(text: str) -> bytes:
    """The rest of the element of a cell that says this."""
    if not text:
        return BLANK
    edged = text[0].isspace() or text[-1].isspace()
    kept = b' xml:space="preserve"' if edged else b""
    return b' t="inlineStr"><is><t%s>%s</t></is></c>' % (kept, xml(text))


def number_cell(number: int) -> bytes:
    """The rest of the element of a cell that says this."""
    return b"><v>%d</v></c>" % number


def day_cell(day: date) -> bytes:
    """The rest of the element of a cell that says this."""
    return number_cell(day.toordinal() - _DAY_0)


def formula_cell(formula: str, shown: str) -> bytes:
    """The rest of the element of a cell with a formula, without its =, that gives a text."""
    return b' t="str"><f>%s</f><v>%s</v></c>' % (escape(formula, quote=False).encode(), xml(shown))


def xml(text: str) -> bytes:
    """A text inside an element, cut where a cell would not hold it."""
    text = text[:_MOST]
    text = _ESCAPED.sub(r"_x005F\1", text) if "_x" in text else text
    return escape(text, quote=False).encode()
