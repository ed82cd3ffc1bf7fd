"""`plangen notice`: the issued text whole, on the page and in the file; the bureau's templates."""

import io
import re
import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest
from lxml import etree
from support.program import ROOT, run
from support.rendering import render

from plangen.compose import compose
from plangen.page_findings import page_findings
from plangen.pages import BOTTOM_MM
from plangen.plan import Plan
from plangen.readers.plan_file import read
from plangen.rules.manual import BASE
from plangen.workspace import read_plan
from plangen.writers.docx import write
from plangen.writers.docx.signature import signature_alone

YEARS = ("2018", "2022")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def plan_of(year: str) -> Plan:
    """One of the two plans."""
    plan = read((ROOT / f"plans/{year}.yaml").read_bytes(), year).plan
    assert plan is not None
    return plan


def issued(year: str) -> str:
    """The issued text, white space aside."""
    return "".join((ROOT / f"tests/expected/{year}.txt").read_text("utf-8").split())


@pytest.fixture(scope="module", params=YEARS)
def year(request: pytest.FixtureRequest) -> str:
    """Each plan in turn."""
    return str(request.param)


def test_the_file_holds_the_issued_text(year: str) -> None:
    package = zipfile.ZipFile(io.BytesIO(write(compose(plan_of(year)))))
    body = etree.fromstring(package.read("word/document.xml"))
    for copy in list(body.iter(f"{MC}Fallback")):
        copy.getparent().remove(copy)
    text = "".join(node.text or "" for node in body.iter(f"{W}t"))
    assert "".join(text.split()) == issued(year)


def test_the_pages_show_the_issued_text(year: str) -> None:
    (pages,) = render(write(compose(plan_of(year))))
    numbers = [line.text for page in pages for line in page.lines if line.baseline > BOTTOM_MM]
    lines = [line.text for page in pages for line in page.lines if line.baseline <= BOTTOM_MM]
    assert "".join("".join(lines).split()) == issued(year)
    assert ["".join(text.split()) for text in numbers] == [
        f"—{number}—" for number in range(1, len(pages) + 1)
    ]


