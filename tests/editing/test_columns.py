"""Columns of tables, of tables of tasks and of the bureau's own: what belongs to them follows."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.editing.columns import ColumnEdit
from plangen.editing.session import EditSession
from plangen.findings.finding import CannotGoOn

PLAN = """series: study
year: 2026
title: 某局2026年学习工作方案
issuer: 某局
issue: {form: plan}
fields:
  - {name: 任务来源, choices: [会议议定, 领导批示]}  # 每年都问
  - {name: 分值, type: number}
register:
  units: [{id: station, name: 工作站}]
sections:
  - title: 工作措施
    measures:
      - id: lessons
        text: 每季度办一次讲座。
        responsible: {units: [station]}
        deadline: 每季度末
        fields:
          任务来源: 会议议定  # 第3次
          分值: "5"
annexes:
  - title: 任务分解表
    tasks:
      columns:
        - 工作任务
        - {column: 任务来源, width: 4字}
      merge: [任务来源]
      group_by: 任务来源
  - title: 名额分配表
    table:
      columns:
        - {name: 序号, width: 4字}
        - {name: 单位}  # 按名册
        - {name: 名额}
      rows:
        # 先报的
        - ["1", 工作站, "3"]
        - ["2", {text: 其余, columns: 2}]
        - [{text: 合计, rows: 2}, 上半年, "3"]
        - [下半年, "4"]
  - title: 说明
    text: 名额不得转让。
