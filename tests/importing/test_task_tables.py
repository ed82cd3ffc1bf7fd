"""Task tables become tasks; the plan's own table prints the source's again, cell by cell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.assignments import as_json
from plangen.docx_file.stream import StreamTable
from plangen.importing.heads import HeadMeaning, meaning_of
from plangen.importing.tables import task_grid
from plangen.tasks import task_rows
from plangen.workdays import OFFICIAL
from plangen.workspace import read_plan
from tests.support.program import run
from tests.support.task_tables import (
    Wide,
    import_blocks,
    placed,
    printed_tables,
    table,
)

STREETS = table(
    ["序号", "重点任务", "具体措施", "牵头单位", "配合单位", "完成时限", "分值"],
    ["1", Wide("整治摊点", rows=2), "摸清底数。", "市城管局", "市财政局、各街道", "3月底前", "5"],
    ["2", "划定摊区十处。", "市城管局", "市公安局", "9月底前", "10"],
    ["3", "修补路面", "补好坑洼。", "市住建局", "", "择机", "5"],
)


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("序 号", HeadMeaning.NUMBER),
        ("重点任务", HeadMeaning.MATTER),
        ("任务名称", HeadMeaning.MATTER),
        ("工作举措", HeadMeaning.DETAIL),
        ("主要内容", HeadMeaning.DETAIL),
        ("牵头\n单位", HeadMeaning.LEADS),
        ("责任部门", HeadMeaning.UNITS),
        ("配合单位（部门）", HeadMeaning.SUPPORTING),
        ("责任科室", HeadMeaning.DEPARTMENTS),
        ("配合科室", HeadMeaning.SUPPORTING_DEPARTMENTS),
        ("责任人", HeadMeaning.PERSON),
        ("分管领导", HeadMeaning.OFFICIAL),
        ("牵头领导", HeadMeaning.OFFICIAL),
        ("完成时间节点", HeadMeaning.DEADLINE),
        ("进度安排", HeadMeaning.DEADLINE),
        ("2026年目标值", HeadMeaning.TARGET),
        ("佐证材料", HeadMeaning.EVIDENCE),
        ("备注", HeadMeaning.BESIDE),
        ("任务来源", HeadMeaning.BESIDE),
        ("分值（100分）", HeadMeaning.BESIDE),
        ("评分标准", HeadMeaning.BESIDE),
        ("责任单位/责任人", HeadMeaning.UNITS),
        ("联系人", HeadMeaning.OWN),
        ("考核部门", HeadMeaning.OWN),
        ("形象进度", HeadMeaning.OWN),
        ("报送时间", HeadMeaning.OWN),
        ("市级牵头部门", HeadMeaning.LEADS),
        ("责任股室", HeadMeaning.DEPARTMENTS),
        ("计划完成时间", HeadMeaning.DEADLINE),
        ("完成时间及进度", HeadMeaning.DEADLINE),
        ("牵头负责部门", HeadMeaning.LEADS),
        ("承担单位", HeadMeaning.UNITS),
        ("牵头单位及配合单位", HeadMeaning.UNITS),
        ("责任单位和责任人", HeadMeaning.UNITS),
        ("工作任务及内容", HeadMeaning.MATTER),
        ("工作要点", HeadMeaning.MATTER),
        ("要求", HeadMeaning.DETAIL),
    ],
)
def test_heads_tell_what_stands_under_them(head: str, meaning: HeadMeaning) -> None:
    assert meaning_of(head) is meaning


def test_a_table_alone_becomes_a_plan() -> None:
    made = import_blocks("2026年街面整治任务分解表", STREETS)
    plan = made.file.plan
    assert plan is not None
    rows = task_rows(plan, OFFICIAL)
    assert [(row.heading, row.text) for row in rows] == [
        ("整治摊点", "摸清底数。"),
        ("整治摊点", "划定摊区十处。"),
        ("修补路面", "补好坑洼。"),
    ]
    first = rows[0].responsible
    assert [unit.name for unit in first.leads] == ["市城管局"]
    assert [unit.name for unit in first.supporting_units] == ["市财政局", "各街道"]
    assert [group.name for group in plan.register.groups] == ["各街道"]
    assert [str(row.deadline.text) for row in rows if row.deadline] == [
        "3月底前",
        "9月底前",
        "择机",
    ]
    assert [(field.name, field.type) for field in plan.fields] == [("分值", "number")]
    assert rows[1].fields == {"分值": "10"}
    assert made.account is not None
    assert made.account.is_equal
    assert [placed(each) for each in printed_tables(made)] == [placed(STREETS)]


def test_a_whole_table_of_an_office_is_read() -> None:
    """A title in the table, two layers of heads, groups, the header again, a sum and a note."""
    head = [
        [Wide("序号", 2), Wide("工作任务", 2), Wide("责任分工", columns=2), Wide("分值", 2)],
        ["牵头单位", "配合单位"],
    ]
    source = table(
        [Wide("2026年河道整治任务表", columns=5)],
        *head,
        [Wide("一、清淤", columns=5)],
        ["1", "清理西河淤泥。", "市水利局", "市财政局", "40"],
        *head,
        [Wide("二、绿化", columns=5)],
        ["2", "两岸栽柳。", "市园林局", "", "60"],
        [Wide("合计", columns=4), "100"],
        [Wide("注：分值年底核定。", columns=5)],
    )
    made = import_blocks(source)
    assert made.file.plan is not None
    assert str(made.file.plan.title) == "2026年河道整治任务表"
    assert str(made.file.plan.closing) == "注：分值年底核定。"
    assert [words.split("  ")[1] for words in made.unplaced] == ["合计 100"]
    (printed,) = printed_tables(made)
    wanted = placed(source)
    assert placed(printed) == [*wanted[1:5], *wanted[7:9]]


def test_words_that_plangen_would_print_otherwise_stay_as_they_are() -> None:
    source = table(
        ["编号", "工作任务", "责任单位", "完成时限"],
        ["A-1", "巡查水库。", "市水利局\n市应急局", "2月30日前"],
        ["A-2", "检修闸门。", "市水利局等有关单位", "6月底前"],
    )
    made = import_blocks("2026年防汛任务表", source)
    plan = made.file.plan
    assert plan is not None
    first, second = task_rows(plan, OFFICIAL)
    assert [unit.name for unit in first.responsible.units] == ["市水利局", "市应急局"]
    assert first.fields["完成时限（原文）"] == "2月30日前"
    assert second.deadline is not None
    assert [placed(each) for each in printed_tables(made)] == [placed(source)]


def test_a_figure_that_is_surely_a_target_is_one() -> None:
    source = table(
        ["指标名称", "目标值", "责任科室"],
        ["垃圾分类覆盖率", "≥95%", "环卫科"],
        ["投诉办结率", "较高", "热线科"],
    )
    made = import_blocks("2026年环卫指标任务表", source)
    assert made.file.plan is not None
    first, second = task_rows(made.file.plan, OFFICIAL)
    assert first.target == "垃圾分类覆盖率≥95%"
    assert second.target == ""
    assert [department.name for department in first.responsible.departments] == ["环卫科"]


def test_a_table_of_other_things_is_no_task_table() -> None:
    assert task_grid(table(["姓名", "性别", "年龄"], ["王一", "男", "40"])) is None
    assert task_grid(table(["工作任务"], ["清淤"])) is None


def test_several_sheets_become_sections() -> None:
    roads = table(["工作任务", "责任单位"], ["修路。", "市住建局"])
    trees = table(["工作任务", "责任单位"], ["栽树。", "市园林局"])
    made = import_blocks("2026年城建任务表", roads, "绿化部分", trees)
    assert made.file.plan is not None
    assert [str(section.title) for section in made.file.plan.sections] == ["", "绿化部分"]
    assert [placed(each) for each in printed_tables(made)] == [placed(roads), placed(trees)]


def as_workbook(path: Path) -> None:
    """Write the table of the streets as an XLSX."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 6, "2026年街面整治任务分解表")
    for number, row in enumerate(STREETS.rows, 1):
        for cell in row:
            if cell.rows > 1:
                last = number + cell.rows - 1
                sheet.merge_range(number, cell.column, last, cell.column, cell.text)
            else:
                sheet.write_string(number, cell.column, cell.text)
    book.close()


