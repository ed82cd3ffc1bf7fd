"""The ledger (台账): one line a series, task, unit and period, as plain CSV that Excel opens."""

import csv
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from plangen.files import bytes_of
from plangen.findings.finding import CannotGoOn
from plangen.importing.sources.decoding import decoded
from plangen.progress.reported_state import ReportedState
from plangen.progress.written_day import written_day
from plangen.readers.plan_file import collector_paused

FORMAT: Final = "1"
NAME: Final = "台账.csv"
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


_HEADINGS: Final = (
    *("版本", "系列", "任务", "单位", "期次", "工作任务", "单位名称", "完成情况", "完成日期"),
    *("实际完成值", "进展说明", "存在问题", "申请延期至", "佐证材料", "报送时间", "来源"),
    *("决定", "决定日期", "理由", "文号", "延期至", "原时限", "延期理由", "延期文号"),
)
_DAYS: Final = ("done_on", "extension_asked", "decided_on", "extended_to", "deadline_before")
_DAY_PLACES: Final = tuple(map(LedgerLine._fields.index, _DAYS))
_STATES: Final = frozenset(["", *ReportedState])
_UNSEEN: Final = re.compile(r"[\0-\x1f\x7f-\x9f\ufeff\ufffd\ud800-\udfff]")
_SUSPECT: Final = re.compile(r"(?:^|\0)['=+\-@]")
"""A cell that may need a mark, in cells joined by NUL."""
_FORMULA: Final = ("=", "+", "-", "@")

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
    lines: Lines = {}
    for number, cells in read_table(data, file, _HEADINGS):
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
            return f"{_HEADINGS[place]}“{line[place]}”不是日期；写作 2026-06-30"
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
    return table_bytes(_HEADINGS, sorted(lines.values()))


def read_table(
    data: bytes, file: str, headings: tuple[str, ...]
) -> Iterable[tuple[int, list[str]]]:
    """The lines of a CSV of ours with their numbers, cells in the order of `headings`.

    What Excel has saved in its own encoding, or with columns moved, is read as well. Raises
    CannotGoOn.
    """
    text = decoded(data, [])
    quoted = "'" in text
    rows = csv.reader(StringIO(text, newline=""))
    found = next(rows, [])
    missing = [heading for heading in headings if heading not in found]
    if missing:
        raise CannotGoOn(f"{file}：没有“{missing[0]}”这一栏；从 git 里找回原来的文件")
    places = [found.index(heading) for heading in headings]
    moved = places != list(range(len(places)))
    try:
        for cells in rows:
            if cells and any(cells):
                cells += [""] * (len(found) - len(cells))
                ordered = [cells[place] for place in places] if moved else cells[: len(places)]
                yield rows.line_num, list(map(_unquoted, ordered)) if quoted else ordered
    except csv.Error as fault:
        raise CannotGoOn(
            f"{file}:{rows.line_num}：引号没有配对；从 git 里找回原来的文件"
        ) from fault


def table_bytes(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV that Excel opens as UTF-8; nothing in it is taken for a formula."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(headings)
    for row in rows:
        cells = tuple(row)
        suspect = _SUSPECT.search("\0".join(cells))
        table.writerow(map(_quoted, cells) if suspect else cells)
    return out.getvalue().encode("utf-8-sig")


def one_line(text: str) -> str:
    """A text of several lines on one, so that a line of the file is a line of the ledger."""
    return _UNSEEN.sub("", "；".join(filter(None, map(str.strip, text.splitlines()))))


def _quoted(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) or _is_quoted(cell) else cell


def _unquoted(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _is_quoted(cell) else cell


def _is_quoted(cell: str) -> bool:
    """Whether a cell begins with a mark that keeps it a text, or would read as if it did."""
    return cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA)
