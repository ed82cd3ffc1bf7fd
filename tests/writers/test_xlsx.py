"""The workbooks: what they hold, what XlsxWriter itself would write, and what comes back."""

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from support.office import LIBRARY, MODULE, office
from support.program import ROOT
from support.rendering import needs_office

from plangen.assignments import filled_columns
from plangen.checklists import Audience, Checklist, ChecklistLine, Cover, checklists, cover
from plangen.checklists.rows import identity, rows_of
from plangen.deadline.telling import LISTED
from plangen.document.gbt9704 import Style
from plangen.readers.plan_file import read
from plangen.tasks import task_rows
from plangen.workdays import Workdays
from plangen.writers.xlsx.assignments import write_assignments
from plangen.writers.xlsx.checklist import XlsxChecklists, row, whom_of
from plangen.writers.xlsx.checklist_sheet import (
    COLUMNS,
    FIRST,
    HIDDEN,
    NAME,
    STATES,
    Whom,
    checklist_sheet,
)
from plangen.writers.xlsx.index import COLUMNS as INDEX_COLUMNS
from plangen.writers.xlsx.index import IndexEntry, write_index

COVER = Cover(
    series="drug-control",
    year=2022,
    title="2022年禁毒工作任务清单",
    basis="《2022年禁毒工作实施方案》",
    issuer="南安市卫生健康局",
    dated=date(2022, 3, 7),
)
LINE = ChecklistLine(
    "publicity.2", "开展宣传", "二（一）", "6月底前", "张三", "照片", (date(2022, 6, 30),)
)
QUARTERS = tuple(date(2022, month, 28) for month in (3, 6, 9, 12))
PERIODS = ("2022Q1", "2022Q2", "2022Q3", "2022Q4")
QUARTERLY = replace(LINE, due=QUARTERS, periods=PERIODS)


def checklist(*lines: ChecklistLine, name: str = "县医院") -> Checklist:
    """A unit's checklist."""
    return Checklist(Audience.UNIT, "county-hospital", name, (), lines)


@cache
def writer() -> XlsxChecklists:
    return XlsxChecklists(COVER)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


class Real(NamedTuple):
    """The checklists of a plan."""

    cover: Cover
    lists: Sequence[Checklist]


@cache
def real(year: int) -> Real:
    plan = read((ROOT / f"plans/{year}.yaml").read_bytes(), f"{year}.yaml").plan
    assert plan is not None
    rows = task_rows(plan, Workdays())
    return Real(cover(plan, rows), tuple(checklists(plan, rows)))


years = pytest.mark.parametrize("year", [2018, 2022])


@years
def test_every_task_and_due_date_has_its_row(year: int) -> None:
    """The item stands in every row that is part of it: merged cells could not be sorted."""
    said, lists = real(year)
    write = XlsxChecklists(said).write
    for one in lists:
        book = opened(write(one))
        found = [[cell.value for cell in cells] for cells in book[NAME].iter_rows(FIRST + 1)]
        wanted = []
        for line in one.lines:
            days = line.due if len(line.due) <= LISTED else line.due[-1:]
            for place, day in enumerate(days or (None,)):
                due = datetime(day.year, day.month, day.day) if day else None
                period = line.periods[place] if 0 < len(line.due) <= LISTED else ""
                number, task = len(wanted) + 1, f"{line.task}@{period}" if period else line.task
                said = line.deadline
                if len(days) > 1:  # the row's own day, and the working day before a rest day
                    said = line.deadline.split("\n")[0]
                    said += "".join(
                        f"\n{day.month}月{day.day}日（休息，提前到{before.day}日）"
                        for rest, before in line.moved
                        if rest == day
                    )
                texts = [line.heading or None, line.text, line.basis, said or None, due]
                texts += [line.people or None, line.evidence or None]
                filled = ["未开始", None, None, line.measure or None, *[None] * 4]
                wanted.append([number, *texts, *filled, task])
        assert found == wanted
        identities = [cells[-1] for cells in found]
        assert len(set(identities)) == len(identities)