def as_document(path: Path) -> None:
    """Write it as a DOCX."""
    document = docx.Document()
    document.add_paragraph("2026年街面整治任务分解表")
    made = document.add_table(len(STREETS.rows), 7)
    for number, row in enumerate(STREETS.rows):
        for cell in row:
            target = made.cell(number, cell.column)
            if cell.rows > 1:
                target = target.merge(made.cell(number + cell.rows - 1, cell.column))
            target.text = cell.text
    document.save(str(path))


@pytest.mark.parametrize(("name", "write"), [("表.xlsx", as_workbook), ("表.docx", as_document)])
def test_workbooks_and_documents_give_the_same_plan(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / name)
    outcome = run("import", tmp_path / name, "-o", tmp_path / "2026.yaml")
    assert outcome.code == 0, outcome.err
    plan = read_plan(tmp_path / "2026.yaml").plan
    wanted = import_blocks("2026年街面整治任务分解表", STREETS).file.plan
    assert plan is not None
    assert wanted is not None
    assert as_json(task_rows(plan, OFFICIAL)) == as_json(task_rows(wanted, OFFICIAL))
    assert plan.title == "2026年街面整治任务分解表"


NOTICE = (
    "某市商务局关于印发2026年重点工作方案的通知",
    "各科室：",
    "现将《2026年重点工作方案》印发给你们，请抓好落实。",
    "附件：任务分工表",
    "某市商务局",
    "2026年3月1日",
    "2026年重点工作方案",
    "一、重点任务",
    "（一）办好集市。每月办一次农产品集市。",
    "（二）修缮菜场。全年修缮菜场两处。",
    "附件",
    "任务分工表",
)


