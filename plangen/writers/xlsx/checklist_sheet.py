"""The workbook of one 任务清单, as XlsxWriter writes it: what to fill in, colours, identities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from plangen.checklists import Cover
from plangen.document.gbt9704 import Style
from plangen.writers.specimen import parts_of
from plangen.writers.xlsx.cells import SHEET
from plangen.writers.xlsx.sheet import Cell, Sheet, SheetColumn, SheetHead, packed

FORMAT: Final = "1"
"""The version of what the hidden sheet and column say, for the program that reads them back."""
NAME: Final = "任务清单"
HIDDEN: Final = "plangen"
"""The hidden sheet."""
STATES: Final = ("未开始", "进行中", "已完成", "逾期", "不适用")
_DATE: Final = "yyyy-mm-dd"
COLUMNS: Final = (
    SheetColumn("序号", 5, "center"),
    SheetColumn("工作任务", 42),
    SheetColumn("依据条款", 15),
    SheetColumn("完成时限", 17),
    SheetColumn("到期日", 11, "center", _DATE),
    SheetColumn("主管科室", 10, "center"),
    SheetColumn("佐证材料", 18),
    SheetColumn("完成情况", 9, "center", filled=True),
    SheetColumn("完成日期", 11, "center", _DATE, filled=True),
    SheetColumn("说明", 18, filled=True),
    SheetColumn("标识", 12, hidden=True),
)
HEADING_COLUMN: Final = SheetColumn("工作事项", 16)
"""Stands before the tasks, where any shows the item that it is a part of."""
_NEWS_WIDTH: Final = 16
"""Of the column before what is to be filled in, where lines say what is new."""
NEWS_ROOM: Final = SheetColumn("", _NEWS_WIDTH).room
FIRST: Final = 4
"""The first task's row, from 0."""
_OVERDUE: Final = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
_SOON: Final = {"bg_color": "#BDD7EE", "font_color": "#1F4E78"}
_ALLOWED: Final = dict.fromkeys(("autofilter", "sort", "format_columns", "format_rows"), True)


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a checklist is for, and what its hidden sheet says besides the plan."""

    label: str
    """What the list calls them: 单位, 科室, 责任领导."""
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
    cover: Cover, whom: Whom, rows: Iterable[Sequence[Cell]], style: Style
) -> bytes:
    """Write one checklist; a row has the cells of `columns`."""
    above = (f"{whom.label}：{whom.name}", f"依据：{cover.basis}")
    head = SheetHead(cover.title, above, cover.issuer, cover.basis, cover.dated)
    sheet = Sheet(NAME, head, columns(cover), style)
    for row in rows:
        sheet.add(row)
    places = {column.title: place for place, column in enumerate(columns(cover))}
    _validate(sheet, places, cover.year)
    _mark(sheet, places)
    sheet.sheet.protect("", _ALLOWED)
    sheet.sheet.set_selection(FIRST, places["完成情况"], FIRST, places["完成情况"])
    _identify(sheet.book, cover, whom)
    return _growing(sheet.closed())


def _growing(package: bytes) -> bytes:
    """Let the tasks' rows grow with what is filled in: their height is a start, not fixed."""
    parts = parts_of(package)
    head, mark, tasks = parts[SHEET].partition(b'<row r="%d"' % (FIRST + 1))
    parts[SHEET] = head + mark + tasks.replace(b' customHeight="1"', b"")
    return packed(parts)


def _mark(sheet: Sheet, places: Mapping[str, int]) -> None:
    """Grey what is done; overdue red, due within a week blue."""
    due, state = (
        f"${'ABCDEFGHIJKLM'[places[title]]}{FIRST + 1}" for title in ("到期日", "完成情况")
    )
    is_open = f'{due}<>"",{state}<>"已完成",{state}<>"不适用"'
    done = f'=OR({state}="已完成",{state}="不适用")'
    sheet.mark((0, places["说明"]), done, font_color="#808080")
    for formula, look in (
        (f'=OR({state}="逾期",AND({is_open},{due}<TODAY()))', _OVERDUE),
        (f"=AND({is_open},{due}>=TODAY(),{due}<=TODAY()+7)", _SOON),
    ):
        for title in ("到期日", "完成情况"):
            sheet.mark((places[title], places[title]), formula, **look)


def _validate(sheet: Sheet, places: Mapping[str, int], year: int) -> None:
    """What may be filled in."""
    first, last = sheet.body
    for title, rule in {"完成情况": _state(), "完成日期": _done(year), "说明": _remark()}.items():
        place = places[title]
        sheet.sheet.data_validation(first, place, last, place, rule)


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


def _remark() -> dict[str, Any]:
    message = "需要说明的情况，例如做了什么、为什么没有完成。"
    return {"validate": "any", "input_title": "说明", "input_message": message}


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
    }
    hidden = book.add_worksheet(HIDDEN)
    for row, (key, value) in enumerate(facts.items()):
        hidden.write_string(row, 0, key)
        hidden.write_string(row, 1, value)
        book.set_custom_property(f"plangen-{key}", value, "text")
    hidden.protect()
    hidden.hide()
