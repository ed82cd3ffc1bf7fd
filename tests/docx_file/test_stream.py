"""The stream of a DOCX: what a reader sees of its text and tables, in reading order."""

import io
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from plangen.docx_file.archive import Unusable
from plangen.docx_file.stream import Block, StreamCell, StreamParagraph, StreamTable, read_stream

if TYPE_CHECKING:
    from docx.document import Document

SPACES = (
    f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def package(xml: str, numbering: str = "") -> bytes:
    """A DOCX whose body is some XML, with lists where numbers are wanted."""
    made: Document = docx.Document()
    body = made.element.body
    for child in list(body):
        body.remove(child)
    for child in parse_xml(f"<w:body {SPACES}>{xml}</w:body>"):
        body.append(child)
    if numbering:
        lists = made.part.numbering_part.element
        for child in list(lists):
            lists.remove(child)
        for child in parse_xml(f"<w:numbering {SPACES}>{numbering}</w:numbering>"):
            lists.append(child)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def blocks(xml: str, numbering: str = "") -> list[Block]:
    return list(read_stream(package(xml, numbering)))


def shown(xml: str, numbering: str = "") -> list[str]:
    """The paragraphs as they are shown, tables left out."""
    found = blocks(xml, numbering)
    return [block.shown for block in found if isinstance(block, StreamParagraph)]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


LISTS = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/>
</w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/>
</w:lvl><w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="hebrew1"/><w:lvlText w:val="%4"/>
</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""


def test_numbers_as_shown() -> None:
    body = [numbered("目标"), numbered("总体", 1), numbered("细则", 2), numbered("具体", 1)]
    body += [numbered("措施"), numbered("", 1), numbered("宣传", 1), p("正文")]
    assert shown("".join(body), LISTS) == [
        *("一、目标", "（一）总体", "1.细则", "（二）具体", "二、措施", "（二）宣传", "正文")
    ]
    (paragraph,) = blocks(numbered("某", 3), LISTS)
    assert paragraph == StreamParagraph("某", None, "Normal")


def test_styles_and_levels() -> None:
    made = docx.Document()
    made.add_heading("一级", 1)
    made.add_heading("二级", 2)
    made.add_paragraph("正文")
    made.add_paragraph("  ")
    set_in_place = made.add_paragraph("三级")
    set_in_place._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
    data = io.BytesIO()
    made.save(data)
    assert list(read_stream(data.getvalue())) == [
        StreamParagraph("一级", "", "heading 1", 1),
        StreamParagraph("二级", "", "heading 2", 2),
        StreamParagraph("正文", "", "Normal"),
        StreamParagraph("三级", "", "Normal", 3),
    ]


INSERTED = '<w:ins w:id="1" w:author="a"><w:r><w:t>新增</w:t></w:r></w:ins>'
DELETED = '<w:del w:id="2" w:author="a"><w:r><w:delText>旧有</w:delText></w:r></w:del>'
MOVED = '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>移走</w:t></w:r></w:moveFrom>'
ARRIVED = '<w:moveTo w:id="3" w:author="a"><w:r><w:t>移来</w:t></w:r></w:moveTo>'


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (f"<w:p>{INSERTED}{DELETED}{MOVED}{ARRIVED}</w:p>", ["新增移来"]),
        (f"<w:p>{DELETED}</w:p>{p('留下')}", ["留下"]),
        (p("前半", '<w:rPr><w:del w:id="4" w:author="a"/></w:rPr>') + p("后半"), ["前半后半"]),
        (p("新段", '<w:rPr><w:ins w:id="5" w:author="a"/></w:rPr>') + p("下段"), ["新段", "下段"]),
        (f'<w:ins w:id="6" w:author="a">{p("整段")}</w:ins>', ["整段"]),
    ],
    ids=["runs", "all deleted", "an end deleted", "an end inserted", "around"],
)
def test_changes_are_accepted(xml: str, expected: list[str]) -> None:
    assert shown(xml) == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲\t乙\n丙"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText>'
            '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1日</w:t></w:r>',
            "1日",
        ),
        ('<w:fldSimple w:instr="REF x"><w:r><w:t>一（二）</w:t></w:r></w:fldSimple>', "一（二）"),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "链接"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>祎</w:t>"
            "</w:r></w:rubyBase></w:ruby></w:r>",
            "祎",
        ),
    ],
)
def test_what_is_text(run: str, expected: str) -> None:
    assert shown(f"<w:p>{run}</w:p>") == [expected]


@pytest.mark.parametrize("kind", ["VML", "drawing"])
def test_a_text_box_comes_after_its_paragraph(kind: str) -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    shape = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    if kind == "drawing":
        choice = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        shape = f"<mc:AlternateContent>{choice}<mc:Fallback>{shape}</mc:Fallback>"
        shape += "</mc:AlternateContent>"
    xml = f"<w:p><w:r>{shape}</w:r><w:r><w:t>框外</w:t></w:r></w:p>{p('下段')}"
    assert shown(xml) == ["框外", "框内", "下段"]


BREAK = '<w:r><w:br w:type="page"/></w:r>'


@pytest.mark.parametrize(
    "xml",
    [
        f"{p('甲')}<w:p>{BREAK}<w:r><w:t>乙</w:t></w:r></w:p>{p('丙')}",
        f"<w:p><w:r><w:t>甲</w:t></w:r>{BREAK}</w:p>{p('乙')}{p('丙')}",
        f"{p('甲')}<w:p>{BREAK}</w:p>{p('乙')}{p('丙')}",
        f"{p('甲')}{p('乙', '<w:pageBreakBefore/>')}{p('丙')}",
        f"{p('甲', '<w:sectPr/>')}{p('乙')}{p('丙')}<w:sectPr/>",
    ],
    ids=["before", "after", "alone", "a property", "a section"],
)
def test_page_breaks(xml: str) -> None:
    found = [block for block in blocks(xml) if isinstance(block, StreamParagraph)]
    starts = [(block.text, block.starts_page) for block in found]
    assert starts == [("甲", False), ("乙", True), ("丙", False)]


