"""The workbook of one 任务清单, as XlsxWriter writes it: what to fill in, colours, identities."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from plangen.checklists import Cover
from plangen.document.gbt9704 import Style
from plangen.writers.specimen import parts_of
from plangen.writers.xlsx.cells import SHEET
from plangen.writers.xlsx.sheet import (
    Cell,
    HeadCell,
    Sheet,
    SheetColumn,
    SheetHead,
    head_lines,
    letter,
    packed,
)

FORMAT: Final = "2"
"""The version of what the hidden sheet and column say, for the program that reads them back."""
NAME: Final = "任务清单"
HIDDEN: Final = "plangen"
"""The hidden sheet."""
STATES: Final = ("未开始", "进行中", "已完成", "逾期", "不适用")
_DATE: Final = "yyyy-mm-dd"
COLUMNS: Final = (
    SheetColumn("序号", 5, "center"),
    SheetColumn("工作任务", 36),
    SheetColumn("依据条款", 11),
    SheetColumn("完成时限", 14),
    SheetColumn("到期日", 11, "center", _DATE),
    SheetColumn("主管科室", 9, "center"),
    SheetColumn("佐证材料", 13),
    SheetColumn("完成情况", 9, "center", filled=True),
    SheetColumn("完成日期", 11, "center", _DATE, filled=True),
    SheetColumn("实际完成值", 11, "center", filled=True),
    SheetColumn("计量单位", 9, "center"),
    SheetColumn("进展说明", 26, filled=True),
    SheetColumn("存在问题", 16, filled=True),
    SheetColumn("申请延期至", 11, "center", _DATE, filled=True),
    SheetColumn("佐证材料名称", 16, filled=True),
    SheetColumn("标识", 12, hidden=True),
)
HEADING_COLUMN: Final = SheetColumn("工作事项", 13)
"""Stands before the tasks, where any shows the item that it is a part of."""
_NEWS_WIDTH: Final = 14
"""Of the column before what is to be filled in, where lines say what is new."""
NEWS_ROOM: Final = SheetColumn("", _NEWS_WIDTH).room
FIRST: Final = 4
"""The first task's row, from 0."""
_OVERDUE: Final = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
_SOON: Final = {"bg_color": "#BDD7EE", "font_color": "#1F4E78"}
_DONE: Final = {"font_color": "#808080"}
_REPEATED: Final = {"font_color": "#808080"}
_NOT_ASKED: Final = {"bg_color": "#D9D9D9"}
_ALLOWED: Final = {
    **dict.fromkeys(("autofilter", "sort", "format_columns", "format_rows"), True),
    "select_locked_cells": False,
}
_ABOUT: Final = (("填报人", "电话"), ("审核人", "填报日期"))
"""What is filled in beside the lines above the table, row by row."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a checklist is for, and what its hidden sheet says besides the plan."""

    label: str
    """What the list calls them: 填报单位, 填报科室, 责任领导, 共用清单."""
    asked: str
    """What is asked beside it: which unit of those that share the list has filled it in."""
    audience: str
    id: str
    name: str
    revision: str


def columns(cover: Cover) -> tuple[SheetColumn, ...]:
    """The columns of the checklists of a plan."""
    filled = next(place for place, column in enumerate(COLUMNS) if column.filled)
    heading = [HEADING_COLUMN] if cover.headed else []
    news = [SheetColumn(cover.news, _NEWS_WIDTH)] if cover.news else []
    return (COLUMNS[0], *heading, *COLUMNS[1:filled], *news, *COLUMNS[filled:])


def checklist_sheet(
    cover: Cover,
    whom: Whom,
    rows: Iterable[Sequence[Cell]],
    style: Style,
    *,
    name_lines: int | None = None,
) -> bytes:
    """Write one checklist; a row has the cells of `columns`.

    `name_lines` is how many lines on paper the name takes, where slots stand for it.
    """
    shown = columns(cover)
    places = {column.title: place for place, column in enumerate(shown)}
    basis = "\n".join(filter(None, (f"依据：{cover.basis}", cover.returning)))
    head = SheetHead(
        cover.title,
        (_named(whom), basis),
        cover.issuer,
        cover.basis,
        cover.dated,
        (places["完成时限"], places["完成情况"]),
        tuple(_about(places, whom)),
        name_lines,
    )
    sheet = Sheet(NAME, head, shown, style)
    for row in rows:
        sheet.add(row)
    _validate(sheet, places, cover.year)
    _mark(sheet, places)
    _protect(sheet)
    sheet.sheet.set_selection(FIRST, places["完成情况"], FIRST, places["完成情况"])
    _identify(sheet.book, cover, whom)
    return _growing(sheet.closed())


def over_name(cover: Cover) -> tuple[SheetColumn, ...]:
    """The columns over which the name above a list stands."""
    shown = columns(cover)
    end = next(place for place, column in enumerate(shown) if column.title == "完成时限")
    return shown[:end]


def lines_of_name(whom: Whom, over: Sequence[SheetColumn]) -> int:
    """How many lines on paper the name above a list takes over these columns."""
    return head_lines(_named(whom), over)


def _named(whom: Whom) -> str:
    return f"{whom.label}：{whom.name}"


def _about(places: Mapping[str, int], whom: Whom) -> Iterator[HeadCell]:
    """Who has filled in the list."""
    yield HeadCell(1, places["完成时限"], whom.asked, places["完成情况"] - 1)
    for line, (left, right) in enumerate(_ABOUT, 1):
        yield HeadCell(line, places["完成情况"], left, places["计量单位"])
        form = _DATE if right == "填报日期" else "@"
        yield HeadCell(line, places["进展说明"], right, places["佐证材料名称"], form)


