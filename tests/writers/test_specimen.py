"""Files filled in from a specimen are those the ordinary writer would have written."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from support.program import ROOT

from plangen.checklists import Audience, Checklist, ChecklistLine
from plangen.compose import compose_checklist
from plangen.workspace import read_plan
from plangen.writers.docx import write
from plangen.writers.docx.checklist import FIELDS, LINES, DocxChecklists
from plangen.writers.specimen import ZipMembers, deflated, stored

PLAN = read_plan(ROOT / "plans" / "2018.yaml").plan
assert PLAN is not None
SPECIMEN = write(compose_checklist(PLAN, FIELDS, LINES))

TEXT = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="@"), min_size=1)
TEXTS = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)


def line(cells: tuple[str, ...], shared: bool) -> ChecklistLine:
    text, basis, deadline, people, evidence = cells
    return ChecklistLine(
        "t", text, basis, deadline, people, evidence, (), "", shared, repr(cells).encode()
    )


LINE = st.builds(line, st.tuples(*[TEXTS] * 5), st.booleans())
CHECKLIST = st.builds(
    Checklist,
    st.sampled_from(Audience),
    st.just("cdc"),
    TEXT,
    st.just(()),
    st.lists(LINE, min_size=1, max_size=6).map(tuple),
)


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(document: bytes) -> list[str]:
    """What stands in each paragraph of a document, its breaks as line breaks."""
    found = []
    for paragraph in etree.fromstring(document).iter("{*}p"):
        pieces = (
            "\n" if each.tag.endswith("}br") else each.text or ""
            for each in paragraph.iter("{*}t", "{*}br")
        )
        found.append("".join(pieces))
    return found


@settings(max_examples=40, deadline=None)
@given(CHECKLIST)
def test_filled_in_as_written(checklist: Checklist) -> None:
    """A filled-in file has the paragraphs, in the XML, of one composed and written for itself."""
    cells = [
        dict.fromkeys(LINES[0], "")
        | {name: getattr(each, name) for name in LINES[0] if hasattr(each, name)}
        | {"number": str(number), "state": "□", "value": "/"}
        for number, each in enumerate(checklist.lines, 1)
    ]
    fields = {"audience": checklist.audience.label, "name": checklist.holder}
    written = parts(write(compose_checklist(PLAN, fields, cells)))
    filled = parts(DocxChecklists(SPECIMEN).write(checklist))
    assert filled.keys() == written.keys()
    for name in filled.keys() - {"word/document.xml"}:
        assert filled[name] == written[name]
    assert text_of(filled["word/document.xml"]) == text_of(written["word/document.xml"])


@pytest.mark.parametrize(
    ("text", "deadline", "whole"),
    [("短。", "6月底前", True), ("长" * 400, "6月底前", False), ("短。", "25日\n" * 12, False)],
)
def test_a_high_row_may_go_on_on_the_next_page(text: str, deadline: str, whole: bool) -> None:
    """Word cuts off a row that may not, where it is higher than the page."""
    high = line((text, "一（一）", deadline, "王五", "照片"), False)
    lists = Checklist(Audience.UNIT, "cdc", "县医院", (), (high, high))
    body = etree.fromstring(parts(DocxChecklists(SPECIMEN).write(lists))["word/document.xml"])
    _, *rows = body.findall(".//{*}tr")
    assert [row.find("{*}trPr/{*}cantSplit") is not None for row in rows] == [whole] * 2


@settings(max_examples=40, deadline=None)
@given(st.lists(CHECKLIST, min_size=1, max_size=5))
def test_what_was_filled_in_before_does_not_matter(lists: list[Checklist]) -> None:
    one = DocxChecklists(SPECIMEN)
    again = [one.write(checklist) for checklist in [*lists, *lists]]
    assert again == [DocxChecklists(SPECIMEN).write(checklist) for checklist in lists] * 2


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=300)), max_size=8))
@example([(False, bytes(65_535)), (False, bytes(65_536))])
def test_pieces_join(pieces: list[tuple[bool, bytes]]) -> None:
    """Whatever is compressed or taken as it is, its pieces end to end are the whole."""
    archive = ZipMembers()
    archive.add("a", [deflated(raw) if packed else stored(raw) for packed, raw in pieces])
    archive.add("b/c.xml", [])
    whole = b"".join(raw for _, raw in pieces)
    assert parts(archive.closed()) == {"a": whole, "b/c.xml": b""}
