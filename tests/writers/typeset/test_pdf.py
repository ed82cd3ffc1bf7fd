"""`plangen notice --pdf`: the set pages with their fonts, the same bytes on any day."""

import sys
from pathlib import Path

import pdfplumber
import pytest
from support.program import ROOT, run
from support.stand_ins import FANDOL, needs_fonts

from plangen.document import xml
from plangen.findings.finding import CannotGoOn
from plangen.writers.typeset.pdf import pages_pdf

PLAN = ROOT / "plans" / "2022.yaml"
DOCUMENT = xml.parse("<document><p>正文。</p></document>")


@pytest.fixture(autouse=True)
def fonts() -> None:
    """Fonts that stand in for those of official documents."""
    needs_fonts()


def made(tmp_path: Path, name: str = "通知.pdf") -> Path:
    """The notice of a plan as PDF."""
    path = tmp_path / name
    assert run("notice", PLAN, "--pdf", "--fonts", FANDOL, "-o", path)[0] == 0
    return path


def test_it_says_what_stands_in_for_a_font_and_where_the_file_is(tmp_path: Path) -> None:
    path = tmp_path / "通知.pdf"
    code, out, err = run("notice", PLAN, "--pdf", "--fonts", FANDOL, "-o", path)
    assert (code, out) == (0, f"已生成 {path}\n")
    assert err.startswith("提示：没有小标宋“方正小标宋简体”，用“FandolSong”代替；没有仿宋")


def test_the_file_has_a_name_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("notice", PLAN, "--pdf", "--fonts", FANDOL)[0] == 0
    (path,) = Path("build/2022").iterdir()
    assert path.suffix == ".pdf"
    assert path.read_bytes().startswith(b"%PDF")


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    assert made(tmp_path, "a.pdf").read_bytes() == made(tmp_path, "b.pdf").read_bytes()


def test_all_fonts_are_embedded_and_texts_can_be_copied(tmp_path: Path) -> None:
    with pdfplumber.open(made(tmp_path)) as pdf:
        assert pdf.metadata["Title"].startswith("南安市卫生健康局关于印发2022年")
        assert pdf.metadata["CreationDate"].startswith("D:20220307")
        text = "".join(char["text"] for page in pdf.pages for char in page.chars)
        for page in pdf.pages:
            for font in page.page_obj.resources["Font"].values():
                (descendant,) = font.resolve()["DescendantFonts"]
                assert "FontFile3" in descendant.resolve()["FontDescriptor"].resolve()
    assert "制定《2022年南安市卫健系统禁毒重点整治工作实施方案》，现印发给你们" in text


def test_what_a_text_says_is_never_a_program() -> None:
    told = '#panic("甲") $1/0$ \\ "] #read("/etc/passwd") @乙 &lt;丙&gt;'
    document = xml.parse(f"<document title='{told}'><p>{told}</p></document>")
    assert pages_pdf(document, font_folders=[FANDOL]).data.startswith(b"%PDF")


def test_without_typst_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    code, _, err = run("notice", PLAN, "--pdf", "-o", tmp_path / "x.pdf")
    assert code == 2
    assert err == '错误：没有写 PDF 的组件；运行 pip install "plangen[typst]"\n'
    assert list(tmp_path.iterdir()) == []


def test_without_any_font_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoFonts:
        def __init__(self, **_: object) -> None:
            pass

        def families(self) -> list[str]:
            return ["DejaVu Sans"]

    monkeypatch.setattr("typst.Fonts", NoFonts)
    with pytest.raises(CannotGoOn, match="没有小标宋（方正小标宋简体），也没有可以代替的字体"):
        pages_pdf(DOCUMENT)