def _protect(sheet: Sheet) -> None:
    """Lock the bureau's cells, and let rows be sorted and filtered all the same.

    Excel sorts on a protected sheet only where every cell may be edited: unlocked, or in a range
    that anybody may edit. So the rows are such a range, their locked cells stay locked and cannot
    be selected: nobody types into them, and sorting moves them with their rows. No cell is merged,
    for merged ones are not sorted.
    """
    first, last = sheet.body
    end = letter(len(sheet.columns) - 1)
    sheet.sheet.unprotect_range(f"A{first + 1}:{end}{last + 1}", "rows")
    sheet.sheet.protect("", _ALLOWED)


def _growing(package: bytes) -> bytes:
    """Let the tasks' rows grow with what is filled in: their height is a start, not fixed."""
    parts = parts_of(package)
    head, mark, tasks = parts[SHEET].partition(b'<row r="%d"' % (FIRST + 1))
    parts[SHEET] = head + mark + tasks.replace(b' customHeight="1"', b"")
    return packed(parts)


def _mark(sheet: Sheet, places: Mapping[str, int]) -> None:
    """Grey what is done, said again or not asked; overdue red, due within a week blue."""
    due, state, measure = (
        f"${letter(places[title])}{FIRST + 1}" for title in ("到期日", "完成情况", "计量单位")
    )
    is_open = f'{due}<>"",{state}<>"已完成",{state}<>"不适用"'
    done = f'=OR({state}="已完成",{state}="不适用")'
    sheet.mark((places["实际完成值"], places["计量单位"]), f'={measure}=""', **_NOT_ASKED)
    if "工作事项" in places:
        item = letter(places["工作事项"])
        repeated = f"=${item}{FIRST + 1}=${item}{FIRST}"
        sheet.mark((places["工作事项"],) * 2, repeated, **_REPEATED)
    sheet.mark((0, places["佐证材料名称"]), done, **_DONE)
    for formula, look in (
        (f'=OR({state}="逾期",AND({is_open},{due}<TODAY()))', _OVERDUE),
        (f"=AND({is_open},{due}>=TODAY(),{due}<=TODAY()+7)", _SOON),
    ):
        for title in ("到期日", "完成情况"):
            sheet.mark((places[title], places[title]), formula, **look)


def _validate(sheet: Sheet, places: Mapping[str, int], year: int) -> None:
    """What may be filled in."""
    first, last = sheet.body
    rules = {"完成情况": _state(), "完成日期": _done(year), "申请延期至": _extension(year)}
    for title, message in _HELP.items():
        rules[title] = {"validate": "any", "input_title": title, "input_message": message}
    _guard(sheet, places)
    for title, rule in rules.items():
        place = places[title]
        sheet.sheet.data_validation(first, place, last, place, rule)


def _guard(sheet: Sheet, places: Mapping[str, int]) -> None:
    """Let nothing be typed into the bureau's columns, even where a program lets one select them."""
    first, last = sheet.body
    ranges = []
    for begin, end in (
        (0, places["完成情况"] - 1),
        (places["计量单位"], places["计量单位"]),
        (places["标识"], places["标识"]),
    ):
        ranges.append(f"{letter(begin)}{first + 1}:{letter(end)}{last + 1}")
    rule = {
        "validate": "custom",
        "value": "=FALSE",
        "ignore_blank": False,
        "error_title": "这一栏由局里填",
        "error_message": "只填黄色表头的各栏；任务有不对的地方，写在“存在问题”里。",
        "multi_range": " ".join(ranges),
    }
    sheet.sheet.data_validation(first, 0, last, places["完成情况"] - 1, rule)


def _state() -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(STATES),
        "input_title": "完成情况",
        "input_message": "从下拉列表中选一项。",
        "error_title": "完成情况不对",
        "error_message": f"只能填：{'、'.join(STATES)}。",
    }


def _done(year: int) -> dict[str, Any]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(year, 1, 1),
        "maximum": date(year + 1, 12, 31),
        "input_title": "完成日期",
        "input_message": f"填实际完成的日期，例如 {year}-06-30；没有完成的不填。",
        "error_title": "完成日期不对",
        "error_message": f"填 {year} 年或 {year + 1} 年的日期，例如 {year}-06-30。",
    }


def _extension(year: int) -> dict[str, Any]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(year, 1, 1),
        "maximum": date(year + 2, 12, 31),
        "input_title": "申请延期至",
        "input_message": f"要延期的，填延到哪一天，例如 {year}-09-30；不延期的不填。",
        "error_title": "申请延期至不对",
        "error_message": f"填 {year} 年到 {year + 2} 年的日期，例如 {year}-09-30。",
    }


_HELP: Final = {
    "实际完成值": "有指标的任务填：实际做到多少，写数字，单位见右边一栏。灰色的不填。",
    "进展说明": "做了什么，做到哪一步。",
    "存在问题": "没有完成的，写为什么、要什么帮助。",
    "佐证材料名称": "能证明做了的材料叫什么，例如文件的名称和文号；材料自己留着备查。",
}


def _identify(book: Any, cover: Cover, whom: Whom) -> None:
    """Say on a hidden sheet, and in the file's properties, whose checklist of what plan it is."""
    facts = {
        "format": FORMAT,
        "series": cover.series,
        "year": str(cover.year),
        "audience": whom.audience,
        "id": whom.id,
        "name": whom.name,
        "revision": whom.revision,
        "due": cover.due,
    }
    hidden = book.add_worksheet(HIDDEN)
    for row, (key, value) in enumerate(facts.items()):
        hidden.write_string(row, 0, key)
        hidden.write_string(row, 1, value)
        if value:
            book.set_custom_property(f"plangen-{key}", value, "text")
    hidden.protect()
    hidden.hide()
