"""What people do to a list beside filling it in, each with the verdict that is right."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any, Final

from openpyxl.comments import Comment
from openpyxl.styles import Border, Side

from support.returned import HEADER, book, bytes_of, column, copied, put, unmerge, without
from support.returned_kinds import (
    FILLED,
    OTHER_NAME,
    QUESTIONED,
    REFUSED,
    ROWS,
    UNIT,
    Kind,
    fill,
    filled,
    inserted,
    rows,
)


def cells(*texts: tuple[int, int, object]) -> Callable[[Any], None]:
    """Write into cells, their rows counted from the last task on."""

    def edit(sheet: Any) -> None:
        last = sheet.max_row
        for below, place, text in texts:
            sheet.cell(last + below, place).value = text

    return edit


def top(text: str) -> Callable[[Any], None]:
    """Write the line above the list anew."""

    def edit(sheet: Any) -> None:
        sheet["A2"] = text

    return edit


def title(text: str) -> Callable[[Any], None]:
    """Give the list another title."""

    def edit(sheet: Any) -> None:
        sheet["A1"] = text

    return edit


def renamed(heading: str, name: str) -> Callable[[Any], None]:
    """Call a column something else."""

    def edit(sheet: Any) -> None:
        sheet.cell(HEADER, column(sheet, heading)).value = name

    return edit


def _sum_in_between(sheet: Any) -> None:
    inserted(7)(sheet)
    sheet.cell(HEADER + 7, 2).value = "小计"
    sheet.cell(HEADER + 7, 8).value = "办完3件"


def _invisible(sheet: Any) -> None:
    """Characters of no width, as chats and web pages leave them in what is copied."""
    put("完成情况", "\u200b已完成\u200b", "\ufeff√", "\u00a0完成\u200d")(sheet)
    put("完成日期", datetime(2022, 12, 1), "12月1日\u200b", "\u200e2022.12.1")(sheet)
    place = column(sheet, "标识")
    for row in range(HEADER + 1, sheet.max_row + 1):
        sheet.cell(row, place).value = f"\u200b{sheet.cell(row, place).value} "
    sheet["A2"] = "填报单位：\u200b滨海医院\u3000"


def _column_of_others(sheet: Any) -> None:
    """Whom the unit does its tasks with, in a column of its own."""
    unmerge(sheet)
    place = sheet.max_column + 1
    sheet.cell(HEADER, place).value = "责任单位"
    for row in range(HEADER + 1, sheet.max_row + 1):
        sheet.cell(row, place).value = OTHER_NAME


def _labels_side_by_side(sheet: Any) -> None:
    """Labels with nothing between them, which the marks of the file make up for."""
    unmerge(sheet)
    for place, text in enumerate(("填报单位", "填报人：钱二", "单位负责人", "联系人"), 1):
        sheet.cell(2, place).value = text


def _two_rows_of_headings(sheet: Any) -> None:
    unmerge(sheet)
    sheet.insert_rows(HEADER)
    for place in range(1, 8):
        sheet.cell(HEADER, place).value = sheet.cell(HEADER + 1, place).value
        sheet.merge_cells(
            start_row=HEADER, end_row=HEADER + 1, start_column=place, end_column=place
        )
    sheet.cell(HEADER, 8).value = "完成情况"
    sheet.merge_cells(start_row=HEADER, end_row=HEADER, start_column=8, end_column=15)
    sheet.cell(HEADER + 1, 8).value = "是否完成"


def _with_comment(sheet: Any) -> None:
    sheet.cell(HEADER + 9, 8).comment = Comment("上月办完的", "钱二")


def _wrongly_formatted(sheet: Any) -> None:
    """20221201 typed into a cell that shows days: Excel shows ########."""
    cell = sheet.cell(HEADER + 1, column(sheet, "完成日期"))
    cell.value, cell.number_format = 20221201, "yyyy/m/d"


def _borders_to_the_end(sheet: Any) -> None:
    """The whole sheet was selected and given borders."""
    sheet.cell(1_048_576, 16).border = Border(left=Side("thin"))


