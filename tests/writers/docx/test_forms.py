"""信函, 命令 and 纪要 against GB/T 9704-2012 §10: rendered and measured in mm, 字 and pt."""

import pytest
from support.form_documents import DOCUMENTS, SENTENCE, first_rule
from support.rendering import render

from plangen.document import xml as document_xml
from plangen.pages import BOTTOM_MM, LEFT_MM, LINE_MM, RIGHT_MM, TOP_MM, Page, PageLine
from plangen.writers import docx

MM = 1.0
"""Where the standard gives a length: ±1 mm."""
CHAR = 0.3
"""Indents: ±0.3 字."""
RED = (1.0, 0.0, 0.0)
FANG, HEI, TITLE = "FandolFang-Regular", "FandolHei-Regular", "FandolSong-Bold"


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[Page, ...]]:
    xml = (f"<document>{document}</document>" for document in DOCUMENTS.values())
    documents = [docx.write(document_xml.parse(document)) for document in xml]
    return dict(zip(DOCUMENTS, render(*documents), strict=True))


def line_number(line: PageLine) -> int:
    """Which of the page's 22 lines it stands on, from 1."""
    return round((line.baseline - TOP_MM) / LINE_MM + 0.2)


LETTERS = pytest.mark.parametrize("name", ["letter", "labelled", "long letter"])


@LETTERS
def test_letter_mark_is_30_mm_from_the_pages_top(
    pages: dict[str, tuple[Page, ...]], name: str
) -> None:
    page = pages[name][0]
    mark = page.lines[0]
    assert {(glyph.font, glyph.color) for glyph in mark.glyphs} == {(TITLE, RED)}
    assert mark.text == (f"{SENTENCE[:14]}局" if name == "long letter" else "南安市卫生健康局")
    middle = (mark.glyphs[0].left + mark.glyphs[-1].right) / 2
    assert middle == pytest.approx(105, abs=MM)
    assert page.ink(5, 45).top == pytest.approx(30, abs=MM)


@LETTERS
def test_letter_rules(pages: dict[str, tuple[Page, ...]], name: str) -> None:
    page = pages[name][0]
    thick, thin, lower_thin, lower_thick = page.rules
    for rule in page.rules:
        assert (rule.left, rule.right) == pytest.approx((20, 190), abs=MM)
        assert rule.color == RED
    assert thick.thickness == lower_thick.thickness > 2 * thin.thickness
    assert lower_thin.thickness == thin.thickness
    mark_bottom = page.ink(25, thick.middle - 1).bottom
    assert first_rule(page)[0] - mark_bottom == pytest.approx(4, abs=MM)
    assert 297 - (lower_thick.middle + lower_thick.thickness / 2) == pytest.approx(20, abs=MM)


@LETTERS
def test_letter_number_is_flush_right_under_the_first_rule(
    pages: dict[str, tuple[Page, ...]], name: str
) -> None:
    page = pages[name][0]
    number = page.lines[1]
    assert number.text.endswith("南卫函〔2022〕8号")
    assert number.look == {(FANG, 16)}
    assert number.right_indent == pytest.approx(0, abs=CHAR)
    _, rule = first_rule(page)
    ink = page.ink(rule + 0.5, number.baseline + 1)
    assert ink.top - rule == pytest.approx(7 / 8 * 16 / 72 * 25.4, abs=MM)


def test_letter_labels_stand_at_the_left_under_the_first_rule(
    pages: dict[str, tuple[Page, ...]],
) -> None:
    first, second, third = pages["labelled"][0].lines[1:4]
    assert first.text.startswith("000001")
    assert (second.text, third.text) == ("秘密★1年", "特急")
    assert second.look == third.look == {(HEI, 16)}
    assert [line.indent for line in (first, second, third)] == pytest.approx([0] * 3, abs=CHAR)
    assert second.baseline - first.baseline == pytest.approx(LINE_MM, abs=0.1)


@pytest.mark.parametrize(("name", "above"), [("letter", 1), ("labelled", 3)])
def test_letter_title_is_two_lines_below(
    pages: dict[str, tuple[Page, ...]], name: str, above: int
) -> None:
    page = pages[name][0]
    title = page.line("关于印发")
    assert title.look == {(TITLE, 22)}
    assert title.baseline - page.lines[above].baseline == pytest.approx(3 * LINE_MM, abs=MM)


