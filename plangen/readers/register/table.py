"""The rows of a table, from CSV or Excel alike → the units of a register."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from plangen.findings.finding import Finding, Mark, Severity
from plangen.nearest import did_you_mean, nearest
from plangen.readers.reading import Reading
from plangen.readers.register.units import UnitRow
from plangen.scalar import Text

COLUMNS = ("编码", "名称", "简称", "类别", "标签", "上级", "联系人", "电话")
NAME = "名称"
Row = Sequence[object]

_ABOVE = 50
"""How many rows of title may stand above the header."""
_LONGEST = 500
"""Characters in a cell; a longer one is a quotation mark that was never closed."""
_NAME_AT, _LONG_NUMBERS = 1, (0, 7)
_SPOILT = re.compile(r"\d(\.\d+)?E\+\d+")
_BREAK = re.compile(r"\s*[\r\n]+\s*")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff\ufffe\uffff]"
)
_PARTED = re.compile(r"[、，,；;\s]+")


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

    def warn(self, line: int, column: int, message: str, hint: str) -> None:
        """Add a warning about a column."""
        mark = Mark(self.file, line, column)
        warning = Severity.WARNING
        self.findings.append(Finding(mark, "register-column", message, hint, severity=warning))


class RegisterTable:
    """A sheet of cells whose header has been found."""

    def __init__(self, rows: Iterable[Row], reading: TableReading, first: int = 1) -> None:
        self._rows = enumerate(rows, 1)
        self._reading = reading
        self._first = first
        """The number of the column in which the rows begin."""
        self._words: dict[str, Text] = {}
        """Categories and tags, each kept once however many units have it."""
        self.above: list[tuple[int, list[str]]] = []
        """The rows that came before the header, or all that were looked at where there is none."""
        self._header = self._find_header()
        places = {name: at for at, name in reversed([*enumerate(self._header)])}
        self._places = [places.get(name, -1) for name in COLUMNS]

    @property
    def found(self) -> bool:
        """Tell whether there is a header."""
        return NAME in self._header

    def units(self) -> list[UnitRow]:
        """The units, row by row; what is wrong with a row becomes a finding."""
        reading = self._reading
        reading.columns = {
            self._column(at): name
            for at, name in zip(self._places, COLUMNS, strict=True)
            if at >= 0
        }
        self._check_header()
        return list(self._units())

    def _find_header(self) -> list[str]:
        for number, row in islice(self._rows, _ABOVE):
            cells = ["".join(text(cell).split()) for cell in row]
            if NAME in cells:
                self._line = number
                return cells
            self.above.append((number, cells))
        return []

    def _check_header(self) -> None:
        """Say what column looks like a known one but is not, or stands twice."""
        missing = [name for name in COLUMNS if name not in self._header]
        for at, name in enumerate(self._header):
            column = self._column(at)
            if name in COLUMNS and self._header.index(name) < at:
                message = f"第{self._line}行有两列“{name}”，只读了前一列"
                self._reading.warn(self._line, column, message, "删去一列，或改名")
            elif name not in COLUMNS and name and (near := nearest(name, missing, cutoff=0.5)):
                message = f"第{self._line}行的“{name}”这一列没有读"
                hint = f"是“{near}”的，把列名改成“{near}”；是别的，不用改"
                self._reading.warn(self._line, column, message, hint)

    def _units(self) -> Iterator[UnitRow]:
        header = [self._header[at] if at >= 0 else "" for at in self._places]
        for line, row in self._rows:
            cells = [text(row[at]) if 0 <= at < len(row) else "" for at in self._places]
            if not any(cells) or cells == header:
                continue
            if fault := _fault(cells):
                at, code, message, hint = fault
                place = Text("", line, self._column(self._places[at]))
                self._reading.say(place, code, message, hint)
            else:
                yield self._unit(line, cells)

    def _unit(self, line: int, cells: list[str]) -> UnitRow:
        code, name, also, category, tags, parent, contact, phone = (
            Text(cell, line, at + self._first) if cell else None
            for cell, at in zip(cells, self._places, strict=True)
        )
        named = name or Text()
        return UnitRow(
            code or named,
            named,
            tuple(self._parted(also)),
            category and self._words.setdefault(category, category),
            tuple(self._words.setdefault(tag, tag) for tag in self._parted(tags)),
            parent,
            contact,
            phone,
        )

    def _parted(self, cell: Text | None) -> Iterator[Text]:
        for word in _PARTED.split(cell) if cell else ():
            if word and cell:
                yield Text(word, cell.line, cell.column)

    def _column(self, at: int) -> int:
        return at + self._first


def _fault(cells: list[str]) -> tuple[int, str, str, str] | None:
    """What is wrong with a row: in which of the columns, code, what, how to mend it."""
    if max(map(len, cells)) > _LONGEST:
        at = next(at for at, cell in enumerate(cells) if len(cell) > _LONGEST)
        message = f"这一格有 {len(cells[at])} 个字，多半是前面的英文引号没有配对"
        return at, "too-large", message, "补上或删去引号；内容真有这么长的，缩短"
    if not cells[_NAME_AT]:
        hint = "填上单位名称；不是单位的，删去这一行"
        return _NAME_AT, "empty-value", "这一格是空的", hint
    for at in _LONG_NUMBERS:
        if _SPOILT.fullmatch(cells[at]):
            message = f"“{cells[at]}”是 Excel 缩写了的长数字，原来的数字已经丢了"
            return at, "not-allowed", message, "把这一列的格式设为“文本”，重新填写后再保存"
    return None


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
