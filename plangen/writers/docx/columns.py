"""The type size of a table and the widths of its columns, chosen by what stands in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import compress
from math import ceil, fsum, inf
from typing import Final, TypeAlias

from plangen.document.model import Cell, CellSpan, DocumentTable, TableColumn
from plangen.writers.docx.units import TIGHTENING, mm, set_width, twips

_ROOM_TO_WRITE: Final = twips(mm(20))
"""The least width, in twips, of an empty column, so that somebody can write in it."""
_WORD: Final = 5
"""字 of a phrase that is not broken: 市教育局."""
_NAME: Final = 3
"""字 of a phrase that is not broken even where there is little room: 王立明."""
_HEADER: Final = 4
"""字 of a header that is not parted three to one: 责任领导; over columns, for each of them."""
_SLACK: Final = 0.3
_SEAM: Final = 0.7
"""字 that two columns are wider than their texts, where a header reaches over both."""
_SHARE: Final = 10.0
"""字 that one share of the width counts for beside columns as wide as their contents."""
_HIGH: Final = 1 / 2
"""A row that takes more of a page than this may break across pages."""
_BLANK: Final = ("", "/", "—")
_SEPARATOR: Final = re.compile(r"[、，；：。\s]")
_UNBROKEN: Final = re.compile(
    r"(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|底)?前?|[0-9A-Za-z.%:/@_〔〕-]+[号年日]?"
)

LineWidths: TypeAlias = tuple[float, ...]
"""The widths of a cell's lines, in 字."""


@dataclass(frozen=True, slots=True)
class TableSize:
    """A type size for tables."""

    text_style: str
    header_style: str
    size_pt: float
    line_pt: float
    most_pages: float
    """A table that fills more is set in the next smaller size."""

    @property
    def char(self) -> float:
        """One 字 in twips, as tightly as the text is set."""
        return self.size_pt * 20 + TIGHTENING

    @property
    def line(self) -> float:
        """One line in twips."""
        return self.line_pt * 20

    @property
    def margin(self) -> int:
        """Left, right and below inside a cell, in twips; above it the line itself leaves room."""
        return round(self.size_pt * 4)

    @property
    def least_row(self) -> int:
        """The height of a row of one line, in twips."""
        return round(self.line * 1.3)


SIZES: Final = (
    TableSize("表格文字", "表头", 14, 22, 2),
    TableSize("清单文字", "清单表头", 12, 18, 4),
    TableSize("五号表格文字", "五号表头", 10.5, 15, 8),
    TableSize("小五表格文字", "小五表头", 9, 11.5, inf),
)
"""四号, 小四, 五号 and 小五, the smallest that is read with ease."""
_NAMES: Final = ("四号", "小四", "五号", "小五")


def cell_text(cell: Cell) -> str:
    """The text of a cell, edited or not."""
    if isinstance(cell, str):
        return cell
    return "".join(run.text for run in cell)


class TableContents:
    """What stands in a table, measured in 字."""

    def __init__(self, table: DocumentTable) -> None:
        self.columns = table.columns
        headers, rows = _narrow(table.headers, table.header_spans), _narrow(table.rows, table.spans)
        self.headers = list(map(_row_widths, headers))
        self._upper = [
            (span, set_width(cell_text(table.headers[span.row][span.column])))
            for span in table.header_spans
            if span.columns > 1
        ]
        """The headers over several columns, each with its width."""
        self.rows = list(map(_row_widths, rows))
        self._texts: list[list[str]] = [[] for _ in table.columns]
        """The texts below the header, column by column; headings between the rows are left out."""
        for number, row in enumerate(rows):
            if number not in table.headings:
                for texts, cell in zip(self._texts, row, strict=True):
                    texts.append(cell_text(cell))

    @cached_property
    def centred(self) -> list[bool]:
        """Whether each column stands in the middle: as its template says, or short texts alone."""
        return list(map(_is_centred, self.columns, self._texts))

    @cached_property
    def empty(self) -> list[bool]:
        """Whether each column says nothing below its header."""
        return list(map(set(_BLANK).issuperset, self._texts))

    @cached_property
    def least(self) -> list[float]:
        """How many 字 each column must hold so that no word is broken, a header but once."""
        least = self._widest_words(_WORD)
        for row in self.headers:
            least = list(map(_with_header, least, row))
        for span, whole in self._upper:
            _hold(least, span, whole)
        return least

    @cached_property
    def tightest(self) -> list[float]:
        """The same where there is no room for that: only names and numbers are whole."""
        return self._widest_words(_NAME)

    def _widest_words(self, longest: int) -> list[float]:
        return [max(map(partial(_widest_word, longest), texts), default=1) for texts in self._texts]

    @cached_property
    def wished(self) -> list[float]:
        """In what proportion columns share the width for rows as low as can be, in some 字.

        A cell of n 字 in a column of w takes n/w lines. The sum of all (n/w)³, in which the high
        cells outweigh the others, is least where each w is as the fourth root of its sum of n³.
        """
        return [max(0.1, round(_cubes(texts) ** 0.25, 1)) for texts in self._texts]


def _narrow(rows: Sequence[Sequence[Cell]], spans: Iterable[CellSpan]) -> list[list[Cell]]:
    """Rows without the texts of cells that reach over several columns: they widen none of them."""
    narrow = list(map(list, rows))
    for span in spans:
        if span.columns > 1:
            narrow[span.row][span.column] = ""
    return narrow


def _row_widths(row: Sequence[Cell]) -> list[LineWidths]:
    return [tuple(map(set_width, cell_text(cell).split("\n"))) for cell in row]


