"""The columns that a workspace's settings give all its plans."""

from pathlib import Path

import pytest
from support.program import run

PLAN = """\
{series: hall, year: 2026, title: 某市2026年大厅提升方案, issuer: 某局, issue: {form: plan},
defaults: {deadline: 全年}, register: {units: [{id: north, name: 北街大厅}]},
sections: [{title: 任务, measures: [
  {id: a, text: 改造窗口。, responsible: {units: [north]}, fields: {任务来源: @value}}]}]}
"""
SOURCE = '[[fields]]\nname = "任务来源"\nchoices = ["会议议定", "领导批示"]\n'


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plans/方案.yaml"
    path.parent.mkdir()
    path.write_text(PLAN.replace("@value", "会议议定"), "utf-8")
    return path


@pytest.mark.parametrize("file", ["plangen.toml", "pyproject.toml"])
def test_a_column_of_the_workspace_is_every_plans(plan: Path, tmp_path: Path, file: str) -> None:
    assert "没有“任务来源”这个栏目" in run("check", plan).out
    text = SOURCE if file == "plangen.toml" else SOURCE.replace("[[", "[[tool.plangen.")
    (tmp_path / file).write_text(text, "utf-8")
    assert run("check", plan).code == 0
    assert "任务来源" in run("tasks", plan, "--format", "csv").out
    assert "改造窗口" in run("tasks", plan, "--where", "任务来源=会议议定", "--format", "md").out
    plan.write_text(PLAN.replace("@value", "来信"), "utf-8")
    assert "可以写：会议议定、领导批示" in run("check", plan).out


def test_the_plan_goes_before_its_workspace(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "plangen.toml").write_text(SOURCE, "utf-8")
    own = PLAN.replace("issue: {form", "fields: [{name: 任务来源}], issue: {form")
    plan.write_text(own.replace("@value", "来信"), "utf-8")
    assert run("check", plan).code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fields = 3\n", "fields 是一个个栏目；写作 [[fields]]"),
        ("[fields]\n", "fields 是一个个栏目；写作 [[fields]]"),
        ('[[fields]]\ntitle = "甲"\n', "[[fields]] 里没有“title”；可以写 name、type、choices"),
        ("[[fields]]\n", "[[fields]] 缺少栏目的名称 name"),
        ('[[fields]]\nname = "分"\ntype = "int"\n', "type 不能是 'int'；可以写 text、number、date"),
        ('[[fields]]\nname = "分"\nchoices = [1]\n', "choices 应当是一列文字"),
    ],
)
def test_what_is_no_column_is_said(plan: Path, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "plangen.toml").write_text(text, "utf-8")
    done = run("check", plan)
    assert done.code == 2
    assert message in done.err
