"""plangen diff, as a clerk meets it, and the column 较上年 of the checklists."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from openxml_audit import OpenXmlValidator
from support.program import ROOT, run
from support.repositories import Sandbox

from plangen.rules.manual import BASE

NO_THEME = "relationships/theme' is missing"
"""The SDK's constraint; the standard asks for no theme."""
EXPECTED = ROOT / "tests/expected/diff"
OLD, NEW = ROOT / "plans/2018.yaml", ROOT / "plans/2022.yaml"
EDITS = {
    "at_least: 85, unit": "at_least: 90, unit",
    "维持率85%以上": "维持率90%以上",
    "person: 张国升": "person: 李建国",
    "deadline: 年底前": "deadline: 11月底前",
    "以切实维护": "以维护",
    "扩大监测哨点，逐步": "增加监测哨点，逐步",
    "对中宁县禁毒工作开展结对帮扶，重点帮扶": "继续重点帮扶",
    "printed_on: 2018-04-26": "printed_on: 2018-05-07",
    "      - id: paired-support\n": """\
      - id: green-channel
        text: 建立吸毒人员就医绿色通道。
        responsible: {department: medical-affairs, units: [psychiatric-hospital]}
        deadline: 9月底前

      - id: paired-support
""",
}


@pytest.fixture
def revised(tmp_path: Path) -> Path:
    """The plan of 2018 with a few things changed, one goal added and one measure struck out."""
    text = OLD.read_text("utf-8")
    for before, after in EDITS.items():
        assert before in text
        text = text.replace(before, after)
    struck = text[text.index("          - id: hiv-testing-treatment") :]
    text = text.replace(struck[: struck.index("          - id: syringe-management")], "")
    path = tmp_path / "revised.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("kind", ["terminal", "json", "md"])
@pytest.mark.parametrize("which", ["years", "revision"])
def test_reports(kind: str, which: str, revised: Path, golden: Callable[[str, Path], None]) -> None:
    code, out, err = run("diff", OLD, NEW if which == "years" else revised, "--format", kind)
    assert (code, err) == (1, "")
    golden(out, EXPECTED / f"{which}.{'txt' if kind == 'terminal' else kind}")


def test_what_a_revision_changed_is_seen_at_once(revised: Path) -> None:
    lines = run("diff", OLD, revised).out.splitlines()
    assert lines[1] == "新增 1 项、删除 1 项、调整 3 项（另有 17 项未变）"
    for said in (
        "新增 二（七） 建立吸毒人员就医绿色通道。",
        "    指标 美沙酮维持治疗维持率：≥85% → ≥90%（提高）",
        "    正文：…沙酮药物维持治疗点维持率[-85-]{+90+}%以上。",
        "    任务“完成2018年上级要求的治疗任务，提高…”时限：年底前 → 11月底前（提前）",
        "    公共卫生科责任人：张国升 → 李建国",
        "    印发日期：2018年4月26日 → 2018年5月7日",
    ):
        assert said in lines, said


def test_plans_without_an_id_in_common_pair_by_meaning(tmp_path: Path) -> None:
    text = NEW.read_text("utf-8").replace("series: drug-control", "series: other")
    ids = re.findall(r"^ {6,}- id: (\S+)$", text, re.MULTILINE)
    renamed = re.sub(rf"\b({'|'.join(ids)})(?=\n|[],])", r"their-\1", text)
    (other := tmp_path / "other.yaml").write_text(renamed, "utf-8")
    lines = run("diff", OLD, other).out.splitlines()
    assert lines[1] == "新增 6 项、删除 4 项、调整 17 项"
    assert "调整 二（二）2 健全处方管理制度（原三（二）2）" in lines
    (unsure,) = (line for line in lines if line.startswith("调整 四3"))
    assert re.search(r"（原四（三）；存疑：请核对，相似度 \d+%）$", unsure)


def test_no_change(tmp_path: Path) -> None:
    other = tmp_path / "plan.yaml"
    text = (
        OLD.read_text("utf-8")
        .replace("\n\n", "\n\n# 说明\n\n")
        .replace("{id: cdc, ", "{id:  cdc, ")
    )
    other.write_text(text, "utf-8")
    code, out, err = run("diff", OLD, other)
    assert (code, err) == (0, "")
    assert out.splitlines()[1:] == ["21 项都没有变化"]
    assert run("diff", OLD, other, "--format", "docx", "-o", tmp_path / "o.docx").code == 0


