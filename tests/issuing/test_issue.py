"""`plangen issue`: what was issued is kept, and what comes after is held against it."""

import subprocess
from pathlib import Path

import openpyxl
import pytest
from support.program import ROOT, run

PLAN = Path("plans/2022.yaml")
KEPT = Path("issued/2022-03-07.yaml")
SOURCE = (ROOT / PLAN).read_bytes()


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path)
    PLAN.write_bytes(SOURCE)


def change(old: str, new: str) -> None:
    text = PLAN.read_bytes().decode()
    assert old in text
    PLAN.write_bytes(text.replace(old, new).encode())


def test_a_plan_is_kept_byte_for_byte_with_papers_and_digests() -> None:
    code, out, err = run("issue", PLAN)
    assert (code, err) == (0, "")
    assert KEPT.read_bytes() == SOURCE
    papers = sorted(path.suffix for path in KEPT.with_suffix("").iterdir())
    assert papers == [".docx", ".docx", ".xlsx"]
    assert out.count("已留存") == 5
    checked = ["sha256sum", "-c", "--strict", "2022-03-07.sha256"]
    assert subprocess.run(checked, cwd="issued", check=False, capture_output=True).returncode == 0
    before = {path: path.read_bytes() for path in Path("issued").rglob("*") if path.is_file()}
    again = run("issue", PLAN)
    assert (again.code, again.out) == (0, f"{PLAN} 和最后印发的一样，没有新的要留存。\n")
    assert {path: path.read_bytes() for path in Path("issued").rglob("*.*")} == before


def test_the_register_of_that_day_is_kept() -> None:
    shown = run("checklist", PLAN, "-o", "first", "--format", "md").out
    text = PLAN.read_text("utf-8")
    head, _, units = text.partition("  units:\n")
    listed, _, rest = units.partition("  groups:")
    Path("plans/units.yaml").write_text("units:\n" + listed, "utf-8")
    PLAN.write_text(f"{head}  from: units.yaml\n  groups:{rest}", "utf-8")
    assert "9 份" in shown
    assert run("issue", PLAN).code == 0
    Path("plans/units.yaml").write_text("units:\n" + listed.replace("南侨", "北侨"), "utf-8")
    code, out, _ = run("diff", PLAN)
    assert code == 1
    assert "南侨医院" in out
    assert "北侨医院" in out
    assert run("check", KEPT).code == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sealed: false", "# 待定：盖不盖章\n  sealed: false", "待定"),
        ("signed_on: 2022-03-07", "", "成文日期"),
        ("year: 2022", "year: 2022\nyeer: 1", "yeer"),
    ],
)
def test_what_is_not_ready_is_not_issued(old: str, new: str, said: str) -> None:
    change(old, new)
    code, out, _ = run("issue", PLAN)
    assert code == 1
    assert said in out
    assert out.count("错误 [") == 1
    assert not Path("issued").exists()


def test_a_plan_without_a_day_needs_one() -> None:
    change("  signed_on: 2022-03-07\n", "")
    change("  signature: [南安市卫生健康局]\n", "")
    change("  sealed: false\n", "")
    code, _, err = run("issue", PLAN)
    assert code == 2
    assert "没有写成文日期" in err
    assert run("issue", PLAN, "--on", "2022-03-08").code == 0
    assert Path("issued/2022-03-08.yaml").is_file()


def test_a_revision_is_issued_on_a_day_of_its_own() -> None:
    run("issue", PLAN)
    change("90%以上", "92%以上")
    code, _, err = run("issue", PLAN)
    assert code == 2
    assert "--on 2026-06-20" in err
    assert run("issue", PLAN, "--on", "2022-06-20").code == 0
    change("92%以上", "93%以上")
    assert run("issue", PLAN, "--on", "2022-06-20").code == 0
    assert Path("issued/2022-06-20-2.yaml").is_file()
    assert "93" not in Path("issued/2022-06-20.yaml").read_text("utf-8")
    change("93%以上", "94%以上")
    code, out, err = run("diff", PLAN)
    assert (code, err) == (1, "和最后印发的 issued/2022-06-20-2.yaml 比\n")
    assert "[-93-]{+94+}" in out


def test_lists_say_what_is_new_since_the_plan_was_issued() -> None:
    run("issue", PLAN)
    run("checklist", PLAN, "-o", "lists", "--format", "xlsx")
    assert "较上次" not in cells_of_the_list()
    change("at_least: 90", "at_least: 92")
    change("90%以上", "92%以上")
    run("checklist", PLAN, "-o", "lists", "--format", "xlsx")
    cells = cells_of_the_list()
    assert "较上次" in cells
    assert any("90%" in cell and "92%" in cell for cell in cells)
    assert "build/2022" in run("build").out


def cells_of_the_list() -> list[str]:
    (path,) = Path("lists/单位").glob("南侨医院*.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row]


def test_next_year_begins_from_what_was_issued() -> None:
    run("issue", PLAN)
    change("90%以上", "99%以上")
    code, out, _ = run("draft", "2023")
    assert code == 0
    assert f"照最后印发的 {KEPT} 拟" in out
    assert "90%以上" in Path("plans/2023.yaml").read_text("utf-8")
    Path("plans/2023.yaml").unlink()
    run("draft", "2023", "--from", PLAN)
    assert "99%以上" in Path("plans/2023.yaml").read_text("utf-8")


def test_ids_that_were_issued_stay() -> None:
    run("issue", PLAN)
    change("methadone-retention", "methadone-kept")
    code, out, _ = run("check", PLAN)
    assert code == 1
    assert "编号“methadone-kept”印发时是“methadone-retention”" in out
    assert run("issue", PLAN, "--on", "2022-06-20").code == 1


def test_what_was_kept_can_be_verified() -> None:
    assert run("issue", "--verify").out.endswith("还没有印发过的方案。\n")
    run("issue", PLAN)
    assert run("issue", "--verify") == (0, "issued/2022-03-07.sha256：和印发时一样\n", "")
    KEPT.write_bytes(SOURCE + b"\n")
    next(KEPT.with_suffix("").glob("*.xlsx")).unlink()
    code, out, _ = run("issue", "--verify")
    assert code == 1
    assert "2022-03-07.yaml 被改过" in out
    assert "xlsx 不见了" in out


def test_plans_of_other_series_are_kept_apart() -> None:
    other = SOURCE.decode().replace("series: ", "series: other-")
    Path("plans/防汛2022.yaml").write_text(other, "utf-8")
    run("issue", PLAN)
    assert run("issue", "plans/防汛2022.yaml").code == 0
    assert Path("issued/防汛2022-03-07.yaml").is_file()
    change("90%以上", "92%以上")
    assert run("diff", PLAN).err == f"和最后印发的 {KEPT} 比\n"
