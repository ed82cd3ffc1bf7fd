"""The XML vocabulary: what it yields, and the exact words for what it refuses."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.document.model import (
    AnnexPages,
    AttendanceLine,
    CellFill,
    Chart,
    ChartKind,
    ChartLook,
    ChartSeries,
    Document,
    DocumentHead,
    DocumentTable,
    Edit,
    Fill,
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
    TextRun,
)
from plangen.document.xml import DocumentError, parse

EVERYTHING = """
<document title="关于印发方案的通知" author="甲局" subject="禁毒" at="notice.xml.j2:1">
  <head form="minutes" at="notice.xml.j2:2">
    <copy-number>000001</copy-number>
    <classification>秘密★1年</classification>
    <urgency>特急</urgency>
    <issuer-mark suffix="文件"><issuer>甲局</issuer><issuer>乙局</issuer></issuer-mark>
    <doc-number>甲〔2022〕8号</doc-number>
    <signatory>王立明</signatory><signatory>王勇</signatory>
  </head>
  <title>
    关于印发方案的
    通知
  </title>
  <recipients>各单位：</recipients>
  <p>现印发给你们。</p>
  <attachments><attachment>名单</attachment></attachments>
  <attendance label="出席">张三、
  李四</attendance><attendance label="列席">王五</attendance>
  <signature date="2022年3月7日" sealed="yes"><issuer>甲局</issuer></signature>
  <note>（此件公开）</note>
  <issued><title>方案</title><h1>一、目标</h1><h2>（一）教育。<text>上一次课。</text></h2></issued>
  <annex label="附件" orientation="landscape">
    <title>名单</title>
    <roster><role name="组长"><name>田风才</name></role></roster>
    <table>
      <column width="4字" align="center"/><column width="2"/><column/>
      <header><cell>序号</cell><cell>任务</cell><cell>备注</cell></header>
      <row><cell>1</cell><cell/><cell/></row>
    </table>
  </annex>
  <imprint>
    <recipients>主送：各单位。</recipients><cc>抄送：丙局。</cc>
    <printed-by>甲局</printed-by><printed-on>2022年3月7日</printed-on>
  </imprint>
