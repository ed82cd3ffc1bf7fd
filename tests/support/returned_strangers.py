"""Lists as people make their own files of them, without marks: each with the verdict that is right.

Whose a list is says here a name in some other place, or a name once for all of its rows.
"""

import io
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import openpyxl
from openpyxl.styles import Font

from support.returned import HEADER, as_html, book, bytes_of, column, copied, put, without
from support.returned_habits import zipped
from support.returned_kinds import (
    DONE,
    FILLED,
    GOING,
    NAME,
    OTHER,
    OTHER_NAME,
    QUESTIONED,
    REFUSED,
    ROWS,
    UNIT,
    Kind,
    fill,
    filled,
    rows,
)

Table = list[list[object]]
BARE: Final = without("标识")
TOPS: Final = (
    ("单位：滨海医院",),
    ("单位", "滨海医院"),
    ("单位（盖章）：滨海医院", "", "", "日期：2022年12月5日"),
    ("责任单位：滨海医院",),
    ("填报单位（盖章） 滨海医院",),
    ("滨海医院",),
    ("滨海医院2022年禁毒重点整治工作完成情况表",),
    ("滨海医院关于禁毒工作完成情况的报告",),
)
"""Rows above a list that say whose it is."""


def _table(*edits: Callable[[Any], object], unit: str = UNIT) -> Table:
    """The headings and the tasks, without all that stands above them and without marks."""
    return rows(*edits, BARE, unit=unit)[HEADER - 1 :]


def _under(*above: object) -> bytes:
    return copied(("Sheet1", [above, *_table()]))


def _named_by_sheets() -> bytes:
    return copied((NAME, _table()), (OTHER_NAME, _table(unit=OTHER)))


def _marked_beside_a_named_sheet() -> bytes:
    workbook = book(UNIT)
    fill(workbook["任务清单"])
    sheet = workbook.create_sheet(OTHER_NAME)
    for row in _table(unit=OTHER):
        sheet.append(row)
    return bytes_of(workbook)


def _names_in_between(first: str, second: str) -> bytes:
    """Each unit's name in a row of its own above its tasks."""
    heading, *own = _table()
    others = _table(unit=OTHER)[1:]
    return copied(("汇总", [heading, [first], *own, [second], *others]))


def _names_once(merged: bool) -> bytes:
    """A column of units in which each stands in the first of its rows alone."""
    heading, *own = _table()
    others = _table(unit=OTHER)[1:]
    table: Table = [["单位", *heading]]
    for name, tasks in ((NAME, own), (OTHER_NAME, others)):
        for number, row in enumerate(tasks):
            table.append(["" if number else name, *row])
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in table:
        sheet.append(row)
    for last in (ROWS, 2 * ROWS) if merged else ():
        sheet.merge_cells(start_row=last - ROWS + 2, end_row=last + 1, start_column=1, end_column=1)
    return bytes_of(workbook)


def _signed(name: str) -> bytes:
    """Whose it is stands below the list alone."""
    return copied(("Sheet1", [*_table(), [], ["", "", "", name], ["", "", "", "2022年12月5日"]]))


def _title_in_two() -> bytes:
    """The title as it was broken on paper, a row for each line."""
    title = str(rows()[0][0])
    return copied(("a", [[title[:12]], [title[12:]], [f"填报单位：{NAME}"], *_table()]))


def _backslashes() -> bytes:
    r"""As some programs on Windows zip it: xl\workbook.xml."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(filled())) as old,
        zipfile.ZipFile(made, "w") as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo("x")
            entry.filename = name.replace("/", "\\")
            new.writestr(entry, old.read(name))
    return made.getvalue()


def _strict() -> bytes:
    """As Excel saves a “Strict Open XML” workbook."""
    own = "http://schemas.openxmlformats.org/"
    strict = "http://purl.oclc.org/ooxml/"
    parts = []
    with zipfile.ZipFile(io.BytesIO(filled())) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            text = text.replace(f"{own}spreadsheetml/2006/main", f"{strict}spreadsheetml/main")
            relations = f"{own}officeDocument/2006/relationships"
            parts.append((name, text.replace(relations, f"{strict}officeDocument/relationships")))
    return zipped(parts)


def _reworded(old: str, new: str) -> Callable[[Any], None]:
    """Change something in the bureau's own words, where it stands."""

    def edit(sheet: Any) -> None:
        place = column(sheet, "工作任务")
        for row in range(HEADER + 1, sheet.max_row + 1):
            cell = sheet.cell(row, place)
            cell.value = cell.value.replace(old, new)

    return edit


