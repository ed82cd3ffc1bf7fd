"""A bureau's own habits: from plangen.toml beside its plans, and from a plan before that."""

import shutil
import zipfile
from pathlib import Path

import pytest
from support.program import ROOT, run


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one plan, which is where we are."""
    (tmp_path / "plans").mkdir()
    shutil.copy(ROOT / "plans/2022.yaml", tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    return Path("plans/2022.yaml")


def styles(plan: Path) -> str:
    """The styles of the plan's notice."""
    assert run("notice", plan, "-o", "x.docx") == (0, "已生成 x.docx\n", "")
    return zipfile.ZipFile("x.docx").read("word/styles.xml").decode()


def test_the_workspace_s_style_holds_for_its_plans(plan: Path) -> None:
    assert "方正小标宋_GBK" not in styles(plan)
    Path("plangen.toml").write_text('[style]\ntitle_font = "方正小标宋_GBK"\n', "utf-8")
    assert "方正小标宋_GBK" in styles(plan)


def test_the_plan_s_style_goes_before(plan: Path) -> None:
    Path("plangen.toml").write_text(
        '[style]\ntitle_font = "方正小标宋_GBK"\nbody_font = "仿宋"\n', "utf-8"
    )
    text = plan.read_text("utf-8").replace(
        "\nissue:", "\nstyle: {title_font: 华文中宋}\n\nissue:", 1
    )
    plan.write_text(text, "utf-8")
    found = styles(plan)
    assert "华文中宋" in found
    assert "方正小标宋_GBK" not in found
    assert "仿宋_GB2312" not in found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[style\n",
            'plangen.toml:1:7：写法不对；照 键 = "文字" 写，日期写作 2027-02-05，标点用英文的',
        ),
        ("style = 1\n", "plangen.toml：[style] 是一节，单独占一行，各项写在它下面"),
        ("a = " + "[" * 5000, "plangen.toml：写法不对；"),
        ("[stile]\n", "plangen.toml：没有“stile”这一节；可以写 [style]、[calendar]"),
        (
            "[style]\nfont = '仿宋'\n",
            "plangen.toml：[style] 里没有“font”；可以写 title_font、body_font、",
        ),
        (
            "[style]\nmargins = 'narrow'\n",
            "plangen.toml：[style] 的 margins 不能是 'narrow'；可以写 gbt9704、gbt33476",
        ),
        (
            "[style]\nmark_size = 500\n",
            "plangen.toml：[style] 的 mark_size 不能是 500；应当是22 到 72 之间的数（磅）",
        ),
        ("[style]\nbody_font = 3\n", "plangen.toml：[style] 的 body_font 不能是 3；应当是一段文字"),
    ],
)
def test_a_faulty_setting_is_said(plan: Path, text: str, said: str) -> None:
    Path("plangen.toml").write_text(text, "utf-8")
    for command in (["check", plan], ["notice", plan], ["build"]):
        code, out, err = run(*command)
        assert (code, out) == (
            2,
            "共 1 份方案，生成 0 个文件、0 份清单。\n" if command == ["build"] else "",
        )
        assert err.startswith(f"错误：{said}")
    assert not Path("build").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_settings_as_windows_saves_them(plan: Path, encoding: str) -> None:
    Path("plangen.toml").write_bytes('[style]\r\nbody_font = "方正仿宋_GBK"\r\n'.encode(encoding))
    assert "方正仿宋_GBK" in styles(plan)