def _is_centred(column: TableColumn, texts: Sequence[str]) -> bool:
    if column.centred is not None:
        return column.centred
    return all(map(_is_short, texts))


def _is_short(text: str) -> bool:
    return "\n" not in text and set_width(text) <= _WORD


def _with_header(least: float, lines: LineWidths) -> float:
    """How wide a column is with its header on two lines alike, or on one; two 字 are not parted."""
    whole = max(lines)
    half = max(ceil(whole / 2), min(2, whole))
    if half < least < whole <= _HEADER:
        return whole
    return max(least, half)


def _hold(least: list[float], span: CellSpan, whole: float) -> None:
    """Widen the columns below a header alike, so that it stands on one line, a long one on two.

    投资（万元） is 6 字 over two columns of 2: each must hold 2.65.
    """
    columns = range(span.column, span.column + span.columns)
    held = fsum(least[column] for column in columns) + _SEAM * (span.columns - 1)
    needed = whole if whole <= _HEADER * span.columns else ceil(whole / 2)
    for column in columns:
        least[column] += max(0.0, needed - held) / span.columns


def _widest_word(longest: int, text: str) -> float:
    return max(1.0, *map(set_width, _words(longest, text)))


def _words(longest: int, text: str) -> Iterator[str]:
    """What is not broken: phrases of so many 字 at most, dates, numbers and Latin words."""
    for phrase in _SEPARATOR.split(text):
        if set_width(phrase) <= longest:
            yield phrase
        else:
            yield phrase[: longest - 1]
            yield from _UNBROKEN.findall(phrase)


def _cubes(texts: Sequence[str]) -> float:
    return fsum(set_width(text) ** 3 for text in texts) / max(1, len(texts))


@dataclass(frozen=True)
class TableLayout:
    """A table set in one size on paper of a width and height, both in twips."""

    contents: TableContents
    size: TableSize
    width: int
    height: int
    tight: bool = False

    @cached_property
    def widths(self) -> list[int]:
        """The width of each column in twips."""
        fixed = [bool(column.width) and not column.is_share for column in self.contents.columns]
        return list(map(int, _shared_out(self._least, self._wished, fixed, self.width)))

    @property
    def fits(self) -> bool:
        """Whether no word is broken, and the table is not too long for its size."""
        return self.breaks_no_word and self._pages <= self.size.most_pages

    @property
    def breaks_no_word(self) -> bool:
        """Whether all columns are as wide as their words."""
        return fsum(self._least) <= self.width

    def may_break(self, row: Sequence[LineWidths]) -> bool:
        """Whether a row is so high that kept whole it might leave much of a page empty."""
        return self._row_height(row) > self.height * _HIGH

    @property
    def _pages(self) -> float:
        header = sum(map(self._row_height, self.contents.headers))
        rows = sum(map(self._row_height, self.contents.rows))
        return rows / max(self.size.line, self.height - header)

    def _row_height(self, row: Sequence[LineWidths]) -> float:
        most = max(map(self._lines, row, self.widths))
        return max(self.size.least_row, most * self.size.line + self.size.margin)

    def _lines(self, cell: LineWidths, width: int) -> int:
        room = max(1, int((width - 2 * self.size.margin) / self.size.char))
        return sum(ceil(line / room) or 1 for line in cell)

    @cached_property
    def _least(self) -> list[float]:
        least = self.contents.least
        if self.tight:
            least = self.contents.tightest
        return list(map(self._least_width, self.contents.columns, least, self.contents.empty))

    def _least_width(self, column: TableColumn, least: float, empty: bool) -> float:
        if column.width and not column.is_share:
            return self._outer(column.width)
        if empty:
            return max(self._outer(least), _ROOM_TO_WRITE)
        return self._outer(least)

    @cached_property
    def _wished(self) -> list[float]:
        return list(map(_share, self.contents.columns, self.contents.wished))

    def _outer(self, chars: float) -> float:
        """The width of a column whose lines hold so many 字, digits being a little wider."""
        return (chars + _SLACK) * self.size.char + 2 * self.size.margin


def _share(column: TableColumn, own: float) -> float:
    """What a column wishes for: as its template says, else by what stands in it."""
    if column.width:
        return _SHARE * column.width
    return own


def table_layout(table: DocumentTable, width: int, height: int) -> TableLayout:
    """The table in the largest size that it fits in; compact ones begin at 小四."""
    contents = TableContents(table)
    if table.size:
        return TableLayout(contents, SIZES[_NAMES.index(table.size)], width, height)
    for size in SIZES[table.compact :]:
        layout = TableLayout(contents, size, width, height)
        if layout.fits:
            return layout
    return TableLayout(contents, SIZES[-1], width, height, tight=not layout.breaks_no_word)


def _shared_out(
    least: Sequence[float], wished: Sequence[float], fixed: Sequence[bool], total: float
) -> list[float]:
    """Widths in proportion to what is wished, none below its least; fixed ones are their least.

    Least 2, 4, 4, wished 1, 5, 10 and 20 in all give 2, 6, 12. Where not even the least fit, all
    are narrowed alike.
    """
    narrowed = min(1.0, total / fsum(least))
    widths = [width * narrowed for width in least]
    columns = range(len(widths))
    held = set(compress(columns, fixed))
    """The columns that are as wide as their least; the others grow in proportion."""
    while len(held) < len(widths):
        growing = [column for column in columns if column not in held]
        room = total - fsum(widths[column] for column in held)
        factor = room / fsum(wished[column] for column in growing)
        too_narrow = {column for column in growing if wished[column] * factor < least[column]}
        if not too_narrow:
            for column in growing:
                widths[column] = wished[column] * factor
            break
        held |= too_narrow
    return widths
