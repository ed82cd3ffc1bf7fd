"""Files as they come back, of every kind that was seen, each with the verdict that is right.

The verdicts are written by hand. `FILLED` is what the list of 滨海医院 says as it is filled in
here: three tasks done on 1 December, two under way; the other rows are as they were sent out.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape as xml

import openpyxl
from openpyxl.utils import get_column_letter

from support.office import LIBRARY, MODULE, office
from support.returned import (
    HEADER,
    as_csv,
    as_html,
    book,
    bytes_of,
    column,
    copied,
    headless,
    lists,
    put,
    reordered,
    topless,
    unmerge,
    values,
    without,
    wrong_dimension,
)
from support.sources import docx_of

UNIT, OTHER = "binhai-hospital", "kangning-hospital"
NAME, OTHER_NAME = "滨海医院", "康宁医院"
ROWS: Final = 33
"""Tasks in the list of each of the two."""
DONE, GOING = ("已完成", "2022-12-01"), ("进行中", "")
States = Mapping[int, tuple[str, str]]
"""State and day of tasks by their numbers; the others are 未开始."""
FILLED: Final[States] = {1: DONE, 2: DONE, 3: DONE, 4: GOING, 5: GOING}
TAKEN, QUESTIONED, REFUSED = "收下", "收下，有疑问", "没有收"


@dataclass(frozen=True)
class Kind:
    """A file that came in, and what is right to make of it."""

    name: str
    make: Callable[[], bytes]
    verdict: str = TAKEN
    said: Mapping[str, States] = field(default_factory=lambda: {UNIT: FILLED})
    """By the id of the unit."""
    missing: frozenset[int] = frozenset()
    """Tasks that the file does not report, so that the ledger has no line of them."""
    rows: int = ROWS
    """Rows that are told of."""
    words: str = ""
    """What is told besides."""


def fill(sheet: Any) -> None:
    """Fill in a list as people do, each day in a manner of its own."""
    put("完成情况", "已完成", "√", " 完成 ", "进行中", "正在推进")(sheet)
    put("完成日期", datetime(2022, 12, 1), "12月1日", "2022.12.1")(sheet)
    note(sheet, 4, "正在做")


def note(sheet: Any, number: int, text: str) -> None:
    """Write beside a task how it goes."""
    headings = [cell.value for cell in sheet[HEADER]]
    heading = "进展说明" if "进展说明" in headings else "说明"
    put(heading, text, first=number)(sheet)


def filled(*edits: Callable[[Any], object], unit: str = UNIT) -> bytes:
    workbook = book(unit)
    for edit in (fill, *edits):
        edit(workbook["任务清单"])
    return bytes_of(workbook)


def rows(*edits: Callable[[Any], object], unit: str = UNIT) -> list[list[object]]:
    return values(unit, fill, *edits)


def inserted(*numbers: int) -> Callable[[Any], None]:
    """Put rows of the unit's own between the tasks."""

    def edit(sheet: Any) -> None:
        for number in sorted(numbers, reverse=True):
            sheet.insert_rows(HEADER + number)

    return edit


def _subtotal(sheet: Any) -> None:
    sheet.append(["合计", "已完成3项"])


def _merged(sheet: Any) -> None:
    """What Excel makes of equal neighbours that somebody has merged: only the first has a value."""
    put("完成情况", "已完成", "已完成", "已完成")(sheet)
    put("完成日期", *[datetime(2022, 12, 1)] * 3)(sheet)
    for heading in ("完成情况", "完成日期"):
        place = column(sheet, heading)
        sheet.merge_cells(
            start_row=HEADER + 1, end_row=HEADER + 3, start_column=place, end_column=place
        )


def _broken_formulas(sheet: Any) -> None:
    """A formula that has lost what it points at, and one that no program has computed."""
    place = column(sheet, "完成情况")
    sheet.cell(HEADER + 1, place).value = "#REF!"
    sheet.cell(HEADER + 1, place).data_type = "e"
    sheet.cell(HEADER + 2, place).value = '=IF(TRUE,"已完成","")'


def _renamed_heading(sheet: Any) -> None:
    sheet.cell(HEADER, column(sheet, "进展说明")).value = "本季要闻"


def _second_state(sheet: Any) -> None:
    place = sheet.max_column + 1
    sheet.cell(HEADER, place).value = "完成情况"
    sheet.cell(HEADER + 6, place).value = "已完成"


