"""Every measure of GB/T 9704-2012 holds on a rendered page, and fails on a page broken for it."""

import io
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from support.breaking import BREAKS, NS, Parts, broken, pairs
from support.measures import MEASURES, Measure, Value, measured, pages_of, specimens
from support.program import ROOT

from plangen.compose import compose
from plangen.document.model import Document
from plangen.pages import BOTTOM_MM, LEFT_MM, RIGHT_MM, TOP_MM, Page, PageLine
from plangen.readers.plan_file import read
from plangen.writers.docx import write

sys.path.insert(0, str(ROOT / "tools"))

import layout

HEADER_TEXTS = "//w:tr[w:trPr/w:tblHeader]//w:t"
"""The texts of the rows that every page of a table repeats."""
SOURCES = sorted([*ROOT.glob("plans/*.yaml"), *ROOT.glob("examples/*.yaml")])
BROKEN = [(measure, how) for measure in MEASURES for how in measure.breaks]


@pytest.fixture(scope="module")
def values() -> list[Value]:
    """What is measured on the specimens, in the order of the table."""
    return measured()


@pytest.fixture(scope="module")
def broken_values() -> dict[tuple[str, str], Value]:
    """What is measured on every broken document, by element and way of breaking."""
    documents = specimens()
    ways = list(dict.fromkeys(pairs(MEASURES)))
    pages = pages_of([broken(documents[specimen], how) for specimen, how in ways])
    return {
        (measure.element, how): measure.of(rendered)
        for (specimen, how), rendered in zip(ways, pages, strict=True)
        for measure in MEASURES
        if measure.specimen == specimen and how in measure.breaks
    }


one_worker = pytest.mark.xdist_group("measured pages")
"""What one LibreOffice run serves is not shared out: with `--dist loadgroup` it runs once."""


@one_worker
@pytest.mark.parametrize(
    "place", range(len(MEASURES)), ids=[measure.element for measure in MEASURES]
)
def test_measure_holds(values: list[Value], place: int) -> None:
    measure = MEASURES[place]
    assert measure.holds(values[place]), f"{measure.required}: {measure.shown(values[place])}"


@pytest.mark.xdist_group("broken pages")
@pytest.mark.parametrize(
    ("measure", "how"), BROKEN, ids=[f"{measure.element}-{how}" for measure, how in BROKEN]
)
def test_broken_document_fails(
    broken_values: dict[tuple[str, str], Value], measure: Measure, how: str
) -> None:
    value = broken_values[measure.element, how]
    assert not measure.holds(value), f"{how}: {measure.shown(value)}"


def test_every_measure_has_a_broken_document() -> None:
    assert len({measure.element for measure in MEASURES}) == len(MEASURES)
    assert all(measure.breaks for measure in MEASURES)
    assert {how for measure in MEASURES for how in measure.breaks} == set(BREAKS)


@one_worker
def test_the_table_of_the_docs_is_true(values: list[Value]) -> None:
    assert layout.departures(layout.DOCS.read_text("utf-8"), values) == []


@one_worker
@pytest.mark.parametrize(
    ("old", "new"), [("| 37.", "| 38."), ("（22 行）", "（23 行）"), ("| 3号黑体 |", "| 3号楷体 |")]
)
def test_an_untrue_table_is_seen(values: list[Value], old: str, new: str) -> None:
    text = layout.renewed(layout.DOCS.read_text("utf-8"), values, values, values)
    assert layout.departures(text, values) == []
    assert layout.departures(text.replace(old, new), values)


def composed(path: Path) -> Document:
    """The document of a plan."""
    reading = read(path.read_bytes(), path.name)
    assert reading.plan is not None, reading.findings
    return compose(reading.plan)


@pytest.fixture(scope="module")
def real() -> dict[Path, tuple[Document, bytes, tuple[Page, ...]]]:
    """Both plans and every example: composed, written, rendered."""
    documents = [composed(path) for path in SOURCES]
    written = [write(document) for document in documents]
    pages = pages_of(written)
    return dict(zip(SOURCES, zip(documents, written, pages, strict=True), strict=True))


by_source = pytest.mark.parametrize("path", SOURCES, ids=[path.stem for path in SOURCES])
Real = dict[Path, tuple[Document, bytes, tuple[Page, ...]]]


