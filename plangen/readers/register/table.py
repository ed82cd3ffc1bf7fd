"""The rows of a table, from CSV or Excel alike → the units of a register."""

import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Final

from plangen.findings.finding import Finding, Mark, Severity
from plangen.nearest import did_you_mean, nearest
from plangen.readers.reading import Reading
from plangen.readers.register.sheet import (
    CODE,
    NAME,
    PARENT,
    PLAIN,
    Row,
    SheetView,
    filled_down,
)
from plangen.readers.register.units import RegisterSource, UnitRow
from plangen.scalar import Text

COLUMNS: Final = (CODE, NAME, "简称", "类别", "标签", PARENT, "联系人", "电话", "邮箱")

_ABOVE: Final = 50
"""How many rows of title may stand above the header."""
_LONGEST: Final = 500
"""Characters in a cell; a longer one is a quotation mark that was never closed."""
_NAME_AT: Final = 1
_LONG_NUMBERS: Final = (0, 7)
"""The columns of codes and telephone numbers."""
_OWN: Final = (0, 1, 2)
"""The columns of what is one unit's alone: merged cells there are not several units'."""
_SPOILT: Final = re.compile(r"\d(\.\d+)?E\+\d+")
_BREAK: Final = re.compile(r"(?<!\s)\s*[\r\n]+\s*")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff\ufffe\uffff]"
)
_PARTED: Final = re.compile(r"[、，,；;\s]+")


class TableReading(Reading):
    """Says where in a table a finding is as Excel shows it: the row's number, the column's name."""

    def __init__(self, file: str, findings: list[Finding]) -> None:
        super().__init__(file, {})
        self.findings = findings
        self.columns: dict[int, str] = {}
        """The names of the known columns, by number from 1."""
        self.broken = False
        """Whether the file could be read only in part."""

    def say(
        self,
        at: object,
        code: str,
        message: str,
        hint: str,
        item: str = "",
        length: int = 0,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a finding at a cell."""
        if isinstance(at, Text) and at.column in self.columns:
            message = f"第{at.line}行“{self.columns[at.column]}”：{message}"
        super().say(at, code, message, hint, item, length, severity)  # type: ignore[arg-type]

    def placed(self, word: str, line: int, column: str) -> Text:
        """A word with the place of its cell."""
        for number, name in self.columns.items():
            if name == column:
                return Text(word, line, number)
        return Text(word, line)

    def warn(self, line: int, column: int, message: str, hint: str) -> None:
        """Add a warning about a column."""
        mark = Mark(self.file, line, column)
        warning = Severity.WARNING
        self.findings.append(Finding(mark, "register-column", message, hint, severity=warning))


class RegisterTable:
    """A sheet of cells whose header has been found."""

    def __init__(
        self, rows: Iterable[Row], reading: TableReading, first: int = 1, view: SheetView = PLAIN
    ) -> None:
        """Look for the header. `first` is the number of the column in which the rows begin."""
        self._rows = enumerate(filled_down(rows, view.merged, first), 1)
        self._reading = reading
        self._first = first
        self._view = view
        self._words: dict[str, str] = {}
        """Categories, tags and parents, each kept once however many units have it."""
        self._lines = array("L")
        """The number of each unit's row, once they are read."""
        self.above: list[tuple[int, list[str]]] = []
        """The rows that came before the header, or all that were looked at where there is none."""
        self._header = self._find_header()
        indexes = {name: index for index, name in reversed([*enumerate(self._header)])}
        self._indexes = [indexes.get(name, -1) for name in COLUMNS]

    @property
    def found(self) -> bool:
        """Tell whether there is a header."""
        return NAME in self._header

    def source(self) -> RegisterSource:
        """The units, row by row; what is wrong with a row becomes a finding."""
        for index, name in zip(self._indexes, COLUMNS, strict=True):
            if index >= 0:
                self._reading.columns[self._column(index)] = name
        self._check_header()
        units = list(self._units())
        return RegisterSource(self._reading, [], units, [], lines=self._lines)

    def _find_header(self) -> list[str]:
        for number, row in islice(self._rows, _ABOVE):
            cells = _headings(row)
            if NAME in cells:
                self._line = number
                return self._with_lower(cells)
            self.above.append((number, cells))
        return []

    def _with_lower(self, header: list[str]) -> list[str]:
        """The header with the headings of a second row, where 名称 reaches down over both."""
        column = self._column(header.index(NAME))
        for cells in self._view.merged:
            if cells.top == self._line and cells.left == column:
                for _, row in islice(self._rows, cells.bottom - cells.top):
                    lower = _headings(row)
                    header = [below or above for below, above in zip(lower, header, strict=True)]
        return header

    def _check_header(self) -> None:
        """Say what column looks like a known one but is not, or stands twice."""
        missing = [name for name in COLUMNS if name not in self._header]
        for index, name in enumerate(self._header):
            column = self._column(index)
            if name in COLUMNS and self._header.index(name) < index:
                message = f"第{self._line}行有两列“{name}”，分不清读哪一列"
                at = Text("", self._line, column)
                self._reading.say(at, "register-column", message, "删去一列，或改名")
            elif name not in COLUMNS and name and (near := nearest(name, missing, cutoff=0.5)):
                message = f"第{self._line}行的“{name}”这一列没有读"
                hint = f"是“{near}”的，把列名改成“{near}”；是别的，不用改"
                self._reading.warn(self._line, column, message, hint)

    def _units(self) -> Iterator[UnitRow]:
        header = [self._header[index] if index >= 0 else "" for index in self._indexes]
        merged = self._merged_names()
        hidden = []
        for line, row in self._rows:
            cells = [text(row[index]) if 0 <= index < len(row) else "" for index in self._indexes]
            if not any(cells) or cells == header:
                continue
            if line in self._view.hidden:
                hidden.append(line)
            elif fault := self._seen_fault(line, merged) or _fault(cells):
                index, code, message, hint = fault
                at = Text("", line, self._column(self._indexes[index]))
                self._reading.say(at, code, message, hint)
            else:
                self._lines.append(line)
                yield self._unit(cells)
        self._say_hidden(hidden)

    def _merged_names(self) -> dict[int, int]:
        """By row: the column, an index of COLUMNS, whose cell is merged so that no unit is told."""
        by_column = {self._column(at): index for index, at in enumerate(self._indexes) if at >= 0}
        merged = {}
        for cells in self._view.merged:
            reached = [
                by_column[at] for at in range(cells.left, cells.right + 1) if at in by_column
            ]
            if cells.top > self._line and _NAME_AT in reached and len(reached) > 1:
                merged[cells.top] = _NAME_AT
            elif reached and reached[0] in _OWN:
                for line in range(cells.top + 1, cells.bottom + 1):
                    merged[line] = reached[0]
        return merged

    def _seen_fault(self, line: int, merged: dict[int, int]) -> tuple[int, str, str, str] | None:
        """What a person sees of a row beside its values: column, code, what, how to mend it."""
        if line in merged:
            hint = "取消合并；一个单位写一行，不是单位的行删去"
            return merged[line], "not-allowed", "这一格是合并的，分不清是哪个单位", hint
        for index, at in enumerate(self._indexes if self._view.struck else ()):
            if at >= 0 and (line, self._column(at)) in self._view.struck:
                hint = "单位撤销了的，删去这一行；没有撤销的，去掉删除线"
                return index, "not-allowed", "这一格划着删除线，分不清还要不要", hint
        return None

    def _say_hidden(self, lines: list[int]) -> None:
        if lines:
            message = f"有 {len(lines)} 行隐藏着或筛选掉了（第{_ranges(lines)}行），分不清要不要"
            hint = "要的，取消筛选、取消隐藏；不要的，删去这些行"
            self._reading.say(Text("", lines[0], 0), "not-allowed", message, hint)

    def _unit(self, cells: list[str]) -> UnitRow:
        code, name, also, category, tags, parent, contact, phone, mail = cells
        return UnitRow(
            code or name,
            name,
            _parted(also),
            self._kept(category) or None,
            tuple(map(self._kept, _parted(tags))),
            self._kept(parent) or None,
            contact or None,
            phone or None,
            mail or None,
        )

    def _kept(self, word: str) -> str:
        return self._words.setdefault(word, word)

    def _column(self, index: int) -> int:
        """The number of a column, from 1 as Excel counts, by its index in the rows."""
        return index + self._first


def _parted(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, _PARTED.split(cell))) if cell else ()