def _own_columns(sheet: Any) -> None:
    unmerge(sheet)
    sheet.insert_cols(3, 2)
    sheet.cell(HEADER, 3).value = "承办人"
    sheet.cell(HEADER, 4).value = "备注"
    for row in range(HEADER + 1, sheet.max_row + 1):
        sheet.cell(row, 3).value = "院办"


def _head_on_each_page(sheet: Any) -> None:
    sheet.insert_rows(HEADER + 15)
    for place in range(1, sheet.max_column + 1):
        sheet.cell(HEADER + 15, place).value = sheet.cell(HEADER, place).value


def _filtered(sheet: Any) -> None:
    for row in range(HEADER + 2, HEADER + 20):
        sheet.row_dimensions[row].hidden = True


def _by_state(table: list[list[object]]) -> list[list[object]]:
    return sorted(table, key=lambda row: [str(cell) for cell in row if cell][-2])


def _among_others() -> bytes:
    own = [["值班表"], ["甲", "乙"]]
    return copied(("值班", own), ("禁毒", rows()), ("Sheet3", []))


def _with_a_cover() -> bytes:
    """The list below a letter and beside a column of the unit's own, without title and marks."""
    table = [[None, *row] for row in rows(without("标识"))[1:]]
    return copied(("报表", [["滨海医院关于报送进展的函"], [], *table]))


def _html_of_office() -> bytes:
    lines = []
    for row in rows():
        cells = []
        for cell in row:
            shown = cell.strftime("%Y-%m-%d") if isinstance(cell, datetime) else str(cell or "")
            cells.append(f'<td class=xl65 style="mso-number-format:\\@">{escape(shown)}&nbsp;</td>')
        lines.append(f"<tr height=20>{''.join(cells)}</tr>")
    head = '<meta http-equiv=Content-Type content="text/html; charset=utf-8"><style>td{}</style>'
    return f"<html><head>{head}</head><body><table>{''.join(lines)}</table></body></html>".encode()


def _two_units(stacked: bool) -> bytes:
    first, second = rows(), rows(unit=OTHER)
    if stacked:
        return copied(("汇总", [*first, [], *second]))
    return copied((NAME, first), (OTHER_NAME, second))


def _zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("滨海医院.xlsx", filled())
    return data.getvalue()


def _encrypted() -> bytes:
    """As far as can be told from outside: Excel puts the whole into a container of its own."""
    return b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def _another_plans_list() -> bytes:
    table = [
        ["南安市2022年献血工作任务清单"],
        ["填报单位：滨海医院"],
        ["序号", "工作任务", "完成时限", "完成情况", "完成日期"],
        [1, "组织一次职工献血", "6月底前", "已完成", "2022-05-06"],
    ]
    return copied(("任务清单", table))


def _sealed(sheet: Any) -> None:
    """The name above the list, with what people leave behind it when they print and stamp it."""
    for row in sheet.iter_rows(max_row=HEADER - 1):
        for cell in row:
            if NAME in str(cell.value or ""):
                cell.value = cell.value.replace(NAME, f"{NAME}（盖章）")


def _contradicted(table: list[list[object]]) -> list[list[object]]:
    other = ["进行中" if cell == "已完成" else cell for cell in table[0]]
    return [*table, other]