def test_an_annex_that_repeats_the_tasks_is_made_from_them() -> None:
    annex = table(
        ["序号", "重点任务", "牵头单位", "完成时限"],
        ["1", "办好集市", "市场科", "每月底前"],
        ["2", "修缮菜场", "基建科", "11月底前"],
    )
    made = import_blocks(*NOTICE, annex)
    plan = made.file.plan
    assert plan is not None
    assert plan.annexes[0].tasks is not None
    assert plan.annexes[0].table is None
    assert [str(item.deadline.text) for item in plan.items() if item.deadline] == [
        "每月底前",
        "11月底前",
    ]
    assert [placed(each) for each in printed_tables(made)] == [placed(annex)]


def test_an_annex_whose_rows_are_parts_of_the_items_gives_them_tasks() -> None:
    annex = table(
        ["重点任务", "具体措施", "责任单位"],
        [Wide("办好集市", rows=2), "选好场地。", "市场监管局"],
        ["招好摊主。", "市商务局"],
        ["修缮菜场", "换好顶棚。", "市住建局"],
    )
    made = import_blocks(*NOTICE, annex)
    plan = made.file.plan
    assert plan is not None
    assert [len(item.tasks) for item in plan.items()] == [2, 1]
    assert [placed(each) for each in printed_tables(made)] == [placed(annex)]


@pytest.mark.parametrize(
    "row",
    [
        ["3", "另建冷库", "基建科", "12月底前"],
        ["合计", "", "", ""],
    ],
)
def test_an_annex_that_says_more_stays_as_it_is(row: list[str]) -> None:
    annex = table(
        ["序号", "重点任务", "牵头单位", "完成时限"],
        ["1", "办好集市", "市场科", "每月底前"],
        ["2", "修缮菜场", "基建科", "11月底前"],
        row,
    )
    made = import_blocks(*NOTICE, annex)
    assert made.file.plan is not None
    assert made.file.plan.annexes[0].tasks is None
    assert [placed(each) for each in printed_tables(made)] == [placed(annex)]


def test_a_literal_table_keeps_two_layers_of_heads() -> None:
    annex = table(
        [Wide("品种", 2), Wide("价格", columns=2)],
        ["上月", "本月"],
        ["白菜", "1元", "2元"],
    )
    made = import_blocks(*NOTICE, annex)
    assert [placed(each) for each in printed_tables(made)] == [placed(annex)]


