"""Lists as clerks write them: empty ones, and names for many that hold a 、 of their own."""

from pathlib import Path

from support.program import run

PLAN = """\
series: hall
year: 2026
title: 某市2026年校园安全工作方案
issuer: 某市教育局
issue: {form: plan}
defaults: {deadline: 全年}
annexes: []
fields: []
register:
  departments: []
  units: [{id: all, name: 市属学校, also: [各中小学、幼儿园, 学校], tags: []}]
sections:
  - title: 任务
    measures:
      - id: a
        text: 各中小学、幼儿园开展演练。
        responsible: {units: [各中小学、幼儿园]}
        tasks: []
        targets: []
"""


def test_an_empty_list_is_as_one_not_written(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, "utf-8")
    assert run("check", path).out == "检查了 1 个文件，没有发现问题。\n"
    written = run("tasks", path, "--format", "json").out
    kept = [line for line in PLAN.splitlines(keepends=True) if not line.endswith("[]\n")]
    path.write_text("".join(kept), "utf-8")
    assert run("tasks", path, "--format", "json").out == written


def test_a_name_for_many_needs_no_quotes(tmp_path: Path) -> None:
    """Two names run together are still told apart."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("[各中小学、幼儿园, 学校]", "[市一中、市二中]"), "utf-8")
    done = run("check", path)
    assert "改成英文逗号：[市一中, 市二中]" in done.out
    assert done.code == 1


def test_a_lead_named_again_by_an_alias_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    who = "{lead_unit: all, units: [各中小学、幼儿园]}"
    path.write_text(PLAN.replace("{units: [各中小学、幼儿园]}", who), "utf-8")
    assert "[lead-named-twice]" in run("check", path).out
    path.write_text(
        PLAN.replace("{units: [各中小学、幼儿园]}", "{lead_unit: all, units: [all]}"), "utf-8"
    )
    assert "[lead-named-twice]" not in run("check", path).out