TWO: Final = {UNIT: FILLED, OTHER: FILLED}
KINDS: Final = (
    Kind("填好.xlsx", filled),
    Kind("改名.et", filled),
    Kind("大写.XLSX", filled),
    Kind("去掉隐藏表.xlsx", lambda: _without_marks()),
    Kind("粘贴到别的工作簿.xlsx", _among_others, QUESTIONED, words="工作表“值班”不是清单，没有读"),
    Kind("函后面的表.xlsx", _with_a_cover),
    Kind("没有标识.xlsx", lambda: copied(("a", rows(without("标识"))))),
    Kind("排过序.xlsx", lambda: filled(reordered(_by_state))),
    Kind("倒序又没有标识.xlsx", lambda: copied(("a", rows(_reversed, without("标识"))))),
    Kind("编了号没有标识.xlsx", lambda: copied(("a", rows(_numbered, without("标识"))))),
    Kind("插了空行.xlsx", lambda: filled(inserted(3, 9, 20))),
    Kind("加了合计.xlsx", lambda: filled(_subtotal), rows=ROWS + 1),
    Kind(
        "删了两行.xlsx",
        lambda: filled(lambda sheet: sheet.delete_rows(HEADER + 8, 2)),
        QUESTIONED,
        missing=frozenset({8, 9}),
        rows=ROWS - 2,
        words="清单少了任务：二（一）1 组织干部职工学习",
    ),
    Kind("合并了格.xlsx", lambda: filled(_merged)),
    Kind("加了两栏.xlsx", lambda: filled(_own_columns)),
    Kind("没有表头.xlsx", lambda: filled(headless)),
    Kind("只有任务行.xlsx", lambda: filled(topless)),
    Kind("每页都有表头.xlsx", lambda: filled(_head_on_each_page)),
    Kind("筛选过.xlsx", lambda: filled(_filtered)),
    Kind("盖章.xlsx", lambda: filled(_sealed)),
    Kind("尺寸不对.xlsx", lambda: wrong_dimension(filled())),
    Kind("中文编码.csv", lambda: as_csv(rows(), "gbk")),
    Kind("制表符.csv", lambda: as_csv(rows(), "utf-16").decode("utf-16").encode("utf-8-sig")),
    Kind("网页.xls", lambda: as_html(rows())),
    Kind("另存的网页.xls", _html_of_office),
    Kind("两家两张表.xlsx", lambda: _two_units(False), said=TWO, rows=2 * ROWS),
    Kind("两家一张表.xlsx", lambda: _two_units(True), said=TWO, rows=2 * ROWS),
    Kind(
        "一条两样.xlsx",
        lambda: filled(reordered(_contradicted)),
        QUESTIONED,
        {UNIT: {2: DONE, 3: DONE, 4: GOING, 5: GOING}},
        missing=frozenset({1}),
        rows=ROWS + 1,
        words="这条任务填了 2 行，说法不同，都没有收",
    ),
    Kind(
        "没有日期.xlsx",
        lambda: filled(put("完成日期", "")),
        QUESTIONED,
        {UNIT: {**FILLED, 1: ("已完成", "")}},
        words="报已完成，没有填完成日期；补上日期",
    ),
    Kind(
        "日期说不准.xlsx",
        lambda: filled(put("完成日期", "12月初")),
        QUESTIONED,
        {UNIT: {**FILLED, 1: ("已完成", "")}},
        words="完成日期“12月初”说不准是哪一天，没有记",
    ),
    Kind(
        "日期还没有到.xlsx",
        lambda: filled(put("完成日期", datetime(2023, 1, 5))),
        QUESTIONED,
        missing=frozenset({1}),
        said={UNIT: {2: DONE, 3: DONE, 4: GOING, 5: GOING}},
        words="完成日期2023-01-05还没有到，没有收",
    ),
    Kind(
        "说法看不懂.xlsx",
        lambda: filled(put("完成情况", "差不多了")),
        QUESTIONED,
        {UNIT: {2: DONE, 3: DONE, 4: GOING, 5: GOING}},
        missing=frozenset({1}),
        words="完成情况“差不多了”看不懂，没有收",
    ),
    Kind(
        "公式断了.xlsx",
        lambda: filled(_broken_formulas),
        QUESTIONED,
        {UNIT: {3: DONE, 4: GOING, 5: GOING}},
        missing=frozenset({1, 2}),
        words="完成情况是公式，显示“#REF!”，没有收；请对方填上文字",
    ),
    Kind(
        "改了表头.xlsx",
        lambda: filled(_renamed_heading),
        QUESTIONED,
        words="“本季要闻”一栏没有读，不是发下去的那一栏",
    ),
    Kind(
        "两栏完成情况.xlsx",
        lambda: filled(_second_state),
        QUESTIONED,
        words="“完成情况”一栏没有读，不是发下去的那一栏",
    ),
    Kind(
        "改了到期日.xlsx",
        lambda: filled(put("到期日", datetime(2023, 6, 30))),
        QUESTIONED,
        words="“到期日”一栏锁着，却被改过；改动没有用",
    ),
    Kind(
        "加了任务.xlsx",
        lambda: filled(lambda sheet: sheet.append([99, "自己加的事", *[""] * 5, "已完成"])),
        QUESTIONED,
        rows=ROWS + 1,
        words="清单里没有这条任务",
    ),
    Kind("去年的.xlsx", lambda: lists(2018)["cdc"], REFUSED, {}, words="2018年的清单"),
    Kind("别的方案.xlsx", _another_plans_list, REFUSED, {}, words="标题是“南安市2022年献血"),
    Kind("空文件.xlsx", lambda: b"", REFUSED, {}, words="文件是空的"),
    Kind("空表.xlsx", lambda: copied(("Sheet1", [])), REFUSED, {}, words="文件里什么也没有"),
    Kind("没传完.xlsx", lambda: filled()[:7000], REFUSED, {}, words="多半是没有传完"),
    Kind("加了密码.xlsx", _encrypted, REFUSED, {}, words="文件加了密码"),
    Kind("照片.xlsx", lambda: b"\xff\xd8\xff\xe0" + bytes(900), REFUSED, {}, words="是图片"),
    Kind("文档.xlsx", lambda: docx_of("已完成"), REFUSED, {}, words="不是表格"),
    Kind("压缩包.xlsx", _zipped, REFUSED, {}, words="是压缩包"),
    Kind("共用的.xlsx", lambda: lists(2022)["municipal-medical"], REFUSED, {}, words="共用的清单"),
)