def _edited(edit: Callable[[Any], None]) -> bytes:
    return filled(edit)


def _copied_sheet() -> bytes:
    """The list once as it came, and once more filled in."""
    workbook = book(UNIT)
    sheet = workbook.copy_worksheet(workbook["任务清单"])
    sheet.title = "任务清单 (2)"
    fill(sheet)
    return bytes_of(workbook)


def _shared_strings(data: bytes) -> bytes:
    """The file as Excel writes it: texts in a part of their own, in runs, with their sounds."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name).decode()
    strings: list[str] = []
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        pieces = parts[name].split("<is><t")
        made = [pieces[0]]
        for piece in pieces[1:]:
            text, _, rest = piece.partition("</t></is>")
            made.append(f"<v>{len(strings)}</v>{rest}")
            strings.append(text.partition(">")[2])
        parts[name] = "".join(made).replace('t="inlineStr"', 't="s"')
    runs = "".join(map(_runs, strings))
    head = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/sharedStrings.xml"] = f"<sst {head}>{runs}</sst>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    _append(
        parts,
        "[Content_Types].xml",
        "</Types>",
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/>',
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    _append(
        parts,
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="texts" Type="{relation}" Target="sharedStrings.xml"/>',
    )
    return zipped(parts.items())


def _runs(text: str) -> str:
    space = 'xml:space="preserve"'
    if len(text) < 2 or "&" in text:
        return f"<si><t {space}>{text}</t></si>"
    return (
        f"<si><r><rPr><b/></rPr><t {space}>{text[0]}</t></r><r><t {space}>{text[1:]}</t></r>"
        '<rPh sb="0" eb="1"><t>DUYIN</t></rPh></si>'
    )


def _append(parts: dict[str, str], name: str, end: str, text: str) -> None:
    parts[name] = parts[name].replace(end, text + end)


def zipped(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return data.getvalue()


def _mail() -> bytes:
    head = "Received: from a\r\nFrom: qian@example.org\r\nTo: ju@example.org\r\n"
    kind = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=zz\r\n"
    return f"{head}{kind}\r\n--zz\r\nContent-Type: text/plain\r\n\r\n见附件\r\n--zz--\r\n".encode()


def _outlook_mail() -> bytes:
    return b"\xd0\xcf\x11\xe0" + bytes(600) + "__substg1.0_1000001F".encode("utf-16-le")


def _old_xml() -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'<?xml version="1.0"?><Workbook xmlns="{space}"></Workbook>'.encode()


NAMES: Final = (
    "填报单位：滨海医院（公章）　　填报时间：2022年12月5日",
    "填报单位（加盖公章）：滨海医院 填表人：钱二 联系方式：0591-1",
    "填表单位：滨海医院；联系人：钱二",
    "报送单位:滨海医院。单位负责人：孙三",
    "填报单位：滨海医院防保科",
    "填报单位：滨海医院办公室",
    "填报单位：滨海医院（防保科）",
    "填报单位：“滨海医院”",
    "填报单位：南安市滨海医院",
)
"""Ways to write who fills in a list."""
HEADINGS: Final = (
    ("进展说明", "工作进展"),
    ("进展说明", "进展"),
    ("完成情况", "办结情况"),
    ("完成情况", "是否办结"),
    ("存在问题", "存在困难"),
)
"""Columns and what people call them."""
HABITS: Final = (
    *(Kind(f"单位{at}.xlsx", partial(_edited, top(text))) for at, text in enumerate(NAMES)),
    *(
        Kind(f"{heading}改作{name}.xlsx", partial(_edited, renamed(heading, name)))
        for heading, name in HEADINGS
    ),
    Kind("责任单位.xlsx", lambda: filled(_column_of_others)),
    Kind(
        "没有标记的责任单位.xlsx", lambda: copied(("a", rows(_column_of_others, without("标识"))))
    ),
    Kind("标签挨着标签.xlsx", lambda: filled(_labels_side_by_side)),
    Kind("表头两行.xlsx", lambda: filled(_two_rows_of_headings)),
    Kind("看不见的字.xlsx", lambda: filled(_invisible)),
    Kind("文字另存.xlsx", lambda: _shared_strings(filled())),
    Kind(
        "签在表下.xlsx", lambda: filled(cells((1, 1, "填报人：钱二"), (1, 8, "填报时间：12月5日")))
    ),
    Kind(
        "章和日子.xlsx",
        lambda: filled(cells((2, 8, "滨海医院（盖章）"), (3, 8, "2022年12月5日"))),
        rows=ROWS + 2,
    ),
    Kind(
        "合计一行.xlsx",
        lambda: filled(cells((1, 1, "合 计"), (1, 2, 33), (1, 8, 3))),
        rows=ROWS + 1,
    ),
    Kind("中间小计.xlsx", lambda: filled(_sum_in_between), rows=ROWS + 1),
    Kind("复制了一份.xlsx", _copied_sheet, rows=2 * ROWS),
    Kind("框线画到底.xlsx", lambda: filled(_borders_to_the_end)),
    Kind("日子打成数.xlsx", lambda: filled(_wrongly_formatted)),
    Kind("星期.xlsx", lambda: filled(put("完成日期", "2022年12月1日（星期四）"))),
    Kind("加了撇号.xlsx", lambda: filled(put("完成日期", "'2022-12-01"))),
    Kind("钩和字.xlsx", lambda: filled(put("完成情况", "√已完成", "已完成（100%）"))),
    Kind("正在做.xlsx", lambda: filled(put("完成情况", "正常推进中", "按序时进度推进", first=4))),
    Kind(
        "批注.xlsx",
        lambda: filled(_with_comment),
        QUESTIONED,
        words="批注“上月办完的”没有读；里面要报的，填到格里",
    ),
    Kind(
        "还要验收.xlsx",
        lambda: filled(put("完成情况", "已完成，但未验收")),
        QUESTIONED,
        {UNIT: {number: said for number, said in FILLED.items() if number > 1}},
        missing=frozenset({1}),
        words="完成情况“已完成，但未验收”看不懂",
    ),
    Kind(
        "早于时限.xlsx",
        lambda: filled(put("申请延期至", "2022-11-30", first=4)),
        QUESTIONED,
        words="申请延期至2022-11-30，不比原来的时限（2022-12-31）晚，没有记",
    ),
    Kind(
        "只有表头.xlsx",
        lambda: filled(lambda sheet: sheet.delete_rows(HEADER + 1, sheet.max_row)),
        REFUSED,
        {},
        words="清单里一条任务也没有",
    ),
    Kind(
        "标题是去年.xlsx",
        lambda: filled(title("2021年南安市卫健系统禁毒重点整治工作任务清单")),
        REFUSED,
        {},
        words="标题写的是2021年，标识却是2022年的",
    ),
    Kind("标题换了.xlsx", lambda: filled(title("禁毒工作完成情况表"))),
    Kind(
        "分院.xlsx",
        lambda: filled(top("填报单位：滨海医院城东分院")),
        REFUSED,
        {},
        words="“滨海医院城东分院”名册里没有",
    ),
    Kind("没有标记的别名.xlsx", lambda: copied(("a", rows(top(NAMES[-1])))), REFUSED, {}),
    Kind("邮件.eml", _mail, REFUSED, {}, words="是邮件，不是文档；把附件存出来"),
    Kind("邮件.msg", _outlook_mail, REFUSED, {}, words="是邮件，不是文档；把附件存出来"),
    Kind("老格式.xls", _old_xml, REFUSED, {}, words="是“XML 电子表格 2003”"),
    Kind(
        "二进制.xlsb",
        lambda: zipped([("[Content_Types].xml", ""), ("xl/workbook.bin", "")]),
        REFUSED,
        {},
        words="是二进制工作簿（.xlsb）",
    ),
    Kind(
        "苹果.numbers",
        lambda: zipped([("Index/Document.iwa", "")]),
        REFUSED,
        {},
        words="是苹果的 Numbers",
    ),
    Kind("照片.heic", lambda: b"\0\0\0\x18ftypheic" + b"\xff" * 900, REFUSED, {}, words="是图片"),
)
