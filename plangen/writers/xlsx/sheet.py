"""The look of every workbook: a title, lines under it, a table that prints on A4 landscape."""

import math
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, TextIOWrapper
from typing import Any, Final

from plangen.document.gbt9704 import Style
from plangen.typography import width

Cell = str | int | date | None
"""What stands in a cell; None and an empty text leave it blank."""

_A4: Final = 9
_TITLE_PT: Final = 20
_TEXT_PT: Final = 11
_LEADING: Final = 1.3
"""From one line to the next, in sizes of the text."""
_DIGIT_PX: Final = 7
"""The unit of a column's width: a digit of the default font, on a screen of 96 pixels an inch."""
_CHAR_PX: Final = 15
"""A 字 of the text on such a screen."""
_LINE_PT, _FREE_PT, _HIGHEST_PT = 15, 3, 408
"""A line of the text, what is left above and below, the highest row that Excel has."""
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.7}
"""In inches."""
_HEADER_PT: Final = 24
_GREY, _YELLOW = "#F2F2F2", "#FFF2CC"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a table."""

    title: str
    width: float
    """In digits of the default font."""
    align: str = "left"
    form: str = "General"
    """How Excel shows a number."""
    filled: bool = False
    """Whether whoever gets the sheet fills it in; the others are locked."""
    hidden: bool = False

    @property
    def room(self) -> float:
        """How many 字 stand in a line on a screen, at worst: one may be carried over."""
        return self.width * _DIGIT_PX / _CHAR_PX - 0.5


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A label beside a line above the table, and right of it a cell to fill in."""

    line: int
    """Which of the lines, from 1."""
    place: int
    """The label's column."""
    label: str
    last: int
    """The last column of the cell."""
    form: str = "@"


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What stands above a table, and what the file's properties say."""

    title: str
    lines: tuple[str, ...]
    author: str
    subject: str
    dated: date
    spans: tuple[int, ...] = ()
    """Over how many columns each line goes; over all of them where nothing is said."""
    cells: tuple[HeadCell, ...] = ()
    first: int | None = None
    """How many lines on paper the first line takes, where its text is a slot."""