</document>
"""


def test_every_part_is_read() -> None:
    assert parse(EVERYTHING) == Document(
        properties=Properties("关于印发方案的通知", "甲局", "禁毒"),
        head=DocumentHead(
            *("000001", "秘密★1年", "特急"),
            *(RedMark(("甲局", "乙局"), "文件"), "甲〔2022〕8号", ("王立明", "王勇")),
            form=Form.MINUTES,
        ),
        title=("关于印发方案的", "通知"),
        recipients="各单位：",
        body=(Paragraph("现印发给你们。"),),
        attachments=("名单",),
        attendance=(AttendanceLine("出席", "张三、李四"), AttendanceLine("列席", "王五")),
        signature=Signature(("甲局",), "2022年3月7日", sealed=True),
        note="（此件公开）",
        issued=Issued(
            ("方案",), (Heading(1, "一、目标"), Heading(2, "（一）教育。", "上一次课。"))
        ),
        annexes=(
            AnnexPages(
                label="附件",
                title=("名单",),
                body=(
                    Roster((RosterLine("组长", ("田风才",)),)),
                    DocumentTable(
                        columns=(TableColumn(4, False, True), TableColumn(2, True), TableColumn()),
                        headers=(("序号", "任务", "备注"),),
                        rows=(("1", "", ""),),
                    ),
                ),
                orientation=Orientation.LANDSCAPE,
            ),
        ),
        imprint=Imprint("主送：各单位。", "抄送：丙局。", "甲局", "2022年3月7日"),
    )


def test_template_indentation_is_no_content() -> None:
    document = parse(
        "<document><p>\n    根据文件\n    精神，HIV 抗体\u3000王\u3000勇\n  </p></document>"
    )
    assert document.body == (Paragraph("根据文件精神，HIV 抗体\u3000王\u3000勇"),)


def test_marks_of_xml_and_tabs_stay_text() -> None:
    document = parse("<document><p>&lt;a&gt; &amp; &quot;b&quot; &#9;'c'</p></document>")
    assert document.body == (Paragraph("<a> & \"b\" \t'c'"),)


def test_what_was_edited_in_a_cell() -> None:
    document = parse(
        """<document><table compact="yes"><column width="1"/>
        <row heading="yes"><cell>一、目标</cell></row>
        <row><cell>
          率<del>85</del><ins>90</ins>%
          <ins>年底前</ins>
        </cell></row></table></document>"""
    )
    runs = (
        TextRun("率"),
        TextRun("85", Edit.DELETED),
        TextRun("90", Edit.INSERTED),
        TextRun("%\n"),
        TextRun("年底前", Edit.INSERTED),
    )
    (table,) = document.body
    assert isinstance(table, DocumentTable)
    assert table.rows == (("一、目标",), (runs,))
    assert (table.compact, table.headings) == (True, {0})


@given(st.lists(st.tuples(st.sampled_from(["", "ins", "del"]), st.text("甲b &<", min_size=1))))
def test_the_text_of_a_cell_is_kept_whatever_is_edited(pieces: list[tuple[str, str]]) -> None:
    told = [(tag, escape(text)) for tag, text in pieces]
    cell = "".join(f"<{tag}>{text}</{tag}>" if tag else text for tag, text in told)
    xml = f"<document><table><column width='1'/><row><cell>{cell}</cell></row></table></document>"
    (table,) = parse(xml).body
    assert isinstance(table, DocumentTable)
    ((found,),) = table.rows
    runs = (TextRun(found),) if isinstance(found, str) else found
    assert "".join(run.text for run in runs).strip() == "".join(text for _, text in pieces).strip()
    for edit in Edit:
        marked = "".join(run.text for run in runs if run.edit is edit)
        assert marked == "".join(text for tag, text in pieces if tag == edit)


AT = 'at="notice.xml.j2:12"'
CHART = (
    "<document><chart kind='bars' title='题' about='说' {}>"
    "<category>甲</category>{}</chart></document>"
)
REFUSED = {
    CHART.format(AT, ""): "<chart> 里缺少 <series>",
    CHART.format(AT, "<series name='数' look='red'><value>1</value></series>").replace(
        "<series", f"<series {AT}"
    ): 'look="red" 不行，应是 dark 或 hatched 或 light 或 strong 或 blank',
    CHART.format("", f"<series {AT} name='数' look='dark'/>"): (
        "有 1 个 <category>，<value> 却有 0 个，应一一对应"
    ),
    CHART.format("", f"<series {AT} name='数' look='dark'><value>多</value></series>"): (
        "<value> 里的“多”不是数；写 12 或 66.7"
    ),
    f"<document><table><column/><row><cell {AT} fill='pink'>甲</cell></row></table></document>": (
        'fill="pink" 不行，应是 red 或 yellow 或 blue 或 green 或 grey'
    ),
    f"<document><head {AT} form='函'/><p>文</p></document>": (
        'form="函" 不行，应是 document 或 letter 或 minutes 或 order'
    ),
    f"<document><p>文</p><attendance {AT}>甲</attendance></document>": (
        "<attendance> 缺少属性 label"
    ),
    f"<document><p>文</p><attendance {AT} label='出席'/></document>": (
        "<attendance> 没有内容；不用它就整个删去"
    ),
    f"<document><p>文</p><attendance label='出席'>甲<b {AT}/></attendance></document>": (
        "<attendance> 里只能写文字，不能有 <b>"
    ),
    f"<document><para {AT}>文</para></document>": (
        "<document> 里不能有 <para>，可以用的是 <head>、<title>、<recipients>、<h1>、<h2>、<h3>、"
        "<h4>、<p>、<roster>、<table>、<chart>、<attachments>、<attendance>、<signature>、<note>、<issued>、<annex>、<imprint>"
    ),
    f"<doc {AT}/>": "最外层的标签应是 <document>，不是 <doc>",
    f"<document><p {AT} indent='2'>文</p></document>": "<p> 没有属性 indent，可以用的是 of",
    f"<document {AT} tilte='x'><p>文</p></document>": (
        "<document> 没有属性 tilte，可以用的是 title、author、subject、orientation"
    ),
    f"<document><p>文</p><signature {AT}><issuer>甲</issuer></signature></document>": (
        "<signature> 缺少属性 date"
    ),
    f"<document><p>文</p><signature {AT} date='今天' sealed='是'><issuer>甲</issuer></signature>"
    "</document>": 'sealed="是" 不行，应是 no 或 yes',
    f"<document><p>文</p><signature {AT} date='今天'/></document>": "<signature> 里缺少 <issuer>",
    f"<document><p>文</p><title {AT}>题</title></document>": "<title> 应排在 <p> 之前",
    f"<document><title>题</title><title {AT}>题</title><p>文</p></document>": (
        "<document> 里只能有一个 <title>"
    ),
    f"<document {AT}><title>题</title></document>": "<document> 里没有正文",
    f"<document><p {AT}>  </p></document>": "<p> 没有内容；不用它就整个删去",
    f"<document {AT}>文<p>文</p></document>": "<document> 里不能直接写文字，要写在它的子标签里",
    f"<document><p {AT}>文</p>散落</document>": "<p> 之后的文字“散落”没有标签",
    f"<document><p>文<b {AT}>粗</b></p></document>": "<p> 里只能写文字，不能有 <b>",
    f"<document><h1>题<text>文</text><text {AT}>文</text></h1></document>": (
        "<h1> 里只能有一个 <text>"
    ),
    f"<document><table><column {AT} width='宽'/></table></document>": (
        'width="宽" 读不懂；写字数如 4字，占其余宽度的份数如 2，或不写，由内容定'
    ),
    f"<document><table><column {AT} width='0'/></table></document>": (
        'width="0" 读不懂；写字数如 4字，占其余宽度的份数如 2，或不写，由内容定'
    ),
    f"<document><table><column width='1'/><row {AT}><cell/><cell/></row></table></document>": (
        "这一行有 2 格，表格有 1 列，应一格对一列"
    ),
    f"<document><table><column width='1'/><row {AT} heading='是'><cell/></row></table>"
    "</document>": 'heading="是" 不行，应是 no 或 yes',
    f"<document><table><column width='1'/><header {AT} heading='yes'><cell/></header></table>"
    "</document>": "<header> 没有属性 heading，这个标签没有属性",
    f"<document><table><column width='1'/><row><cell>文<b {AT}>粗</b></cell></row></table>"
    "</document>": "<cell> 里只能写文字和 <ins>、<del>，不能有 <b>",
    f"<document><table><column width='1'/><row><cell><ins>文<del {AT}/></ins></cell></row></table>"
    "</document>": "<ins> 里只能写文字，不能有 <del>",
    f"<document><p>文</p><annex {AT} label='附件'><p>文</p></annex></document>": (
        "<annex> 里缺少 <title>"
    ),
    f"<document><p>文</p><imprint {AT}/></document>": "<imprint> 没有内容；不用它就整个删去",
}


@pytest.mark.parametrize("xml", REFUSED)
def test_refused_with_the_templates_line(xml: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse(xml)
    assert str(refused.value) == f"模板 notice.xml.j2 第12行：{REFUSED[xml]}"


def test_charts_and_colours() -> None:
    series = "<series name='已办' look='dark'><value>3</value></series>"
    (chart,) = parse(CHART.format("", series)).body
    assert chart == Chart(
        ChartKind.BARS, "题", "说", ("甲",), (ChartSeries("已办", ChartLook.DARK, (3.0,)),)
    )
    table = "<table><column/><column/><row><cell>甲</cell><cell fill='red'>红</cell></row></table>"
    (block,) = parse(f"<document>{table}</document>").body
    assert isinstance(block, DocumentTable)
    assert block.fills == (CellFill(0, 1, Fill.RED),)


def test_broken_xml_is_placed_at_the_last_tag_before_it() -> None:
    with pytest.raises(DocumentError) as refused:
        parse('<document>\n<p at="a.xml.j2:1">文</p>\n<p at="a.xml.j2:2">文</q>\n</document>')
    assert str(refused.value) == (
        "模板 a.xml.j2 第2行：XML 读不下去：标签没有成对，或文字里的 < 和 & 没有写成 &lt; 和 &amp;"
    )


@pytest.mark.parametrize(
    "doctype", ["<!DOCTYPE document>", '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>']
)
def test_no_doctype(doctype: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse(f"{doctype}<document><p>文</p></document>")
    assert str(refused.value) == (
        "模板里不能有 <!DOCTYPE>：公文不用文档类型声明和自定义实体，请删去"
    )