def _headings(row: Row) -> list[str]:
    return ["".join(text(cell).split()) for cell in row]


def _fault(cells: list[str]) -> tuple[int, str, str, str] | None:
    """What is wrong with a row: in which of the columns, code, what, how to mend it."""
    if max(map(len, cells)) > _LONGEST:
        longest = max(range(len(cells)), key=lambda index: len(cells[index]))
        message = f"这一格有 {len(cells[longest])} 个字，多半是前面的英文引号没有配对"
        return longest, "too-large", message, "补上或删去引号；内容真有这么长的，缩短"
    if not cells[_NAME_AT]:
        hint = "填上单位名称；不是单位的，删去这一行"
        return _NAME_AT, "empty-value", "这一格是空的", hint
    for index in _LONG_NUMBERS:
        if _SPOILT.fullmatch(cells[index]):
            message = f"“{cells[index]}”是 Excel 缩写了的长数字，原来的数字已经丢了"
            return index, "not-allowed", message, "把这一列的格式设为“文本”，重新填写后再保存"
    return None


def _ranges(lines: list[int]) -> str:
    """Ascending numbers, those that follow each other as one: 3、5—7."""
    shown = [str(lines[0])]
    for before, line in pairwise(lines):
        if line > before + 1:
            shown.append(str(line))
        else:
            shown[-1] = f"{shown[-1].partition('—')[0]}—{line}"
    return "、".join(shown)


def text(cell: object) -> str:
    """What a cell shows: 1001, not 1001.0; no blanks around it, no line break, nothing unseen."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    shown = str(cell)
    if not shown.isprintable():
        shown = _UNSEEN.sub("", _BREAK.sub("", shown.strip())).replace("\t", " ")
    return shown.strip()


def say_no_header(above: list[tuple[int, list[str]]], reading: Reading) -> None:
    """Say that no row has a column of names, and which cell may have been meant for one."""
    hint = f"表头写这些列：{'、'.join(COLUMNS)}；次序不拘，只有“{NAME}”必须有"
    for line, cells in above:
        if near := nearest(NAME, cells, cutoff=0.6):
            hint = f"第{line}行的“{near}”，{did_you_mean(NAME)}{hint}"
            break
    reading.say(Text("", 1, 1), "register-column", f"没有找到“{NAME}”这一列", hint)
