"""Tracked changes: accepting all gives the new notice, rejecting all the old one."""

import io
import tempfile
import zipfile
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from support.breaking import w
from support.office import LIBRARY, MODULE, office
from support.program import ROOT, run
from support.rendering import needs_office

from plangen.compose import compose
from plangen.document.gbt9704 import STANDARD, Style
from plangen.document.model import (
    AnnexPages,
    AttendanceLine,
    Block,
    Document,
    DocumentHead,
    DocumentTable,
    Form,
    Heading,
    Imprint,
    Issued,
    Orientation,
    Paragraph,
    Properties,
    RedMark,
    Roster,
    RosterLine,
    Signature,
    TableColumn,
)
from plangen.fingerprint import fingerprinted
from plangen.readers.plan_file import read
from plangen.writers.docx import write
from plangen.writers.docx.redline import redline

EXAMPLES = ("document", "letter", "minutes", "notice", "order", "plan")


class Change(NamedTuple):
    """Two documents, each with its bureau's style."""

    old: Document
    new: Document
    old_style: Style = STANDARD
    new_style: Style = STANDARD

    def shown(self) -> bytes:
        return redline(*self)

    def settled(self, accepted: bool) -> bytes:
        """The plain notice that accepting or rejecting all must give."""
        return write(self.new, self.new_style) if accepted else write(self.old, self.old_style)


class Composed(NamedTuple):
    document: Document
    style: Style


