"""Documents in WPS's and Word's manners: what conforms is left alone, what does not is told."""

import re
from collections.abc import Callable

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from support.foreign_documents import SENTENCE, Foreign, foreign, opened

from plangen.inspection import inspect


def codes(made: Foreign) -> list[str]:
    """The kinds of departures of a document."""
    result = inspect(made.saved())
    assert result.unusable == ""
    return [departure.code for departure in result.departures]


def with_text(made: Foreign) -> Foreign:
    """A document with recipients and text below what it has."""
    made.add("各县（区）卫生局，局属各单位：")
    made.add(f"{SENTENCE}。现通知如下：", first_line_indent=2)
    return made


def properties(paragraph: Paragraph, xml: str) -> None:
    """Set a property of a paragraph in place, as XML."""
    named = re.sub(r"^<w:\w+", rf"\g<0> {nsdecls('w')}", xml)
    paragraph._p.get_or_add_pPr().append(parse_xml(named))


# Indents.


def chars(paragraph: Paragraph, xml: str) -> None:
    for old in paragraph._p.pPr.findall(qn("w:ind")):
        paragraph._p.pPr.remove(old)
    properties(paragraph, xml)


def test_an_indent_of_two_characters_is_two_of_the_run() -> None:
    """The style's type is 五号; two 字 of the text in 三号 are meant."""
    made = with_text(opened())
    chars(made.add(f"{SENTENCE}。"), '<w:ind w:firstLineChars="200" w:firstLine="420"/>')
    assert codes(made) == []
    chars(made.add(f"{SENTENCE}。"), '<w:ind w:firstLineChars="100" w:firstLine="420"/>')
    assert codes(made) == ["indent"]


def test_no_indent_in_place_takes_back_that_of_the_style() -> None:
    """Of 首行缩进 and 悬挂缩进 the one said last stands; 0 字 take back 2 字."""
    made = with_text(opened())
    normal = made.package.styles["Normal"].element.get_or_add_pPr()
    normal.append(parse_xml(f'<w:ind {nsdecls("w")} w:firstLineChars="200" w:firstLine="640"/>'))
    for paragraph in made.package.paragraphs[:3]:
        chars(paragraph, '<w:ind w:firstLineChars="0" w:firstLine="0"/>')
    chars(made.add(f"{SENTENCE}。"), '<w:ind w:left="632" w:firstLineChars="0" w:firstLine="0"/>')
    assert codes(made) == ["indent"]  # its further lines are not flush
    made.package.element.body.remove(made.package.paragraphs[-1]._p)
    chars(made.add(f"{SENTENCE}。"), '<w:ind w:hanging="316"/>')
    assert codes(made) == ["indent"]