def test_a_cell_that_says_the_same_as_the_one_above_stays_a_cell_of_its_own() -> None:
    annex = table(
        ["是否完成", "工作任务", "具体措施"],
        [Wide("未完成", 2), Wide("清淤", 2), "清理西河。"],
        ["清理东河。"],
        [Wide("未完成", 2), Wide("绿化", 2), "栽柳。"],
        ["种草。"],
    )
    made = import_blocks("2026年河道整治任务表", annex)
    assert [placed(each) for each in printed_tables(made)] == [placed(annex)]


def test_a_row_that_lacks_cells_is_filled() -> None:
    made = import_blocks(*NOTICE, table(["品种", "价格"], ["白菜"], ["萝卜", "1元"]))
    (printed,) = printed_tables(made)
    assert placed(printed)[1] == [(0, 1, 1, "白菜"), (1, 1, 1, "")]


# any table of tasks

BODIES = ("市商务局", "市财政局", "市教育局", "市住建局", "各区政府", "市水利局")
WORDS = ("巡查河道。", "修缮校舍。", "发放种子。", "清理垃圾。", "登记摊点。", "检修闸门。")
TIMES = ("6月底前", "9月30日前", "全年", "每季度末25日前", "择机", "2026年底")
POOL = {
    "责任单位": BODIES,
    "牵头单位": BODIES,
    "配合单位": ("市公安局", "市民政局、市财政局", "市民政局 市财政局", ""),
    "完成时限": (*TIMES, ""),
    "分值": ("5", "10", "2.5"),
    "备注": ("", "分期实施", "见（一）\n另行通知"),
    "任务来源": ("会议议定", "领导批示", ""),
    "佐证材料": ("照片", "台账、照片", ""),
    "责任人": ("王一", "李二、张三", ""),
}
GROUPS = {"类别": ("民生", "经济"), "重点任务": ("整治街面", "整治河道")}
"""Columns whose cells reach over the rows of two groups."""


@st.composite
def task_tables(draw: st.DrawFn) -> StreamTable:
    """Random task tables: columns in any order, cells over rows, heads of two layers."""
    size = draw(st.integers(1, 6))
    own = draw(st.lists(st.sampled_from(sorted(POOL)), min_size=1, max_size=6, unique=True))
    more = draw(st.lists(st.sampled_from(["序号", *GROUPS]), max_size=3, unique=True))
    heads = draw(st.permutations(["具体措施", *own, *more]))
    columns: dict[str, list[Any]] = {"序号": [str(number) for number in range(1, size + 1)]}
    columns["具体措施"] = [f"{n}号点{draw(st.sampled_from(WORDS))}" for n in range(size)]
    for head in own:
        columns[head] = [draw(st.sampled_from(POOL[head])) for _ in range(size)]
    first = draw(st.integers(1, size))
    for head, (one, other) in GROUPS.items():
        columns[head] = [Wide(one, first), *[None] * (first - 1)]
        columns[head] += [Wide(other, size - first), *[None] * (size - first)][: size - first]
    layered = heads.index(own[0]) if draw(st.booleans()) else -1
    above: list[str | Wide] = []
    below: list[str | Wide] = []
    for place, head in enumerate(heads):
        if layered < 0:
            above.append(head)
        elif place == layered:
            above.append("要求")
            below.append(head)
        else:
            above.append(Wide(head, rows=2))
    body = []
    for row in range(size):
        cells = [columns[head][row] for head in heads]
        body.append([cell for cell in cells if cell is not None])
    return table(above, *([below] if below else []), *body)


@given(task_tables())
@settings(max_examples=40, deadline=None)
def test_any_task_table_is_printed_again(source: StreamTable) -> None:
    made = import_blocks("2026年重点工作任务分解表", source)
    assert made.unplaced == ()
    assert made.file.plan is not None
    assert (made.file.plan.sections[0].table is None) == (task_grid(source) is None)
    assert [placed(each) for each in printed_tables(made)] == [placed(source)]