def test_the_same_plan_gives_the_same_bytes(year: str, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        run("notice", ROOT / f"plans/{year}.yaml", "-o", tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_place_by_year_and_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = (
        "build/2022/南安市卫生健康局关于印发2022年南安市卫健系统禁毒重点整治工作实施方案的通知.docx"
    )
    assert run("notice", ROOT / "plans/2022.yaml") == (0, f"已生成 {path}\n", "")
    assert Path(path).read_bytes().startswith(b"PK")
    assert [entry.name for entry in Path("build/2022").iterdir()] == [Path(path).name]


def test_a_title_no_windows_file_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "tests/readers/faults/none.yaml").read_text("utf-8")
    for title, name in (
        ("甲/乙:丙?“丁”|戊", "甲_乙_丙_“丁”_戊"),
        ("CON", "CON_"),
        ("长" * 300, "长" * 66),
    ):
        Path("x.yaml").write_text(text.replace("2022年禁毒工作实施方案", f"'{title}'"), "utf-8")
        assert run("notice", "x.yaml") == (0, f"已生成 build/2022/{name}.docx\n", "")


def test_a_faulty_plan_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("notice", ROOT / "tests/readers/faults/duplicate-id.yaml", "-o", "x.docx")
    assert code == 1
    assert out.count("[duplicate-id]") == 2
    assert run("notice", "没有.yaml", "-o", "x.docx")[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.docx").mkdir()
    (tmp_path / "x.docx/open").touch()
    code, out, err = run("notice", ROOT / "plans/2022.yaml", "-o", "x.docx")
    assert (code, out) == (2, "")
    assert err.startswith("错误：写不了 x.docx：")
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.docx"]


def workspace(tmp_path: Path, name: str, text: str) -> Path:
    """A bureau's folder with a plan and one template of its own."""
    for folder in ("plans", "templates"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / "plans/2022.yaml", tmp_path / "plans")
    (tmp_path / "templates" / name).write_text(text, "utf-8")
    return tmp_path / "plans/2022.yaml"


def test_the_workspace_s_template_wins(tmp_path: Path) -> None:
    parts = (ROOT / "templates/parts.xml.j2").read_text("utf-8")
    plan = workspace(
        tmp_path, "parts.xml.j2", parts.replace("（{{ issue.note }}）", "（公开发布）")
    )
    assert run("notice", plan, "-o", tmp_path / "x.docx")[0] == 0
    text = zipfile.ZipFile(tmp_path / "x.docx").read("word/document.xml").decode()
    assert "（公开发布）" in text
    assert "此件主动公开" not in text


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (
            "<document>\n  <title>{{ issue.title }}</title>\n  <para>甲</para>\n</document>\n",
            "模板 notice.xml.j2 第3行：<document> 里不能有 <para>，可以用的是 <head>、<title>、"
            "<recipients>、<h1>、<h2>、<h3>、<h4>、<p>、<roster>、<table>、<chart>、<attachments>、"
            "<attendance>、<signature>、<note>、<issued>、<annex>、<imprint>",
        ),
        (
            "<document>\n<p>{{ plan.titel }}</p>\n</document>",
            "模板 notice.xml.j2 第2行：没有这个名字",
        ),
        (
            "<document>\n{% if plan %}<p>甲</p>\n</document>",
            "模板 notice.xml.j2 第2行：模板的写法不对",
        ),
        ("<document>\n<p>甲\n</document>", "模板 notice.xml.j2 第2行：XML 读不下去"),
        ("<document>\n<p>{{ 1 / 0 }}</p></document>", "模板 notice.xml.j2 第2行：模板的写法不对（"),
        ("<document>\n<p>{{ plan.title + 1 }}</p></document>", "模板 notice.xml.j2 第2行："),
        ("<document>{% include 'notice.xml.j2' %}</document>", "模板 notice.xml.j2 第1行："),
        ("", "模板 notice.xml.j2：XML 读不下去"),
        ("<document>\n{% include 'no.j2' %}</document>", "找不到模板 no.j2：检查 templates 文件夹"),
        (
            "<document>\n<p>{{ ''.__class__.__mro__ }}</p></document>",
            "模板 notice.xml.j2 第2行：模板里不许",
        ),
    ],
    ids=[
        "unknown tag",
        "unknown name",
        "unclosed block",
        "unclosed tag",
        *("division", "addition", "recursion", "empty"),
        "no file",
        "unsafe",
    ],
)
def test_a_template_s_fault_has_its_line(tmp_path: Path, template: str, said: str) -> None:
    plan = workspace(tmp_path, "notice.xml.j2", template)
    code, out, err = run("notice", plan, "-o", tmp_path / "x.docx")
    assert (code, out) == (2, "")
    assert err.startswith(f"错误：{said}")
    assert not (tmp_path / "x.docx").exists()


def test_responsibility_after_the_sentence() -> None:
    text = (ROOT / "plans/2018.yaml").read_text("utf-8")
    plan = read(
        text.replace("print_responsible: block", "print_responsible: inline").encode(), "x"
    ).plan
    assert plan is not None
    assert any(
        getattr(block, "text", "") == "（四）在职工作人员无吸毒人员。（责任单位：各医疗卫生单位）"
        for block in compose(plan).body
    )


def test_text_is_never_markup() -> None:
    text = (ROOT / "tests/readers/faults/none.yaml").read_text("utf-8")
    odd = "甲 < 乙 & 丙 > 丁 <p> {{ plan }} '\"”"
    quoted = odd.replace("'", "''")
    plan = read(text.replace("维持率85%以上。", f"'{quoted}'").encode(), "x").plan
    assert plan is not None
    body = etree.fromstring(
        zipfile.ZipFile(io.BytesIO(write(compose(plan)))).read("word/document.xml")
    )
    assert f"（一）{odd}" in ["".join(node.itertext()) for node in body.iter(f"{W}p")]


def test_a_mark_that_leaves_no_text_on_page_1_is_said(tmp_path: Path) -> None:
    """The standard allows a joint document the name of its host alone (§7.2.4)."""
    text = (ROOT / "examples/notice.yaml").read_text("utf-8")
    (mark,) = re.findall(r"\n  issuer_mark:.*?(?=\n  \w)", text, re.DOTALL)
    path = tmp_path / "x.yaml"
    for count, crowded in ((6, False), (15, True)):
        names = ", ".join(f"某某市第{number}局" for number in range(count))
        joint = f"\n  issuer_mark: {{names: [{names}], suffix: 文件}}"
        path.write_text(text.replace(mark, joint), "utf-8")
        for command in (["notice", path, "-o", tmp_path / "x.docx"], ["check", path]):
            _, out, err = run(*command)
            assert (f"[crowded-mark] 发文机关标志排了 {count} 个机关" in out + err) is crowded