def test_letter_numbers_its_pages_from_the_second(pages: dict[str, tuple[Page, ...]]) -> None:
    first, second = pages["letter"]
    assert max(line.baseline for line in first.lines) < BOTTOM_MM
    assert second.lines[-1].text == "— 2 —"
    assert not second.rules
    assert first.text_lines()[-1].baseline > BOTTOM_MM - LINE_MM


def test_only_the_first_page_of_a_letter_has_no_number(
    pages: dict[str, tuple[Page, ...]],
) -> None:
    landscape = pages["letter with landscape"][2]
    assert landscape.width > landscape.height
    assert landscape.ink(0, landscape.height - 1, 0, 33)


def test_letter_imprint_has_no_lines(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["letter"][-1]
    assert not page.rules
    first, last = page.lines[-3:-1]
    assert first.text.startswith("抄送：")
    assert first.look == last.look == {(FANG, 14)}
    assert page.ink(0, BOTTOM_MM + 2).bottom == pytest.approx(BOTTOM_MM - 2, abs=2)


def test_order_mark_is_20_mm_below_the_type_areas_top(pages: dict[str, tuple[Page, ...]]) -> None:
    (page,) = pages["order"]
    mark = page.line("南安市人民政府命令")
    assert {(glyph.font, glyph.color) for glyph in mark.glyphs} == {(TITLE, RED)}
    assert mark.off_centre == pytest.approx(0, abs=CHAR)
    assert page.ink(40, 80).top == pytest.approx(TOP_MM + 20, abs=MM)
    assert not page.rules


def test_order_number_and_text_are_two_lines_apart(pages: dict[str, tuple[Page, ...]]) -> None:
    (page,) = pages["order"]
    number, text = page.line("第8号"), page.line(SENTENCE[:8])
    assert number.look == {(FANG, 16)}
    assert number.off_centre == pytest.approx(0, abs=CHAR)
    mark_bottom = page.ink(50, number.baseline - LINE_MM).bottom
    assert 2 * LINE_MM <= number.baseline - 0.8 * LINE_MM - mark_bottom <= 3 * LINE_MM
    assert line_number(text) == line_number(number) + 3
    assert text.indent == pytest.approx(2, abs=CHAR)


def test_minutes_mark_and_red_separator(pages: dict[str, tuple[Page, ...]]) -> None:
    (page,) = pages["minutes"]
    mark, number, title = (page.line(text) for text in ("市卫健局", "〔2022〕", "关于禁毒"))
    assert mark.text == "市卫健局办公会议纪要"
    assert page.ink(60, 90).top == pytest.approx(TOP_MM + 35, abs=MM)
    (red_line, *_) = page.rules
    assert red_line.color == RED
    assert (red_line.left, red_line.right) == pytest.approx((LEFT_MM, RIGHT_MM), abs=MM)
    number_bottom = page.ink(number.baseline - 5, red_line.middle - 0.5).bottom
    assert red_line.middle - number_bottom == pytest.approx(4, abs=MM)
    assert number.off_centre == pytest.approx(0, abs=CHAR)
    assert line_number(title) == line_number(number) + 3


def test_attendance(pages: dict[str, tuple[Page, ...]]) -> None:
    (page,) = pages["minutes"]
    first = page.line("出席：")
    above, continued = (page.lines[page.lines.index(first) + step] for step in (-1, 1))
    absent, observers = page.line("请假："), page.line("列席：")
    assert line_number(first) == line_number(above) + 2
    assert (first.indent, first.at("张三")) == pytest.approx((2, 5), abs=CHAR)
    assert continued.indent == pytest.approx(5, abs=CHAR)
    assert {glyph.font for glyph in first.glyphs[:3]} == {HEI}
    assert {(glyph.font, glyph.size) for glyph in first.glyphs[3:]} == {(FANG, 16)}
    assert (absent.indent, observers.indent) == pytest.approx((2, 2), abs=CHAR)
    assert line_number(observers) == line_number(absent) + 1


def test_attendance_is_one_line_below_the_attachment_note(
    pages: dict[str, tuple[Page, ...]],
) -> None:
    (page,) = pages["minutes with attachment"]
    assert line_number(page.line("出席")) == line_number(page.line("附件")) + 2