def test_a_task_with_several_due_dates_has_a_row_for_each() -> None:
    assert [one.due for one in rows_of(QUARTERLY)] == [(day,) for day in QUARTERS]
    weekly = replace(LINE, due=QUARTERS * 4)
    assert rows_of(weekly) == (weekly,)
    assert row(weekly, 1)[4] == QUARTERS[-1]
    assert row(replace(LINE, due=()), 1)[4] is None
    assert identity(replace(LINE, due=())) == identity(LINE) == "publicity.2"
    assert [identity(one) for one in rows_of(QUARTERLY)] == [f"publicity.2@{q}" for q in PERIODS]


def test_what_may_be_filled_in() -> None:
    book = opened(writer().write(checklist(LINE, QUARTERLY)))
    sheet = book[NAME]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.autoFilter
    assert not sheet.protection.formatColumns
    for cells in sheet.iter_rows(FIRST + 1):
        free = [COLUMNS[cell.column - 1].title for cell in cells if not cell.protection.locked]
        assert free == [column.title for column in COLUMNS if column.filled]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    locked = "A5:G9 K5:K9 P5:P9"
    assert set(rules) == {locked, *(f"{column}5:{column}9" for column in "HIJLMNO")}
    assert (rules[locked].type, rules[locked].formula1) == ("custom", "FALSE")
    assert rules["H5:H9"].formula1 == f'"{",".join(STATES)}"'
    assert rules["H5:H9"].type == "list"
    limits = rules["I5:I9"]
    first, last = (
        openpyxl.utils.datetime.from_excel(int(x)) for x in (limits.formula1, limits.formula2)
    )
    assert (limits.type, first, last) == ("date", datetime(2022, 1, 1), datetime(2023, 12, 31))
    for rule in rules.values():
        assert len(rule.promptTitle or "") <= 32
        assert len(rule.prompt or "") <= 255
        assert len(rule.error or "") <= 255


def test_the_sheet_is_set_up_for_screen_and_paper() -> None:
    sheet = opened(writer().write(checklist(LINE, LINE)))[NAME]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:P6"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet["E5"].number_format == sheet["I5"].number_format == "yyyy-mm-dd"
    assert [sheet.cell(4, place).value for place in range(1, 17)] == [x.title for x in COLUMNS]
    assert sheet["A1"].value == COVER.title
    assert sheet["A2"].value == "填报单位：县医院"
    assert sheet["A3"].value == f"依据：{COVER.basis}"


def test_colours_follow_the_day_and_the_state() -> None:
    sheet = opened(writer().write(checklist(LINE, LINE)))[NAME]
    found = {
        (str(area.sqref), rule.formula[0])
        for area in sheet.conditional_formatting
        for rule in area.rules
    }
    head = [f"{cell[0]}{cell[1]}:{last}{cell[1]}" for cell, last in HEAD_CELLS]
    labels = [f'${chr(ord(cell[0]) - 1)}${cell[1]}<>""' for cell, _ in HEAD_CELLS]
    late = 'OR($H5="逾期",AND($E5<>"",$H5<>"已完成",$H5<>"不适用",$E5<TODAY()))'
    soon = 'AND($E5<>"",$H5<>"已完成",$H5<>"不适用",$E5>=TODAY(),$E5<=TODAY()+7)'
    places = [(place, rule) for place in ("E5:E6", "H5:H6") for rule in (late, soon)]
    done = ("A5:O6", 'OR($H5="已完成",$H5="不适用")')
    not_asked = ("J5:K6", '$K5=""')
    assert found == {done, not_asked, *places, *zip(head, labels, strict=True)}


HEAD_CELLS = (("E2", "G"), ("I2", "K"), ("M2", "O"), ("I3", "K"), ("M3", "O"))
"""The first cell and the last column of what is filled in above the table."""


