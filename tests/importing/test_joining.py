"""`plangen import 分解表 --into 方案`: what a plan lacks is filled in, what differs is asked."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from plangen.cli import import_
from plangen.workspace import read_plan
from tests.support.program import run

PLAN = """\
# 手工写的方案
format: 2
series: street
year: 2026
title: 2026年街面整治工作方案
issuer: 某市城管局
issue: {form: plan}
register:
  units:
    - {id: cg, name: 市城管局}   # 本局
defaults: {deadline: 全年}
sections:
  - title: 重点任务
    items:
      - kind: measure
        id: stalls
        title: 整治摊点
        text: 逐街登记摊点，划定摊区。
      - {kind: measure, id: roads, title: 修补路面, text: 补好坑洼的路面。, deadline: 9月底前}
      - kind: measure
        id: trees
        title: 栽植行道树
        tasks:
          - do: 栽种法桐两百株
            deadline: 4月底前   # 已经定了
          - do: 修剪老树
"""
TABLE = """\
<table>
<tr><td>序号</td><td>工作任务</td><td>具体措施</td><td>责任单位</td><td>完成时限</td><td>佐证材料</td>
<td>分值</td></tr>
<tr><td>1</td><td>整治摊点</td><td>逐街登记摊点，划定摊区</td><td>市城管局、市公安局</td><td>6月底前</td>
<td>登记表</td><td>5</td></tr>
<tr><td>2</td><td>修补路面</td><td>补好坑洼的路面</td><td>市住建局</td><td>10月底前</td><td></td>
<td>10</td></tr>
<tr><td>3</td><td rowspan="2">栽植行道树</td><td>栽种法桐两百株。</td><td>市园林局</td>
<td>4月底前</td><td></td><td>5</td></tr>
<tr><td>4</td><td>设置树牌一百块</td><td>市园林局</td><td>5月底前</td><td></td><td>5</td></tr>
<tr><td>5</td><td>清洗公交站</td><td>每周冲洗站台</td><td>市交通局</td><td>全年</td><td></td><td>2</td></tr>
</table>
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A plan, and a table that knows more than it."""
    plan, source = tmp_path / "2026.yaml", tmp_path / "分解表.html"
    plan.write_text(PLAN, "utf-8")
    source.write_text(TABLE, "utf-8")
    return plan, source


def test_what_the_plan_lacks_is_filled_in(files: tuple[Path, Path]) -> None:
    plan, source = files
    outcome = run("import", source, "--into", plan, "--yes")
    assert outcome.code == 1, outcome.err  # a row has no place
    after = read_plan(plan).plan
    assert after is not None
    stalls, roads, trees = after.items()
    assert [unit.name for unit in stalls.responsible.units] == ["市城管局", "市公安局"]
    assert stalls.deadline is not None
    assert stalls.deadline.text == "6月底前"
    assert stalls.evidence == "登记表"
    assert dict(stalls.fields) == {"分值": "5"}
    assert dict(roads.fields) == {"分值": "10"}
    assert [task.do for task in trees.tasks] == ["栽种法桐两百株", "修剪老树", "设置树牌一百块"]
    assert [unit.name for unit in trees.tasks[0].responsible.units] == ["市园林局"]
    assert not trees.tasks[1].responsible


def test_what_differs_is_asked_and_nothing_is_rewritten(files: tuple[Path, Path]) -> None:
    plan, source = files
    run("import", source, "--into", plan, "--yes")
    text = plan.read_text("utf-8")
    kept = [line for line in PLAN.splitlines() if "修补路面" not in line]
    assert [line for line in text.splitlines() if line in kept] == kept
    assert "deadline: 9月底前" in text
    questions = [str(question) for question in read_plan(plan).plan.questions]  # type: ignore[union-attr]
    assert questions == [
        "待定：分解表的完成时限是“10月底前”，和这里不同；核对",
        "待定：分解表里有、方案里没有的任务，放在了这一条下面；核对",
    ]


def test_rows_without_a_place_are_listed(files: tuple[Path, Path]) -> None:
    plan, source = files
    outcome = run("import", source, "--into", plan, "--yes")
    assert "共 5 行：3 行和" in outcome.out
    assert "没有对上的 1 行，没有放进去：" in outcome.out
    assert "清洗公交站 每周冲洗站台 市交通局" in outcome.out
    assert "市交通局" not in plan.read_text("utf-8")


def test_taking_it_in_again_changes_nothing(files: tuple[Path, Path]) -> None:
    plan, source = files
    run("import", source, "--into", plan, "--yes")
    before = plan.read_text("utf-8")
    outcome = run("import", source, "--into", plan, "--yes")
    assert plan.read_text("utf-8") == before
    assert "填 0 处" in outcome.out


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False), ("", False)])
def test_the_difference_is_shown_and_asked_about(
    files: tuple[Path, Path], answer: str, written: bool
) -> None:
    plan, source = files
    outcome = CliRunner().invoke(
        import_.import_plan, [str(source), "--into", str(plan)], input=answer
    )
    assert "+        deadline: 6月底前" in outcome.output
    assert (plan.read_text("utf-8") != PLAN) is written


def test_a_source_without_a_task_table_is_refused(files: tuple[Path, Path]) -> None:
    plan, source = files
    source.write_text("<p>街面整治总结</p><p>去年整治街面十条。</p>", "utf-8")
    outcome = run("import", source, "--into", plan, "--yes")
    assert outcome.code == 2
    assert "没有认出任务表" in outcome.err
    assert plan.read_text("utf-8") == PLAN


def test_a_faulty_plan_is_left_alone(files: tuple[Path, Path]) -> None:
    plan, source = files
    plan.write_text(PLAN.replace("year: 2026", "year: 今年"), "utf-8")
    outcome = run("import", source, "--into", plan, "--yes")
    assert outcome.code == 1
    assert "year" in outcome.out + outcome.err
    assert "今年" in plan.read_text("utf-8")


def test_one_table_at_a_time(files: tuple[Path, Path]) -> None:
    plan, source = files
    outcome = run("import", source, source, "--into", plan)
    assert outcome.code == 2
    assert "一次填一个文件" in outcome.err
