"""plangen checklist, as a clerk meets it."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
import yaml
from support.program import ROOT, run
from support.registers import tree

FORMATS = ("docx", "xlsx", "ics", "md")
PLANS = [ROOT / "plans/2018.yaml", ROOT / "plans/2022.yaml"]
SMALL = """\
series: s
year: 2026
title: 某市2026年工作方案
issuer: 某市卫生健康局
issue: {form: plan}
register:
  departments: [{id: office, name: 办公室, person: 张三, lead_official: 李四}]
  units:
    - {id: a, name: 甲院, also: [甲医院], contact: 王五, phone: '010'}
    - {id: b, name: 乙院}
    - {id: c, name: 丙院}
  groups:
    - {id: both, name: 甲乙两院, units: [a, b]}
    - {id: open, name: 各诊所}
sections:
  - title: 工作措施
    measures:
      - {id: one, text: 甲院自己的事。, responsible: {units: [a]}, deadline: 6月底前}
      - {id: two, text: 两院都办的事。, responsible: {department: office, units: [both]}}
      - {id: three, text: 丙院的事。, responsible: {units: [c, open]}, deadline: 年底前}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "2026.yaml"
    path.write_text(SMALL, "utf-8")
    return path


def index(folder: Path) -> dict[str, str]:
    """Who is in the index, and what is said to have changed."""
    sheet = openpyxl.load_workbook(folder / "index.xlsx").active
    assert sheet is not None
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(number for number, row in enumerate(rows) if "变化" in row)
    name, change = rows[head].index("名称"), rows[head].index("变化")
    return {str(row[name]): str(row[change]) for row in rows[head + 1 :] if row[name]}


def stamps(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != ".plangen" and path.name != "index.xlsx"
    }


def rewritten(folder: Path, before: dict[str, int]) -> set[str]:
    after = stamps(folder)
    return {Path(name).name.partition("_")[0] for name in after if after[name] != before.get(name)}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_everybody_named_gets_a_set_of_files(path: Path, tmp_path: Path) -> None:
    code, out, err = run("checklist", path, "-o", tmp_path)
    assert (code, err) == (0, "")
    raw = yaml.safe_load(path.read_text("utf-8"))
    register = {key: some for key, some in raw["register"].items() if key != "waive"}
    text = str([raw.get("defaults"), raw["sections"]])
    groups = {each["id"]: each.get("units") for each in register.get("groups", [])}
    kinds = [register.get(kind, []) for kind in ("departments", "units", "groups")]
    named = {each["id"] for kind in kinds for each in kind if _mentions(text, each)}
    while any(set(groups.get(one) or ()) - named for one in named):
        named |= {unit for one in named for unit in groups.get(one) or ()}
    wanted = {each["name"] for each in register.get("units", []) if each["id"] in named}
    wanted |= {
        each["name"] for each in register.get("groups", [])
        if each["id"] in named and each.get("units") is None
    }  # fmt: skip
    offices = [each for each in register.get("departments", []) if each["id"] in named]
    wanted |= {each["name"] for each in offices}
    got = index(tmp_path)
    assert wanted <= set(got)
    officials = {each["lead_official"] for each in offices if each.get("lead_official")}
    officials |= set(re.findall(r"'lead_official': '([^']+)'", text))
    assert set(got) - wanted <= officials
    assert set(got.values()) == {"新增"}
    assert f"（{len(got)} 份清单，新增 {len(got)}）" in out
    files = tree(tmp_path, "index.xlsx", "record.jsonl", "lines.jsonl")
    assert len(files) == 4 * len(got)
    assert {Path(name).suffix[1:] for name in files} == set(FORMATS)


def _mentions(text: str, each: dict[str, str]) -> bool:
    names = [each["id"], each["name"], *each.get("also", [])]
    return any(f"'{name}'" in text for name in names)