def test_rows_can_be_sorted_though_they_are_locked() -> None:
    """Excel sorts on a protected sheet what lies in a range that may be edited, unmerged."""
    data = writer().write(checklist(LINE, QUARTERLY))
    text = parts(data)["xl/worksheets/sheet1.xml"]
    protection = re.search("<sheetProtection [^>]*>", text)
    assert protection
    assert 'sort="0"' in protection[0]
    assert 'autoFilter="0"' in protection[0]
    assert 'selectLockedCells="1"' in protection[0], "what cannot be selected cannot be typed over"
    assert '<protectedRange sqref="A5:P9" name="rows"/>' in text
    assert max(area.max_row for area in opened(data)[NAME].merged_cells.ranges) == 3
    named = re.search("_FilterDatabase[^>]*>([^<]*)<", parts(data)["xl/workbook.xml"])
    assert named
    assert named[1] == "任务清单!$A$4:$P$9"


def test_who_has_filled_in_a_shared_list_is_asked() -> None:
    shared = Checklist(Audience.GROUP, "clinics", "各诊所", (), (LINE,))
    sheet = opened(writer().write(shared))[NAME]
    said = [[sheet[place].value for place in places] for places in (("A2", "D2"), ("H2", "L2"))]
    assert said == [["共用清单：各诊所", "填报单位"], ["填报人", "电话"]]
    assert [sheet[place].value for place in ("H3", "L3")] == ["审核人", "填报日期"]
    assert not any(sheet[cell].protection.locked for cell, _ in HEAD_CELLS)
    own = opened(writer().write(checklist(LINE)))[NAME]
    assert (own["A2"].value, own["D2"].value or "") == ("填报单位：县医院", "")


def said_by(one: Checklist) -> dict[str, str]:
    return {
        "format": "2",
        "series": "drug-control",
        "year": "2022",
        "audience": "单位",
        "id": "county-hospital",
        "name": one.name,
        "revision": one.revision,
    }


def test_identities_are_hidden() -> None:
    one = checklist(LINE)
    book = opened(writer().write(one))
    assert book[HIDDEN].sheet_state == "hidden"
    said = {key.value: value.value for key, value in book[HIDDEN].iter_rows()}
    assert said == {**said_by(one), "due": ""}
    properties = {each.name: each.value for each in book.custom_doc_props.props}
    assert properties == {f"plangen-{key}": value for key, value in said_by(one).items()}
    assert book[NAME].column_dimensions["P"].hidden
    assert book.properties.created == datetime(2022, 3, 7)