def test_a_list_of_a_style_sets_its_indents_below_the_style_s_own() -> None:
    """A heading style with 自动编号, based on a style with 首行缩进 2 字符."""
    made = with_text(opened())
    numbering = made.package.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start
            w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/><w:pPr>
            <w:ind w:left="632" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>"""
        ),
    )
    number = f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    numbering.append(parse_xml(number))
    for name, base, xml in (
        ("正文缩进", "Normal", '<w:ind w:firstLineChars="200" w:firstLine="640"/>'),
        (
            "一级",
            "正文缩进",
            '<w:numPr><w:numId w:val="77"/></w:numPr><w:ind w:firstLineChars="0"/>',
        ),
    ):
        style = made.package.styles.add_style(name, 1)
        style.base_style = made.package.styles[base]
        for element in parse_xml(f"<w:pPr {nsdecls('w')}>{xml}</w:pPr>"):
            style.element.get_or_add_pPr().append(element)
    heading = made.add(("加强领导", "黑体"))
    heading.style = made.package.styles["一级"]
    assert codes(made) == []


# Headings.


def outlined(title: int, *headings: tuple[str, str, int]) -> Foreign:
    """A notice whose title and headings have levels in the navigation pane, 0 for none."""
    made = opened()
    levels = [(made.package.paragraphs[0], title)]
    with_text(made)
    for text, font, level in headings:
        levels.append((made.add((text, font), first_line_indent=2), level))
    for paragraph, level in levels:
        if level:
            properties(paragraph, f'<w:outlineLvl w:val="{level - 1}"/>')
    return made


THREE = (("一、加强领导", "黑体"), ("（一）明确责任", "楷体"), ("1.建立专班", "仿宋"))


@pytest.mark.parametrize(
    "levels", [(0, 1, 2, 3), (1, 2, 3, 4), (1, 1, 2, 3), (0, 1, 1, 1), (0, 3, 3, 3), (0, 0, 0, 0)]
)
def test_numerals_come_before_outline_levels(levels: tuple[int, ...]) -> None:
    title, *below = levels
    headings = [(*heading, level) for heading, level in zip(THREE, below, strict=True)]
    assert codes(outlined(title, *headings)) == []


@pytest.mark.parametrize("title", [0, 1])
def test_a_heading_without_a_numeral_has_its_outline_level(title: int) -> None:
    sound = (("加强领导", "黑体", title + 1), ("明确责任", "楷体", title + 2))
    assert codes(outlined(title, *sound)) == []
    wrong = (("加强领导", "黑体", title + 1), ("明确责任", "黑体", title + 2))
    assert codes(outlined(title, *wrong)) == ["heading-typeface"]


def test_a_second_level_in_the_first_level_s_type_keeps_its_numeral() -> None:
    made = outlined(0, ("一、加强领导", "黑体", 0), ("（一）明确责任", "黑体", 0))
    assert codes(made) == ["heading-typeface"]
    assert codes(outlined(0, ("1、加强领导", "黑体", 0))) == ["numeral-form"]


def test_full_width_dots_of_numerals_are_advice_and_told_once() -> None:
    made = with_text(opened())
    for number in "123":
        made.add(f"{number}．{SENTENCE}。", first_line_indent=2)
    (departure,) = inspect(made.saved()).departures
    assert (departure.code, departure.severity, departure.count) == ("numeral-form", "advice", 3)


# What follows a title.


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("某某市卫生健康局", "仿宋"),
        ("某某市卫生健康局", "楷体"),
        ("会议基本信息", "黑体"),
        ("工作背景", "黑体"),
        ("同志们", "仿宋"),
    ],
)
def test_by_lines_and_heads_below_a_title_are_no_recipients(text: str, font: str) -> None:
    made = opened()
    made.add((text, font), align="LEFT")
    made.add(f"{SENTENCE}。", first_line_indent=2)
    assert codes(made) == []


@pytest.mark.parametrize(
    "text", ["各乡镇人民政府", "市财政局、市教育局", "各县（区）卫生局，局属各单位"]
)
def test_recipients_without_their_colon_are_recipients(text: str) -> None:
    made = opened()
    made.add(text)
    made.add(f"{SENTENCE}。", first_line_indent=2)
    assert codes(made) == ["recipients-colon"]


def test_a_sentence_that_opens_the_text_is_no_recipient() -> None:
    made = opened()
    made.add(f"为做好今年的禁毒工作，{SENTENCE}，现将有关事项通知如下：")
    assert codes(made) == ["indent"]


@pytest.mark.parametrize(
    "title",
    ["关于规范会议管理的通知（征求意见稿，请提意见）", "关于规范会议管理的通知   （试行）"],
)
def test_a_title_with_something_in_brackets_is_a_title(title: str) -> None:
    made = with_text(opened(title))
    assert codes(made) == []
    made.package.paragraphs[0].alignment = 0
    assert codes(made) == ["title-centred"]


def test_a_title_that_no_word_of_a_kind_ends_is_told_by_its_looks() -> None:
    assert codes(with_text(opened("在全市禁毒工作会议上的讲话"))) == []


def test_what_cannot_be_told_apart_is_said() -> None:
    made = Foreign()
    for text in ("在会上的讲话", "同志们，大家好", "今天开会"):
        made.add(text, align="LEFT", size=10.5)
    (departure,) = inspect(made.saved()).departures
    assert (departure.code, departure.found) == ("unrecognised", "没有认出标题和正文")
    made.add(f"{SENTENCE}。", first_line_indent=2)
    (departure,) = inspect(made.saved()).departures
    assert departure.found == "没有认出标题"


def test_nothing_is_said_of_a_blank_page() -> None:
    assert codes(Foreign()) == []


# Those who sign.


@pytest.mark.parametrize("gap", ["  ", "        ", "　　", "\t"])
def test_several_issuers_on_a_line_are_not_measured_as_one(gap: str) -> None:
    made = with_text(opened())
    made.add("")
    made.add(gap.join(["某某市甲局", "某某市乙局", "某某市丙局"]), align="RIGHT", right_indent=2)
    made.add("2026年1月15日", align="RIGHT", right_indent=4)
    assert codes(made) == []


def test_one_issuer_is() -> None:
    made = with_text(opened())
    made.add("")
    made.add("某某市甲局", align="RIGHT", right_indent=9)
    made.add("2026年1月15日", align="RIGHT", right_indent=4)
    assert codes(made) == ["issuer-place"]


# Marks.


def headed(
    mark: str = "某某市卫生健康局文件", *, size: float = 48, color: str = "FF0000", box: str = ""
) -> Foreign:
    """A notice with a mark, in a paragraph or in a text box of either kind, and its number."""
    made = Foreign()
    paragraph = made.add((mark, "方正小标宋简体"), align="CENTER", size=size)
    paragraph.runs[0].font.color.rgb = RGBColor.from_string(color)
    if box:
        outside = made.add("")
        outside._p.addprevious(paragraph._p)
        outside._p.append(boxed(paragraph, box))
    number = made.add("某卫〔2026〕8号", align="CENTER")
    properties(
        number,
        '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="11" w:color="FF0000"/></w:pBdr>',
    )
    made.add(("关于开展禁毒宣传教育工作的通知", "方正小标宋_GBK"), align="CENTER", size=22)
    made.add("")
    return with_text(made)


def boxed(paragraph: Paragraph, kind: str) -> object:
    """A run with a text box that holds a paragraph."""
    shapes = {
        "VML": "<w:pict><v:shape><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict>",
        "drawing": "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        "<w:txbxContent/></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent/>"
        "</w:pict></mc:Fallback></mc:AlternateContent>",
    }
    run = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shapes[kind]}</w:r>"
    )
    next(run.iter(qn("w:txbxContent"))).append(paragraph._p)
    return run


@pytest.mark.parametrize("box", ["", "VML", "drawing"])
@pytest.mark.parametrize("mark", ["某某市卫生健康局文件", "某某市卫生健康局", "某 某 市 文 件"])
def test_a_red_mark_conforms_wherever_it_stands(mark: str, box: str) -> None:
    assert codes(headed(mark, box=box)) == []


@pytest.mark.parametrize("box", ["", "VML", "drawing"])
@pytest.mark.parametrize("mark", ["某某市卫生健康局文件", "某某市卫生健康局", "某 某 市 文 件"])
def test_a_mark_that_is_not_red_is_still_the_mark(mark: str, box: str) -> None:
    assert codes(headed(mark, color="000000", box=box)) == ["mark-colour"]


def test_a_red_line_as_large_as_a_title_is_the_mark() -> None:
    assert codes(headed("某某市卫生健康局", size=22)) == []


def test_a_mark_smaller_than_the_text_is_told() -> None:
    assert codes(headed(size=10.5, color="000000", box="VML")) == ["mark-colour", "mark-size"]


@pytest.mark.parametrize("mark", ["某某市人民政府令", "某某市人民政府办公室会议纪要"])
def test_orders_and_minutes_have_no_title(mark: str) -> None:
    made = Foreign()
    paragraph = made.add((mark, "方正小标宋简体"), align="CENTER", size=36)
    paragraph.runs[0].font.color.rgb = RGBColor(255, 0, 0)
    made.add("第8号", align="CENTER")
    made.add(f"{SENTENCE}。", first_line_indent=2)
    assert codes(made) == []


def test_a_number_at_the_top_alone_is_a_copy_number() -> None:
    made = Foreign()
    for number in ("000123", "12345"):
        made.add(number, align="LEFT")
    made.add(("关于开展禁毒宣传教育工作的通知", "方正小标宋_GBK"), align="CENTER", size=22)
    made.add("")
    assert codes(with_text(made)) == []


# Page numbers.


def fields(*pieces: str) -> Foreign:
    """A notice whose page fields are cut into pieces of XML."""
    made = foreign()
    section = made.package.sections[0]
    for footer in (section.footer, section.even_page_footer):
        instruction = next(footer._element.iter(qn("w:instrText")))
        run = instruction.getparent()
        for piece in pieces:
            cut = parse_xml(f"<w:r {nsdecls('w')}><w:instrText>{piece}</w:instrText></w:r>")
            run.addprevious(cut)
        end = next(e for e in run if e.get(qn("w:fldCharType")) == "end")
        begin = next(e for e in run if e.get(qn("w:fldCharType")) == "begin")
        first = run.getprevious()
        for _ in pieces[1:]:
            first = first.getprevious()
        before = parse_xml(f"<w:r {nsdecls('w')}/>")
        before.append(begin)
        first.addprevious(before)
        run.remove(instruction)
        run.append(end)
    return made


@pytest.mark.parametrize(
    "pieces", [("Page",), (" page \\* Arabic ",), ("PA", "GE"), (" P", "a", "ge ")]
)
def test_a_page_field_in_any_case_and_any_pieces(pieces: tuple[str, ...]) -> None:
    assert codes(fields(*pieces)) == []


@pytest.mark.parametrize("pieces", [("NUMPAGES",), ("NUM", "PAGES"), ("SECTION",)])
def test_other_fields_are_no_page_numbers(pieces: tuple[str, ...]) -> None:
    assert codes(fields(*pieces)) == ["page-number"]


# Whole documents.


def by_default(made: Foreign) -> None:
    """What all paragraphs have in common moved into the default style."""
    normal = made.package.styles["Normal"]
    normal.font.size = Pt(16)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "仿宋")
    for run in made.package.element.body.iter(qn("w:r")):
        look = run.rPr
        if look is not None and look.rFonts.get(qn("w:eastAsia")) == "仿宋":
            look.remove(look.rFonts)
            look.remove(look.sz)


def in_a_frame(made: Foreign) -> None:
    """The page numbers in frames, as WPS sets them."""
    section = made.package.sections[0]
    for footer, side in ((section.footer, "outside"), (section.even_page_footer, "outside")):
        properties(
            footer.paragraphs[0],
            f'<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="{side}"/>',
        )


def with_revisions(made: Foreign) -> None:
    """A sentence inserted with tracked changes, another deleted."""
    paragraph = made.package.paragraphs[3]
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="a"/>')
    inserted.append(paragraph.runs[0]._r)
    paragraph._p.append(inserted)
    deleted = "<w:r><w:delText>（一）</w:delText></w:r>"
    deleted = f'<w:del {nsdecls("w")} w:id="2" w:author="a">{deleted}</w:del>'
    paragraph._p.insert(1, parse_xml(deleted))


@pytest.mark.parametrize("manner", [by_default, in_a_frame, with_revisions])
def test_a_conforming_notice_in_several_manners(manner: Callable[[Foreign], None]) -> None:
    made = foreign()
    manner(made)
    assert codes(made) == []