def test_only_a_page_element_changed(tmp_path: Path) -> None:
    other = tmp_path / "plan.yaml"
    other.write_text(OLD.read_text("utf-8").replace("2018-04-26", "2018-04-27"), "utf-8")
    code, out, _ = run("diff", OLD, other)
    assert code == 1
    assert out.splitlines()[1:] == [
        "21 项都没有变化，变的是别处",
        "",
        "版面和引言",
        "    印发日期：2018年4月26日 → 2018年4月27日",
    ]


def test_colours_say_what_the_signs_say(revised: Path) -> None:
    plain = run("diff", OLD, revised).out
    coloured = run("diff", OLD, revised, "--color", "always").out
    assert "\x1b" not in plain
    assert "\x1b[32m\x1b[4m90" in coloured
    assert "\x1b[31m\x1b[9m85" in coloured
    bare = re.sub(r"\x1b\[[0-9]+m", "", coloured)
    assert bare == re.sub(r"\[-(.*?)-\]|\{\+(.*?)\+\}", r"\1\2", plain)


@pytest.mark.parametrize("no_colour", [False, True])
def test_a_terminal_has_colours_unless_told(revised: Path, no_colour: bool) -> None:
    master, slave = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    environment |= {"NO_COLOR": "1"} if no_colour else {}
    command = [sys.executable, "-m", "plangen", "diff", str(OLD), str(revised)]
    with subprocess.Popen(command, stdout=slave, env=environment, cwd=ROOT) as process:
        os.close(slave)
        shown = b""
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:  # the terminal is closed
                break
            if not chunk:
                break
            shown += chunk
    os.close(master)
    assert process.returncode == 1
    assert (b"\x1b[" in shown) is not no_colour


def test_who_is_affected(revised: Path) -> None:
    out = run("diff", OLD, revised, "--by", "responsible").out
    whole = run("diff", OLD, revised).out
    parts = dict(re.findall(r"【(.+?)】\n((?:.+\n)+)", out))
    assert "建立吸毒人员就医绿色通道" in parts["单位：精神病医院"]
    assert "维持率" not in parts["单位：精神病医院"]
    assert "≥85% → ≥90%（提高）" in parts["单位：市疾病预防控制中心"]
    assert "建立吸毒人员就医绿色通道" in parts["科室：医政医改科"]
    assert "建立吸毒人员就医绿色通道" in parts["责任领导：尹鹏睿"]
    assert out.splitlines()[:2] == whole.splitlines()[:2]
    record = json.loads(run("diff", OLD, revised, "--by", "responsible", "--format", "json").out)
    told = [part.partition("：") for part in parts]  # those whom it is the same for, together
    named = {(audience, name) for audience, _, names in told for name in names.split("、")}
    assert {(who["audience"], who["name"]) for who in record["responsible"]} == named
    assert len(named) > len(parts)
    for kind in ("md", "html"):
        shown = run("diff", OLD, revised, "--by", "responsible", "--format", kind).out
        assert all(name in shown for name in parts)
    assert "<ins>二（七） </ins>" in shown


