"""The page against GB/T 9704-2012: rendered and measured in mm, 字 and pt; and its package."""

import io
import time
import zipfile
from copy import deepcopy

import docx as python_docx
import pytest
from docx.document import Document as Package
from support.breaking import Parts, w
from support.page_documents import (
    DOCUMENTS,
    FANG,
    HEAD,
    HEI,
    IMPRINT,
    KAI,
    RED,
    SENTENCE,
    SONG,
    TITLE,
    TITLES,
    UPWARD,
    line_number,
    signed,
    written,
)
from support.rendering import render

from plangen.document import gbt9704
from plangen.document import xml as document_xml
from plangen.pages import BOTTOM_MM, LEFT_MM, LINE_MM, RIGHT_MM, TOP_MM, Page
from plangen.typography import rare
from plangen.writers import docx
from plangen.writers.docx.signature import signature_alone

MM = 1.0
"""Where the standard gives a length: ±1 mm."""
CHAR = 0.3
"""Indents: ±0.3 字."""


TIMES = gbt9704.Style(latin_font="Times New Roman")
STYLES = {
    "full by GB/T 33476": ("full", gbt9704.Style(margins="gbt33476")),
    "notice by GB/T 33476": ("notice", gbt9704.Style(margins="gbt33476")),
    "imprint by GB/T 33476": ("imprint", gbt9704.Style(margins="gbt33476")),
    "no room by GB/T 33476": ("no room", gbt9704.Style(margins="gbt33476")),
    "small mark": ("notice", gbt9704.Style(mark_size=30)),
    "mark beyond the line": ("notice", gbt9704.Style(mark_size=72)),
}
"""Documents in a bureau's own style."""


def addressed(head: str, lines: int, body: str = "<p>正文。</p>") -> str:
    """A document whose recipients fill so many lines."""
    return f"{head}{TITLES}<recipients>{'甲' * (28 * lines - 1)}：</recipients>{body}"


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[Page, ...]]:
    plain = {name: written(xml) for name, xml in DOCUMENTS.items()}
    styled = {name: written(DOCUMENTS[which], style) for name, (which, style) in STYLES.items()}
    documents = plain | styled
    return dict(zip(documents, render(*documents.values()), strict=True))