def test_line_ends_are_the_same_where_text_files_have_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Windows ends the lines of what XlsxWriter writes with \\r\\n."""
    expected = write_assignments("任务分解表", COVER, ())

    def as_on_windows(file: Any, mode: str = "r", **more: Any) -> Any:
        text = "b" not in mode and mode != "r"
        return Path(file).open(mode, **more | ({"newline": "\r\n"} if text else {}))

    monkeypatch.setattr("xlsxwriter.xmlwriter.open", as_on_windows, raising=False)
    assert write_assignments("任务分解表", COVER, ()) == expected


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(1)", "1e5", "{=1}"])
def test_no_text_becomes_a_formula(text: str) -> None:
    data = writer().write(checklist(replace(LINE, text=text, people=text), name=text))
    sheet = opened(data)[NAME]
    assert "<f>" not in parts(data)["xl/worksheets/sheet1.xml"]
    for cell in (sheet["B5"], sheet["F5"]):
        assert (cell.value, cell.data_type) == (text, "inlineStr") or cell.value == text


def test_a_text_that_no_cell_holds_is_cut() -> None:
    sheet = opened(writer().write(checklist(replace(LINE, text="字" * 40_000))))[NAME]
    assert len(sheet["B5"].value) == 32_767
    assert sheet.row_dimensions[5].height == 408


def digested(line: ChecklistLine) -> ChecklistLine:
    line = replace(line, periods=tuple(f"2022-{place}" for place, _ in enumerate(line.due)))
    said = replace(line, shared=False)
    return replace(line, digest=blake2b(repr(said).encode(), digest_size=8).digest())


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n"), max_size=60
) | st.sampled_from(["", " 前后 ", "_x0041_", "<&>\"'", "@@last@@", "\n", "=1+1", "第一行\n第二行"])
days = st.dates(date(2022, 1, 1), date(2023, 12, 31))
lines_ = st.builds(
    ChecklistLine,
    task=st.from_regex(r"[a-z]{1,8}(\.[0-9])?", fullmatch=True),
    text=texts,
    basis=texts,
    deadline=texts,
    people=texts,
    evidence=texts,
    due=st.lists(days, max_size=14, unique=True).map(lambda found: tuple(sorted(found))),
    shared=st.booleans(),
).map(digested)
names = st.text(st.characters(categories=("Lo", "Lu", "Sm", "Po")), min_size=1, max_size=20)


def assert_as_written(found: bytes, said: Cover, one: Checklist) -> None:
    """Hold a cast file against what XlsxWriter writes for the same checklist, part by part."""
    rows = [each for line in one.lines for each in rows_of(line)]
    whom = whom_of(one)
    cells = [row(each, number) for number, each in enumerate(rows, 1)]
    cast, wanted = parts(found), parts(checklist_sheet(said, whom, cells, Style()))
    assert sorted(cast) == sorted(wanted)
    for part, text in wanted.items():
        assert as_cast(cast[part]) == as_cast(text), part


def as_cast(part: str) -> str:
    """XlsxWriter says H5 where the cast file says H5:H5, and leaves out a text that is empty."""
    part = part.replace(' t="inlineStr"><is><t></t></is></c>', "/>")
    return re.sub(r'"([A-Z]5)"', r'"\1:\1"', part)


@settings(max_examples=60)
@given(st.lists(lines_, min_size=1, max_size=6), names)
@example([LINE], "县医院")
@example([LINE, digested(replace(LINE, due=()))], "县医院")
@example([LINE], "县级以上生态环境保护综合行政执法机构" * 2)
def test_a_cast_file_is_what_xlsxwriter_writes(lines: list[ChecklistLine], name: str) -> None:
    one = checklist(*lines, name=name)
    assert_as_written(writer().write(one), COVER, one)


def test_no_text_of_the_cover_is_taken_for_a_range() -> None:
    said = replace(
        COVER, title="A4:P6 <任务> & 清单", basis='《甲:B6》"$A$4:$P$6"' * 9, issuer="x:A6"
    )
    for one in (checklist(LINE, LINE, LINE), checklist(LINE)):
        assert_as_written(XlsxChecklists(said).write(one), said, one)


@years
def test_the_same_plan_gives_the_same_bytes(year: int) -> None:
    said, lists = real(year)
    first, again = XlsxChecklists(said), XlsxChecklists(said)
    files = [first.write(one) for one in lists]
    assert [again.write(one) for one in reversed(lists)] == files[::-1]


INLINE = "inline-string cell"
"""Not the schema's: Excel reads texts in their cells and moves them when it saves."""


def faults(data: bytes) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        found = map(str, OpenXmlValidator().validate(file.name).errors)
        return [fault for fault in found if INLINE not in fault]


@years
def test_the_schema_is_kept(year: int) -> None:
    said, lists = real(year)
    longest = max(lists, key=lambda one: len(one.lines))
    assert faults(XlsxChecklists(said).write(longest)) == []
    assert faults(XlsxChecklists(said).write(checklist(LINE))) == []


# --- the index and the assignment table

ENTRIES = (
    IndexEntry(
        "单位",
        "a",
        "县医院",
        "县卫健局",
        "张三",
        "0955-1",
        3,
        "新增",
        ("单位/a 1.docx", "单位/a.xlsx"),
        "新增1项：演练",
    ),
    IndexEntry("科室", "b", "办公室", "", "", "", 0, "已撤销"),
)


def index_sheet(*entries: IndexEntry) -> Any:
    return opened(write_index("任务清单目录", entries, len(entries), date(2022, 3, 7)))["目录"]


def test_the_index() -> None:
    sheet = index_sheet(*ENTRIES)
    assert [cell.value for cell in sheet[2]] == [column.title for column in INDEX_COLUMNS]
    assert [cell.value for cell in sheet[3]][:9] == [
        *(1, "单位", "a", "县医院", "县卫健局", "张三", "0955-1", 3, "新增")
    ]
    assert sheet["K3"].value == '=HYPERLINK("单位/a 1.docx","a 1.docx、.xlsx")'
    assert sheet["J3"].value == "新增1项：演练"
    assert sheet["K4"].value is None
    assert sheet.auto_filter.ref == "A2:K4"
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$2:$2"
    assert len(sheet.conditional_formatting) == 1