def test_a_signature_that_would_stand_alone_is_said(tmp_path: Path) -> None:
    """Within what spacing allows it is mended; what is left is for the drafter."""
    text = (ROOT / "plans/2022.yaml").read_text("utf-8")
    body = text[text.index("  body: ") : text.index("  signature:")]
    for characters, alone in ((300, False), (375, True), (450, False)):
        path = tmp_path / "x.yaml"
        path.write_text(text.replace(body, f"  body: {'各' * characters}。\n"), "utf-8")
        code, out, err = run("notice", path, "-o", tmp_path / "x.docx")
        said = (
            f"{path}:17:15: 提醒 [signature-alone] 落款会独占一面，上面没有正文\n"
            "  改法：增减几个字，或调整段落，再看一遍版面\n"
        )
        made = f"已生成 {tmp_path / 'x.docx'}\n"
        assert (code, out, err) == (0, (said if alone else "") + made, "")


_MARK = "  issuer_mark: {names: [某某局], suffix: 文件}\n  doc_number: 某发〔2022〕1号\n"
_LABELS = '  copy_number: "000001"\n  classification: 秘密★1年\n  urgency: 加急\n'


@pytest.mark.parametrize("sealed", ["false", "true"])
@pytest.mark.parametrize("head", ["", _MARK, _LABELS + _MARK])
@pytest.mark.parametrize("margins", ["gbt9704", "gbt33476"])
def test_a_plainly_short_notice_is_known_to_fit(
    sealed: str, head: str, margins: str, tmp_path: Path
) -> None:
    """Where the document is not composed to see it, composing it would have said the same."""
    text = (
        (ROOT / "plans/2022.yaml")
        .read_text("utf-8")
        .replace("sealed: false", f"sealed: {sealed}")
        .replace("  form: notice\n", f"  form: notice\n{head}")
        .replace("issue:", f"style: {{margins: {margins}}}\nissue:", 1)
    )
    body = text[text.index("  body: ") : text.index("  signature:")]
    path = tmp_path / "x.yaml"
    answers = set()
    for characters in range(1, 500, 20):
        path.write_text(text.replace(body, f"  body: {'各9' * (characters // 2)}。\n"), "utf-8")
        plan = read_plan(path).plan
        assert plan is not None
        quick = "signature-alone" in {
            found.code for found in page_findings(plan, partial(compose, plan), "x.yaml")
        }
        assert quick == signature_alone(compose(plan), plan.style)
        answers.add(quick)
    assert answers == {False, True}


def test_a_template_in_another_encoding_is_said(tmp_path: Path) -> None:
    plan = workspace(tmp_path, "parts.xml.j2", "")
    (tmp_path / "templates/parts.xml.j2").write_bytes("{# 公用 #}".encode("gbk"))
    said = f"错误：模板 {tmp_path}/templates/parts.xml.j2 的编码不是 UTF-8；另存为，编码选 UTF-8\n"
    assert run("notice", plan, "-o", tmp_path / "x.docx") == (2, "", said)


def test_a_file_where_a_folder_should_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("build").touch()
    code, out, err = run("notice", ROOT / "plans/2018.yaml")
    assert (code, out) == (2, "")
    assert err.startswith("错误：写不了 build/2018/")
    assert "路径中间有一个同名的文件，不是文件夹" in err
    assert run("init", "build").code == 2


LETTER = """{form: letter, issuer_mark: {names: [城东区应急管理局]}, doc_number: NUMBER,
  recipients: 各街道, title: 城东区应急管理局关于印发城东区2026年消防安全工作方案的函,
  body: 现印发给你们。}"""


@pytest.mark.parametrize(
    ("number", "is_filled"),
    [("城应急〔2026〕号", False), ("城应急〔2026〕", False), ("城应急〔2026〕12号", True)],
)
def test_a_number_without_its_serial_stops_the_notice(
    number: str, is_filled: bool, tmp_path: Path
) -> None:
    issue = "{form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}"
    path, target = tmp_path / "plan.yaml", tmp_path / "notice.docx"
    path.write_text(BASE.replace(issue, LETTER.replace("NUMBER", number)), "utf-8")
    outcome = run("notice", path, "-o", target)
    assert (outcome.code, target.exists()) == ((0, True) if is_filled else (1, False))
    assert ("还没有填顺序号，公文没有生成" in outcome.out) != is_filled
    outcome = run("build", path, "-o", tmp_path / "build")
    assert outcome.code == (0 if is_filled else 1)
    assert len([*(tmp_path / "build/2026").glob("*.docx")]) == 1 + is_filled