def test_paper_is_a4(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["full"][0]
    assert (page.width, page.height) == pytest.approx((210, 297), abs=0.1)


def test_full_pages_have_22_lines_of_28_characters(pages: dict[str, tuple[Page, ...]]) -> None:
    first, second, _ = pages["full"]
    assert len(first.text_lines()) == len(second.text_lines()) == 22
    assert [len(line.glyphs) for line in second.text_lines()] == [28] * 22
    assert [len(line.glyphs) for line in first.text_lines()] == [26] + [28] * 21


def test_a_page_is_full_wherever_a_paragraph_breaks(pages: dict[str, tuple[Page, ...]]) -> None:
    assert [len(page.text_lines()) for page in pages["last line"]] == [22, 1]


def test_text_fills_the_type_area(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["full"][1]
    ink = page.ink(0, BOTTOM_MM)
    for line in page.text_lines():
        assert line.glyphs[0].left == pytest.approx(LEFT_MM, abs=MM)
        assert line.glyphs[-1].right == pytest.approx(RIGHT_MM, abs=MM)
        assert line.look == {(FANG, 16)}
    leading = LINE_MM - 16 / 72 * 25.4
    assert TOP_MM <= ink.top <= TOP_MM + leading + MM
    assert BOTTOM_MM - leading <= ink.bottom <= BOTTOM_MM


def test_labels_stand_on_the_first_lines(pages: dict[str, tuple[Page, ...]]) -> None:
    labels = pages["notice"][0].lines[:3]
    assert [label.text for label in labels] == ["000001", "秘密★1年", "特急"]
    assert [line_number(label) for label in labels] == [1, 2, 3]
    assert [label.indent for label in labels] == pytest.approx([0, 0, 0], abs=CHAR)
    assert [label.look for label in labels] == [{(FANG, 16)}, {(HEI, 16)}, {(HEI, 16)}]


@pytest.mark.parametrize("name", ["notice", "plain head", "upward"])
def test_mark_is_red_and_72_mm_from_the_top(pages: dict[str, tuple[Page, ...]], name: str) -> None:
    page = pages[name][0]
    mark = page.line("南安市卫生健康局文件")
    assert {glyph.font for glyph in mark.glyphs} == {TITLE}
    assert {glyph.color for glyph in mark.glyphs} == {RED}
    assert mark.off_centre == pytest.approx(0, abs=CHAR)
    assert page.ink(68, 90).top == pytest.approx(72, abs=MM)


def test_joint_mark_has_its_suffix_between_the_issuers(
    pages: dict[str, tuple[Page, ...]],
) -> None:
    page = pages["joint"][0]
    host, beside, guest = (page.line(text) for text in ("南安市卫生", "文件", "南安市公安"))
    assert beside.baseline == pytest.approx((host.baseline + guest.baseline) / 2, abs=MM)
    assert host.indent == pytest.approx(guest.indent, abs=CHAR)
    assert host.right_indent == pytest.approx(guest.right_indent, abs=CHAR)
    assert (host.indent - beside.right_indent) / 2 == pytest.approx(0, abs=1)
    assert page.ink(68, 90).top == pytest.approx(72, abs=MM)


@pytest.mark.parametrize("name", ["notice", "plain head", "joint"])
def test_number_is_two_lines_below_the_mark(pages: dict[str, tuple[Page, ...]], name: str) -> None:
    page = pages[name][0]
    number = page.line("南卫")
    assert (number.text, number.look) == ("南卫〔2022〕8号", {(FANG, 16)})
    assert number.off_centre == pytest.approx(0, abs=CHAR)
    mark_bottom = page.ink(68, number.baseline - LINE_MM).bottom
    blank = number.baseline - 0.8 * LINE_MM - mark_bottom
    assert 2 * LINE_MM <= blank <= 3 * LINE_MM


@pytest.mark.parametrize("name", ["notice", "plain head", "upward", "joint"])
def test_red_separator_is_4_mm_below_the_number(
    pages: dict[str, tuple[Page, ...]], name: str
) -> None:
    page = pages[name][0]
    red_line = page.rules[0]
    number_bottom = page.ink(page.line("南卫").baseline - 5, red_line.middle - 0.5).bottom
    assert red_line.middle - red_line.thickness / 2 - number_bottom == pytest.approx(4, abs=MM)
    assert red_line.color == RED
    assert (red_line.left, red_line.right) == pytest.approx((LEFT_MM, RIGHT_MM), abs=MM)


def test_signatories_stand_right_of_the_number(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["upward"][0]
    first, last = page.line("签发人"), page.line("南卫")
    assert first.right_indent == pytest.approx(1, abs=CHAR)
    assert last.indent == pytest.approx(1, abs=CHAR)
    assert last.at("张国升") == pytest.approx(first.at("王立明"), abs=CHAR)
    assert line_number(last) == line_number(first) + 1
    assert {glyph.font for glyph in first.glyphs[:4]} == {FANG}
    assert {glyph.font for glyph in first.glyphs[4:] if glyph.text.strip()} == {KAI}


@pytest.mark.parametrize("name", ["notice", "upward", "joint"])
def test_title_is_two_lines_below_the_red_separator(
    pages: dict[str, tuple[Page, ...]], name: str
) -> None:
    page = pages[name][0]
    lines = [page.line("关于印发"), page.line("重点整治")]
    blank = page.ink(page.rules[0].middle + 1, lines[0].baseline).top - page.rules[0].middle
    assert 1.7 * LINE_MM <= blank <= 2.3 * LINE_MM
    for line in lines:
        assert line.look == {(TITLE, 22)}
        assert line.off_centre == pytest.approx(0, abs=CHAR)
    assert lines[1].baseline - lines[0].baseline == pytest.approx(LINE_MM, abs=0.1)


def test_first_page_keeps_to_the_lines(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["notice"][0]
    places = [line.baseline / LINE_MM for line in page.text_lines() if line is not page.lines[3]]
    assert [(place - places[0] + 0.5) % 1 for place in places] == pytest.approx(
        [0.5] * len(places), abs=0.05
    )


def test_recipients_are_flush_one_line_below_the_title(
    pages: dict[str, tuple[Page, ...]],
) -> None:
    page = pages["notice"][0]
    first = page.line(SENTENCE[:10])
    second = page.lines[page.lines.index(first) + 1]
    assert line_number(first) == line_number(page.line("重点整治")) + 2
    assert (first.indent, second.indent) == pytest.approx((0, 0), abs=CHAR)
    assert second.text.endswith("：")


@pytest.mark.parametrize(
    ("name", "fitting"), [("no recipients moved", 8), ("headings", 6), ("many signatories", 7)]
)
def test_page_1_shows_text_whatever_the_recipients(name: str, fitting: int) -> None:
    """They stay as long as a line of text fits below them, and not a line longer."""
    head = UPWARD if name == "many signatories" else HEAD
    body = "<h1>一、目标</h1><h2>（一）教育</h2>" if name == "headings" else ""
    documents = [addressed(head, lines, f"{body}<p>正文。</p>") for lines in (fitting, fitting + 1)]
    kept, moved = render(*map(written, documents))
    assert kept[0].text_lines()[-1].text == moved[0].text_lines()[-1].text == "正文。"
    assert kept[0].line("甲").indent == pytest.approx(0, abs=CHAR)
    assert line_number(kept[0].line("正文。")) == 22
    assert moved[0].lines[-2].text == "正文。"
    assert moved[-1].line("主送：").text.startswith("主送：甲")


def test_moved_recipients_stand_above_the_cc_without_a_line() -> None:
    (pages,) = render(written(addressed(HEAD, 20) + IMPRINT))
    page = pages[-1]
    to, cc, printed = page.line("主送：甲"), page.line("抄送：甲局。"), page.line("乙局")
    first, inner, last = page.rules
    assert first.middle < to.baseline < cc.baseline < inner.middle < printed.baseline < last.middle
    assert page.lines[page.lines.index(cc) - 1].text.endswith("甲。")
    assert to.look == {(FANG, 14)}
    assert page.lines[page.lines.index(to) + 1].glyphs[0].left == pytest.approx(
        to.glyphs[3].left, abs=MM
    )
    assert last.middle == pytest.approx(262, abs=MM)


def test_no_mark_is_lost_at_the_end_of_a_line(pages: dict[str, tuple[Page, ...]]) -> None:
    lines = pages["line end"][0].text_lines()
    text = f"{SENTENCE[:26]}，{SENTENCE[:27]}。{SENTENCE[:28]}、"
    assert "".join(line.text for line in lines) == text
    assert max(line.glyphs[-1].right for line in lines) <= RIGHT_MM + 0.1


def test_paragraphs_are_indented_two_characters(pages: dict[str, tuple[Page, ...]]) -> None:
    recipients, first, continued = pages["notice"][0].lines[8:11]
    assert (first.indent, continued.indent) == pytest.approx((2, 0), abs=CHAR)
    assert line_number(first) == line_number(recipients) + 1


@pytest.mark.parametrize(
    ("heading", "run_in", "font"),
    [
        ("一、目标", "", HEI),
        ("一、指导。", "统一领导。", HEI),
        ("（一）教育", "", KAI),
        ("（二）管理。", "加强管理。", KAI),
        ("1.学习", "", FANG),
        ("2.宣传。", "广泛。", FANG),
        ("（1）上课", "", FANG),
    ],
)
def test_only_the_heading_sentence_has_the_headings_font(
    pages: dict[str, tuple[Page, ...]], heading: str, run_in: str, font: str
) -> None:
    line = pages["headings"][0].line(heading)
    assert line.text == heading + run_in
    assert line.indent == pytest.approx(2, abs=CHAR)
    assert {glyph.font for glyph in line.glyphs[: len(heading)]} == {font}
    assert {glyph.font for glyph in line.glyphs[len(heading) :]} <= {FANG}
    assert {glyph.size for glyph in line.glyphs} == {16}


def test_quotes_and_dashes_are_full_width(pages: dict[str, tuple[Page, ...]]) -> None:
    line = pages["headings"][0].line("“五专”")
    assert line.look == {(FANG, 16)}
    assert line.at("5") == pytest.approx(2 + 4 + 2 + 2 + 2, abs=CHAR)


def test_attachments_are_numbered_and_aligned(pages: dict[str, tuple[Page, ...]]) -> None:
    above, first, continued, second = pages["closing"][0].lines[:4]
    assert first.text.startswith(f"附件：1.{SENTENCE[:5]}")
    assert line_number(first) == line_number(above) + 2
    assert (first.indent, first.at("1.")) == pytest.approx((2, 5), abs=CHAR)
    assert continued.indent == pytest.approx(first.at(SENTENCE[0]), abs=CHAR)
    assert (second.text, second.indent) == ("2.任务表", pytest.approx(5, abs=CHAR))


def test_one_attachment_has_no_number(pages: dict[str, tuple[Page, ...]]) -> None:
    _, first, continued, _ = pages["one attachment"][0].lines
    assert first.text.startswith(f"附件：{SENTENCE[:5]}")
    assert (first.indent, continued.indent) == pytest.approx((2, 5), abs=CHAR)


def test_unsealed_issuer_and_date(pages: dict[str, tuple[Page, ...]]) -> None:
    above, issuer, date, note = pages["closing"][0].lines[3:7]
    assert line_number(issuer) == line_number(above) + 2
    assert issuer.right_indent == pytest.approx(2, abs=CHAR)
    assert date.indent - issuer.indent == pytest.approx(2, abs=CHAR)
    assert line_number(date) == line_number(issuer) + 1
    assert line_number(note) == line_number(date) + 1
    assert note.indent == pytest.approx(2, abs=CHAR)


def test_unsealed_date_longer_than_the_issuer(pages: dict[str, tuple[Page, ...]]) -> None:
    _, issuer, date, _ = pages["long date"][0].lines
    assert date.right_indent == pytest.approx(2, abs=CHAR)
    assert date.indent - issuer.indent == pytest.approx(2, abs=CHAR)


def test_several_unsealed_issuers_stand_one_below_the_other(
    pages: dict[str, tuple[Page, ...]],
) -> None:
    _, host, guest, date, _ = pages["unsealed jointly"][0].lines
    assert (host.right_indent, host.indent - guest.indent) == pytest.approx((2, 0), abs=CHAR)
    assert date.indent - host.indent == pytest.approx(2, abs=CHAR)


def test_sealed_issuer_is_centred_over_the_date(pages: dict[str, tuple[Page, ...]]) -> None:
    text, issuer, date, _ = pages["sealed"][0].lines
    assert date.right_indent == pytest.approx(4, abs=CHAR)
    assert issuer.off_centre == pytest.approx(date.off_centre, abs=CHAR)
    middle_of_seal = (issuer.baseline + date.baseline) / 2 - LINE_MM / 2
    assert 0 <= middle_of_seal - 21 - text.baseline <= LINE_MM


def test_sealed_issuers_leave_room_for_two_seals(pages: dict[str, tuple[Page, ...]]) -> None:
    _, issuers, date, _ = pages["sealed jointly"][0].lines
    host, guest = issuers.glyphs[:4], issuers.glyphs[-3:]
    centres = [(name[0].left + name[-1].right) / 2 for name in (host, guest)]
    assert centres[1] - centres[0] >= 42
    assert centres[1] == pytest.approx((date.glyphs[0].left + date.glyphs[-1].right) / 2, abs=MM)


def test_signature_never_stands_alone(pages: dict[str, tuple[Page, ...]]) -> None:
    for name in ("signature alone", "all closing parts alone"):
        assert pages[name][1].lines[0].text == "正文。"


def closing(lines: int, sealed: str = "no") -> str:
    """A document with one paragraph of so many lines, signed."""
    return (
        f"{TITLES}<recipients>各单位：</recipients><p>{'甲' * (28 * lines - 3)}。</p>"
        f'<signature date="2022年3月7日" sealed="{sealed}"><issuer>甲局</issuer></signature>'
    )


@pytest.mark.parametrize(
    ("lines", "sealed", "count", "pitch"),
    [(13, "no", 1, 1.0), (14, "no", 1, 0.93), (13, "yes", 1, 0.92), (16, "no", 2, 1.03)],
)
def test_one_paragraph_is_respaced_so_that_it_follows_the_signature(
    lines: int, sealed: str, count: int, pitch: float
) -> None:
    (pages,) = render(written(closing(lines, sealed)))
    assert len(pages) == count
    *_, text, issuer, date, _ = pages[-1].lines
    assert (text.text[-1], issuer.text, date.text) == ("。", "甲局", "2022年3月7日")
    first, second = [line for line in pages[0].lines if line.text.startswith("甲甲")][:2]
    assert second.baseline - first.baseline == pytest.approx(LINE_MM * pitch, abs=0.1)


@pytest.mark.parametrize(
    ("xml", "alone"),
    [
        (closing(13), False),
        (closing(14), False),
        (closing(15), True),
        (closing(16), False),
        (closing(17), False),
        (closing(35), False),
        (closing(36), True),
        (f"<p>一行。</p>{closing(15).partition('：</recipients>')[2]}", False),
        (f"{TITLES}<p>文</p>", False),
    ],
)
def test_a_signature_that_stands_alone_is_known_beforehand(xml: str, alone: bool) -> None:
    tree = document_xml.parse(f"<document>{xml}</document>")
    assert signature_alone(tree) is alone
    (pages,) = render(docx.write(tree))
    signed_page = next(
        (page for page in pages if any(line.text == "甲局" for line in page.lines)), pages[0]
    )
    stands_alone = signed_page.lines[0].text == "甲局"
    assert stands_alone is alone


def test_a_heading_and_its_text_are_not_taken_off_page_1_by_the_signature() -> None:
    xml = f"{TITLES}<h1>一、目标</h1>{closing(15).partition('</recipients>')[2]}"
    (pages,) = render(written(xml))
    assert pages[0].line("一、目标")
    assert pages[-1].line("甲局")


def test_issued_plan_begins_a_page(pages: dict[str, tuple[Page, ...]]) -> None:
    title, _, text, _ = pages["notice"][1].lines
    assert (title.text, text.text) == ("关于印发禁毒", "方案正文。")
    assert line_number(title) == 3


def test_annex_label_on_line_1_title_on_line_3(pages: dict[str, tuple[Page, ...]]) -> None:
    label, title = pages["imprint"][1].lines[:2]
    assert (label.text, line_number(label), label.look) == ("附件", 1, {(HEI, 16)})
    assert (title.text, line_number(title), title.look) == ("名单", 3, {(TITLE, 22)})
    assert label.indent == pytest.approx(0, abs=CHAR)
    assert title.off_centre == pytest.approx(0, abs=CHAR)


def test_roster_names_stand_in_columns(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["imprint"][1]
    rows = [page.line(label) for label in ("组长：", "副组长：", "成员：")]
    assert [row.at("：") for row in rows] == pytest.approx([5] * 3, abs=CHAR)
    assert rows[2].at("张化庆") == pytest.approx(rows[1].at("王"), abs=CHAR)
    assert rows[2].at("庆") == pytest.approx(rows[1].at("勇"), abs=CHAR)
    assert page.line("张国升").indent == pytest.approx(rows[0].at("田风才"), abs=CHAR)


def test_imprint_ends_with_the_type_area(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["imprint"][1]
    first, inner, last = page.rules
    assert last.middle == pytest.approx(262, abs=MM)
    for rule, thickness in ((first, 0.35), (inner, 0.25), (last, 0.35)):
        assert rule.thickness == pytest.approx(thickness, abs=0.05)
        assert (rule.left, rule.right) == pytest.approx((LEFT_MM, RIGHT_MM), abs=MM)


def test_imprint_texts(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["imprint"][1]
    cc, printed = page.line("抄送"), page.line("南安市卫生健康局办公室")
    continued = page.lines[page.lines.index(cc) + 1]
    assert cc.look == continued.look == printed.look == {(FANG, 14)}
    assert continued.glyphs[0].left == pytest.approx(cc.glyphs[3].left, abs=MM)
    assert cc.glyphs[0].left - LEFT_MM == pytest.approx(14 / 72 * 25.4, abs=MM)
    assert RIGHT_MM - printed.glyphs[-1].right == pytest.approx(14 / 72 * 25.4, abs=MM)
    assert printed.text.endswith("2022年3月7日印发")


def test_imprint_takes_a_new_page_only_without_room(pages: dict[str, tuple[Page, ...]]) -> None:
    (page,) = pages["room"]
    assert page.lines[19].baseline + 1 < page.rules[0].middle
    assert [len(page.rules) for page in pages["no room"]] == [0, 3]
    assert pages["no room"][1].rules[-1].middle == pytest.approx(262, abs=MM)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_page_number(pages: dict[str, tuple[Page, ...]], number: int) -> None:
    page = pages["full"][number - 1]
    line = page.lines[-1]
    assert (line.text, line.look) == (f"— {number} —", {(SONG, 14)})
    assert (line.right_indent if number % 2 else line.indent) == pytest.approx(1, abs=CHAR)
    dash = page.ink(264, 285, line.glyphs[0].left, line.glyphs[0].right)
    assert (dash.top + dash.bottom) / 2 - BOTTOM_MM == pytest.approx(7, abs=MM)


def test_table_repeats_its_header_and_splits_no_row(pages: dict[str, tuple[Page, ...]]) -> None:
    for page in pages["table"][:2]:
        assert page.line("序号").text == "序号任务"
        assert page.text_lines()[-1].text.endswith("。")
        edges = (page.rules[0].left, page.rules[0].right)
        assert edges == pytest.approx((LEFT_MM, RIGHT_MM), abs=MM)


def test_landscape_annex_turns_the_page_number_too(pages: dict[str, tuple[Page, ...]]) -> None:
    _, even, odd, last = pages["landscape"]
    assert (even.width, even.height) == pytest.approx((297, 210), abs=0.1)
    assert (even.rules[0].left, even.rules[0].right) == pytest.approx((35, 260), abs=MM)
    one_char = 14 / 72 * 25.4
    for page, end in ((even, 28 + one_char), (odd, 210 - 26 - one_char)):
        number = page.ink(0, page.height - 1, 0, 33)
        assert (number.left + number.right) / 2 == pytest.approx(35 - 7, abs=MM)
        assert (number.top if page is even else number.bottom) == pytest.approx(end, abs=1.5)
    assert [line.text for line in last.lines] == ["抄送：甲。"]


def test_too_wide_a_table_is_narrowed(pages: dict[str, tuple[Page, ...]]) -> None:
    rules = pages["extremes"][0].rules
    assert max(rule.right for rule in rules) == pytest.approx(RIGHT_MM, abs=MM)
    assert rules[-1].right - rules[-1].left == pytest.approx(10 * 14 / 72 * 25.4 + 2, abs=MM)


@pytest.mark.parametrize("sealed", ["no", "yes"])
def test_an_issuer_longer_than_a_line_is_written_whole(sealed: str) -> None:
    body = opened(signed(SENTENCE * 2, "2022年3月7日", sealed)).element.body
    text = "".join(run.text for run in body.iter("{*}t"))
    assert text.count(SENTENCE * 2) == text.count("2022年3月7日") == 1


def test_rare_characters_survive(pages: dict[str, tuple[Page, ...]]) -> None:
    assert pages["rare"][0].lines[0].text == "王祎、燚玥和䶮"


def opened(xml: str, style: gbt9704.Style = gbt9704.STANDARD) -> Package:
    return python_docx.Document(
        io.BytesIO(docx.write(document_xml.parse(f"<document>{xml}</document>"), style))
    )


def test_same_document_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(DOCUMENTS["notice"])
    monkeypatch.setattr(time, "time", lambda: 2e9)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2e9))
    assert written(DOCUMENTS["notice"]) == first


def test_properties_name_the_document_and_its_date() -> None:
    xml = """<document title="通知" author="甲局" subject="禁毒"><p>文</p>
<signature date="2022年3月7日"><issuer>甲局</issuer></signature></document>"""
    package = python_docx.Document(io.BytesIO(docx.write(document_xml.parse(xml))))
    properties = package.core_properties
    assert (properties.title, properties.author, properties.subject) == ("通知", "甲局", "禁毒")
    assert properties.language == "zh-CN"
    assert f"{properties.created:%Y-%m-%d}" == f"{properties.modified:%Y-%m-%d}" == "2022-03-07"


def test_page_setup_reads_as_the_standard_says() -> None:
    section = opened("<p>文</p>").sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.cm, 1) for side in sides if side] == [3.7, 3.5, 2.8, 2.6]


def test_style_pane_has_only_our_styles() -> None:
    visible = [style for style in opened("<p>文</p>").styles if not style.hidden]
    named = {style.name for style in visible}
    assert {"公文标题", "主送机关", "公文正文", "一级标题", "附件说明", "成文日期"} <= named
    builtin = {"Normal", "Default Paragraph Font", "Normal Table"}
    assert all(name and not name.isascii() for name in named - builtin)


def test_titles_and_headings_are_in_the_navigation_pane() -> None:
    package = opened(
        f"{TITLES}{DOCUMENTS['headings']}<annex label='附件'><title>表</title><p>文</p></annex>"
    )
    levels = [
        (paragraph.text[:4], level.get(level.keys()[0]))
        for paragraph in package.paragraphs
        for part in (paragraph.style.element, paragraph._p)  # type: ignore[union-attr]
        for level in part.xpath("./w:pPr/w:outlineLvl")
    ]
    assert levels == [
        *[
            ("关于印发", "0"),
            ("一、目标", "0"),
            ("一、指导", "0"),
            ("（一）教", "1"),
            ("（二）管", "1"),
        ],
        *[("1.学习", "2"), ("2.宣传", "2"), ("（1）上", "3"), ("表", "0")],
    ]


def test_a_heading_style_is_linked_with_the_one_for_text_run_in() -> None:
    sheet = opened("<p>文</p>").styles.element
    links = {
        style.get(w("styleId")): style.find(w("link")).get(w("val"))
        for style in sheet.iter(w("style"))
        if style.find(w("link")) is not None
    }
    assert links["一级标题"] == "一级标题字"
    assert {links[own] for own in links} == set(links)
    assert all(links[links[own]] == own for own in links)


def test_enter_begins_what_comes_next() -> None:
    sheet = opened("<p>文</p>").styles.element
    following = {
        style.get(w("styleId")): style.find(w("next")).get(w("val"))
        for style in sheet.iter(w("style"))
        if style.get(w("customStyle")) and style.get(w("type")) == "paragraph"
    }
    assert following["发文字号"] == "公文标题"
    assert following["公文标题"] == "主送机关"
    assert following["发文机关署名"] == "成文日期"
    assert following["附件标签"] == "附件标题"
    assert following["小五表头"] == "小五表格文字"
    assert following["二级标题"] == following["公文正文"] == "公文正文"


def test_nothing_is_left_to_a_readers_defaults() -> None:
    sheet = opened("<p>文</p>").styles.element
    spacing = sheet.xpath("./w:docDefaults/w:pPrDefault/w:pPr/w:spacing")[0]
    assert (spacing.get(w("before")), spacing.get(w("after"))) == ("0", "0")
    (normal,) = sheet.xpath("./w:style[@w:styleId='Normal']")
    assert normal.xpath("./w:pPr/w:spacing/@w:after") == ["0"]
    assert normal.xpath("./w:rPr/w:rFonts/@w:eastAsia") == ["仿宋_GB2312"]
    assert normal.xpath("./w:rPr/w:sz/@w:val") == ["32"]


def test_fonts_have_other_names_in_order() -> None:
    fonts = Parts(written("<p>文</p>")).all("//w:font", "fonttable")
    names = {font.get(w("name")): font.find(w("altName")).get(w("val")) for font in fonts}
    assert names["仿宋_GB2312"] == "仿宋,FangSong_GB2312,FangSong"
    assert names["方正小标宋简体"].split(",")[-1] == "华文中宋"


def test_boxes_say_what_stands_in_them() -> None:
    boxes = Parts(written(DOCUMENTS["imprint"])).all("//wp:docPr", "document")
    assert [box.get("descr") for box in boxes] == ["抄送机关、印发机关和印发日期"]


def with_another_line(document: bytes) -> Parts:
    """A notice to whose 抄送 a clerk has added a paragraph."""
    parts = Parts(document)
    for cell in parts.all("//w:txbxContent//w:tr[1]/w:tc", "document"):
        cell.append(deepcopy(cell.find(w("p"))))
    return parts


def test_the_imprint_grows_upwards() -> None:
    """What is added does not push the last row out; a box that does not grow hides it."""
    parts = with_another_line(written(DOCUMENTS["imprint"]))
    grown = parts.saved()
    for fit in parts.all("//*[local-name()='spAutoFit']", "document"):
        fit.tag = fit.tag.replace("spAutoFit", "noAutofit")
    (pages, broken) = render(grown, parts.saved())
    assert pages[-1].rules[-1].middle == pytest.approx(262, abs=MM)
    assert pages[-1].line("南安市卫生健康局办公室")
    assert len([line for line in pages[-1].lines if line.text.startswith("抄送")]) == 2
    with pytest.raises(StopIteration):
        broken[-1].line("南安市卫生健康局办公室")


def test_the_imprint_has_indents_and_no_cell_margins() -> None:
    """Readers lay borders beside cell margins in one mode, and on them in another."""
    parts = Parts(written(DOCUMENTS["imprint"]))
    margins = parts.all("//w:txbxContent//w:tblCellMar/*/@w:w", "document")
    assert set(margins) == {"0"}
    for side in ("left", "right"):
        indents = parts.all(f"//w:txbxContent//w:tc//w:ind/@w:{side}", "document")
        assert len(indents) == 4
        assert all(int(indent) >= 280 for indent in indents)


def test_the_issued_title_needs_no_space_above_the_page() -> None:
    """Some readers drop the space above a paragraph that begins a page: a blank line begins it."""
    parts = Parts(written(DOCUMENTS["notice"]))
    (begins,) = parts.all("//w:body/w:p[w:pPr/w:pageBreakBefore]", "document")
    assert not [*begins.iter(w("t"))]
    title = begins.getnext().find(w("pPr"))
    assert title.find(w("pStyle")).get(w("val")) == "公文标题"
    assert title.find(w("spacing")).get(w("before")) == "579"


def test_libreoffice_takes_hanging_marks_the_other_way_round() -> None:
    """It hangs them where `overflowPunct` is not written, which should be what it stands for.

    Where a newer one does better, docs/版面.md need no longer warn of files that it has saved.
    """
    written_out = written(DOCUMENTS["line end"])
    parts = Parts(written_out)
    parts.drop("//w:overflowPunct", "styles")
    ends = [
        max(line.glyphs[-1].right for line in pages[0].text_lines())
        for pages in render(written_out, parts.saved())
    ]
    assert ends[0] <= RIGHT_MM + 0.1
    assert ends[1] > RIGHT_MM + 5


def test_marks_and_tabs_survive() -> None:
    text = "&lt;a&gt; &amp; &quot;b&quot;\t'c'"
    package = opened(f"""<p>{text}</p><table><column width="1"/><row><cell>{text}</cell></row>
</table><imprint><cc>抄送：{text}。</cc></imprint>""")
    plain = "<a> & \"b\"\t'c'"
    assert package.paragraphs[0].text == plain
    assert package.tables[0].cell(0, 0).text == plain
    box = package.paragraphs[-1]._p.xpath("(.//w:drawing//w:tc)[1]//w:r/*")
    assert "".join(part.text or "\t" for part in box) == f"抄送：{plain}。"


def test_rare_characters_name_a_font_that_has_them() -> None:
    package = opened("<title>王祎\n祎</title><h1>燚</h1><p>王祎、䶮</p>")
    fonts = [
        (run.text, run.font.name) for paragraph in package.paragraphs for run in paragraph.runs
    ]
    assert fonts == [
        *[("王", None), ("祎", "宋体"), ("\n", None), ("祎", "宋体"), ("燚", "黑体")],
        *[("王", None), ("祎", "仿宋"), ("、", None), ("䶮", "仿宋")],
    ]


def test_fonts_can_be_chosen() -> None:
    package = opened("<title>题</title><p>文</p>", gbt9704.Style(title_font="方正小标宋_GBK"))
    names = package.styles["公文标题"].element.xpath("./w:rPr/w:rFonts/@*")
    assert names == ["方正小标宋_GBK"] * 4 + ["eastAsia"]


def test_latin_font_stands_in_the_body_only() -> None:
    package = opened("<title>题</title><h1>一</h1><p>文</p>", TIMES)
    named = {
        name: package.styles[name].element.xpath("./w:rPr/w:rFonts/@*")
        for name in ("公文正文", "主送机关", "公文标题", "一级标题", "三级标题字", "二级标题字")
    }
    body = ["Times New Roman", "Times New Roman", *["仿宋_GB2312"] * 2, "eastAsia"]
    assert named["公文正文"] == named["主送机关"] == named["三级标题字"] == body
    assert named["公文标题"] == ["方正小标宋简体"] * 4 + ["eastAsia"]
    assert named["一级标题"] == ["黑体"] * 4 + ["eastAsia"]
    assert named["二级标题字"] == ["楷体_GB2312"] * 4 + ["eastAsia"]


@pytest.mark.parametrize(("name", "size"), [("small mark", 30), ("mark beyond the line", 42)])
def test_mark_size_can_be_chosen_within_the_line(
    pages: dict[str, tuple[Page, ...]], name: str, size: float
) -> None:
    page = pages[name][0]
    assert {glyph.size for glyph in page.line("南安市卫生健康局文件").glyphs} == {size}
    assert page.ink(68, 90).top == pytest.approx(72, abs=MM)


def test_margins_of_gbt33476_read_as_it_says() -> None:
    package = opened("<p>文</p>", gbt9704.Style(margins="gbt33476"))
    (section,) = package.sections
    assert [round(side.mm, 2) for side in (section.top_margin, section.bottom_margin) if side] == [
        *(34.57, 32.58)
    ]
    pitch = package.styles["Normal"].element.xpath("./w:pPr/w:spacing/@w:line")
    assert pitch == ["589"]


def test_margins_of_gbt33476_fill_the_same_type_area(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["full by GB/T 33476"][1]
    assert [len(line.glyphs) for line in page.text_lines()] == [28] * 22
    ink, usual = page.ink(0, 266), pages["full"][1].ink(0, 264)
    assert (ink.left, ink.right) == pytest.approx((usual.left, usual.right), abs=MM)
    assert ink.top >= TOP_MM - MM
    assert ink.bottom <= BOTTOM_MM + MM
    assert ink.bottom - ink.top == pytest.approx(BOTTOM_MM - TOP_MM, abs=2)
    assert (ink.top + ink.bottom) / 2 == pytest.approx((usual.top + usual.bottom) / 2, abs=MM)
    assert page.lines[-1].baseline == pages["full"][1].lines[-1].baseline


def test_margins_of_gbt33476_leave_mark_and_imprint_in_place(
    pages: dict[str, tuple[Page, ...]],
) -> None:
    assert pages["notice by GB/T 33476"][0].ink(68, 90).top == pytest.approx(72, abs=MM)
    for name in ("imprint by GB/T 33476", "no room by GB/T 33476"):
        assert pages[name][-1].rules[-1].middle == pytest.approx(262, abs=MM)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [("王祎、燚玥和䶮，祎2A", "祎燚玥䶮"), ("王勇〔2022〕——“一”", ""), ("𠮷野", "𠮷")],
)
def test_rare_characters(text: str, lacking: str) -> None:
    assert rare(text) == lacking


def test_package_holds_nothing_of_its_template() -> None:
    with zipfile.ZipFile(io.BytesIO(written("<p>文</p>"))) as package:
        assert sorted(package.namelist()) == [
            *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml"),
            *("word/_rels/document.xml.rels", "word/document.xml", "word/fontTable.xml"),
            *("word/footer1.xml", "word/footer2.xml", "word/settings.xml", "word/styles.xml"),
        ]