def test_a_continuous_section_begins_no_page() -> None:
    """The section that follows says how it begins."""
    xml = f"{p('甲', '<w:sectPr/>')}{p('乙')}<w:sectPr><w:type w:val='continuous'/></w:sectPr>"
    assert [getattr(block, "starts_page", None) for block in blocks(xml)] == [False, False]


# Tables.


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def cells(block: Block) -> list[list[tuple[str, int, int, int]]]:
    """Each cell's text, first column, columns and rows."""
    assert isinstance(block, StreamTable)
    return [
        [(cell.text, cell.column, cell.columns, cell.rows) for cell in row] for row in block.rows
    ]


def test_a_table_stands_where_it_stands_and_spans_are_told() -> None:
    before, found, after = blocks(
        p("表前")
        + table(
            tc("序号", DOWN) + tc("任务", '<w:gridSpan w:val="2"/>') + tc("单位"),
            tc("", ON) + tc("名称") + tc("时限") + tc("甲", DOWN),
            tc("1") + tc("宣传") + tc("6月") + tc("", ON),
        )
        + p("表后")
    )
    assert isinstance(before, StreamParagraph)
    assert isinstance(after, StreamParagraph)
    assert cells(found) == [
        [("序号", 0, 1, 2), ("任务", 1, 2, 1), ("单位", 3, 1, 1)],
        [("名称", 1, 1, 1), ("时限", 2, 1, 1), ("甲", 3, 1, 2)],
        [("1", 0, 1, 1), ("宣传", 1, 1, 1), ("6月", 2, 1, 1)],
    ]


def test_tables_of_other_manners() -> None:
    (found,) = blocks(
        table(
            tc("甲", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("乙"),
            '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("丙") + tc("丁"),
            '<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>' + tc("删") + tc("去") + tc("行"),
            f"<w:sdt><w:sdtContent>{tc('戊')}</w:sdtContent></w:sdt>" + tc("己") + tc("庚"),
        )
    )
    assert cells(found) == [
        [("甲", 0, 2, 1), ("乙", 2, 1, 1)],
        [("丙", 1, 1, 1), ("丁", 2, 1, 1)],
        [("戊", 0, 1, 1), ("己", 1, 1, 1), ("庚", 2, 1, 1)],
    ]


def test_a_cell_holds_paragraphs_numbers_and_tables() -> None:
    inner = table(tc("里"))
    outer = (
        f"<w:tbl><w:tr><w:tc>{numbered('甲')}{numbered('乙')}{inner}{p('')}</w:tc></w:tr></w:tbl>"
    )
    (found,) = blocks(outer, LISTS)
    assert isinstance(found, StreamTable)
    ((cell,),) = found.rows
    assert cell.text == "一、甲\n二、乙"
    assert isinstance(cell.content[2], StreamTable)


@given(st.data())
def test_every_cell_of_the_grid_is_one_cell_s(data: st.DataObject) -> None:
    """However cells are merged, those of the stream tile the grid."""
    width, height = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    rows = []
    open_spans: list[tuple[int, int]] = []
    for line in range(height):
        spans: list[tuple[int, int]] = []
        xml, column = "", 0
        while column < width:
            above = [span for span in open_spans if span[0] == column]
            if line and above and data.draw(st.booleans()):
                columns, merge = above[0][1], ON
            else:
                columns, merge = data.draw(st.integers(1, width - column)), DOWN
            xml += tc(f"{line}-{column}", f'<w:gridSpan w:val="{columns}"/>{merge}')
            spans.append((column, columns))
            column += columns
        rows.append(xml)
        open_spans = spans
    (found,) = blocks(table(*rows))
    assert isinstance(found, StreamTable)
    taken = [
        (line + down, cell.column + across)
        for line, row in enumerate(found.rows)
        for cell in row
        for down in range(cell.rows)
        for across in range(cell.columns)
    ]
    assert sorted(taken) == [(line, column) for line in range(height) for column in range(width)]


def test_headers_and_footers_stand_aside() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.sections[0].footer.paragraphs[0].text = "页脚"
    made.add_paragraph("正文")
    data = io.BytesIO()
    made.save(data)
    assert list(read_stream(data.getvalue())) == [StreamParagraph("正文", "", "Normal")]


def test_what_is_no_docx_is_refused() -> None:
    with pytest.raises(Unusable, match="不是 DOCX"):
        read_stream("这不是文档".encode())
    deep = "<w:sdt>" * 200 + "</w:sdt>" * 200
    with pytest.raises(Unusable):
        list(read_stream(package(p("甲")).replace(b"PK\x01\x02", b"PK\x01\x03")))
    assert blocks(deep) == []


def test_hostile_spans_are_cut() -> None:
    (found,) = blocks(table(tc("甲", '<w:gridSpan w:val="99999999999"/>') + tc("乙")))
    assert cells(found) == [[("甲", 0, 1, 1), ("乙", 1, 1, 1)]]
    assert isinstance(found, StreamTable)
    assert found.rows[0][0] == StreamCell(0, 1, 1, (StreamParagraph("甲", "", "Normal"),))


def test_a_list_without_an_id_is_nobodys() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num><w:abstractNumId w:val="0"/></w:num>'
    )
    assert shown(p("甲", '<w:numPr><w:ilvl w:val="0"/></w:numPr>'), lists) == ["甲"]