@pytest.mark.parametrize("total", [1, 2, 700])
def test_an_index_of_any_length(total: int) -> None:
    """The same bytes every time, the schema kept, a look for every row."""
    entries = [replace(ENTRIES[place % 2], id=str(place)) for place in range(total)]
    data = write_index("目录", iter(entries), total, date(2022, 3, 7))
    assert data == write_index("目录", entries, total, date(2022, 3, 7))
    assert faults(data) == []
    sheet = opened(data)["目录"]
    assert [sheet.cell(row, 3).value for row in range(3, total + 3)] == [x.id for x in entries]
    assert sheet.auto_filter.ref == f"A2:K{total + 2}"
    assert [str(area.sqref) for area in sheet.conditional_formatting] == [f"A3:I{total + 2}"]


def test_an_index_of_nothing() -> None:
    assert index_sheet().max_row == 2


@pytest.mark.parametrize("name", ["a#1.docx", "50%.docx", "长" * 256])
def test_a_path_that_no_formula_holds_is_a_text(name: str) -> None:
    entry = replace(ENTRIES[0], files=(f"单位/{name}", "单位/a.xlsx"))
    assert index_sheet(entry)["K3"].value == f"{name}、.xlsx"


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=40)
paths = words.filter(lambda text: "/" not in text).map(lambda text: f"单位/甲{text}")
entries_ = st.builds(
    IndexEntry,
    *(words, words, words, words, words, words, st.integers(0, 99)),
    st.sampled_from(["新增", "未变", "已撤销"]),
    st.lists(paths.map(lambda path: f"{path}.docx"), max_size=3).map(tuple),
    words,
)


@settings(max_examples=60)
@given(st.lists(entries_, min_size=1, max_size=4))
def test_a_cast_index_is_what_xlsxwriter_writes(entries: list[IndexEntry]) -> None:
    from plangen.writers.xlsx import index

    def slot(one: IndexEntry) -> str:
        return "文件" * bool(one.files)

    said = [
        (
            no,
            *(getattr(one, name) for name in index._TEXTS),
            one.tasks,
            one.change,
            one.said,
            slot(one),
        )
        for no, one in enumerate(entries, 1)
    ]
    cast = parts(write_index("目录", entries, len(entries), date(2022, 3, 7)))
    wanted = parts(index._sheet("目录", said, date(2022, 3, 7), Style()))
    for part in wanted:
        assert without_files(cast[part]) == without_files(wanted[part]), part


def without_files(part: str) -> str:
    """What the file's cell says, and how high it makes its row, is for other tests."""
    part = re.sub(r' ht="[0-9]+"', "", part)
    return re.sub(r'(<c r="K[0-9]+" s="[0-9]+").*?(?=</row>)', r"\1", part)


@years
def test_the_assignment_table(year: int) -> None:
    plan = read((ROOT / f"plans/{year}.yaml").read_bytes(), f"{year}.yaml").plan
    assert plan is not None
    rows = task_rows(plan, Workdays())
    data = write_assignments("任务分解表", cover(plan), rows)
    sheet = opened(data)["任务分解表"]
    columns, bodies = filled_columns(rows)
    assert [cell.value for cell in sheet[3]] == [*columns, "到期日"]
    found = [[cell.value for cell in cells] for cells in sheet.iter_rows(4)]
    assert [cells[1:-1] for cells in found] == [list(body[1:]) for body in bodies]
    assert [cells[0] for cells in found] == list(range(1, len(rows) + 1))
    assert all(value not in (None, "") for cells in found for value in cells)
    timing = columns.index("完成时限")
    assert [cells[timing] for cells in found] == [one.timing or "/" for one in rows]
    assert data == write_assignments("任务分解表", cover(plan), rows)
    assert faults(data) == []