class Sheet:
    """A workbook whose first sheet is one table, written row by row in little memory."""

    def __init__(
        self, name: str, head: SheetHead, columns: Sequence[SheetColumn], style: Style
    ) -> None:
        from xlsxwriter import Workbook

        self._target = BytesIO()
        self._style = style
        self.columns = columns
        self.book: Any = Workbook(self._target, {"constant_memory": True})
        self.sheet: Any = self.book.add_worksheet(name)
        self._formats = [self._cell_format(column) for column in columns]
        self.header = len(head.lines) + 1
        """The row of the table's header, from 0."""
        self.last = self.header
        """The last row written."""
        self._describe(head)
        self._set_up()
        self._write_head(head)
        self._write_header()

    @property
    def body(self) -> tuple[int, int]:
        """The first and the last row of the table, from 0."""
        return self.header + 1, max(self.last, self.header + 1)

    def add(self, cells: Sequence[Cell]) -> None:
        """Write a row; a text is never taken for a formula, a number or a link."""
        self.last += 1
        self.sheet.set_row(self.last, height(self.columns, cells))
        for place, cell in enumerate(cells):
            self._write(place, cell)

    def mark(self, columns: tuple[int, int], formula: str, **look: Any) -> None:
        """Show some columns in another look wherever a formula on the first row holds."""
        first, last = self.body
        rule = {"type": "formula", "criteria": formula, "format": self.book.add_format(look)}
        self.sheet.conditional_format(first, columns[0], last, columns[1], rule)

    def closed(self) -> bytes:
        """The file, the same on any day and machine."""
        self.sheet.autofilter(self.header, 0, self.body[1], len(self.columns) - 1)
        self.book.close()
        return repacked(self._target)

    def _write(self, place: int, cell: Cell) -> None:
        at, look = (self.last, place), self._formats[place]
        if cell is None or cell == "":
            self.sheet.write_blank(*at, None, look)
        elif isinstance(cell, str):
            self.sheet.write_string(*at, cell, look)
        elif isinstance(cell, date):
            self.sheet.write_datetime(*at, cell, look)
        else:
            self.sheet.write_number(*at, cell, look)

    def _describe(self, head: SheetHead) -> None:
        created = datetime(head.dated.year, head.dated.month, head.dated.day)
        about = {"title": head.title, "author": head.author, "subject": head.subject}
        self.book.set_properties(about | {"created": created})

    def _set_up(self) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(**_MARGINS)
        sheet.set_footer("&C第 &P 页 共 &N 页")
        for place, column in enumerate(self.columns):
            sheet.set_column(place, place, column.width, None, {"hidden": column.hidden})

    def _write_head(self, head: SheetHead) -> None:
        """The title and the lines, each as high as it needs: merged cells do not grow."""
        style = self._style
        title = self._format(style.title_font, font_size=_TITLE_PT, bold=True, align="center")
        wrapped = self._format(style.body_font)
        single = self._format(style.body_font, text_wrap=False, shrink=True)
        across = sum(not column.hidden for column in self.columns)
        spans = (across, *(head.spans or (across,) * len(head.lines)))
        for row, (text, span) in enumerate(zip((head.title, *head.lines), spans, strict=True)):
            size = _TEXT_PT if row else _TITLE_PT
            count = (row == 1 and head.first) or head_lines(text, self.columns[:span], size)
            look = title if not row else wrapped if count > 1 else single
            self.sheet.set_row(row, round((count * _LEADING + 0.5) * size))
            self.sheet.merge_range(row, 0, row, span - 1, text, look)
            for cell in head.cells:
                if cell.line == row:
                    self._write_head_cell(cell)

    def _write_head_cell(self, cell: HeadCell) -> None:
        """It is coloured where its label says something."""
        row, first = cell.line, cell.place + 1
        font = self._style.body_font
        self.sheet.write_string(row, cell.place, cell.label, self._format(font, align="right"))
        blank = self._format(font, locked=False, num_format=cell.form, align="left")
        self.sheet.merge_range(row, first, row, cell.last, "", blank)
        label = f"${letter(cell.place)}${row + 1}"
        look = self.book.add_format({"bg_color": _YELLOW, "border": 1})
        rule = {"type": "formula", "criteria": f'={label}<>""', "format": look}
        self.sheet.conditional_format(row, first, row, cell.last, rule)

    def _write_header(self) -> None:
        for place, column in enumerate(self.columns):
            look = self._format(
                self._style.heading_1_font,
                align="center",
                border=1,
                bg_color=_YELLOW if column.filled else _GREY,
            )
            self.sheet.write_string(self.header, place, column.title, look)
        self.sheet.set_row(self.header, _HEADER_PT)
        self.sheet.freeze_panes(self.header + 1, 0)
        self.sheet.repeat_rows(self.header)

    def _cell_format(self, column: SheetColumn) -> Any:
        return self._format(
            self._style.body_font,
            align=column.align,
            border=1,
            locked=not column.filled,
            num_format=column.form,
        )

    def _format(self, font: str, **look: Any) -> Any:
        base = {"font_name": font, "font_size": _TEXT_PT, "text_wrap": True, "valign": "vcenter"}
        return self.book.add_format(base | look)


def head_lines(text: str, columns: Sequence[SheetColumn], size: int = _TEXT_PT) -> int:
    """How many lines a text above the table takes over these columns, in a size in pt."""
    room = sum(column.width for column in columns if not column.hidden) * _DIGIT_PX * 0.75
    return sum(math.ceil(width(line) * size / room) or 1 for line in text.split("\n"))


def letter(place: int) -> str:
    """The name of a column, of which no sheet of ours has more than 26."""
    return chr(ord("A") + place)


def height(columns: Iterable[SheetColumn], cells: Iterable[Cell]) -> int:
    """How high a row must be for its texts, in pt: LibreOffice does not find it out by itself."""
    needed = [
        lines(cell, column.room)
        for column, cell in zip(columns, cells, strict=False)
        if isinstance(cell, str) and not column.hidden
    ]
    return row_height(max(needed, default=1))


def row_height(count: int) -> int:
    """How high a row of so many lines is, in pt."""
    return min(_FREE_PT + _LINE_PT * count, _HIGHEST_PT)


def lines(text: str, room: float) -> int:
    """How many lines a text takes where so many 字 stand in one; Latin letters take a half."""
    parts = text.split("\n") if "\n" in text else (text,)
    return sum([math.ceil((len(part) + len(part.encode())) / 4 / room) or 1 for part in parts])


def packed(parts: dict[str, bytes]) -> bytes:
    """A package of these parts."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in parts.items():
            package.writestr(_entry(name), data)
    return target.getvalue()


def repacked(source: BytesIO) -> bytes:
    """The package without what depends on the machine."""
    target = BytesIO()
    with zipfile.ZipFile(source) as opened, zipfile.ZipFile(target, "w") as package:
        for name in opened.namelist():
            with (  # Windows ends its lines with \r\n
                TextIOWrapper(opened.open(name), "utf-8") as old,
                TextIOWrapper(package.open(_entry(name), "w"), "utf-8", newline="\n") as new,
            ):
                shutil.copyfileobj(old, new)
    return target.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """A member of a zip, dated the first day that a zip knows."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    return entry