def told(tmp_path: Path, *edits: tuple[str, str], by: str = "", text: str = BASE) -> str:
    """What is said of the plain plan and the same one with edits."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(text, "utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    new.write_text(text, "utf-8")
    code, out, err = run("diff", old, new, *(["--by", by] if by else []))
    assert (code, err) == (1, "")
    return out


def test_what_only_follows_the_year_is_said_so(tmp_path: Path) -> None:
    text = BASE.replace("全区不发生", "2026年全区不发生")
    out = told(tmp_path, ("2026", "2027"), text=text).splitlines()
    assert out[0] == "《城东区2026年消防安全工作方案》 → 《城东区2027年消防安全工作方案》"
    assert out[1] == "调整 1 项，其中 1 项仅年份（另有 1 项未变）"
    assert "    正文：[-2026-]{+2027+}年全区不发生较大以上火灾…（仅年份）" in out
    assert "    方案标题：城东区[-2026-]{+2027+}年消防安全工作方案（仅年份）" in out
    assert "    印发日期：[-2026-]{+2027+}年1月15日（仅年份）" in out


def test_edits_in_two_paragraphs_stay_apart(tmp_path: Path) -> None:
    body = "text: |\n          全区不发生较大以上火灾事故。\n\n          财产损失明显下降。\n"
    text = BASE.replace("text: 全区不发生较大以上火灾事故。\n", body)
    out = told(tmp_path, ("财产损失", "人员伤亡"), text=text)
    assert "火灾事故。↵[-财产损失-]{+人员伤亡+}明显下降" in out


def test_a_page_element_that_is_no_more(tmp_path: Path) -> None:
    out = told(
        tmp_path, (", printed_by: 城东区应急管理局, printed_on: 2026-01-15", ", cc: 区教育局")
    )
    assert "    印发日期：2026年1月15日 → 无\n" in out
    assert "    抄送机关：无 → 区教育局\n" in out


def test_a_ceiling_is_drawn_in(tmp_path: Path) -> None:
    """A lower figure that asks more is not called raised."""
    text = BASE.replace("exactly: 0", "at_most: 3")
    target = "    指标 较大以上火灾事故：≤3起 → "
    assert target + "≤1起（收紧）" in told(tmp_path, ("at_most: 3", "at_most: 1"), text=text)
    assert target + "0起（收紧）" in told(tmp_path, ("at_most: 3", "exactly: 0"), text=text)
    assert target + "≤5起（放宽）" in told(tmp_path, ("at_most: 3", "at_most: 5"), text=text)


MORE = """
      - {id: drill, text: 开展消防演练。, goals: [no-fire], deadline: 9月底前}
      - {id: lesson, text: 上消防课。, goals: [no-fire]}
"""


def test_what_is_new_is_told_whole(tmp_path: Path) -> None:
    asked = "responsible: {department: safety, lead_unit: north, supporting_units: [schools]}"
    new = f"""        deadline: 每季度
      - id: drill
        text: 开展消防演练。
        goals: [no-fire]
        {asked}
        targets: [{{name: 演练, at_least: 2, unit: 次}}]
        evidence: 照片
        tasks:
          - {{do: 制定演练计划, deadline: 3月底前}}
          - {{do: 组织演练, evidence: 照片}}
"""
    out = told(tmp_path, ("        deadline: 每季度\n", new))
    assert (
        """新增 二（二） 开展消防演练。
    责任：安全科，北街消防站牵头，区教育局配合
    时限：全年
    指标：演练≥2次
    佐证材料：照片
    任务“制定演练计划”：时限：3月底前
