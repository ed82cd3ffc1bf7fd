"""What somebody has edited since it was made is never silently overwritten."""

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from support.edited_documents import WordEdit, add_behind, edit, type_over
from support.office import office
from support.program import ROOT, run
from support.rendering import needs_office

from plangen.fingerprint import PaperState, state_of

HEADING = "加强学习"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A copy of the plan of 2022."""
    (tmp_path / "plans").mkdir()
    return Path(shutil.copy(ROOT / "plans/2022.yaml", tmp_path / "plans/2022.yaml"))


@pytest.fixture
def notice(plan: Path) -> Path:
    """Its notice."""
    path = plan.parent.parent / "公文.docx"
    assert run("notice", plan, "-o", path).code == 0
    return path


def retitle(plan: Path) -> None:
    """Change the plan, so that its papers change too."""
    text = plan.read_text("utf-8").replace(f"title: {HEADING}", "title: 抓好学习", 1)
    plan.write_text(text, "utf-8")


def typed(body: Any) -> None:
    type_over(body, WordEdit(HEADING, 0, 2, "抓紧"))


def tracked(body: Any) -> None:
    type_over(body, WordEdit(HEADING, 0, 2, ""), tracked=True)


def added(body: Any) -> None:
    add_behind(body, HEADING, "再加一段。")


def test_an_untouched_notice_is_made_anew_without_a_word(plan: Path, notice: Path) -> None:
    first = notice.read_bytes()
    assert run("notice", plan, "-o", notice) == (0, f"已生成 {notice}\n", "")
    assert notice.read_bytes() == first
    retitle(plan)
    assert run("notice", plan, "-o", notice) == (0, f"已生成 {notice}\n", "")
    assert notice.read_bytes() != first


@pytest.mark.parametrize("change", [typed, tracked, added])
def test_an_edited_notice_stays(plan: Path, notice: Path, change: Any) -> None:
    edit(notice, change)
    edited = notice.read_bytes()
    outcome = run("notice", plan, "-o", notice)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        f"错误：{notice} 生成以后有人改过，没有覆盖；"
        f"要收进方案，运行 plangen import --edits {notice} --into {plan}；"
        "不要这些改动的，加 --overwrite\n"
    )
    assert notice.read_bytes() == edited
    assert run("notice", plan, "-o", notice, "--overwrite").code == 0
    assert state_of(notice.read_bytes()) is PaperState.UNTOUCHED


def test_a_remark_counts_as_an_edit(plan: Path, notice: Path) -> None:
    package = docx.Document(str(notice))
    run_of_it = next(p for p in package.paragraphs if HEADING in p.text).runs[0]
    package.add_comment(run_of_it, text="这里再斟酌", author="校对", initials="x")
    package.save(str(notice))
    assert "生成以后有人改过" in run("notice", plan, "-o", notice).err


def test_another_s_file_stays(plan: Path, tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04", (ROOT / "plans/2022.yaml").read_bytes()):
        path = tmp_path / "别的.docx"
        path.write_bytes(content)
        outcome = run("notice", plan, "-o", path)
        assert outcome.code == 2
        assert "不是 plangen 生成的，或者是旧版生成的，没有覆盖" in outcome.err
        assert path.read_bytes() == content


def test_what_says_the_same_already_may_be_made_anew(plan: Path, notice: Path) -> None:
    """Once the edits have come back, or where an older version made the file."""
    edit(notice, typed)
    assert run("import", "--edits", notice, "--into", plan, "--yes").code == 0
    assert "另存过，文字没有改" in run("notice", plan, "-o", notice).err


def test_build_keeps_the_edited_file_and_makes_the_others(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plan.parent.parent)
    assert run("build").code == 0
    (notice,) = Path("build/2022").glob("*通知.docx")
    (table,) = Path("build/2022").glob("*分解表.docx")
    sheet = table.with_suffix(".xlsx")
    edit(notice, typed)
    book = openpyxl.load_workbook(sheet)
    book.active["B6"] = "另一件事"
    book.save(sheet)
    kept = [path.read_bytes() for path in (notice, sheet)]
    before = table.read_bytes()
    text = plan.read_text("utf-8").replace("do: 加强艾滋病监测", "do: 抓好艾滋病监测")
    plan.write_text(text, "utf-8")
    outcome = run("build")
    assert outcome.code == 2
    assert outcome.err.count("生成以后有人改过，没有覆盖") == 2
    assert f"plangen import --edits {notice} --into plans/2022.yaml" in outcome.err
    assert "要留下的，先另存成别的名字" in outcome.err
    assert "生成 1 个文件" in outcome.out
    assert [path.read_bytes() for path in (notice, sheet)] == kept
    assert table.read_bytes() != before
    assert run("build", "--overwrite").code == 0


def test_tables_and_comparisons_are_kept_too(plan: Path, tmp_path: Path) -> None:
    other = ROOT / "plans/2018.yaml"
    for path, command in (
        (tmp_path / "表.docx", ["tasks", plan]),
        (tmp_path / "对照.docx", ["diff", other, plan]),
        (tmp_path / "修订.docx", ["diff", other, plan, "--redline"]),
    ):
        run(*command, "-o", path)
        made = path.read_bytes()
        assert state_of(made) is PaperState.UNTOUCHED
        edit(path, lambda body: body[0].getparent().remove(body[0]))
        edited = path.read_bytes()
        assert "没有覆盖" in run(*command, "-o", path).err
        assert path.read_bytes() == edited
        run(*command, "-o", path, "--overwrite")
        assert path.read_bytes() == made
    text = tmp_path / "表.csv"
    text.write_text("别的", "utf-8")
    assert run("tasks", plan, "-o", text).code == 0


def test_the_fingerprint_is_a_property_that_word_knows(notice: Path) -> None:
    package = zipfile.ZipFile(io.BytesIO(notice.read_bytes()))
    properties = etree.fromstring(package.read("docProps/custom.xml"))
    assert [child.get("name") for child in properties] == ["plangen"]
    assert len("".join(properties.itertext())) <= 255
    faults = map(str, OpenXmlValidator().validate(notice).errors)
    assert [fault for fault in faults if "relationships/theme" not in fault] == []


def test_a_hostile_file_is_no_file_of_ours(notice: Path) -> None:
    data = notice.read_bytes()
    assert state_of(data[: len(data) // 2]) is PaperState.FOREIGN
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/custom.xml":
                part = b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>"
            package.writestr(name, part)
    assert state_of(target.getvalue()) is PaperState.FOREIGN


def test_what_is_too_large_to_be_read_without_trust_has_a_fingerprint(
    notice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plangen.docx_file.stream.MAX_BLOCKS", 3)
    assert run("notice", ROOT / "plans/2022.yaml", "-o", notice, "--overwrite").code == 0
    assert state_of(notice.read_bytes()) is PaperState.UNTOUCHED
    package = docx.Document(str(notice))
    package.save(str(notice))
    assert state_of(notice.read_bytes()) is PaperState.EDITED


def test_saving_in_another_program_is_no_edit(plan: Path, tmp_path: Path) -> None:
    needs_office()
    sheet = tmp_path / "表.xlsx"
    run("tasks", plan, "-o", sheet)
    office(tmp_path, "--convert-to", "xlsx", "--outdir", str(tmp_path / "new"), str(sheet))
    shutil.copy(tmp_path / "new/表.xlsx", sheet)
    assert state_of(sheet.read_bytes()) is PaperState.SAVED_AGAIN
    outcome = run("tasks", plan, "-o", sheet)
    assert outcome.code == 0
    assert "另存过，文字没有改，重新生成了；手工调过的版面不保留" in outcome.err