def composed(path: str, *edits: tuple[str, str]) -> Composed:
    text = (ROOT / path).read_text("utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    plan = read(text.encode(), path).plan
    assert plan is not None
    return Composed(compose(plan), plan.style)


def change(old: Composed, new: Composed) -> Change:
    return Change(old.document, new.document, old.style, new.style)


def revised(document: Document) -> Document:
    """An office's next draft: something of each kind is put in, struck out and reworded."""
    *annexes, last = document.annexes or [AnnexPages("附件", ("名单",), (), Orientation.PORTRAIT)]
    return replace(
        document,
        body=_revised(document.body),
        issued=document.issued and replace(document.issued, body=_revised(document.issued.body)),
        title=(*document.title, "（修订稿）"),
        recipients="各单位：",
        annexes=(*annexes, replace(last, body=tuple(map(_reworded, last.body)))),
        imprint=Imprint(cc="抄送：市委办公室。", printed_by="某某办公室"),
    )


def _revised(body: tuple[Block, ...]) -> tuple[Block, ...]:
    first, *rest = map(_reworded, body)
    return (*rest[1:3], first, TABLE, Paragraph("新增的一段。"), *body[4:], Paragraph("完。"))


def _reworded(block: Any) -> Any:
    match block:
        case Paragraph(text):
            return Paragraph(f"各单位要{text[:-1]}（修改）。")
        case DocumentTable():
            (first, *rest), narrow = block.rows, TableColumn(2, True, False)
            columns = tuple(narrow for _ in block.columns)
            changed = tuple(f"{cell}改" for cell in first)
            return replace(block, columns=columns, rows=(*rest[1:], changed, rest[0]))
    return block


TABLE = DocumentTable(
    (TableColumn(3, False, True), TableColumn(1, True, False)), (("序号", "事项"),), (("1", "甲"),)
)
IMPRINT = Imprint(cc="抄送：市委办公室。", printed_by="某某办公室")
SHORT = Document((Paragraph("甲。"), Paragraph("乙。"), Paragraph("丙。")), imprint=IMPRINT)
LONG = replace(SHORT, body=(*SHORT.body, TABLE, Paragraph("丁。"), TABLE))
ROLL = ("2022", "2023")
RATE = ("90%", "95%")


@cache
def changes() -> dict[str, Change]:
    """Real plans against one another, examples against edited selves and the other forms."""
    plans = {year: composed(f"plans/{year}.yaml") for year in (2018, 2022)}
    forms = {name: composed(f"examples/{name}.yaml") for name in EXAMPLES}
    return {
        "2018 to 2022": change(plans[2018], plans[2022]),
        "2022 to 2018": change(plans[2022], plans[2018]),
        "tables at the end come": Change(SHORT, LONG),
        "tables at the end go": Change(LONG, SHORT),
        "2022 revised": change(plans[2022], composed("plans/2022.yaml", RATE)),
        "2022 rolled on": change(plans[2022], composed("plans/2022.yaml", ROLL)),
        **{f"{name} revised": _edited(forms[name]) for name in EXAMPLES},
        **{
            f"{old} to {new}": change(forms[old], forms[new])
            for one, other in pairwise((*EXAMPLES, EXAMPLES[0]))
            for old, new in ((one, other), (other, one))
        },
    }


def _edited(own: Composed) -> Change:
    return Change(own.document, revised(own.document), own.style, own.style)


# --- accepting and rejecting, by the standard's own words


def body_of(document: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def settle(body: Any, accepted: bool) -> Any:
    """Accept or reject all changes (ECMA-376 part 1, 17.13.5)."""
    goes, stays = ("del", "ins") if accepted else ("ins", "del")
    for row in body.xpath(f"//w:tr[w:trPr/w:{goes}]", namespaces=body.nsmap):
        table = row.getparent()
        table.remove(row)
        if table.find(w("tr")) is None:
            table.getparent().remove(table)
    for change in body.xpath(f"//w:p/w:{goes}", namespaces=body.nsmap):
        change.getparent().remove(change)
    for change in body.xpath(f"//w:p/w:{stays}", namespaces=body.nsmap):
        for child in list(change):
            change.addprevious(child)
        change.getparent().remove(change)
    marked = body.xpath(f"//w:p[w:pPr/w:rPr/w:{goes}]", namespaces=body.nsmap)
    for paragraph in reversed(marked):
        following = paragraph.getnext()
        while following.tag != w("p"):
            following = following.getnext()
        at = len(following.findall(w("pPr")))
        following[at:at] = [child for child in paragraph if child.tag != w("pPr")]
        paragraph.getparent().remove(paragraph)
    return body


CHARS = {w("tab"): "\t", w("br"): "\n"}


def said(body: Any) -> list[tuple[str, str]]:
    """Each paragraph with what it stands in, and each row with how many cells it has.

    What only turns the paper is left out, for the paper is not tracked.
    """
    return [
        (_place(part), _text(part) if part.tag == w("p") else str(len(part.findall(w("tc")))))
        for part in body.iter(w("p"), w("tr"))
        if part.find(f"{w('pPr')}/{w('sectPr')}") is None
    ]


def _place(part: Any) -> str:
    names = [etree.QName(each).localname for each in part.iterancestors()]
    return "/".join(name for name in names if name in ("tc", "tr", "txbxContent", "Fallback"))


def _text(paragraph: Any) -> str:
    return "".join(
        CHARS.get(node.tag) or node.text or ""
        for run in paragraph.iterchildren(w("r"))
        for node in run.iterchildren(w("t"), w("delText"), *CHARS)
    )


def assert_law(one: Change) -> bytes:
    shown = one.shown()
    for accepted in (True, False):
        assert said(settle(body_of(shown), accepted)) == said(body_of(one.settled(accepted)))
    return shown


every = pytest.mark.parametrize("name", [*changes()])


@every
def test_accepting_gives_the_new_text_and_rejecting_the_old(name: str) -> None:
    assert_law(changes()[name])


letters = st.text("甲乙丙丁一二，。（）12% a䶮", min_size=1, max_size=24)
short = st.text("甲乙丙丁", min_size=1, max_size=6)
few = st.lists(short, min_size=1, max_size=3).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> DocumentTable:
    width = draw(st.integers(1, 3))
    rows = st.lists(st.tuples(*[st.just("") | letters] * width), min_size=1, max_size=4).map(tuple)
    return DocumentTable((TableColumn(1, True, False),) * width, draw(rows)[:1], draw(rows))


rosters = st.builds(RosterLine, short, few).map(lambda role: Roster((role,)))
blocks = (
    st.builds(Paragraph, letters)
    | st.builds(Heading, st.integers(1, 4), letters, st.just("") | letters)
    | tables()
    | rosters
)
bodies = st.lists(blocks, min_size=1, max_size=5).map(tuple)
heads = st.builds(
    DocumentHead,
    st.sampled_from(["", "000001"]),
    st.sampled_from(["", "秘密★1年"]),
    mark=st.builds(RedMark, few, st.sampled_from(["", "文件"])),
    doc_number=letters,
    signatories=st.just(()) | few,
    form=st.sampled_from(Form),
)
documents = st.builds(
    Document,
    bodies,
    head=st.none() | heads,
    title=st.just(()) | few,
    recipients=st.just("") | letters,
    attachments=st.just(()) | few,
    attendance=st.lists(st.builds(AttendanceLine, short, letters), max_size=2).map(tuple),
    signature=st.none() | st.builds(Signature, few, letters, st.booleans()),
    note=st.just("") | letters,
    issued=st.none() | st.builds(Issued, few, bodies),
    annexes=st.lists(
        st.builds(AnnexPages, short, few, bodies, st.sampled_from(Orientation)), max_size=2
    ).map(tuple),
    imprint=st.none() | st.builds(Imprint, cc=st.just("") | letters, printed_by=letters),
    orientation=st.sampled_from(Orientation),
)


@st.composite
def edited(draw: st.DrawFn) -> Change:
    """A document, and what became of some of its parts."""
    old, other = draw(documents), draw(documents)
    parts = draw(st.sets(st.sampled_from([*Document.__dataclass_fields__])))
    new = replace(old, **{part: getattr(other, part) for part in parts})
    kept = st.sampled_from(old.body) | blocks
    return Change(old, replace(new, body=tuple(draw(st.lists(kept, min_size=1, max_size=6)))))


@settings(max_examples=15)
@given(edited())
def test_so_it_is_whatever_is_edited(one: Change) -> None:
    identities = [part.get(w("id")) for part in body_of(assert_law(one)).iter(*TRACKED)]
    assert len(set(identities)) == len(identities)


def test_a_table_makes_room_for_two() -> None:
    one = replace(TABLE, columns=TABLE.columns[:1], headers=(("序号",),), rows=(("1",),))
    old, new = Document((Paragraph("甲。"), TABLE)), Document((Paragraph("甲。"), one, one))
    assert_law(Change(old, new))
    assert_law(Change(new, old))


# --- what is tracked

TRACKED = tuple(map(w, ("ins", "del", "rPrChange", "pPrChange")))


def pieces(document: bytes) -> list[str]:
    """The texts that come and go, in the boxes' fallbacks too."""
    signs = {w("ins"): "+", w("del"): "-"}
    return [
        signs[part.tag] + "".join(node.text or "" for node in part.iter(w("t"), w("delText")))
        for part in body_of(document).iter(*signs)
        if part.getparent().tag == w("p")
    ]


def test_a_reworded_paragraph_shows_its_changed_words() -> None:
    assert pieces(changes()["2022 revised"].shown()) == ["-90%", "+95%"]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("（二）加强组织领导。", "（三）加强组织领导。", ["-（二）", "+（三）"]),
        ("九、保障措施", "十、保障措施", ["-九、", "+十、"]),
        ("1.健全工作机制。", "2.健全工作制度。", ["-1.", "+2.", "-机制", "+制度"]),
        ("各单位要强化领导。", "各单位要强化引导。", ["-领导", "+引导"]),
    ],
)
def test_no_numeral_and_no_word_is_torn(before: str, after: str, changed: list[str]) -> None:
    old, new = Document((Paragraph(before),)), Document((Paragraph(after),))
    assert pieces(redline(old, new, STANDARD, STANDARD)) == changed