def test_what_a_checklist_says(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("checklist", plan, "-o", out)[0] == 0
    stem = out / "单位/甲院_某市2026年工作任务清单"
    document = docx.Document(str(stem.with_suffix(".docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[1] == "填报单位（盖章）：甲院"
    assert texts[-1].split() == [
        *("填报人：", "电话：", "审核人：", "填报日期：", "年", "月", "日")
    ]
    (table,) = document.tables
    assert [row.cells[1].text for row in table.rows] == [
        "工作任务",
        "甲院自己的事。",
        "两院都办的事。",
    ]
    assert table.rows[2].cells[4].text == "办公室\n张三"
    book = openpyxl.load_workbook(stem.with_suffix(".xlsx"))
    assert any("甲院自己的事" in str(cell) for row in book.worksheets[0].values for cell in row)
    assert "甲院自己的事" in stem.with_suffix(".md").read_text("utf-8")
    assert stem.with_suffix(".ics").read_text("utf-8").startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("某市2026年工作方案", "某市2026年工作任务清单"),
        ("某市2026年重点任务", "某市2026年重点任务清单"),
        ("某市2026年促进消费的若干措施", "《某市2026年促进消费的若干措施》任务清单"),
        ("某市2026年促进消费若干意见", "《某市2026年促进消费若干意见》任务清单"),
    ],
)
def test_what_a_checklist_is_called(plan: Path, tmp_path: Path, title: str, named: str) -> None:
    plan.write_text(SMALL.replace("某市2026年工作方案", title), "utf-8")
    run("checklist", plan, "-o", tmp_path / "out", "--format", "docx")
    (found,) = (tmp_path / "out/单位").glob("甲院*.docx")
    assert docx.Document(str(found)).paragraphs[0].text == named


def test_an_open_group_shares_a_checklist(plan: Path, tmp_path: Path) -> None:
    code, out, _ = run("checklist", plan, "-o", tmp_path / "out", "--format", "md")
    assert code == 0
    assert out.splitlines()[:4] == [
        f"{plan}:14:24: 建议 [open-group] “各诊所”没有列出成员，只生成一份共用的任务清单",
        "  14 |     - {id: open, name: 各诊所}",
        "     |                        ^^^^^^",
        "  改法：在名册里列出 units 或 where，就一家一份",
    ]
    assert (tmp_path / "out/单位组/各诊所_某市2026年工作任务清单.md").is_file()


def test_a_second_run_writes_nothing(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("checklist", plan, "-o", out)
    before, files = stamps(out), tree(out)
    assert run("checklist", plan, "-o", out).out.endswith(f"已生成 {out}（6 份清单，未变 6）\n")
    assert rewritten(out, before) == set()
    run("checklist", plan, "-o", tmp_path / "other")
    assert tree(tmp_path / "other") == files


def test_only_what_changes_is_sent_again(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("checklist", plan, "-o", out)
    before = stamps(out)
    text = SMALL.replace("丙院的事。", "丙院的新任务。").replace(", open]", "]")
    text = text.replace("- {id: c, name: 丙院}", "- {id: c, name: 丙院}\n    - {id: d, name: 丁院}")
    plan.write_text(text.replace("units: [c]", "units: [c, d]"), "utf-8")
    code, said, _ = run("checklist", plan, "-o", out)
    assert code == 0
    assert said == f"已生成 {out}（6 份清单，新增 1，有变化 1，未变 4，已撤销 1）\n"
    assert rewritten(out, before) == {"丙院", "丁院"}
    assert index(out) == {
        "甲院": "未变",
        "乙院": "未变",
        "丙院": "有变化",
        "丁院": "新增",
        "办公室": "未变",
        "李四": "未变",
        "各诊所": "已撤销",
    }
    assert not (out / "单位组").exists()
    run("checklist", plan, "-o", out)
    assert "各诊所" not in index(out)


def test_a_file_that_somebody_has_edited_is_kept(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("checklist", plan, "-o", out)
    edited = out / "单位/丙院_某市2026年工作任务清单.xlsx"
    stray = out / "单位组/各诊所_某市2026年工作任务清单.md"
    for path in (edited, stray):
        path.write_bytes(b"filled in")
    plan.write_text(SMALL.replace("丙院的事。", "丙院的新任务。").replace(", open]", "]"), "utf-8")
    code, said, _ = run("checklist", plan, "-o", out)
    assert code == 1
    assert f"{edited}：被人改过，没有覆盖；移走它，或加 --overwrite\n" in said
    assert f"{stray}：这份清单已撤销，但文件被人改过，没有删除；看过再删\n" in said
    assert edited.read_bytes() == stray.read_bytes() == b"filled in"
    assert index(out)["丙院"] == "有变化，未覆盖"
    assert run("checklist", plan, "-o", out).code == 1
    assert run("checklist", plan, "-o", out, "--overwrite").code == 0
    assert ZipFile(BytesIO(edited.read_bytes())).testzip() is None
    assert run("checklist", plan, "-o", out) == (0, f"已生成 {out}（5 份清单，未变 5）\n", "")


def test_some_units_and_formats(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("checklist", plan, "-o", out, "--unit", "甲医院", "--format", "md").code == 0
    assert set(index(out)) == {"甲院"}
    run("checklist", plan, "-o", out)
    assert index(out)["甲院"] == "未变"
    whole = stamps(out)
    plan.write_text(SMALL.replace("的事。", "的大事。"), "utf-8")
    code, said, _ = run("checklist", plan, "-o", out, "--group", "甲乙两院", "--format", "MD, docx")
    assert (code, said) == (0, f"已生成 {out}（2 份清单，有变化 2）\n")
    assert rewritten(out, whole) == {"甲院", "乙院"}
    assert index(out) == {
        "甲院": "有变化",
        "乙院": "有变化",
        "丙院": "本次未选",
        "办公室": "本次未选",
        "李四": "本次未选",
        "各诊所": "本次未选",
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--unit", "甲医园"], "是不是想写“甲医院”"),
        (["--format", "pdf"], "--format 不对：只能写 docx、xlsx、ics、md，用英文逗号隔开"),
        (["--scheduler", "nonsense://x"], "连不上调度器 nonsense://x"),
        (["-o", "nosuch://x"], "写不到 nosuch://x"),
    ],
)
def test_what_cannot_be_done_is_said(
    plan: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(plan.parent)
    code, _, err = run("checklist", plan, *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_a_unit_without_tasks(plan: Path, tmp_path: Path) -> None:
    plan.write_text(SMALL.replace("units: [c, open]", "units: [open]"), "utf-8")
    code, _, err = run("checklist", plan, "-o", tmp_path / "out", "--unit", "丙院")
    assert (code, err) == (2, "错误：选中的单位在这份方案里没有任务，没有清单可以生成\n")


def test_a_plan_with_errors_makes_nothing(tmp_path: Path) -> None:
    faulty = ROOT / "tests/readers/faults/duplicate-id.yaml"
    code, out, _ = run("checklist", faulty, "-o", tmp_path / "out")
    assert code == 1
    assert "[duplicate-id]" in out
    assert not (tmp_path / "out").exists()


def test_where_it_goes_unless_told(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("checklist", plan, "--format", "ics")
    assert (tmp_path / "build/2026/某市2026年工作任务清单/index.xlsx").is_file()


def test_build_makes_checklists_too(plan: Path, tmp_path: Path) -> None:
    code, said, _ = run("build", plan, "-o", tmp_path / "out")
    folder = tmp_path / "out/2026/某市2026年工作任务清单"
    assert code == 0
    assert f"{plan} → {folder}（6 份清单，新增 6）\n" in said
    assert set(index(folder)) == {"甲院", "乙院", "丙院", "各诊所", "办公室", "李四"}
