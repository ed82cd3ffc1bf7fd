"""The ledger (台账): one line a series, task, unit and period, as plain CSV that Excel opens."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from plangen.files import bytes_of
from plangen.findings.finding import CannotGoOn
from plangen.progress.open_table import (
    head_bytes,
    read_table,
    table_bytes,
    table_pieces,
    unquoted,
)
from plangen.progress.reported_state import ReportedState
from plangen.progress.written_day import written_day
from plangen.readers.plan_file import collector_paused
from plangen.workspace import LEDGER

FORMAT: Final = "1"
NAME: Final = LEDGER
CLOSED, RETURNED, WAIVED = "销号", "退回", "不适用"
DECISIONS: Final = (CLOSED, RETURNED, WAIVED)
"""What the office decides of a line; an extension (延期) goes beside any of them."""


class LedgerKey(NamedTuple):
    """What one line of the ledger is about."""

    series: str
    task: str
    unit: str
    period: str


class LedgerLine(NamedTuple):
    """A line of the ledger: what the unit has reported, and what the office has decided.

    Days are written 2026-06-30; what nobody has said is empty.
    """

    version: str
    series: str
    task: str
    unit: str
    period: str
    wording: str = ""
    name: str = ""
    """The unit's."""
    state: str = ""
    """A `ReportedState`; empty where only the office has decided."""
    done_on: str = ""
    value: str = ""
    note: str = ""
    problem: str = ""
    extension_asked: str = ""
    evidence: str = ""
    stamp: str = ""
    """When the report was saved or received: of two, the later one is the newer."""
    source: str = ""
    """The first digits of the digest of the file that says so."""
    decision: str = ""
    decided_on: str = ""
    reason: str = ""
    number: str = ""
    """文号 or number of what the decision rests on."""
    extended_to: str = ""
    deadline_before: str = ""
    """The due date before it was extended the first time."""
    extension_reason: str = ""
    extension_number: str = ""

    @property
    def key(self) -> LedgerKey:
        """What the line is about."""
        return LedgerKey._make(self[1:5])

    @property
    def rank(self) -> int:
        """How far the unit says it is; -1 where it has said nothing."""
        return ReportedState(self.state).rank if self.state else -1


LEDGER_HEADINGS: Final = (
    *("版本", "系列", "任务", "单位", "期次", "工作任务", "单位名称", "完成情况", "完成日期"),
    *("实际完成值", "进展说明", "存在问题", "申请延期至", "佐证材料", "报送时间", "来源"),
    *("决定", "决定日期", "理由", "文号", "延期至", "原时限", "延期理由", "延期文号"),
)
_DAYS: Final = ("done_on", "extension_asked", "decided_on", "extended_to", "deadline_before")
_DAY_PLACES: Final = tuple(map(LedgerLine._fields.index, _DAYS))
_STATES: Final = frozenset(["", *ReportedState])
_KNOWN: Final = {
    0: frozenset([FORMAT]),
    LedgerLine._fields.index("state"): _STATES,
    LedgerLine._fields.index("decision"): frozenset(["", *DECISIONS]),
}
"""What may stand in the columns that are not days, by their place."""
_KEY: Final = slice(1, 5)
_NEW_KEY: Final = partial(tuple.__new__, LedgerKey)
_NEW_LINE: Final = partial(tuple.__new__, LedgerLine)
_SHARED: Final = (0, 1, 2, 4, 5, 7, *_DAY_PLACES, 14, 15, 16)
"""The columns that say the same in many lines: one text in memory for all of them."""
_HEAD: Final = head_bytes(LEDGER_HEADINGS)
_PIECE: Final = 128 * 1024
"""Bytes of lines that are looked at together; their cells stay in the processor's cache."""
_UNUSUAL: Final = bytes({*range(0x20), 0x7F} - {ord("\n")})
"""Bytes that only a file has that others have written."""
_MARK: Final = "\ufeff"
"""What a file begins with that Excel opens; within one it is unusual as well."""
_UNSEEN: Final = re.compile(r"[\0-\x1f\x7f-\x9f\ufeff\ufffd\ud800-\udfff]")
_MOST: Final = 512 * 1024 * 1024
"""Bytes; 360,000 lines are some 90 MB."""

Lines = dict[LedgerKey, LedgerLine]


def read_ledger(path: Path) -> Lines:
    """The lines of a ledger's file; none where there is none yet. Raises CannotGoOn."""
    if not path.exists():
        return {}
    data = bytes_of(path, _MOST, "台账；从 git 里找回原来的文件")
    if not isinstance(data, bytes):
        raise CannotGoOn(f"{path}：{'；'.join(data or ('文件太大', '从 git 里找回原来的文件'))}")
    return ledger_of(data, str(path))


def ledger_of(data: bytes, file: str) -> Lines:
    """The lines of a ledger. Raises CannotGoOn with file and line where one cannot be so."""
    with collector_paused():
        return _lines(data, file)


def _lines(data: bytes, file: str) -> Lines:
    plain = _plain_lines(data)
    return _told_lines(data, file) if plain is None else plain