def test_rejecting_brings_back_the_room_of_the_imprint() -> None:
    body = body_of(redline(SHORT, replace(SHORT, imprint=None), STANDARD, STANDARD))
    (was,) = body.xpath("./w:body/w:p[last()]/w:pPr/w:pPrChange/w:pPr", namespaces=body.nsmap)
    assert was.find(w("pStyle")).get(w("val")) == "版记"
    assert was.find(w("spacing")) is not None


def test_a_box_shows_its_changed_words_twice_for_every_reader() -> None:
    own = composed("plans/2018.yaml").document
    assert own.imprint is not None
    new = replace(own, imprint=replace(own.imprint, printed_on="2018年4月27日"))
    assert pieces(redline(own, new, STANDARD, STANDARD)) == ["-26", "+27"] * 2


def test_rows_come_and_go_in_their_table() -> None:
    rows = (("1", "甲"), ("2", "采购放心食品"), ("3", "丙"))
    new = (("1", "甲"), ("2", "采购安全食品"), ("4", "丁"), ("3", "丙"))
    old, now = (Document((replace(TABLE, rows=each),)) for each in (rows, new))
    body = body_of(redline(old, now, STANDARD, STANDARD))
    marked = [
        ["".join(node.text for node in cell.iter(w("t"))) for cell in row.iter(w("tc"))]
        for row in body.xpath("//w:tr[w:trPr/w:ins]", namespaces=body.nsmap)
    ]
    assert marked == [["4", "丁"]]
    assert pieces(redline(old, now, STANDARD, STANDARD)) == ["-放心", "+安全", "+4", "+丁"]


