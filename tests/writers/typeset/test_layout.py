"""Pages that the project sets are those that LibreOffice makes of the DOCX, line by line."""

import pytest
from support.form_documents import DOCUMENTS as FORMS
from support.likeness import Likeness, likenesses
from support.measures import SPECIMENS
from support.page_documents import DOCUMENTS
from support.program import ROOT

from plangen.compose import compose
from plangen.document import xml
from plangen.document.model import Document
from plangen.readers.plan_file import read
from plangen.writers.typeset import layout
from plangen.writers.typeset.model import SetPage

SOURCES = sorted([*ROOT.glob("plans/*.yaml"), *ROOT.glob("examples/*.yaml")])
SMALL = SPECIMENS | DOCUMENTS | FORMS
del SMALL["charts"]  # drawn by Word, told in words on our own pages
LEAST = 0.97
"""The part of lines that must break alike."""

one_worker = pytest.mark.xdist_group("measured pages")


def composed(name: str) -> Document:
    """The document of a plan or an example."""
    (path,) = (path for path in SOURCES if path.stem == name)
    reading = read(path.read_bytes(), path.name)
    assert reading.plan is not None, reading.findings
    return compose(reading.plan)


def small(name: str) -> Document:
    return xml.parse(f"<document>{SMALL[name]}</document>")


@pytest.fixture(scope="module")
def real() -> dict[str, Likeness]:
    """Both plans and every example, in both layouts."""
    names = [path.stem for path in SOURCES]
    return dict(zip(names, likenesses(list(map(composed, names))), strict=True))


@pytest.fixture(scope="module")
def specimens() -> dict[str, Likeness]:
    """The small documents on which pages are measured, in both layouts."""
    return dict(zip(SMALL, likenesses(list(map(small, SMALL))), strict=True))


@one_worker
@pytest.mark.parametrize("name", [path.stem for path in SOURCES])
def test_a_plan_has_the_pages_and_lines_of_its_docx(real: dict[str, Likeness], name: str) -> None:
    likeness = real[name]
    assert likeness.pages[0] == likeness.pages[1]
    assert likeness.same >= LEAST * len(likeness.theirs), "\n".join(likeness.differences)


@one_worker
@pytest.mark.parametrize("name", [path.stem for path in SOURCES])
def test_the_figures_of_the_docs_are_true(real: dict[str, Likeness], name: str) -> None:
    likeness = real[name]
    figures = (likeness.pages[1], len(likeness.theirs), likeness.same)
    row = f"| {name} | {' | '.join(map(str, figures))} |"
    assert row in (ROOT / "docs" / "版面.md").read_text("utf-8")


@one_worker
@pytest.mark.parametrize("name", SMALL)
def test_a_small_document_is_alike_in_every_line(specimens: dict[str, Likeness], name: str) -> None:
    likeness = specimens[name]
    assert likeness.pages[0] == likeness.pages[1]
    assert likeness.ours == likeness.theirs, "\n".join(likeness.differences)


@one_worker
def test_a_line_that_breaks_otherwise_is_seen(real: dict[str, Likeness]) -> None:
    likeness = real["2022"]
    page, text = likeness.ours[9]
    changed = (*likeness.ours[:9], (page, text[:-1]), *likeness.ours[10:])
    assert Likeness(likeness.theirs, changed, likeness.pages).same == likeness.same - 1


def pages_of(body: str) -> tuple[SetPage, ...]:
    return layout(xml.parse(f"<document>{body}</document>"))


def kinds(page: SetPage) -> list[str]:
    return [block.kind for block in page.blocks]


def test_the_same_document_is_set_the_same() -> None:
    document = composed("notice")
    assert layout(document) == layout(document)


def test_a_heading_stays_with_what_it_heads() -> None:
    pages = pages_of("<p>一行。</p>" * 21 + "<h1>一、目标</h1><p>正文。</p>")
    assert kinds(pages[1]) == ["h1", "p", "number"]


def test_a_row_that_no_page_holds_is_parted_and_ends() -> None:
    text = "".join(str(number % 10) + "各" for number in range(2000))
    pages = pages_of(
        '<table><column width="4字"/><column width="8字"/><column/><header><cell>序号</cell>'
        f"<cell>{'单位' * 90}</cell><cell>任务</cell></header><row><cell rows='2'>合并</cell>"
        f"<cell>甲</cell><cell>{text}</cell></row><row><cell>乙</cell><cell>丙</cell></row></table>"
    )
    cells = [block for page in pages for block in page.blocks if block.kind == "cell"]
    long = [cell for cell in cells if cell.left > 200 and len(cell.lines) > 1]
    assert "".join(line.text for cell in long for line in cell.lines) == text
    assert 2 < len(pages) < 10


def test_a_high_cell_goes_on_on_the_next_page_below_the_header() -> None:
    rows = "".join(f"<row><cell>{number}</cell></row>" for number in range(2, 31))
    first = '<row><cell rows="30">合并</cell><cell>1</cell></row>'
    pages = pages_of(
        '<table><column width="4字"/><column/><header><cell>序号</cell><cell>任务</cell></header>'
        f"{first}{rows}</table>"
    )
    merged = [
        [block for block in page.blocks if block.kind == "cell" and not block.left - 79.37 > 1]
        for page in pages[:2]
    ]
    assert [cell.lines[0].text for cell in merged[0]] == ["序号", "合并"]
    header, rest = merged[1]
    assert header.lines[0].text == "序号"
    assert rest.lines == ()
    assert rest.height > 100
