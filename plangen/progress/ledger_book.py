"""台账.xlsx: every line with its light and what was reported, and cells for what is decided."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Final

from plangen.document.gbt9704 import Style
from plangen.progress.asked import AskedRow
from plangen.progress.closing import Ruling
from plangen.progress.ledger import LedgerLine, one_line
from plangen.progress.standing import Light, StandingLine
from plangen.progress.status_table import StatusTable
from plangen.writers.xlsx.checklist_sheet import HIDDEN
from plangen.writers.xlsx.sheet import Cell, Sheet, SheetColumn, SheetHead

KIND: Final = "ledger"
"""What the hidden sheet says of the workbook."""
DECIDED: Final = ("决定", "延期至", "理由", "文号", "决定日期")
"""The columns that the office fills in."""
KEY, KNOWN, UNIT, TASK, PERIOD = "标识", "原样", "单位", "工作任务", "期次"
"""The columns by which a line is known again; 原样 is a digest of what had been decided."""
_DATE: Final = "yyyy-mm-dd"
_COLUMNS: Final = (
    SheetColumn("序号", 5, "center"),
    SheetColumn(UNIT, 18),
    SheetColumn(TASK, 34),
    SheetColumn(PERIOD, 9, "center"),
    SheetColumn("期限", 11, "center", _DATE),
    SheetColumn("灯", 5, "center"),
    SheetColumn("状态", 8, "center"),
    SheetColumn("完成日期", 11, "center"),
    SheetColumn("实际完成值", 11, "center"),
    SheetColumn("进展说明", 22),
    SheetColumn("存在问题", 14),
    SheetColumn("申请延期至", 11, "center"),
    SheetColumn("佐证材料", 14),
    SheetColumn("决定", 9, "center", filled=True),
    SheetColumn("延期至", 11, "center", _DATE, filled=True),
    SheetColumn("理由", 16, filled=True),
    SheetColumn("文号", 13, filled=True),
    SheetColumn("决定日期", 11, "center", _DATE, filled=True),
    SheetColumn(KEY, 12, hidden=True),
    SheetColumn(KNOWN, 12, hidden=True),
)
_PLACES: Final = {column.title: place for place, column in enumerate(_COLUMNS)}
_LOOKS: Final = {
    Light.RED: "#FFC7CE",
    Light.YELLOW: "#FFEB9C",
    Light.BLUE: "#BDD7EE",
    Light.GREEN: "#C6EFCE",
    Light.GREY: "#D9D9D9",
}
_HELP: Final = (
    "决定填在黄色表头的几栏：销号、退回、延期、不适用；退回、延期、不适用要写理由，延期要写延期至。"
    "存盘以后，用 plangen collect 收进台账。"
)
_ALLOWED: Final = dict.fromkeys(("autofilter", "sort", "format_columns", "format_rows"), True)


def ledger_book(table: StatusTable) -> bytes:
    """The workbook of some standing lines."""
    title = f"{'、'.join(table.titles)}台账"
    head = SheetHead(title, (f"截至：{table.as_of}", _HELP), "", title, table.as_of)
    sheet = Sheet("台账", head, _COLUMNS, Style())
    for number, line in enumerate(table.lines, 1):
        sheet.add(_cells(number, line))
    light = _PLACES["灯"]
    for colour, look in _LOOKS.items():
        cell = f"${chr(ord('A') + light)}{sheet.body[0] + 1}"
        sheet.mark((light, light), f'={cell}="{colour}"', bg_color=look)
    _validate(sheet)
    sheet.sheet.protect("", _ALLOWED)
    _identify(sheet.book)
    return sheet.closed()


def _cells(number: int, line: StandingLine) -> list[Cell]:
    said = line.line
    cells: list[Cell] = [number, line.name, task_words(line.asked), line.asked.period, line.due]
    cells += [str(line.light), str(line.stand)]
    if said is None:
        cells += [None] * 6
    else:
        cells += [said.done_on, said.value, said.note, said.problem]
        cells += [said.extension_asked, said.evidence]
    decided = decided_cells(said)
    for title, text in zip(DECIDED, decided, strict=True):
        is_day = text and title in ("延期至", "决定日期")
        cells.append(date.fromisoformat(text) if is_day else text)
    series, year = line.plan.name
    return [*cells, f"{year}|{series}|{line.asked.key}|{line.unit}", digest_of(decided)]


def task_words(asked: AskedRow) -> str:
    """The item's number and the whole of what to do."""
    return one_line(f"{asked.row.item.clause} {asked.row.text}")


def decided_cells(line: LedgerLine | None) -> tuple[str, ...]:
    """What the office's cells say of a line as the ledger has it."""
    if line is not None and line.decision:
        return (line.decision, line.extended_to, line.reason, line.number, line.decided_on)
    if line is not None and line.extended_to:
        return (Ruling.EXTEND, line.extended_to, line.extension_reason, line.extension_number, "")
    return ("",) * len(DECIDED)


def digest_of(cells: Sequence[str]) -> str:
    """By what it is known whether anybody has changed the office's cells of a line."""
    return sha256("\0".join(cells).encode()).hexdigest()[:12]


def _validate(sheet: Sheet) -> None:
    first, last = sheet.body
    day = {
        "validate": "date",
        "criteria": ">",
        "value": date(2000, 1, 1),
        "error_title": "日期不对",
        "error_message": "填日期，例如 2026-06-30。",
    }
    choice = {
        "validate": "list",
        "source": list(map(str, Ruling)),
        "error_title": "决定不对",
        "error_message": f"只能填：{'、'.join(Ruling)}。",
    }
    rules: dict[str, dict[str, Any]] = {"决定": choice, "延期至": day, "决定日期": day}
    for title, rule in rules.items():
        place = _PLACES[title]
        sheet.sheet.data_validation(first, place, last, place, rule)


def _identify(book: Any) -> None:
    """Say on a hidden sheet what the workbook is; the properties have the file's fingerprint."""
    hidden = book.add_worksheet(HIDDEN)
    for row, (key, value) in enumerate({"format": "1", "kind": KIND}.items()):
        hidden.write_string(row, 0, key)
        hidden.write_string(row, 1, value)
    hidden.protect()
    hidden.hide()