OUTLINE = (
    Document(
        (
            *(Heading(1, "一、目标", ""), Paragraph("甲甲甲。"), Paragraph("乙乙乙。")),
            *(Heading(1, "二、措施", ""), Paragraph("丙丙丙。")),
        ),
        signature=Signature(("某某局",), "2021年1月1日", sealed=False),
        annexes=(AnnexPages("附件", ("名单",), (Paragraph("丁丁丁。"),), Orientation.PORTRAIT),),
    ),
    Document(
        (
            *(Heading(1, "一、总体要求和任务", ""), Paragraph("子子子。"), Paragraph("丑丑丑。")),
            *(Heading(1, "二、几个方面的保障", ""), Paragraph("寅寅寅。")),
        ),
        note="（此件主动公开）",
    ),
)


def test_a_chapter_goes_where_another_comes() -> None:
    """What is struck out and put in of one chapter stands together, annexes at the end."""
    said = "".join(piece[1] for piece in pieces(redline(*OUTLINE, STANDARD, STANDARD)))
    assert said == "一甲乙一子丑二丙二寅某2附（名丁"


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_change_is_no_change(name: str) -> None:
    own = composed(f"examples/{name}.yaml")
    shown = redline(own.document, own.document, own.style, own.style)
    assert not [*body_of(shown).iter(*TRACKED)]


def test_changes_say_who_and_when() -> None:
    parts = [*body_of(changes()["2018 to 2022"].shown()).iter(*TRACKED)]
    assert {part.get(w("author")) for part in parts} == {"南安市卫生健康局"}
    assert {part.get(w("date")) for part in parts} == {"2022-03-07T00:00:00Z"}
    old, new = Document((Paragraph("甲"),)), Document((Paragraph("乙"),), Properties())
    parts = [*body_of(redline(old, new, STANDARD, STANDARD)).iter(*TRACKED)]
    assert {(part.get(w("author")), part.get(w("date"))) for part in parts} == {("plangen", None)}


def test_the_command_writes_it(tmp_path: Path) -> None:
    target = tmp_path / "redline.docx"
    plans = (ROOT / f"plans/{year}.yaml" for year in (2018, 2022))
    assert run("diff", *plans, "--redline", "-o", target).code == 1
    assert target.read_bytes() == fingerprinted(changes()["2018 to 2022"].shown())


# --- the package


@pytest.mark.parametrize("name", [name for name in changes() if name[0] == "2" or "rev" in name])
def test_it_is_valid_opens_and_is_the_same_again(name: str) -> None:
    shown = changes()[name].shown()
    assert shown == changes()[name].shown()
    docx.Document(io.BytesIO(shown))
    assert faults(shown) <= faults(changes()[name].settled(accepted=True))


def faults(document: bytes) -> set[str]:
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(document)
        file.flush()
        return {str(fault) for fault in OpenXmlValidator().validate(file.name).errors}


# --- LibreOffice

