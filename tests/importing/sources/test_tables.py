"""Workbooks and CSV files: titles, spans, values as shown, what is hidden, hostile ones."""

import datetime as dt
import io
import os
import time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font
from support.rendering import needs_office
from support.sources import lines, read, table

from plangen.docx_file.stream import StreamParagraph, StreamTable
from plangen.findings.finding import CannotGoOn
from plangen.importing.sources.child import NoAnswer, in_child
from plangen.importing.sources.values import shown
from plangen.libreoffice import convert

TASKS = """任务分解表
,
序号,工作任务,完成时限
1,排查隐患，逐户登记,3月底前
2,"整改
销号",6月底前
备注：每季度末报进度,,
"""


def workbook() -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    share, month = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "yyyy-mm"})
    day = book.add_format({"num_format": "yyyy/m/d"})
    sheet = book.add_worksheet("重点任务")
    sheet.merge_range("A1:D1", "某某市任务分解表")
    sheet.write("A2", "（2026年度）")
    sheet.write_row("A4", ["序号", "任务", "指标", "时限"])
    sheet.merge_range("A5:A6", 1)
    sheet.write_row("B5", ["排查", 0.95])
    sheet.write("C5", 0.95, share)
    sheet.write("D5", dt.datetime(2026, 3, 5), day)
    sheet.write("B6", "整改\n销号")
    sheet.write("D6", dt.datetime(2026, 6, 1), month)
    sheet.write("A7", "注：数据每月更新。")
    book.add_worksheet("Sheet2")
    hidden = book.add_worksheet("底稿")
    hidden.write("A1", "旧任务")
    hidden.hide()
    second = book.add_worksheet("常规任务")
    second.write_row("C3", ["甲", "乙"])
    book.close()
    return data.getvalue()


WANTED = [
    [(0, 1, 1, "序号"), (1, 1, 1, "任务"), (2, 1, 1, "指标"), (3, 1, 1, "时限")],
    [(0, 1, 2, "1"), (1, 1, 1, "排查"), (2, 1, 1, "95%"), (3, 1, 1, "2026年3月5日")],
    [(1, 1, 1, "整改\n销号"), (2, 1, 1, ""), (3, 1, 1, "2026年6月")],
]


def test_workbook() -> None:
    source = read("任务.xlsx", workbook())
    assert lines(source.blocks) == [
        *("重点任务", "某某市任务分解表", "（2026年度）", "注：数据每月更新。", "常规任务")
    ]
    assert table(source.blocks[:4]) == WANTED
    assert table(source.blocks[5:]) == [[(0, 1, 1, "甲"), (1, 1, 1, "乙")]]
    assert source.cautions == ("隐藏的工作表“底稿”没有读；要用的，取消隐藏再导入",)


def test_hidden_rows_and_struck_cells_are_told() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (["序号", "任务"], [1, "排查"], [2, "整改"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet["B3"].font = Font(strike=True)
    data = io.BytesIO()
    made.save(data)
    source = read("任务.xlsx", data.getvalue())
    assert [row[1][3] for row in table(source.blocks)] == ["任务", "排查", "整改"]
    assert [caution[:16] for caution in source.cautions] == [
        *("工作表“Sheet”第 2 行是", "工作表“Sheet”第 3 行有")
    ]


@pytest.mark.parametrize("suffix", ["xls", "ods", "et"])
def test_other_workbooks(tmp_path: Path, suffix: str) -> None:
    needs_office()
    (tmp_path / "任务.xlsx").write_bytes(workbook())
    form = suffix.replace("et", "xls")
    convert([tmp_path / "任务.xlsx"], form, tmp_path)
    source = read(f"任务.{suffix}", (tmp_path / f"任务.{form}").read_bytes())
    made = table(source.blocks[:4])
    assert [[cell[:3] for cell in row] for row in made] == [
        [cell[:3] for cell in row] for row in WANTED
    ]
    assert [made[1][1], made[2][0]] == [WANTED[1][1], WANTED[2][0]]
    assert made[1][2][3] == ("95%" if form == "ods" else "0.95")
    assert source.cautions[0].startswith("隐藏的工作表“底稿”没有读")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv(encoding: str, delimiter: str) -> None:
    source = read("任务.csv", TASKS.replace(",", delimiter).encode(encoding))
    assert lines(source.blocks) == ["任务分解表", "备注：每季度末报进度"]
    assert table(source.blocks) == [
        [(0, 1, 1, "序号"), (1, 1, 1, "工作任务"), (2, 1, 1, "完成时限")],
        [(0, 1, 1, "1"), (1, 1, 1, "排查隐患，逐户登记"), (2, 1, 1, "3月底前")],
        [(0, 1, 1, "2"), (1, 1, 1, "整改\n销号"), (2, 1, 1, "6月底前")],
    ]


def test_csv_without_its_quotation_mark() -> None:
    with pytest.raises(CannotGoOn, match="从第2行起读不下去"):
        read("任务.csv", '序号,任务\n1,"排查\n2,整改\n'.encode())


def test_paragraphs_in_a_sheet_of_one_column() -> None:
    made = openpyxl.Workbook()
    made.active["B2"], made.active["B4"] = "甲", "乙"
    data = io.BytesIO()
    made.save(data)
    source = read("某.xlsx", data.getvalue())
    assert source.blocks == (StreamParagraph("甲"), StreamParagraph("乙"))


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (3.0, "", "3"),
        (0.1 + 0.2, "", "0.3"),
        (0.855, "0.0%", "85.5%"),
        (True, "", "是"),
        (dt.date(2026, 3, 1), "", "2026年3月1日"),
        (dt.datetime(2026, 3, 1, 14, 30), "", "2026年3月1日14:30"),
        (dt.datetime(2026, 3, 1), 'yyyy"年"m"月"', "2026年3月"),
        (dt.time(9), "", "09:00"),
        (" 甲\r\n乙 ", "", "甲\n乙"),
    ],
)
def test_values(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


def far() -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "甲")
    sheet.write(1_000_000, 16_000, "乙")
    book.close()
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("远.xlsx", far(), "太大；多半是远处有多余的内容"),
        ("断.xlsx", workbook()[:3000], "文件损坏"),
        ("空.xlsx", workbook()[:-300] + b"\0" * 300, "损坏|坏了"),
        ("坏.xls", b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le") * 400, "打不开"),
        ("锁.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        ("多.csv", b"a,b\n" * 100_001, "超过 200000 个"),
    ],
)
def test_hostile(name: str, data: bytes, why: str) -> None:
    with pytest.raises(CannotGoOn, match=why) as raised:
        read(name, data)
    assert "\n" not in str(raised.value)


def test_a_library_in_a_process_of_its_own() -> None:
    assert in_child(len, b"abc", 60) == 3
    with pytest.raises(NoAnswer):
        in_child(time.sleep, 600, 2.0)  # type: ignore[arg-type]
    with pytest.raises(NoAnswer):
        in_child(os._exit, 1, 60)  # type: ignore[arg-type]


def test_every_cell_of_a_large_sheet() -> None:
    rows = [f"{number},任务{number},单位{number % 7}" for number in range(1000)]
    source = read("任务.csv", "\n".join(rows).encode())
    (made,) = source.blocks
    assert isinstance(made, StreamTable)
    assert [",".join(cell.text for cell in row) for row in made.rows] == rows
