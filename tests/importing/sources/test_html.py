"""Web pages: paragraphs, tables with spans, what only lays out, hostile ones."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.sources import lines, read, table

from plangen.docx_file.stream import StreamParagraph
from plangen.findings.finding import CannotGoOn


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>某</title></head>{body}</html>".encode()


def shown(body: str) -> list[str]:
    return lines(read("某.html", page(body)).blocks)


def test_paragraphs() -> None:
    body = """<script>var a = 1;</script><nav>首页</nav><style>p {}</style>
    <h2>关于<b>做好</b>工作的<br/>通知</h2><div>各单位：<p>&emsp;&emsp;一、甲&amp;乙&nbsp;</p>其余
    的<span>话</span> in two  words</div><ul><li>丙</li><li><p>丁</p></li></ul>
    <o:p>戊</o:p><!-- 不见 --><p style="DISPLAY: none">藏</p><p>   </p><pre>己
  庚</pre>"""
    assert shown(body) == [
        *("关于做好工作的", "通知", "各单位：", "一、甲&乙", "其余的话 in two words"),
        *("丙", "丁", "戊", "己", "庚"),
    ]
    source = read("某.html", page(body + "<img src='a.png'>"))
    assert source.blocks[0] == StreamParagraph("关于做好工作的", "", "heading 2", 2)
    assert source.cautions == (
        "网页里有 1 处不显示的内容，没有读",
        "网页里有 1 张图片，图里的文字没有读；有用的请照着打进来",
    )


def test_numbered_lists() -> None:
    assert shown('<ol><li>甲<li>乙</ol><ol start="5"><li><p>丙</p><p>丁</p></ol>') == [
        *("1.甲", "2.乙", "5.丙", "丁")
    ]
    assert shown('<ol style="list-style: none"><li>一、甲</ol>') == ["一、甲"]


def test_spans() -> None:
    body = """<table><caption>任务表</caption><thead><tr><th rowspan=2>序号<th colspan="2">任务</tr>
    <tr><th>甲<th>乙</tr></thead><tbody><tr><td>1<td>排查<td rowspan="0">某局</tr>
    <tr><td>2<td><p>整改</p><p>销号</p></tbody></table>"""
    source = read("某.html", page(body))
    assert lines(source.blocks) == ["任务表"]
    assert table(source.blocks) == [
        [(0, 1, 2, "序号"), (1, 2, 1, "任务")],
        [(1, 1, 1, "甲"), (2, 1, 1, "乙")],
        [(0, 1, 1, "1"), (1, 1, 1, "排查"), (2, 1, 2, "某局")],
        [(0, 1, 1, "2"), (1, 1, 1, "整改\n销号")],
    ]


def test_tables_that_lay_a_page_out() -> None:
    inner = "<table><tr><td>序号</td><td>任务</td></tr></table>"
    layout = f"<table><tr><td><p>标题</p></td><td>边栏</td></tr><tr><td>{inner}</td></tr></table>"
    source = read("某.html", page(f"<table><tr><td>{layout}</td></tr></table>"))
    assert lines(source.blocks) == ["标题", "边栏"]
    assert table(source.blocks) == [[(0, 1, 1, "序号"), (1, 1, 1, "任务")]]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8", "base64"])
def test_encodings(declared: str) -> None:
    encoding = "utf-8" if declared in ("utf-8", "base64") else "gb18030"
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    data = page("<p>某某市关于做好镕字工作的通知</p>", head).decode().encode(encoding)
    assert lines(read("某.htm", data).blocks) == ["某某市关于做好镕字工作的通知"]
    xhtml = f'<?xml version="1.0" encoding="{declared}"?><html><p>通知</p></html>'
    assert lines(read("某.txt", xhtml.encode(encoding)).blocks) == ["通知"]


def test_page_in_one_file() -> None:
    message = EmailMessage()
    message["Subject"] = "某"
    message.set_content("纯文本")
    html = page("<p>通知</p>", '<meta charset="gb2312">').decode()
    message.add_related(html.encode("gbk"), "text", "html", params={"charset": "gbk"})
    message.add_related(b"GIF8", "image", "gif")
    assert lines(read("某.doc", message.as_bytes()).blocks) == ["通知"]


TEXT = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=9)


@given(st.lists(TEXT, min_size=1), st.sampled_from(["p", "div", "h3", "li", "td", "section", "br"]))
def test_every_element_is_kept(texts: list[str], tag: str) -> None:
    body = "".join(f"<{tag}>{text}</{tag}>" for text in texts)
    assert shown(f"<table><tr>{body}</table>" if tag == "td" and len(texts) == 1 else body) == texts


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 200 + "深",
        "<div>" * 100_000 + "深",
        "<b>" * 200 + "深",
        "<table><tr>" + "<td colspan=1000 rowspan=9999>甲</td>" * 200 + "<td>乙</table>",
        "<p>甲" * 100_001,
    ],
)
def test_hostile(body: str) -> None:
    with pytest.raises(CannotGoOn, match=r"太多层|超过 100000 段"):
        read("某.html", page(body))


def test_tables_in_tables() -> None:
    assert shown("<table><tr><td>" * 80 + "深") == ["深"]


def test_without_text() -> None:
    with pytest.raises(CannotGoOn, match="没有文字；网页里有 1 张图片"):
        read("某.html", page("<img src='扫描.jpg'>"))
