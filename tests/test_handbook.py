"""`plangen manual`: the manual as one file."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from support.program import ROOT, run

from plangen.cli import program
from plangen.cli.program import CHAPTERS
from plangen.handbook import chapters, handbook_html

MANUAL = (ROOT / "docs/手册.md").read_text("utf-8")


class Page(HTMLParser):
    """Links, ids and addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for values, name in ((self.ids, "id"), (self.links, "href"), (self.sources, "src")):
            if value := given.get(name):
                values.append(value)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(handbook_html(MANUAL, ROOT / "docs"))


def test_it_needs_nothing_else(page: Page) -> None:
    assert all(source.startswith("data:image/") for source in page.sources)
    assert len(set(page.ids)) == len(page.ids)
    inner = [unquote(link[1:]) for link in page.links if link.startswith("#")]
    assert len(inner) > 40
    assert set(map(str.lower, inner)) <= set(page.ids)


def test_every_word_of_the_manual_is_there(page: Page) -> None:
    plain = re.sub(r"!\[[^]]*\]\([^)]*\)|^```.*$|^\|[-|]+\|$", "", MANUAL, flags=re.MULTILINE)
    plain = re.sub(r"<!--.*?-->", "", plain, flags=re.DOTALL)
    plain = re.sub(r"\]\([^)]*\)|[#*`|\\\[\]!>-]|\d+\.|\s", "", plain)
    shown = re.sub(r"[#*`|\\\[\]!>-]|\d+\.|\s", "", page.words)
    assert plain in shown


def test_every_picture_is_shown_and_small() -> None:
    shown = re.findall(r"!\[[^]]+\]\((images/workbench/[^)]+)\)", MANUAL)
    pictures = sorted((ROOT / "docs/images/workbench").iterdir())
    assert sorted(shown) == [path.relative_to(ROOT / "docs").as_posix() for path in pictures]
    for path in pictures:
        assert path.stat().st_size < 120_000, path.name


def test_chinese_goes_on_without_blanks() -> None:
    made = handbook_html("# 题\n\n## 章\n\n各单位要\n**认真**\n看。用 Word\n或 WPS。\n", Path())
    assert "<p>各单位要<strong>认真</strong>看。用 Word\n或 WPS。</p>" in made


def test_what_looks_like_html_stays_text() -> None:
    made = handbook_html("# 题\n\n## 章\n\n<script>alert(1)</script> `<b>`\n", Path())
    assert "<script>alert" not in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made


def test_help_names_chapters_that_there_are() -> None:
    assert set(CHAPTERS) == set(program.list_commands()) - {"manual"}
    assert set(CHAPTERS.values()) <= set(chapters(MANUAL))
    assert "手册（plangen manual）里讲它的是“生成公文”。" in run("notice", "--help").out


def test_it_is_written_or_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "手册.html"
    assert run("manual", "--print", target) == (0, f"已生成 {target}\n", "")
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: not opened.append(address))
    assert "已在浏览器里打开" in run("manual").out
    assert opened[0].startswith("file:")
    monkeypatch.setattr("webbrowser.open", lambda _address: False)
    assert "请自己打开它" in run("manual").out


def test_links_to_other_documents(tmp_path: Path) -> None:
    text = (
        "# 题\n\n## 章\n\n见[规则](规则.md#a)、[测试](../tests/x.py)、[网站](https://a.example)。\n"
    )
    alone = handbook_html(text, tmp_path)
    assert "见规则、测试、<a href" in alone
    beside = handbook_html(text, tmp_path, {"规则.md": "规则.html"})
    assert '见<a href="规则.html#a">规则</a>、测试、' in beside


def test_the_docs_are_a_site(tmp_path: Path) -> None:
    """Every link leads somewhere; the search knows every section of every document."""
    subprocess.run([sys.executable, ROOT / "tools/docs.py", tmp_path], check=True)
    pages = {path.name: Page(path.read_text("utf-8")) for path in tmp_path.glob("*.html")}
    assert len(pages) == 5
    for name, shown in pages.items():
        for link in shown.links:
            file, mark, place = unquote(link).partition("#")
            if ":" in file:
                continue
            assert file in ("", *pages), (name, link)
            assert not mark or place.lower() in pages[file or name].ids, (name, link)
    index = json.loads((tmp_path / "search.js").read_text("utf-8").partition(" = ")[2][:-2])
    for part in index:
        assert part["id"] in pages[part["page"]].ids
    assert any("销号" in part["text"] for part in index)


def test_it_looks_as_the_workbench_does() -> None:
    """Its colours are those of the style sheet that all screens share."""
    template = (ROOT / "plangen/data/handbook.html").read_text("utf-8")
    assert not re.findall(r"#[0-9a-f]{3,8}\b(?=[; ,)])", template)
    look = (ROOT / "plangen/data/look.css").read_text("utf-8")
    assert look in handbook_html(MANUAL, ROOT / "docs")