def _numbered(sheet: Any) -> None:
    """A number before each task, as people make of a list that they print."""
    place = column(sheet, "工作任务")
    for row in range(HEADER + 1, sheet.max_row + 1):
        cell = sheet.cell(row, place)
        cell.value = f"{row - HEADER}.{cell.value}"


def _reversed(sheet: Any) -> None:
    reordered(lambda table: table[::-1])(sheet)


def _without_marks() -> bytes:
    workbook = book(UNIT)
    fill(workbook["任务清单"])
    del workbook["plangen"]
    return bytes_of(workbook)


MACRO: Final = """Sub Edit
{jobs}
End Sub
Sub Job(target, kind, password, way)
  Dim hide(0) As New com.sun.star.beans.PropertyValue
  hide(0).Name = "Hidden" : hide(0).Value = True
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hide())
  sheet = book.Sheets.getByName("任务清单")
{fill}
  If way = "rows" Then
    sheet.unprotect("")
    sheet.Rows.insertByIndex({head} + 2, 2)
  End If
  If way = "formula" Then
    sheet.getCellRangeByName("{state}{second}").setFormula("={state}{first}")
    sheet.getCellRangeByName("{day}{second}").setFormula("={day}{first}")
  End If
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = kind
  If password <> "" Then
    how(1).Name = "Password" : how(1).Value = password
  End If
  book.storeToURL(target, how())
  book.close(True)
End Sub
"""
EXCEL, EXCEL_97, CALC = "Calc MS Excel 2007 XML", "MS Excel 97", "calc8"
OFFICE_JOBS: Final = {
    "软件里填的.xlsx": (EXCEL, "", ""),
    "软件里填的.xls": (EXCEL_97, "", ""),
    "软件里填的.ods": (CALC, "", ""),
    "软件里插行.xlsx": (EXCEL, "", "rows"),
    "写了公式.xlsx": (EXCEL, "", "formula"),
    "写了公式.ods": (CALC, "", "formula"),
    "加了密码.ods": (CALC, "1234", ""),
    "加了密码.xls": (EXCEL_97, "1234", ""),
}
OFFICE_KINDS: Final = {
    name: (REFUSED if password else TAKEN, {} if password else {UNIT: FILLED})
    for name, (_, password, _) in OFFICE_JOBS.items()
}


def made_by_office(folder: Path) -> dict[str, bytes]:
    """The list as LibreOffice fills it in and saves it, protection on but where rows are put in."""
    source = folder / "发出.xlsx"
    source.write_bytes(lists(2022)[UNIT])
    sheet = openpyxl.load_workbook(source)["任务清单"]
    state = get_column_letter(column(sheet, "完成情况"))
    day = get_column_letter(column(sheet, "完成日期"))
    fills = []
    for row, (word, _) in enumerate(FILLED.values(), HEADER + 1):
        fills.append(f'  sheet.getCellRangeByName("{state}{row}").setString("{word}")')
        if word == "已完成":
            cell = f'sheet.getCellRangeByName("{day}{row}")'
            fills.append(f"  {cell}.setValue(DateSerial(2022, 12, 1))")
    jobs = []
    for name, (kind, password, way) in OFFICE_JOBS.items():
        target = (folder / name).as_uri()
        jobs.append(f'  Job("{target}", "{kind}", "{password}", "{way}")')
    macro = MACRO.format(
        jobs="\n".join(jobs),
        source=source.as_uri(),
        fill="\n".join(fills),
        state=state,
        day=day,
        head=HEADER,
        first=HEADER + 1,
        second=HEADER + 2,
    )
    office(folder, "--terminate_after_init")
    basic = folder / "profile/user/basic/Standard"
    (basic / "Edit.xba").write_text(MODULE.format(xml(macro)), "utf-8")
    (basic / "script.xlb").write_text(LIBRARY, "utf-8")
    office(folder, "macro:///Standard.Edit.Edit")
    return {name: (folder / name).read_bytes() for name in OFFICE_JOBS}