"""
        in out
    )


def test_what_all_items_of_a_part_have_is_told_once(tmp_path: Path) -> None:
    defaults = "    defaults: {responsible: {department: safety}}\n    measures:\n"
    text = BASE.replace("    measures:\n", defaults) + MORE.lstrip("\n")
    third = ("{department: office, lead_unit", "{department: safety, lead_unit")
    text = text.replace(*third)
    out = told(tmp_path, ("{department: safety}}", "{department: office}}"), third[::-1], text=text)
    assert out.splitlines()[1] == "调整 3 项（另有 1 项未变）"
    assert out.count("责任科室") == 1
    assert "调整 二、主要措施\n    各项责任科室：安全科 → 办公室\n" in out
    apart = told(tmp_path, ("{department: safety}}", "{department: office}}"), text=text)
    assert apart.count("    责任科室：安全科 → 办公室") == 2


def test_a_unit_is_told_what_it_takes_on_and_gives_up(tmp_path: Path) -> None:
    """All of it, as it is new for them; others are not told of their own names."""
    edits = [
        ("    - {id: schools,", "    - {id: east, name: 东街消防站}\n    - {id: schools,"),
        ("units: [north, south]}", "units: [north, east]}"),
        ("每季度检查一次", "每月检查一次"),
    ]
    out = told(tmp_path, *edits, by="responsible")
    parts = dict(re.findall(r"【(.+?)】\n((?:.+\n)+)", out))
    east, south = parts["单位：东街消防站"], parts["单位：南街消防站"]
    assert "新承担 二（一） 加强检查\n    各消防站每月检查一次" in east
    assert "[-" not in east
    assert "    时限：每季度\n" in east
    assert "不再承担 二（一） 加强检查" in south
    assert "新增责任单位" not in out
    assert "各消防站增加成员：东街消防站" in out
    assert "各消防站减少成员：南街消防站" in out


def test_a_new_person_and_who_has_a_part_are_told(tmp_path: Path) -> None:
    plan = ROOT / "tests/comparison/every-key.yaml"
    edits = (("person: 王一", "person: 王三"), ("guiding_units: [c]", "guiding_units: [b]"))
    out = told(tmp_path, *edits, text=plan.read_text("utf-8"), by="responsible")
    parts = dict(re.findall(r"【(.+?)】\n((?:.+\n)+)", out))
    assert [*parts] == ["单位：乙所、丙所", "责任人：王三", "责任人：王一"]
    assert "指导单位：丙所 → 乙所" in parts["单位：乙所、丙所"]
    assert "新承担 一（一）" in parts["责任人：王三"]
    assert "食品科、法规科，甲所、乙所牵头，乙所指导" in parts["责任人：王三"]
    assert "不再承担 一（一）" in parts["责任人：王一"]


def test_json_says_both_sides(revised: Path) -> None:
    record = json.loads(run("diff", OLD, revised, "--format", "json").out)
    assert record["summary"] == {"added": 1, "removed": 1, "adjusted": 3, "kept": 17}
    items = [each for each in record["entries"] if (each["new"] or each["old"])["id"]]
    assert len(items) == sum(record["summary"].values())
    retention = next(
        each for each in items if each["new"] and each["new"]["id"] == "methadone-retention"
    )
    assert (retention["old"]["place"], retention["new"]["place"]) == ("二（八）", "二（九）")
    target = next(each for each in retention["changes"] if each["kind"] == "target")
    assert (target["label"], target["direction"]) == ("美沙酮维持治疗维持率", "raised")
    assert "85" in target["before"]
    assert "90" in target["after"]


class Page(HTMLParser):
    """Which tags a page has, that all are closed, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: dict[str, str | None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= dict(attributes)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_one_whole_file(tmp_path: Path, revised: Path) -> None:
    text = revised.read_text("utf-8").replace("就医绿色通道", "就医<b>&绿色通道")
    revised.write_text(text, "utf-8")
    assert run("diff", OLD, revised, "-o", tmp_path / "o.HTML").code == 1
    shown = (tmp_path / "o.HTML").read_text("utf-8")
    page = Page(shown)
    assert not page.open
    assert page.attributes["lang"] == "zh-CN"
    assert not {"src", "href"} & set(page.attributes)
    assert "就医&lt;b&gt;&amp;绿色通道" in shown
    assert "<del>85</del>" in shown
    assert "<ins>90</ins>" in shown


def cells(path: Path) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells]
        for table in docx.Document(str(path)).tables
        for row in table.rows
    ]