def _plain_lines(data: bytes) -> Lines | None:
    """The lines of a file just as this program writes it, checked by the column.

    None where anything is otherwise: then each line is looked at by itself, which takes twice as
    long, and either means something or has its fault told.
    """
    if not data.startswith(_HEAD):
        return None
    lines: Lines = {}
    shared: dict[str, str] = {}
    count = 0
    try:
        for text in _pieces(data):
            columns = _columns(text)
            for place in _SHARED:
                columns[place] = _once(columns[place], shared)
            if not _are_plain(columns):
                return None
            keys = map(_NEW_KEY, zip(*columns[_KEY], strict=True))
            lines.update(zip(keys, map(_NEW_LINE, zip(*columns, strict=True)), strict=True))
            count += len(columns[0])
    except (csv.Error, ValueError):
        return None
    return lines if len(lines) == count else None


def _pieces(data: bytes) -> Iterator[str]:
    """The lines below the head, some at a time. Raises ValueError where they are unusual."""
    start = len(_HEAD)
    while start < len(data):
        end = data.rfind(b"\n", start, start + _PIECE) + 1
        piece = data[start:end]
        text = piece.decode()
        if not end or len(piece.translate(None, _UNUSUAL)) < len(piece) or _MARK in text:
            raise ValueError
        yield text
        start = end


def _columns(text: str) -> list[list[str]]:
    """The columns of some lines. Raises ValueError or csv.Error where one is no line of a ledger.

    Without quotation marks all lines are cut at once, the end of each a cell of its own: of
    a,b⏎c,d⏎ the cells are a b ⏎ c d ⏎, and its columns a c, b d and ⏎ ⏎.
    """
    if '"' in text:
        rows = csv.reader(StringIO(text, newline=""), strict=True)
        columns = list(map(list, zip(*rows, strict=True)))
    else:
        *cells, _ = text.replace("\n", ",\n,").split(",")
        width = len(LEDGER_HEADINGS) + 1
        columns = [cells[place::width] for place in range(width)]
        if columns.pop() != ["\n"] * text.count("\n"):
            raise ValueError
    if len(columns) != len(LEDGER_HEADINGS):
        raise ValueError
    return unquoted(columns) if "'" in text else columns


def _once(column: list[str], shared: dict[str, str]) -> list[str]:
    """A column in which equal texts are one object, the one that `shared` has."""
    first = shared.setdefault(column[0], column[0])
    if column.count(first) == len(column):
        return [first] * len(column)
    return list(map(shared.setdefault, column, column))


def _are_plain(columns: Sequence[Sequence[str]]) -> bool:
    """Whether every cell of some columns is as it is to be."""
    for place, known in _KNOWN.items():
        if not known.issuperset(columns[place]):
            return False
    days = set[str]().union(*map(columns.__getitem__, _DAY_PLACES))
    days.discard("")
    return all(map(_is_day, days))


def _told_lines(data: bytes, file: str) -> Lines:
    """The lines, one looked at after the other."""
    lines: Lines = {}
    for number, cells in read_table(data, file, LEDGER_HEADINGS):
        line = LedgerLine._make(cells)
        trouble = _trouble(line)
        if trouble:
            line = _mended(line)
            trouble = _trouble(line)
        key = line.key
        if not trouble and key in lines:
            trouble = "和前面的一行是同一个任务、单位和期次；只留一行"
        if trouble:
            raise CannotGoOn(f"{file}:{number}：{trouble}")
        lines[key] = line
    return lines


def _trouble(line: LedgerLine) -> str:
    if line.version != FORMAT:
        return f"版本是“{line.version}”，这个程序只认 {FORMAT}；用新版的 plangen"
    if line.state not in _STATES:
        return f"完成情况不能是“{line.state}”；只能是 {'、'.join(ReportedState)}"
    if line.decision and line.decision not in DECISIONS:
        return f"决定不能是“{line.decision}”；只能是 {'、'.join(DECISIONS)}"
    for place in _DAY_PLACES:
        if line[place] and not _is_day(line[place]):
            return f"{LEDGER_HEADINGS[place]}“{line[place]}”不是日期；写作 2026-06-30"
    return ""


def _mended(line: LedgerLine) -> LedgerLine:
    """A line whose days Excel has written its own way: 2026/6/30."""
    days = {}
    for name, place in zip(_DAYS, _DAY_PLACES, strict=True):
        day = written_day(line[place].replace("/", "-"), None)
        if day is not None:
            days[name] = day.isoformat()
    return line._replace(**days)


@lru_cache(maxsize=8192)  # hundreds of thousands of lines hold the same days
def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and written_day(text, None) is not None


def ledger_bytes(lines: Mapping[LedgerKey, LedgerLine]) -> bytes:
    """The file of a ledger, its lines sorted."""
    return table_bytes(LEDGER_HEADINGS, sorted(lines.values()))


def ledger_pieces(lines: Mapping[LedgerKey, LedgerLine]) -> Iterator[bytes]:
    """The same, piece by piece."""
    return table_pieces(LEDGER_HEADINGS, sorted(lines.values()))


def one_line(text: str) -> str:
    """A text of several lines on one, so that a line of the file is a line of the ledger."""
    if text.isprintable() and "\ufffd" not in text:
        return text.strip()
    return _UNSEEN.sub("", "；".join(filter(None, map(str.strip, text.splitlines()))))
