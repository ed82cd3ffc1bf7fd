"""`plangen import`: a notice becomes a plan that prints it again, character for character."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.program import ROOT, run

from plangen.docx_file.stream import StreamParagraph, StreamTable
from plangen.importing.accounting import account
from plangen.importing.sources.source import read_source
from plangen.typography import blankless

TEXTS = Path(__file__).parent / "texts"
GOLDEN = Path(__file__).parent / "plans"
NAMES = sorted(path.stem for path in TEXTS.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_a_text_becomes_this_plan(
    name: str, tmp_path: Path, golden: Callable[[str, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run("import", str(TEXTS / f"{name}.txt"), "-o", "plans/plan.yaml")
    assert (code, err) == (0, "")
    golden(Path("plans/plan.yaml").read_text("utf-8"), GOLDEN / f"{name}.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_the_notice_laid_out_again_says_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = TEXTS / f"{name}.txt"
    run("import", str(source), "-o", "plans/plan.yaml")
    assert run("notice", "plans/plan.yaml", "-o", "notice.docx")[0] == 0
    difference = account(read_source(source).blocks, read_source(Path("notice.docx")).blocks)
    assert difference.missing == DIFFERS.get(name, ((), ()))[0]
    assert difference.added == DIFFERS.get(name, ((), ()))[1]


DIFFERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "带附件": (("、",), ()),  # the layout parts the names of a roster
    "连续编号": ((), ("某某区人民政府办公室关于印发《某某区河湖清洁行动方案》的通知",)),
}


@pytest.mark.parametrize(
    "path", [*sorted(ROOT.glob("plans/*.yaml")), *sorted(ROOT.glob("examples/*.yaml"))]
)
def test_our_own_notices_come_back_whole(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is printed of a plan, read without the plan, prints the same again."""
    monkeypatch.chdir(tmp_path)
    assert run("notice", str(path), "-o", "first.docx")[0] == 0
    code, out, err = run("import", "first.docx", "-o", "plans/plan.yaml")
    assert (code, err) == (0, "")
    assert "一个字不差" in out
    assert run("notice", "plans/plan.yaml", "-o", "second.docx")[0] == 0
    assert _printed("second.docx") == _printed("first.docx")


def _printed(docx: str) -> list[tuple[str, str]]:
    """The paragraphs and cells of a notice: each one's style, which tells its level, and text."""
    printed = []
    signed = ""
    for block in read_source(Path(docx)).blocks:
        for one in [block] if isinstance(block, StreamParagraph) else _in_cells(block):
            text = blankless(one.shown)
            if one.style == "发文机关署名":  # names side by side are parted between lines
                signed += text
            else:
                printed.append((re.sub("^.号(?=表)", "", one.style), text))
    return [*printed, ("发文机关署名", "".join(sorted(signed)))]


def _in_cells(table: StreamTable) -> list[StreamParagraph]:
    cells = [cell for row in table.rows for cell in row]
    return [one for cell in cells for one in cell.content if isinstance(one, StreamParagraph)]


def test_brackets_are_tasks_of_those_whom_they_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("import", str(TEXTS / "若干措施.txt"), "-o", "plans/plan.yaml")
    tasks = json.loads(run("tasks", "plans/plan.yaml", "--format", "json")[1])
    who = {}
    for task in tasks:
        for unit in task["units"]:
            who.setdefault(task["text"], {}).setdefault(task["role"], []).append(unit)
    assert who["对建成10年以上的菜市场逐个制定改造方案"] == {"lead": ["市市场监管局"]}
    market = who["每年改造不少于5个菜市场"]
    assert market == {"responsible": ["各县（区）人民政府"], "supporting": ["市财政局"]}
    assert "改造期间设置临时摊位，不影响居民买菜。" not in who


def test_what_is_there_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = shutil.copy(TEXTS / "若干措施.txt", "old.txt")
    before = Path(source).read_bytes()
    assert run("import", "old.txt")[0] == 0
    made = Path("plans/2025.yaml").read_bytes()
    code, _, err = run("import", "old.txt")
    assert code == 2
    assert "plans/2025.yaml 已经有了，没有改动" in err
    assert Path("plans/2025.yaml").read_bytes() == made
    assert Path(source).read_bytes() == before


def test_several_files_become_a_series_with_the_same_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (TEXTS / "若干措施.txt").read_text("utf-8")
    Path("old").mkdir()
    Path("old/1.txt").write_text(text, "utf-8")
    changed = text.replace("2025", "2026").replace("一、合理布局网点。", "一、优化网点布局。")
    Path("old/2.txt").write_text(changed, "utf-8")
    assert run("import", "old")[0] == 0
    code, out, _ = run("diff", "plans/2025.yaml", "plans/2026.yaml", "--format", "json")
    assert code == 1
    assert '"change": "added"' not in out
    first, second = (
        Path("plans/2025.yaml").read_text("utf-8"),
        Path("plans/2026.yaml").read_text("utf-8"),
    )
    assert "id: hlbjwd\n" in first
    assert "id: hlbjwd\n" in second


def test_units_of_a_register_are_taken_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    Path("plans/单位.csv").write_text(
        "名称,简称\n市商务局,\n市财政局,\n市市场监督管理局,市市场监管局\n", "utf-8"
    )
    code, _, err = run("import", str(TEXTS / "若干措施.txt"), "--register", "plans/单位.csv")
    assert (code, err) == (0, "")
    plan = Path("plans/2025.yaml").read_text("utf-8")
    assert "from: 单位.csv" in plan
    assert "市商务局}" not in plan
    assert "name: 市自然资源和规划局" in plan
    assert run("check", "plans/2025.yaml")[0] == 0


def test_several_files_do_not_go_into_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = [str(TEXTS / f"{name}.txt") for name in NAMES[:2]]
    code, _, err = run("import", *names, "-o", "plan.yaml")
    assert code == 2
    assert "几个文件各成一份方案" in err
    assert list(tmp_path.iterdir()) == []


def test_one_file_that_cannot_be_read_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old").mkdir()
    Path("old/1.docx").write_bytes(b"PK\x03\x04")
    shutil.copy(TEXTS / "若干措施.txt", "old/2.txt")
    code, _, err = run("import", "old")
    assert code == 2
    assert err.startswith("错误：old/1.docx：")
    assert Path("plans/2025.yaml").exists()


def test_figures_become_targets_and_sentences_tasks_where_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [
        "2026年某某市河湖清洁行动方案",
        "一、主要任务",
        "（一）巡查河道。市水务局要每月巡查一次；全市河道保洁率达到95%以上。去年保洁率为91%。",
        "（二）培训队伍。力争全年培训不少于300人次。",
    ]
    Path("a.txt").write_text("\n".join(lines), "utf-8")
    assert run("import", "a.txt", "-o", "plain.yaml")[0] == 0
    plain = Path("plain.yaml").read_text("utf-8")
    assert 'targets: [{name: 全市河道保洁率, at_least: 95, unit: "%"}]' in plain
    assert "at_least: 300, unit: 人次, aspirational: true" in plain
    assert "tasks:" not in plain
    assert run("import", "a.txt", "--tasks", "-o", "proposed.yaml")[0] == 0
    proposed = Path("proposed.yaml").read_text("utf-8")
    assert "do: 市水务局要每月巡查一次；" in proposed
    assert "待定：这几件任务是照句子里的" in proposed
    assert "name: 市水务局" in proposed