def _struck(sheet: Any) -> None:
    """An answer taken back with a line through it."""
    sheet.cell(HEADER + 1, column(sheet, "完成情况")).font = Font(strike=True)


def _dragged_marks(sheet: Any) -> None:
    """标识 filled down with the mouse: every row bears that of the first."""
    place = column(sheet, "标识")
    first = sheet.cell(HEADER + 1, place).value
    for row in range(HEADER + 2, HEADER + 4):
        sheet.cell(row, place).value = first


def _two_named_above() -> bytes:
    return copied(("Sheet1", [[NAME], [OTHER_NAME], *_table()]))


TWO: Final = {UNIT: FILLED, OTHER: FILLED}
STRANGERS: Final = (
    *(Kind(f"上面写的{at}.xlsx", partial(_under, *above)) for at, above in enumerate(TOPS)),
    Kind("计量单位在上.xlsx", lambda: _under("单位：万元"), REFUSED, {}, words="没有写填报单位"),
    Kind("上面写了两家.xlsx", _two_named_above, REFUSED, {}, words="没有写填报单位"),
    Kind("表名是单位.xlsx", _named_by_sheets, said=TWO, rows=2 * ROWS),
    Kind("另一张表名是单位.xlsx", _marked_beside_a_named_sheet, said=TWO, rows=2 * ROWS),
    Kind(
        "名字在中间.xlsx",
        lambda: _names_in_between(NAME, OTHER_NAME),
        said=TWO,
        rows=2 * ROWS + 2,
    ),
    Kind(
        "编了号的名字.xlsx",
        lambda: _names_in_between(f"一、{NAME}", f"（二）{OTHER_NAME}"),
        said=TWO,
        rows=2 * ROWS + 2,
    ),
    Kind("单位只写一次.xlsx", lambda: _names_once(False), said=TWO, rows=2 * ROWS),
    Kind("单位合并了格.xlsx", lambda: _names_once(True), said=TWO, rows=2 * ROWS),
    *(
        Kind(f"签在下面{at}.xlsx", partial(_signed, name), rows=ROWS + 2)
        for at, name in enumerate((NAME, f"{NAME}（盖章）"))
    ),
    Kind("标题分两行.xlsx", _title_in_two),
    Kind("反斜杠.xlsx", _backslashes),
    Kind("严格格式.xlsx", _strict),
    Kind("网页编码.xls", lambda: as_html(rows()).decode("gbk").encode("utf-16")),
    Kind("别的软件.slk", lambda: b"ID;PCALC\nC;X1;Y1\n", REFUSED, {}, words="读不了"),
    Kind("别的软件.dif", lambda: b"TABLE\r\n0,1\r\n", REFUSED, {}, words="读不了"),
    Kind("改了标点.xlsx", lambda: filled(_reworded("，", ", "))),
    Kind(
        "改了任务里的数.xlsx",
        lambda: filled(_reworded("=0起", "=1起")),
        QUESTIONED,
        words="“工作任务”一栏锁着，却被改过；改动没有用",
    ),
    Kind(
        "划掉了.xlsx",
        lambda: filled(_struck),
        QUESTIONED,
        {UNIT: {2: DONE, 3: DONE, 4: GOING, 5: GOING}},
        missing=frozenset({1}),
        words="完成情况“已完成（划掉了）”看不懂",
    ),
    Kind(
        "标识拖下来.xlsx",
        lambda: filled(_dragged_marks),
        QUESTIONED,
        {UNIT: {1: DONE, 4: GOING, 5: GOING}},
        missing=frozenset({2, 3}),
        words="多半是排序时没有选中所有的列",
    ),
    Kind(
        "说明里说完成.xlsx",
        lambda: filled(put("进展说明", "已完成", first=5)),
        QUESTIONED,
        words="完成情况是“进行中”，进展说明却写“已完成”；核对",
    ),
)


def failing(unit: str) -> bytes:
    """A list whose first two states are formulas that fail."""
    workbook = book(unit)
    sheet = workbook["任务清单"]
    put("完成情况", '=INDIRECT("没有!A1")', "=1/0", "已完成")(sheet)
    put("完成日期", None, None, "2022-12-01")(sheet)
    return bytes_of(workbook)