def test_docx_is_the_paper_that_offices_circulate(
    tmp_path: Path, revised: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run("diff", OLD, revised, "--format", "docx")
    path = Path("build/2018/卫生计生系统2018年禁毒工作实施方案对照表.docx")
    assert (code, out, err) == (1, "", f"已生成 {path}\n")
    opened = docx.Document(str(path))
    title, summary, *_ = opened.paragraphs
    assert title.text == "《卫生计生系统2018年禁毒工作实施方案》对照表"
    assert "新增 1 项、删除 1 项、调整 3 项（另有 17 项未变）。" in summary.text
    assert opened.sections[0].page_width > opened.sections[0].page_height
    rows = cells(path)
    assert rows[0] == ["修改前", "修改后", "变化"]
    assert ["二、工作目标", "二、工作目标", ""] in rows
    asked = "新增\n责任：医政医改科，精神病医院\n时限：9月底前"
    assert ["—", "（七）建立吸毒人员就医绿色通道。", asked] in rows
    assert ["公共卫生科责任人", "张国升", "李建国"] in rows
    assert not any(
        "新精神活性物质" in cell or "指导精神病医院" in cell for row in rows for cell in row
    )
    runs = opened.element.body.xpath(".//w:r")
    marked = {
        mark: "".join(run.text for run in runs if run.xpath(f"w:rPr/w:{mark}"))
        for mark in ("strike", "u", "b")
    }
    assert "85" in marked["strike"]
    assert "90" in marked["u"]
    assert marked["u"] == marked["b"]
    assert "90" not in marked["strike"]
    assert run("inspect", path).code == 0
    assert not any("豁免" in cell for row in rows for cell in row)
    faults = map(str, OpenXmlValidator().validate(str(path)).errors)
    assert [fault for fault in faults if NO_THEME not in fault] == []


def test_last_year_and_this_year_head_the_columns(tmp_path: Path) -> None:
    text = OLD.read_text("utf-8")
    later = tmp_path / "2019.yaml"
    later.write_text(text.replace("year: 2018", "year: 2019").replace("2018年", "2019年"), "utf-8")
    run("diff", OLD, later, "-o", tmp_path / "o.docx")
    assert cells(tmp_path / "o.docx")[0] == ["上年度", "本年度", "变化"]
    run("diff", OLD, NEW, "-o", tmp_path / "o.docx")
    assert cells(tmp_path / "o.docx")[0] == ["2018年", "2022年", "变化"]


@pytest.mark.parametrize("kind", ["json", "html", "docx"])
def test_the_same_bytes_twice(kind: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run("diff", OLD, NEW, "--format", kind, "-o", tmp_path / name).code == 1
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_redline_tracks_the_changes(
    tmp_path: Path, revised: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("diff", OLD, revised, "--redline").code == 1
    path = tmp_path / "build/2018/卫生计生系统2018年禁毒工作实施方案（修订）.docx"
    body = ZipFile(BytesIO(path.read_bytes())).read("word/document.xml").decode()
    assert "<w:ins " in body
    assert "<w:delText" in body
    code, _, err = run("diff", OLD, revised, "--redline", "--format", "html")
    assert code == 2
    assert "--redline" in err


def test_one_file_is_compared_with_its_last_commit(
    tmp_path: Path, revised: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = Sandbox(tmp_path / "repository", monkeypatch)
    sandbox.commit("plan", {"plan.yaml": OLD.read_bytes()})
    plan = Path("plan.yaml")
    assert run("diff", "plan.yaml").code == 0
    plan.write_bytes(revised.read_bytes())
    assert run("diff", "plan.yaml").out == run("diff", OLD, revised).out
    assert run("diff", "HEAD:plan.yaml", "plan.yaml").code == 1


def test_a_plan_with_errors_is_not_compared(tmp_path: Path) -> None:
    faulty = ROOT / "tests/readers/faults/duplicate-id.yaml"
    for sides in ((OLD, faulty), (faulty, OLD)):
        code, out, err = run("diff", *sides, "-o", tmp_path / "o.docx")
        assert (code, out) == (2, "")
        assert "[duplicate-id]" in err
    assert not (tmp_path / "o.docx").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plans/2018.yaml", "plans/2032.yaml"], "plans/2032.yaml"),
        (["nowhere.yaml"], "找不到这个文件"),
        (["plans", "plans/2018.yaml"], "是一个文件夹"),
        (["plans/2018.yaml", "plans/2022.yaml", "--format", "pdf"], "--format"),
        (["plans/2018.yaml", "plans/2022.yaml", "-o", "plans/2018.yaml/o.md"], "写不了"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code, out, err = run("diff", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def checklist(folder: Path, name: str, suffix: str) -> Path:
    (path,) = folder.glob(f"*/{name}_*.{suffix}")
    return path


def revision(folder: Path, name: str) -> object:
    """What changes when that which is asked of somebody does."""
    hidden = openpyxl.load_workbook(checklist(folder, name, "xlsx"))["plangen"]
    return dict(hidden.values)["revision"]


def test_checklists_say_what_is_new(tmp_path: Path, revised: Path) -> None:
    name = "市疾病预防控制中心"
    run("checklist", revised, "-o", tmp_path / "with")
    before = revision(tmp_path / "with", name)
    code, out, _ = run("checklist", revised, "--since", OLD, "-o", tmp_path / "with")
    assert code == 0
    assert "任务未变 17" in out
    assert revision(tmp_path / "with", name) == before, "what is new since alone asks nothing new"
    rows = cells(checklist(tmp_path / "with", name, "docx"))
    place = rows[0].index("较上次")
    assert rows[0][place - 1 : place + 2] == ["佐证材料", "较上次", "完成情况"]
    notes = {row[2]: row[place] for row in rows[1:]}
    told = next(note for text, note in notes.items() if "治疗点维持率90%以上" in text)
    assert "指标由≥85%提高到≥90%" in told
    assert "" in notes.values()
    book = openpyxl.load_workbook(checklist(tmp_path / "with", name, "xlsx"))
    table = list(book.worksheets[0].iter_rows(min_row=4, values_only=True))
    assert [str(head) for head in table[0][7:11]] == ["佐证材料", "较上次", "完成情况", "完成日期"]
    assert told in [row[8] for row in table]
    assert {row[9] for row in table[1:]} == {"未开始", "不适用"}
    for suffix in ("md", "ics"):
        text = checklist(tmp_path / "with", name, suffix).read_text("utf-8")
        assert "提高到≥90%" in text.replace("\r\n ", "")
    assert "新增" in cells(checklist(tmp_path / "with", "精神病医院", "docx"))[1]


def test_checklists_of_another_bureau(tmp_path: Path) -> None:
    assert run("checklist", NEW, "--since", OLD, "-o", tmp_path).code == 0
    heads = [cells(path)[0] for path in tmp_path.glob("*/*.docx")]
    assert heads
    assert all("较2018年" in head for head in heads)


def test_checklists_since_nothing_say_nothing(tmp_path: Path, revised: Path) -> None:
    run("checklist", revised, "-o", tmp_path / "without", "--format", "docx,md")
    for path in (tmp_path / "without").glob("*/*.docx"):
        assert not [head for head in cells(path)[0] if head.startswith("较")]
    faulty = ROOT / "tests/readers/faults/duplicate-id.yaml"
    code, _, err = run("checklist", revised, "--since", faulty, "-o", tmp_path / "none")
    assert code == 2
    assert "[duplicate-id]" in err
    assert not (tmp_path / "none").exists()


def test_a_checklist_says_in_few_words_what_became_of_a_task(tmp_path: Path) -> None:
    text = BASE.replace("exactly: 0", "at_most: 3").replace(
        "各消防站每季度", "2026年各消防站每季度"
    )
    (tmp_path / "old.yaml").write_text(text, "utf-8")
    text = text.replace("2026", "2027").replace("at_most: 3", "at_most: 1")
    (tmp_path / "new.yaml").write_text(text, "utf-8")
    since = ("--since", tmp_path / "old.yaml", "--format", "md")
    assert run("checklist", tmp_path / "new.yaml", *since, "-o", tmp_path / "lists").code == 0
    said = checklist(tmp_path / "lists", "北街消防站", "md").read_text("utf-8")
    assert "较上年：指标由≤3起收紧到≤1起" in said
    assert "较上年：仅改年份" in said


def test_a_checklist_names_what_a_task_was_made_of(tmp_path: Path) -> None:
    text = (
        BASE
        + """\
      - {id: drill, title: 组织演练, text: 每季度组织灭火演练，并向社会公布演练情况和发现的问题。}
"""
    )
    (tmp_path / "old.yaml").write_text(text, "utf-8")
    text = (
        text.replace("，并向社会公布演练情况和发现的问题", "")
        + """\
      - id: report
        text: 向社会公布演练情况和发现的问题。
        responsible: {units: [stations]}
"""
    )
    (tmp_path / "new.yaml").write_text(text, "utf-8")
    since = ("--since", tmp_path / "old.yaml", "--format", "md")
    assert run("checklist", tmp_path / "new.yaml", *since, "-o", tmp_path / "lists").code == 0
    said = checklist(tmp_path / "lists", "北街消防站", "md").read_text("utf-8")
    assert "较上次：由上次“组织演练”拆出" in said


def test_another_alias_is_another_print_and_no_other_duty(tmp_path: Path) -> None:
    plan = (
        "{series: hall, year: 2026, title: 某市2026年大厅方案, issuer: 某局, issue: {form: plan},\n"
        "defaults: {deadline: 全年, print_responsible: inline},\n"
        "register: {units: [{id: n, name: 北街政务大厅, also: [北街大厅]}]},\n"
        "sections: [{title: 任务,\n"
        "measures: [{id: a, text: 改造窗口。, responsible: {units: [北街大厅]}}]}]}\n"
    )
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(plan, "utf-8")
    new.write_text(plan.replace("units: [北街大厅]}}", "units: [n]}}"), "utf-8")
    out = run("diff", old, new).out
    assert "责任单位的写法" in out
    assert "北街大厅" in out
    assert "北街" not in run("diff", old, new, "--by", "responsible").out
