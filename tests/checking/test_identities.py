"""Ids that a plan lacks: `check --fix` writes them, and nothing else of the plan changes."""

from pathlib import Path

from support.program import run

from plangen.checking.identities import with_identities
from plangen.readers.plan_file import read

PLAN = """\
format: 2
series: fire-safety
year: 2026
title: 城东区2026年消防安全工作方案
issuer: 城东区应急管理局
issue: {form: plan}
defaults: {deadline: 全年}
register:
  units: [{id: north, name: 北街消防站}, {id: south, name: 南街消防站}]
sections:
  - title: 主要措施
    items:
      - kind: text
        text: 消防安全关系千家万户。
      - kind: measure
        title: 加强检查
        sentences:
          - 检查要全覆盖。
          - {text: 每季度检查商场。, responsible: （北街消防站牵头）, deadline: 每季度}
        tasks:
          - do: 制定方案
            responsible: {units: [south]}
          - {do: 制定方案, responsible: {units: [north]}}
"""


def test_ids_are_written_where_they_lack() -> None:
    text = with_identities(PLAN, "plan.yaml")
    assert "- id: jqjc\n        kind: measure" in text
    assert "{id: mjdjcsc, text: 每季度检查商场。" in text
    assert "- id: zdfa\n            do: 制定方案" in text
    assert "{id: zdfa-2, do: 制定方案" in text
    assert with_identities(text, "plan.yaml") == text
    before, after = (read(each.encode(), "plan.yaml").plan for each in (PLAN, text))
    assert before is not None
    assert after is not None
    (item, same) = (next(plan.items()) for plan in (before, after))
    assert [task.do for task in same.tasks] == [task.do for task in item.tasks]
    assert same.clause == item.clause


def test_check_fix_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "2026.yaml"
    path.write_text(PLAN, "utf-8")
    run("check", path, "--fix")
    assert path.read_text("utf-8") == with_identities(PLAN, "x")
    old = PLAN.removeprefix("format: 2\n")
    path.write_text(old, "utf-8")
    run("check", path, "--fix")
    assert path.read_text("utf-8") == old, "a plan of the first format is left as it is"