def test_xlsxwriter_is_loaded_only_to_write() -> None:
    code = (
        "import plangen.writers.xlsx.checklist, plangen.writers.xlsx.index, sys;"
        "sys.exit('xlsxwriter' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# --- what LibreOffice gives back

MACRO = """Sub Fill
  Dim hide(0) As New com.sun.star.beans.PropertyValue
  hide(0).Name = "Hidden" : hide(0).Value = True
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hide())
  If {edited} Then
    sheet = book.Sheets.getByName("任务清单")
    sheet.getCellRangeByName("H5").setString("已完成")
    sheet.getCellRangeByName("I5").setValue(DateSerial(2022, 6, 1))
    sheet.getCellRangeByName("L5").setString("已经做完")
    sheet.getCellRangeByName("L6").setString(CStr(sheet.isProtected()))
  End If
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = "{kind}"
  book.storeToURL("{target}", how())
  book.close(True)
End Sub
"""
EXCEL, CALC = "Calc MS Excel 2007 XML", "calc8"


def resave(folder: Path, source: Path, edited: bool, target: Path, kind: str) -> None:
    """Open a file in LibreOffice, fill in its first row if asked, save it as another."""
    basic = folder / "profile/user/basic/Standard"
    macro = MACRO.format(source=source.as_uri(), edited=edited, target=target.as_uri(), kind=kind)
    (basic / "Edit.xba").write_text(MODULE.format(escape(macro)), "utf-8")
    (basic / "script.xlb").write_text(LIBRARY, "utf-8")
    office(folder, "macro:///Standard.Edit.Fill")


@pytest.fixture(scope="module")
def returned() -> dict[str, bytes]:
    """A checklist filled in and saved by LibreOffice, at once and by way of its own format."""
    needs_office()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = ("sent.xlsx", "back.xlsx", "back.ods", "again.xlsx")
        sent, back, calc, again = (folder / each for each in names)
        sent.write_bytes(writer().write(RETURNED))
        office(folder, "--terminate_after_init")
        resave(folder, sent, True, back, EXCEL)
        resave(folder, sent, True, calc, CALC)
        resave(folder, calc, False, again, EXCEL)
        return {"xlsx": back.read_bytes(), "ods": again.read_bytes()}


RETURNED = checklist(replace(QUARTERLY, digest=b"1"), replace(LINE, task="other"))


@pytest.mark.parametrize("way", ["xlsx", "ods"])
def test_what_libreoffice_saves_can_be_read(way: str, returned: dict[str, bytes]) -> None:
    book = opened(returned[way])
    sheet = book[NAME]
    assert [sheet[place].value for place in ("H5", "L5")] == ["已完成", "已经做完"]
    assert sheet["I5"].value == datetime(2022, 6, 1)
    assert sheet["L6"].value == "True", "LibreOffice does not see that the sheet is protected"
    assert book[HIDDEN].sheet_state == "hidden"
    said = {str(key.value): str(value.value) for key, value in book[HIDDEN].iter_rows(max_col=2)}
    assert said == {**said_by(RETURNED), "due": "None"}
    assert {each.name for each in book.custom_doc_props.props} >= {"plangen-id", "plangen-revision"}
    found = [sheet.cell(number, len(COLUMNS)).value for number in range(FIRST + 1, FIRST + 6)]
    assert found == [f"publicity.2@2022Q{quarter}" for quarter in range(1, 5)] + ["other"]
    assert sheet.column_dimensions["P"].hidden
    assert sheet.protection.sheet
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert str(rules["list"].sqref) == "H5:H9"
    assert "date" in rules
    assert not sheet["H5"].protection.locked
    assert sheet["B5"].protection.locked
    assert sheet.auto_filter.ref == "A4:P9"


def test_no_part_waits_for_the_garbage_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever samples the stack, such as a profiler's thread, keeps what a frame holds alive."""
    kept: list[object] = []
    copy = shutil.copyfileobj

    def watched(source: Any, target: Any, *more: int) -> None:
        kept.append((source, target))
        copy(source, target, *more)

    whom = Whom(*map(str, range(len(fields(Whom)))))
    plain = checklist_sheet(COVER, whom, [], Style())
    monkeypatch.setattr(shutil, "copyfileobj", watched)
    assert checklist_sheet(COVER, whom, [], Style()) == plain
    assert kept