"""
TABLE = "annexes/1"


@pytest.fixture
def session(tmp_path: Path) -> EditSession:
    path = tmp_path / "2026.yaml"
    path.write_text(PLAN, "utf-8")
    return EditSession(path)


def table(session: EditSession) -> tuple[list[str], list[list[Any]]]:
    """The names of the columns, and the rows; the plan has no errors."""
    assert session.is_current, [str(found.finding) for found in session.findings()]
    assert session.plan
    held = session.plan.annexes[1].table
    assert held
    rows = []
    for row in held.rows:
        rows.append([(str(cell.text), cell.rows, cell.columns) for cell in row])
    return [str(column.name) for column in held.columns], rows


def short(rows: list[list[Any]]) -> list[str]:
    """Rows in words: 其余*2 reaches over two columns, 合计/2 over two rows."""
    said = []
    for row in rows:
        cells = []
        for text, down, across in row:
            cells.append(
                f"{text}{f'/{down}' if down > 1 else ''}{f'*{across}' if across > 1 else ''}"
            )
        said.append(" ".join(cells))
    return said


@pytest.mark.parametrize(
    ("edit", "names", "rows"),
    [
        (
            ColumnEdit("add", 3, values={"name": "备注"}),
            ["序号", "单位", "名额", "备注"],
            ["1 工作站 3 ", "2 其余*2 ", "合计/2 上半年 3 ", "下半年 4 "],
        ),
        (
            ColumnEdit("add", 2, values={"name": "性质"}),
            ["序号", "单位", "性质", "名额"],
            ["1 工作站  3", "2 其余*3", "合计/2 上半年  3", "下半年  4"],
        ),
        (
            ColumnEdit("delete", 1),
            ["序号", "名额"],
            ["1 3", "2 其余", "合计/2 3", "4"],
        ),
        (
            ColumnEdit("delete", 0),
            ["单位", "名额"],
            ["工作站 3", "其余*2", "上半年 3", "下半年 4"],
        ),
        (
            ColumnEdit("change", 2, values={"name": "人数", "width": "2"}),
            ["序号", "单位", "人数"],
            ["1 工作站 3", "2 其余*2", "合计/2 上半年 3", "下半年 4"],
        ),
    ],
)
def test_the_cells_of_a_table_follow_its_columns(
    session: EditSession, edit: ColumnEdit, names: list[str], rows: list[str]
) -> None:
    session.edit_columns(TABLE, "table.columns", edit)
    assert (table(session)[0], short(table(session)[1])) == (names, rows)
    kept = ["# 先报的", "# 每年都问", "# 第3次"]
    assert all(comment in session.text for comment in kept)
    assert ("# 按名册" in session.text) == (edit.do != "delete" or edit.at != 1)
    session.undo()
    assert session.text == PLAN


def test_a_column_is_moved_unless_a_wide_cell_is_in_the_way(session: EditSession) -> None:
    with pytest.raises(CannotGoOn, match="跨列的格"):
        session.edit_columns(TABLE, "table.columns", ColumnEdit("move", 1, 2))
    assert session.text == PLAN
    session.replace_text(PLAN.replace("{text: 其余, columns: 2}]", '其余, "1"]'))
    session.edit_columns(TABLE, "table.columns", ColumnEdit("move", 0, 2))
    names, rows = table(session)
    assert names == ["单位", "名额", "序号"]
    assert short(rows) == ["工作站 3 1", "其余 1 2", "上半年 3 合计/2", "下半年 4"]
    assert "# 按名册" in session.text


def test_a_row_that_does_not_fill_its_columns_is_mended_first(session: EditSession) -> None:
    session.replace_text(PLAN.replace('["1", 工作站, "3"]', '["1", 工作站]'))
    with pytest.raises(CannotGoOn, match="第 1 行"):
        session.edit_columns(TABLE, "table.columns", ColumnEdit("add", 0))


def test_the_last_column_of_a_table_stays(session: EditSession) -> None:
    session.edit_columns(TABLE, "table.columns", ColumnEdit("delete", 1))
    session.edit_columns(TABLE, "table.columns", ColumnEdit("delete", 0))
    with pytest.raises(CannotGoOn, match="至少要留一列"):
        session.edit_columns(TABLE, "table.columns", ColumnEdit("delete", 0))


def test_an_annex_without_a_table_gets_one_with_its_first_column(session: EditSession) -> None:
    session.edit_columns("annexes/2", "table.columns", ColumnEdit("add", 0, values={"name": "甲"}))
    assert session.plan
    held = session.plan.annexes[2].table
    assert held
    assert len(held.rows) == len(held.columns) == 1


def test_a_column_of_ones_own_is_renamed_wherever_it_is_used(session: EditSession) -> None:
    edit = ColumnEdit("change", 0, values={"name": "来源", "choices": ["会议议定"]})
    session.edit_columns("plan", "fields", edit)
    assert session.is_current
    text = session.text
    assert "来源: 会议议定" in text
    assert "# 第3次" in text
    assert "{column: 来源, width: 4字}" in text
    assert "merge: [来源]" in text
    assert "group_by: 来源" in text
    assert "任务来源" not in text


def test_a_column_of_ones_own_is_taken_out_of_all_that_uses_it(session: EditSession) -> None:
    made = session.edit_columns("plan", "fields", ColumnEdit("delete", 0))
    assert session.is_current
    assert "任务来源" not in session.text
    assert "1 处写的“任务来源”一并删去了" in "".join(made.told)
    assert '分值: "5"' in session.text
    session.edit_columns("plan", "fields", ColumnEdit("delete", 0))
    assert "fields:" not in session.text
    session.edit_columns("plan", "fields", ColumnEdit("add", 0, values={"name": "要点"}))
    assert "fields:\n  - {name: 要点}\n" in session.text


def test_columns_of_ones_own_have_names_of_their_own(session: EditSession) -> None:
    for do, at in (("add", 2), ("change", 1)):
        with pytest.raises(CannotGoOn, match="已经有"):
            session.edit_columns("plan", "fields", ColumnEdit(do, at, values={"name": "任务来源"}))
        with pytest.raises(CannotGoOn, match="要有名称"):
            session.edit_columns("plan", "fields", ColumnEdit(do, at, values={"name": " "}))


def test_a_table_of_tasks_is_made_of_other_columns(session: EditSession) -> None:
    def edit(*said: Any, **values: str) -> None:
        session.edit_columns("annexes/0", "tasks.columns", ColumnEdit(*said, values=values))

    edit("add", 0, column="序号")
    edit("change", 1, column="工作任务", name="主要内容")
    edit("move", 2, 1)
    assert session.is_current
    assert session.plan
    held = session.plan.annexes[0].tasks
    assert held
    columns = [(str(column.column), column.name and str(column.name)) for column in held.columns]
    assert columns == [("序号", None), ("任务来源", None), ("工作任务", "主要内容")]
    choices = next(f for f in session.fields("annexes/0") if f.name == "tasks.columns")
    picks = [choice.value for choice in choices.columns[0].choices]
    assert {"序号", "牵头单位", "分值"} <= {*picks}


def test_boxes_are_named_as_the_columns_are(session: EditSession) -> None:
    (row,) = session.fields(f"{TABLE}/table/rows/0")
    assert [column.title for column in row.columns] == ["序号", "单位", "名额"]
    (wide,) = session.fields(f"{TABLE}/table/rows/1")
    assert wide.columns == ()
    own = next(field for field in session.fields("@lessons") if field.name == "fields")
    assert [column.name for column in own.columns] == ["任务来源", "分值"]
    assert [choice.value for choice in own.columns[0].choices] == ["会议议定", "领导批示"]


EDITS = st.builds(
    ColumnEdit,
    st.sampled_from(["add", "move", "delete", "change"]),
    st.integers(0, 3),
    st.integers(0, 3),
    st.fixed_dictionaries({"name": st.sampled_from(["甲", "乙", ""])}),
)


@given(st.lists(EDITS, max_size=6))
def test_whatever_is_done_the_rows_fill_the_columns(tmp_path_factory: Any, edits: Any) -> None:
    path = tmp_path_factory.mktemp("plan") / "2026.yaml"
    path.write_text(PLAN, "utf-8")
    session = EditSession(path)
    for edit in edits:
        before = session.text
        try:
            session.edit_columns(TABLE, "table.columns", edit)
        except CannotGoOn:
            assert session.text == before
        assert session.is_current
    while session.can_undo:
        session.undo()
    assert session.text == PLAN