MACRO = """Sub Settle(source, command, target)
  Dim hide(0) As New com.sun.star.beans.PropertyValue
  hide(0).Name = "Hidden" : hide(0).Value = True
  notice = StarDesktop.loadComponentFromURL(source, "_blank", 0, hide())
  If command <> "" Then
    Dim none()
    helper = createUnoService("com.sun.star.frame.DispatchHelper")
    helper.executeDispatch(notice.CurrentController.Frame, command, "", 0, none())
  End If
  notice.DocumentProperties.Title = CStr(notice.CurrentController.PageCount)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = "OpenDocument Text Flat XML"
  notice.storeToURL(target, how())
  notice.close(True)
End Sub
Sub Main
{calls}
End Sub
"""
COMMANDS = {True: ".uno:AcceptAllTrackedChanges", False: ".uno:RejectAllTrackedChanges"}
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LEAVES_A_PARAGRAPH = ("document to letter", "letter to document")
"""The table in one's head has nothing before it that stays."""
IN_OFFICE = [name for name in changes() if name not in LEAVES_A_PARAGRAPH]


class Notice(NamedTuple):
    """A notice as LibreOffice has it."""

    paragraphs: list[str]
    pages: int


@pytest.fixture(scope="module")
def opened() -> dict[tuple[str, bool, bool], Notice]:
    """Each notice with its changes accepted or rejected, and each plain notice beside it."""
    needs_office()
    shown = {name: changes()[name].shown() for name in IN_OFFICE}
    whole = {
        (name, accepted, plain): (changes()[name].settled(accepted), "")
        if plain
        else (shown[name], COMMANDS[accepted])
        for name in IN_OFFICE
        for accepted in (True, False)
        for plain in (True, False)
    }
    once = list(dict.fromkeys(whole.values()))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office(folder, "--terminate_after_init")
        calls = []
        for number, (document, command) in enumerate(once):
            source, target = folder / f"{number}.docx", folder / f"{number}.fodt"
            source.write_bytes(document)
            calls.append(f'Settle("{source.as_uri()}", "{command}", "{target.as_uri()}")')
        basic = folder / "profile/user/basic/Standard"
        (basic / "Edit.xba").write_text(
            MODULE.format(escape(MACRO.format(calls="\n".join(calls)))), "utf-8"
        )
        (basic / "script.xlb").write_text(LIBRARY, "utf-8")
        office(folder, "macro:///Standard.Edit.Main")
        found = {each: _notice(folder / f"{number}.fodt") for number, each in enumerate(once)}
        return {key: found[each] for key, each in whole.items()}


def _notice(path: Path) -> Notice:
    root = etree.parse(path).getroot()
    assert root.find(f".//{TEXT}tracked-changes/*") is None
    pages = int(root.findtext(".//{http://purl.org/dc/elements/1.1/}title"))
    return Notice([_line(each) for each in _body(root).iter(f"{TEXT}p", f"{TEXT}h")], pages)


def _body(root: Any) -> Any:
    return next(root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"))


def _line(paragraph: Any) -> str:
    """What a paragraph says, but for the zero-width spaces that LibreOffice puts beside boxes."""
    places = [etree.QName(each).localname for each in paragraph.iterancestors()]
    where = "|".join(name for name in places if name in ("table-cell", "frame", "custom-shape"))
    return f"{where}: {_spoken(paragraph)}".replace("\u200b", "").replace("\u200d", "")


def _spoken(part: Any) -> str:
    chars = {"tab": "\t", "line-break": "\n", "s": " " * int(part.get(f"{TEXT}c", "1"))}
    own = chars.get(etree.QName(part).localname, part.text or "")
    inner = (child for child in part if child.tag.startswith(TEXT))
    return own + "".join(_spoken(child) + (child.tail or "") for child in inner)


def with_text(notice: Notice) -> list[str]:
    """The paragraphs but those of empty boxes: LibreOffice keeps a box whose text goes."""
    return [line for line in notice.paragraphs if not line.endswith("custom-shape: ")]


@pytest.mark.xdist_group("redline")
@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("name", IN_OFFICE)
def test_libreoffice_gives_both_texts(
    opened: dict[tuple[str, bool, bool], Notice], name: str, accepted: bool
) -> None:
    found, plain = opened[name, accepted, False], opened[name, accepted, True]
    assert with_text(found) == with_text(plain)
    if accepted:
        assert found.pages == plain.pages