@one_worker
@by_source
def test_no_glyph_is_lost(real: Real, path: Path) -> None:
    _, written, pages = real[path]
    shown = Counter("".join(line.text for page in pages for line in texts_of(page)))
    said, repeated = (Counter(text_of(written, where)) for where in ("//w:t", HEADER_TEXTS))
    lost, more = said - shown, shown - said
    assert not lost
    assert set(more) - set(" \u3000") <= set(repeated)


@one_worker
@by_source
def test_every_page_is_numbered(real: Real, path: Path) -> None:
    document, _, pages = real[path]
    for number, page in enumerate(pages, 1):
        first_of_letter = number == 1 and form(document) == "letter"
        if page.width > page.height:
            ink = page.ink(0, page.height - 1, 0, 33)
            assert (ink.top < page.height / 2) == (number % 2 == 0)
        elif first_of_letter or has_only_an_imprint(page):
            assert numbers_of(page) == []
        else:
            (line,) = numbers_of(page)
            assert line.text == f"— {number} —"
            assert (line.right_indent < line.indent) == (number % 2 == 1)


@one_worker
@by_source
def test_all_text_is_within_the_type_area(real: Real, path: Path) -> None:
    document, _, pages = real[path]
    for number, page in enumerate(pages, 1):
        left, top, right, bottom = LEFT_MM, TOP_MM, RIGHT_MM, BOTTOM_MM
        if page.width > page.height:
            left, top, right, bottom = 35, LEFT_MM, 260, 184
        if number == 1 and form(document) == "letter":
            top, bottom = 30, 297 - 20
        for line in texts_of(page):
            assert top < line.baseline < bottom, line.text
            assert left - 0.5 <= line.glyphs[0].left, line.text
            assert line.glyphs[-1].right <= right + 0.5, line.text


@one_worker
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_imprint_is_at_the_bottom_of_the_last_page(real: Real, path: Path) -> None:
    document, _, pages = real[path]
    if document.imprint is None:
        return
    last = texts_of(pages[-1])[-1]
    assert BOTTOM_MM - last.baseline < 4
    if form(document) != "letter":
        assert pages[-1].rules[-1].middle == pytest.approx(BOTTOM_MM, abs=1)
    assert all(page.rules == () or page.rules[-1].middle < 260 for page in pages[1:-1])


@one_worker
@pytest.mark.parametrize(
    ("guard", "path", "attribute", "change"),
    [
        (test_no_glyph_is_lost, "//w:p[1]//w:t", "", 0),
        (test_every_page_is_numbered, "//w:fldSimple", "", 0),
        (test_all_text_is_within_the_type_area, "//w:pgMar", "w:right", -400),
        (test_imprint_is_at_the_bottom_of_the_last_page, "//w:pgMar", "w:bottom", 400),
    ],
)
def test_a_broken_plan_is_seen(
    real: Real, guard: Callable[..., None], path: str, attribute: str, change: int
) -> None:
    (source,) = (each for each in SOURCES if each.stem == "2018")
    document, written, _ = real[source]
    parts = Parts(written)
    if attribute:
        parts.add(path, attribute, change, "document")
    else:
        parts.drop(path)
    (pages,) = pages_of([parts.saved()])
    with pytest.raises((AssertionError, ValueError)):
        guard({source: (document, written, pages)}, source)


def form(document: Document) -> str:
    """The form of a document's 版头."""
    return str(getattr(document.head, "form", "document"))


def numbers_of(page: Page) -> list[PageLine]:
    """The lines in the page's foot."""
    return [line for line in page.lines if line.baseline > 266]


def texts_of(page: Page) -> list[PageLine]:
    """The lines of a page but for its number."""
    return [line for line in page.lines if line not in numbers_of(page)]


def has_only_an_imprint(page: Page) -> bool:
    """Whether the 版记 stands alone on a page."""
    return bool(page.rules) and all(line.baseline > page.rules[0].middle for line in page.lines)


def text_of(written: bytes, where: str) -> str:
    """The texts at a path of a DOCX body, its fallbacks and white space aside."""
    package = zipfile.ZipFile(io.BytesIO(written))
    body = etree.fromstring(package.read("word/document.xml"))
    for copy in body.findall(".//mc:Fallback", NS):
        copy.getparent().remove(copy)
    return "".join("".join(node.text or "" for node in body.xpath(where, namespaces=NS)).split())
